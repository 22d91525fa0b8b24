"""The memory of a collection: what was found in each file, on the disk, so that a thousand files cost no more memory
than ten and an unchanged file is not read again. It can be deleted at any time: it is made anew."""

import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, NamedTuple, Self

from clerk_app.errors import KnownError
from clerk_app.form.initials import by_sound, initials

_VERSION = 6
KEPT = 50_000  # files that are remembered when they are not of this run


class Row(NamedTuple):
    """What was found in one file. `kind` is `counted` when nothing speaks against adding it up. `mark`: by what it is
    known to be unchanged; `unit_key`, `full_key`: the unit's name folded for comparing, without and with the place
    above it; `open`: warnings without a reason; `reason`: why it was opened again before this revision; `figures`,
    `findings`, `sections`: the caller's own. `pending`: its texts have still to be read; `content`: by what another
    file is known to say the same, empty when nothing does."""

    path: bytes
    mark: str
    kind: str
    words: str
    unit: str = ""
    unit_key: str = ""
    full_key: str = ""
    year: int = 0
    edition: str = ""
    level: str = ""
    parent: str = ""
    revision: int = 0
    code: str = ""
    errors: int = 0
    warnings: int = 0
    open: int = 0
    reason: str = ""
    figures: bytes = b""
    findings: str = "[]"
    sections: str = "{}"
    pending: int = 0
    content: str = ""


