"""Characters and rules of a page to tables and paragraphs. Points; y grows downwards."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from clerk_app.exchange.reading.source import Cell, Grid, Item, Laid, Piece

_NEAR = 2.0  # pt; rules nearer to each other than this are one
_SHORT = 4.0  # a shorter stroke is no rule
_INDENT = 1.0  # em from the left edge of the text at which a paragraph begins
_FULL = 2.0  # em that a full line may fall short
_LEFT = 0.5  # of the width, in which a paragraph begins
_MARGIN = 0.13  # of the page's height, in which headers and footers stand
_SENTENCE = re.compile(r"[，。；：]")
_HEADING = re.compile(r"[一二三四五六七八九十]{1,2}、[^，。；：]{2,30}")
_LABEL = 30  # characters of a line of a label
_AROUND, _BETWEEN = 3, 6  # lines of one piece before and behind those of several, and between two of them
_APART = 0.45  # em between two cells
_RAISED = 0.8  # of the size of the digit beside it
_TORN = 0.2  # em between two digits that are not of one number
_FOLIO = re.compile(r"[—\-–·第/共页]*0[—\-–·第/共页0]*")


@dataclass(frozen=True)
class Character:
    text: str
    left: float
    right: float
    y: float  # of its middle
    size: float


@dataclass(frozen=True)
class Stroke:
    left: float
    top: float
    right: float
    bottom: float

    @property
    def flat(self) -> bool:
        return self.right - self.left >= self.bottom - self.top

    @property
    def length(self) -> float:
        return max(self.right - self.left, self.bottom - self.top)


@dataclass(frozen=True)
class Line:
    """One line of running text with its place; `y` from 0 at the page's top to 1 at its foot."""

    text: str
    left: float
    right: float
    size: float
    y: float
    pieces: tuple[Piece, ...] = ()  # parted at every gap that could part two cells


Page = list[Line | Grid]


def page(characters: Sequence[Character], strokes: Sequence[Stroke], height: float) -> Page:
    """The page's lines and tables from top to bottom."""
    tables = _tables([s for s in strokes if s.length >= _SHORT])
    outside: list[Character] = []
    inside: list[list[Character]] = [[] for _ in tables]
    for c in characters:
        home = next((i for i, t in enumerate(tables) if t.holds((c.left + c.right) / 2, c.y)), None)
        (outside if home is None else inside[home]).append(c)
    found: list[tuple[float, Line | Grid]] = [
        (table.ys[0], table.grid(own)) for table, own in zip(tables, inside, strict=True) if own
    ]
    for row in _rows(outside):
        size = max(c.size for c in row)
        pieces = tuple(_pieces(row))
        found.append((row[0].y, Line(_joined(row), row[0].left, row[-1].right, size, row[0].y / height, pieces)))
    return [piece for _, piece in sorted(found, key=lambda x: x[0])]


def items(pages: Sequence[Page], *, steady: bool = True) -> list[Item | Laid]:
    """Tables, and lines joined to paragraphs over the pages: one begins with an indent, or behind a line that is not
    full. Headers, footers and page numbers are left out."""
    running = _running(pages)
    numbered = [[_on(p, number) for p in page] for number, page in enumerate(pages)]
    body = [
        p for page in numbered for p in page if not (isinstance(p, Line) and _marginal(p) and _masked(p) in running)
    ]
    within = _laid(body)
    lines = [p for n, p in enumerate(body) if isinstance(p, Line) and n not in within]
    limit = max((p.right for p in lines), default=0.0)
    edge = _edge(lines, limit)
    result: list[Item | Laid] = []
    paragraph: list[Line] = []
    for number, piece in enumerate(body):
        if number in within:
            if paragraph:
                result.append(_paragraph(paragraph))
                paragraph = []
            if (size := within[number]) and number + size <= len(body):
                lines = [p for p in body[number : number + size] if isinstance(p, Line)]
                result.append(Laid(tuple(line.pieces for line in lines), steady))
            continue
        # What begins far from the left edge is set to the right: a signature.
        full = bool(paragraph) and _is_full(paragraph[-1], limit) and paragraph[-1].left - edge < _LEFT * limit
        goes_on = full and isinstance(piece, Line) and piece.left - edge < _INDENT * piece.size
        goes_on = goes_on and not (paragraph[-1].text.endswith("。") and _HEADING.fullmatch(_text_of(piece)))
        if paragraph and not goes_on:
            result.append(_paragraph(paragraph))
            paragraph = []
        if isinstance(piece, Line):
            paragraph.append(piece)
        else:
            result.append(piece)
    return [*result, _paragraph(paragraph)] if paragraph else result


def _text_of(piece: Line | Grid) -> str:
    return piece.text if isinstance(piece, Line) else ""


