import sqlite3
from contextlib import closing

from clerk_app.store.layout import APPLICATION_ID, FORMAT, SCHEMAS, migrated


def test_migrated__from_nothing__makes_exactly_the_schema_that_the_reader_accepts() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        migrated(made)
        found = [sql for (sql,) in made.execute("SELECT sql FROM sqlite_schema")]
        assert sorted(found) == sorted(SCHEMAS[FORMAT])
        assert made.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert made.execute("PRAGMA user_version").fetchone() == (FORMAT,)


def test_migrated__twice__changes_nothing() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        migrated(made)
        before = made.serialize()
        migrated(made)
        assert made.serialize() == before


def test_schemas__every_format_up_to_now__is_known() -> None:
    assert sorted(SCHEMAS) == list(range(1, FORMAT + 1))
