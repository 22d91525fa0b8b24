"""The menu bar: what stands at its end, the reports opened last, and what the page in sight can do."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QToolButton

from clerk_app.gui import settings
from clerk_app.gui.menus import BUTTONS
from clerk_app.gui.pages import TextPage
from clerk_app.gui.window import Window
from tests.gui.conftest import Until


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


def test_edits__of_a_text_and_of_a_table__are_all_in_the_menu_and_work_from_it(window: Window, report: Path) -> None:
    window.filing.open(report)
    desk = window.desk
    assert desk is not None
    desk.turn(1)
    words = [a.text() for a in window.menus.edits.actions()]
    for each in ("查找(&F)…", "替换(&E)…", "放入表中的数(&J)…", "标准句(&S)…", "备注(&M)…"):
        assert words.count(each) == 1
    next(a for a in window.menus.edits.actions() if a.text() == "替换(&E)…").trigger()
    assert isinstance(desk.page, TextPage)
    assert not desk.page.editor.find.isHidden()
    desk.turn(1)
    words = [a.text() for a in window.menus.edits.actions()]
    assert "向下填充(&F)" in words
    assert "备注(&M)…" in words
    assert "查找(&F)…" not in words


@pytest.mark.parametrize("turns", [1, 2])
def test_edits__another_report_after_one_is_closed__are_the_new_one_s(
    window: Window, report: Path, until: Until, turns: int
) -> None:
    for _ in range(2):
        window.filing.open(report)
        desk = window.desk
        assert desk is not None
        desk.turn(turns)
        actions = window.menus.edits.actions()
        assert [a.text() for a in actions].count("备注(&M)…") == 1
        note = next(a for a in actions if a.text() == "备注(&M)…")
        assert desk.isAncestorOf(note.parent())
        window.commands["close"].trigger()
        until(lambda: window.desk is None)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
