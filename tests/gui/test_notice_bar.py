"""The bar that asks in place of a dialog."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from clerk_app.gui.notice_bar import NoticeBar
from tests.gui.conftest import InFront


@pytest.fixture
def bar(in_front: InFront) -> NoticeBar:
    window = QWidget()
    bar = NoticeBar(window)
    window.resize(600, 100)
    in_front(window)
    bar.window_kept = window  # type: ignore[attr-defined]
    return bar


def asked(bar: NoticeBar) -> list[str]:
    answers: list[str] = []
    bar.ask("怎么填？", [("甲", lambda: answers.append("甲")), ("乙", lambda: answers.append("乙"))])
    return answers


def test_ask__arrow_and_enter__chooses_by_keyboard(bar: NoticeBar) -> None:
    answers = asked(bar)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert answers == ["乙"]
    assert bar.words == ""


def test_ask__escape__chooses_nothing(bar: NoticeBar) -> None:
    answers, closed = asked(bar), list[bool]()
    bar.closed.connect(lambda: closed.append(True))
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert (answers, closed, bar.words) == ([], [True], "")


def test_ask__again__the_old_buttons_are_gone(bar: NoticeBar) -> None:
    first = asked(bar)
    second = asked(bar)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert (first, second) == ([], ["甲"])


def test_tell__words_like_html__are_shown_to_the_letter(bar: NoticeBar) -> None:
    bar.tell("<b>3</b>")
    assert bar.words == "<b>3</b>"
