"""The one gate to a report: open, edit, undo, redo, seal; tells everyone what changed. Knows no window."""

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, Self

from clerk_app.check.current import Checks
from clerk_app.check.deadline import DUE, deadline_of
from clerk_app.errors import KnownError
from clerk_app.form.edition import editions
from clerk_app.installed import data_folder
from clerk_app.paper.faces import printable
from clerk_app.report import fields
from clerk_app.report.author import signed
from clerk_app.report.fields import Refused, Value
from clerk_app.report.fresh import fresh
from clerk_app.report.model import Changeset, Report
from clerk_app.report.seal import Seal, current, reopening, sealing, sending
from clerk_app.report.totals import followed
from clerk_app.store import reader
from clerk_app.store.refusals import Damaged, FileRefused, NewerFile, NotAReport

if TYPE_CHECKING:  # imported where they are used: most commands only read a file, and need no checks
    from clerk_app.check.finding import Finding, Findings
    from clerk_app.store import places, rescue
    from clerk_app.store.away import Fetched
    from clerk_app.store.backups import Backups
    from clerk_app.store.document import Document


class ReadOnly(KnownError):
    """An edit of a report that is only looked at, or sealed."""


class NotHandedBack(KnownError):
    """All is saved, but not where the file came from."""


class NotReady(KnownError):
    """A report that cannot be sealed yet; `findings` are what keeps it."""

    def __init__(self, findings: "tuple[Finding, ...]") -> None:
        errors = sum(f.level == "error" for f in findings)
        counts = (f"错误 {errors} 处", f"要说明或改正的 {len(findings) - errors} 处")
        words = "、".join(c for c, n in zip(counts, (errors, len(findings) - errors), strict=True) if n)
        super().__init__(f"还不能定稿：有{words}，处理以后再定稿。")
        self.findings = findings


class Rescuable(FileRefused):
    """A damaged file of which something can still be read."""

    def __init__(self, error: FileRefused, found: "rescue.Rescued") -> None:
        report = found.report
        said = f"{report.unit} {report.year} 年的 {found.cells} 格数字、{found.passages} 段文字"
        way = f"里面还能读出{said}，可以在窗口中打开它，抢救成一个新文件。"
        super().__init__(error.path, f"{error.reason}\n{way}")
        self.found = found


class Changed(NamedTuple):
    """What an edit changed: every view decides whether it has to draw anew. `label` says it in the user's words."""

    paths: frozenset[str]
    findings: "Findings"
    label: str = ""


Listener = Callable[[Changed], None]
# While the checks run what was typed is being saved, by a thread that the system may have put on the same processor:
# its next write would wait for the end of the checks. (Windows has no such call.)
_GIVE_WAY: Callable[[], object] = getattr(os, "sched_yield", lambda: None)
LOOKED_AT = "这份报告是只读打开的，不能修改。"


def now() -> str:
    """The local time with its offset, to the second: only told, never used to order anything."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def backups() -> "Backups":
    """In the user's data folder: a lost stick takes none of them along."""
    from clerk_app.store.backups import Backups

    return Backups(data_folder() / "backups", editions())


