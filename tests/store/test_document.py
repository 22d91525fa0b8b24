import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from clerk_app.errors import KnownError
from clerk_app.form.edition import Edition
from clerk_app.report.model import Changeset, Conflict, Edit, Report, empty
from clerk_app.store import document, files, reader
from clerk_app.store.document import Document
from clerk_app.store.refusals import Exists, FileRefused, Locked

Forms = dict[str, Edition]
Do = Callable[..., Changeset]
AT = "2026-01-05T09:00:00+08:00"


def test_create__new_name__one_file_that_reads_back(tmp_path: Path, report: Report, forms: Forms) -> None:
    made = document.create(tmp_path / "甲.zfnb", report, AT)
    assert (made.report, made.undo, made.redo, made.changed_at, made.state.kind) == (report, [], [], AT, "saved")
    made.close()
    assert [p.name for p in tmp_path.iterdir()] == ["甲.zfnb"]
    assert reader.read(tmp_path / "甲.zfnb", forms) == reader.Stored(report, 0, AT, AT)


def test_create__name_taken__left_alone(saved: Path, report: Report) -> None:
    before = saved.read_bytes()
    with pytest.raises(Exists):
        document.create(saved, report, AT)
    assert saved.read_bytes() == before


def test_open__closed_file__values_and_stacks_as_they_were(opened: Document) -> None:
    assert opened.report.text("overview") == "全年主动公开信息143件。\n机构改革已经完成。"
    assert [c.label for c in opened.undo] == ["填写", "输入", "输入"]
    assert opened.redo == []


