"""The editor of texts: when it hands on, what it leaves alone, where it underlines."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, Qt, QUrl
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest

from clerk_app.gui.editor import TIDIED, Editor, count
from clerk_app.gui.levels import units
from clerk_app.report.fields import PASSAGE_LIMIT
from clerk_app.session import Session
from tests.gui.conftest import InFront, Until


@pytest.fixture
def session(report: Path) -> Session:
    return Session.open(report)


@pytest.fixture
def editor(session: Session, in_front: InFront) -> Editor:
    made = Editor(session, "overview")
    session.listen(made.refresh)
    made.resize(600, 400)
    in_front(made)
    made.text.setFocus()
    return made


def compose(editor: Editor, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QCoreApplication.sendEvent(editor.text, event)


def test_text__typed__reaches_the_report_after_a_pause(editor: Editor, session: Session, until: Until) -> None:
    QTest.keyClicks(editor.text, "abc")
    assert session.report.text("overview") == ""
    until(lambda: session.report.text("overview") == "abc")


def test_text__typed_without_a_pause__is_handed_on_all_the_same(editor: Editor, session: Session, until: Until) -> None:
    def typed() -> bool:
        QTest.keyClicks(editor.text, "a")
        QTest.qWait(20)
        return bool(session.report.text("overview"))

    until(typed)


def test_paste__more_than_a_text_holds__is_not_left_standing(editor: Editor, session: Session) -> None:
    QTest.keyClicks(editor.text, "abc")
    editor.paste("长" * PASSAGE_LIMIT + ".", "长" * PASSAGE_LIMIT + "。")
    assert editor.text.toPlainText() == session.report.text("overview") == "abc"
    assert "没有放入。一、总体情况：文字超过" in editor._below.text()
    QTest.keyClicks(editor.text, "d")
    assert "没有放入" not in editor._below.text()


def test_paste__longer_than_any_part__is_refused_in_one_sentence_until_the_next_change(
    editor: Editor, session: Session
) -> None:
    QTest.keyClicks(editor.text, "abc")
    data = QMimeData()
    data.setText("长" * 200_000)
    editor.text.insertFromMimeData(data)
    assert editor.text.toPlainText() == session.report.text("overview") == "abc"
    assert "剪贴板里有 200000 字，一次最多贴入 20000 字，没有贴入。" in editor._below.text()
    QTest.keyClicks(editor.text, "d")
    assert "没有贴入" not in editor._below.text()


def test_text__too_long__is_refused_below_until_it_is_shorter(editor: Editor, session: Session) -> None:
    editor.text.setPlainText("长" * (PASSAGE_LIMIT + 1))
    editor.flush()
    QTest.keyClicks(editor.text, "a")
    assert "请分开填写" in editor._below.text()
    assert session.report.text("overview") == ""
    editor.text.setPlainText("短")
    editor.flush()
    assert editor._below.text() == "1 字"


def test_text__half_composed__waits_for_the_end(editor: Editor, session: Session, until: Until) -> None:
    QTest.keyClicks(editor.text, "a")
    compose(editor, "ni hao")
    editor.flush()
    assert session.report.text("overview") == ""
    compose(editor, "", "你好")
    until(lambda: session.report.text("overview") == "a你好")


def test_text__focus_lost__is_handed_on_at_once(editor: Editor, session: Session) -> None:
    QTest.keyClicks(editor.text, "abc")
    editor.text.clearFocus()
    assert session.report.text("overview") == "abc"


def test_text__undone__is_put_back_with_the_cursor_where_it_changed(editor: Editor, session: Session) -> None:
    session.edit({"overview": "一二三四"}, "x")
    session.edit({"overview": "一二𠀀三四"}, "x")
    assert editor.text.toPlainText() == "一二𠀀三四"
    session.undo()
    assert editor.text.toPlainText() == "一二三四"
    assert editor.text.textCursor().position() == 2


def test_paste__rich_text_with_control_characters__comes_in_plain(editor: Editor, session: Session) -> None:
    data = QMimeData()
    data.setText("甲\u200e乙\r\n丙")
    data.setHtml("<b>甲</b>")
    editor.text.insertFromMimeData(data)
    editor.flush()
    assert session.report.text("overview") == editor.text.toPlainText() == "甲乙\n丙"


def test_paste__of_what_has_to_be_put_right__goes_back_to_the_raw_text_in_one_step(
    editor: Editor, session: Session
) -> None:
    session.edit({"overview": "开头。"}, "x")
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    data = QMimeData()
    data.setText("  收到申请5件,办结4件.\n\n  (一)甲")
    editor.text.insertFromMimeData(data)
    assert session.report.text("overview") == "开头。收到申请5件，办结4件。\n（一）甲"
    assert TIDIED in editor._below.text()
    session.undo()
    assert editor.text.toPlainText() == "开头。  收到申请5件,办结4件.\n\n  (一)甲"
    session.undo()
    assert editor.text.toPlainText() == "开头。"


def test_zoom__by_keys_and_wheel__changes_the_type_and_is_told(editor: Editor) -> None:
    told: list[int] = []
    editor.zoomed.connect(told.append)
    before = editor.text.fontMetrics().height()
    QTest.keyClick(editor.text, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    editor.text.zoomed.emit(3)
    assert told == [110, 140]
    assert editor.text.fontMetrics().height() > before
    QTest.keyClick(editor.text, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert editor.zoom == 100


def test_drop__of_a_file__is_left_to_the_window(editor: Editor) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/x/a.zfnb")])
    assert not editor.text.canInsertFromMimeData(data)


def test_finding__in_the_text__is_underlined_and_says_why(editor: Editor, session: Session) -> None:
    cells = {c: 0 for c in session.report.edition.cells if c.startswith("t3/")}
    session.edit({**cells, "overview": "𠀀全年收到政府信息公开申请5件。"}, "x")
    finding = next(f for f in session.findings.all if f.rule == "TEXT-NONE")
    assert finding.passage is not None
    assert finding.passage.text in [u.cursor.selectedText() for u in editor.text.extraSelections()]
    cursor = QTextCursor(editor.text.document())
    cursor.setPosition(units(editor.text.toPlainText(), finding.passage.start + 1))
    assert finding.message in editor.text.words_at(editor.text.cursorRect(cursor).center())
    editor.show_span(finding.passage.start, finding.passage.end)
    assert editor.text.textCursor().selectedText() == finding.passage.text


def test_ctrl_z__in_the_text__is_left_to_the_window(editor: Editor, session: Session) -> None:
    QTest.keyClicks(editor.text, "abc")
    QTest.keyClick(editor.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.text.toPlainText() == "abc"


def test_count__blanks_and_line_ends__are_no_characters() -> None:
    assert count("一、 总体\n情况\u3000") == 6
