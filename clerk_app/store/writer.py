"""The thread behind an open file: commits in order, tells how it goes, tries again by itself when the disk refuses."""

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

from clerk_app.errors import KnownError
from clerk_app.form.edition import Edition
from clerk_app.report.model import Changeset, Report
from clerk_app.store import connection as door
from clerk_app.store import files, reader, rows, taking
from clerk_app.store.backups import Shelf
from clerk_app.store.layout import migrated
from clerk_app.store.refusals import Damaged, Missing, NewerFile, NotAReport
from clerk_app.store.rows import State
from clerk_app.store.steps import Act, Step

HANDED_OVER = 0.002  # s that an edit waits at most for the writer to begin: four times what that takes
FIRST_WAIT, LONGEST_WAIT = 0.2, 5.0  # seconds between attempts, doubling
WORTH_PACKING = 50  # steps; a pack of fewer takes more room than it saves
T = TypeVar("T")


@dataclass(frozen=True)
class SaveState:
    """`cause` says, when saving failed, why and what to do: one Chinese sentence."""

    kind: Literal["saved", "saving", "failed"]
    cause: str = ""


@dataclass(frozen=True)
class Pending:
    """What waits to be committed; `report` is the report after it."""

    act: Act
    changeset: Changeset
    at: str
    report: Report
    grave: bool = False  # what was there before is worth a backup whatever the day


