"""The menu bar: what stands at its end, the reports opened last, and what the page in sight can do."""

from pathlib import Path

from PySide6.QtWidgets import QToolButton

from clerk_app.gui import settings
from clerk_app.gui.menus import BUTTONS
from clerk_app.gui.window import Window


def test_menus__at_the_right_end__the_buttons_with_their_keys(window: Window) -> None:
    corner = window.menuBar().cornerWidget()
    said = [b.text() for b in corner.findChildren(QToolButton)]
    assert len(said) == len(BUTTONS)
    assert said[:2] == ["预览 F9", "核对 F8"]


def test_recent__a_name_with_an_ampersand__is_shown_to_the_letter_and_opens(
    window: Window, report: Path, tmp_path: Path
) -> None:
    path = report.rename(tmp_path / "青&石.zfnb")
    settings.remember(window.store, path)
    menu = window.menus._recent
    menu.aboutToShow.emit()
    (action,) = menu.actions()
    assert action.text().endswith("青&&石.zfnb")
    action.trigger()
    assert window.desk is not None
    assert window.desk.session.path == path


def test_show_edits__of_another_page__takes_the_place_of_those_before(window: Window) -> None:
    window.menus.show_edits(None)
    before = len(window.menus.edits.actions())
    window.menus.show_edits([])
    assert len(window.menus.edits.actions()) < before
    window.menus.show_edits(None)
    assert len(window.menus.edits.actions()) == before
