"""A collection in work: read beside the window, one job at a time, with progress and a way to stop it; the texts of the
reports, which take longest, behind all else."""

import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from clerk_app.collection import papers, returning
from clerk_app.collection.gathering import FEW_TEXTS, Collecting, Entry, cache_file
from clerk_app.collection.looking import look_at
from clerk_app.collection.processes import processes
from clerk_app.collection.returning import Office
from clerk_app.errors import KnownError
from clerk_app.exchange import handout
from clerk_app.gui.background import Worker
from clerk_app.gui.places import Mark
from clerk_app.report.model import Report
from clerk_app.store.spool import Row

EACH = 0.05  # s between two tellings of the progress
_ARRIVING = 0.3  # s between two deliveries of what was found in texts


class Stopped(Exception):
    """The user wants no more of it."""


class Work(QObject):
    """What is collected, and from what. While `busy` nothing may look into `made`; while only texts are read one may.

    `changed`: listed anew, or a job has begun or ended. `arrived`: the texts of these files have been read, by name.
    `progressed`: how many of how many. `said`: a sentence, its mark, and the file it speaks of (None: of none).
    """

    changed = Signal()
    arrived = Signal(object)
    _found = Signal(object)
    progressed = Signal(int, int)
    said = Signal(str, str, object)

    def __init__(self, paper: Worker, parent: QObject | None = None) -> None:
        """`paper`: the thread that may set paper; reading has one of its own, and never waits for a preview."""
        super().__init__(parent)
        self.made: Collecting | None = None
        self.sources: list[Path] = []
        self.chosen: set[Path] = set()
        self.year = 0  # 0: that of most reports
        self.roster: list[str] = []
        self.own: Report | None = None
        self.unit = ""  # the upper report's, as it stands in the room
        self.job = ""  # what is being done, in a few words
        self.texts: tuple[int, int] | None = None  # how many texts have been read, of how many; None: none are
        self._paper, self._reader, self._texts = paper, Worker(self), Worker(self)
        self._stop, self._halt = threading.Event(), threading.Event()
        self._waiting: list[Row] = []  # what was found in texts while something else was at the collection
        self._found.connect(self._take)
        self._told = 0.0
        self._once_more = self._left = False
        paper.stopping.connect(self.leave)

    @property
    def busy(self) -> bool:
        return bool(self.job)

    @property
    def finished(self) -> bool:
        """Whether nothing is being done, not even behind the list."""
        return not self.job and self.texts is None

    @property
    def pending(self) -> int:
        """Files whose texts have not been read: of those nobody can say that nothing is wrong."""
        return len(self.made.pending()) if self.made and not self.busy else 0

    @property
    def unread(self) -> int:
        """Files that were not read because the reading was stopped."""
        return self.made.count("unread") if self.made and not self.busy else 0

    # ---- reading

    def add(self, paths: list[Path]) -> None:
        """Files and folders are read together with those before."""
        self.sources += [p for p in dict.fromkeys(p.absolute() for p in paths) if p not in self.sources]
        self.read()

    def read(self) -> None:
        """Everything anew; what has not changed since costs nothing."""
        if self.busy or not self.sources:
            return
        self._halt.set()
        self._begin("正在读取和核验")  # first: now nobody looks into it any more
        if self.made is not None:
            self.made.__exit__(None, None, None)  # it holds the cache
            self.made = None
        self._reader.run(self._read, self._read_is_done, self._failed)

    def _read(self) -> Collecting:
        made = Collecting(cache_file())
        try:
            with suppress(Stopped):
                made.read(list(self.sources), self._tell)
            self._settle(made)
        except BaseException as e:
            made.__exit__(type(e), e, None)
            raise
        return made

    def _read_is_done(self, made: Collecting) -> None:
        self.made = made
        made.take(self._waiting)  # of a reading before this one
        self._waiting = []
        names = made.pending()
        unread = made.count("unread")
        self.texts = (0, len(names)) if names and not unread else None
        self._end()
        if unread:
            words = f"已停止：还有 {unread} 份没有读，没有核对，也没有合计。按“重新读取”接着读，读过的不必再等。"
            self.said.emit(words, "warning", None)
        elif names:
            halt = self._halt = threading.Event()
            self._texts.run(lambda: self._read_texts(names, halt), self._texts_are_read, self._failed)

    # ---- the texts, behind all else

    def _read_texts(self, names: list[bytes], halt: threading.Event) -> threading.Event:
        """In the thread of the texts; what is found is kept by the window's, which has the collection."""
        rows: list[Row] = []
        told = time.monotonic()
        with processes(look_at, 0 if len(names) > FEW_TEXTS else 1) as look:
            for row in look(names):
                rows.append(row)
                if halt.is_set():
                    break
                if time.monotonic() - told > _ARRIVING:
                    self._found.emit(rows)
                    rows, told = [], time.monotonic()
        self._found.emit(rows)
        return halt

    def _take(self, rows: list[Row]) -> None:
        self._waiting += rows
        if self.made is None or self.busy or not self._waiting:
            return  # taken when that is done
        rows, self._waiting = self._waiting, []
        self.made.take(rows)
        if self.texts is not None:
            self.texts = (min(self.texts[0] + len(rows), self.texts[1]), self.texts[1])
        self.arrived.emit({row.path for row in rows})

    def _texts_are_read(self, halt: threading.Event) -> None:
        if halt is not self._halt:
            return  # another reading has begun since
        self.texts = None
        if not halt.is_set():
            self.settle()  # what was found may keep a report out of the sums
            return
        self.changed.emit()
        if pending := self.pending:
            words = f"已停止：还有 {pending} 份的文字没有核对。按“重新读取”接着核对，核对过的不必再等。"
            self.said.emit(words, "warning", None)

    # ---- what becomes of each

    def _settle(self, made: Collecting) -> None:
        made.expect(self.roster)
        made.settle(self.year, self.chosen)

    def settle(self) -> None:
        """What becomes of each is decided anew: another year, another roster, another choice."""
        made = self.made
        if made is None:
            return
        if self.busy:
            self._once_more = True
            return
        self._begin("正在合计")
        self._reader.run(lambda: self._settle(made), lambda _: self._end(), self._failed)

    def choose(self, entry: Entry) -> None:
        """Of the reports of this unit this one counts, and no other."""
        if self.made is None or self.busy:
            return
        same = next((group for group in self.made.versions if any(v.path == entry.path for v in group)), [])
        self.chosen = self.chosen.difference(v.path for v in same) | {entry.path}
        self.settle()

    def choose_latest(self) -> None:
        """Of each unit's reports the one that was sealed most often; of those with as many seals nobody can tell."""
        if self.made is None or self.busy:
            return
        self.chosen |= set(self.made.latest())
        self.settle()

    def take_own(self, report: Report | None) -> None:
        """The receiver's own figures, one more contribution. Raises KnownError: they cannot be added."""
        if report is not None and self.made is not None:
            self.made.own_figures(report)
        self.own = report
        self.changed.emit()
        if doubt := self.doubt:
            self.said.emit(doubt, "warning", None)

    @property
    def doubt(self) -> str:
        """A sentence where the receiver's own figures are perhaps another's."""
        made = self.made if not self.busy else None
        return made.doubt_of(self.own, self.unit) if made is not None and self.own is not None else ""

    # ---- writing

    def write_report(self, path: Path, unit: str) -> None:
        """The upper level's report, as a new file."""
        made, own = self._complete(), self.own
        if made is None:
            return
        self._begin("正在写上级报告")
        self._reader.run(
            lambda: papers.write_report(made, path, unit, own),
            lambda _: self._written(f"已汇总为“{path}”：计入 {made.count('counted')} 份。", path),
            self._failed,
        )

    def write_workbook(self, path: Path) -> None:
        made, own = self._complete(), self.own
        if made is None:
            return
        self._begin("正在写工作簿")
        self._reader.run(
            lambda: handout.stream(path, lambda file: papers.write_workbook(made, file, own)),
            lambda _: self._written(f"已写成工作簿“{path}”。", path),
            self._failed,
        )

    def write_note(self, entry: Entry, path: Path, office: Office) -> None:
        """One unit's note of what to correct; Word when the name ends so."""
        ending: returning.NoteEnding = ".docx" if path.suffix.lower() == ".docx" else ".pdf"
        self._begin("正在写退回单")
        self._paper.run(
            lambda: handout.write(path, returning.make_note(entry, ending, office)),
            lambda _: self._written(f"已写成退回单“{path}”。", path),
            self._failed,
        )

    def write_notes(self, folder: Path, ending: returning.NoteEnding, office: Office) -> None:
        """Those of all units that have something to correct; one of the same name is replaced."""
        made = self._complete()
        if made is None:
            return

        def write() -> int:
            number = 0
            for name, content in self._counted(returning.notes(made, ending, office), made.count()):
                handout.write(folder / name, content)
                number += 1
            return number

        self._begin("正在写退回单")
        self._paper.run(
            write,
            lambda number: self._written(f"已写成 {number} 份退回单，在“{folder}”里。", folder),
            self._failed,
        )

    def _counted(self, notes: Iterator[tuple[str, bytes]], of: int) -> Iterator[tuple[str, bytes]]:
        for number, note in enumerate(notes, 1):
            self._tell(min(number, of), of)
            yield note

    def _complete(self) -> Collecting | None:
        """The collection, if all of it has been read: half a sum is none."""
        if self.made is None or self.busy:
            return None
        if unread := self.unread:
            self.said.emit(f"还有 {unread} 份没有读，不能汇总：请先按“重新读取”读完。", "warning", None)
            return None
        if pending := self.pending:
            todo = "请等核对完再写" if self.texts else "请先按“重新读取”核对完"
            self.said.emit(f"还有 {pending} 份的文字没有核对，{todo}。", "warning", None)
            return None
        return self.made

    # ---- one job at a time

    def stop(self) -> None:
        """As soon as may be; what was done so far is kept."""
        self._stop.set()
        if not self.busy:
            self._halt.set()

    def leave(self) -> None:
        """The window closes; once is enough."""
        if self._left:
            return
        self._left = True
        self._stop.set()
        self._halt.set()
        self._reader.stop()
        self._texts.stop()
        if self.made is not None:
            self.made.__exit__(None, None, None)
            self.made = None

    def _begin(self, job: str) -> None:
        self._stop.clear()
        self._told = 0.0
        self.job = job
        self.changed.emit()

    def _end(self) -> None:
        self.job = ""
        self._take([])
        self.changed.emit()
        if self._once_more:
            self._once_more = False
            self.settle()

    def _written(self, words: str, path: Path) -> None:
        self._end()
        self.said.emit(words, "done", path)

    def _failed(self, error: Exception) -> None:
        self._end()
        mark: Mark = "hint" if isinstance(error, Stopped) else "error"
        words = "已停止，已经写好的留着。" if isinstance(error, Stopped) else str(error)
        known = isinstance(error, KnownError | Stopped)
        self.said.emit(words if known else "没有做成：程序出了一个错误。", mark, None)
        if not known:
            raise error

    def _tell(self, done: int, of: int) -> None:
        """Called in the thread that works."""
        if self._stop.is_set():
            raise Stopped
        now = time.monotonic()
        if done == of or now - self._told > EACH:
            self._told = now
            self.progressed.emit(done, of)
