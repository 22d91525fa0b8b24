"""Which cell's number: found by name and by initials, added up, or not chosen at all."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.gui.editor import Editor
from clerk_app.session import Session
from tests.gui.conftest import InFront


@pytest.fixture
def editor(report: Path, in_front: InFront) -> Editor:
    session = Session.open(report)
    session.edit({"t3/new/total": 5, "t4/cases/suit.after.total": 2, "t4/cases/suit.direct.total": 1}, "x")
    made = Editor(session, "overview")
    session.listen(made.refresh)
    in_front(made)
    made.text.setFocus()
    return made


def test_field__by_initials__is_put_into_the_text_and_follows_the_table(editor: Editor) -> None:
    QTest.keyClick(editor.text, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert editor.picker.line.hasFocus()
    QTest.keyClicks(editor.picker.line, "bnxs zj")
    assert editor.picker.list.item(0).text() == "表三·总计·本年新收　5"
    QTest.keyClick(editor.picker.line, Qt.Key.Key_Return)
    assert editor.text.hasFocus()
    assert editor.session.report.text("overview") == "{t3/new/total}"
    editor.session.edit({"t3/new/total": 7}, "x")
    assert editor.text.read() == "7"
    assert "1 字" in editor._below.text()
    editor.session.undo()
    editor.session.undo()
    assert editor.text.stored == ""


def test_field__of_several__is_their_sum(editor: Editor) -> None:
    editor.pick_field("")
    QTest.keyClicks(editor.picker.line, "fyhqszj+")
    assert "复议后起诉" in editor.picker._said.text()
    QTest.keyClicks(editor.picker.line, "zjqszj")
    QTest.keyClick(editor.picker.line, Qt.Key.Key_Return)
    assert editor.text.read() == "3"


def test_brace__and_esc__is_a_brace(editor: Editor) -> None:
    QTest.keyClicks(editor.text, "a{")
    QTest.keyClick(editor.picker.line, Qt.Key.Key_Escape)
    QTest.keyClicks(editor.text, "b")
    editor.flush()
    assert editor.session.report.text("overview") == "a{{b"
    assert editor.text.read() == "a{b"


def test_list__arrows__choose_another(editor: Editor) -> None:
    editor.pick_field("")
    QTest.keyClicks(editor.picker.line, "bnxs")
    QTest.keyClick(editor.picker.line, Qt.Key.Key_Down)
    assert editor.picker.list.currentRow() == 1
    QTest.keyClicks(editor.picker.line, "qqqq")
    assert editor.picker._said.text() == "没有这样的格。"
    QTest.keyClick(editor.picker.line, Qt.Key.Key_Return)
    assert editor.picker.isVisible()
