"""A bar above the grid that asks or tells in place of a dialog: one sentence, a few buttons, Esc sends it away."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from clerk_app.gui.wording import plain

Choice = tuple[str, Callable[[], None]]


class NoticeBar(QFrame):
    """Hidden until `ask` or `tell`; shows one thing at a time."""

    closed = Signal()  # answered or sent away: the focus goes back to where the work is

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setBackgroundRole(self.palette().ColorRole.Base)
        self.setAutoFillBackground(True)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons: list[QPushButton] = []
        self._row = QHBoxLayout(self)
        gap = self.fontMetrics().height() // 3
        self._row.setContentsMargins(2 * gap, gap, gap, gap)
        self._row.addWidget(self._words)
        self.hide()

    @property
    def words(self) -> str:
        """What it says now; empty when it is not there."""
        return self._words.text() if self.isVisibleTo(self.parentWidget()) else ""

    def ask(self, words: str, choices: Sequence[Choice]) -> None:
        """Shows the sentence and takes the focus to the first choice; any choice closes the bar."""
        self._show(words, choices)
        self._focus(0)

    def tell(self, words: str, more: str = "") -> None:
        """Shows the sentence, and `more` when the mouse rests on it; the work goes on meanwhile."""
        self._show(words, [("知道了", lambda: None)])
        self._words.setToolTip(plain(more))

    def dismiss(self) -> None:
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _show(self, words: str, choices: Sequence[Choice]) -> None:
        for button in self._buttons:
            self._row.removeWidget(button)
            button.hide()  # now: it may be the one being clicked, and is deleted when that is over
            button.deleteLater()
        self._buttons = []
        self._words.setText(words)
        self._words.setToolTip("")
        for text, act in choices:
            button = QPushButton(text, self)
            button.clicked.connect(lambda _=False, act=act: self._chosen(act))
            self._row.addWidget(button)
            self._buttons.append(button)
        self.setAccessibleName(words)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _chosen(self, act: Callable[[], None]) -> None:
        self.dismiss()
        act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc sends it away; Enter presses the button that has the focus, the arrows go from one to the next."""
        at = next((i for i, button in enumerate(self._buttons) if button.hasFocus()), 0)
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._buttons[at].click()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._focus((at + step) % len(self._buttons))
        else:
            super().keyPressEvent(event)

    def _focus(self, at: int) -> None:
        self._buttons[at].setFocus(Qt.FocusReason.TabFocusReason)
        self.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # shows which button Enter presses
