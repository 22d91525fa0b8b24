"""The gate to a report: sealing, read-only, opening for correction, and that no undo goes behind a seal."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from clerk_app import RESOURCES
from clerk_app.exchange import interchange
from clerk_app.exchange.history import Entry, moments, wanted
from clerk_app.report.fields import Refused
from clerk_app.report.seal import seals, verdict
from clerk_app.session import Changed, NotHandedBack, NotReady, ReadOnly, Session
from clerk_app.store import files, places

SAMPLE = (RESOURCES / "sample" / "shiqiaowan-2025.json").read_text("utf-8")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "石桥湾2025.zfnb"


@pytest.fixture
def session(path: Path) -> Iterator[Session]:
    """The sample report: every cell filled, nothing to object to."""
    data = json.loads(SAMPLE)
    with Session.create(path, data["unit"], data["year"]) as session:
        session.edit(interchange.fitting(interchange.parse(SAMPLE), session.report), "填入数据", given=True)
        yield session


def test_seal__a_clean_report__read_only_for_everyone(session: Session, path: Path) -> None:
    told: list[Changed] = []
    session.listen(told.append)
    seal = session.seal()
    assert (seal.revision, session.sealed, session.read_only) == (1, seal, True)
    assert told[-1].label == "定稿"
    for act in (
        lambda: session.edit({"overview": "改"}),
        session.seal,
        lambda: session.edit({next(iter(session.report.edition.cells)): None}),
    ):
        with pytest.raises(ReadOnly, match="已经定稿（第 1 次定稿），不能修改"):
            act()
    assert (session.can_undo, session.can_redo, session.undo(), session.redo()) == (False, False, None, None)
    session.close()
    assert verdict(Session.look(path).report, seal.code).kind == "same"


def test_seal__something_blocks__refused_with_how_many(session: Session) -> None:
    cell = next(iter(session.report.edition.cells))
    session.edit({cell: None})
    with pytest.raises(NotReady, match="还不能定稿：有错误 1 处，处理以后再定稿。") as refused:
        session.seal()
    assert refused.value.findings[0].rule == "BLANK"
    assert session.sealed is None


def test_seal__a_reason_that_answers_nothing_any_more__is_dropped(session: Session) -> None:
    session.edit({"answer/JUMP 没有这一格": "从前的说明"})
    session.seal()
    assert [p for p in session.report.values if p.startswith("answer/")] == []


def test_reopen__with_a_reason__the_next_revision_and_the_old_seal_kept(session: Session, path: Path) -> None:
    first = session.seal()
    session.reopen(" 表三填错 ")
    assert (session.sealed, session.read_only, session.can_undo) == (None, False, False)
    session.edit({"overview": session.report.text("overview") + "（补）"})
    second = session.seal()
    assert (second.revision, second.reason) == (2, "表三填错")
    assert second.code != first.code
    assert seals(session.report) == (first, second)
    session.close()
    assert verdict(Session.look(path).report, second.code).kind == "same"


def test_reopen__without_a_reason_or_a_seal__refused(session: Session) -> None:
    with pytest.raises(Refused, match="没有定稿"):
        session.reopen("为何")
    session.seal()
    with pytest.raises(Refused, match="请写明退回修改的原因"):
        session.reopen("　 ")
    assert session.read_only


def test_undo__after_a_seal_and_a_reopening__stops_there_also_in_a_file_opened_again(
    session: Session, path: Path
) -> None:
    session.seal()
    session.reopen("表三填错")
    session.edit({"others": session.report.text("others") + "（补）"}, "输入")
    session.close()
    with Session.open(path) as again:
        assert again.can_undo
        assert again.undo() is not None
        assert again.undo() is None
        assert len(seals(again.report)) == 1


def test_seal__a_report_only_looked_at__refused(session: Session, path: Path) -> None:
    session.close()
    looking = Session.look(path)
    for act in (looking.seal, lambda: looking.reopen("为何")):
        with pytest.raises(ReadOnly):
            act()


# --- editing ---

REVIEW = {f"t4/cases/review.{result}": 1 for result in ("upheld", "corrected", "other", "pending")}
TOTAL = "t4/cases/review.total"


@pytest.fixture
def new(path: Path) -> Iterator[Session]:
    """A report with nothing in it."""
    with Session.create(path, "石桥湾镇人民政府", 2025) as session:
        yield session


def test_edit__parts_filled__total_follows_and_all_is_one_step(new: Session) -> None:
    changed = new.edit(REVIEW, "粘贴")
    assert (changed.paths, changed.label) == ({*REVIEW, TOTAL}, "粘贴")
    assert new.report.figure(TOTAL) == 4
    assert changed.findings is new.findings
    new.undo()
    assert (new.report.figures, new.can_undo, new.can_redo) == ({}, False, True)


def test_edit__several_fields_cannot_take_their_values__all_named_and_nothing_changed(new: Session) -> None:
    before = new.report
    with pytest.raises(Refused) as refused:
        new.edit({**REVIEW, "t3/new/natural": "无", "unit": " ", "cover/issued": "昨天"})
    assert [line.partition("：")[0] for line in str(refused.value).splitlines()] == [
        "表三·自然人·本年新收",
        "成文日期",
        "单位全称不能为空。",
    ]
    assert (new.report, new.can_undo) == (before, False)


def test_edit__nothing_new__is_no_step_and_nobody_is_told(new: Session) -> None:
    told: list[Changed] = []
    new.listen(told.append)
    assert new.edit({"unit": "石桥湾镇人民政府", "t3/new/natural": " "}).paths == frozenset()
    assert (told, new.can_undo) == ([], False)


def test_undo_redo__after_closing__are_still_there(new: Session, path: Path) -> None:
    new.edit({"t3/new/natural": 1})
    new.edit({"t3/new/natural": 2, "overview": "全年收到申请2件。"})
    new.undo()
    new.close()
    with Session.open(path) as again:
        assert (again.report.figure("t3/new/natural"), again.can_undo, again.can_redo) == (1, True, True)
        told: list[Changed] = []
        again.listen(told.append)
        again.redo()
        assert (again.report.figure("t3/new/natural"), again.report.text("overview")) == (2, "全年收到申请2件。")
        assert [c.paths for c in told] == [{"t3/new/natural", "overview"}]
        again.undo()
        again.undo()
        assert (again.report.figures, again.undo()) == ({}, None)
        again.edit({"t3/new/natural": 5})
        assert not again.can_redo


def test_set_due__earlier_than_the_date_of_the_cover__is_found_late_and_told(tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.zfnb", "青石镇人民政府", 2025) as session:
        session.edit({"cover/issued": "2026-01-25"}, "x")
        assert "DATE-LATE" not in {f.rule for f in session.findings.all}
        told: list[Changed] = []
        session.listen(told.append)
        session.set_due(1, 20)
        assert "DATE-LATE" in {f.rule for f in session.findings.all}
        session.set_due(1, 20)
        assert len(told) == 1
        session.set_due(1, 25)
        assert "DATE-LATE" not in {f.rule for f in session.findings.all}


def test_undo__longer_than_what_is_read_on_opening__reaches_the_beginning_and_comes_back(path: Path) -> None:
    with Session.create(path, "青石镇人民政府", 2025) as session:
        for number in range(130):
            session.edit({"t3/new/natural": number})
    with Session.open(path) as session:
        assert len(session._undo) < 130
        for number in range(129, -1, -1):
            assert session.can_undo
            assert session.report.figure("t3/new/natural") == number
            session.undo()
        assert (session.can_undo, session.undo()) == (False, None)
        assert session.report.figure("t3/new/natural") is None
    with Session.open(path) as session:
        while session.redo():
            pass
        assert (session.report.figure("t3/new/natural"), session.can_redo) == (129, False)


def test_seal__long_history__packed_and_every_moment_can_still_be_brought_back(session: Session, path: Path) -> None:
    cell = next(iter(session.report.edition.cells))
    was = session.report.figure(cell)
    for number in (*range(500, 700), was):
        session.edit({cell: number}, f"改成 {number}")
    assert session.document is not None
    steps = session.document.history()
    session.document.flush()
    size = path.stat().st_size
    session.seal()
    assert session.document.history()[:-1] == steps
    assert path.stat().st_size < size * 0.8
    session.reopen("有一格要改")
    session.close()
    again = Session.open(path)
    assert again.document is not None
    assert again.document.history()[: len(steps)] == steps
    then = next(
        report
        for step, report in zip(reversed(again.document.history()), moments(again.report, entries(again)), strict=True)
        if step.changeset.label == "改成 600"
    )
    again.edit(wanted(again.report, then), "回到")
    assert again.report.figure(cell) == 600
    again.undo()
    assert again.report.figure(cell) == was
    again.close()


def entries(session: Session) -> list[Entry]:
    assert session.document is not None
    return [Entry(step.at, step.act, step.changeset) for step in session.document.history()]


def test_undo__long_history_with_a_seal_in_it__stops_at_the_seal(session: Session, path: Path) -> None:
    for number in range(60):
        session.edit({"overview": f"{session.report.text('overview')}\n第{number}行"})
    session.edit({"overview": None})
    session.undo()
    for _ in range(60):
        session.undo()
    session.seal()
    session.reopen("数字有误")
    session.edit({"others": "改"})
    session.close()
    with Session.open(path) as again:
        assert again.undo()
        assert (again.can_undo, again.undo()) == (False, None)


@pytest.fixture
def on_a_stick(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed report in a place where nothing is edited."""
    stick = path.parent / "stick"
    stick.mkdir()
    Session.create(stick / path.name, "青石镇人民政府", 2025).close()
    monkeypatch.setattr(places, "look", lambda path: "removable")
    return stick / path.name


