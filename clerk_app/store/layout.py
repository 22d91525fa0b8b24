"""What a .zfnb file looks like inside: a SQLite database that any browser of such files shows legibly.

`value` is the report: the path of a field and its value as text; a blank field has no row. `step` and `change` are
the history, only ever added to. `about` says edition, time of creation and the digest of the committed state.
From format 2 on `pack` holds the steps before a seal in one piece, each row up to the step `last` (`store.packs`).

A file has the lowest format that can say what is in it: 1, until a history is packed. So a report that is handed out
opens with the oldest program.
"""

import sqlite3

APPLICATION_ID = 0x5A464E42  # "ZFNB"
FORMAT = 2  # the newest that is known here
MAGIC = b"SQLite format 3\0"

# The migration tool's own table, in our words: its words may change with its version, and a reader accepts only
# the schema it knows, to the letter.
BOOKKEEPING = (
    """CREATE TABLE _sqlite_migrations (
   id INTEGER PRIMARY KEY,
   migration_set TEXT,
   name TEXT,
   applied_at TEXT
) STRICT""",
    "CREATE UNIQUE INDEX migration_name ON _sqlite_migrations (migration_set, name)",
)
FORMAT_1 = (
    """CREATE TABLE about (
   name TEXT PRIMARY KEY,
   value TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE value (
   path TEXT PRIMARY KEY,
   value TEXT NOT NULL
) STRICT, WITHOUT ROWID""",
    """CREATE TABLE step (
   seq INTEGER PRIMARY KEY,
   at TEXT NOT NULL,
   act TEXT NOT NULL CHECK (act IN ('do', 'undo', 'redo')),
   label TEXT NOT NULL,
   digest BLOB NOT NULL
) STRICT""",
    """CREATE TABLE change (
   step INTEGER NOT NULL,
   no INTEGER NOT NULL,
   path TEXT NOT NULL,
   at INTEGER,
   before TEXT,
   after TEXT,
   PRIMARY KEY (step, no)
) STRICT, WITHOUT ROWID""",
)
FORMAT_2 = (
    """CREATE TABLE pack (
   last INTEGER PRIMARY KEY,
   digest BLOB NOT NULL,
   steps BLOB NOT NULL
) STRICT""",
)
SCHEMAS = {
    1: frozenset((*BOOKKEEPING, *FORMAT_1)),
    2: frozenset((*BOOKKEEPING, *FORMAT_1, *FORMAT_2)),
}


def migrated(connection: sqlite3.Connection, to: int = FORMAT) -> None:
    """Brings an empty or older database to the format `to`, each version in one transaction; a newer one stays as it
    is. Raises sqlite3.Error."""
    # Imported late: 60 ms that reading does not need.
    from sqlite_utils import Database, Migrations

    migrations = Migrations("zfnb")

    @migrations()
    def format_1(db: Database) -> None:  # pyright: ignore[reportUnusedFunction]
        for statement in (*FORMAT_1, f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 1"):
            db.conn.execute(statement)

    @migrations()
    def format_2(db: Database) -> None:  # pyright: ignore[reportUnusedFunction]
        for statement in (*FORMAT_2, "PRAGMA user_version = 2"):
            db.conn.execute(statement)

    db = Database(connection, execute_plugins=False, recursive_triggers=False)
    if not db[Migrations.migrations_table].exists():
        with db.atomic():
            for statement in BOOKKEEPING:
                connection.execute(statement)
    ((now,),) = connection.execute("PRAGMA user_version").fetchall()
    for version in range(now + 1, to + 1):
        migrations.apply(db, stop_before=f"format_{version + 1}")
