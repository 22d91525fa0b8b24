"""The report's blocks set on pages of 22 lines of 28 characters, by GB/T 9704-2012."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from clerk_app.paper import tables
from clerk_app.paper.breaking import lines
from clerk_app.paper.composing import Ending, Lines, Piece, Tables, compose
from clerk_app.paper.faces import Faces, Role
from clerk_app.paper.labels import even_lines
from clerk_app.paper.measures import BODY, CHARACTERS, DEPTH, LEAD, LEFT, MEASURE, MM, PITCH, TOP, baseline
from clerk_app.paper.setting import (
    Book,
    Circle,
    Element,
    Entry,
    Page,
    Place,
    Text,
    flat,
    glyphs_of,
    width_of,
    widths_of,
)
from clerk_app.report.document import Block, Figures, Heading, Paragraph, Signature, Title

INDENT = 2  # characters, 7.3.3
TITLE = 22.0  # 2号, 7.3.1
SMALL = 9.0
FOLIO = 14.0  # 4号, 7.5
SEAL = 21 * MM  # radius of a township's round seal
_ROLES: tuple[Role, ...] = ("fangsong", "heiti", "kaiti", "fangsong", "fangsong")  # by level, 7.3.3
_STOPS = ("。", "；", "！", "？", ".", ";")
_DIGIT_TOP = 0.73  # em from the baseline to the upper edge of a figure


def typeset(blocks: Iterable[Block], faces: Faces, *, draft: str = "", code: str = "") -> Book:
    """The pages. `draft`: what stands in the top margin of a draft, which also shows where the seal goes; `code`: the
    check code of a final print, at the foot of every page and beside the signature."""
    composer = _Composer(faces, bool(draft), code)
    for block in blocks:
        composer.add(block)
    return composer.book(draft)


class _Composer:
    def __init__(self, faces: Faces, seal: bool, code: str) -> None:
        self.faces, self.seal, self.code = faces, seal, code
        self.book_ = Book("", [], Element("Document"))
        self.flow: list[Piece] = []

    # ---- blocks to pieces

    def add(self, block: Block) -> None:
        root = self.book_.root
        if isinstance(block, Title):
            self.flow.append(self._title(block, root.add("H1")))
        elif isinstance(block, Heading):
            pieces = self._set(block.text, len(block.text), "heiti", root.add("H2"), keep=True)
            self.flow += [self._noted(pieces[0], block.text), *pieces[1:]]
        elif isinstance(block, Paragraph):
            alone = block.level > 0 and block.head == len(block.text)
            # “1.” and “（1）” are headings only where no sentence ends with them.
            alone = alone and (block.level < 3 or not block.text.endswith(_STOPS))
            element = root.add("H3" if alone else "P")
            self.flow += self._set(
                block.text, block.head, _ROLES[block.level], element, keep=alone, place=(block.passage, block.start)
            )
        elif isinstance(block, Figures):
            self.flow.append(self._tables(block, root.add("Div")))
        else:
            self._keep_last_lines()
            self.flow.append(self._ending(block))

    def _title(self, block: Title, element: Element) -> Lines:
        """One blank line, the title's lines, one blank line."""
        self.book_.title = "".join(block.pieces)
        texts = title_lines(block.pieces, self.faces)

        def draw(page: int, line: int) -> None:
            for i, text in enumerate(texts, line + 1):
                x = LEFT + (MEASURE - width_of(text, "title", TITLE, self.faces)) / 2
                self._print(page, flat(text, "title", TITLE, x, baseline(i, TITLE), self.faces, element))

        return self._noted(Lines(len(texts) + 2, draw, keep=True), self.book_.title)

    def _noted(self, piece: Lines, text: str) -> Lines:
        """The piece, entered in the outline where it comes to stand."""
        plain = piece.draw

        def draw(page: int, line: int) -> None:
            self.book_.outline.append(Entry(text, page, TOP + line * LEAD))
            plain(page, line)

        return Lines(piece.lines, draw, piece.keep)

    def _set(
        self, text: str, head: int, role: Role, element: Element, *, keep: bool, place: tuple[str, int] | None = None
    ) -> list[Lines]:
        """A paragraph, one piece a line. The first `head` characters stand in `role`, the rest in the body's face."""
        glyphs = glyphs_of(text[:head], role, self.faces) + glyphs_of(text[head:], "fangsong", self.faces)
        broken = lines(text, widths_of(glyphs, text), CHARACTERS - INDENT, CHARACTERS)

        def piece(number: int) -> Lines:
            line = broken[number]
            left = LEFT + (INDENT * PITCH if number == 0 else 0.0)

            def draw(page: int, at: int) -> None:
                xs = [left + x * PITCH for x in line.offsets]
                if place:
                    where = Place(place[0], place[1] + line.start, page, TOP + at * LEAD)
                    self.book_.places.append(where)
                cut = slice(line.start, line.end)
                self._print(
                    page, Text(text[cut], glyphs[cut], xs, baseline(at), BODY, element, end=left + line.width * PITCH)
                )

            return Lines(1, draw, keep)

        return [piece(n) for n in range(len(broken))]

    def _tables(self, block: Figures, element: Element) -> Tables:
        unit = _common_unit(block)
        unit_element = element.add("P") if unit else None

        def note(page: int, y: float) -> None:
            self.book_.places.append(Place(block.sheet.part.key, 0, page, y))
            x = LEFT + MEASURE - width_of(unit, "songti", SMALL, self.faces)
            self._print(page, flat(unit, "songti", SMALL, x, y - 3.5, self.faces, unit_element))

        def draw(page: int, y: float, table: tables.Table, pad: float, repeated: bool) -> None:
            owner = None if repeated else element
            tables.draw(table, self.book_.pages[page], LEFT, y, pad, self.faces, owner)

        return Tables(tables.table(block.sheet, block.numbers, self.faces), draw, note)

    def _keep_last_lines(self) -> None:
        """The two last lines of text go with the signature."""
        for piece in self.flow[-2:]:
            if isinstance(piece, Lines):
                piece.keep = True

    def _ending(self, block: Signature) -> Ending:
        faces, root = self.faces, self.book_.root
        date_width = width_of(block.date or "2000年1月1日", "fangsong", BODY, faces)
        widths = widths_of(glyphs_of(block.unit, "fangsong", faces), block.unit)
        names = [block.unit[a:b] for a, b in even_lines(block.unit, tuple(widths), MEASURE / BODY - 2, place=True)]
        widest = max(width_of(name, "fangsong", BODY, faces) for name in names)
        # The date ends four characters from the edge; a longer 署名 centred on it pushes both to the left.
        middle = LEFT + MEASURE - max(4 * PITCH + date_width / 2, widest / 2)
        indent = LEFT + INDENT * PITCH
        # The code stands on the date's line; a 署名 so long that the date comes too near sends it below the note.
        code_ends = indent + width_of(self.code, "songti", SMALL, faces) + BODY
        below = bool(self.code) and code_ends > middle - date_width / 2
        elements = {text: root.add("P") for text in (*names, block.date, self.code, block.note) if text}

        def draw(page: int, line: int, blank: int) -> None:
            at = line + blank
            for text in (*names, block.date):
                x = middle - width_of(text, "fangsong", BODY, faces) / 2
                self._print(page, flat(text, "fangsong", BODY, x, baseline(at), faces, elements.get(text)))
                at += 1
            self._print(page, flat(block.note, "fangsong", BODY, indent, baseline(at), faces, elements.get(block.note)))
            if self.code:
                y = baseline(at + 1 if below else at - 1, SMALL)
                self._print(page, flat(self.code, "songti", SMALL, indent, y, faces, elements[self.code]))
            if self.seal:
                text_ends = TOP + (line - 1) * LEAD + BODY
                signed = TOP + (line + blank + (len(names) - 1) / 2) * LEAD + (LEAD + BODY) / 2
                # 署名 and date lie a little below the middle, the seal's top within a line of the text and clear of it.
                y = max(text_ends + SEAL + 0.3 * MM, signed - 3 * MM)
                self.book_.pages[page].circles.append(Circle(middle, y, SEAL))

        return Ending(len(names) + 2 + below, draw)

    def _print(self, page: int, text: Text) -> None:
        if text.text:
            self.book_.pages[page].texts.append(text)

    # ---- pieces to pages

    def book(self, draft: str) -> Book:
        count, drawings = compose(self.flow)
        self.book_.pages += [Page() for _ in range(count)]
        for draw in drawings:
            draw()
        for number, page in enumerate(self.book_.pages, 1):
            self._margins(number, page, draft)
        return self.book_

    # ---- margins

    def _margins(self, number: int, page: Page, draft: str) -> None:
        """Page number (7.5), the check code on the other side of it, the mark of a draft."""
        folio = f"— {number} —"
        width = width_of(folio, "songti", FOLIO, self.faces)
        odd = number % 2 == 1
        x = LEFT + MEASURE - FOLIO - width if odd else LEFT + FOLIO
        y = TOP + DEPTH + 7 * MM + _DIGIT_TOP * FOLIO
        page.texts.append(flat(folio, "songti", FOLIO, x, y, self.faces, None))
        if self.code:
            x = LEFT if odd else LEFT + MEASURE - width_of(self.code, "songti", SMALL, self.faces)
            page.texts.append(flat(self.code, "songti", SMALL, x, y, self.faces, None))
        if draft:
            x = LEFT + MEASURE - width_of(draft, "songti", SMALL, self.faces)
            page.texts.append(flat(draft, "songti", SMALL, x, TOP - 10 * MM, self.faces, None))


def title_lines(pieces: Sequence[str], faces: Faces) -> list[str]:
    """The title in as few lines as it needs, ended between its pieces where they allow, as even as can be (7.3.1)."""
    measure = MEASURE / TITLE
    for count in range(len(pieces)):
        offers: list[tuple[float, list[str]]] = []
        for ends in combinations(range(1, len(pieces)), count):
            texts = ["".join(pieces[a:b]) for a, b in zip((0, *ends), (*ends, len(pieces)), strict=True)]
            widths = [width_of(t, "title", 1, faces) for t in texts]
            if max(widths) <= measure:
                offers.append((max(widths) - min(widths), texts))
        if offers:
            return min(offers)[1]
    first, *rest = pieces
    widths = widths_of(glyphs_of(first, "title", faces), first)
    spans = even_lines(first, tuple(widths), measure, place=True)
    return [first[a:b] for a, b in spans] + (title_lines(rest, faces) if rest else [])


def _common_unit(block: Figures) -> str:
    """单位：件, where all of a part's tables count the same and none of their labels says what."""
    units = {t.unit for t in block.sheet.part.tables}
    unit = units.pop() if len(units) == 1 else ""
    return f"单位：{unit}" if unit and not any(unit in b.text for b in block.sheet.boxes) else ""
