"""Pages of a PDF on the screen: drawn beside the window's own thread, one or two side by side, at any size."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from clerk_app.gui import palette
from clerk_app.gui.background import Worker

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

    from clerk_app.paper.setting import Book

GAP = 12  # px between pages
LEAST, MOST = 0.5, 4.0  # of the width there is
STEP = 1.25


@dataclass(frozen=True)
class Made:
    """A PDF, the sizes of its pages in points, and what it was set from, which tells where a passage stands."""

    document: "PdfDocument"
    sizes: tuple[tuple[float, float], ...]
    book: "Book | None" = None


def opened(data: bytes, book: "Book | None" = None) -> Made:
    """For the thread of PDFium."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    return Made(document, tuple(document.get_page_size(i) for i in range(len(document))), book)


def drawn(of: Made, page: int, scale: float) -> QImage:
    """A page at `scale` pixels a point."""
    bitmap = of.document[page].render(scale=scale, prefer_bgrx=True)
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
    return image.copy()  # owns its bytes


class Pages(QAbstractScrollArea):
    """Rows of one page or two; only those in sight are drawn. `moved` tells the page in sight, from 1."""

    moved = Signal(int)
    zoomed = Signal()

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker, self._made, self.zoom, self.columns = worker, None, 1.0, 1
        self._made: Made | None
        self._images: dict[int, tuple[Made, float, QImage]] = {}
        self._asked: set[tuple[int, int, float]] = set()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("预览")
        self.verticalScrollBar().valueChanged.connect(lambda _: self.moved.emit(self.page + 1))

    @property
    def count(self) -> int:
        return len(self._made.sizes) if self._made else 0

    @property
    def page(self) -> int:
        """The page that takes the middle of the view, from 0; of two side by side the left one."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        return next((i for i, box in enumerate(self._boxes()) if box.bottom() + GAP > middle), max(0, self.count - 1))

    def show_place(self, page: int, y: float, *, whole: bool = False) -> None:
        """Brings a place (pt from the page's top) into sight, unless it is. `whole`: any of the page below will do."""
        boxes, bar, view = self._boxes(), self.verticalScrollBar(), self.viewport().height()
        if page >= len(boxes):
            return
        top = boxes[page].top() + round(y * self._scale())
        bottom = boxes[page].bottom() if whole else top
        line = self.fontMetrics().height()
        if bottom < bar.value() + line or top > bar.value() + (view * 2 // 3 if whole else view - 2 * line):
            bar.setValue(top - view // 4)

    def show_made(self, made: Made | None) -> None:
        """Shows these pages, or none any more. The document before is closed in PDFium's one thread."""
        if before := self._made:
            self._worker.run(before.document.close, lambda _: None, lambda _: None)
        self._made = made
        self._asked.clear()
        self._arrange()
        self.moved.emit(self.page + 1)

    def set_zoom(self, zoom: float) -> None:
        """The place in sight stays."""
        with self._staying():
            self.zoom = min(max(zoom, LEAST), MOST)
        self.zoomed.emit()

    def set_columns(self, columns: int) -> None:
        """One page below the other, or two side by side. The place in sight stays."""
        with self._staying():
            self.columns = columns
        self.zoomed.emit()

    @contextmanager
    def _staying(self) -> Iterator[None]:
        """The part of a page at the top of the view stays there, whatever its size becomes."""
        bar, boxes = self.verticalScrollBar(), self._boxes()
        page = next((i for i, box in enumerate(boxes) if box.bottom() + GAP > bar.value()), 0)
        part = (bar.value() - boxes[page].top()) / boxes[page].height() if boxes else 0.0
        yield
        self._arrange()
        if boxes := self._boxes():
            bar.setValue(round(boxes[page].top() + part * boxes[page].height()))

    def _scale(self) -> float:
        """Logical pixels a point."""
        wide = self._across(1.0)
        return max(0.1, (self.viewport().width() - (1 + self._abreast) * GAP) / wide * self.zoom) if wide else 1.0

    @property
    def _abreast(self) -> int:
        """How many pages stand beside each other: a single page needs no room beside it."""
        return min(self.columns, self.count)

    def _across(self, scale: float) -> float:
        """The width of a row of pages without gaps."""
        return self._abreast * max((w * scale for w, _ in self._made.sizes), default=0.0) if self._made else 0.0

    def _rows(self) -> list[tuple[tuple[float, float], ...]]:
        """The sizes of the pages of each row. Of two columns the first page is alone in its row: it is a right-hand
        page, as in every book that is printed on both sides of the paper."""
        sizes = self._made.sizes if self._made else ()
        first = 1 if self._abreast == 2 else 0
        return [
            *([sizes[:first]] if first else []),
            *(sizes[i : i + self.columns] for i in range(first, len(sizes), self.columns)),
        ]

    def _boxes(self) -> list[QRect]:
        """Where the pages lie, in logical pixels of the whole."""
        result: list[QRect] = []
        top, scale = GAP, self._scale()
        across = self.horizontalScrollBar().maximum() + self.viewport().width()
        # A last page alone lies under the left ones.
        begin = round((across - self._across(scale) - (self._abreast - 1) * GAP) / 2)
        for number, row in enumerate(self._rows()):
            left = begin + (round(self._across(scale) / 2) + GAP if number == 0 and self._abreast == 2 else 0)
            for width, height in row:
                size = QSize(round(width * scale), round(height * scale))
                result.append(QRect(left, top, size.width(), size.height()))
                left += size.width() + GAP
            top += max(round(height * scale) for _, height in row) + GAP
        return result

    def _arrange(self) -> None:
        view, scale = self.viewport().size(), self._scale()
        height = sum(max(round(h * scale) for _, h in row) + GAP for row in self._rows()) + GAP
        width = round(self._across(scale)) + (1 + self._abreast) * GAP
        self.horizontalScrollBar().setRange(0, max(0, width - view.width()))
        self.verticalScrollBar().setRange(0, max(0, height - view.height()))
        for bar, page in ((self.horizontalScrollBar(), view.width()), (self.verticalScrollBar(), view.height())):
            bar.setPageStep(page)
            bar.setSingleStep(self.fontMetrics().height() * 2)
        self.viewport().update()

    def _ask(self, page: int, scale: float) -> None:
        """Has a page drawn, once."""
        made = self._made
        key = (id(made), page, scale)
        if made is None or key in self._asked:
            return
        self._asked.add(key)

        def done(image: QImage) -> None:
            if self._made is made:
                self._images[page] = (made, scale, image)
                self.viewport().update()

        self._worker.run(lambda: drawn(made, page, scale), done, lambda _: self._asked.discard(key))

    # ---- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colours = palette.colours(self.palette())
        painter.fillRect(event.rect(), colours.total)
        scale = self._scale() * self.devicePixelRatioF()
        painter.translate(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        seen = painter.worldTransform().inverted()[0].mapRect(event.rect())
        for i, box in enumerate(self._boxes()):
            if not box.intersects(seen):
                continue
            painter.fillRect(box, Qt.GlobalColor.white)  # paper is white in the dark, too
            made, drawn_at, image = self._images.get(i, (None, 0.0, None))
            if image is not None:
                painter.drawImage(box, image)
            painter.setPen(colours.line)
            painter.drawRect(box)
            if made is not self._made or drawn_at != scale:
                self._ask(i, scale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self._staying():
            super().resizeEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """+ and − zoom, 0 fits the width, 2 shows two pages, Home and End go to the ends."""
        bar, key = self.verticalScrollBar(), event.key()
        if key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self.zoom * STEP)
        elif key == Qt.Key.Key_Minus:
            self.set_zoom(self.zoom / STEP)
        elif key == Qt.Key.Key_0:
            self.set_zoom(1.0)
        elif key in (Qt.Key.Key_1, Qt.Key.Key_2):
            self.set_columns(key - Qt.Key.Key_0)
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)
