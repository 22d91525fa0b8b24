"""The line in the window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clerk_app.gui.messages import MessageBar


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
