"""The strip below: what is wrong, always in sight, gravest first; one key to the place, one to settle it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from clerk_app.check.finding import Cause, Finding, Findings
from clerk_app.check.repeated import Pair
from clerk_app.gui import icons
from clerk_app.gui.commands import tool_button
from clerk_app.gui.finding_row import Row
from clerk_app.gui.places import MARK_NAMES, MARKS, Mark, mark_of
from clerk_app.gui.side_by_side import LINES

SHOWN = 100  # rows; a report with more findings than that is not read to the end
LOW = 4  # lines at least
PAUSE = 200  # ms without a change after which causes are worked out
_NO_LIMIT = 16_777_215  # Qt's own
Key = tuple[object, ...]


@dataclass(frozen=True)
class Entry:
    """A line: a finding, or the cause of several (`below`), which follow it while it is open."""

    finding: Finding
    below: tuple[Finding, ...] = ()
    inside: bool = False


def key_of(finding: Finding) -> Key:
    """What stays the same while the numbers in a finding's message change."""
    first = finding.cells[0] if finding.cells else finding.field
    return finding.rule, first, finding.passage and (finding.passage.part, finding.passage.text)


class FindingsPanel(QWidget):
    """All findings of the report. `chosen` asks to be shown its place, `settled` to set the numbers that settle it,
    `answered` to file the clerk's reason for it."""

    chosen = Signal(object)
    settled = Signal(object)
    answered = Signal(object, str)
    asked = Signal(str)  # to read of a rule
    gone = Signal()  # by Esc: the keys go back to the work

    def __init__(
        self,
        actions: list[QAction],
        name: Callable[[str], str],
        *,
        read_only: bool,
        pairs: Callable[[Finding], tuple[Pair, ...]] = lambda finding: (),
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what people call a cell, `pairs` are the sentences that a finding says are last year's."""
        super().__init__(parent)
        self._read_only, self._name, self._pairs = read_only, name, pairs
        self._all = Findings((), 0, 0, {})
        self._causes: tuple[Cause, ...] = ()
        self._entries: list[Entry] = []  # all lines, without what is folded
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._work_out)
        self._current: Key | None = None
        self._index = -1
        self._opened: set[Key] = set()
        self._counts = {mark: QLabel(self) for mark in MARKS}
        self._done = QLabel(self)
        self._head = head = QHBoxLayout()
        head.setContentsMargins(12, 4, 8, 4)
        head.setSpacing(4)
        for mark, label in self._counts.items():
            picture = icons.Sign(self)
            picture.tell(mark)
            picture.setObjectName(mark)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setMinimumWidth(self.fontMetrics().horizontalAdvance("000 处需说明"))
            head.addWidget(picture)
            head.addWidget(label)
        head.addStretch(1)
        for action in actions:
            head.addWidget(tool_button(action, self))
        self._list = QWidget()
        self._list.setAutoFillBackground(True)
        self._list.setBackgroundRole(self.palette().ColorRole.Base)
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._more = QLabel(self._list)
        self._more.setContentsMargins(12, 4, 8, 4)
        self._column.insertWidget(0, self._more)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._list)
        # Queued: what is in the list has its places then.
        self._scroll.verticalScrollBar().rangeChanged.connect(
            self._keep_writing_in_sight, Qt.ConnectionType.QueuedConnection
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        self.setMinimumHeight(self.fontMetrics().lineSpacing() * LOW)
        self.setAccessibleName("核对结果")
        self.rows: list[Row] = []

    def refresh(self, findings: Findings) -> None:
        self._all = findings
        for mark, number in counts(findings).items():
            words = f"{number} 格{MARK_NAMES[mark]}" if mark == "blank" else f"{number} 处{MARK_NAMES[mark]}"
            self._counts[mark].setText(words)
            self._counts[mark].setEnabled(number > 0)
            if mark == "answered":  # spoken of only where there is one
                for label in (self._counts[mark], self.findChild(QLabel, mark)):
                    label.setVisible(number > 0)
        # Causes take longer than a key may: until there is time for them, those that were known and still hold.
        there = set(map(_same, findings.all)) if self._causes else ()
        self._causes = tuple(c for c in self._causes if all(_same(f) in there for f in c.findings))
        self._pause.start()
        self._list_all()

    def _work_out(self) -> None:
        """What has a cause in common becomes one line."""
        if any(row.writing for row in self.rows):  # lines would move under the hands
            self._pause.start()
            return
        self._pause.stop()
        self._causes = self._all.causes
        self._list_all()

    def _list_all(self) -> None:
        # The gravest first; blank cells, of which there are many in the beginning, after what is wrong.
        entries = sorted(entries_of(self._all, self._causes), key=lambda e: MARKS.index(mark_of(e.finding)))
        self._entries = []
        for entry in entries:
            self._entries.append(entry)
            if entry.below and key_of(entry.finding) in self._opened:
                self._entries += [Entry(f, inside=True) for f in entry.below]
        kept = next((key_of(r.finding) for r in self.rows if r.hasFocus() and r.finding), None)
        shown = self._entries[:SHOWN]
        while len(self.rows) < len(shown):
            self._add_row()
        for i, row in enumerate(self.rows):
            row.setVisible(i < len(shown))
            if i < len(shown):
                self._show(row, shown[i])
        here = [i for i, e in enumerate(shown) if kept in map(key_of, (e.finding, *e.below))] if kept else []
        if here:
            self._go(here[-1])  # the line itself, or the cause that it is folded into
        self._fit()
        rest = len(self._entries) - len(shown)
        self._more.setVisible(not self._entries or rest > 0)
        self._more.setText(
            f"还有 {rest} 处，改完前面的再看。" if rest else f"没有发现问题，{self._all.of} 格都已填写。"
        )

    def fold(self) -> None:
        """As low as one line below the counts."""
        low = self._head.sizeHint().height() + self.fontMetrics().lineSpacing() + 12
        self.setMinimumHeight(low)
        self.setMaximumHeight(low)

    def unfold(self) -> None:
        self.setMaximumHeight(_NO_LIMIT)
        self._fit()

    def take_keys(self) -> bool:
        """Gives the keys to the current finding, else to the first; False when there is none."""
        here = [i for i, e in enumerate(self._entries) if key_of(e.finding) == self._current]
        self._go(here[0] if here else 0)
        return bool(self._entries)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What a line leaves over."""
        if event.key() == Qt.Key.Key_Escape:
            self.gone.emit()
        else:
            super().keyPressEvent(event)

    def step(self, by: int) -> Finding | None:
        """The next finding in the list (or the one before) from where one was, and round; None when there is none.
        What has a cause in common is one step."""
        if self._pause.isActive():
            self._work_out()
        heads = [e for e in self._entries if not e.inside]
        if not heads:
            return None
        index = self._index if by > 0 else self._index - 1  # where one was settled, the next stands now
        here = [i for i, e in enumerate(heads) if self._current in map(key_of, (e.finding, *e.below))]
        if here:
            index = here[0] + by
        elif self._index < 0:
            index = 0 if by > 0 else -1
        return self.choose(heads[index % len(heads)].finding)

    def choose(self, finding: Finding) -> Finding:
        """Makes it the current one, in sight."""
        heads = [e for e in self._entries if not e.inside]
        self._index = next(i for i, e in enumerate(heads) if finding == e.finding or finding in e.below)
        self._current = key_of(finding)
        for row, entry in zip(self.rows, self._entries, strict=False):
            self._show(row, entry)
        # After the layout: rows that came with the last key have no place yet.
        QTimer.singleShot(0, self, self._show_current)
        return finding

    def _show_current(self) -> None:
        for row, entry in zip(self.rows, self._entries, strict=False):
            if key_of(entry.finding) == self._current:
                self._scroll.ensureWidgetVisible(row, 0, 0)

    def _keep_writing_in_sight(self) -> None:
        """The line for a reason, or what tells why, when it opens below what is in sight."""
        for row in self.rows:
            layout = row.layout()
            if row.line.hasFocus() and layout is not None:
                layout.activate()  # the list has its new height, but the line may have no place in the row yet
                # Not the line: of what one types in, Qt brings no more into sight than the cursor.
                self._scroll.ensureWidgetVisible(row.line.parentWidget(), 0, 0)
            elif row.hasFocus():
                self._scroll.ensureWidgetVisible(row, 0, 0)

    def _show(self, row: Row, entry: Entry) -> None:
        key = key_of(entry.finding)
        row.show_finding(
            entry.finding,
            below=len(entry.below),
            inside=entry.inside,
            read_only=self._read_only,
            opened=key in self._opened,
            current=key == self._current,
        )

    def _add_row(self) -> None:
        row = Row(self._name, self._pairs, self._list)
        row.chosen.connect(lambda: self.chosen.emit(self.choose(row.finding)) if row.finding else None)
        row.settled.connect(lambda: self.settled.emit(row.finding))
        row.left.connect(lambda by: self._go(self.rows.index(row) + by))
        row.opened.connect(lambda opened: self._remember(row.finding, opened))
        row.answered.connect(lambda reason: self._answer(row, reason))
        row.asked.connect(lambda: self.asked.emit(row.finding.rule) if row.finding else None)
        row.paired.connect(lambda pair: self._show_pair(row.finding, pair))
        self.rows.append(row)
        self._column.insertWidget(len(self.rows), row)

    def _show_pair(self, finding: Finding | None, pair: Pair) -> None:
        """The words of this year that last year's text has too come into sight."""
        if finding and finding.passage:
            self.chosen.emit(replace(finding, passage=finding.passage._replace(start=pair.start, end=pair.end)))

    def _answer(self, row: Row, reason: str) -> None:
        """Hands the reason on, and keeps the keys on the finding, which may stand elsewhere in the list then."""
        key, focused = row.finding and key_of(row.finding), row.hasFocus()
        self.answered.emit(row.finding, reason)
        there = next((r for r in self.rows if r.isVisible() and r.finding and key_of(r.finding) == key), None)
        if focused and there is not None:
            self._go(self.rows.index(there))

    def flush(self) -> None:
        """A reason being written is handed on."""
        for row in self.rows:
            row.finish_reason()

    def _remember(self, finding: Finding | None, opened: bool) -> None:
        if finding is None or (key_of(finding) in self._opened) == opened:
            return
        (self._opened.add if opened else self._opened.discard)(key_of(finding))
        if is_cause(finding):
            self._list_all()
        self._fit()

    def _fit(self) -> None:
        """Sentences side by side want room."""
        wide = any(row.pairs and row.pairs.isVisibleTo(self) for row in self.rows)
        if self.maximumHeight() == _NO_LIMIT:
            self.setMinimumHeight(self.fontMetrics().lineSpacing() * (LOW + LINES if wide else LOW))

    def _go(self, target: int) -> None:
        if 0 <= target < min(len(self._entries), len(self.rows)):
            self.rows[target].setFocus()
            self._scroll.ensureWidgetVisible(self.rows[target], 0, 0)


def counts(findings: Findings) -> dict[Mark, int]:
    """How many of each mark; of blanks the cells, not the sentences about them."""
    marks = [mark_of(f) for f in findings.all]
    return {mark: findings.of - findings.filled if mark == "blank" else marks.count(mark) for mark in MARKS}


def entries_of(findings: Findings, causes: tuple[Cause, ...]) -> list[Entry]:
    """The findings, those with a cause in common as one line where the first of them would stand; what has been
    answered needs no cause."""
    known = {_same(f): i for i, f in enumerate(findings.all) if not f.reason} if causes else {}
    heads: dict[int, Entry] = {}
    folded: set[int] = set()
    for cause in causes:
        places = sorted(i for f in cause.findings if (i := known.get(_same(f))) is not None)
        if len(places) > 1:
            below = tuple(findings.all[i] for i in places)
            fix = None if cause.value is None else {cause.cells[0]: cause.value}
            words = (cause.message, "", "")
            head = Finding("", below[0].level, *words, cells=cause.cells, fix=fix, passage=cause.passage)
            heads[places[0]] = Entry(head, below)
            folded.update(places)
    return [heads.get(i) or Entry(f) for i, f in enumerate(findings.all) if i in heads or i not in folded]


def _same(finding: Finding) -> tuple[object, ...]:
    """What tells one finding from another, answered or not: its words and its place."""
    return finding.rule, finding.message, finding.cells, finding.passage


def is_cause(finding: Finding) -> bool:
    """Whether it stands for the findings below it."""
    return not finding.rule
