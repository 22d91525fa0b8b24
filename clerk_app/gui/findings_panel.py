"""The strip below: what is wrong, always in sight, gravest first; one key to the place, one to settle it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clerk_app.check.finding import Finding, Findings
from clerk_app.gui import icons, palette
from clerk_app.gui.commands import tool_button
from clerk_app.gui.lines import Line
from clerk_app.gui.places import MARK_NAMES, MARKS, Mark, mark_of
from clerk_app.gui.wording import plain
from clerk_app.report.fields import LINE_LIMIT
from clerk_app.report.numbers import write_number

SHOWN = 100  # rows; a report with more findings than that is not read to the end
Key = tuple[object, ...]


def key_of(finding: Finding) -> Key:
    """What stays the same while the numbers in a finding's message change."""
    first = finding.cells[0] if finding.cells else finding.field
    return finding.rule, first, finding.passage and (finding.passage.part, finding.passage.text)


class Row(QFrame):
    """One finding: its mark, its sentence, what can be done; below open why it is one, and the clerk's own reason."""

    chosen = Signal()
    settled = Signal()
    opened = Signal(bool)
    answered = Signal(str)  # the clerk's reason; blank takes it back
    left = Signal(int)  # by an arrow, to the row below or above

    def __init__(self, name: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.finding: Finding | None = None
        self._current: bool | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Window)  # else it is that of the list
        self._icon, self._message, self._reasons = QLabel(self), QLabel(self), QLabel(self)
        for label in (self._message, self._reasons):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.fix, self.explain, self.why = QPushButton(self), QPushButton(self), QToolButton(self)
        self.fix.clicked.connect(self.settled)
        self.explain.clicked.connect(self.write_reason)
        self.why.setText("为什么")
        self.why.setCheckable(True)
        self.why.setAutoRaise(True)
        self.why.toggled.connect(self._open)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._message, 1)
        line.addWidget(self.fix, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.explain, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.why, 0, Qt.AlignmentFlag.AlignTop)
        high = self.why.sizeHint().height()
        for label in (self._icon, self._message):
            label.setMinimumHeight(high)  # on one line with the buttons
        for button in (self.fix, self.explain):
            button.setMaximumHeight(high)
        self._reason, self._answer = QLabel(self), self._made_answer()
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setWordWrap(True)
        indent = round(self.fontMetrics().height() * 0.9) + 8
        for label in (self._reasons, self._reason):
            label.setContentsMargins(indent, 0, 0, 4)
        answer = self._answer.layout()
        assert answer is not None
        answer.setContentsMargins(indent, 0, 0, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 2, 8, 2)
        column.setSpacing(0)
        column.addLayout(line)
        for below in (self._reason, self._answer, self._reasons):
            column.addWidget(below)
            below.hide()

    def _made_answer(self) -> QWidget:
        """The line in which a reason is written."""
        widget = QWidget(self)
        self.line: QLineEdit = Line(widget)
        self.line.setAccessibleName("原因")
        self.line.setMaxLength(LINE_LIMIT)
        self.line.setPlaceholderText("写明原因，按回车记下；清空再按回车就是收回")
        self.line.editingFinished.connect(self.finish_reason)
        keep = QPushButton("记下", widget)
        keep.setAccessibleName("记下原因")
        keep.clicked.connect(self.finish_reason)
        row = QHBoxLayout(widget)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(keep)
        return widget

    def show_finding(self, finding: Finding, *, read_only: bool, opened: bool, current: bool) -> None:
        if finding != self.finding:
            self.finding = finding
            mark = mark_of(finding)
            self._icon.setPixmap(icons.pixmap(mark, self))
            self._message.setText(finding.message)
            self._reasons.setText(f"{finding.why}\n{finding.advice}")
            self.setAccessibleName(f"{MARK_NAMES[mark]}：{finding.message}")
            self.fix.setVisible(bool(finding.fix) and not read_only)
            if finding.fix:
                # Which cell: it is not always the one that the keys are on.
                whole = "，".join(f"{self._name(c)}改为 {write_number(n)}" for c, n in finding.fix.items())
                self.fix.setText(whole.rpartition("·")[2] if len(finding.fix) == 1 else f"改正 {len(finding.fix)} 格")
                self.fix.setToolTip(plain(whole))
                self.fix.setAccessibleName(f"{whole}：{finding.message}")
            self.why.setAccessibleName(f"为什么：{finding.message}")
            self._show_reason(finding, read_only=read_only)
        self.why.setChecked(opened)
        if current != self._current:
            self._current = current
            of, made = palette.colours(self.palette()), self.palette()
            made.setColor(made.ColorRole.Window, of.accent_soft if current else of.paper)
            self.setPalette(made)

    def _show_reason(self, finding: Finding, *, read_only: bool) -> None:
        words = "改说明" if finding.reason else "说明原因"
        self.explain.setText(words)
        self.explain.setAccessibleName(f"{words}：{finding.message}")
        self.explain.setVisible(finding.answerable and not read_only)
        self._reason.setText(f"已说明：{finding.reason}" if finding.reason else "")
        self._reason.setVisible(bool(finding.reason))
        self._answer.hide()
        if finding.reason:
            self.setAccessibleName(f"{self.accessibleName()}已说明：{finding.reason}")

    def write_reason(self) -> None:
        """Opens the line for the reason, with the keys in it."""
        if self.finding is not None and not self.explain.isHidden():
            self._reason.hide()
            self.line.setText(self.finding.reason or "")
            self.line.setAccessibleName(f"原因：{self.finding.message}")
            self._answer.show()
            self.line.setFocus()
            self.line.selectAll()

    def finish_reason(self, *, keep: bool = True) -> None:
        """Closes the line; what stands in it is the reason, unless it shall not be kept."""
        if self._answer.isHidden() or self.finding is None:
            return
        focused = self._answer.isAncestorOf(self.focusWidget() or self)
        text, reason = self.line.text().strip(), self.finding.reason or ""
        self._answer.hide()
        self._reason.setVisible(bool(reason))
        if focused:
            self.setFocus()
        if keep and text != reason:
            self.answered.emit(text)

    def _open(self, opened: bool) -> None:
        self._reasons.setVisible(opened)
        self.opened.emit(opened)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if not self._answer.isHidden():  # what the line leaves over of its keys
            if key == Qt.Key.Key_Escape:
                self.finish_reason(keep=False)
        elif key == Qt.Key.Key_F2:
            self.write_reason()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        elif key == Qt.Key.Key_Right:
            self.why.setChecked(True)
        elif key == Qt.Key.Key_Left:
            self.why.setChecked(False)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.left.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setFrameShape(QFrame.Shape.Box)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setFrameShape(QFrame.Shape.NoFrame)


