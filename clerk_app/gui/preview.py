"""The pages as they will print: the very PDF, made and drawn beside the typing."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from clerk_app.gui import palette
from clerk_app.gui.background import Worker
from clerk_app.session import Session

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

PAUSE = 300  # ms after an edit
GAP = 12  # px between pages
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)  # of the width there is


@dataclass(frozen=True)
class Made:
    """A PDF and the sizes of its pages in points."""

    document: "PdfDocument"
    sizes: tuple[tuple[float, float], ...]


def made(session: Session) -> bytes:
    """The report as PDF. Slow: not for the window's thread."""
    from clerk_app import formats

    return formats.make(".pdf", session.report, session.changed_at)


def opened(data: bytes) -> Made:
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    return Made(document, tuple(document.get_page_size(i) for i in range(len(document))))


def drawn(of: Made, page: int, scale: float) -> QImage:
    """A page at `scale` pixels a point."""
    bitmap = of.document[page].render(scale=scale, prefer_bgrx=True)
    image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
    return image.copy()  # owns its bytes


class Pages(QAbstractScrollArea):
    """The pages below one another; only those in sight are drawn. `moved` tells the page in sight, from 1."""

    moved = Signal(int)
    zoomed = Signal()

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker, self._made, self.zoom = worker, None, 1.0
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
        """The page that takes the middle of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        return next((i for i, box in enumerate(self._boxes()) if box.bottom() + GAP > middle), max(0, self.count - 1))

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
        bar = self.verticalScrollBar()
        place = bar.value() / max(1, bar.maximum())
        self.zoom = min(max(zoom, ZOOMS[0]), ZOOMS[-1])
        self._arrange()
        bar.setValue(round(place * bar.maximum()))
        self.zoomed.emit()

    def _scale(self) -> float:
        """Logical pixels a point."""
        widest = max((w for w, _ in self._made.sizes), default=1.0) if self._made else 1.0
        return max(0.1, (self.viewport().width() - 2 * GAP) / widest * self.zoom)

    def _boxes(self) -> list[QRect]:
        result: list[QRect] = []
        top, scale = GAP, self._scale()
        across = max(self.viewport().width(), self.horizontalScrollBar().maximum() + self.viewport().width())
        for width, height in self._made.sizes if self._made else ():
            size = QSize(round(width * scale), round(height * scale))
            result.append(QRect((across - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + GAP
        return result

    def _arrange(self) -> None:
        view, scale = self.viewport().size(), self._scale()
        sizes = self._made.sizes if self._made else ()
        height = sum(round(h * scale) + GAP for _, h in sizes) + GAP
        width = max((round(w * scale) for w, _ in sizes), default=0) + 2 * GAP
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
        bar = self.verticalScrollBar()
        place = bar.value() / max(1, bar.maximum())
        self._arrange()
        bar.setValue(round(place * bar.maximum()))

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self.zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
        else:
            super().wheelEvent(event)


class Preview(QWidget):
    """The pane on the right. Follows the session's report while it is in sight."""

    def __init__(self, session: Session, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._worker = session, worker
        self._working, self._stale, self._left = False, True, False
        self.pages = Pages(worker, self)
        self.pages.moved.connect(lambda _: self._tell())
        self.pages.zoomed.connect(self._tell)
        self._words = QLabel("预览", self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 8, 4)
        head.setSpacing(4)
        head.addWidget(self._words, 1)
        for words, name, act in (
            ("－", "缩小", lambda: self.pages.set_zoom(self.pages.zoom / 1.25)),
            ("＋", "放大", lambda: self.pages.set_zoom(self.pages.zoom * 1.25)),
            ("适合宽度", "适合宽度", lambda: self.pages.set_zoom(1.0)),
        ):
            button = QToolButton(self)
            button.setText(words)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setAutoRaise(True)
            button.clicked.connect(lambda _=False, act=act: act())
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._make)

    def refresh(self) -> None:
        """The report has changed."""
        self._stale = True
        if self.isVisible():
            self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._make()

    def leave(self) -> None:
        """The report is closed: what is still being made is for nobody."""
        self._left = True
        self._pause.stop()
        self.pages.show_made(None)

    def _make(self) -> None:
        if self._working:
            return  # its end looks again
        self._working, self._stale = True, False
        session = self._session
        self._worker.run(lambda: opened(made(session)), self._made, self._failed)

    def _made(self, made: Made) -> None:
        if self._left:
            self._worker.run(made.document.close, lambda _: None, lambda _: None)
            return
        self._working = False
        self.pages.show_made(made)
        if self._stale and self.isVisible():
            self._pause.start()

    def _failed(self, error: Exception) -> None:
        if self._left:
            return
        self._working = False
        self._words.setText("这一版排不出来，显示的是上一版。")
        raise error  # ours to mend: the window's last resort logs it

    def _tell(self) -> None:
        pages = self.pages
        self._words.setText(f"预览　第 {pages.page + 1} 页，共 {pages.count} 页" if pages.count else "预览")
