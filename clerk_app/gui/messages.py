"""A line in the window instead of a dialog: what happened, and what one may do now."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from clerk_app.gui import icons
from clerk_app.gui.places import Mark

Choice = tuple[str, Callable[[], object]]  # what the button says, what it does


class MessageBar(QFrame):
    """One message at a time; stays until closed or replaced, takes no key from anybody."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.ToolTipBase)
        self._icon, self._words = icons.Sign(self), QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.buttons: list[QPushButton] = []
        self._close = QToolButton(self)
        self._close.setText("关闭")
        self._close.setToolTip("Esc")
        self._close.setAutoRaise(True)
        self._close.clicked.connect(self.dismiss)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(12, 4, 8, 4)
        self._line.setSpacing(8)
        self._line.addWidget(self._icon)
        self._line.addWidget(self._words, 1)
        self._line.addWidget(self._close)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text() if self.isVisibleTo(self.parentWidget()) else ""

    def dismiss(self) -> None:
        """Sends it away, unless it has to stay."""
        if self._close.isVisibleTo(self):
            self.hide()

    def say(self, words: str, mark: Mark = "hint", *choices: Choice, closable: bool = True) -> None:
        for button in self.buttons:
            self._line.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = []
        for number, (name, act) in enumerate(choices, 1):
            button = QPushButton(name, self)
            button.setShortcut(QKeySequence(f"Alt+{number}"))  # from a table Tab does not lead here
            button.setToolTip(f"Alt+{number}")
            button.clicked.connect(lambda _=False, act=act: act())
            self._line.insertWidget(self._line.count() - 1, button)
            button.show()  # its key works from now on
            self.buttons.append(button)
        self._icon.tell(mark)
        self._words.setText(words)
        self._words.setAccessibleName(words)
        self._close.setVisible(closable)
        self.show()
