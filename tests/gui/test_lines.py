"""Lines leave Ctrl+Z to the window."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from clerk_app.gui.lines import Line


@pytest.mark.parametrize("key, left", [(Qt.Key.Key_Z, True), (Qt.Key.Key_Y, True), (Qt.Key.Key_A, False)])
def test_line__ctrl_and_a_key__is_left_to_the_window_when_it_undoes(key: Qt.Key, left: bool) -> None:
    line = Line()
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QCoreApplication.sendEvent(line, event)
    assert event.isAccepted() is not left
