"""The label for words of people and files."""

from PySide6.QtCore import Qt

from clerk_app.gui.plain_label import PlainLabel


def test_label__words_that_look_like_html__are_shown_to_the_letter_and_broken() -> None:
    label, large = PlainLabel("<b>第 1 次</b>定稿" * 9), PlainLabel("大", scale=2.0, soft=True)
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.heightForWidth(100) > 3 * label.fontMetrics().height()
    assert large.font().pointSizeF() == 2 * label.font().pointSizeF()
    assert large.foregroundRole() != label.foregroundRole()
