import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerk_app.form.edition import Edition
from clerk_app.report.fields import Value, to_text
from clerk_app.report.model import Changeset, Edit, Report
from clerk_app.store import document, packs, reader, rows
from clerk_app.store.backups import Backups
from clerk_app.store.packs import Unreadable
from clerk_app.store.refusals import Damaged
from clerk_app.store.steps import Act, Step

Forms = dict[str, Edition]
Alter = Callable[[Path, str], None]
AT = "2026-01-05T09:00:00+08:00"
TEXTS = st.text(max_size=30)
EDITS = st.builds(Edit, TEXTS, st.none() | TEXTS, st.none() | TEXTS, st.none() | st.integers(0, 10**6))
STEPS = st.builds(
    Step,
    st.integers(1, 10**9),
    TEXTS,
    st.sampled_from(("do", "undo", "redo")),
    st.builds(Changeset, st.lists(EDITS, max_size=3).map(tuple), TEXTS),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=5))
def test_packed__any_steps__come_back_exactly(steps: list[Step]) -> None:
    assert packs.unpacked(packs.packed(steps)) == steps


@given(st.binary(max_size=200))
def test_unpacked__any_bytes__refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        packs.unpacked(data)


@pytest.mark.parametrize(
    "rows",
    [
        {}, [1], [[]], [[1, "", "do", ""]], [["1", "", "do", "", []]], [[True, "", "do", "", []]],
        [[1, "", "erase", "", []]], [[1, 2, "do", "", []]], [[1, "", "do", None, []]], [[1, "", "do", "", 5]],
        [[1, "", "do", "", [["p", None, 1, ""]]]], [[1, "", "do", "", [["p", "0", "", ""]]]],
        [[1, "", "do", "", [[None, None, "", ""]]]], [[1, "", "do", "", [["p", None, ""]]]],
    ],
)  # fmt: skip
def test_unpacked__other_json__refused(rows: object) -> None:
    with pytest.raises(Unreadable):
        packs.unpacked(zlib.compress(json.dumps(rows).encode()))


@pytest.mark.parametrize(
    "data",
    [
        zlib.compress(b"[" * 10**6),
        zlib.compress(b"9" * 10**6),
        zlib.compress(b" " * (packs.LIMIT + 1)),
        zlib.compress(b"[]")[:-1],
        zlib.compress(b"[]") + b"x",
        zlib.compress(b'["\xff"]'),
    ],
    ids=["nested", "long number", "bomb", "cut", "more", "bad UTF-8"],
)
def test_unpacked__hostile__refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        packs.unpacked(data)


def test_parts__many_and_long_steps__each_small_enough_and_nothing_lost() -> None:
    short = [Step(n, AT, "do", Changeset((Edit("p", None, "x", 0),))) for n in range(1, 2501)]
    long = [Step(2501 + n, AT, "do", Changeset((Edit("p", None, "x" * 600_000, 0),))) for n in range(3)]
    parts = list(packs.parts([*short, *long]))
    assert [len(p) for p in parts] == [1000, 1000, 501, 1, 1]
    assert [s for p in parts for s in p] == [*short, *long]
    assert list(packs.parts([])) == []


# ---- in a file


@pytest.fixture
def long(tmp_path: Path, report: Report, forms: Forms) -> Path:
    """A closed file with 2,300 steps, some taken back and done again."""
    steps: list[Step] = []
    for seq in range(1, 2301):
        wanted: dict[str, Value | None] = {"t3/new/natural": seq, "overview": f"主动公开信息{seq}件。\n改革已经完成。"}
        act: Act = "undo" if seq % 500 == 0 else "do"
        last = steps[-1].changeset.inverse() if act == "undo" else Changeset(report.edits_to(wanted), f"第{seq}步")
        report = report.apply(last)
        steps.append(Step(seq, f"2026-01-05T09:{seq // 60:02}:{seq % 60:02}+08:00", act, last))
    texts = {path: to_text(value) for path, value in report.values.items()}
    path = tmp_path / "甲.zfnb"
    path.write_bytes(rows.image(rows.State("2021", AT, AT, texts), steps))
    return path


