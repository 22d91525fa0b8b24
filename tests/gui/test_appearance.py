"""Light, dark, of strong contrast: as wanted or as the system says; everything on the screen goes along."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerk_app.gui import appearance, settings_page
from clerk_app.gui.palette import CONTRAST, DARK, LIGHT, Colours, colours
from clerk_app.gui.settings_page import SettingsPage
from clerk_app.gui.window import Window
from tests.gui.conftest import Until


@pytest.fixture(autouse=True)
def light_again(application: QApplication) -> Iterator[None]:
    yield
    appearance.wear(application, "light")


@pytest.mark.parametrize(
    "says, of", [(Qt.ColorScheme.Dark, DARK), (Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Unknown, LIGHT)]
)
def test_system__light_or_dark__is_followed(
    application: QApplication, monkeypatch: pytest.MonkeyPatch, says: Qt.ColorScheme, of: Colours
) -> None:
    hints = SimpleNamespace(colorScheme=lambda: says)  # as of Qt before 6.10
    monkeypatch.setattr(appearance.QGuiApplication, "styleHints", lambda: hints)
    assert appearance.colours_of("system") is of
    assert appearance.colours_of("dark") is DARK


def test_system__strong_contrast__is_followed(application: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = SimpleNamespace(contrastPreference=lambda: SimpleNamespace(name="HighContrast"))
    hints = SimpleNamespace(colorScheme=lambda: Qt.ColorScheme.Light, accessibility=lambda: asked)
    monkeypatch.setattr(appearance.QGuiApplication, "styleHints", lambda: hints)
    assert appearance.colours_of("system") is CONTRAST


def test_scheme__edited_into_nonsense__is_the_systems(tmp_path: Path) -> None:
    store = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    store.setValue("appearance", "pink")
    assert appearance.scheme(store) == "system"
    appearance.set_scheme(store, "contrast")
    assert appearance.scheme(store) == "contrast"


def shades(window: Window) -> set[str]:
    """The colours of the window's picture, sampled."""
    image = window.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


def test_dark__chosen_in_the_settings_by_keys__is_worn_at_once_by_all_that_is_open(
    window: Window, report: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_page.machine, "survey", dict)
    window.filing.open(report)
    assert window.desk is not None
    window.desk.session.edit({"t4/cases/review.upheld": 1, "t4/cases/review.total": 3, "cover/issued": "2025-12-30"})
    for key in window.desk.tabs.keys:
        window.desk.tabs.show_key(key)
    window.commands["settings"].trigger()
    page = window.findChild(SettingsPage, "settings")
    assert page is not None
    page.scheme.setFocus()
    for _ in range(2):
        QTest.keyClick(page.scheme, Qt.Key.Key_Down)
    assert page.scheme.currentText() == "深色"
    until(lambda: colours(window.palette()) is DARK)
    for key in window.desk.tabs.keys:
        window.desk.tabs.show_key(key)
        QApplication.processEvents()
        left = shades(window) & {LIGHT.window.name(), LIGHT.paper.name(), LIGHT.header.name(), LIGHT.error.ink.name()}
        assert left == set(), key
    assert appearance.scheme(window.store) == "dark"


def test_start_page__turned_dark__has_quiet_grounds(window: Window, report: Path, until: Until) -> None:
    window.filing.open(report)
    window.filing.close()
    until(lambda: "填报" in window.start_page.list.item(0).text())
    appearance.wear(QApplication.instance(), "dark")  # type: ignore[arg-type]
    QApplication.processEvents()
    chosen = window.start_page.list.palette()
    assert chosen.color(chosen.ColorRole.Highlight) == DARK.accent_soft
    assert LIGHT.paper.name() not in shades(window)