def _on(piece: Line | Grid, page: int) -> Line | Grid:
    if isinstance(piece, Grid):
        return piece
    return replace(piece, pieces=tuple(replace(p, page=page) for p in piece.pieces))


def _laid(body: Sequence[Line | Grid]) -> dict[int, int]:
    """The runs of lines among which a table may stand: the number of the first → how many; of the others → 0."""
    parted = [isinstance(p, Line) and "  " in p.text for p in body]
    short = [isinstance(p, Line) and not _SENTENCE.search(p.text) for p in body]
    found: dict[int, int] = {}
    at = 0
    while at < len(body):
        if not parted[at]:
            at += 1
            continue
        first = last = at
        while first - 1 >= 0 and at - first < _AROUND and short[first - 1] and first - 1 not in found:
            first -= 1
        end = at + 1
        while end < len(body) and end - last <= _BETWEEN and (parted[end] or short[end] or _is_cell(body[end])):
            last = end if parted[end] else last
            end += 1
        end = min(end, last + _AROUND + 1)
        if sum(parted[first:end]) > 1:
            found |= {first: end - first, **dict.fromkeys(range(first + 1, end), 0)}
        at = end
    return found


def _is_cell(piece: Line | Grid) -> bool:
    """Whether a line with a mark of a sentence may yet be (a piece of) a label."""
    return isinstance(piece, Line) and len(piece.text) <= _LABEL and not piece.text.endswith("。")


def _is_full(line: Line, limit: float) -> bool:
    return limit - line.right < _FULL * line.size


