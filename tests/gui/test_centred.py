"""Pages with their column in the middle."""

from PySide6.QtWidgets import QLabel, QVBoxLayout

from clerk_app.gui.centred import CentredPage
from tests.gui.conftest import InFront


def test_page__wide_and_low__has_its_column_in_the_middle_and_scrolls(in_front: InFront) -> None:
    page, column, label = CentredPage(), QVBoxLayout(), QLabel("字")
    label.setMinimumHeight(900)
    column.addWidget(label)
    page.lay(column, 8)
    page.resize(1000, 300)
    in_front(page)
    left = label.mapTo(page, label.rect().topLeft()).x()
    right = page.viewport().width() - label.mapTo(page, label.rect().topRight()).x()
    assert left > 80
    assert abs(left - right) <= 2
    assert page.verticalScrollBar().maximum() > 0
    assert not page.horizontalScrollBar().isVisible()
