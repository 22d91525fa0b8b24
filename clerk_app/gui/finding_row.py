"""One line of the findings strip: its mark, its sentence, what can be done; below open why it is one."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clerk_app.check.finding import Finding
from clerk_app.check.repeated import Pair
from clerk_app.gui import icons, palette
from clerk_app.gui.lines import Line
from clerk_app.gui.own_window import enters_button
from clerk_app.gui.places import MARK_NAMES, mark_of
from clerk_app.gui.side_by_side import Pairs
from clerk_app.gui.wording import plain
from clerk_app.report.fields import LINE_LIMIT
from clerk_app.report.numbers import write_number

_LEFT = 12  # px, of a line from the edge


class Row(QAbstractButton):
    """One finding: its mark, its sentence, what can be done; below open why it is one, and the clerk's own reason.

    A button that leads to the place: so it is told by screen readers, and can be pressed through them.
    """

    chosen = Signal()
    settled = Signal()
    opened = Signal(bool)
    answered = Signal(str)  # the clerk's reason; blank takes it back
    left = Signal(int)  # by an arrow, to the row below or above
    asked = Signal()  # to read of its rule
    paired = Signal(object)  # a sentence that is last year's, to be shown

    def __init__(
        self, name: Callable[[str], str], pairs: Callable[[Finding], tuple[Pair, ...]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._pairs_of = name, pairs
        self.finding: Finding | None = None
        self._below = 0
        self._current: bool | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.Window)  # else it is that of the list
        self._icon, self._message, self._reasons = icons.Sign(self), QLabel(self), QLabel(self)
        for label in (self._message, self._reasons):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.fix, self.explain, self.why = QPushButton(self), QPushButton(self), QToolButton(self)
        self.clicked.connect(self.chosen)
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
        self._indent = indent = round(self.fontMetrics().height() * 0.9) + 8
        self._reason.setContentsMargins(indent, 0, 0, 4)
        self.pairs: Pairs | None = None
        self.rule = QToolButton(self)
        self.rule.setText("规则说明")
        self.rule.setAutoRaise(True)
        self.rule.clicked.connect(self.asked)
        self._told = QWidget(self)  # what is open below
        told = QHBoxLayout()
        told.addWidget(self._reasons, 1)
        told.addWidget(self.rule, 0, Qt.AlignmentFlag.AlignTop)
        self._told_column = QVBoxLayout(self._told)
        self._told_column.setContentsMargins(indent, 0, 0, 4)
        self._told_column.addLayout(told)
        answer = self._answer.layout()
        assert answer is not None
        answer.setContentsMargins(indent, 0, 0, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(_LEFT, 2, 8, 2)
        column.setSpacing(0)
        column.addLayout(line)
        for below in (self._reason, self._answer, self._told):
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
        self.line.installEventFilter(self)
        keep = QPushButton("记下", widget)
        keep.setAccessibleName("记下原因")
        keep.clicked.connect(self.finish_reason)
        row = QHBoxLayout(widget)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(keep)
        return widget

    def show_finding(
        self, finding: Finding, *, below: int, inside: bool, read_only: bool, opened: bool, current: bool
    ) -> None:
        """`below` is how many findings it is the cause of, `inside` that it is one of those."""
        column = self.layout()
        assert column is not None
        column.setContentsMargins(_LEFT + self._indent * inside, 2, 8, 2)
        if finding != self.finding or below != self._below:
            self.finding, self._below = finding, below
            mark = mark_of(finding)
            self._icon.tell(mark)
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
            words = f"由此引起 {below} 处" if below else "为什么"
            self.why.setText(words)
            self.why.setAccessibleName(f"{words}：{finding.message}")
            self.rule.setAccessibleName(f"规则说明：{finding.message}")
            self._show_reason(finding, read_only=read_only)
        if self.why.isChecked() != opened:
            self.why.setChecked(opened)
        else:
            self._tell(opened)
        if current != self._current:
            self._current = current
            self._ground()

    def _ground(self) -> None:
        of, made = palette.colours(self.palette()), self.palette()
        made.setColor(made.ColorRole.Window, of.accent_soft if self._current else of.paper)
        if made != self.palette():
            self.setPalette(made)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._ground()

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the line ends there: left over to the row, it would lead to whatever finding stands here by then."""
        typed = watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if typed and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish_reason()
            return True
        return super().eventFilter(watched, event)

    @property
    def writing(self) -> bool:
        """Whether a reason is being written."""
        return not self._answer.isHidden()

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
        self._tell(opened)
        self.opened.emit(opened)

    def _tell(self, opened: bool) -> None:
        """Why it is one and what to do; of a cause nothing, for what it has caused is listed below it."""
        self._told.setVisible(opened and not self._below)
        pairs = self._pairs_of(self.finding) if opened and self.finding else ()
        if pairs and self.pairs is None:
            self.pairs = Pairs(self)
            self.pairs.chosen.connect(self.paired)
            self.pairs.left.connect(self.setFocus)
            self._told_column.addWidget(self.pairs)
        if self.pairs is not None:
            self.pairs.setVisible(bool(pairs))
            self.pairs.show_pairs(pairs)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(palette.colours(self.palette()).accent)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if not self._answer.isHidden():  # what the line leaves over of its keys
            if key == Qt.Key.Key_Escape:
                self.finish_reason(keep=False)
        elif enters_button(event):
            return
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
