import sqlite3
from contextlib import closing

import pytest

from clerk_app.store import layout
from clerk_app.store.layout import APPLICATION_ID, FORMAT, FORMAT_2, SCHEMAS, migrated


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