def test_pack__long_history__same_steps_same_report_in_a_fraction_of_the_file(long: Path, forms: Forms) -> None:
    before, size = reader.read(long, forms), long.stat().st_size
    opened = document.open(long, forms)
    steps, stacks = opened.history(), opened.stacks()
    opened.pack()
    assert (opened.history(), opened.stacks()) == (steps, stacks)
    opened.close()
    assert reader.read(long, forms) == before
    assert long.stat().st_size < size / 5
    again = document.open(long, forms)
    assert (again.history(), again.stacks()) == (steps, stacks)
    assert not again.whole
    again.close()
    assert [p.name for p in long.parent.iterdir()] == [long.name]


def test_pack__then_edited_and_packed_again__history_goes_on(long: Path, forms: Forms) -> None:
    opened = document.open(long, forms)
    steps = opened.history()
    for number in range(150):
        if number % 60 == 0:
            opened.pack()
        opened.commit("do", Changeset(opened.report.edits_to({"t3/new/total": number}), "填写"), AT)
    opened.close()
    again = document.open(long, forms)
    found = again.history()
    assert found[: len(steps)] == steps
    assert [s.seq for s in found] == list(range(1, len(steps) + 151))
    for changeset in reversed(again.stacks()[0]):
        again.commit("undo", changeset.inverse(), AT)
    again.close()
    assert set(reader.read(long, forms).report.values) == {"unit", "year"}


def test_pack__few_steps__stays_in_the_first_format(saved: Path, forms: Forms) -> None:
    before = saved.read_bytes()
    opened = document.open(saved, forms)
    opened.pack()
    opened.close()
    assert saved.read_bytes() == before


def test_pack__file_of_the_first_format__a_backup_of_it_is_kept(long: Path, forms: Forms, tmp_path: Path) -> None:
    kept = Backups(tmp_path / "备份", forms)
    opened = document.open(long, forms, kept)
    opened.pack()
    assert opened.shelf is not None
    (backup,) = opened.shelf.list()
    assert version(backup.path) == 1
    assert kept.read(backup).steps == 2300
    opened.close()
    assert version(long) == 2


def test_pack__no_backup_can_be_made__the_file_stays_in_its_format(long: Path, forms: Forms, tmp_path: Path) -> None:
    (tmp_path / "备份").write_bytes(b"")  # a file where the folder should be
    opened = document.open(long, forms, Backups(tmp_path / "备份", forms))
    opened.pack()
    opened.close()
    assert version(long) == 1


def test_pack__history_altered_by_another_program__stays_and_the_report_is_still_read(
    long: Path, forms: Forms, alter: Alter
) -> None:
    alter(long, "UPDATE step SET label = '' WHERE seq = 7")
    before = reader.read(long, forms)
    opened = document.open(long, forms)
    opened.pack()
    opened.close()
    assert reader.read(long, forms) == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE pack SET steps = x'00' WHERE last = 1000",
        "UPDATE pack SET steps = (SELECT steps FROM pack WHERE last = 1000) WHERE last = 2000",
        "UPDATE pack SET digest = zeroblob(32) WHERE last = 1000",
        "DELETE FROM pack WHERE last = 1000",
        "INSERT INTO pack SELECT 5000, digest, steps FROM pack WHERE last = 1000",
    ],
)
def test_history__pack_altered_by_another_program__damaged_and_the_report_is_still_read(
    long: Path, forms: Forms, alter: Alter, statement: str
) -> None:
    opened = document.open(long, forms)
    opened.pack()
    opened.close()
    before = reader.read(long, forms)
    alter(long, statement)
    assert reader.read(long, forms) == before
    if "5000" in statement:
        with pytest.raises(Damaged):
            document.open(long, forms)
        return
    again = document.open(long, forms)
    with pytest.raises(Damaged):
        again.history()
    again.close()


def version(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")
