"""A label that shows words of people and files to the letter, in as many lines as they need."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    """`scale` is of the window's type; `soft` words are secondary."""

    def __init__(
        self, words: str = "", parent: QWidget | None = None, *, scale: float = 1.0, soft: bool = False
    ) -> None:
        super().__init__(words, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(True)
        if soft:
            self.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * scale)
        self.setFont(font)
