"""A line of text whose Ctrl+Z is the report's, as in every other field of the window."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class Line(QLineEdit):
    """Leaves Ctrl+Z and Ctrl+Y to the window."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo(event):
            event.ignore()
            return False
        return super().event(event)


def is_undo(event: QKeyEvent) -> bool:
    keys = event.keyCombination()
    return keys.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier == Qt.KeyboardModifier.ControlModifier and (
        keys.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y)
    )
