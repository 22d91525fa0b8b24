"""The cover page: what a field takes, what it refuses, and where it says so."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from clerk_app.gui.cover import Cover, DateField, LineField
from clerk_app.session import Session
from tests.gui.conftest import InFront, Until


@pytest.fixture
def session(report: Path) -> Session:
    return Session.open(report)


@pytest.fixture
def cover(session: Session, in_front: InFront) -> Cover:
    made = Cover(session)
    session.listen(made.refresh)
    made.resize(1200, 600)
    in_front(made)
    return made


def line(cover: Cover, path: str) -> LineField:
    field = cover.fields[path]
    assert isinstance(field, LineField)
    return field


def test_date__typed_in_any_usual_way__is_taken_and_shown_in_words(cover: Cover, session: Session) -> None:
    field = line(cover, "cover/issued")
    field.setFocus()
    QTest.keyClicks(field.input, "2026.1.9")
    QTest.keyClick(field.input, Qt.Key.Key_Return)
    assert session.report.text("cover/issued") == "2026-01-09"
    assert field.input.text() == "2026年1月9日"


def test_line__typed_and_not_left__is_kept_after_a_pause(cover: Cover, session: Session, until: Until) -> None:
    field = line(cover, "cover/contact/phone")
    field.setFocus()
    QTest.keyClicks(field.input, "0571-1234")
    until(lambda: session.report.text("cover/contact/phone") == "0571-1234")
    QTest.keyClicks(field.input, "5678")
    QTest.keyClick(field.input, Qt.Key.Key_Return)
    assert session.report.text("cover/contact/phone") == "0571-12345678"


def test_date__half_typed__is_not_spoken_of_before_the_field_is_left(
    cover: Cover, session: Session, until: Until
) -> None:
    field = line(cover, "cover/issued")
    field.setFocus()
    QTest.keyClicks(field.input, "2026.")
    until(lambda: not field._pause.isActive())
    assert not field._words.isVisible()
    assert field.input.text() == "2026."


def test_date__nonsense__is_refused_below_the_field_and_stays_in_sight(cover: Cover, session: Session) -> None:
    field = line(cover, "cover/issued")
    QTest.keyClicks(field.input, "tomorrow")
    QTest.keyClick(field.input, Qt.Key.Key_Return)
    session.edit({"cover/parent": "临江市"}, "x")
    assert field._words.isVisible()
    assert "tomorrow" in field._words.text()
    assert field.input.text() == "tomorrow"
    assert session.report.text("cover/issued") == ""


def test_date__picked_from_the_calendar__is_taken(cover: Cover, session: Session) -> None:
    field = cover.fields["cover/issued"]
    assert isinstance(field, DateField)
    field.calendar.clicked.emit(QDate(2026, 1, 13))
    assert session.report.text("cover/issued") == date(2026, 1, 13).isoformat()


def test_date__before_the_period_ends__is_said_at_the_field(cover: Cover, session: Session) -> None:
    session.edit({"cover/issued": "2025-12-30"}, "x")
    words = cover.fields["cover/issued"]._words
    assert words.isVisible()
    assert "早于" in words.text()


def test_level__left_to_the_name__says_which_it_is(cover: Cover, session: Session) -> None:
    box = cover.fields["cover/level"].input
    assert isinstance(box, QComboBox)
    assert box.currentText() == "按单位名称：乡镇人民政府"
    box.setCurrentIndex(box.findData("county"))
    box.activated.emit(box.currentIndex())
    assert session.report.level == "county"


def test_unit__emptied__is_refused(cover: Cover, session: Session) -> None:
    field = line(cover, "unit")
    field.input.selectAll()
    QTest.keyClick(field.input, Qt.Key.Key_Delete)
    QTest.keyClick(field.input, Qt.Key.Key_Return)
    assert session.report.unit == "青石镇人民政府"
    assert field._words.isVisible()


def test_note__unticked__is_not_printed(cover: Cover, session: Session) -> None:
    QTest.keyClick(cover.fields["cover/publish_note"].input, Qt.Key.Key_Space)
    assert session.report.values["cover/publish_note"] is False


def test_fields__in_a_narrow_window__stand_below_each_other(cover: Cover, until: Until) -> None:
    year, level = cover.fields["year"], cover.fields["cover/level"]
    assert year.y() == level.y()
    cover.resize(480, 400)
    cover.widget().layout().activate()
    until(lambda: year.y() < level.y())
    assert cover.horizontalScrollBar().maximum() == 0


def test_preface__by_key__is_written_for_unit_and_year_as_one_step(cover: Cover, session: Session) -> None:
    cover.fields["unit"].setFocus()
    QTest.keyClick(cover.fields["unit"].input, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert session.report.text("preface").startswith("根据《中华人民共和国政府信息公开条例》")
    assert "青石镇人民政府编制了2025年" in session.report.text("preface")
    assert cover.preface.text.hasFocus()
    session.undo()
    assert session.report.text("preface") == ""


def test_show_path__names_a_field__has_the_keys_on_it(cover: Cover) -> None:
    cover.show_path("cover/contact/phone")
    assert cover.fields["cover/contact/phone"].input.hasFocus()
    cover.show_path("preface")
    assert cover.preface.text.hasFocus()
