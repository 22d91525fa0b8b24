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

# Of the text and of its lines; what would be longer than a page is tried a little smaller.
SIZES = ((12.0, 20.0), (11.0, 17.5), (10.0, 15.5))
_TITLE, _MAIN, _SMALL = 22.0, 20.0, 9.0
# Kept free above the line at the foot: half of a round seal of 42 mm, and a little.
SEAL = 24 * MM
# 28 mm is read at 100 dpi, askew and after JPEG; 18 mm is not at 200 dpi (measured). A little more costs nothing.
QR = 30 * MM
_QUIET = 6 * MM  # blank beside the code; the standard asks for four modules
_LABEL = 6  # em: the column of the facts' names


@dataclass(frozen=True)
class Note:
    """`main`: the fact that is read aloud, in large. `facts`: name and value, a line or more each. `lists`: headings,
    each with its paragraphs. `code`: what the QR code beside the facts says; none when empty. `foot`: what is filled in
    by hand, at the foot of the first page, with room for a seal, as far from the code as the page allows."""

    title: str
    facts: Sequence[tuple[str, str]]
    lists: Sequence[tuple[str, Sequence[str]]] = ()
    code: str = ""
    main: tuple[str, str] | None = None
    foot: Sequence[str] = ()


def make(note: Note, *, faces: Faces | None = None) -> bytes:
    """The PDF, of one page where all finds room there. The same note gives the same bytes."""
    best: Book | None = None
    for sizes in SIZES:
        book = _book(note, faces or bundled(), *sizes)
        if best is None or len(book.pages) < len(best.pages):
            best = book
        if len(best.pages) == 1:
            break
    assert best is not None, "there are sizes"
    return write(best)


def _book(note: Note, faces: Faces, size: float, lead: float) -> Book:
    sheet = _Sheet(note.title, faces, size, lead, SEAL + lead if note.foot else 0.0)
    sheet.head()
    below = sheet.qr(note.code) if note.code else sheet.y
    if note.main:
        sheet.main(*note.main)
    for name, value in note.facts:
        sheet.fact(name, value, narrow=sheet.y < below and len(sheet.book.pages) == 1)
    if len(sheet.book.pages) == 1:
        sheet.y = max(sheet.y, below)
    for heading, paragraphs in note.lists:
        sheet.y += lead / 2
        sheet.need(2)  # a heading is not left alone at the foot
        sheet.paragraph(heading, "heiti", "H2")
        for text in paragraphs:
            sheet.paragraph(text, "fangsong", "P")
    sheet.foot(note.foot)
    sheet.number(note.main[1] if note.main else note.facts[0][1] if note.facts else "")
    return sheet.book


def modules(text: str) -> list[list[bool]]:
    """The QR code of `text`, UTF-8, level M, row by row."""
    code: Any = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)  # its types are not declared
    code.addData(qrencoder.QR8bitByte(text.encode()))
    code.make()
    size = int(code.getModuleCount())
    return [[bool(code.isDark(row, column)) for column in range(size)] for row in range(size)]


class _Sheet:
    """Pages filled from the top; `y` is where the next line goes."""

    def __init__(self, title: str, faces: Faces, size: float, lead: float, foot: float) -> None:
        self.faces, self.y, self._size, self._lead, self._foot = faces, TOP, size, lead, foot
        self.book = Book(title, [Page()], Element("Document"))

    def head(self) -> None:
        element, title = self.book.root.add("H1"), self.book.title
        widths = widths_of(glyphs_of(title, "title", self.faces), title)
        for a, b in even_lines(title, tuple(widths), MEASURE / _TITLE, place=True):
            x = LEFT + (MEASURE - width_of(title[a:b], "title", _TITLE, self.faces)) / 2
            y = self.y + ASCENT * _TITLE
            self.book.pages[-1].texts.append(flat(title[a:b], "title", _TITLE, x, y, self.faces, element))
            self.y += _TITLE * 1.5
        self.y += 20.0

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

    def main(self, name: str, value: str) -> None:
        """A fact in large, of one line."""
        element, y = self.book.root.add("P"), self.y + ASCENT * _MAIN
        self.book.pages[-1].texts.append(flat(name, "heiti", self._size, LEFT, y, self.faces, element))
        x = LEFT + _LABEL * self._size
        self.book.pages[-1].texts.append(flat(value, "heiti", _MAIN, x, y, self.faces, element))
        self.y += _MAIN * 1.7

    def foot(self, names: Sequence[str]) -> None:
        """What is filled in by hand, each with as much room as the others, at the foot of the first page."""
        for number, name in enumerate(names):
            x, y = LEFT + MEASURE / len(names) * number, TOP + DEPTH - self._lead + ASCENT * self._size
            element = self.book.root.add("P")
            self.book.pages[0].texts.append(flat(name, "heiti", self._size, x, y, self.faces, element))

    def number(self, whose: str) -> None:
        """Of several pages each says which it is, and of what: they may part."""
        of = len(self.book.pages)
        for number, page in enumerate(self.book.pages if of > 1 else (), 1):
            text = f"{self.book.title}　{whose}　第 {number} 页，共 {of} 页"
            x = LEFT + (MEASURE - width_of(text, "fangsong", _SMALL, self.faces)) / 2
            y = TOP + DEPTH + 2 * _SMALL
            element = self.book.root.add("P")
            page.texts.append(flat(text, "fangsong", _SMALL, x, y, self.faces, element))

    def need(self, number: int) -> None:
        """Room for so many lines, on the next page if there is none here."""
        foot = self._foot if len(self.book.pages) == 1 else 0.0
        if self.y + number * self._lead > TOP + DEPTH - foot:
            self.book.pages.append(Page())
            self.y = TOP

    def fact(self, name: str, value: str, *, narrow: bool) -> None:
        label = _LABEL * self._size
        room = MEASURE - label - (QR + _QUIET if narrow else 0)
        element = self.book.root.add("P")
        self._line(flat(name, "heiti", self._size, LEFT, 0, self.faces, element), advance=False)
        self._lines(value, "fangsong", LEFT + label, room, 0, element)

    def paragraph(self, text: str, role: Role, tag: str) -> None:
        self._lines(text, role, LEFT, MEASURE, 0 if tag == "H2" else 2, self.book.root.add(tag))

    def _lines(self, text: str, role: Role, x: float, room: float, indent: int, element: Element) -> None:
        glyphs = glyphs_of(text, role, self.faces)
        broken = lines(text, widths_of(glyphs, text), room / self._size - indent, room / self._size)
        for line in broken or [None]:
            if line is None:
                self.y += self._lead
                continue
            left = x + (indent * self._size if line is broken[0] else 0.0)
            cut = slice(line.start, line.end)
            self._line(
                Text(text[cut], glyphs[cut], [left + o * self._size for o in line.offsets], 0, self._size, element)
            )

    def _line(self, text: Text, *, advance: bool = True) -> None:
        self.need(1)
        baseline = self.y + ASCENT * self._size
        self.book.pages[-1].texts.append(
            Text(text.text, text.glyphs, text.xs, baseline, text.size, text.element, text.colour)
        )
        self.y += self._lead if advance else 0