class FindingsPanel(QWidget):
    """All findings of the report. `chosen` asks to be shown its place, `settled` to set the numbers that settle it,
    `answered` to file the clerk's reason for it."""

    chosen = Signal(object)
    settled = Signal(object)
    answered = Signal(object, str)

    def __init__(
        self, actions: list[QAction], name: Callable[[str], str], *, read_only: bool, parent: QWidget | None = None
    ) -> None:
        """`name` is what people call a cell."""
        super().__init__(parent)
        self._read_only, self._name = read_only, name
        self._findings: tuple[Finding, ...] = ()
        self._current: Key | None = None
        self._index = -1
        self._opened: set[Key] = set()
        self._counts = {mark: QLabel(self) for mark in MARKS}
        self._done = QLabel(self)
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 8, 4)
        head.setSpacing(4)
        for mark, label in self._counts.items():
            picture = QLabel(self)
            picture.setPixmap(icons.pixmap(mark, self))
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._scroll, 1)
        self.setAccessibleName("核对结果")
        self.rows: list[Row] = []

    def refresh(self, findings: Findings) -> None:
        # The gravest first; blank cells, of which there are many in the beginning, after what is wrong.
        self._findings = tuple(sorted(findings.all, key=lambda f: MARKS.index(mark_of(f))))
        for mark, number in counts(findings).items():
            words = f"{number} 格{MARK_NAMES[mark]}" if mark == "blank" else f"{number} 处{MARK_NAMES[mark]}"
            self._counts[mark].setText(words)
            self._counts[mark].setEnabled(number > 0)
            if mark == "answered":  # spoken of only where there is one
                for label in (self._counts[mark], self.findChild(QLabel, mark)):
                    label.setVisible(number > 0)
        shown = self._findings[:SHOWN]
        while len(self.rows) < len(shown):
            self._add_row()
        for i, row in enumerate(self.rows):
            row.setVisible(i < len(shown))
            if i < len(shown):
                self._show(row, shown[i])
        rest = len(self._findings) - len(shown)
        self._more.setVisible(not self._findings or rest > 0)
        self._more.setText(f"还有 {rest} 处，改完前面的再看。" if rest else f"没有发现问题，{findings.of} 格都已填写。")

    def step(self, by: int) -> Finding | None:
        """The next finding in the list (or the one before) from where one was, and round; None when there is none."""
        if not self._findings:
            return None
        keys = [key_of(f) for f in self._findings]
        index = self._index if by > 0 else self._index - 1  # where one was settled, the next stands now
        if self._current in keys:
            index = keys.index(self._current) + by
        elif self._index < 0:
            index = 0 if by > 0 else -1
        return self.choose(self._findings[index % len(keys)])

    def choose(self, finding: Finding) -> Finding:
        """Makes it the current one, in sight."""
        self._index, self._current = self._findings.index(finding), key_of(finding)
        for row in self.rows[: len(self._findings)]:
            if row.finding is not None:
                self._show(row, row.finding)
        # After the layout: rows that came with the last key have no place yet.
        QTimer.singleShot(0, self, self._show_current)
        return finding

    def _show_current(self) -> None:
        if 0 <= self._index < min(len(self.rows), len(self._findings)):
            self._scroll.ensureWidgetVisible(self.rows[self._index], 0, 0)

    def _show(self, row: Row, finding: Finding) -> None:
        key = key_of(finding)
        row.show_finding(finding, read_only=self._read_only, opened=key in self._opened, current=key == self._current)

    def _add_row(self) -> None:
        row = Row(self._name, self._list)
        row.chosen.connect(lambda: self.chosen.emit(self.choose(row.finding)) if row.finding else None)
        row.settled.connect(lambda: self.settled.emit(row.finding))
        row.left.connect(lambda by: self._go(self.rows.index(row) + by))
        row.opened.connect(lambda opened: self._remember(row.finding, opened))
        row.answered.connect(lambda reason: self._answer(row, reason))
        self.rows.append(row)
        self._column.insertWidget(len(self.rows), row)

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
        if finding is not None:
            (self._opened.add if opened else self._opened.discard)(key_of(finding))

    def _go(self, target: int) -> None:
        if 0 <= target < min(len(self._findings), len(self.rows)):
            self.rows[target].setFocus()
            self._scroll.ensureWidgetVisible(self.rows[target], 0, 0)


def counts(findings: Findings) -> dict[Mark, int]:
    """How many of each mark; of blanks the cells, not the sentences about them."""
    marks = [mark_of(f) for f in findings.all]
    return {mark: findings.of - findings.filled if mark == "blank" else marks.count(mark) for mark in MARKS}
