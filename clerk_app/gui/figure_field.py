"""A figure field in a text of the window: one character of the document, drawn as the table's number, tinted."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QWidget

from clerk_app.form.edition import Edition
from clerk_app.gui import palette
from clerk_app.report.passage import Field, Piece, pieces

OBJECT = "\ufffc"  # what stands in Qt's documents where a field is
KIND = QTextFormat.ObjectTypes.UserObject + 1
_SOURCE = QTextFormat.Property.UserProperty + 1


def format_of(field: Field) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setObjectType(KIND)
    made.setProperty(_SOURCE, field.source)
    return made


def field_of(edition: Edition, written: QTextFormat) -> Field | None:
    """The field that a character's format holds."""
    source = written.property(_SOURCE)
    found = pieces(edition, source) if isinstance(source, str) else []
    return found[0].field if found else None


def drawn(found: list[Piece]) -> str:
    """The passage as it stands in Qt's document."""
    return "".join(OBJECT if p.field else p.text for p in found)


def drawn_at(found: list[Piece], at: int) -> int:
    """Where the character `at` of the stored passage stands in `drawn`."""
    here = 0
    for piece in found:
        length = 1 if piece.field else len(piece.text)
        if at < piece.end:
            whole = piece.field is not None or length != piece.end - piece.start
            return here if whole else here + at - piece.start
        here += length
    return here


class FigureObject(QPyTextObject):
    """Draws the fields of a document; `words` tells what a field shows now."""

    def __init__(self, words: Callable[[Field], str], edition: Edition, of: QWidget) -> None:
        super().__init__(of)
        self._words, self._edition, self._of = words, edition, of

    def intrinsicSize(self, document: QTextDocument, _position: int, written: QTextFormat) -> QSizeF:
        metrics = QFontMetricsF(document.defaultFont())
        field = field_of(self._edition, written)
        width = metrics.horizontalAdvance(self._words(field) if field else "") + metrics.height() * 0.24
        return QSizeF(width, metrics.ascent())  # it stands on the base line

    def drawObject(
        self, painter: QPainter, rect: QRectF, document: QTextDocument, _position: int, written: QTextFormat
    ) -> None:
        field = field_of(self._edition, written)
        if field is None:
            return
        font: QFont = document.defaultFont()
        metrics = QFontMetricsF(font)
        colours = palette.colours(self._of.palette())
        box = rect.adjusted(0.5, 0, -0.5, metrics.descent())
        painter.save()
        painter.setPen(QPen(colours.hint.ink, 0.6))
        painter.setBrush(colours.hint.soft)
        painter.drawRoundedRect(box, 2, 2)
        painter.setPen(colours.ink)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._words(field))
        painter.restore()
