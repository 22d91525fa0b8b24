"""The official merged headers, frozen at the top and at the left: QHeaderView can scroll, but it cannot merge."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from clerk_app.form.sheet import Box, Sheet
from clerk_app.gui.boxes import is_label_of, paint_label
from clerk_app.gui.measure import Measures
from clerk_app.gui.palette import colours


class MergedHeader(QHeaderView):
    """Paints the sheet's boxes over (or before) the figures; the sections only say how far everything is scrolled."""

    pressed = Signal(object)  # the Box under the mouse

    def __init__(self, orientation: Qt.Orientation, sheet: Sheet, top: int, left: int, parent: QWidget) -> None:
        """`top` rows and `left` columns of the sheet are frozen."""
        super().__init__(orientation, parent)
        self._across = orientation == Qt.Orientation.Horizontal
        self._top, self._left = top, left
        self._boxes = tuple(
            box
            for box in sheet.boxes
            if (box.row < self._top) == self._across and (box.column < self._left) != self._across
        )
        self._measures: Measures | None = None
        self._current: Box | None = None
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setSectionsClickable(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_measures(self, measures: Measures) -> None:
        self._measures = measures
        sizes = measures.widths[self._left :] if self._across else measures.heights[self._top :]
        for i, size in enumerate(sizes):
            self.resizeSection(i, size)
        self.updateGeometry()
        self.viewport().update()

    def set_current(self, box: Box | None) -> None:
        """The labels of this figure are highlighted."""
        self._current = box
        self.viewport().update()

    def sizeHint(self) -> QSize:
        if self._measures is None:
            return super().sizeHint()
        widths, heights = self._measures.widths, self._measures.heights
        return QSize(sum(widths[: self._left]), sum(heights[: self._top]))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._measures is None:
            return
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        seen, own = self.viewport().rect(), colours(self.palette())
        for box in self._boxes:
            rect = self._rect(box, self._measures)
            if rect.intersects(event.rect()):
                paint_label(painter, rect, seen, box, self._measures, own, is_label_of(box, self._current))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Does not resize or move sections as a header does: a label chooses its figures."""
        if self._measures is None or event.button() != Qt.MouseButton.LeftButton:
            return
        for box in self._boxes:
            if self._rect(box, self._measures).contains(event.position().toPoint()):
                self.pressed.emit(box)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _rect(self, box: Box, measures: Measures) -> QRect:
        rect = measures.rect(box)
        if self._across:
            rect.moveLeft(self.sectionViewportPosition(box.column - self._left))
        else:
            rect.moveTop(self.sectionViewportPosition(box.row - self._top))
        return rect


class Corner(QWidget):
    """The box above the row labels and beside the column labels; it never scrolls."""

    def __init__(self, sheet: Sheet, parent: QWidget) -> None:
        super().__init__(parent)
        self._boxes = tuple(b for b in sheet.boxes if b.row < sheet.head_rows and b.column < sheet.stub_columns)
        self._measures: Measures | None = None

    def set_measures(self, measures: Measures) -> None:
        self._measures = measures
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._measures is None:
            return
        painter = QPainter(self)
        for box in self._boxes:
            rect = self._measures.rect(box)
            paint_label(painter, rect, rect, box, self._measures, colours(self.palette()), active=False)
