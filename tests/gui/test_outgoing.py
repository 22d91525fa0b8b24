"""What leaves the window: files of every kind, printed pages."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit

from clerk_app.gui import choosing, commands, outgoing
from clerk_app.gui.window import Window
from tests.gui.conftest import Until

Ctrl = Qt.KeyboardModifier.ControlModifier
STARTS = {".pdf": b"%PDF-", ".docx": b"PK", ".xlsx": b"PK", ".html": b"<!DOCTYPE", ".json": b"{", ".png": b"\x89PNG"}
CASES = [(name, ending) for name, (_, kinds) in outgoing.EXPORTS.items() for ending in kinds]


def test_exports__all__are_commands() -> None:
    assert {"print", *outgoing.EXPORTS, *outgoing.COPIES} == set(commands.OUT)


def test_copy__table_in_sight__is_a_table_with_its_headers(window: Window, report: Path) -> None:
    window.filing.open(report)
    assert window.desk is not None
    window.desk.tabs.setCurrentIndex(4)
    window.commands["copy_table"].trigger()
    mime = QApplication.clipboard().mimeData()
    assert mime.html().count("<td") == 19 + 15  # headers and figures
    assert "<td colspan='10' align='center' valign='middle'>行政诉讼</td>" in mime.html()
    assert [len(row.split("\t")) for row in mime.text().splitlines()] == [15] * 4
    assert "四、政府信息公开行政复议、行政诉讼情况" in window.messages.words


def test_copy__page_of_text__says_where_the_tables_are(window: Window, report: Path) -> None:
    window.filing.open(report)
    assert window.desk is not None
    window.desk.tabs.setCurrentIndex(1)
    QApplication.clipboard().setText("先前的")
    window.commands["copy_table"].trigger()
    assert "第二、三、四部分" in window.messages.words
    assert QApplication.clipboard().text() == "先前的"


def test_copy__whole_report__is_a_fragment_for_the_editor_of_a_site(window: Window, report: Path) -> None:
    window.filing.open(report)
    window.commands["copy_web"].trigger()
    mime = QApplication.clipboard().mimeData()
    assert mime.html().startswith("<h1 style=")
    assert mime.text() == mime.html()
    assert "<html" not in mime.html()


@pytest.mark.parametrize("command, ending", CASES)
def test_export__each_kind__is_a_file_and_the_line_offers_to_open_it(
    window: Window, report: Path, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch,
    command: str, ending: str,
) -> None:  # fmt: skip
    window.filing.open(report)
    offered: list[str] = []

    def choose(parent: object, title: str, start: Path, kinds: str) -> tuple[Path, str]:
        offered.append(start.name)
        return tmp_path / "a", next(k for k in kinds.split(";;") if k.endswith(f"(*{ending})"))

    monkeypatch.setattr(choosing, "handed_out", choose)
    window.commands[command].trigger()
    until(lambda: window.messages.words)
    assert (tmp_path / f"a{ending}").read_bytes().startswith(STARTS[ending])
    assert offered[0].startswith("青石镇人民政府2025年政府信息公开工作年度报告")
    assert [b.text() for b in window.messages.buttons] == ["打开", "打开所在文件夹"]


def test_export__name_without_an_ending_that_is_taken__overwrites_nothing(
    window: Window, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.filing.open(report)
    (tmp_path / "a.pdf").touch()
    monkeypatch.setattr(choosing, "handed_out", lambda *_: (tmp_path / "a", ""))
    assert window.outgoing.ask_path("x", "x", {".pdf": "PDF 文件"}) == tmp_path / "a（2）.pdf"


def test_export__folder_missing__says_so_in_a_line(window: Window, report: Path, tmp_path: Path, until: Until) -> None:
    window.filing.open(report)
    target = tmp_path / "没有" / "a.pdf"
    window.outgoing.export_to(target)
    until(lambda: window.messages.words)
    assert str(target) in window.messages.words


def test_print__asked_by_key__offers_all_pages(window: Window, report: Path, tmp_path: Path, until: Until) -> None:
    window.filing.open(report)
    QTest.keyClick(window, Qt.Key.Key_P, Ctrl)
    until(lambda: window.findChild(QPrintDialog))
    dialog = window.findChild(QPrintDialog)
    assert dialog is not None
    assert (dialog.minPage(), dialog.fromPage(), dialog.toPage()) == (1, 1, dialog.maxPage())
    assert dialog.maxPage() > 1
    dialog.reject()


def test_print__to_a_file_chosen_in_the_dialog__is_that_file(
    window: Window, report: Path, tmp_path: Path, until: Until
) -> None:
    """On a machine without printers the dialog offers a file; all the rest is as with a printer."""
    from pypdfium2 import PdfDocument

    window.filing.open(report)
    window.commands["print"].trigger()
    until(lambda: window.findChild(QPrintDialog))
    dialog = window.findChild(QPrintDialog)
    assert dialog is not None
    line = dialog.findChild(QLineEdit, "filename")
    if line is None or not line.isVisibleTo(dialog):
        pytest.skip("this machine has a printer")
    line.setText(str(tmp_path / "p.pdf"))
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    pages = dialog.maxPage()
    box.button(QDialogButtonBox.StandardButton.Ok).click()
    until(lambda: window.messages.words)
    assert window.messages.words == f"共 {pages} 页，已送往“{tmp_path / 'p.pdf'}”。"
    assert len(PdfDocument(tmp_path / "p.pdf")) == pages


def test_print__on_a_printer__says_how_many_pages_and_where(
    window: Window, report: Path, tmp_path: Path, until: Until
) -> None:
    from clerk_app import formats
    from clerk_app.gui import printing

    window.filing.open(report)
    assert window.desk is not None
    data = formats.make(".pdf", window.desk.session.report, "")
    on = printing.printer(window.store, "x")
    on.setOutputFormat(on.OutputFormat.PdfFormat)
    on.setOutputFileName(str(tmp_path / "p.pdf"))
    on.setResolution(72)
    window.outgoing.print_on(data, on)
    until(lambda: window.messages.words)
    assert window.messages.words == f"共 {printing.count(data)} 页，已送往“{tmp_path / 'p.pdf'}”。"
