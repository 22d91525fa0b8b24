"""The first page: recent reports with their state."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.gui import settings
from clerk_app.gui.start import state_of
from clerk_app.gui.window import Window
from tests.gui.conftest import Until


def test_state__of_a_report__names_unit_filled_and_deadline(report: Path) -> None:
    mark, words = state_of(report, date(2026, 1, 19))
    assert mark == "blank"
    assert words == "青石镇人民政府　2025 年度　青石镇.zfnb\n草稿，填报 0/200，截止 2026年1月31日，还有 12 天"


def test_recent__opened_with_enter__is_in_the_window(window: Window, report: Path, until: Until) -> None:
    settings.remember(window.store, report)
    window.show_start()
    listed = window.start_page.list
    until(lambda: listed.count() and "填报" in listed.item(0).text())
    listed.setFocus()
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert window.desk is not None
    assert window.desk.session.path == report


def test_recent__file_gone__says_so_in_its_line(window: Window, tmp_path: Path, until: Until) -> None:
    settings.remember(window.store, tmp_path / "没有.zfnb")
    window.show_start()
    listed = window.start_page.list
    until(lambda: listed.count() and "不存在" in listed.item(0).text())
    window.filing.open(tmp_path / "没有.zfnb")
    window.messages.buttons[0].click()
    until(lambda: listed.count() == 0)


def test_recent__none__invites_to_the_sample(window: Window, until: Until) -> None:
    window.show_start()
    until(window.start_page._none.isVisible)
    assert not window.start_page.list.isVisible()