class Session:
    """One open report. With a `document` every edit is saved behind it; without one it is only looked at."""

    def __init__(self, report: Report, document: "Document | None", path: Path, changed_at: str) -> None:
        self.report, self.document, self.path, self.changed_at = report, document, path, changed_at
        self.due, self.by = DUE, ""  # who makes the changes: for the history, if they want to be named
        self.checks = Checks(lambda: self.report, self._check, lambda f: self._tell(Changed(frozenset(), f)))
        self._earlier: Findings | None = None  # what was found last, for the next check
        self._undo: list[Changeset] = _since_seal(document.undo) if document else []
        self._redo: list[Changeset] = document.redo if document else []
        # A file is opened with the end of its history only; no undo goes behind a seal that stands in it.
        self._deeper = document is not None and not document.whole and len(self._undo) == len(document.undo)
        self._listeners: list[Listener] = []
        self.away: places.Kind | None = None  # where `path` is, when a working copy is edited
        self.fetched: Fetched | None = None
        self.unknown = 0  # values of a newer format that are not shown

    # ---- opening and closing

    @classmethod
    def create(
        cls,
        path: Path,
        unit: str,
        year: int,
        level: str = "",
        edition: str = "",
        previous: Report | None = None,
        given: Mapping[str, object] | None = None,
    ) -> Self:
        """A new report in a new file, with the `given` values from the start, so that no undo goes behind them. Raises
        KnownError: the file exists, the year has no form, the unit is blank, a value that its field does not take."""
        from clerk_app.store import document

        report = fresh(unit, year, level, edition, previous)
        values = {p: fields.taken(report.edition, p, v) for p, v in (given or {}).items()}
        report = report.apply(followed(report, values, "", given=True))
        opened = document.create(path, report, now(), backups())
        return cls(opened.report, opened, path, opened.changed_at)

    @classmethod
    def open(cls, path: Path, *, aside: bool = False, left: Path | None = None) -> Self:
        """The report at `path`, locked for this session; with `aside`, from a place where nothing is edited, a copy of
        it that `close` hands back, or the one `left` from an earlier time. Raises KnownError (Locked when another has
        it open)."""
        from clerk_app.store import away as elsewhere
        from clerk_app.store import document, places

        away = places.look(path) if aside else None
        try:
            fetched = elsewhere.fetch(path, data_folder() / "work", editions(), left) if away else None
            at = fetched.copy if fetched else path
            opened = document.open(at, editions(), backups(), elsewhere.family(path) if fetched else None)
        except (Damaged, NotAReport) as e:
            raise _rescuable(e) from None
        session = cls(opened.report, opened, path, opened.changed_at)
        session.away, session.fetched = away, fetched
        return session

    @classmethod
    def look(cls, path: Path, *, newer: bool = False) -> Self:
        """The report at `path` as it was last saved, for looking only; takes no lock. With `newer` also what is known
        here of a file of a newer format, of which `unknown` values are not shown. Raises KnownError."""
        unknown = 0
        try:
            stored = reader.read(path, editions())
        except (Damaged, NotAReport) as e:
            raise _rescuable(e) from None
        except NewerFile as e:
            if not newer:
                raise
            try:
                stored, unknown = reader.glimpse(path, editions())
            except FileRefused:
                raise e from None
        session = cls(stored.report, None, path, stored.changed_at)
        session.unknown = unknown
        return session

    def close(self) -> None:
        """Waits until all is saved, then lets the file go; a working copy goes back to where it came from, under a new
        name, which `path` is then. Raises KnownError when the disk still refuses; NotHandedBack."""
        from clerk_app.store.away import next_version

        self._close(next_version(self.path) if self.fetched else None)

    def close_at(self, target: Path) -> None:
        """As `close`, but a working copy goes to the new file `target`."""
        self._close(target)

    def _close(self, target: Path | None) -> None:
        if self.document is None:
            return
        if self.fetched and target:
            self._hand_back(self.fetched, target)
        self.document.close()
        if self.fetched:
            from clerk_app.store.away import dismiss

            dismiss(self.fetched.copy)
            self.fetched = None

    def _hand_back(self, fetched: "Fetched", target: Path) -> None:
        assert self.document is not None
        self.document.flush()
        if (self.report, self.changed_at) == (fetched.base.report, fetched.base.changed_at):
            return
        try:
            if fetched.gone and target.parent == fetched.source.parent:
                raise FileRefused(fetched.source, "不在原处了。")
            self.document.save_copy(target)
        except FileRefused as e:
            raise NotHandedBack(
                f"修改都已保存在本机，还没有存回原处：请插好 U 盘或连上网络再试一次，或另存到别处。{e}"
            ) from None
        self.path = target
        self.fetched = fetched._replace(base=fetched.base._replace(report=self.report, changed_at=self.changed_at))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- changing

    @property
    def findings(self) -> "Findings":
        """What is to be said of the report as it stands; while `checks.running` of how it stood a moment ago."""
        return self.checks.findings

    @property
    def sealed(self) -> Seal | None:
        """The seal in force; None while the report may be edited."""
        return current(self.report)

    @property
    def read_only(self) -> bool:
        return self.document is None or self.sealed is not None

    @property
    def can_undo(self) -> bool:
        return (bool(self._undo) or self._deeper) and not self.read_only

    @property
    def can_redo(self) -> bool:
        return (bool(self._redo) or self._deeper) and not self.read_only

    def edit(self, wanted: Mapping[str, object], label: str = "", *, given: bool = False) -> Changed:
        """Sets the wanted fields (text as typed, or values; None or blank text empties) as one step; totals follow.

        Raises Refused naming every field that cannot take its value; then nothing is changed. `given`: see `followed`.
        """
        values: dict[str, Value | None] = {}
        refused: list[str] = []
        for path, value in wanted.items():
            try:
                values[path] = fields.taken(self.report.edition, path, value)
            except Refused as e:
                refused.append(str(e))
        blank = [p for p in ("unit", "year") if p in values and values[p] is None]
        refused += [f"{fields.COVER_NAMES[p]}不能为空。" for p in blank]
        if refused:
            raise Refused("\n".join(refused))
        changeset = followed(self.report, values, label, given=given)
        if not changeset.edits:
            return Changed(frozenset(), self.findings, label)
        self._writable()
        changed = self._commit("do", changeset, grave=given)
        self._undo.append(changeset)
        self._redo.clear()
        self._tell(changed)
        return changed

    def answer(self, finding: "Finding", reason: str) -> Changed:
        """Files the clerk's reason for a finding; a blank one takes it back. Raises Refused: it cannot be answered."""
        if not finding.answerable:
            raise Refused("这一处是错误，要改正，不能用说明代替。")
        return self.edit({fields.ANSWER + finding.key: reason}, "说明原因")

    def seal(self) -> Seal:
        """Declares the report final as it stands; from then on it is read-only, and it is so on the disk too.

        Reasons that no longer answer anything are dropped: nobody would see what is sealed with them. The history is
        packed, for no undo goes behind a seal. Raises NotReady; KnownError when the disk refuses.
        """
        self._writable()
        if blocking := self.checks.settled().blocking:
            raise NotReady(blocking)
        answering = {fields.ANSWER + f.key for f in self.checks.settled().all if f.reason}
        stale = {p: None for p in self.report.values if p.startswith(fields.ANSWER) and p not in answering}
        tidy = self.report.apply(Changeset(self.report.edits_to(stale)))
        self._seal_step(stale | sealing(tidy, now()), "定稿")
        assert self.sealed is not None
        assert self.document is not None
        self.document.pack()
        return self.sealed

    def reopen(self, reason: str) -> None:
        """Opens a sealed report for correction, as its next revision. Raises Refused without a reason."""
        if self.document is None:
            raise ReadOnly(LOOKED_AT)
        seal, line = self.sealed, fields.taken(self.report.edition, fields.ANSWER + "-", reason)
        if seal is None:
            raise Refused("这份报告没有定稿，可以直接修改。")
        if line is None:
            raise Refused("请写明退回修改的原因。")
        self._seal_step(reopening(seal, str(line)), "退回修改")

    def record_sending(self, folder: Path) -> None:
        """Remembers that the sealed report was sent into `folder` just now; one only looked at remembers nothing."""
        if self.document is not None and (seal := self.sealed):
            self._seal_step(sending(self.report, seal, now(), str(folder)), "送报", grave=False)

    def undo(self) -> Changed | None:
        """Takes the last step back; None when there is none. Raises KnownError when the history cannot be read."""
        if not self._undo:
            self._deepen()
        return self._step("undo", self._undo, self._redo)

    def redo(self) -> Changed | None:
        """Does the step last undone again; None when there is none. Raises KnownError as `undo`."""
        if not self._redo:
            self._deepen()
        return self._step("redo", self._redo, self._undo)

    def set_due(self, month: int, day: int) -> None:
        """Where the office above wants the report by another day of the next year; checks anew."""
        if (month, day) != self.due:
            self.due = month, day
            self.checks.forget()
            self._tell(Changed(frozenset(), self.findings))

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` after every change, in the order of the calls of `listen`; returns what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # ---- inside

    def _step(self, act: Literal["undo", "redo"], source: list[Changeset], target: list[Changeset]) -> Changed | None:
        if not source:
            return None
        changeset = source[-1]
        self._writable()
        changed = self._commit(act, changeset.inverse() if act == "undo" else changeset)
        target.append(source.pop())
        self._tell(changed)
        return changed

    def _deepen(self) -> None:
        if self._deeper and self.document and not self.read_only:
            undo, self._redo = self.document.stacks()
            self._undo, self._deeper = _since_seal(undo), False

    def _seal_step(self, values: Mapping[str, Value | None], label: str, *, grave: bool = True) -> None:
        """A step that no undo goes behind; returns when it is on the disk."""
        assert self.document is not None
        changed = self._commit("do", Changeset(self.report.edits_to(values), label), grave=grave)
        self._undo, self._redo, self._deeper = [], [], False
        self._tell(changed)
        self.document.flush()

    def _writable(self) -> None:
        if self.document is None:
            raise ReadOnly(LOOKED_AT)
        if sealed := self.sealed:
            raise ReadOnly(f"这份报告已经定稿（{sealed.words}），不能修改；要改正，请先退回修改。")

    def _check(self, report: Report) -> "Findings":
        from clerk_app.check.run import check  # here: an export never asks

        deadline = deadline_of(report.year, self.due, report.level)
        found = self._earlier = check(report, deadline, printable, self._earlier, _GIVE_WAY)
        return found

    def _commit(self, act: Literal["do", "undo", "redo"], changeset: Changeset, *, grave: bool = False) -> Changed:
        assert self.document is not None
        changeset = signed(self.report, changeset, self.by)
        at = now()
        self.document.commit(act, changeset, at, grave=grave)  # first: the disk and the checks work side by side
        self.report, self.changed_at = self.document.report, at
        self.checks.again()
        return Changed(changeset.paths - {fields.AUTHOR}, self.findings, changeset.label)

    def _tell(self, changed: Changed) -> None:
        for listener in tuple(self._listeners):
            listener(changed)


def _since_seal(undo: list[Changeset]) -> list[Changeset]:
    """The steps since the report was last sealed or opened again."""
    seals = [i for i, changeset in enumerate(undo) if any(p.startswith(fields.SEAL) for p in changeset.paths)]
    return undo[seals[-1] + 1 :] if seals else undo


def _rescuable(error: FileRefused) -> FileRefused:
    from clerk_app.store import rescue

    found = rescue.offered(error.path, editions())
    return Rescuable(error, found) if found else error
