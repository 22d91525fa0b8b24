"""The line in the window."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from clerk_app.gui.messages import MessageBar
from clerk_app.gui.window import Window
from tests.gui.conftest import Until


def test_message__with_choices__does_what_is_chosen_and_closes_on_request() -> None:
    window, done = QWidget(), list[int]()
    bar = MessageBar(window)
    QVBoxLayout(window).addWidget(bar)
    window.show()
    assert not bar.isVisible()
    bar.say("已导出。", "done", ("打开", lambda: done.append(1)), ("看看", lambda: done.append(2)))
    assert bar.words == "已导出。"
    bar.buttons[1].click()
    assert done == [2]
    bar._close.click()
    assert bar.words == ""


def test_message__in_a_table__its_buttons_have_keys(window: Window, report: Path, until: Until) -> None:
    window.filing.open(report)
    assert window.desk is not None
    window.desk.tabs.show_key("applications")
    window.desk.page.setFocus()
    done = list[int]()
    window.messages.say("已导出。", "done", ("打开", lambda: done.append(1)), ("看看", lambda: done.append(2)))
    for key, wanted in ((Qt.Key.Key_2, [2]), (Qt.Key.Key_1, [2, 1])):
        QTest.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.AltModifier)
        until(lambda wanted=wanted: done == wanted)  # a button is seen to go down


def test_message__replaced__leaves_no_button_of_the_one_before() -> None:
    bar = MessageBar()
    bar.say("一", "hint", ("甲", int))
    bar.say("<b>二</b>", "error", closable=False)
    assert bar.buttons == []
    label = next(x for x in bar.findChildren(QLabel) if x.text() == "<b>二</b>")
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert not bar._close.isVisibleTo(bar)


def test_message__that_has_to_stay__is_not_sent_away() -> None:
    bar = MessageBar()
    bar.say("只读", closable=False)
    bar.dismiss()
    assert bar.words == "只读"
