import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from clerk_app.report.fields import Value
from clerk_app.report.model import Changeset, Report
from clerk_app.store import rows
from clerk_app.store.rows import State
from clerk_app.store.steps import Step

AT = "2026-01-05T09:00:00+08:00"
BARE = State("2021", AT, AT, {"unit": "青石镇人民政府", "year": "2025"})


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """To a report without a history, open as the writer has it."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.deserialize(rows.image(BARE))
        rows.guard(made)
        rows.unguard(made)
        yield made


def first(report: Report, wanted: dict[str, Value | None]) -> tuple[Step, State]:
    changeset = Changeset(report.edits_to(wanted), "填写")
    step = Step(1, AT, "do", changeset)
    return step, BARE.after(step, report.apply(changeset).values)


def test_take__a_step__is_a_transaction_of_its_own_and_leaves_nothing_of_its_own_in_the_file(
    connection: sqlite3.Connection, report: Report
) -> None:
    step, after = first(report, {"t3/new/natural": 5, "overview": '引号"与\\和 {"a": null}。'})
    asked: list[str] = []
    connection.set_trace_callback(asked.append)
    rows.write(connection, after, step)
    connection.set_trace_callback(None)
    assert len(set(asked)) == 1  # told once more for each statement of the trigger
    assert not connection.in_transaction
    assert rows.load(connection, Path("甲.zfnb")) == after
    assert b"taken" not in connection.serialize()


def test_take__refused_at_its_last_row__leaves_all_as_it_was(connection: sqlite3.Connection, report: Report) -> None:
    step, after = first(report, {"t3/new/natural": 5})
    with pytest.raises(sqlite3.IntegrityError):
        rows.write(connection, after, step._replace(act="other"))  # type: ignore[arg-type]
    assert not connection.in_transaction
    assert rows.load(connection, Path("甲.zfnb")) == BARE
    rows.write(connection, after, step)
    assert rows.load(connection, Path("甲.zfnb")) == after


def test_take__every_text_as_long_as_it_may_be_taken_out_and_in_again__one_step(
    connection: sqlite3.Connection, report: Report
) -> None:
    full: dict[str, Value | None] = dict.fromkeys(report.edition.passages, "𠮷" * 200_000)
    other: dict[str, Value | None] = dict.fromkeys(report.edition.passages, "𠀀" * 200_000)
    state, after = BARE, report
    for seq, wanted in enumerate((full, other), 1):
        changeset = Changeset(after.edits_to(wanted), "填写")
        after = after.apply(changeset)
        step = Step(seq, AT, "do", changeset)
        state = state.after(step, after.values)
        rows.write(connection, state, step)
    assert connection.execute("SELECT path, value FROM value").fetchall() == sorted(state.texts.items())
    assert connection.execute("SELECT count(*), max(length(before)) FROM change").fetchone() == (
        2 * len(full),
        200_000,
    )
