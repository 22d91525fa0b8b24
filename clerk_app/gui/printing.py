"""Printing: the pages of the very PDF at their actual size, whatever margins the printer keeps."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSettings, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from clerk_app.errors import KnownError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

POINT = 72.0  # of an inch
FINEST = 600  # dpi: more is not seen
BAND = 512  # rows of pixels drawn at a time
WHITE = b"\xff"


def printer(store: QSettings, title: str) -> QPrinter:
    """The printer used last, or the machine's own choice; on both sides of the paper, the whole of it."""
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    name = store.value("print/printer", "")
    if isinstance(name, str) and name in QPrinterInfo.availablePrinterNames():
        made.setPrinterName(name)
    made.setDocName(title)
    made.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    made.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    made.setFullPage(True)
    return made


def ask(on: QPrinter, pages: int, parent: QWidget, wanted: Callable[[], object]) -> QPrintDialog:
    """Asks which printer, which pages, how many copies; `wanted` is called when the answer is yes."""
    dialog = QPrintDialog(on, parent)
    dialog.setWindowTitle("打印")
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setMinMax(1, pages)
    dialog.setFromTo(1, pages)
    dialog.setPrintRange(QAbstractPrintDialog.PrintRange.AllPages)
    dialog.accepted.connect(wanted)
    QDialog.open(dialog)  # its own `open` wants a slot
    return dialog


def remember(store: QSettings, used: QPrinter) -> None:
    if used.printerName():
        store.setValue("print/printer", used.printerName())


def count(data: bytes) -> int:
    """How many pages a PDF has. For the thread of PDFium."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def pages_of(on: QPrinter, total: int) -> range:
    """The pages to be printed, from 0."""
    if on.printRange() != QPrinter.PrintRange.PageRange or not on.fromPage():
        return range(total)
    return range(on.fromPage() - 1, min(on.toPage() or total, total))


def send(data: bytes, on: QPrinter) -> int:
    """Prints; returns the number of pages. For the thread of PDFium. Raises KnownError: the printer takes nothing."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    try:
        wanted = pages_of(on, len(document))
        _set(on, document.get_page_size(wanted.start))
        painter = QPainter()
        if not painter.begin(on):
            raise KnownError("打印机没有响应，请检查打印机，或者导出 PDF 再打印。")
        try:
            painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            _draw(document, wanted, on, painter)
        finally:
            painter.end()
        return len(wanted)
    finally:
        document.close()


def _draw(document: "PdfDocument", wanted: Sequence[int], on: QPrinter, painter: QPainter) -> None:
    for number in wanted:
        width, height = document.get_page_size(number)
        if number != wanted[0]:
            _set(on, (width, height))
            if not on.newPage():
                raise KnownError("打印机中断了，后面的页没有印出来。请检查打印机后再打印。")
        _draw_page(document[number], on, painter)


def _draw_page(page: "PdfPage", on: QPrinter, painter: QPainter) -> None:
    """In bands, so that no more than one of them is held, whatever paper and printer; blank ones cost nothing."""
    scale, fine = on.resolution() / POINT, min(on.resolution(), FINEST) / POINT
    down = ceil(page.get_height() * fine)
    for top in range(0, down, BAND):
        below = max(down - top - BAND, 0)
        # In points, a little less than the whole pixel that they are rounded up to.
        left_out = (0, max(below - 0.5, 0) / fine, 0, max(top - 0.5, 0) / fine)
        bitmap = page.render(scale=fine, grayscale=True, crop=left_out)
        pixels = bytes(bitmap.buffer)
        if pixels.count(WHITE) == len(pixels):
            continue
        image = QImage(pixels, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_Grayscale8)
        # The last one ends with a whole pixel, which may lie a little outside the page.
        size = QSizeF(bitmap.width, bitmap.height) * (scale / fine)
        painter.drawImage(QRectF(0, top * scale / fine, size.width(), size.height()), image)


def _set(on: QPrinter, size: tuple[float, float]) -> None:
    """The paper of a page, without margins: Qt would move or shrink what lies in them."""
    paper = QPageSize(QSizeF(*size), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    on.setPageLayout(QPageLayout(paper, QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Point))
    on.setFullPage(True)
