"""Real windows for the tests of the window: one application, and nothing of one test left over for the next."""

import gc
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QSettings
from PySide6.QtGui import QFont, QFontDatabase, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from clerk_app import RESOURCES
from clerk_app.exchange import interchange
from clerk_app.gui import filing, new_report
from clerk_app.gui.palette import LIGHT, palette
from clerk_app.gui.window import Window
from clerk_app.session import Session


@pytest.fixture(scope="session")
def application() -> QApplication:
    app = QApplication.instance() or QApplication(["test"])
    assert isinstance(app, QApplication)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setPalette(palette(LIGHT))
    face = RESOURCES / "fonts" / "HeiTi.ttf"
    number = QFontDatabase.addApplicationFont(str(face)) if face.is_file() else -1
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    font = QFont(families[:1] or app.font().families())
    font.setPointSizeF(10.5)
    app.setFont(font)
    return app


@pytest.fixture(autouse=True)
def swept(application: QApplication) -> Iterator[None]:
    """No cyclic garbage is collected while events run: Qt objects that die there take the process with them."""
    gc.disable()
    yield
    for widget in application.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    gc.enable()
    gc.collect()


Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def until(application: QApplication) -> Until:
    """Lets events and the program's own threads run until something holds; QTest.qWait would not let the threads."""

    def wait(holds: Callable[[], object]) -> None:
        end = time.monotonic() + 30
        while not holds():
            assert time.monotonic() < end, "waited in vain"
            application.processEvents()
            time.sleep(0.005)

    return wait


InFront = Callable[[QWidget], None]


@pytest.fixture
def in_front(until: Until) -> InFront:
    """Shows a window and waits until it has the keys: shortcuts and focus are lost on a window that has not.

    Asked again, because a screen without a window manager gives the keys away when another window goes.
    """

    def show(window: QWidget) -> None:
        window.show()

        def active() -> bool:
            if not window.isActiveWindow():
                window.activateWindow()
            return window.isActiveWindow()

        until(active)

    return show


@pytest.fixture
def window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, in_front: InFront) -> Iterator[Window]:
    """The main window on an office screen; its settings and documents are the test's own."""
    for module in (filing, new_report):
        monkeypatch.setattr(module, "documents", lambda: tmp_path)
    made = Window(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    made.resize(1366, 768)
    in_front(made)
    yield made
    made.filing.discard()
    made.close()


Write = Callable[[QWidget, str], None]


@pytest.fixture
def write() -> Write:
    """Types Chinese as an input method does; QTest.keyClicks aborts at it."""

    def commit(to: QWidget, text: str) -> None:
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QCoreApplication.sendEvent(to, event)

    return commit


@pytest.fixture
def complete(tmp_path: Path) -> Path:
    """The sample's file, closed: nothing keeps it from being sealed."""
    sample = next((RESOURCES / "sample").glob("*.json")).read_text("utf-8")
    data = interchange.parse(sample)
    path = tmp_path / "石桥湾镇.zfnb"
    with Session.create(path, data.unit, data.year or 0) as session:
        session.edit(interchange.fitting(data, session.report), "填入数据", given=True)
    return path


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A new report's file, closed."""
    path = tmp_path / "青石镇.zfnb"
    Session.create(path, "青石镇人民政府", 2025).close()
    return path
