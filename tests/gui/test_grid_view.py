"""The view by itself: its measures in the window, and what screen readers are given. Keys: test_grid."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible

from clerk_app.gui.grid import FigureGrid
from clerk_app.session import Session
from tests.gui.conftest import Until


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "a.zfnb", "青石镇人民政府", 2024) as session:
        yield session


Shown = Callable[[Session, str, int, int], FigureGrid]


@pytest.fixture
def shown(until: Until) -> Shown:
    def show(session: Session, part: str, width: int, height: int) -> FigureGrid:
        grid = FigureGrid(session, session.report.edition.part(part))
        grid.resize(width, height)
        grid.show()
        until(lambda: grid.windowHandle().isExposed())
        return grid

    return show


@pytest.mark.parametrize("part", ["disclosure", "applications", "disputes"])
@pytest.mark.parametrize("size", [(1366, 430), (910, 430)])
def test_view__office_screen__is_never_scrolled_sideways(
    session: Session, shown: Shown, part: str, size: tuple[int, int]
) -> None:
    view = shown(session, part, *size).view
    assert view.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("part", ["disclosure", "disputes"])
def test_view__small_tables__are_whole_on_an_office_screen(session: Session, shown: Shown, part: str) -> None:
    view = shown(session, part, 1366, 430).view
    assert view.verticalScrollBar().maximum() == 0


def test_view__window_grows__rows_use_the_room(session: Session, shown: Shown) -> None:
    grid = shown(session, "disputes", 1366, 110)
    before = grid.view.rowHeight(0)
    grid.resize(1366, 600)
    assert grid.view.rowHeight(0) > before


def test_view__merged_cells_of_stacked_tables__are_one(session: Session, shown: Shown) -> None:
    view = shown(session, "disclosure", 1366, 430).view
    at = view._model.place("p5/permit/decided")
    assert view.columnSpan(at.row(), at.column()) == 3


def test_view__lit_cell__goes_out_by_itself(session: Session, shown: Shown) -> None:
    view = shown(session, "applications", 1366, 430).view
    view.light("t3/next/natural")
    assert view._delegate.lit == "t3/next/natural"
    view._glow.timeout.emit()
    assert view._delegate.lit == ""


def test_accessible__every_cell__is_called_by_its_full_name(session: Session, shown: Shown) -> None:
    view = shown(session, "disputes", 1366, 430).view
    root = QAccessible.queryAccessibleInterface(view)
    names = [root.child(i).text(QAccessible.Text.Name) for i in range(root.childCount()) if root.child(i)]
    for box in view._model.sheet.figures:
        assert view._model.name(box.path) + "，空白" in names
