"""Labels that show words of people and files to the letter: in as many lines as they need, or in one."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStylePainter, QWidget


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


class LineLabel(QLabel):
    """One line, as wide as there is room; what does not fit ends in an ellipsis and stands whole in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        rect = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, rect.width())
        painter = QStylePainter(self)
        self.style().drawItemText(
            painter,
            rect,
            int((Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter).value),
            self.palette(),
            self.isEnabled(),
            words,
            self.foregroundRole(),
        )
