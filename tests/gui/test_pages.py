"""The pages of the parts: what is said beside the table and above the text."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from clerk_app.gui.pages import LONGEST, TablePage, TextPage, change
from clerk_app.report.fields import PREVIOUS
from clerk_app.session import Changed, Session


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
        other = TextPage(session, session.report.edition.part("problems"))
        assert "0 字" in [label.text() for label in other.findChildren(QLabel)]


def test_change__from_last_year__is_in_per_cent_only_where_that_says_something() -> None:
    assert change(8, 6) == "，减 2（25%）"
    assert change(1, 3) == "，增 2"
    assert change(3, 3) == "，持平"
    assert change(3, None) == ""
    assert change(Decimal("10.5"), Decimal(21)) == "，增 10.5（100%）"
