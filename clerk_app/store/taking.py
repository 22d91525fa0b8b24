"""A step put into the file by one statement.

Python lets go of its lock for each statement and waits to have it back, half a millisecond when the window computes;
with one statement for all the disk's work and the window's go on side by side. The statement adds a row to a view; its
trigger writes what has to be written. Both are the connection's own (TEMP) and never in the file.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping

from clerk_app.report.fields import to_text
from clerk_app.store.steps import Step

ROW_LIMIT = 4 * 2**20  # bytes; the longest passage taken out and in again has 1.6 MB
STEP_LIMIT = 32 * 2**20  # bytes of one step: every text taken out and in again has 15 MB
_json = json.JSONEncoder(ensure_ascii=False).encode
_TAKING = (
    "PRAGMA temp_store = MEMORY",
    """CREATE TEMP VIEW taken AS
       SELECT 0 AS seq, '' AS at, '' AS act, '' AS label, x'' AS chain, '' AS texts, '' AS changes, '' AS digest""",
    """CREATE TEMP TRIGGER taking INSTEAD OF INSERT ON taken BEGIN
       SELECT begun();
       DELETE FROM value WHERE path IN (SELECT key FROM json_each(new.texts) WHERE type = 'null');
       INSERT OR REPLACE INTO value SELECT key, value FROM json_each(new.texts) WHERE type = 'text';
       INSERT INTO step VALUES (new.seq, new.at, new.act, new.label, new.chain);
       INSERT INTO change SELECT new.seq, key + 1, json_extract(value, '$[0]'), json_extract(value, '$[1]'),
           json_extract(value, '$[2]'), json_extract(value, '$[3]') FROM json_each(new.changes);
       UPDATE about SET value = new.digest WHERE name = 'digest';
       END""",
)


def prepare(connection: sqlite3.Connection) -> None:
    """For `take`: a view and its trigger that are this connection's own, not the file's. Raises sqlite3.Error."""
    when_begun(connection, lambda: None)
    for statement in _TAKING:
        connection.execute(statement)


def when_begun(connection: sqlite3.Connection, call: Callable[[], None]) -> None:
    """Has `call` called when `take` needs Python's lock no more before the step is in the file: sqlite3 lets go of it
    for a moment before, and who then took it would have the disk wait. Raises sqlite3.Error."""
    connection.create_function("begun", 0, call)


def take(
    connection: sqlite3.Connection, step: Step, last_step: bytes, texts: Mapping[str, str | None], digest: str
) -> None:
    """Adds the step to the history, sets the texts (None: none), and the digest of the state: a transaction of its own,
    or a part of the caller's. Raises sqlite3.Error."""
    changes = [
        [e.path, e.at, *(None if v is None else to_text(v) for v in (e.before, e.after))] for e in step.changeset.edits
    ]
    data = [_json(part) for part in (texts, changes)]
    long = sum(map(len, data)) > ROW_LIMIT // 4  # characters, of four bytes at most; each row stays within its limit
    if long:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, STEP_LIMIT)
    try:
        connection.execute(
            "INSERT INTO taken VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (step.seq, step.at, step.act, step.changeset.label, last_step, *data, digest),
        )
    finally:
        if long:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, ROW_LIMIT)
