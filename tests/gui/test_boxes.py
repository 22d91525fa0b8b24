"""What is painted, seen as pixels."""

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

from clerk_app.check.finding import Severity
from clerk_app.form.edition import editions
from clerk_app.form.sheet import Box, sheet
from clerk_app.gui.boxes import Look, is_label_of, paint_figure, paint_label
from clerk_app.gui.grid_model import CellMark
from clerk_app.gui.measure import measure
from clerk_app.gui.palette import LIGHT

WHOLE = sheet(editions()["2021"].part("applications"))
FIGURE = WHOLE.figures[0]


def box(path: str) -> Box:
    return next(b for b in WHOLE.boxes if b.path == path)


def painted(look: Look) -> QImage:
    image = QImage(90, 24, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    measures = measure(WHOLE, QFontMetrics(QApplication.font()), QSize(1350, 430), 16)
    paint_figure(painter, image.rect(), FIGURE, look, measures, LIGHT)
    painter.end()
    return image


def colours_in(image: QImage, rect: QRect | None = None) -> set[str]:
    area = rect or image.rect()
    return {
        image.pixelColor(x, y).name()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    }


def test_paint_figure__blank__differs_from_zero_and_from_nothing_painted() -> None:
    assert LIGHT.hatch.name() in colours_in(painted(Look("")))
    assert LIGHT.hatch.name() not in colours_in(painted(Look("0")))


def test_paint_figure__total__is_grey() -> None:
    assert painted(Look("5", total=True)).pixelColor(5, 5) == LIGHT.total


@pytest.mark.parametrize("level", ["error", "warning", "hint"])
def test_paint_figure__finding__strong_with_a_sign_first_and_pale_with_a_corner_elsewhere(level: Severity) -> None:
    tint = LIGHT.tint(level)
    first = painted(Look("5", mark=CellMark(level, True, ())))
    other = painted(Look("5", mark=CellMark(level, False, ())))
    assert (first.pixelColor(2, 20), other.pixelColor(2, 20)) == (tint.strong, tint.soft)
    assert tint.ink.name() in colours_in(first, QRect(0, 0, 20, 24))
    assert tint.ink.name() in colours_in(other, QRect(78, 0, 10, 10))


def test_paint_figure__current_after_a_marked_one__is_not_filled_with_its_colour() -> None:
    image = QImage(90, 24, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    measures = measure(WHOLE, QFontMetrics(QApplication.font()), QSize(1350, 430), 16)
    for look in (Look("5", mark=CellMark("error", False, ())), Look("", current=True, focus=True)):
        paint_figure(painter, image.rect(), FIGURE, look, measures, LIGHT)
    painter.end()
    assert LIGHT.blank.name() in colours_in(image)
    assert LIGHT.error.ink.name() not in colours_in(image)


def test_paint_figure__declared_otherwise__is_in_the_colour_of_errors() -> None:
    def reddish(c: QColor) -> bool:
        return c.red() > c.blue() + 60

    image = painted(Look("99", total=True, disagrees=True))
    assert any(reddish(image.pixelColor(x, 12)) for x in range(30, 60))


def test_paint_figure__number_longer_than_the_cell__is_not_cut() -> None:
    image = painted(Look("999999999999"))
    assert colours_in(image, QRect(1, 3, 3, 18)) == {LIGHT.paper.name()}


def test_paint_label__merged_and_scrolled__stays_in_sight() -> None:
    measures = measure(WHOLE, QFontMetrics(QApplication.font()), QSize(1350, 430), 16)
    merged = box("done")
    rect = measures.rect(merged)
    image = QImage(rect.width(), rect.height(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    seen = QRect(0, 0, rect.width(), 60)
    paint_label(painter, QRect(0, 0, rect.width(), rect.height()), seen, merged, measures, LIGHT, active=False)
    painter.end()
    assert len(colours_in(image, QRect(4, 2, rect.width() - 8, 56))) > 5


def test_is_label_of__figure__its_row_groups_and_column_groups_only() -> None:
    figure = box("t3/done.refuse.secret/legal.business")
    labels = {b.text for b in WHOLE.boxes if is_label_of(b, figure)}
    assert labels == {
        "三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", "申请人情况", "法人或其他组织", "商业企业",
    }  # fmt: skip