def test_open__disk_fails_while_it_is_looked_at__opened_or_one_sentence_and_saved_later(
    saved: Path, forms: Forms, edit: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path) -> files.Mark:
        raise OSError(5, "Input/output error", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(files, "mark", broken)
        opened = document.open(saved, forms)
    edit(opened, {"t3/new/natural": 8})
    opened.close()
    assert reader.read(saved, forms).report.figure("t3/new/natural") == 8
    with monkeypatch.context() as patch:
        patch.setattr(Path, "resolve", broken)
        with pytest.raises(FileRefused, match="读不了：磁盘读写出错"):
            document.open(saved, forms)
    document.open(saved, forms).close()


def test_open__by_a_relative_name__stays_the_same_file_wherever_the_program_goes(
    saved: Path, forms: Forms, edit: Do, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(saved.parent)
    opened = document.open(Path(saved.name), forms)
    monkeypatch.chdir("/")
    edit(opened, {"t3/new/natural": 8})
    opened.close()
    assert reader.read(saved, forms).report.figure("t3/new/natural") == 8


def test_open__by_a_link__the_file_behind_it(saved: Path, forms: Forms, edit: Do, tmp_path: Path) -> None:
    link = tmp_path / "link" / "甲.zfnb"
    link.parent.mkdir()
    link.symlink_to(saved)
    opened = document.open(link, forms)
    edit(opened, {"t3/new/natural": 8})
    opened.close()
    assert link.is_symlink()
    assert [p.name for p in link.parent.iterdir()] == [link.name]
    assert reader.read(saved, forms).report.figure("t3/new/natural") == 8


def test_open__after_undo_and_redo__stacks_go_on(opened: Document, forms: Forms) -> None:
    path = opened.path
    first, second, third = opened.undo
    opened.commit("undo", third.inverse(), AT)
    opened.commit("undo", second.inverse(), AT)
    opened.commit("redo", second, AT)
    opened.close()
    again = document.open(path, forms)
    assert (again.undo, again.redo) == ([first, second], [third])
    again.commit("redo", third, AT)
    assert again.report.text("overview") == "全年主动公开信息143件。\n机构改革已经完成。"
    again.close()


def test_history__of_an_open_file__has_every_step_with_its_act(opened: Document) -> None:
    opened.commit("undo", opened.undo[-1].inverse(), AT)
    steps = opened.history()
    assert [(step.seq, step.act) for step in steps] == [(1, "do"), (2, "do"), (3, "do"), (4, "undo")]
    assert [step.changeset for step in steps[:3]] == opened.undo
    assert steps[3].changeset == opened.undo[-1].inverse()


def test_open__everything_undone__the_report_as_created(opened: Document, report: Report, forms: Forms) -> None:
    for changeset in reversed(opened.undo):
        opened.commit("undo", changeset.inverse(), AT)
    opened.close()
    assert reader.read(opened.path, forms).report == report


def test_stacks__long_history__opening_reads_its_end_and_undo_reaches_its_beginning(
    opened: Document, edit: Do, forms: Forms, report: Report
) -> None:
    assert opened.whole
    for number in range(document.UNDO_DEPTH + 50):
        edit(opened, {"t3/new/natural": number + 100})
    opened.close()
    again = document.open(opened.path, forms)
    assert (len(again.undo), again.whole) == (document.UNDO_DEPTH, False)
    for changeset in reversed(again.undo):
        again.commit("undo", changeset.inverse(), AT)
    assert again.report.figure("t3/new/natural") == 149
    undo, redo = again.stacks()
    assert (len(undo), redo) == (3 + 50, list(reversed(again.undo)))
    for changeset in reversed(undo):
        again.commit("undo", changeset.inverse(), AT)
    assert again.report == report
    again.close()


def test_commit__every_kind_of_value__comes_back_exactly(opened: Document, edit: Do, forms: Forms) -> None:
    wanted = {
        "t3/new/natural": 0,
        "p8/fee/amount": Decimal("59237.2400"),
        "cover/publish_note": False,
        "cover/issued": "2026-01-13",
        "previous/t3/next/total": 7,
        "preface": "　　根据《条例》编制。\n\n第二段，𠮷。\n",
        "overview": None,
    }
    edit(opened, wanted)
    opened.close()
    found = reader.read(opened.path, forms).report.values
    assert {path: found.get(path) for path in wanted} == wanted
    assert str(found["p8/fee/amount"]) == "59237.2400"
    assert found["cover/publish_note"] is False


def test_commit__what_does_not_fit__conflict_and_nothing_saved(opened: Document, forms: Forms) -> None:
    before = opened.report
    with pytest.raises(Conflict):
        opened.commit("do", Changeset((Edit("t3/new/natural", 99, 1),)), AT)
    opened.close()
    assert reader.read(opened.path, forms).report == before


def test_open__already_open_here__locked_and_the_first_goes_on(opened: Document, edit: Do, forms: Forms) -> None:
    for act in (document.open, reader.read):
        with pytest.raises(Locked):
            act(opened.path, forms)
    edit(opened, {"t3/new/natural": 8})
    opened.close()
    assert reader.read(opened.path, forms).report.figure("t3/new/natural") == 8


def test_close__twice__nothing_happens(opened: Document) -> None:
    opened.close()
    opened.close()


def test_close__and_used_again__a_bug_that_does_not_hang(opened: Document, edit: Do, tmp_path: Path) -> None:
    opened.close()
    for act in (
        opened.flush,
        lambda: opened.save_copy(tmp_path / "乙.zfnb"),
        lambda: edit(opened, {"t3/new/natural": 8}),
    ):
        with pytest.raises(AssertionError):
            act()


def test_close__after_editing__one_file(opened: Document, edit: Do) -> None:
    edit(opened, {"t3/new/natural": 8})
    opened.flush()
    assert len(list(opened.path.parent.iterdir())) == 2
    opened.close()
    assert [p.name for p in opened.path.parent.iterdir()] == [opened.path.name]


def test_save_copy__while_open__whole_and_alone(opened: Document, edit: Do, forms: Forms, tmp_path: Path) -> None:
    edit(opened, {"t3/new/natural": 8})
    opened.flush()
    opened.save_copy(tmp_path / "副本.zfnb")
    edit(opened, {"t3/new/natural": 9})
    found = reader.read(tmp_path / "副本.zfnb", forms)
    assert (found.report.figure("t3/new/natural"), found.steps) == (8, 4)
    with pytest.raises(Exists):
        opened.save_copy(tmp_path / "副本.zfnb")


def test_save_copy__deleted_text__is_in_the_history_only(tmp_path: Path, form: Edition, edit: Do) -> None:
    made = document.create(tmp_path / "甲.zfnb", empty(form, {"unit": "某局", "year": 2025}), AT)
    edit(made, {"problems": "删去的内容"})
    edit(made, {"problems": "留下来的"})
    made.flush()
    made.save_copy(tmp_path / "乙.zfnb")
    made.close()
    for name in ("甲.zfnb", "乙.zfnb"):
        assert (tmp_path / name).read_bytes().count("删去".encode()) == 2  # once as typed, once as taken out


def test_move__elsewhere__goes_on_there_with_its_history(
    opened: Document, edit: Do, forms: Forms, tmp_path: Path
) -> None:
    old, before = opened.path, opened.path.read_bytes()
    opened.move(tmp_path / "新名.zfnb")
    edit(opened, {"t3/new/natural": 8})
    opened.close()
    assert opened.path == tmp_path / "新名.zfnb"
    assert old.read_bytes() == before
    assert (found := reader.read(opened.path, forms)).steps == 4
    assert found.report.figure("t3/new/natural") == 8
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([old.name, "新名.zfnb"])


def test_move__name_taken__stays_where_it_was(opened: Document, edit: Do, tmp_path: Path) -> None:
    (tmp_path / "占.zfnb").write_bytes(b"x")
    old = opened.path
    with pytest.raises(Exists):
        opened.move(tmp_path / "占.zfnb")
    edit(opened, {"t3/new/natural": 8})
    opened.flush()
    assert (opened.path, opened.state.kind) == (old, "saved")


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be removed there")
def test_close__file_removed_underneath__refused_until_saved_elsewhere(
    opened: Document, forms: Forms, tmp_path: Path
) -> None:
    opened.path.unlink()
    with pytest.raises(KnownError, match="被改名、移走或删除了：请放回原处，或另存到别处。"):
        opened.close()
    opened.move(tmp_path / "新名.zfnb")
    opened.close()
    assert reader.read(tmp_path / "新名.zfnb", forms).steps == 3
