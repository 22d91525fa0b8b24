"""Files in and out: new, from last year's, sample, copies."""

from pathlib import Path

from clerk_app.gui import settings
from clerk_app.gui.window import Window
from clerk_app.session import Session


def test_sample__opened__is_a_file_of_ones_own_without_findings(window: Window, tmp_path: Path) -> None:
    window.commands["sample"].trigger()
    assert window.desk is not None
    session = window.desk.session
    assert session.path.parent == tmp_path
    assert [f.message for f in session.findings.all if f.level == "error"] == []
    assert session.findings.filled == session.findings.of
    window.commands["sample"].trigger()
    assert window.desk.session.path != session.path


def test_new__from_last_year__brings_profile_and_carried_over(window: Window, report: Path) -> None:
    with Session.open(report) as session:
        session.edit({"t3/next/natural": 4, "cover/contact/phone": "0000-1"}, "x")
    window.filing.new(report)
    page = window.new_page
    assert (page.unit.text(), page.year.text()) == ("青石镇人民政府", "2026")
    page._make.click()
    assert window.desk is not None
    assert window.desk.session.report.figure("t3/carried/natural") == 4
    assert window.desk.session.report.text("cover/contact/phone") == "0000-1"


def test_new__into_a_file_that_exists__is_refused_in_the_page(window: Window, report: Path) -> None:
    window.filing.new()
    window.new_page.unit.setText("青石镇人民政府")
    window.new_page.path.setText(str(report))
    window.new_page._make.click()
    assert window.desk is None
    assert "已经存在" in window.new_page._words.text()


def test_copy__of_an_open_report__holds_all_and_leaves_the_window_where_it_is(
    window: Window, report: Path, tmp_path: Path
) -> None:
    window.filing.open(report)
    assert window.desk is not None
    window.desk.session.edit({"cover/parent": "临江市"}, "x")
    window.filing.copy_to(tmp_path / "副本.zfnb")
    assert Session.look(tmp_path / "副本.zfnb").report.text("cover/parent") == "临江市"
    assert window.desk.session.path == report
    window.filing.copy_to(tmp_path / "副本.zfnb")
    assert "已经存在" in window.messages.words


def test_recent__reports_opened__are_listed_the_newest_first(window: Window, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.zfnb"
    Session.create(other, "白石镇人民政府", 2024).close()
    for path in (report, other, report):
        window.filing.open(path)
    assert settings.recent(window.store) == [report, other]
