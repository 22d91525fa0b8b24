"""Real windows for the tests of the window: one application, and nothing of one test left over for the next."""

import ctypes
import gc
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication, QStyleFactory

from clerk_app import RESOURCES
from clerk_app.gui.palette import LIGHT, palette

if sys.version_info < (3, 12):
    # PySide6 6.12.0 gives None, True and False back without counting the reference, as Python 3.12 and later allow:
    # before 3.12 a few thousand calls free None itself, and the process aborts in any place.
    for forever in (None, True, False):
        ctypes.c_ssize_t.from_address(id(forever)).value += 1 << 40


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
