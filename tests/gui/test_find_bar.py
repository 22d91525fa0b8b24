"""Find and replace: where it goes, what it changes, how it is left."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from clerk_app.gui.editor import Editor
from clerk_app.session import Session
from tests.gui.conftest import InFront, Write

TEXT = "𠀀公开甲，公开{t3/new/total}，公开丙。"


@pytest.fixture
def editor(report: Path, in_front: InFront) -> Editor:
    session = Session.open(report)
    session.edit({"overview": TEXT}, "x")
    made = Editor(session, "overview")
    session.listen(made.refresh)
    in_front(made)
    made.text.setFocus()
    return made


def test_find__by_key__goes_through_all_and_round(editor: Editor, write: Write) -> None:
    QTest.keyClick(editor.text, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert editor.find.what.hasFocus()
    assert not editor.find.by.isVisible()
    write(editor.find.what, "公开")
    assert editor.find.said.text() == "共 3 处"
    for place in (1, 2, 3, 1):
        QTest.keyClick(editor.find.what, Qt.Key.Key_Return)
        assert editor.find.said.text() == f"第 {place} 处，共 3 处"
        assert editor.text.textCursor().selectedText() == "公开"
    QTest.keyClick(editor.find.what, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert editor.find.said.text() == "第 3 处，共 3 处"
    QTest.keyClick(editor.find.what, Qt.Key.Key_Escape)
    assert not editor.find.isVisible()
    assert editor.text.hasFocus()


def test_replace__one_and_all__are_steps_that_keep_fields(editor: Editor, write: Write) -> None:
    QTest.keyClick(editor.text, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    write(editor.find.what, "公开")
    write(editor.find.by, "发布")
    editor.find.step(1)
    editor.find.by.setFocus()
    QTest.keyClick(editor.find.by, Qt.Key.Key_Return)
    report = editor.session.report
    assert report.text("overview").startswith("𠀀发布甲，公开{")
    editor.find.replace_all()
    assert editor.session.report.text("overview") == TEXT.replace("公开", "发布")
    assert editor.find.said.text() == "替换了 2 处"
    editor.session.undo()
    editor.session.undo()
    assert editor.session.report.text("overview") == editor.text.stored == TEXT


def test_replace_all__a_thousand_places_behind_rare_characters__is_one_change(editor: Editor) -> None:
    editor.text.setPlainText("𠀀甲乙\n" * 999 + "𠀀甲乙")
    editor.flush()
    changed: list[bool] = []
    editor.text.textChanged.connect(lambda: changed.append(True))
    editor.find.open(replacing=True)
    editor.find.what.setText("甲")
    editor.find.by.setText("𠀁丙丁")
    editor.find.replace_all()
    assert editor.session.report.text("overview") == "\n".join(["𠀀𠀁丙丁乙"] * 1000)
    assert len(changed) == 1
    editor.session.undo()
    assert editor.text.stored == "\n".join(["𠀀甲乙"] * 1000)


def test_find__nothing__says_so(editor: Editor, write: Write) -> None:
    editor.find.open()
    write(editor.find.what, "没有的话")
    assert editor.find.said.text() == "没有"
    editor.find.step(1)


def test_enter__on_a_button_of_the_bar__presses_it(editor: Editor, write: Write) -> None:
    QTest.keyClick(editor.text, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    write(editor.find.what, "公开")
    write(editor.find.by, "公示")
    buttons = {b.text(): b for b in editor.find.findChildren(QPushButton)}
    buttons["全部替换"].setFocus()
    QTest.keyClick(buttons["全部替换"], Qt.Key.Key_Return)
    assert editor.session.report.text("overview") == TEXT.replace("公开", "公示")
    buttons["关闭"].setFocus()
    QTest.keyClick(buttons["关闭"], Qt.Key.Key_Return)
    assert not editor.find.isVisible()
