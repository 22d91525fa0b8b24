"""Lines leave to the window the keys that are the window's."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent

from clerk_app.gui.lines import Line

Key = Qt.Key
KEYS = [(Key.Key_Z, True), (Key.Key_Y, True), (Key.Key_E, True), (Key.Key_P, True), (Key.Key_A, False)]


@pytest.mark.parametrize("key, left", KEYS)
def test_line__ctrl_and_a_key__is_left_to_the_window_when_it_undoes_or_hands_out(key: Qt.Key, left: bool) -> None:
    line = Line()
    event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
    event.ignore()
    QCoreApplication.sendEvent(line, event)
    assert event.isAccepted() is not left