def test_open__on_a_stick__handed_back_under_a_new_name_and_the_old_untouched(on_a_stick: Path) -> None:
    before = on_a_stick.read_bytes(), on_a_stick.stat().st_mtime_ns
    for number, name in ((1, "石桥湾2025 第2版.zfnb"), (2, "石桥湾2025 第3版.zfnb")):
        at = on_a_stick if number == 1 else on_a_stick.with_name("石桥湾2025 第2版.zfnb")
        with Session.open(at, aside=True) as session:
            assert session.away == "removable"
            session.edit({"t3/new/natural": number})
            assert session.document is not None
            session.document.flush()
            assert len(list(on_a_stick.parent.iterdir())) == number  # nothing is written there while it is edited
        assert session.path == on_a_stick.with_name(name)
        assert Session.look(session.path).report.figure("t3/new/natural") == number
        assert not session.document.path.exists()
    assert (on_a_stick.read_bytes(), on_a_stick.stat().st_mtime_ns) == before


def test_open__on_a_stick_and_nothing_changed__nothing_new_there(on_a_stick: Path) -> None:
    Session.open(on_a_stick, aside=True).close()
    assert [p.name for p in on_a_stick.parent.iterdir()] == [on_a_stick.name]


def test_close__stick_pulled__stays_open_and_is_handed_back_when_it_is_there_again(on_a_stick: Path) -> None:
    session = Session.open(on_a_stick, aside=True)
    session.edit({"t3/new/natural": 1})
    pulled = on_a_stick.parent.rename(on_a_stick.parent.with_name("pulled"))
    with pytest.raises(NotHandedBack, match="修改都已保存在本机，还没有存回原处：请插好 U 盘或连上网络再试一次"):
        session.close()
    session.edit({"t3/new/natural": 2})
    pulled.rename(on_a_stick.parent)
    session.close()
    assert Session.look(session.path).report.figure("t3/new/natural") == 2


