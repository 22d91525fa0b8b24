"""The label for words of people and files."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from clerk_app.gui.plain_label import LineLabel, PlainLabel


def test_label__words_that_look_like_html__are_shown_to_the_letter_and_broken() -> None:
    label, large = PlainLabel("<b>第 1 次</b>定稿" * 9), PlainLabel("大", scale=2.0, soft=True)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.heightForWidth(100) > 3 * label.fontMetrics().height()
    assert large.font().pointSizeF() == 2 * label.font().pointSizeF()
    assert large.foregroundRole() != label.foregroundRole()


def test_line_label__more_than_there_is_room_for__ends_in_an_ellipsis_and_asks_for_no_room(
    application: QApplication,
) -> None:
    label = LineLabel()
    label.setText("到本年1月1日还没有办结的申请" * 20)
    label.resize(300, label.sizeHint().height())
    cut = label.grab().toImage()
    label.setText(label.fontMetrics().elidedText(label.text(), Qt.TextElideMode.ElideRight, 300))
    assert label.text().endswith("…")
    assert label.grab().toImage() == cut
    assert label.minimumSizeHint().width() == 0
