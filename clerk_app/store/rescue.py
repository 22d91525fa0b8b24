"""What can still be read in a damaged file, as a new report: every value as its field takes it, and what was lost."""

import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path

from clerk_app.form.edition import Edition, edition_for
from clerk_app.report.fields import SEAL, Refused, Value, from_text, to_text
from clerk_app.report.model import Report, empty
from clerk_app.store import files, pages, rows
from clerk_app.store.backups import write_checked
from clerk_app.store.journal import rolled_back
from clerk_app.store.refusals import FileRefused

ABOUT = {"edition", "created_at", "digest"}  # names beside the values
ROWS, SECONDS = 50_000, 1.0  # that are looked at, and of computing; a report of a year has some thousand rows


@dataclass(frozen=True)
class Rescued:
    """`lost`: paths of which is known that they had a value and not which; `doubtful`: those whose value is not what
    the history says. What left no trace at all is blank in `report`."""

    report: Report
    lost: tuple[str, ...]
    doubtful: tuple[str, ...]

    @property
    def cells(self) -> int:
        return len(self.report.figures)

    @property
    def passages(self) -> int:
        return sum(p in self.report.values for p in self.report.edition.passages)


def look(path: Path, editions: Mapping[str, Edition]) -> Rescued | None:
    """None when nothing of a report is left in it. Raises FileRefused when it cannot even be read."""
    data, journal = files.snapshot(path)
    end = time.thread_time() + SECONDS
    tried = takewhile(lambda _: time.thread_time() < end, pages.rows(rolled_back(data, journal)))
    return rescued(islice(filter(None, tried), ROWS), editions)


def rescued(found: Iterable[pages.Row], editions: Mapping[str, Edition]) -> Rescued | None:
    texts: dict[str, set[str]] = {}
    latest: dict[str, tuple[int, int, int | None, str | None]] = {}  # step, no, where, what came there
    for row in found:
        match row:
            case (str(name), str(text)):
                texts.setdefault(name, set()).add(text)
            case (int(step), int(no), str(path), int() | None as at, str() | None, str() | None as after):
                if (step, no) >= latest.get(path, (0, 0))[:2]:
                    latest[path] = (step, no, at, after)
            case _:
                pass
    form = _edition(texts, editions)
    if form is None:
        return None
    # A value that has left its own row may still stand in the history.
    last = {path: after for path, (_, _, at, after) in latest.items() if at is None and after is not None}
    values: dict[str, Value] = {}
    unread = {path for path, (_, _, at, after) in latest.items() if after or at}  # all but those emptied last
    for path in (texts.keys() | last.keys()) - ABOUT:
        stored = texts.get(path, set())  # which of two different values is the last nobody can tell but the history
        value = _first(form, path, [*(stored if len(stored) == 1 else ()), last.get(path)])
        if value is None:
            unread.add(path)
        else:
            values[path] = value
    # A seal holds for what was sealed, and this is not it.
    values = {path: value for path, value in values.items() if not path.startswith(SEAL)}
    if "year" not in values or not any(p in values for p in (*form.cells, *form.passages)):
        return None
    lost = tuple(sorted(p for p in unread - values.keys() if not p.startswith(SEAL) and _known(form, p)))
    doubtful = tuple(sorted(p for p, v in values.items() if p in last and to_text(v) != last[p]))
    return Rescued(empty(form, values), lost, doubtful)


def write(target: Path, found: Rescued, at: str) -> None:
    """As a new file without a history. Raises FileRefused; never overwrites."""
    form = found.report.edition
    texts = {path: to_text(value) for path, value in found.report.values.items()}
    write_checked(target, rows.image(rows.State(form.key, at, at, texts)), {form.key: form})


def _first(form: Edition, path: str, texts: Iterable[str | None]) -> Value | None:
    """The first that the field takes."""
    for text in texts:
        with suppress(Refused):
            if text is not None:
                return from_text(form, path, text)
    return None


def _edition(texts: Mapping[str, set[str]], editions: Mapping[str, Edition]) -> Edition | None:
    for key in texts.get("edition", ()):
        if key in editions:
            return editions[key]
    years = [int(y) for y in texts.get("year", ()) if y.isascii() and y.isdigit() and len(y) == 4]
    return edition_for(years[0], editions) if years else None


def _known(form: Edition, path: str) -> bool:
    return path in form.cells or path in form.passages or path in ("unit", "year") or path.startswith("cover/")


def offered(path: Path, editions: Mapping[str, Edition]) -> Rescued | None:
    """As `look`, for a file that has been refused: a second refusal is no news."""
    try:
        return look(path, editions)
    except FileRefused:
        return None
