"""Paragraphs in the faces in which they print."""

from PySide6.QtGui import QFont, QTextDocument
from PySide6.QtWidgets import QApplication

from clerk_app.gui.faces import families
from clerk_app.gui.levels import Levels, indent, units


def test_levels__of_paragraphs__set_the_heading_in_its_face(application: QApplication) -> None:
    document = QTextDocument()
    levels = Levels(document)
    document.setPlainText("一、甲\n（一）乙。丙丁\n戊")
    levels.rehighlight()
    first, second, third = (document.findBlockByNumber(i).layout().formats() for i in range(3))
    assert [(r.start, r.length) for r in first] == [(0, 3)]
    assert [(r.start, r.length) for r in second] == [(0, 5)]
    assert list(third) == []
    if families(2):
        assert second[0].format.fontFamilies()[0] == families(2)[0]


def test_indent__of_a_document__is_two_characters(application: QApplication) -> None:
    document = QTextDocument("甲\n乙")
    indent(document, QFont(application.font()))
    assert document.lastBlock().blockFormat().textIndent() > 0


def test_units__behind_a_rare_character__are_two() -> None:
    assert units("𠀀甲", 1) == 2