def test_close__stick_pulled_and_its_mount_point_still_there__not_written_onto_the_own_disk(on_a_stick: Path) -> None:
    session = Session.open(on_a_stick, aside=True)
    session.edit({"t3/new/natural": 1})
    assert session.fetched is not None
    session.fetched = session.fetched._replace(device=-1)  # what is mounted there now is something else
    pulled = on_a_stick.rename(on_a_stick.parent.with_name("pulled"))
    with pytest.raises(NotHandedBack, match="还没有存回原处：请插好 U 盘或连上网络再试一次，或另存到别处。"):
        session.close()
    assert list(on_a_stick.parent.iterdir()) == []
    pulled.rename(on_a_stick)
    session.close()
    assert Session.look(session.path).report.figure("t3/new/natural") == 1


def test_close__stick_pulled_and_given_up__gone_on_with_the_next_time(on_a_stick: Path, path: Path) -> None:
    session = Session.open(on_a_stick, aside=True)
    session.edit({"t3/new/natural": 1})
    assert session.document is not None
    session.document.close()
    with Session.open(on_a_stick, aside=True) as again:
        assert again.report.figure("t3/new/natural") == 1
        again.close_at(path)
    assert Session.look(path).report.figure("t3/new/natural") == 1
    assert [p.name for p in on_a_stick.parent.iterdir()] == [on_a_stick.name]


def test_open__stick_that_gives_back_something_else__is_not_believed(
    on_a_stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = Session.open(on_a_stick, aside=True)
    session.edit({"t3/new/natural": 1})
    monkeypatch.setattr(files, "read_back", lambda path: b"")
    with pytest.raises(NotHandedBack):
        session.close()
    assert [p.name for p in on_a_stick.parent.iterdir()] == [on_a_stick.name]
    monkeypatch.undo()
    session.close()


def test_open__by_the_command_line_on_a_stick__in_place(on_a_stick: Path) -> None:
    with Session.open(on_a_stick) as session:
        session.edit({"t3/new/natural": 1})
    assert Session.look(on_a_stick).report.figure("t3/new/natural") == 1
