"""The backups in the window: what is said of each, and the way back into a new file."""

import shutil
from pathlib import Path

import pytest

from clerk_app.gui.backups_page import NONE, BackupsPage, lines, since
from clerk_app.gui.window import Window
from clerk_app.report.model import empty
from clerk_app.session import Session, backups
from tests.gui.conftest import Until


@pytest.fixture(autouse=True)
def no_backups(own_data_folder: Path) -> None:
    shutil.rmtree(own_data_folder / "clerk-app", ignore_errors=True)


def shown(window: Window, until: Until) -> BackupsPage:
    window.commands["backups"].trigger()
    page = window.findChild(BackupsPage, "backups")
    assert page is not None
    until(lambda: not page._words.text().startswith("正在"))
    return page


def texts(page: BackupsPage) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def test_backups__none__says_when_they_are_made(window: Window, until: Until) -> None:
    page = shown(window, until)
    assert (page._words.text(), texts(page), page.restore.isEnabled()) == (NONE, [], False)


def test_backups__report_being_edited__says_what_has_changed_since(window: Window, report: Path, until: Until) -> None:
    window.filing.open(report)
    assert window.desk is not None
    session = window.desk.session
    session.edit({"t3/new/natural": 5, "overview": "全年主动公开信息134件。"}, "填写")
    assert session.document is not None
    session.document.flush()
    page = shown(window, until)
    (words,) = texts(page)
    assert words.endswith("　青石镇人民政府 2025 年度　青石镇\n此后改了数字 1 处、文字 1 段")
    page.list.setFocus()
    assert page.restore.isEnabled()


def test_restore__after_the_file_was_deleted__a_new_file_is_open_with_what_it_held(
    window: Window, report: Path, until: Until, tmp_path: Path
) -> None:
    with Session.open(report) as session:
        session.edit({"overview": "全年主动公开信息134件。"}, "填写")
    report.unlink()
    page = shown(window, until)
    assert [t.split("\n")[1] for t in texts(page)] == ["这份报告最新的备份", "此后改了文字 1 段"]
    (newest, _, _), *_ = lines(backups(), None, None)
    page.restore_to(newest, tmp_path / "恢复.zfnb")
    assert window.desk is not None
    assert window.desk.session.report.text("overview") == "全年主动公开信息134件。"
    assert window.desk.session.path == tmp_path / "恢复.zfnb"
    assert window.messages.words.endswith(f"的备份恢复为“{tmp_path / '恢复.zfnb'}”，现在编辑的就是它。")


def test_restore__open_report_cannot_be_saved__restored_but_not_said_to_be_open(
    window: Window, report: Path, until: Until, tmp_path: Path
) -> None:
    with Session.open(report) as session:
        session.edit({"overview": "一"}, "填写")
    window.filing.open(report)
    assert window.desk is not None
    report.rename(tmp_path / "别处.zfnb")
    window.desk.session.edit({"overview": "二"}, "填写")
    page = shown(window, until)
    page.restore_to(lines(backups(), None, None)[0][0], tmp_path / "恢复.zfnb")
    assert window.desk.session.path == report
    assert window.messages.words.startswith("还没有保存")
    assert page._words.text().endswith(f"恢复为“{tmp_path / '恢复.zfnb'}”，还没有打开它：请看主窗口里的话。")
    window.filing.discard()


def test_restore__name_taken__said_and_nothing_overwritten(window: Window, report: Path, until: Until) -> None:
    with Session.open(report) as session:
        session.edit({"overview": "一"}, "填写")
    before = report.read_bytes()
    page = shown(window, until)
    page.restore_to(lines(backups(), None, None)[0][0], report)
    assert page._words.text() == f"“{report}”已经存在，不会覆盖它：请换一个文件名。"
    assert report.read_bytes() == before


def test_backups__damaged_one__is_named_and_the_others_are_listed(window: Window, report: Path, until: Until) -> None:
    with Session.open(report) as session:
        session.edit({"overview": "一"}, "填写")
    lines(backups(), None, None)[0][0].path.write_bytes(b"")
    page = shown(window, until)
    assert [t.split("\n")[1] for t in texts(page)] == ["读不了，不能恢复。", "这份报告最新的备份"]


def test_backups__one_that_could_not_be_made__says_why(
    window: Window, report: Path, until: Until, own_data_folder: Path
) -> None:
    (own_data_folder / "clerk-app").write_bytes(b"")
    window.filing.open(report)
    assert window.desk is not None
    window.desk.session.edit({"overview": "一"}, "填写")
    assert window.desk.session.document is not None
    window.desk.session.document.flush()
    page = shown(window, until)
    (own_data_folder / "clerk-app").unlink()
    assert page._words.text().startswith("最近一次备份没有做成：“")
    assert window.desk.session.document.state.kind == "saved"


def test_since__many_fields__counted_and_the_first_named(report: Path) -> None:
    new = Session.look(report).report
    form = new.edition
    old = empty(form, new.values | dict.fromkeys(list(form.cells)[:20], 1) | {"cover/parent": "临江市"})
    words, names = since(old, new)
    assert words == "此后改了数字 20 处、其他 1 项"
    assert names.count("\n") == 12
    assert names.endswith("等 21 项")
    assert since(new, new) == ("此后没有改动", "")
