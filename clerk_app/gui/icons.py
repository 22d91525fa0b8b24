"""The one family of icons: the marks of findings, each with its own shape so that colour is never alone."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QLabel, QWidget

from clerk_app.gui import palette
from clerk_app.gui.places import MARK_NAMES, Mark


def pixmap(mark: Mark, of: QWidget) -> QPixmap:
    """The mark at the height of the text of `of`."""
    return painted(mark, _size(of), of.devicePixelRatioF(), palette.colours(of.palette()))


def icon(mark: Mark, of: QWidget) -> QIcon:
    """The mark for a line of the list `of`; where what is chosen has a strong ground, it has the ink of the words
    there, by which it is seen."""
    picture = pixmap(mark, of)
    result = QIcon(picture)
    colours, role = palette.colours(of.palette()), of.palette().ColorRole
    if of.palette().color(role.Highlight) == colours.accent:
        picture = _painted(mark, _size(of), of.devicePixelRatioF(), colours.on_accent, colours.accent)
    result.addPixmap(picture, QIcon.Mode.Selected)  # else a style would tint it
    return result


class Sign(QLabel):
    """A mark in a layout: none until told, and drawn anew when the colours change."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._mark: Mark | None = None

    def tell(self, mark: Mark | None) -> None:
        self._mark = mark
        self.setPixmap(pixmap(mark, self) if mark else QPixmap())
        self.setAccessibleName(MARK_NAMES[mark] if mark else "")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._mark:
            self.tell(self._mark)


def painted(mark: Mark, size: int, ratio: float, colours: palette.Colours) -> QPixmap:
    """The mark `size` logical pixels wide and high, on a clear ground."""
    return _painted(mark, size, ratio, palette.mark(mark, colours), colours.paper)


def _size(of: QWidget) -> int:
    return round(of.fontMetrics().height() * 0.9)


def _painted(mark: Mark, size: int, ratio: float, ink: QColor, ground: QColor) -> QPixmap:
    result = QPixmap(round(size * ratio), round(size * ratio))
    result.setDevicePixelRatio(ratio)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 16, size / 16)  # drawn on a field of 16 × 16
    _draw(painter, mark, ink, ground)
    painter.end()
    return result


def _draw(painter: QPainter, mark: Mark, colour: QColor, ground: QColor) -> None:
    line = QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    inside = QPen(ground, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    if mark == "error":
        painter.drawEllipse(QRectF(1, 1, 14, 14))
        painter.setPen(inside)
        painter.drawLine(QPointF(5.5, 5.5), QPointF(10.5, 10.5))
        painter.drawLine(QPointF(10.5, 5.5), QPointF(5.5, 10.5))
    elif mark == "warning":
        painter.drawPolygon(QPolygonF([QPointF(8, 1), QPointF(15.4, 14.5), QPointF(0.6, 14.5)]))
        painter.setPen(inside)
        painter.drawLine(QPointF(8, 6), QPointF(8, 9.3))
        painter.drawPoint(QPointF(8, 12))
    elif mark == "answered":
        painter.setPen(QPen(colour, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(QPolygonF([QPointF(8, 1.5), QPointF(15, 14.5), QPointF(1, 14.5)]))
        painter.drawPolyline(QPolygonF([QPointF(5.2, 10.5), QPointF(7.3, 12.4), QPointF(10.8, 8.2)]))
    elif mark == "blank":
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(2, 2, 12, 12))
    elif mark == "hint":
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(2, 2, 12, 12), 3, 3)
        painter.drawLine(QPointF(8, 7.6), QPointF(8, 11))
        painter.drawPoint(QPointF(8, 5))
    else:
        painter.setPen(line)
        painter.drawPolyline(QPolygonF([QPointF(2.5, 8.5), QPointF(6.5, 12.5), QPointF(13.5, 4)]))
