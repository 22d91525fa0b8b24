"""A short paper beside the report: the sending slip, the note of what to correct. Title, facts, lists, a QR code."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.graphics.barcode import qrencoder

from clerk_app.paper.breaking import lines
from clerk_app.paper.faces import Faces, Role, bundled
from clerk_app.paper.labels import even_lines
from clerk_app.paper.measures import ASCENT, DEPTH, LEFT, MEASURE, MM, TOP
from clerk_app.paper.setting import BLACK, Book, Element, Fill, Page, Text, flat, glyphs_of, width_of, widths_of
from clerk_app.paper.writing import write

SIZE, LEAD = 12.0, 20.0
_TITLE = 22.0
# 28 mm is read at 100 dpi, askew and after JPEG; 18 mm is not at 200 dpi (measured). A little more costs nothing.
QR = 30 * MM
_QUIET = 6 * MM  # blank beside the code; the standard asks for four modules
_LABEL = 6 * SIZE  # the column of the facts' names


@dataclass(frozen=True)
class Note:
    """`facts`: name and value, a line or more each. `lists`: a heading and its paragraphs. `code`: what the QR code
    beside the facts says; none when empty."""

    title: str
    facts: Sequence[tuple[str, str]]
    lists: Sequence[tuple[str, Sequence[str]]] = ()
    code: str = ""


def make(note: Note, *, faces: Faces | None = None) -> bytes:
    """The PDF, of one page where all finds room there. The same note gives the same bytes."""
    sheet = _Sheet(note.title, faces or bundled())
    sheet.head()
    below = sheet.qr(note.code) if note.code else sheet.y
    for name, value in note.facts:
        sheet.fact(name, value, narrow=sheet.y < below and len(sheet.book.pages) == 1)
    if len(sheet.book.pages) == 1:
        sheet.y = max(sheet.y, below)
    for heading, paragraphs in note.lists:
        sheet.y += LEAD / 2
        sheet.need(2)  # a heading is not left alone at the foot
        sheet.paragraph(heading, "heiti", "H2")
        for text in paragraphs:
            sheet.paragraph(text, "fangsong", "P")
    return write(sheet.book)


def modules(text: str) -> list[list[bool]]:
    """The QR code of `text`, UTF-8, level M, row by row."""
    code: Any = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)  # its types are not declared
    code.addData(qrencoder.QR8bitByte(text.encode()))
    code.make()
    size = int(code.getModuleCount())
    return [[bool(code.isDark(row, column)) for column in range(size)] for row in range(size)]


class _Sheet:
    """Pages filled from the top; `y` is where the next line goes."""

    def __init__(self, title: str, faces: Faces) -> None:
        self.faces, self.y = faces, TOP
        self.book = Book(title, [Page()], Element("Document"), [], [])

    def head(self) -> None:
        element, title = self.book.root.add("H1"), self.book.title
        widths = widths_of(glyphs_of(title, "title", self.faces), title)
        for a, b in even_lines(title, tuple(widths), MEASURE / _TITLE, place=True):
            x = LEFT + (MEASURE - width_of(title[a:b], "title", _TITLE, self.faces)) / 2
            y = self.y + ASCENT * _TITLE
            self.book.pages[-1].texts.append(flat(title[a:b], "title", _TITLE, x, y, self.faces, element))
            self.y += _TITLE * 1.5
        self.y += LEAD

    def qr(self, text: str) -> float:
        """Draws the code at the right edge; returns where it ends."""
        dark = modules(text)
        side = QR / len(dark)
        for number, row in enumerate(dark):
            start = 0
            while start < len(row):
                end = start
                while end < len(row) and row[end]:
                    end += 1
                if end > start:
                    x, y = LEFT + MEASURE - QR + start * side, self.y + number * side
                    self.book.pages[0].fills.append(Fill(x, y, (end - start) * side, side, BLACK))
                start = end + 1
        return self.y + QR + _QUIET

    def need(self, number: int) -> None:
        """Room for so many lines, on the next page if there is none here."""
        if self.y + number * LEAD > TOP + DEPTH:
            self.book.pages.append(Page())
            self.y = TOP

    def fact(self, name: str, value: str, *, narrow: bool) -> None:
        room = MEASURE - _LABEL - (QR + _QUIET if narrow else 0)
        element = self.book.root.add("P")
        self._line(flat(name, "heiti", SIZE, LEFT, 0, self.faces, element), advance=False)
        self._lines(value, "fangsong", LEFT + _LABEL, room, 0, element)

    def paragraph(self, text: str, role: Role, tag: str) -> None:
        self._lines(text, role, LEFT, MEASURE, 0 if tag == "H2" else 2, self.book.root.add(tag))

    def _lines(self, text: str, role: Role, x: float, room: float, indent: int, element: Element) -> None:
        glyphs = glyphs_of(text, role, self.faces)
        broken = lines(text, widths_of(glyphs, text), room / SIZE - indent, room / SIZE)
        for line in broken or [None]:
            if line is None:
                self.y += LEAD
                continue
            left = x + (indent * SIZE if line is broken[0] else 0.0)
            cut = slice(line.start, line.end)
            self._line(Text(text[cut], glyphs[cut], [left + o * SIZE for o in line.offsets], 0, SIZE, element))

    def _line(self, text: Text, *, advance: bool = True) -> None:
        self.need(1)
        baseline = self.y + ASCENT * SIZE
        self.book.pages[-1].texts.append(
            Text(text.text, text.glyphs, text.xs, baseline, text.size, text.element, text.colour)
        )
        self.y += LEAD if advance else 0
