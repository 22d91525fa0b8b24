"""Paints the boxes of a sheet, labels and figures alike: for the frozen headers and for the cells."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen, QPolygonF

from clerk_app.form.sheet import Box
from clerk_app.gui.grid_model import CellMark
from clerk_app.gui.icons import painted
from clerk_app.gui.measure import Measures
from clerk_app.gui.palette import Colours

_SHORT = 4  # so many digits fit the narrowest column: not measured, for every keystroke paints the whole table
_SELECTED = 0.14  # how much of the accent lies over a selected field, whatever its own colour


@dataclass(frozen=True)
class Look:
    """Everything about a figure that its cell shows."""

    text: str
    total: bool = False
    disagrees: bool = False
    mark: CellMark | None = None
    selected: bool = False
    current: bool = False
    focus: bool = False  # of the whole grid: without it the current cell is only remembered
    lit: bool = False
    noted: bool = False


def is_label_of(label: Box, figure: Box | None) -> bool:
    """Whether the label stands over the figure or beside it: it is highlighted while the figure is current."""
    if figure is None or label.table != figure.table:
        return False
    if label.role == "row":
        return label.row <= figure.row < label.row + label.rows
    over = label.column <= figure.column < label.column + label.columns
    return over and label.role in ("column", "spanner")


def paint_label(
    painter: QPainter, rect: QRect, seen: QRect, box: Box, measures: Measures, colours: Colours, active: bool
) -> None:
    """A label in the middle of what is `seen` of its box, so that a merged one stays readable while it scrolls."""
    painter.fillRect(rect, colours.accent_soft if active else colours.header)
    left = measures.margin > 0 and box.role == "row"
    lines = measures.lines[box.row, box.column]
    high = painter.fontMetrics().lineSpacing() * len(lines)
    room = rect.intersected(seen)
    if room.height() < high:  # too little of it is left in sight: it goes out as a whole
        top = rect.bottom() - high if rect.top() < seen.top() else rect.top()
        room = QRect(rect.left(), top, rect.width(), high)
    painter.setPen(colours.ink)
    align = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
    margin = measures.margin if left else measures.pad
    painter.drawText(
        room.adjusted(margin, 0, -margin, 0),
        align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip,
        "\n".join(lines),
    )
    _rules(painter, rect, box, colours)


def paint_figure(painter: QPainter, rect: QRect, box: Box, look: Look, measures: Measures, colours: Colours) -> None:
    """A number or its absence, on the field of what it is: to be filled, a total, spoken of by a finding."""
    painter.save()  # one painter serves all cells: no brush or font of one may reach the next
    _field(painter, rect, look, colours)
    _rules(painter, rect, box, colours)
    if look.current or look.lit:
        wide = measures.pad if look.lit else max(2, measures.pad // 2 + 1)
        ink = colours.accent if look.focus or look.lit else colours.faded
        pen = QPen(ink, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.drawRect(rect.adjusted(wide // 2, wide // 2, -wide // 2 - 1, -wide // 2 - 1))
    if look.mark:
        _mark(painter, rect, look.mark, colours)
    if look.noted:
        _note(painter, rect, colours)
    if look.text:
        painter.setPen(colours.error.ink if look.disagrees else colours.ink)
        if len(look.text) > _SHORT:
            _fit(painter, look.text, rect.width() - 4 * measures.pad)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, look.text)
    painter.restore()


def _field(painter: QPainter, rect: QRect, look: Look, colours: Colours) -> None:
    if look.mark:
        tint = colours.tint(look.mark.level)
        field = tint.strong if look.mark.primary else tint.soft
    else:
        field = colours.total if look.total else colours.paper if look.text else colours.blank
    painter.fillRect(rect, field)
    if not look.text:
        painter.fillRect(rect, QBrush(colours.hatch, Qt.BrushStyle.BDiagPattern))
    if look.selected and not look.current:
        veil = QColor(colours.accent)
        veil.setAlphaF(_SELECTED)
        painter.fillRect(rect, veil)


def _mark(painter: QPainter, rect: QRect, mark: CellMark, colours: Colours) -> None:
    """The finding's sign in its first cell, a small corner in the others: colour is never alone."""
    size = round(painter.fontMetrics().height() * 0.62)
    if mark.primary:
        ratio = painter.device().devicePixelRatioF()
        top = rect.center().y() - size // 2
        painter.drawPixmap(rect.left() + size // 3, top, painted(mark.level, size, ratio, colours))
        return
    corner, side = QPointF(rect.right(), rect.top()), size / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.tint(mark.level).ink)
    painter.drawPolygon(QPolygonF([corner, corner - QPointF(side, 0), corner + QPointF(0, side)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _note(painter: QPainter, rect: QRect, colours: Colours) -> None:
    """A folded corner below, where no finding's sign stands."""
    corner, side = QPointF(rect.right(), rect.bottom()), painter.fontMetrics().height() * 0.36
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.accent)
    painter.drawPolygon(QPolygonF([corner, corner - QPointF(side, 0), corner - QPointF(0, side)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _fit(painter: QPainter, text: str, room: int) -> None:
    """A number that is too long for its cell is set smaller: digits that are cut off are another number."""
    wide = QFontMetrics(painter.font()).horizontalAdvance(text)
    if wide > room > 0:
        font = painter.font()
        font.setPointSizeF(font.pointSizeF() * room / wide)
        painter.setFont(font)


def _rules(painter: QPainter, rect: QRect, box: Box, colours: Colours) -> None:
    """The lines at the right and below; also at the left and above where the sheet begins.

    Antialiased: on a screen scaled by 1.5 lines would be one pixel and two by turns, or leave slits.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    x, y, width, height = rect.x(), rect.y(), rect.width(), rect.height()
    lines = [(x + width - 1, y, 1, height), (x, y + height - 1, width, 1)]
    if box.row == 0:
        lines.append((x, y, width, 1))
    if box.column == 0:
        lines.append((x, y, 1, height))
    for line in lines:
        painter.fillRect(QRectF(*line), colours.line)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