_LISTED = ", ".join(f"file.{name}" for name in Row._fields)
# The index has all that decides what becomes of a file, without its figures and findings.
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS file ({", ".join(Row._fields)}, PRIMARY KEY (path)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS brief ON file (path, mark, kind, unit_key, full_key, year, edition, level, parent, pending);
CREATE INDEX IF NOT EXISTS content ON file (content) WHERE content <> '' AND NOT pending;
CREATE INDEX IF NOT EXISTS unit ON file (unit_key, year);
CREATE TEMP TABLE here (no INTEGER PRIMARY KEY, path BLOB UNIQUE, state TEXT NOT NULL DEFAULT '', words TEXT);
CREATE TEMP TABLE due (no INTEGER PRIMARY KEY, unit TEXT, key TEXT UNIQUE, here INTEGER NOT NULL DEFAULT 0);
"""
# What can be listed: the files of this run, and under negative numbers the units of the roster that are not here.
_LINES = """
SELECT no, state, unit, revision, errors, warnings, open, coalesce(here.words, file.words) AS words, path
FROM here JOIN file USING (path)
UNION ALL SELECT -no, 'missing', unit, 0, 0, 0, 0, '', '' FROM due WHERE NOT here
"""
_ORDERS = {
    "unit": "by_sound(unit)",
    "revision": "revision",
    "errors": "errors",
    "warnings": "open, warnings",
    "words": "by_sound(words)",
    "found": "no < 0, abs(no)",
}
Order = Literal["state", "unit", "revision", "errors", "warnings", "words", "found"]


class Spool:
    """The files of this run (`here`, in their order) and all files ever seen with these rules."""

    def __init__(self, path: Path | None, rules: str) -> None:
        """`path` None: nothing outlives this object. `rules`: what findings depend on; another one forgets all."""
        self._db = self._opened(path, rules)

    def _opened(self, path: Path | None, rules: str) -> sqlite3.Connection:
        name = f"{_VERSION} {rules}"
        if path is None:
            return _prepared("", name)  # a temporary file that the system removes
        for _ in range(2):
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                return _prepared(str(path), name)
            except OSError:
                break
            except sqlite3.Error as e:
                if getattr(e, "sqlite_errorname", "") == "SQLITE_BUSY":
                    break  # another window is at it
                with suppress(OSError):
                    path.unlink()
        return _prepared("", name)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: BaseException | None, *_: object) -> None:
        if isinstance(error, sqlite3.Error):
            self._db.close()
            raise KnownError("汇总时的临时数据写不进磁盘，可能是磁盘已满：请腾出空间后再汇总一次。") from error
        with suppress(sqlite3.Error):
            self._db.execute(
                "DELETE FROM file WHERE (SELECT count(*) FROM file) > ? AND path NOT IN (SELECT path FROM here)",
                (KEPT,),
            )
        self._db.close()

    # ---- the files of this run

    def add(self, paths: Iterable[bytes]) -> None:
        """Each once, in the order given."""
        self._db.executemany("INSERT OR IGNORE INTO here (path) VALUES (?)", ((p,) for p in paths))

    def count(self) -> int:
        return self._one("SELECT count(*) FROM here")

    def here(self, start: int, number: int) -> list[tuple[bytes, str]]:
        """So many paths from `start` (0 …), each with the mark it was last seen with, empty if never."""
        query = (
            "SELECT here.path, coalesce(mark, '') FROM here LEFT JOIN file USING (path) ORDER BY no LIMIT ? OFFSET ?"
        )
        return self._db.execute(query, (number, start)).fetchall()

    def put(self, rows: Iterable[Row]) -> None:
        """Kept for good at once: what was read is not lost when the run is cancelled."""
        marks = ", ".join("?" * len(Row._fields))
        self._db.execute("BEGIN")
        try:
            for row in rows:
                # What stood in the file before is kept under another name, for comparing.
                had = self._db.execute("SELECT code FROM file WHERE path = ?", (row.path,)).fetchone()
                if had and had[0] not in ("", row.code):
                    kept = (row.path + b"\0" + had[0].encode(), row.path)
                    self._db.execute("UPDATE OR REPLACE file SET path = ?, mark = '' WHERE path = ?", kept)
                self._db.execute(f"INSERT OR REPLACE INTO file VALUES ({marks})", row)  # noqa: S608
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def pending(self) -> list[bytes]:
        """The files whose texts have still to be read, in order."""
        query = "SELECT path FROM here JOIN file USING (path) WHERE pending ORDER BY no"
        return [path for (path,) in self._db.execute(query)]

    def findings_of(self, content: str) -> str | None:
        """The findings of a file that says the same and has been read whole, now or in an earlier run."""
        query = "SELECT findings FROM file WHERE content = ? AND content <> '' AND NOT pending LIMIT 1"
        found = self._db.execute(query, (content,)).fetchone()
        return found[0] if found else None

    # ---- what becomes of each

    def years(self) -> list[tuple[int, str, int]]:
        """Year, edition and number of the reports that may be counted, the most frequent first."""
        query = """SELECT year, edition, count(*) FROM here JOIN file USING (path) WHERE kind = 'counted'
                   GROUP BY year, edition ORDER BY count(DISTINCT unit_key) DESC, year DESC, edition DESC"""
        return self._db.execute(query).fetchall()

    def reset(self) -> None:
        """Every file in the state in which it was found; `unread` where the run was cancelled before it."""
        kind = "coalesce((SELECT kind FROM file WHERE file.path = here.path), 'unread')"
        self._db.execute(f"UPDATE here SET words = NULL, state = {kind}")  # noqa: S608

    def set_aside_others(self, year: int, edition: str) -> None:
        """State `other`: reports of another year or edition."""
        self._db.execute(
            "UPDATE here SET state = 'other' WHERE state = 'counted' AND NOT EXISTS"
            " (SELECT 1 FROM file WHERE file.path = here.path AND year = ? AND edition = ?)",
            (year, edition),
        )

    def repeated(self, key: Literal["unit_key", "full_key"]) -> list[list[Row]]:
        """The reports of each unit that has more than one that may be counted."""
        twice = f"""SELECT {key} FROM here JOIN file USING (path) WHERE state = 'counted'
                   GROUP BY {key} HAVING count(*) > 1"""  # noqa: S608
        query = f"SELECT {_LISTED} FROM here JOIN file USING (path) WHERE state = 'counted' AND {key} = ? ORDER BY no"  # noqa: S608
        return [[Row(*r) for r in self._db.execute(query, found)] for found in self._db.execute(twice).fetchall()]

    def set_state(self, path: bytes, state: str, words: str) -> None:
        self._db.execute("UPDATE here SET state = ?, words = ? WHERE path = ?", (state, words, path))

    def rows(self, *states: str) -> Iterator[tuple[str, str, Row]]:
        """State, words and what was found, in order; only those in `states` when any are named."""
        some = f"WHERE state IN ({', '.join('?' * len(states))})" if states else ""
        columns = f"state, coalesce(here.words, file.words), {_LISTED}"
        query = f"SELECT {columns} FROM here JOIN file USING (path) {some} ORDER BY no"  # noqa: S608
        for state, words, *row in self._db.execute(query, states):
            yield state, words, Row(*row)

    def figures(self, state: str) -> Iterator[tuple[str, bytes]]:
        """Unit and figures of the files in a state, in order."""
        return iter(
            self._db.execute(
                "SELECT unit, figures FROM here JOIN file USING (path) WHERE state = ? ORDER BY no", (state,)
            )
        )

    # ---- the roster

    def expect(self, units: Iterable[tuple[str, str]]) -> None:
        """The units that have to hand in, each with its name folded for comparing; instead of those before."""
        self._db.execute("DELETE FROM due")
        self._db.executemany("INSERT OR IGNORE INTO due (unit, key) VALUES (?, ?)", units)

    def compare_with_roster(self, *states: str) -> None:
        """Which of the roster's units are here with a file in one of these states, under either name."""
        some = f"FROM here JOIN file USING (path) WHERE state IN ({', '.join('?' * len(states))})"
        query = f"UPDATE due SET here = key IN (SELECT unit_key {some} UNION SELECT full_key {some})"  # noqa: S608
        self._db.execute(query, (*states, *states))

    def missing(self) -> list[str]:
        """The units of the roster that are not here, in its order."""
        return [unit for (unit,) in self._db.execute("SELECT unit FROM due WHERE NOT here ORDER BY no")]

    def expected(self) -> int:
        return self._one("SELECT count(*) FROM due")

    def unlisted(self) -> list[tuple[bytes, str]]:
        """The files that count and whose unit is not on the roster: path and words; none without a roster."""
        query = """SELECT path, coalesce(here.words, file.words) FROM here JOIN file USING (path)
                   WHERE state = 'counted' AND EXISTS (SELECT 1 FROM due)
                   AND unit_key NOT IN (SELECT key FROM due) AND full_key NOT IN (SELECT key FROM due)"""
        return self._db.execute(query).fetchall()

    # ---- looking at it

    def lines(
        self, order: Order, ranks: Sequence[str], states: Sequence[str], text: str = "", *, descending: bool = False
    ) -> "array[int]":
        """The numbers of the lines (see `line`) in `states`, all when empty, in which `text` occurs (or its initials in
        the unit's name). `ranks`: the states in their order, by which lines that are equal in `order` are sorted."""
        rank = f"CASE state {' '.join(f'WHEN ? THEN {i}' for i in range(len(ranks)))} END"
        some = f"state IN ({', '.join('?' * len(states))})" if states else "1"
        way = " DESC" if descending else ""
        keys = [f"{key}{way}" for key in _ORDERS[order].split(", ")] if order != "state" else []
        by = ", ".join([*keys, f"{rank}{way if order == 'state' else ''}", "open DESC", "no < 0", "abs(no)"])
        found = "AND matches(unit, words, path, ?)" if text else ""
        query = f"SELECT no FROM ({_LINES}) WHERE {some} {found} ORDER BY {by}"  # noqa: S608
        given = (*states, *([text] if text else []), *ranks)
        return array("q", (no for (no,) in self._db.execute(query, given)))

    def line(self, no: int) -> tuple[str, str, Row]:
        """State, words and what was found under a number of `lines`; of a unit that is missing only its name."""
        if no < 0:
            (unit,) = self._db.execute("SELECT unit FROM due WHERE no = ?", (-no,)).fetchone()
            return "missing", "", Row(b"", "", "missing", "", unit)
        query = f"SELECT state, coalesce(here.words, file.words), {_LISTED} FROM here JOIN file USING (path)"  # noqa: S608
        state, words, *row = self._db.execute(f"{query} WHERE no = ?", (no,)).fetchone()
        return state, words, Row(*row)

    def number(self, path: bytes, unit: str) -> int:
        """The number of a file's line, or for no path of that of a unit that is missing; 0 when there is none."""
        query = "SELECT no FROM here WHERE path = ?" if path else "SELECT -no FROM due WHERE unit = ? AND NOT here"
        found = self._db.execute(query, (path or unit,)).fetchone()
        return found[0] if found else 0

    def others(self, row: Row) -> list[Row]:
        """Other reports of the same unit and year, of this run or remembered from an earlier one."""
        query = f"""SELECT {_LISTED} FROM file WHERE unit_key = ? AND year = ? AND edition = ?
                    AND (parent = '' OR ? IN ('', parent)) AND code NOT IN ('', ?) ORDER BY revision DESC, path"""  # noqa: S608
        return [Row(*r) for r in self._db.execute(query, (row.unit_key, row.year, row.edition, row.parent, row.code))]

    def values(self, column: str, state: str) -> list[Any]:
        """The different values of a column of Row among the files in `state`."""
        assert column in Row._fields
        query = f"SELECT DISTINCT {column} FROM here JOIN file USING (path) WHERE state = ? ORDER BY 1"  # noqa: S608
        return [value for (value,) in self._db.execute(query, (state,))]

    def states(self) -> dict[str, int]:
        """How many files are in each state."""
        return dict(self._db.execute("SELECT state, count(*) FROM here GROUP BY state").fetchall())

    def _one(self, query: str) -> Any:
        return self._db.execute(query).fetchone()[0]


def _prepared(name: str, version: str) -> sqlite3.Connection:
    # Read from one thread at a time; the window makes a collection in a thread and lists it in another.
    connection = sqlite3.connect(name, isolation_level=None, timeout=0, check_same_thread=False)
    try:
        connection.execute("PRAGMA synchronous = OFF")  # a cache: a power cut costs reading again
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("CREATE TABLE IF NOT EXISTS version (name TEXT)")
        if connection.execute("SELECT name FROM version").fetchall() != [(version,)]:
            connection.executescript("DROP TABLE IF EXISTS file; DELETE FROM version")
            connection.execute("INSERT INTO version VALUES (?)", (version,))
        connection.execute("PRAGMA temp_store = FILE")
        connection.executescript(_SCHEMA)
        connection.create_function("by_sound", 1, by_sound, deterministic=True)
        connection.create_function("matches", 4, _matches, deterministic=True)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _matches(unit: str, words: str, path: bytes | str, text: str) -> bool:
    """Whether a text that somebody looks for occurs in a line: hsz finds 花山镇 too."""
    wanted = text.strip().lower()
    name = path.decode("utf-8", "replace") if isinstance(path, bytes) else path
    spelt = wanted.isascii() and wanted.isalpha() and wanted in initials(unit)
    return spelt or any(wanted in where.lower() for where in (unit, words, name))
