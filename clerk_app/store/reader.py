"""The guarded reader: a report as it was last saved, from any file, which is neither locked nor touched."""

import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from clerk_app.form.edition import Edition
from clerk_app.report.fields import Refused, from_text
from clerk_app.report.model import Report, empty
from clerk_app.store import files, rows
from clerk_app.store.journal import fits, is_hot, rolled_back
from clerk_app.store.refusals import Damaged, FileRefused, NotAReport, Renamed, StrayJournal

T = TypeVar("T")
ASKED = 10  # journals under other names
PATIENCE, PAUSE = 2.0, 0.01  # seconds


class Stored(NamedTuple):
    """A report as a file has it. `steps` is the length of its history; times are ISO 8601 with offset."""

    report: Report
    steps: int
    created_at: str
    changed_at: str


def read(path: Path, editions: Mapping[str, Edition]) -> Stored:
    """The report in `path`, also while another process writes. Raises FileRefused."""
    return _patiently(path, lambda state: stored(state, path, editions))


def state(path: Path) -> rows.State:
    """As `read`, but the rows as they are. Raises FileRefused."""
    return _patiently(path, lambda state: state)


def glimpse(path: Path, editions: Mapping[str, Edition]) -> tuple[Stored, int]:
    """Of a file of a newer format what this program knows, and how many values it does not. Raises FileRefused."""
    return _glimpse(path, *files.snapshot(path), editions)


def _glimpse(path: Path, data: bytes, journal: bytes, editions: Mapping[str, Edition]) -> tuple[Stored, int]:
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.deserialize(rolled_back(data, journal))
            rows.guard(connection)
            state = rows.glimpse(connection, path)
    except (sqlite3.Error, MemoryError, UnicodeError) as e:
        raise Damaged(path, rows.damage(e)) from None
    edition = editions.get(state.edition)
    known: dict[str, str] = {}
    for name, text in state.texts.items():
        with suppress(Refused):
            if edition is not None:
                from_text(edition, name, text)
                known[name] = text
    return stored(state._replace(texts=known), path, editions), len(state.texts) - len(known)


def _patiently(path: Path, use: Callable[[rows.State], T]) -> T:
    before = None
    end = time.monotonic() + PATIENCE
    while True:
        now = files.snapshot(path)
        try:
            return _read(path, *now, use)
        except (Damaged, StrayJournal):
            # Bytes that were read while somebody wrote them are no state that was ever committed: the digest tells.
            # Damage is spoken of when nothing has moved since.
            if now == before:
                if renamed := renamed_from(path, now[0]):
                    raise Renamed(path, renamed) from None
                raise
            if time.monotonic() > end:
                raise FileRefused(path, "正在不停地写入，暂时读不了：请稍后再试。") from None
        before = now
        time.sleep(PAUSE)


def renamed_from(path: Path, data: bytes) -> Path | None:
    """The journal that makes the damaged `data` whole, left beside it under another name."""
    with suppress(OSError):
        for journal in islice(path.resolve().parent.glob("*-journal"), ASKED):  # a folder may be full of them
            with suppress(FileRefused):
                if files.hot(other := journal.with_name(journal.name.removesuffix("-journal"))):
                    taken_back = files.beginning(journal, 2 * len(data) + 2**16)  # its own is no longer
                    if (
                        other != path.resolve()
                        and fits(data, taken_back)
                        and _sound(path, rolled_back(data, taken_back))
                    ):
                        return journal
    return None


def _read(path: Path, data: bytes, journal: bytes, use: Callable[[rows.State], T]) -> T:
    hot = is_hot(journal)
    rows.check_header(path, data[:100], None if hot else len(data))
    try:
        if hot and not fits(data, journal):
            raise Damaged(path, "恢复记录不是它的")
        state = _state(path, rolled_back(data, journal))
    except (Damaged, NotAReport):
        if hot and _sound(path, data):
            raise StrayJournal(path, files.journal_of(path)) from None
        raise
    return use(state)


def _state(path: Path, data: bytes) -> rows.State:
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.deserialize(data)
            rows.guard(connection)
            return rows.load(connection, path)
    except (sqlite3.Error, MemoryError, UnicodeError) as e:
        raise Damaged(path, rows.damage(e)) from None


def _sound(path: Path, data: bytes) -> bool:
    try:
        _state(path, data)
    except FileRefused:
        return False
    return True


def stored(state: rows.State, path: Path, editions: Mapping[str, Edition]) -> Stored:
    """Raises FileRefused: an edition not known here, a value that its field cannot hold."""
    edition = editions.get(state.edition)
    if edition is None:
        raise FileRefused(path, f"用的是“{state.edition[:20]}”年的格式，本程序还不认识：请更新本程序后再打开。")
    try:
        report = empty(edition, rows.values(edition, state))
        if report.values.get("year") is None:
            raise Refused("没有年度")
    except Refused as e:
        raise Damaged(path, str(e).rstrip("。")) from None
    return Stored(report, state.seq, state.created_at, state.changed_at)
