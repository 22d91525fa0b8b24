"""The frozen merged headers: where they stand, and that they scroll with the figures."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from clerk_app.gui.grid import FigureGrid
from clerk_app.gui.headers import Corner, MergedHeader
from clerk_app.session import Session
from tests.gui.conftest import Until


@pytest.fixture
def grid(tmp_path: Path, until: Until) -> Iterator[FigureGrid]:
    with Session.create(tmp_path / "a.zfnb", "青石镇人民政府", 2024) as session:
        grid = FigureGrid(session, session.report.edition.part("applications"))
        grid.resize(1366, 400)
        grid.show()
        until(lambda: grid.windowHandle().isExposed())
        yield grid


def test_headers__one_table__frame_the_figures_exactly(grid: FigureGrid) -> None:
    view = grid.view
    across, before = view.horizontalHeader(), view.verticalHeader()
    corner = view.findChild(Corner)
    assert isinstance(across, MergedHeader)
    assert isinstance(before, MergedHeader)
    assert corner is not None
    assert (corner.width(), corner.height()) == (before.width(), across.height())
    assert across.length() == sum(view.columnWidth(i) for i in range(7))
    assert before.length() == sum(view.rowHeight(i) for i in range(25))


def test_headers__scrolled_to_the_end__move_with_the_rows(grid: FigureGrid) -> None:
    view = grid.view
    view.scrollToBottom()
    before = view.verticalHeader()
    assert before.offset() == view.verticalScrollBar().value() > 0
    assert view.rowViewportPosition(24) == before.sectionViewportPosition(24)


def test_headers__stacked_tables__are_hidden(grid: FigureGrid) -> None:
    session = grid.model.session
    stacked = FigureGrid(session, session.report.edition.part("disclosure"))
    assert stacked.view.horizontalHeader().isHidden()
    assert stacked.view.verticalHeader().isHidden()


def test_headers__group_of_rows_clicked__is_selected(grid: FigureGrid) -> None:
    before = grid.view.verticalHeader()
    row = next(b for b in grid.model.sheet.boxes if b.path == "done.refuse")
    at = QPoint(before.width() // 5, before.sectionViewportPosition(row.row - grid.model.top) + 5)
    QTest.mouseClick(before.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert {p.split("/")[1].rpartition(".")[0] for p in grid.view.selected()} == {"done.refuse"}
    assert len(grid.view.selected()) == 8 * 7
