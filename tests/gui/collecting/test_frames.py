"""What the pages of the room 汇总 have in common."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTableWidget, QWidget

from clerk_app.gui.collecting.frames import dress, frame
from tests.gui.conftest import InFront


@pytest.fixture
def page(in_front: InFront) -> QWidget:
    made = QWidget()
    table, beside = QTableWidget(3, 2, made), QLabel("旁边", made)
    dress(table, "各单位")
    frame(made, QHBoxLayout(), table, beside, (30, 20))
    made.resize(900, 300)
    in_front(made)
    return made


def test_frame__a_page__gives_its_keys_to_the_table_with_a_line_as_the_current_one(page: QWidget) -> None:
    table = page.findChild(QTableWidget)
    assert table is not None
    page.setFocus()
    assert table.hasFocus()
    table.setCurrentCell(0, 0)
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.currentRow() == 1
    assert {index.row() for index in table.selectedIndexes()} == {1}
    assert len(table.selectedIndexes()) == 2
    assert table.accessibleName() == "各单位"


def test_frame__a_page__has_the_table_wider_than_what_is_beside_it(page: QWidget) -> None:
    table, beside = page.findChild(QTableWidget), page.findChild(QLabel)
    assert table is not None
    assert beside is not None
    assert table.width() > beside.width() > 0
