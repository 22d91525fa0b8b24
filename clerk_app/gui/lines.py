"""A line of text that leaves to the window the keys that are the window's everywhere else."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit


class Line(QLineEdit):
    """Leaves Ctrl+Z and Ctrl+Y to the window, and Ctrl+E and Ctrl+P, which Qt takes for keys of its own on X11."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_of_window(event):
            event.ignore()
            return False
        return super().event(event)


def _is_of_window(event: QKeyEvent) -> bool:
    out = event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in (Qt.Key.Key_E, Qt.Key.Key_P)
    return out or is_undo(event)


def is_undo(event: QKeyEvent) -> bool:
    keys = event.keyCombination()
    return keys.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier == Qt.KeyboardModifier.ControlModifier and (
        keys.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y)
    )
