"""Printing, shown on the file that Qt's own PDF printer writes."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import ImageStat
from PIL.Image import Resampling
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from clerk_app import formats
from clerk_app.gui import printing
from clerk_app.report.fresh import fresh

DPI = 200
BOX = Resampling.BOX
TENTH = DPI / 254  # pixels in a tenth of a millimetre


@pytest.fixture(scope="module")
def data() -> bytes:
    return formats.make(".pdf", fresh("青石镇人民政府", 2025), "2026-01-13T15:20:33+08:00")


@pytest.fixture
def on(application: QApplication, tmp_path: Path) -> QPrinter:
    made = printing.printer(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat), "甲")
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "p.pdf"))
    made.setResolution(300)
    return made


def inked(page: pypdfium2.PdfPage) -> tuple[list[int], list[int]]:
    """How much ink each row and each column of pixels has."""
    picture = page.render(scale=DPI / 72, grayscale=True).to_pil().point(lambda v: 255 * (v < 128))
    rows, columns = picture.resize((1, picture.height), BOX), picture.resize((picture.width, 1), BOX)
    return list(rows.tobytes()), list(columns.tobytes())


def darkness(page: pypdfium2.PdfPage) -> float:
    return 255 - ImageStat.Stat(page.render(scale=DPI / 72, grayscale=True).to_pil()).mean[0]


def edges(ink: list[int]) -> tuple[int, int]:
    lines = [i for i, amount in enumerate(ink) if amount]
    return lines[0], lines[-1]


def test_send__all_pages__lie_where_they_lie_in_the_file(data: bytes, on: QPrinter) -> None:
    """Size, and first and last ink in both directions, to 0.3 mm."""
    pages = pypdfium2.PdfDocument(data)
    assert printing.send(data, on) == len(pages)
    printed = pypdfium2.PdfDocument(on.outputFileName())
    assert len(printed) == len(pages)
    for i in range(len(pages)):
        assert printed[i].get_size() == pytest.approx(pages[i].get_size(), abs=0.85)  # pt
        for ours, theirs in zip(inked(pages[i]), inked(printed[i]), strict=True):
            assert edges(theirs) == pytest.approx(edges(ours), abs=3 * TENTH), i


def test_send__some_pages__prints_those_only(data: bytes, on: QPrinter) -> None:
    on.setPrintRange(QPrinter.PrintRange.PageRange)
    on.setFromTo(2, 3)
    assert printing.send(data, on) == 2
    pages, printed = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument(on.outputFileName())
    assert len(printed) == 2
    assert edges(inked(printed[0])[0]) == pytest.approx(edges(inked(pages[1])[0]), abs=3 * TENTH)


def test_pages_of__a_range_beyond_the_end__ends_with_the_last(on: QPrinter) -> None:
    on.setPrintRange(QPrinter.PrintRange.PageRange)
    on.setFromTo(2, 9)
    assert printing.pages_of(on, 4) == range(1, 4)


def test_printer__a_name_that_is_gone__is_the_machines_choice(application: QApplication, tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    store.setValue("print/printer", "没有这台")
    made = printing.printer(store, "甲")
    assert made.printerName() != "没有这台"


def test_printer__of_the_first_time__prints_on_both_sides_along_the_long_one(
    application: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt's file printer knows no sides: what is asked of it is looked at."""
    asked: list[QPrinter.DuplexMode] = []
    monkeypatch.setattr(printing.QPrinter, "setDuplex", lambda _, mode: asked.append(mode))
    printing.printer(QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat), "甲")
    assert asked == [QPrinter.DuplexMode.DuplexLongSide]


def test_page__drawn_in_bands__is_as_drawn_at_once(
    data: bytes, on: QPrinter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And no more than a band is held: a page at 600 dpi would take 35 MB, and ten times that on its way."""
    held: list[int] = []

    class Held(QImage):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            held.append(self.height())

    monkeypatch.setattr(printing, "QImage", Held)
    printing.send(data, on)
    assert max(held) == printing.BAND
    monkeypatch.setattr(printing, "BAND", 10_000)
    banded = pypdfium2.PdfDocument(Path(on.outputFileName()).read_bytes())
    on.setOutputFileName(str(tmp_path / "whole.pdf"))
    printing.send(data, on)
    whole = pypdfium2.PdfDocument(on.outputFileName())
    for i in range(len(whole)):
        for a, b in zip(inked(whole[i]), inked(banded[i]), strict=True):
            assert edges(a) == pytest.approx(edges(b), abs=1)


def test_printer__used_last__is_proposed_the_next_time(
    application: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    chosen: list[str] = []
    monkeypatch.setattr(printing.QPrinterInfo, "availablePrinterNames", lambda: ["一楼", "二楼"])
    monkeypatch.setattr(printing.QPrinter, "setPrinterName", lambda _, name: chosen.append(name))
    monkeypatch.setattr(printing.QPrinter, "printerName", lambda _: "二楼")
    used = printing.printer(store, "甲")
    assert chosen == []  # nothing was printed yet: the machine's own
    printing.remember(store, used)
    printing.printer(store, "乙")
    assert chosen == ["二楼"]


def test_printer__that_has_no_name__is_not_remembered(on: QPrinter, tmp_path: Path) -> None:
    """A file that was printed into is no printer."""
    store = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    store.setValue("print/printer", "二楼")
    on.setPrinterName("")
    printing.remember(store, on)
    assert store.value("print/printer") == "二楼"
