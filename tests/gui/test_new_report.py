"""The page for a new report: what it suggests, what it will not take."""

from datetime import date
from pathlib import Path

import pytest

from clerk_app.gui import new_report
from clerk_app.gui.new_report import NewReport, Wanted, likely_year


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NewReport:
    monkeypatch.setattr(new_report, "documents", lambda: tmp_path)
    made = NewReport(date(2027, 1, 5))
    made.start()
    return made


def asked(page: NewReport) -> list[Wanted]:
    got = list[Wanted]()
    page.wanted.connect(got.append)
    page._make.click()
    return got


@pytest.mark.parametrize(
    "today, year", [(date(2026, 12, 1), 2026), (date(2027, 1, 5), 2026), (date(2027, 9, 30), 2026)]
)
def test_year__of_the_day__is_the_one_being_reported(today: date, year: int) -> None:
    assert likely_year(today) == year


def test_path__until_chosen__follows_unit_and_year_and_is_free(page: NewReport, tmp_path: Path) -> None:
    page.unit.setText("青石镇/人民政府")
    first = Path(page.path.text())
    assert first.parent == tmp_path
    assert "/" not in first.name
    first.touch()
    page.year.setText("2025")
    page.year.setText("2026")
    assert page.path.text() != str(first)
    page.path.setText("/x/own.zfnb")
    page.path.textEdited.emit("/x/own.zfnb")
    page.unit.setText("白石镇人民政府")
    assert page.path.text() == "/x/own.zfnb"


def test_unit__missing__is_asked_for_in_the_page(page: NewReport) -> None:
    assert asked(page) == []
    assert page._words.text().startswith("请先写单位全称")


def test_year__no_year__is_refused_in_the_page(page: NewReport) -> None:
    page.unit.setText("青石镇人民政府")
    page.year.setText("去年")
    assert asked(page) == []
    assert "去年" in page._words.text()


def test_path__without_ending__gets_it(page: NewReport, tmp_path: Path) -> None:
    page.unit.setText("青石镇人民政府")
    page.path.setText(str(tmp_path / "a.b"))
    page.path.textEdited.emit(page.path.text())
    (wanted,) = asked(page)
    assert wanted == Wanted(tmp_path / "a.b.zfnb", "青石镇人民政府", 2026, "", None)


def test_previous__not_a_report__is_refused_in_the_page(page: NewReport, tmp_path: Path) -> None:
    bad = tmp_path / "x.zfnb"
    bad.write_text("x")
    page.take_previous(bad)
    assert str(bad) in page._words.text()
    assert page.previous.text() == ""
