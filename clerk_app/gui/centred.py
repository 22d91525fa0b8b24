"""Pages with their column in the middle: on a wide window room is left on both sides of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QScrollArea, QWidget

EDGE = 24  # px around


def centre(column: QLayout, on: QWidget, share: int) -> None:
    """Lays the column on a widget; it has `share` parts of the room, each side one."""
    middle = QGridLayout(on)
    middle.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
    middle.addLayout(column, 0, 1)
    for i, stretch in enumerate((1, share, 1)):
        middle.setColumnStretch(i, stretch)


class CentredPage(QScrollArea):
    """Such a page, scrolled up and down where it is higher than the window."""

    def lay(self, column: QLayout, share: int) -> None:
        page = QWidget()
        centre(column, page, share)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)
