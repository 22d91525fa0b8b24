import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.form.edition import Edition
from clerk_app.report.model import Changeset, Edit, Report, splice
from clerk_app.store import rows, taking
from clerk_app.store.refusals import Damaged
from clerk_app.store.rows import State
from clerk_app.store.steps import Step

AT = "2026-01-05T09:00:00+08:00"
HERE = Path("甲.zfnb")


def memory(data: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(data)
    rows.guard(connection)
    return connection


@pytest.fixture
def bare() -> State:
    return State("2021", AT, AT, {"unit": "青石镇人民政府", "year": "2025"})


def typed(report: Report, *texts: str) -> list[tuple[Step, Report]]:
    result: list[tuple[Step, Report]] = []
    for seq, text in enumerate(texts, 1):
        changeset = Changeset((splice("overview", report.text("overview"), text),), "输入")
        report = report.apply(changeset)
        result.append((Step(seq, AT, "do", changeset), report))
    return result


def test_image__values_and_steps__come_back_as_they_were(bare: State, report: Report, form: Edition) -> None:
    state = bare
    steps: list[Step] = []
    for step, after in typed(report, "公开", "公开\n", "主动公开"):
        state = state.after(step, after.values)
        steps.append(step)
    with closing(memory(rows.image(state, steps))) as connection:
        found = rows.load(connection, HERE)
        assert found == state
        assert rows.steps(connection, HERE, found, form, 100) == steps
        assert rows.steps(connection, HERE, found, form, 2) == steps[1:]


def test_write__one_step_at_a_time__same_as_written_at_once(bare: State, report: Report) -> None:
    with closing(memory(rows.image(bare))) as connection:
        taking.prepare(connection)
        state = bare
        for step, after in typed(report, "公开", "", "主动公开"):
            now = state.after(step, after.values)
            rows.write(connection, now, step)
            state = now
            assert rows.load(connection, HERE) == state


@given(st.lists(st.dictionaries(st.sampled_from("乙 t4 t3/new/natural a preface".split()), st.none() | st.text())))
def test_after__any_steps__the_digest_is_that_of_the_values_from_scratch(wanted: list[dict[str, str | None]]) -> None:
    state, values = State("2021", AT, AT, {"unit": "青石镇人民政府", "a": "1"}), {"unit": "青石镇人民政府", "a": "1"}
    for seq, some in enumerate(wanted, 1):
        edits = [Edit(path, values.get(path), text) for path, text in some.items()]
        values |= some
        present = {path: text for path, text in values.items() if text is not None}
        state = state.after(Step(seq, AT, "do", Changeset(tuple(edits), "")), present)
        assert state.texts == present
        assert list(state.entries) == sorted(present)
        assert state.digest == State(*state).digest


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE value SET value = '青山镇人民政府' WHERE path = 'unit'",
        "DELETE FROM value WHERE path = 'unit'",
        "INSERT INTO value VALUES ('t3/new/natural', '5')",
        "UPDATE about SET value = '2019' WHERE name = 'edition'",
        "UPDATE about SET value = '2020-01-01T00:00:00+08:00' WHERE name = 'created_at'",
        "UPDATE step SET digest = zeroblob(32) WHERE seq = 2",
        "DELETE FROM step WHERE seq = 2",
        "DELETE FROM about WHERE name = 'digest'",
        "INSERT INTO about VALUES ('more', '')",
        "CREATE TABLE more (a)",
        "CREATE VIEW more AS SELECT * FROM value",
        "CREATE TRIGGER more AFTER INSERT ON value BEGIN DELETE FROM value; END",
        "DROP TABLE change",
        "DROP INDEX migration_name",
    ],
)
def test_load__changed_by_another_program__damaged(bare: State, report: Report, statement: str) -> None:
    first, second = typed(report, "公开", "主动公开")
    with closing(memory(rows.image(bare.after(second[0], second[1].values), [first[0], second[0]]))) as connection:
        rows.load(connection, HERE)
        connection.execute(statement)
        with pytest.raises(Damaged):
            rows.load(connection, HERE)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE step SET at = '2020-01-01T00:00:00+08:00' WHERE seq = 1",
        "UPDATE step SET label = '' WHERE seq = 2",
        "UPDATE change SET after = '错误' WHERE step = 1",
        "UPDATE change SET at = NULL WHERE step = 1",
        "DELETE FROM change WHERE step = 1",
        "DELETE FROM step WHERE seq = 1",
        "INSERT INTO change VALUES (1, 2, 'overview', 0, '', '')",
        "UPDATE change SET path = 'nothing', at = NULL WHERE step = 2",
    ],
)
def test_steps__changed_by_another_program__damaged(bare: State, report: Report, form: Edition, statement: str) -> None:
    first, second = typed(report, "公开", "主动公开")
    with closing(memory(rows.image(bare.after(second[0], second[1].values), [first[0], second[0]]))) as connection:
        connection.execute(statement)
        state = rows.load(connection, HERE)
        with pytest.raises(Damaged):
            rows.steps(connection, HERE, state, form, 100)


def test_steps__very_long_texts__as_many_whole_steps_as_fit(bare: State, report: Report, form: Edition) -> None:
    texts = [c * 190_000 for c in "一二三四五六七八九十百千万"]
    state, steps = bare, []
    for step, after in typed(report, *texts):
        state = state.after(step, after.values)
        steps.append(step)
    with closing(memory(rows.image(state, steps))) as connection:
        found = rows.steps(connection, HERE, rows.load(connection, HERE), form, 100)
        assert 10 < len(found) < len(steps)
        assert found == steps[-len(found) :]
