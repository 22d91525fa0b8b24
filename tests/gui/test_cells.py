"""The line in which a number is typed."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from clerk_app.gui.cells import FigureEditor


@pytest.fixture
def window() -> QWidget:
    window = QWidget()
    window.show()
    return window


def compose(editor: FigureEditor, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QCoreApplication.sendEvent(editor, event)


def test_editor__full_width_digits__become_plain_and_the_cursor_stays(window: QWidget) -> None:
    editor = FigureEditor(window, typed=True)
    editor.setText("19")
    editor.setCursorPosition(1)
    compose(editor, "", "２３")
    assert (editor.text(), editor.cursorPosition()) == ("1239", 3)


def test_editor__composing__is_known_and_its_letters_are_no_text(window: QWidget) -> None:
    editor = FigureEditor(window, typed=True)
    compose(editor, "san")
    assert (editor.composing, editor.text()) == (True, "")
    compose(editor, "", "3")
    assert (editor.composing, editor.text()) == (False, "3")


def test_editor__typing_on_after_a_refusal__takes_the_mark_away(window: QWidget) -> None:
    editor = FigureEditor(window, typed=True)
    editor.mark_refused(True)
    QTest.keyClick(editor, Qt.Key.Key_1)
    assert not editor.refused


def test_editor__endless_text__is_cut(window: QWidget) -> None:
    editor = FigureEditor(window, typed=True)
    QTest.keyClicks(editor, "1" * 100)
    assert len(editor.text()) == 60


def test_editor__keys_of_the_window__are_left_to_it(window: QWidget) -> None:
    editor = FigureEditor(window, typed=True)
    for key in (Qt.Key.Key_E, Qt.Key.Key_P, Qt.Key.Key_Z):
        event = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.ControlModifier)
        QCoreApplication.sendEvent(editor, event)
        assert not event.isAccepted()
