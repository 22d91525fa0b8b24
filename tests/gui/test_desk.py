"""One open report: from a finding to its place, marks on the tabs, what is taken back comes into sight."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from clerk_app.gui.cover import Cover
from clerk_app.gui.desk import Desk
from clerk_app.gui.pages import TablePage, TextPage
from clerk_app.gui.tabs import Badge
from clerk_app.gui.window import Window
from clerk_app.report.fields import PASSAGE_LIMIT
from clerk_app.report.model import Report
from clerk_app.session import Session
from tests.gui.conftest import Until


def opened(window: Window, report: Path) -> Desk:
    window.filing.open(report)
    assert window.desk is not None
    return window.desk


def test_finding__about_a_cell__shows_its_table_and_the_cell(window: Window, report: Path) -> None:
    desk = opened(window, report)
    desk.session.edit({"t4/cases/review.upheld": 1, "t4/cases/review.total": 3}, "x")
    cells = [c for c in desk.session.report.edition.cells if c.startswith("t4/cases/review")]
    desk.session.edit(dict.fromkeys([c for c in cells if desk.session.report.figure(c) is None], 0), "x")
    finding = next(f for f in desk.session.findings.all if f.rule == "T4-REVIEW")
    desk.show_finding(finding)
    page = desk.page
    assert isinstance(page, TablePage)
    assert page.grid.current == finding.cells[0]
    if finding.fix:
        desk.settle(finding)
        assert not [f for f in desk.session.findings.all if f.rule == "T4-REVIEW"]


def test_finding__cause_of_several__is_settled_by_its_one_number(
    window: Window, report: Path, balanced: Callable[[str], Report]
) -> None:
    desk = opened(window, report)
    right, cell = balanced("2021"), "t3/done.open/natural"
    session = desk.session
    session.edit({path: str(right.values[path]) for path in right.edition.cells})
    totals = {s.total: str(right.values[s.total]) for s in right.edition.sums}
    session.edit({**totals, cell: int(str(right.figure(cell))) + 5})
    assert session.findings.count("error") > 1
    QTest.keyClick(window, Qt.Key.Key_F8)
    row = next(row for row in desk.panel.rows if row.finding and row.why.text().startswith("由此引起"))
    assert desk.grid is not None
    assert desk.grid.current == cell
    QTest.keyClick(row.fix, Qt.Key.Key_Space)
    assert session.report.figure(cell) == right.figure(cell)
    assert not [f for f in session.findings.all if f.rule.startswith("T3-") and f.level == "error"]


def test_finding__about_a_field__shows_the_cover_with_the_keys_on_it(window: Window, report: Path) -> None:
    desk = opened(window, report)
    desk.tabs.show_key("others")
    desk.session.edit({"cover/issued": "2025-12-30"}, "x")
    desk.show_finding(next(f for f in desk.session.findings.all if f.field == "cover/issued"))
    assert desk.tabs.key == "cover"
    assert window.focusWidget().accessibleName() == "成文日期"


def test_undo__of_something_out_of_sight__brings_it_into_sight(window: Window, report: Path) -> None:
    desk = opened(window, report)
    desk.session.edit({"t3/new/natural": 5}, "x")
    assert desk.tabs.key == "cover"
    desk.undo()
    assert desk.tabs.key == "applications"


def test_tabs__marks__are_the_worst_of_each_page(window: Window, report: Path) -> None:
    desk = opened(window, report)
    bar = desk.tabs.tabBar()

    def said(key: str) -> str:
        badge = bar.tabButton(desk.tabs.keys.index(key), bar.ButtonPosition.RightSide)
        assert isinstance(badge, Badge)
        return badge.accessibleName()

    assert "未填" in said("overview")
    assert "未填" in said("applications")
    desk.session.edit({"preface": "前言。", "cover/issued": "2025-12-30"}, "x")
    assert said("cover") == "1 处错误"
    desk.session.edit({"cover/issued": "2026-01-10"}, "x")
    assert "错误" not in said("cover")


def test_zoom__of_one_table__is_that_of_all_and_remembered(window: Window, report: Path) -> None:
    desk = opened(window, report)
    page = desk.page_at("applications")
    assert isinstance(page, TablePage)
    page.grid.set_zoom(150)
    page.grid.zoomed.emit(150)
    other = desk.page_at("disputes")
    assert isinstance(other, TablePage)
    assert other.grid.zoom == 150
    window.filing.close()
    again = opened(window, report).page_at("applications")
    assert isinstance(again, TablePage)
    assert again.grid.zoom == 150


def test_findings__none_on_a_low_screen__leave_their_place_to_the_work_until_there_are(
    window: Window, complete: Path, until: Until
) -> None:
    window.resize(900, 480)
    desk = opened(window, complete)
    line = desk.fontMetrics().lineSpacing()
    until(lambda: desk.panel.height() < 4 * line)
    desk.session.edit({"t3/new/natural": 999}, "x")
    until(lambda: desk.panel.height() >= 4 * line)
    desk.undo()
    until(lambda: desk.panel.height() < 4 * line)
    window.resize(900, 480)
    window.filing.close()
    again = opened(window, complete)
    again.session.edit({"t3/new/natural": 999}, "x")
    until(lambda: again.panel.height() >= 4 * line)


def test_findings__of_a_long_text__are_told_when_they_are_known(window: Window, complete: Path, until: Until) -> None:
    with Session.open(complete) as session:
        session.edit({"problems": "全年工作平稳。\n" * 5_000}, "x")
    desk = opened(window, complete)
    assert desk.session.checks.running
    assert window.status.filled.text().startswith("正在核对…")
    until(lambda: not desk.session.checks.running)
    assert window.status.filled.text().startswith("填报")
    desk.session.edit({"problems": desk.session.report.text("problems") + "XXX"}, "x")
    until(lambda: any(f.passage and f.passage.part == "problems" for f in desk.session.findings.all))


def test_undo__with_something_refused_in_sight__takes_that_back_first(window: Window, report: Path) -> None:
    desk = opened(window, report)
    desk.session.edit({"cover/parent": "临江市"}, "x")
    page = desk.page
    assert isinstance(page, Cover)
    line = page.fields["unit"].input
    assert isinstance(line, QLineEdit)
    unit = desk.session.report.unit
    line.setFocus()
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    window.commands["undo"].trigger()
    assert line.text() == unit
    assert not page.fields["unit"].refused
    assert desk.session.report.text("cover/parent") == "临江市"
    window.commands["undo"].trigger()
    assert desk.session.report.text("cover/parent") == ""


def test_undo__of_a_text_too_long_to_be_kept__brings_the_kept_one_back(window: Window, report: Path) -> None:
    desk = opened(window, report)
    desk.session.edit({"overview": "短"}, "x")
    desk.tabs.show_key("overview")
    page = desk.page
    assert isinstance(page, TextPage)
    page.editor.text.setPlainText("长" * (PASSAGE_LIMIT + 1))
    assert desk.undo()
    assert page.editor.text.toPlainText() == desk.session.report.text("overview") == "短"
    assert page.editor._below.text().startswith("1 字")
