import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from clerk_app.form.edition import Edition
from clerk_app.store import layout, reader
from clerk_app.store.layout import APPLICATION_ID, FORMAT, FORMAT_2, SCHEMAS, migrated
from clerk_app.store.refusals import Damaged


@pytest.mark.parametrize("version", SCHEMAS)
def test_migrated__from_nothing__makes_exactly_the_schema_that_the_reader_accepts(version: int) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        migrated(made, version)
        found = [sql for (sql,) in made.execute("SELECT sql FROM sqlite_schema")]
        assert sorted(found) == sorted(SCHEMAS[version])
        assert made.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert made.execute("PRAGMA user_version").fetchone() == (version,)


def test_migrated__twice__changes_nothing() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        migrated(made)
        before = made.serialize()
        migrated(made)
        assert made.serialize() == before


def test_migrated__a_newer_one__stays_as_it_is() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        migrated(made)
        before = made.serialize()
        migrated(made, 1)
        assert made.serialize() == before


def test_migrated__fails_on_the_way__is_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        migrated(made, 1)
        before = made.serialize()
        monkeypatch.setattr(layout, "FORMAT_2", (*FORMAT_2, "NO STATEMENT"))
        with pytest.raises(sqlite3.Error):
            migrated(made)
        assert made.serialize() == before


def test_schemas__every_format_up_to_now__is_known() -> None:
    assert sorted(SCHEMAS) == list(range(1, FORMAT + 1))


def test_read__number_of_a_format_and_tables_of_another__says_both(
    saved: Path, forms: dict[str, Edition], alter: Callable[[Path, str], None]
) -> None:
    alter(saved, "PRAGMA user_version = 2")
    with pytest.raises(Damaged, match="编号与内容不一致：编号是文件格式 2，里面的表是格式 1 的"):
        reader.read(saved, forms)
