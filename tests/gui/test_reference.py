"""Last year's text: looked at, and taken over a sentence at a time."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.gui.pages import TextPage
from clerk_app.report.fields import PREVIOUS
from clerk_app.session import Session
from tests.gui.conftest import InFront

LAST = "（一）主动公开情况。全年公开12条。加强学习和宣传工作。"


def opened(report: Path, in_front: InFront) -> TextPage:
    session = Session.open(report)
    session.edit({PREVIOUS + "overview": LAST, "overview": "开头。"}, "x")
    page = TextPage(session, session.report.edition.part("overview"))
    session.listen(page.refresh)
    page.resize(1000, 500)
    in_front(page)
    page.editor.text.setFocus()
    return page


def test_sentence__taken_over_by_keys__is_marked_until_it_is_edited(report: Path, in_front: InFront) -> None:
    page = opened(report, in_front)
    assert page.reference is not None
    page.editor.text.moveCursor(page.editor.text.textCursor().MoveOperation.End)
    QTest.keyClick(page.editor.text, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert page.reference.text.hasFocus()
    QTest.keyClick(page.reference.text, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert page.reference.sentence == "加强学习和宣传工作。"
    QTest.keyClick(page.reference.text, Qt.Key.Key_Return)
    session = page.editor.session
    assert session.report.text("overview") == "开头。加强学习和宣传工作。"
    assert page.editor.text.hasFocus()
    assert "1 句与上年相同" in page.editor._below.text()
    QTest.keyClick(page.editor.text, Qt.Key.Key_Backspace)
    assert "与上年相同" not in page.editor._below.text()
    page.editor.flush()
    session.undo()
    session.undo()
    assert session.report.text("overview") == "开头。"
    assert page.reference.text.toPlainText() == LAST


def test_reference__typed_into__stays_as_it_is(report: Path, in_front: InFront) -> None:
    page = opened(report, in_front)
    assert page.reference is not None
    QTest.keyClicks(page.reference.text, "abc")
    assert page.reference.text.toPlainText() == LAST


def test_reference__without_last_years_text__is_not_there(report: Path) -> None:
    with Session.open(report) as session:
        assert TextPage(session, session.report.edition.part("problems")).reference is None
