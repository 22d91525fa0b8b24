"""Files in and out: new, from last year's, sample, copies."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from clerk_app.form.edition import editions
from clerk_app.gui import settings
from clerk_app.gui.window import Window
from clerk_app.installed import OVERRIDE
from clerk_app.report.fields import name_of
from clerk_app.session import Rescuable, Session
from clerk_app.store import places
from clerk_app.store.refusals import Locked
from tests.gui.conftest import Until


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


def test_open__on_a_stick_and_open_already__names_the_document_and_shows_what_is_being_typed(
    window: Window, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "look", lambda path: "removable")
    with Session.open(report, aside=True) as first:
        first.edit({"overview": "一"}, "x")
        assert first.document is not None
        first.document.flush()
        copy = first.document.path
        # As in a process of its own: what this one has open nobody here may open and close again.
        kept = copy.with_name("kept.zfnb")
        first.document.save_copy(kept)
        monkeypatch.setattr(Session, "open", classmethod(lambda *_, **__: locked(copy)))
        monkeypatch.setattr(Session, "look", classmethod(partial(looked, Session.look, {copy: kept})))
        window.filing.open(report)
        assert window.desk is not None
        assert window.desk.session.report.text("overview") == "一"
        assert window.desk.session.path == report
        assert window.messages.words.startswith(f"只读　打开时“{report}”正在另一个窗口")
        first.edit({"overview": "二"}, "x")
        kept.unlink()
        first.document.save_copy(kept)
        window.messages.buttons[0].click()
        assert window.desk.session.report.text("overview") == "二"
    window.messages.buttons[0].click()  # the working copy has gone
    assert window.desk.session.report.text("overview") == ""


def test_resume__changes_that_were_never_handed_back__are_when_it_is_closed(
    window: Window, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "look", lambda path: "removable")
    killed = Session.open(report, aside=True)
    killed.edit({"overview": "一"}, "x")
    assert killed.document is not None
    copy = killed.document.path
    killed.document.close()
    with Session.open(report) as elsewhere:
        elsewhere.edit({"overview": "二"}, "x")
    window.filing.open(report)
    assert [b.text() for b in window.messages.buttons] == ["打开上次的修改"]
    window.messages.buttons[0].click()
    assert window.desk is not None
    assert window.desk.session.report.text("overview") == "一"
    assert window.desk.session.path == report
    resumed = window.desk.session.document
    assert resumed is not None
    assert resumed.shelf is not None
    assert killed.document.shelf is not None
    assert resumed.shelf.folder == killed.document.shelf.folder  # one document, one list of backups
    assert window.messages.words.startswith("这是上次没有存回的修改。")
    assert window.messages.buttons == []
    assert window.filing.close()
    assert Session.look(report.with_name("青石镇 第2版.zfnb")).report.text("overview") == "一"
    assert Session.look(report).report.text("overview") == "二"
    assert not copy.exists()
    window.filing.open(report)  # the older one of two
    assert "旁边有更新的“青石镇 第2版.zfnb”" in window.messages.words
    window.messages.buttons[0].click()
    assert window.desk.session.report.text("overview") == "一"


def locked(path: Path) -> Session:
    raise Locked(path)


def looked(look: Callable[..., Session], instead: dict[Path, Path], _: type, path: Path, **options: bool) -> Session:
    return look(instead.get(path, path), **options)


def test_sample__documents_are_synchronised__works_on_a_copy(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "look", lambda path: "synchronised")
    window.commands["sample"].trigger()
    assert window.desk is not None
    session = window.desk.session
    assert session.document is not None
    assert session.path.parent == tmp_path
    assert session.document.path.parent != tmp_path
    assert window.messages.words.startswith("这是一份示例，可以随意改动。")
    assert "本机上的副本" in window.messages.words


def test_refused__while_something_else_is_said__said_at_once_and_again_when_the_cause_changes(
    window: Window, report: Path, until: Until
) -> None:
    window.filing.open(report)
    assert window.desk is not None
    window.messages.say("已导出。", "done")
    kept = report.rename(report.with_name("别处.zfnb"))
    window.desk.session.edit({"cover/parent": "临江市"}, "x")
    until(lambda: "被改名、移走或删除了" in window.messages.words)
    assert [b.text() for b in window.messages.buttons] == ["另存到别处…", "放弃未保存的修改并关闭"]
    window.messages.say("已导出。", "done")
    window.tell()
    assert window.messages.words == "已导出。"
    report.write_bytes(b"x")
    until(lambda: "被破坏或换成了别的内容" in window.messages.words)
    report.unlink()
    kept.rename(report)
    until(lambda: window.messages.words == "")


def test_saved__without_a_backup__said_once_in_passing(
    window: Window, report: Path, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(OVERRIDE, str(tmp_path / "file"))
    window.filing.open(report)
    assert window.desk is not None
    window.desk.session.edit({"cover/parent": "临江市"}, "x")
    until(lambda: window.messages.words.startswith("已保存，但是没有做成备份：“"))
    window.messages.hide()
    window.desk.session.edit({"cover/parent": "临江"}, "x")
    window.desk.session.document.flush()  # type: ignore[union-attr]
    window.tell()
    assert window.messages.words == ""
