"""Where the program's other windows open: over the main window, whole, on its screen."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 48)  # what a system's frame and title put around a window


def lay(own: QWidget, over: QWidget, size: QSize) -> None:
    """Gives a window its size, as far as the screen has room, and the middle of the one that it belongs to."""
    room = over.screen().availableGeometry()
    own.resize(size.boundedTo(room.size() - FRAME))
    whole = QRect(QPoint(), own.size() + FRAME)
    whole.moveCenter(over.window().frameGeometry().center())
    most = room.bottomRight() - QPoint(whole.width() - 1, whole.height() - 1)
    own.move(max(room.left(), min(whole.left(), most.x())), max(room.top(), min(whole.top(), most.y())))