def _edge(lines: Sequence[Line], limit: float) -> float:
    """The left edge of the text: where lines go on behind a full one, else where most begin; or two characters left of
    it, when those are indented."""
    counted = Counter(round(line.left / _NEAR) * _NEAR for line in lines)
    if not counted:
        return 0.0
    going = Counter(round(line.left / _NEAR) * _NEAR for before, line in pairwise(lines) if _is_full(before, limit))
    most = max(going.values(), default=0)
    usual = min((left for left, n in going.items() if 2 * n >= most), default=counted.most_common(1)[0][0])
    size = sorted(line.size for line in lines)[len(lines) // 2]
    outer = [left for left in counted if 1.5 <= (usual - left) / size <= 2.5 and counted[left] > 1]
    return max(outer, key=lambda left: counted[left], default=usual)


def _marginal(line: Line) -> bool:
    return not _MARGIN < line.y < 1 - _MARGIN


def _masked(line: Line) -> str:
    return "  ".join(re.sub(r"\d+", "0", "".join(piece.split())) for piece in line.text.split("  "))


def _running(pages: Sequence[Page]) -> set[str]:
    """What stands in the margin of more pages than one, numbers aside; and page numbers on any."""
    counted = Counter(_masked(p) for pieces in pages for p in pieces if isinstance(p, Line) and _marginal(p))
    return {text for text, count in counted.items() if count > 1 or _FOLIO.fullmatch(text)}


def _paragraph(lines: Sequence[Line]) -> str:
    text = ""
    for line in lines:
        # Between two Latin words the end of a line was a blank.
        blank = text[-1:].isascii() and text[-1:].isalpha() and line.text[:1].isascii() and line.text[:1].isalpha()
        text += (" " if blank else "") + line.text
    return text


def _rows(characters: Iterable[Character]) -> list[list[Character]]:
    """Characters by the line they stand on, from left to right."""
    rows: list[list[Character]] = []
    for c in sorted(characters, key=lambda c: c.y):
        if rows and c.y - rows[-1][0].y < max(c.size, rows[-1][0].size) * 0.4:
            rows[-1].append(c)
        else:
            rows.append([c])
    kept = [sorted(row, key=lambda c: c.left) for row in rows]
    return [row for row in kept if any(not c.text.isspace() for c in row)]


def _joined(row: Sequence[Character]) -> str:
    """The text of a line. Wide gaps are kept as two blanks, which part the cells of a table without rules."""
    pieces = [row[0].text]
    for before, c in pairwise(row):
        gap = c.left - before.right
        wide = 1.5 if not (before.text.isdecimal() and c.text.isdecimal()) else _TORN
        pieces.append("  " + c.text if gap > wide * c.size or _differ(before, c) else c.text)
    return "".join(pieces).strip()


def _lines_joined(rows: Sequence[Sequence[Character]]) -> str:
    """The lines of a cell; a much smaller one beside digits is a note's mark, and no part of the number."""
    text = ""
    for number, row in enumerate(rows):
        before = rows[number - 1] if number else row
        raised = _differ(before[-1], row[0])
        text += ("  " if raised else "") + _joined(row)
    return text


def _differ(a: Character, b: Character) -> bool:
    """Whether two digits are of so different a size that they make no number together."""
    return a.text.isdecimal() and b.text.isdecimal() and min(a.size, b.size) < _RAISED * max(a.size, b.size)


def _pieces(row: Sequence[Character]) -> list[Piece]:
    """What stands on a line with gaps between."""
    groups: list[list[Character]] = []
    for c in row:
        if c.text.isspace():
            continue
        digits = bool(groups) and groups[-1][-1].text.isdecimal() and c.text.isdecimal()
        if groups and c.left - groups[-1][-1].right <= (_TORN if digits else _APART) * c.size:
            groups[-1].append(c)
        else:
            groups.append([c])
    return [Piece("".join(c.text for c in g), g[0].left, g[-1].right, g[0].y) for g in groups]


@dataclass(frozen=True)
class _Ruled:
    """A table by its rules: the places of all horizontal and vertical ones, and which pieces of them are drawn."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    strokes: tuple[Stroke, ...]

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] - _NEAR <= x <= self.xs[-1] + _NEAR and self.ys[0] - _NEAR <= y <= self.ys[-1] + _NEAR

    def grid(self, characters: Sequence[Character]) -> Grid:
        """Places with no rule between them are one cell."""
        down, across = len(self.ys) - 1, len(self.xs) - 1
        home = {(r, c): (r, c) for r in range(down) for c in range(across)}

        def root(place: tuple[int, int]) -> tuple[int, int]:
            while home[place] != place:
                place = home[place]
            return place

        for r in range(down):
            for c in range(across):
                middle = (self.ys[r] + self.ys[r + 1]) / 2
                if c + 1 < across and not self._upright(self.xs[c + 1], middle):
                    home[root((r, c + 1))] = root((r, c))
                middle = (self.xs[c] + self.xs[c + 1]) / 2
                if r + 1 < down and not self._flat(self.ys[r + 1], middle):
                    home[root((r + 1, c))] = root((r, c))
        places: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for place in home:
            places.setdefault(root(place), []).append(place)
        texts: dict[tuple[int, int], list[Character]] = {}
        for ch in characters:
            r, c = _index(self.ys, ch.y), _index(self.xs, (ch.left + ch.right) / 2)
            texts.setdefault(root((r, c)), []).append(ch)
        cells: list[Cell] = []
        for key, covered in places.items():
            top, left = min(r for r, _ in covered), min(c for _, c in covered)
            end, right = max(r for r, _ in covered) + 1, max(c for _, c in covered) + 1
            text = _lines_joined(_rows(texts.get(key, [])))
            cells.append(Cell(top, left, end - top, right - left, text))
        return Grid(tuple(sorted(cells, key=lambda c: (c.row, c.column))))

    def _upright(self, x: float, y: float) -> bool:
        return any(
            not s.flat and abs((s.left + s.right) / 2 - x) <= _NEAR and s.top <= y <= s.bottom for s in self.strokes
        )

    def _flat(self, y: float, x: float) -> bool:
        return any(s.flat and abs((s.top + s.bottom) / 2 - y) <= _NEAR and s.left <= x <= s.right for s in self.strokes)


def _index(limits: Sequence[float], at: float) -> int:
    return max(0, min(sum(limit <= at for limit in limits) - 1, len(limits) - 2))


def _tables(strokes: Sequence[Stroke]) -> list[_Ruled]:
    """Rules that touch each other make a table, when they leave at least two places between them."""
    groups: list[list[Stroke]] = []
    for stroke in strokes:
        touching = [g for g in groups if any(_touch(stroke, other) for other in g)]
        merged = [stroke, *(s for g in touching for s in g)]
        groups = [g for g in groups if not any(g is t for t in touching)]
        groups.append(merged)
    tables: list[_Ruled] = []
    for group in groups:
        xs = _places([(s.left + s.right) / 2 for s in group if not s.flat])
        # A browser draws no rule where a page cuts a table: there the upright ones tell where it ends.
        ends = [y for s in group if not s.flat for y in (s.top, s.bottom)]
        flat = [(s.top + s.bottom) / 2 for s in group if s.flat]
        ys = _places([*flat, *(y for y in (min(ends, default=0.0), max(ends, default=0.0)) if flat and ends)])
        if len(xs) > 1 and len(ys) > 1 and (len(xs) - 1) * (len(ys) - 1) > 1:
            tables.append(_Ruled(xs, ys, tuple(group)))
    return sorted(tables, key=lambda t: t.ys[0])


def _touch(a: Stroke, b: Stroke) -> bool:
    return (
        a.left - _NEAR <= b.right and b.left - _NEAR <= a.right
        and a.top - _NEAR <= b.bottom and b.top - _NEAR <= a.bottom
    )  # fmt: skip


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """Distinct places; those nearer than `_NEAR` are one."""
    result: list[float] = []
    for value in sorted(values):
        if not result or value - result[-1] > _NEAR:
            result.append(value)
    return tuple(result)
