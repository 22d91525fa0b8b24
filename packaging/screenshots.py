"""Pictures of the real program for the README and the manual: python packaging/screenshots.py, on any screen or Xvfb.

The sample report with one number mistyped, so that a finding is seen; the clock, the names and the sizes are fixed.
With names behind it only those pictures are made anew.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QBuffer, QEvent, QIODevice, QSettings, Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QApplication, QWidget

    from clerk_app.gui.window import Window

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "resources" / "manual" / "images"
SIZE = (1366, 768)
PAGE = 800  # px
TODAY = date(2026, 1, 12)


def main(wanted: list[str]) -> int:
    from PySide6.QtWidgets import QApplication

    from clerk_app.gui import app, window

    IMAGES.mkdir(parents=True, exist_ok=True)
    application = QApplication(sys.argv[:1])
    app.dress(application)
    window.today = lambda: TODAY
    for name, scene in SCENES.items():
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            store = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
            shown = window.Window(store)
            shown.resize(*SIZE)
            shown.show()
            settle(application)
            picture = scene(shown, Path(folder))
            settle(application)
            keep(picture.grab(), name)
            shown.filing.discard()
            shown.close()
            shown.deleteLater()
            application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return 0


def keep(picture: "QPixmap", name: str) -> None:
    """As wide as the manual's page; the README's as it is. In 256 colours of its own, which nobody tells from all."""
    if name != "window":
        picture = picture.scaledToWidth(min(PAGE, picture.width()), Qt.TransformationMode.SmoothTransformation)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    whole = Image.open(BytesIO(buffer.data().data())).convert("RGB")
    few = whole.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(IMAGES / f"{name}.png", optimize=True)


def settle(application: "QApplication") -> None:
    """Long enough for what comes by itself: findings, pages of the preview."""
    end = time.monotonic() + 4
    while time.monotonic() < end:
        application.processEvents()
        time.sleep(0.01)


def report(folder: Path, *, wrong: bool = True, sealed: bool = False) -> Path:
    """The sample as a file."""
    from clerk_app.exchange import interchange
    from clerk_app.session import Session

    text = next((ROOT / "resources" / "sample").glob("*.json")).read_text("utf-8")
    data = interchange.parse(text)
    path = folder / f"{data.unit}.zfnb"
    with Session.create(
        path, data.unit, data.year or TODAY.year - 1, edition=data.edition, given=data.wanted
    ) as session:
        if wrong:
            session.edit({"t3/next/natural": 4})
        if sealed:
            for finding in session.findings.blocking:
                session.answer(finding, "已与台账核对。")
            session.seal()
    return path


def start(window: "Window", folder: Path) -> "QWidget":
    for place in (report(folder, wrong=False),):
        window.filing.open(place)
        window.filing.close()
    return window


def tables(window: "Window", folder: Path) -> "QWidget":
    window.open(report(folder))
    assert window.desk is not None
    window.desk.tabs.show_key("applications")
    return window


def texts(window: "Window", folder: Path) -> "QWidget":
    window.open(report(folder, wrong=False))
    assert window.desk is not None
    window.desk.tabs.show_key("overview")
    return window


def preview(window: "Window", folder: Path) -> "QWidget":
    tables(window, folder)
    window.commands["preview"].trigger()
    return window


def sealing(window: "Window", folder: Path) -> "QWidget":
    window.open(report(folder, wrong=False, sealed=True))
    window.commands["seal"].trigger()
    return window


def forms(window: "Window", folder: Path) -> "QWidget":
    """A file of the form in use under another year, looked at and not taken."""
    from clerk_app import updating
    from clerk_app.gui.forms_page import show_forms

    text = (
        (ROOT / "resources" / "forms" / "2021.toml").read_text("utf-8").replace('edition = "2021"', 'edition = "2027"')
    )
    (folder / "forms").mkdir()
    (folder / "forms" / "2027.toml").write_text(text.replace("from = 2021", "from = 2027"), "utf-8")
    package = updating.pack(
        folder, "2027 年年度报告格式（示例）", "临江市人民政府办公室", "2027-11-08", "自 2027 年度报告起使用。"
    )
    updating.write(package, folder / "x.zfby")
    page = show_forms(window)
    page.look_at(folder / "x.zfby")
    return page


def collecting(window: "Window", folder: Path) -> "QWidget":
    """Three towns, of which one handed in a draft."""
    from clerk_app.exchange import interchange
    from clerk_app.gui.collecting.page import show_collecting
    from clerk_app.session import Session

    data = interchange.parse(next((ROOT / "resources" / "sample").glob("*.json")).read_text("utf-8"))
    for name, change, sealed in (
        ("石桥湾镇人民政府", {}, True),
        ("青龙镇人民政府", {}, True),
        ("白马乡人民政府", {"t3/next/natural": 4}, False),
    ):
        texts = {path: words for path, words in data.wanted.items() if isinstance(words, str)}
        own = {path: words.replace("石桥湾镇", name[:3]) for path, words in texts.items()}
        given = {**data.wanted, **own, "unit": name}
        with Session.create(folder / f"{name}.zfnb", name, 2025, edition=data.edition, given=given) as session:
            session.edit(change)
            for finding in session.findings.blocking if sealed else ():
                session.answer(finding, "已与台账核对。")
            if sealed:
                session.seal()
    show_collecting(window, [folder])
    return window


SCENES: dict[str, Callable[["Window", Path], "QWidget"]] = {
    "window": tables,
    "tables": tables,
    "start": start,
    "texts": texts,
    "preview": preview,
    "sealing": sealing,
    "forms": forms,
    "collecting": collecting,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
