"""A collection in work: one job at a time, stopped, gone on with, chosen from, written."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from clerk_app.collection.returning import Office
from clerk_app.errors import KnownError
from clerk_app.gui.collecting import work as work_module
from clerk_app.gui.collecting.work import Stopped, Work
from clerk_app.report.model import Report
from clerk_app.session import Session
from clerk_app.store.spool import Row

Until = Callable[[Callable[[], object]], None]
Said = list[tuple[str, str, object]]
OLD = 1_760_000_000  # s


@pytest.fixture
def said(work: Work) -> Said:
    heard: Said = []
    work.said.connect(lambda *words: heard.append(words))
    return heard


def states(work: Work) -> dict[str, str]:
    assert work.made is not None
    return {e.path.stem: e.state for e in work.made.entries()}


def test_read__a_folder__every_file_in_its_state(work: Work) -> None:
    assert states(work) == {
        "花山": "counted", "青石": "counted", "青石副本": "copy", "白云": "faulty", "红旗": "unsealed",
        "黑水一": "duplicate", "黑水二": "duplicate", "松柏": "other", "坏": "broken",
    }  # fmt: skip


def test_choose__one_of_two__counts_and_the_other_one_when_it_is_chosen_instead(work: Work, until: Until) -> None:
    assert work.made is not None
    for name, other in (("黑水一", "黑水二"), ("黑水二", "黑水一")):
        work.choose(next(e for e in work.made.entries() if e.path.stem == name))
        assert work.busy
        until(lambda: work.finished)
        assert (states(work)[name], states(work)[other]) == ("counted", "copy")


def test_stop__while_reading__says_what_is_left_and_nothing_is_written_of_it(
    work: Work, said: Said, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell = Work._tell

    def stop_at_three(self: Work, done: int, of: int) -> None:
        if done >= 3:
            self.stop()
        tell(self, done, of)

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))  # where nothing of it is known
    monkeypatch.setattr(Work, "_tell", stop_at_three)
    work.read()
    until(lambda: work.finished)
    assert work.unread
    assert said[-1][0].startswith(f"已停止：还有 {work.unread} 份没有读")
    work.write_report(tmp_path / "市.zfnb", "清江市人民政府")
    assert "不能汇总：请先按“重新读取”读完" in said[-1][0]
    assert not work.busy
    monkeypatch.setattr(Work, "_tell", tell)
    work.read()
    until(lambda: work.finished)
    assert (work.unread, states(work)["青石"]) == (0, "counted")


def test_texts__still_being_read__the_list_is_there_and_nothing_is_written(
    work: Work, said: Said, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, look = threading.Event(), work_module.look_at

    def look_when_told(name: bytes) -> Row:
        assert going.wait(20)
        return look(name)

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))  # where nothing of it is known
    monkeypatch.setattr(work_module, "look_at", look_when_told)
    work.read()
    until(lambda: not work.busy)
    assert (work.texts, work.finished, work.pending) == ((0, 7), False, 7)
    assert states(work)["青石"] == "counted"
    work.write_report(tmp_path / "市.zfnb", "清江市人民政府")
    work.write_notes(tmp_path, ".pdf", Office())
    assert [words for words, *_ in said] == ["还有 7 份的文字没有核对，请等核对完再写。"] * 2
    work.roster = ["花山镇人民政府"]
    work.settle()  # something else is decided meanwhile
    going.set()
    until(lambda: work.finished)
    assert (work.texts, work.pending, list(tmp_path.glob("*.pdf"))) == (None, 0, [])
    assert any(e.findings for e in work.made.entries("counted")) if work.made else False


def test_stop__while_texts_are_read__says_what_is_left_and_goes_on_from_there(
    work: Work, said: Said, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    look = work_module.look_at

    def stop_at_two(name: bytes) -> Row:
        seen.append(name)
        if len(seen) == 2:
            work.stop()
        return look(name)

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    monkeypatch.setattr(work_module, "look_at", stop_at_two)
    work.read()
    until(lambda: work.finished)
    assert (work.pending, len(seen)) == (5, 2)
    assert said[-1][0].startswith("已停止：还有 5 份的文字没有核对。")
    work.write_report(tmp_path / "市.zfnb", "清江市人民政府")
    assert said[-1][0] == "还有 5 份的文字没有核对，请先按“重新读取”核对完。"
    for path in {e.path for e in work.made.entries()} if work.made else ():
        os.utime(path, (OLD, OLD))
    work.read()
    until(lambda: work.finished)
    assert (work.pending, len(set(seen))) == (0, 7)


def test_write_report__then_opened__has_the_sums_and_is_never_written_over(
    work: Work, said: Said, until: Until, tmp_path: Path, build: Callable[..., Report]
) -> None:
    path = tmp_path / "市.zfnb"
    for words, mark in (("已汇总为", "done"), ("已经存在", "error")):
        work.write_report(path, "清江市人民政府")
        until(lambda: work.finished)
        assert words in said[-1][0]
        assert said[-1][1] == mark
    report = Session.look(path).report
    assert (report.level, report.unit) == ("county", "清江市人民政府")
    assert report.figures == build("", 3).figures


def test_write_workbook_and_notes__of_all_and_of_one(work: Work, said: Said, until: Until, tmp_path: Path) -> None:
    work.write_workbook(tmp_path / "市.xlsx")
    until(lambda: work.finished)
    assert openpyxl.load_workbook(tmp_path / "市.xlsx").sheetnames[0] == "汇总"
    notes = tmp_path / "退回"
    notes.mkdir()
    work.write_notes(notes, ".pdf", Office())
    until(lambda: work.finished)
    names = {p.name for p in notes.iterdir()}
    assert said[-1] == (f"已写成 {len(names)} 份退回单，在“{notes}”里。", "done", notes)
    assert "白云镇人民政府_2025年报_退回单.pdf" in names
    assert {"黑水镇人民政府_2025年报_退回单.pdf", "黑水镇人民政府_2025年报_退回单_2.pdf"} < names
    assert work.made is not None
    entry = next(e for e in work.made.entries() if e.path.stem == "白云")
    work.write_note(entry, tmp_path / "白云.docx", Office())
    until(lambda: work.finished)
    text = "\n".join(p.text for p in docx.Document(str(tmp_path / "白云.docx")).paragraphs)
    assert "【错误】总计：本年新收" in text


def test_write__where_nothing_can_be_written__one_sentence_and_the_work_goes_on(
    work: Work, said: Said, until: Until, tmp_path: Path
) -> None:
    work.write_workbook(tmp_path / "没有" / "市.xlsx")
    until(lambda: work.finished)
    assert "没有导出" in said[-1][0]
    assert states(work)["青石"] == "counted"


def test_write_notes__stopped__keeps_those_that_are_written(
    work: Work, said: Said, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        if list(tmp_path.glob("*.pdf")):
            raise Stopped

    monkeypatch.setattr(Work, "_tell", stop)
    work.write_notes(tmp_path, ".pdf", Office())
    until(lambda: work.finished)
    assert said[-1] == ("已停止，已经写好的留着。", "hint", None)
    assert len(list(tmp_path.glob("*.pdf"))) == 1


def test_take_own__figures_that_cannot_be_added__are_refused_and_left_out(
    work: Work, build: Callable[..., Report]
) -> None:
    with pytest.raises(KnownError, match="不能加在一起"):
        work.take_own(build("清江市人民政府", 1, {"year": 2024}))
    assert work.own is None
    work.take_own(build("清江市人民政府"))
    assert work.own is not None


def test_add__the_same_folder_again_and_another__each_once(work: Work, folder: Path, until: Until) -> None:
    work.add([folder, folder / "青石.zfnb"])
    until(lambda: work.finished)
    assert work.made is not None
    assert (work.made.count(), len(work.sources)) == (9, 2)


def test_read__a_bug_in_it__is_said_and_raised(work: Work, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ZeroDivisionError):
        work._failed(ZeroDivisionError())
    assert said == [("没有做成：程序出了一个错误。", "error", None)]
    assert work_module.EACH > 0


def test_leave__while_reading__ends_it(work: Work) -> None:
    work.read()
    work.leave()
    assert work.made is None
