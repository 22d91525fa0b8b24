"""The program's other windows: where they open, and what Enter does in them."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QMainWindow, QWidget

FRAME = QSize(16, 48)  # what a system's frame and title put around a window


def lay(own: QWidget, over: QWidget, size: QSize) -> None:
    """Gives a window its size, as far as the screen has room, and the middle of the one that it belongs to."""
    room = over.screen().availableGeometry()
    own.resize(size.boundedTo(room.size() - FRAME))
    whole = QRect(QPoint(), own.size() + FRAME)
    whole.moveCenter(over.window().frameGeometry().center())
    most = room.bottomRight() - QPoint(whole.width() - 1, whole.height() - 1)
    own.move(max(room.left(), min(whole.left(), most.x())), max(room.top(), min(whole.top(), most.y())))


def enters_button(event: QKeyEvent) -> bool:
    """Presses the button that has the keys, when the key is Enter; Qt leaves that to dialogs."""
    at = QApplication.focusWidget()
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not isinstance(at, QAbstractButton):
        return False
    at.click()
    return True


class OwnWindow(QMainWindow):
    """A window beside the main one, whose it is."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, Qt.WindowType.Window)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not enters_button(event):
            super().keyPressEvent(event)

    def come_forward(self) -> None:
        """Opens, or is fetched from behind the others."""
        self.show()
        self.raise_()
        self.activateWindow()
