"""Files in and out: new, from last year's, sample, copies."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from clerk_app.form.edition import editions
from clerk_app.gui import settings
from clerk_app.gui.window import Window
from clerk_app.report.fields import name_of
from clerk_app.session import Rescuable, Session
from clerk_app.store import places


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


def test_open__file_of_a_newer_program__shown_read_only_with_its_version_and_never_written(
    window: Window, report: Path
) -> None:
    with Session.open(report) as session:
        session.edit({"cover/parent": "临江市"}, "x")
    with closing(sqlite3.connect(report)) as connection, connection:
        connection.execute("INSERT INTO value VALUES ('t9/new/kind', '1')")
        connection.execute("PRAGMA user_version = 7")
    before = report.read_bytes(), report.stat().st_mtime_ns
    window.filing.open(report)
    assert window.desk is not None
    assert window.desk.session.read_only
    assert window.desk.session.report.text("cover/parent") == "临江市"
    assert window.messages.words == (
        f"只读　“{report}”是更新版本的年报助手保存的（文件格式 7，本程序只认识到 2）：请更新本程序后再打开。"
        "另有 1 项内容这个版本不认识，没有显示。"
    )
    assert window.filing.close()
    assert (report.read_bytes(), report.stat().st_mtime_ns) == before
    assert [p.name for p in report.parent.iterdir() if p.name.startswith(report.name)] == [report.name]


def test_open__damaged_file__is_offered_as_a_rescued_copy(window: Window, report: Path, tmp_path: Path) -> None:
    with Session.open(report) as session:
        session.edit({"t3/new/natural": 4, "overview": "有序推进。"}, "x")
    with closing(sqlite3.connect(report)) as connection, connection:
        connection.execute("UPDATE value SET value = value || char(8238) WHERE path = 'overview'")
    window.filing.open(report)
    assert window.desk is None
    assert window.messages.words.endswith("抢救成一个新文件。")
    assert [b.text() for b in window.messages.buttons] == ["抢救成新文件…"]
    before, name = report.read_bytes(), name_of(editions()["2021"], "overview")
    with pytest.raises(Rescuable) as damaged:
        Session.open(report)
    window.filing.rescue(damaged.value, report)
    assert "已经存在" in window.messages.words
    window.filing.rescue(damaged.value, tmp_path / "救.zfnb")
    assert window.desk is not None
    assert window.desk.session.report.figure("t3/new/natural") == 4
    assert window.messages.words == (
        f"已抢救成“{tmp_path / '救.zfnb'}”，原来的文件没有改动。读不出来的：{name}。"
        "空白的格和段落也可能是损坏的，请与纸质材料核对。"
    )
    assert report.read_bytes() == before


def test_open__on_a_stick__one_calm_line_and_handed_back_on_closing(
    window: Window, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "look", lambda path: "removable")
    window.filing.open(report)
    assert window.desk is not None
    assert window.messages.words == (
        "文件在 U 盘上，现在编辑的是本机上的副本，随时保存；关闭报告时存回原处，另取新名，原来的文件不动。"
    )
    window.desk.session.edit({"overview": "一"}, "x")
    before = report.read_bytes()
    assert window.filing.close()
    new = report.with_name("青石镇 第2版.zfnb")
    assert window.messages.words == f"已存回“{new}”，读回核对无误；原来的文件没有改动。"
    assert Session.look(new).report.text("overview") == "一"
    assert report.read_bytes() == before
    assert settings.recent(window.store)[0] == new


def test_close__stick_pulled__offers_to_try_again_and_to_go_on_later(
    window: Window, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "look", lambda path: "removable")
    window.filing.open(report)
    assert window.desk is not None
    window.desk.session.edit({"overview": "一"}, "x")
    pulled = report.parent.rename(report.parent.with_name("pulled"))
    assert not window.filing.close()
    assert [b.text() for b in window.messages.buttons] == ["再试一次", "另存到别处…", "先关闭，下次接着编辑"]
    window.messages.buttons[2].click()
    assert window.desk is None
    pulled.rename(report.parent)
    window.filing.open(report)
    assert window.desk is not None
    assert window.desk.session.report.text("overview") == "一"
