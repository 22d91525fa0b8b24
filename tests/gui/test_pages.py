"""The pages of the parts: what is said beside the table and above the text."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from clerk_app.gui.pages import LONGEST, TablePage, TextPage, change
from clerk_app.report.fields import PREVIOUS
from clerk_app.session import Changed, Session
from tests.gui.conftest import InFront


def test_table__current_cell__has_its_name_unit_and_last_years_number(report: Path) -> None:
    with Session.open(report) as session:
        session.edit({PREVIOUS + "t3/new/natural": 3}, "x")
        page = TablePage(session, session.report.edition.part("applications"))
        page.grid.show_cell("t3/new/natural")
        assert page._name.text().endswith("自然人·本年新收")
        assert page._facts.text() == "单位：件　上年：3"
        session.edit({PREVIOUS + "t3/new/natural": 5, "t3/new/natural": 7}, "x")
        page.grid.show_cell("t3/new/natural")
        page.refresh(Changed(frozenset({"t3/new/natural"}), session.findings))
        assert page._facts.text() == "单位：件　上年：5，增 2（40%）"
        page.grid.show_cell("t3/carried/natural")
        assert page._facts.text() == "单位：件　上年：未填"


def test_table__number_refused__is_said_below(report: Path) -> None:
    with Session.open(report) as session:
        page = TablePage(session, session.report.edition.part("disclosure"))
        page.show()
        page.grid.refused.emit("“-1”不是件数。")
        assert page._name.text() == "“-1”不是件数。"
        assert page._icon.isVisible()
        page.grid.setFocus()
        QTest.keyClick(page.grid.view, Qt.Key.Key_Right)
        assert not page._icon.isVisible()


def test_text__of_the_first_part__names_its_topics_and_the_length_asked_for(report: Path) -> None:
    with Session.open(report) as session:
        part = session.report.edition.part("overview")
        page = TextPage(session, part)
        words = [label.text() for label in page.findChildren(QLabel)]
        assert part.heading in words
        assert f"应当写到：{'、'.join(part.must)}。" in words
        assert f"0 字{LONGEST}" in words
        session.edit({part.key: "长" * 1024})
        page.refresh(Changed(frozenset({part.key}), session.findings))
        assert f"1024 字{LONGEST}，多了 24 字" in [label.text() for label in page.findChildren(QLabel)]
        other = TextPage(session, session.report.edition.part("problems"))
        assert "0 字" in [label.text() for label in other.findChildren(QLabel)]


def test_change__from_last_year__is_in_per_cent_only_where_that_says_something() -> None:
    assert change(8, 6) == "，减 2（25%）"
    assert change(1, 3) == "，增 2"
    assert change(3, 3) == "，持平"
    assert change(3, None) == ""
    assert change(Decimal("10.5"), Decimal(21)) == "，增 10.5（100%）"


def test_table__current_cell__has_its_filling_instruction(report: Path) -> None:
    with Session.open(report) as session:
        page = TablePage(session, session.report.edition.part("applications"))
        page.grid.show_cell("t3/new/legal.lawfirm")
        assert page._help.text().startswith("本年 1 月 1 日至 12 月 31 日收到的申请")
        assert "律师事务所" in page._help.text()


def test_text__standard_sentence__is_written_at_the_cursor_and_follows_the_table(
    report: Path, in_front: InFront
) -> None:
    session = Session.open(report)
    session.edit({"t3/new/total": 5, "overview": "开头。"}, "x")
    page = TextPage(session, session.report.edition.part("overview"))
    session.listen(page.refresh)
    in_front(page)
    page.editor.text.setFocus()
    page.editor.text.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClick(page.editor.text, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert page.sentences.isVisible()
    QTest.keyClick(page.sentences, Qt.Key.Key_Down)
    QTest.keyClick(page.sentences, Qt.Key.Key_Return)
    assert page.editor.text.read().startswith("开头。本年新收政府信息公开申请5件，")
    session.edit({"t3/new/total": 6}, "x")
    assert page.editor.text.read().startswith("开头。本年新收政府信息公开申请6件，")
    session.undo()
    session.undo()
    assert session.report.text("overview") == "开头。"
