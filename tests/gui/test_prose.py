"""The field for a text: fields in it, numbering on Enter, what is copied and pasted, composing."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerk_app.gui.figure_field import OBJECT
from clerk_app.gui.prose import ProseEdit
from clerk_app.report.passage import BLANK, Field
from clerk_app.session import Session
from tests.gui.conftest import InFront, Write

NEW = "{t3/new/total}"


@pytest.fixture
def text(report: Path, in_front: InFront) -> ProseEdit:
    session = Session.open(report)
    session.edit({"t3/new/total": 5}, "x")
    made = ProseEdit(session)
    made.set_type(made.font())
    made.resize(600, 400)
    in_front(made)
    made.setFocus()
    return made


def enter(text: ProseEdit, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(text, Qt.Key.Key_Return, modifier)


def test_field__of_a_passage__is_one_character_that_reads_as_the_number(text: ProseEdit) -> None:
    text.show_passage(f"𠀀收到{NEW}件{{{{甲}}}}{{t3/carried/total}}")
    assert text.toPlainText() == f"𠀀收到{OBJECT}件{{甲}}{OBJECT}"
    assert text.read() == f"𠀀收到5件{{甲}}{BLANK}"
    assert text.stored == f"𠀀收到{NEW}件{{{{甲}}}}{{t3/carried/total}}"


def test_field__deleted__goes_as_a_whole(text: ProseEdit) -> None:
    text.show_passage(f"收到{NEW}件")
    cursor = text.textCursor()
    cursor.setPosition(3)
    text.setTextCursor(cursor)
    QTest.keyClick(text, Qt.Key.Key_Backspace)
    assert text.stored == "收到件"


def test_field__typed_behind__stays_what_it_is(text: ProseEdit, write: Write) -> None:
    text.show_passage(NEW)
    text.moveCursor(QTextCursor.MoveOperation.End)
    write(text, "件")
    assert text.stored == f"{NEW}件"


def test_show_passage__another_field__changes_the_field_alone(text: ProseEdit) -> None:
    text.show_passage(f"收到{NEW}件")
    text.show_passage("收到{t3/next/total}件")
    assert text.stored == "收到{t3/next/total}件"
    text.show_passage("收到5件")
    assert text.stored == "收到5件"


def test_same_as__literal_braces_of_an_older_file__are_no_change(text: ProseEdit) -> None:
    text.show_passage("甲{乙}")
    assert text.same_as("甲{乙}")
    assert text.same_as("甲{{乙}}")
    assert not text.same_as("甲乙")


def test_copy__with_a_field__is_the_number_elsewhere_and_the_field_here(text: ProseEdit) -> None:
    text.show_passage(f"收到{NEW}件")
    text.selectAll()
    text.copy()
    assert QApplication.clipboard().text() == "收到5件"
    text.moveCursor(QTextCursor.MoveOperation.End)
    text.paste()
    assert text.stored == f"收到{NEW}件收到{NEW}件"


def test_paste__of_rich_text__is_told_as_it_came_and_put_right(text: ProseEdit) -> None:
    told: list[tuple[str, str]] = []
    text.pasted.connect(lambda raw, tidy: told.append((raw, tidy)))
    data = QMimeData()
    data.setText('收到申请5件,"公开"3件\u200e\r\n\ufffc好')
    data.setHtml("<b>收到</b>")
    text.insertFromMimeData(data)
    assert told == [('收到申请5件,"公开"3件\n好', "收到申请5件，“公开”3件\n好")]


def test_paste__of_a_page_without_plain_words__is_its_paragraphs(text: ProseEdit) -> None:
    told: list[str] = []
    text.pasted.connect(lambda raw, tidy: told.append(tidy))
    data = QMimeData()
    data.setHtml(
        "<style>p{color:red}</style><p><b>一、</b>收到&nbsp;3件,办结&lt;2件</p><p>好.</p><img src='http://a/b.png'>"
    )
    text.insertFromMimeData(data)
    assert told == ["一、收到3件，办结<2件\n好。"]


@pytest.mark.parametrize(
    "before, after",
    [
        ("1.学习", "1.学习\n2."),
        ("（九）公开。全年公开12条。", "（九）公开。全年公开12条。\n（十）"),
        ("（一）主动公开情况", "（一）主动公开情况\n"),
        ("全年公开12条。", "全年公开12条。\n"),
        ("1.学习\n2.", "1.学习\n"),
    ],
)
def test_enter__in_a_list__numbers_the_next_and_ends_it(text: ProseEdit, before: str, after: str) -> None:
    text.show_passage(before)
    text.moveCursor(QTextCursor.MoveOperation.End)
    enter(text)
    assert text.toPlainText() == after


def test_enter__with_shift__never_numbers(text: ProseEdit) -> None:
    text.show_passage("1.学习")
    text.moveCursor(QTextCursor.MoveOperation.End)
    enter(text, Qt.KeyboardModifier.ShiftModifier)
    assert text.toPlainText() == "1.学习\n"


def test_enter__before_a_number__makes_room_above(text: ProseEdit) -> None:
    text.show_passage("1.学习")
    text.moveCursor(QTextCursor.MoveOperation.Start)
    enter(text)
    assert text.toPlainText() == "\n1.学习"


def test_brace__typed_or_composed__asks_for_a_field(text: ProseEdit, write: Write) -> None:
    asked: list[str] = []
    text.asked.connect(asked.append)
    QTest.keyClicks(text, "{")
    write(text, "｛")
    assert asked == ["{", "｛"]
    assert text.toPlainText() == ""


def test_field__under_the_mouse__is_called_by_its_name(text: ProseEdit) -> None:
    text.insert(["收到", Field(("t3/new/total",)), "件"])
    cursor = text.textCursor()
    cursor.setPosition(2)
    assert text.words_at(text.cursorRect(cursor).center()) == "表三·总计·本年新收"


def test_paragraphs__all__have_the_first_lines_indent(text: ProseEdit) -> None:
    text.show_passage("甲\n乙")
    enter(text)
    block = text.document().firstBlock()
    seen = 0
    while block.isValid():
        assert block.blockFormat().textIndent() > text.fontMetrics().horizontalAdvance("国")
        block, seen = block.next(), seen + 1
    assert seen == 3


def test_here__behind_a_rare_character__counts_characters(text: ProseEdit) -> None:
    text.show_passage("𠀀甲乙")
    text.select(1, 2)
    assert text.here() == (1, 2)
    assert text.textCursor().selectedText() == "甲"
