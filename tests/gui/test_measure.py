"""The sizes of a sheet: nothing is cut off, equal things are equal, the room is used."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from clerk_app.form.edition import editions
from clerk_app.form.sheet import sheet
from clerk_app.gui.measure import Measures, measure

PARTS = [(year, part) for year in ("2019", "2021") for part in ("disclosure", "applications", "disputes")]


def measured(year: str, part: str, width: int, height: int, points: float = 10.5) -> tuple[Measures, QFontMetrics]:
    font = QFont(QApplication.font())
    font.setPointSizeF(points)
    metrics = QFontMetrics(font)
    return measure(sheet(editions()[year].part(part)), metrics, QSize(width, height), 16), metrics


@pytest.mark.parametrize("year, part", PARTS)
@pytest.mark.parametrize("width", [700, 910, 1350, 1900])
@pytest.mark.parametrize("points", [10.5, 16])
def test_measure__any_room__every_label_fits_its_box(year: str, part: str, width: int, points: float) -> None:
    made, metrics = measured(year, part, width, 430, points)
    for box in sheet(editions()[year].part(part)).boxes:
        if box.role == "figure":
            continue
        rect, lines = made.rect(box), made.lines[box.row, box.column]
        assert max(metrics.horizontalAdvance(line) for line in lines) <= rect.width()
        assert metrics.lineSpacing() * len(lines) <= rect.height()


@pytest.mark.parametrize("year, part", PARTS)
@pytest.mark.parametrize("size", [(1350, 430), (1350, 660), (910, 430)])
def test_measure__screen_of_an_office__needs_no_scrolling_sideways(year: str, part: str, size: tuple[int, int]) -> None:
    made, _ = measured(year, part, *size)
    assert made.size.width() <= size[0]


def test_measure__full_screen__shows_the_largest_table_whole() -> None:
    made, _ = measured("2021", "applications", 1350, 540)
    assert made.size.height() <= 540


def test_measure__much_room_below__rows_grow_evenly_but_not_without_end() -> None:
    small, metrics = measured("2021", "disputes", 1350, 100)
    large, _ = measured("2021", "disputes", 1350, 2000)
    grown = {b - a for a, b in zip(small.heights, large.heights, strict=True)}
    assert len(grown) == 1
    assert 0 < grown.pop() <= metrics.height()


@pytest.mark.parametrize("width", [910, 1350, 1361])
def test_measure__columns_of_numbers__are_equal_to_the_pixel(width: int) -> None:
    made, _ = measured("2021", "applications", width, 430)
    assert len(set(made.widths[3:])) == 1
