"""An open .zfnb file: locked for the session, every change saved behind the user's back and never waited for."""

import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from clerk_app.form.edition import Edition
from clerk_app.report.fields import to_text
from clerk_app.report.model import Changeset, Report
from clerk_app.store import connection as door
from clerk_app.store import files, reader, rows
from clerk_app.store.backups import Backups, Shelf, write_checked
from clerk_app.store.refusals import Damaged, FileRefused, Renamed
from clerk_app.store.steps import Act, Step, stacks
from clerk_app.store.writer import Pending, SaveState, Writer

UNDO_DEPTH = 20  # steps of the history that are read on opening; `stacks` reads further back when it is asked to


class Document:
    """Made by `create` and `open`. `report` is the newest, saved or not. `undo` and `redo` are as the file had them
    when it was opened, topmost last, each changeset as it was done; unless `whole`, there may be more below them."""

    def __init__(self, writer: Writer, stored: reader.Stored, steps: list[Step], shelf: Shelf | None = None) -> None:
        self._writer, self.shelf = writer, shelf
        self.report, self.created_at, self.changed_at = stored.report, stored.created_at, stored.changed_at
        self.undo, self.redo = stacks(steps)
        self.whole = len(steps) == stored.steps

    @property
    def path(self) -> Path:
        return self._writer.path

    @property
    def state(self) -> SaveState:
        """Saved is said only after the commit of the last change has returned."""
        return self._writer.state

    def listen(self, callback: Callable[[SaveState], None]) -> None:
        """`callback` is called from the writer's thread whenever the state has changed."""
        self._writer.listen(callback)

    @property
    def not_backed_up(self) -> str:
        """Why the newest backup is older than it should be; empty when it is not."""
        return self._writer.not_backed_up

    def commit(self, act: Act, changeset: Changeset, at: str, *, grave: bool = False) -> None:
        """Hands the changeset, as applied, to the writer and returns at once. Raises Conflict when it does not fit.

        Before the first of a day, and before a `grave` one, the writer makes a backup; another when the file is closed.
        """
        self.report = self.report.apply(changeset)
        self.changed_at = at
        self._writer.put(Pending(act, changeset, at, self.report, grave))

    def stacks(self) -> tuple[list[Changeset], list[Changeset]]:
        """Undo and redo as they are now, from the whole history (about 40 µs a step). Saves first. Raises KnownError
        when that fails, or when the history is damaged."""
        return stacks(self.history())

    def history(self) -> list[Step]:
        """Every step since the file was made, in order. Saves first. Raises KnownError like `stacks`."""
        self.flush()
        return self._writer.steps(self.report.edition)

    def pack(self) -> None:
        """Packs the history: the same steps in a file some times smaller. Saves first. Raises KnownError when that
        fails; where only the packing cannot be done the file stays as it is."""
        self.flush()
        self._writer.pack()

    def flush(self, timeout: float | None = None) -> None:
        """Waits until all is saved. Raises KnownError with the cause when it cannot be, or not in `timeout` seconds."""
        self._writer.flush(timeout)

    def recheck(self) -> None:
        """Has the file been moved or changed underneath? Returns at once, the state tells: for when a window awakes."""
        self._writer.recheck()

    def save_copy(self, target: Path) -> None:
        """A copy of what is saved, with its history, as a new file, read back and compared before it has its name.
        Raises FileRefused; never overwrites."""
        write_checked(target, self._writer.image(), {self.report.edition.key: self.report.edition})

    def move(self, target: Path) -> None:
        """Continues in the new file `target` with everything, also with what could not be saved here. Raises
        KnownError; then all is as before."""
        self._writer.move(target)

    def close(self, *, discard: bool = False) -> None:
        """Saves and lets go of the file, which then stands alone. Raises KnownError when it cannot be saved, and stays
        open, unless what is unsaved shall be discarded."""
        self._writer.stop(discard=discard)


def create(path: Path, report: Report, at: str, backups: Backups | None = None) -> Document:
    """A new file with `report` in it, whose history is empty. Raises FileRefused; never overwrites."""
    texts = {path: to_text(value) for path, value in report.values.items()}
    files.write_new(path, rows.image(rows.State(report.edition.key, at, at, texts)))
    return open(path, {report.edition.key: report.edition}, backups)


def open(  # noqa: A001 - document.open is its name
    path: Path, editions: Mapping[str, Edition], backups: Backups | None = None, known_as: Path | None = None
) -> Document:
    """The report in `path`, locked. Raises FileRefused (Missing, Locked, NewerFile, …); then the file is untouched.
    Without `backups` none are made; they are filed under `known_as`."""
    shelves = (backups, known_as or path)
    try:
        return _open(path, editions, *shelves)
    except Damaged:
        try:
            return _open(path, editions, *shelves)  # a bad read may pass: not spoken of before it is seen twice
        except Damaged:
            if journal := reader.renamed_from(path, files.snapshot(path)[0]):
                raise Renamed(path, journal) from None
            raise


def _open(path: Path, editions: Mapping[str, Edition], backups: Backups | None, known_as: Path) -> Document:
    connection = door.connect(path)
    try:
        state = rows.load(connection, path)
        stored = reader.stored(state, path, editions)
        steps = rows.steps(connection, path, state, stored.report.edition, UNDO_DEPTH)
        rows.unguard(connection)
        shelf = backups.shelf(known_as, state.created_at) if backups else None
        return Document(Writer(path.absolute(), connection, state, steps, shelf), stored, steps, shelf)
    except (FileRefused, sqlite3.Error, MemoryError, UnicodeError, OSError) as e:
        connection.close()
        if isinstance(e, FileRefused):
            raise
        if isinstance(e, OSError):
            raise FileRefused(path, f"读不了：{files.cause(e)}") from None
        raise door.refusal(path, e) from None
