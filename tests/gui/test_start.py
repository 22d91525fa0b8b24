"""The first page: recent reports with their state."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.gui import settings
from clerk_app.gui.start import state_of
from clerk_app.gui.window import Window
from clerk_app.report.document import chinese_time
from clerk_app.report.model import empty
from clerk_app.report.seal import sendings
from clerk_app.session import Session
from clerk_app.store import document
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
    until(listed.hasFocus)
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
    until(window.start_page._first.hasFocus)
    QTest.keyClick(window.start_page._first, Qt.Key.Key_Return)
    assert window.rooms.currentWidget() is window.new_page
    until(window.new_page.unit.hasFocus)
    QTest.keyClick(window.new_page.unit, Qt.Key.Key_Escape)
    assert window.rooms.currentWidget() is window.start_page
    until(window.start_page._first.hasFocus)


def test_state__of_each_stage__names_it(complete: Path, tmp_path: Path) -> None:
    year_over, before = date(2026, 1, 19), date(2025, 12, 31)

    def said(day: date = year_over) -> tuple[str, str]:
        mark, words = state_of(complete, day)
        return mark, words.splitlines()[1]

    assert said() == ("done", "草稿，填报 200/200，可以定稿，截止 2026年1月31日，还有 12 天")
    assert said(before)[1].startswith("草稿（暂定数，12月31日以后核实），填报 200/200")
    with Session.open(complete) as session:
        seal = session.seal()
    at = chinese_time(seal.at)
    assert said() == ("done", f"已定稿（第 1 次定稿，{at}），还没有送报，截止 2026年1月31日，还有 12 天")
    with Session.open(complete) as session:
        session.record_sending(tmp_path)
        (sent,) = sendings(session.report, seal)
    assert said()[1] == f"已定稿（第 1 次定稿，{at}），已送到“{tmp_path}”（{chinese_time(sent.at)}）"
    with Session.open(complete) as session:
        session.reopen("表三填错")
    assert said()[1].startswith("退回修改，填报 200/200")


def test_state__sealed_and_then_altered_with_care__is_an_error(complete: Path, tmp_path: Path) -> None:
    with Session.open(complete) as session:
        session.seal()
        values = {**session.report.values, "t3/new/natural": 99}
        document.create(tmp_path / "伪.zfnb", empty(session.report.edition, values), session.changed_at).close()
    mark, words = state_of(tmp_path / "伪.zfnb", date(2026, 1, 19))
    assert mark == "error"
    assert words.endswith("第 1 次定稿以后内容被改动过，请用“核对码”看改了什么。")