class Writer:
    """Owns the connection. All but `_…` may be called from any thread."""

    def __init__(
        self, path: Path, connection: sqlite3.Connection, state: State, steps: list[Step], shelf: Shelf | None = None
    ) -> None:
        self.path = path
        self.not_backed_up = ""  # why there is no newer backup, if that is so
        self._shelf, self._kept_on, self._changed_here = shelf, "", False
        self._state, self._steps = state, steps
        self._queue: deque[Pending] = deque()
        self._calls: deque[Callable[[], None]] = deque()
        self._listeners: list[Callable[[SaveState], None]] = []
        self._changed = threading.Condition()
        self._cause, self._wait, self._attempts, self._hurry, self._stopped = "", FIRST_WAIT, 0, False, False
        self._told = SaveState("saved")
        self._in_doubt: tuple[Step, State] | None = None  # tried, and not known whether it stands
        self._connection: sqlite3.Connection | None = None
        self._idle, self._begun = False, threading.Event()
        self._take(connection)
        # A daemon: a program that ends without closing must not hang; what is committed is safe at any moment.
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    @property
    def state(self) -> SaveState:
        with self._changed:
            if self._cause:
                return SaveState("failed", self._cause)
            return SaveState("saving" if self._queue else "saved")

    def listen(self, callback: Callable[[SaveState], None]) -> None:
        self._listeners.append(callback)

    def put(self, pending: Pending) -> None:
        """Returns at once, or, had the writer nothing to do, when it has begun: disk and caller work side by side."""
        with self._changed:
            assert not self._stopped, "the document is closed"
            idle = self._idle and not self._queue and not self._cause
            self._begun.clear()
            self._queue.append(pending)
            self._changed.notify_all()
        if idle:
            self._begun.wait(HANDED_OVER)

    def flush(self, timeout: float | None = None) -> None:
        """Waits until all that has been put is committed and the file has been seen to be ours still. Raises
        KnownError when that is not so after `timeout` seconds, or when one more attempt has failed."""

        def settled() -> bool:
            return self._attempts > attempts and (bool(self._cause) or not self._queue)

        with self._changed:
            assert not self._stopped, "the document is closed"
            attempts = self._attempts
            if not self._queue or self._cause:  # else it is being saved, or will be
                self._hurry = True
                self._changed.notify_all()
            if not self._changed.wait_for(settled, timeout):
                raise KnownError(f"“{self.path}”还没有保存完，请稍候。")
            if self._cause:
                raise KnownError(self._cause)

    def ask(self, call: Callable[[], T]) -> T:
        """The result of `call`, made in the writer's thread between two commits. Raises what it raises."""
        from concurrent.futures import Future  # brings logging along, which nobody who only reads a file should pay

        future: Future[T] = Future()

        def answer() -> None:
            try:
                future.set_result(call())
            except BaseException as e:
                future.set_exception(e)

        with self._changed:
            assert not self._stopped, "the document is closed"
            self._calls.append(answer)
            self._changed.notify_all()
        return future.result()

    def recheck(self) -> None:
        """Looks whether the file is still the one that was written; the state tells."""
        with self._changed:
            self._hurry = True
            self._changed.notify_all()

    def image(self) -> bytes:
        """A whole file with the committed state and its history, without what was deleted from the pages."""
        return self.ask(self._image)

    def steps(self, edition: Edition) -> list[Step]:
        """All committed steps, from the file. Raises KnownError."""
        return self.ask(lambda: self._history(edition))

    def pack(self) -> None:
        """Packs the history up to the last step; the file says the same in fewer bytes. Nothing happens where that
        cannot be done now."""
        self.ask(self._pack)

    def move(self, target: Path) -> None:
        """Continues in the new file `target`, with all that is committed and all that waits. Raises FileRefused."""
        self.ask(lambda: self._move(target))
        self.flush()

    def stop(self, *, discard: bool = False) -> None:
        """Lets the file go when all is saved; with `discard`, whatever the state. Raises KnownError."""
        if self._stopped:
            return
        if not discard:
            self.flush()
        self.ask(self._stop)
        self._thread.join()

    # ---- in the writer's thread

    def _run(self) -> None:
        while not self._stopped:
            with self._changed:
                self._idle = True
                self._changed.wait_for(self._has_work, self._wait if self._cause else None)
                self._idle = False
                call = self._calls.popleft() if self._calls else None
                if call is None:
                    self._hurry = False
            if call is not None:
                call()
            else:
                self._save_next()
            self._tell()

    def _has_work(self) -> bool:
        return bool(self._calls or self._hurry or (self._queue and not self._cause))

    def _save_next(self) -> None:
        try:
            if self._connection is None or self._mark != self._looked():
                self._reconnect()
            if self._queue:
                self._tell()
                self._commit(self._queue[0])
        except Exception as e:  # whatever it is, what was typed stays in the queue and can be saved elsewhere
            self._settle(self._why(e))
        else:
            self._settle("")

    def _commit(self, pending: Pending) -> None:
        assert self._connection is not None
        if self._shelf and (pending.grave or not self._kept(pending.at[:10])):
            self._back_up(self._shelf, pending.at)
        step = Step(self._state.seq + 1, pending.at, pending.act, pending.changeset)
        after = self._state.after(step, pending.report.values)
        self._in_doubt = step, after
        try:
            rows.write(self._connection, after, step)
        except sqlite3.Error:
            # Some failures are reported of transactions that stand: what counts is what is in the file now.
            with suppress(Exception):
                self._reconnect()
            if self._state is not after:
                raise
        else:
            self._committed(step, after)
            self._mark = files.mark(self.path), (self._mark and self._mark[1]) or files.number(self._journal)

    def _committed(self, step: Step, state: State) -> None:
        with self._changed:
            self._state, self._in_doubt, self._changed_here = state, None, True
            self._steps.append(step)
            self._queue.popleft()  # whoever waits is told when the attempt is settled

    def _kept(self, day: str) -> bool:
        if self._kept_on != day and self._shelf and self._shelf.kept_on(date.fromisoformat(day)):
            self._kept_on = day
        return self._kept_on == day

    def _back_up(self, shelf: Shelf, at: str) -> None:
        """What is in the file now. A backup that fails keeps nothing that is typed from being saved; the next change
        tries again."""
        try:
            shelf.keep(self._image(), at)
        except Exception as e:
            self.not_backed_up = str(e) if isinstance(e, KnownError) else f"“{shelf.folder}”{files.cause(e)}"
        else:
            self._kept_on, self.not_backed_up = at[:10], ""

    def _reconnect(self) -> None:
        """Opens the file anew, makes sure that it holds the committed state, and settles what was in doubt.
        Raises FileRefused, sqlite3.Error, OSError."""
        self._close()
        connection = door.connect(self.path)
        try:
            found = rows.load(connection, self.path).digest
            rows.unguard(connection)
            if self._in_doubt is not None and found == self._in_doubt[1].digest:
                self._committed(*self._in_doubt)
            elif found != self._state.digest:
                raise NotAReport(self.path, "是另一份报告。")
            self._take(connection)
        except BaseException:
            connection.close()
            raise

    def _take(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        taking.when_begun(connection, self._begun.set)
        self._journal = files.journal_of(self.path)
        self._mark: tuple[files.Mark, tuple[int, int] | None] | None = None
        with suppress(OSError):  # else it is opened once more before it is written
            self._mark = self._looked()

    def _looked(self) -> tuple[files.Mark, tuple[int, int] | None]:
        """The file and its journal: SQLite would go on writing into one that has been deleted, and nothing could undo
        a commit that is cut short. Raises OSError."""
        return files.mark(self.path), files.number(self._journal)

    def _close(self) -> None:
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    def _settle(self, cause: str) -> None:
        with self._changed:
            self._wait = min(self._wait * 2, LONGEST_WAIT) if self._cause and cause else FIRST_WAIT
            self._cause = cause
            self._attempts += 1
            self._changed.notify_all()

    def _why(self, error: Exception) -> str:
        """The cause, with the path and what to do."""
        if isinstance(error, Missing | FileNotFoundError):
            return f"“{self.path}”被改名、移走或删除了：请放回原处，或另存到别处。"
        damage = isinstance(error, Damaged | NotAReport | NewerFile) or door.is_damage(error)
        if damage and self._sound():
            return f"“{self.path}”没有保存：磁盘读写出错，请检查磁盘、U 盘或网络，或另存到别处。"
        if isinstance(error, Damaged | NotAReport | NewerFile):
            return f"“{self.path}”被破坏或换成了别的内容，没有往里写：请把这里的内容另存到别处。"
        if isinstance(error, KnownError):
            return str(error)
        why = door.cause(error) if isinstance(error, sqlite3.Error) else files.cause(error)
        return f"“{self.path}”没有保存：{why}"

    def _sound(self) -> bool:
        """Is the file as it was committed, as far as it can be read? What SQLite takes for damage may be a read that
        failed: all bytes at once decide."""
        if self._connection is not None:
            return True  # it has been opened anew and checked since
        try:
            found = reader.state(self.path).digest
        except (Damaged, NotAReport, NewerFile):
            return False
        except Exception:  # what cannot be read now is not called damaged; nothing may end this thread
            return True
        return found == self._state.digest or (self._in_doubt is not None and found == self._in_doubt[1].digest)

    def _tell(self) -> None:
        now = self.state
        if now != self._told:
            self._told = now
            for listener in self._listeners:
                with suppress(Exception):  # a window that is no more must not stop the saving
                    listener(now)

    def _image(self) -> bytes:
        if self._connection is not None:
            with suppress(sqlite3.Error, Damaged):
                return self._read_image()
        return rows.image(self._state, self._steps)  # the disk gives nothing back: from memory

    def _read_image(self) -> bytes:
        """Raises sqlite3.Error, Damaged."""
        assert self._connection is not None
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            copy.deserialize(self._connection.serialize())
            if rows.load(copy, self.path).digest != self._state.digest:
                raise Damaged(self.path, "内容与保存时的校验码不符")
            copy.execute("VACUUM")
            return copy.serialize()

    def _history(self, edition: Edition) -> list[Step]:
        if self._connection is None:
            raise KnownError(self._cause)
        try:
            return rows.steps(self._connection, self.path, self._state, edition)
        except sqlite3.Error as e:
            raise door.refusal(self.path, e) from None

    def _pack(self) -> None:
        try:
            if self._connection is None or self._mark != self._looked() or self._queue:
                return
            if rows.loose(self._connection) < WORTH_PACKING:
                return
            if self._shelf:  # of the file in its old format, with all its steps
                self._shelf.keep(self._read_image(), self._state.changed_at)
            from sqlite_utils import Database

            migrated(self._connection)
            with Database(self._connection, execute_plugins=False, recursive_triggers=False).atomic():
                done = rows.pack(self._connection, self.path, self._state)
            if done:
                self._connection.execute("VACUUM")
            self._mark = self._looked()
        except Exception:  # the history stays as it is
            self._close()  # a connection that has failed is not asked to tidy up: it would delete a journal in need
            with suppress(Exception):
                self._reconnect()

    def _move(self, target: Path) -> None:
        files.write_new(target, self._image())
        connection = door.connect(target)
        try:
            state = rows.load(connection, target)
        except BaseException:
            connection.close()
            raise
        rows.unguard(connection)
        if self._connection is not None:
            with suppress(sqlite3.Error):
                door.disconnect(self._connection)
        files.clear_away(self.path)
        self.path, self._state, self._in_doubt = target, state, None
        self._take(connection)

    def _stop(self) -> None:
        self._stopped = True
        files.sweep(self.path.parent)
        if self._connection is None:
            with suppress(Exception):  # the disk may be well again, and what it left beside the file goes
                self._reconnect()
        if self._connection is not None:
            if self._shelf and self._changed_here:
                self._back_up(self._shelf, self._state.changed_at)
            self._cut()
        if self._connection is not None:
            with suppress(sqlite3.Error):
                door.disconnect(self._connection)
            self._connection = None
        files.clear_away(self.path)

    def _cut(self) -> None:
        """Pages behind the end, which a power cut after packing has left, go."""
        assert self._connection is not None
        try:
            ((used,),) = self._connection.execute(
                "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            )
            if files.mark(self.path).size > used:
                self._connection.execute("VACUUM")
        except (sqlite3.Error, OSError):
            self._close()  # as in `_pack`
