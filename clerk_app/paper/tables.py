"""The tables of one part set in boxes: rows as high as their labels need, hairlines closed, every text in its place."""

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from clerk_app.form.sheet import Box, Sheet
from clerk_app.paper.faces import Faces
from clerk_app.paper.labels import even_lines
from clerk_app.paper.measures import ASCENT, MEASURE, MM
from clerk_app.paper.setting import Element, Page, Rule, Text, glyphs_of, widths_of

SIZE = 9.0
LEAD = 11.5
HAIRLINE = 0.5
# The upper and left edges of strokes stand on a raster of 1/100 inch, whole pixels at 200, 300, 400 and 600 dpi; the
# other edges are nowhere near half a pixel there, so that all are rounded alike: to 1, 2, 3 and 4 pixels.
RASTER = 0.72
SIDE = 0.7 * MM  # between a line of the table and the text beside it
INDENT = 1.3 * MM  # the same before a label set flush left
# An opening bracket has its ink in the right half of the em: at a left edge it is set back by what looks even.
HANG = 0.4
# Blank above and below the text of a row: what is liked, and what it may come down to so that a table stays whole.
LOOSE, TIGHT = 1.45 * MM, 0.75 * MM


class Cell(NamedTuple):
    """One box with its lines of text. `left`: flush left instead of centred."""

    box: Box
    lines: tuple[str, ...]
    size: float
    left: bool

    @property
    def depth(self) -> float:
        return len(self.lines) * LEAD * self.size / SIZE


class _Table(NamedTuple):
    sheet: Sheet
    cells: tuple[Cell, ...]
    edges: tuple[float, ...]
    first: int
    last: int  # the row behind the last


class Table(_Table):
    """The table of a part, or the rows of it that one page takes. `edges`: x of the columns' limits from the left."""

    def heights(self, pad: float) -> list[float]:
        """The height of each row when `pad` is left blank above and below every text."""
        if pad not in self._known:
            self._known[pad] = self._heights(pad)
        return self._known[pad]

    @cached_property
    def _known(self) -> dict[float, list[float]]:
        """The heights by `pad`: the same few are asked for by each plan of the pages."""
        return {}

    def _heights(self, pad: float) -> list[float]:
        heights = [LEAD + 2 * pad] * (self.last - self.first)
        for (count, top), depth in self._depths:
            lacking = depth + 2 * pad - sum(heights[top : top + count])
            if lacking > 0:
                for r in range(top, top + count):
                    heights[r] += lacking / count
        return [_snapped(h) for h in heights]

    @cached_property
    def _depths(self) -> list[tuple[tuple[int, int], float]]:
        """The deepest text of each span of rows, the short spans first: how many rows, the first of them, pt."""
        found: dict[tuple[int, int], float] = {}
        for cell in self.cells:
            span = cell.box.rows, cell.box.row - self.first
            found[span] = max(found.get(span, 0.0), cell.depth)
        return sorted(found.items())

    def height(self, pad: float) -> float:
        return sum(self.heights(pad)) + HAIRLINE

    def pad_for(self, room: float, loose: float = LOOSE) -> float | None:
        """The blank that makes the table fit into `room` pt: `loose` or as much as can be; None if too high."""
        if self.height(loose) <= room:
            return loose
        low, high = TIGHT, loose
        if self.height(low) > room:
            return None
        for _ in range(8):
            middle = (low + high) / 2
            low, high = (middle, high) if self.height(middle) <= room else (low, middle)
        return low

    def split(self, room: float) -> tuple["Table", "Table"] | None:
        """What fits into `room` pt and the rest, under the same header rows; None when nothing sensible fits.

        Never one row alone on either side.
        """
        head = self.sheet.head_rows
        inner = range(self.first + (head if self.first == 0 else 0) + 2, self.last - 1)
        fitting = [r for r in inner if self._rows(self.first, r).height(TIGHT) <= room]
        if not fitting:
            return None
        least = self.first + (fitting[-1] - self.first) * 2 // 3  # a page is not left half empty for a better place
        for starts in self._starts:
            at = max((r for r in fitting if r in starts and r >= least), default=0)
            if at:
                break
        else:
            at = fitting[-1]
        return self._rows(self.first, at), self._rows(at, self.last)

    @property
    def _starts(self) -> list[set[int]]:
        """Where the table may well be parted, the best places first: between tables, before outer rows, inner ones."""
        if len(self.sheet.part.tables) > 1:
            return [{c.box.row for c in self.cells if c.box.role == "band"}]
        rows = [c.box for c in self.cells if c.box.role == "row"]
        return [{b.row for b in rows if b.column <= level} for level in range(self.sheet.stub_columns - 1)]

    def _rows(self, first: int, last: int) -> "Table":
        cells: list[Cell] = []
        for cell in self.cells:
            top, end = max(cell.box.row, first), min(cell.box.row + cell.box.rows, last)
            if top < end:  # a label that spans the break is set anew on both sides
                cells.append(cell._replace(box=cell.box._replace(row=top, rows=end - top)))
        return self._replace(cells=tuple(cells), first=first, last=last)

    @cached_property
    def head(self) -> "Table":
        return self._rows(0, self.sheet.head_rows)


def table(sheet: Sheet, numbers: dict[str, str], faces: Faces) -> Table:
    """The whole table of a part on the width of the 版心."""
    total = sum(sheet.widths)
    edges = [0.0]
    for width in sheet.widths:
        edges.append(edges[-1] + width / total * MEASURE)
    nested = {t.key for t in sheet.part.tables if any(n.children for n in t.rows)}
    cells = tuple(_cell(box, numbers, edges, box.table in nested, faces) for box in sheet.boxes)
    return Table(sheet, cells, tuple(edges), 0, sheet.rows)


def _cell(box: Box, numbers: dict[str, str], edges: Sequence[float], nested: bool, faces: Faces) -> Cell:
    room = edges[box.column + box.columns] - edges[box.column]
    if box.role == "figure":
        text = numbers.get(box.path, "")
        width = sum(widths_of(glyphs_of(text, "songti", faces), text)) * SIZE
        return Cell(box, (text,), min(SIZE, SIZE * (room - 2 * SIDE) / width) if width else SIZE, left=False)
    # A row's own label stands flush left where labels are nested; one that spans rows is centred.
    left = nested and box.role == "row" and box.rows == 1
    widths = widths_of(glyphs_of(box.text, "songti", faces), box.text)
    spans = even_lines(box.text, tuple(widths), (room - SIDE - (INDENT if left else SIDE)) / SIZE)
    return Cell(box, tuple(box.text[a:b] for a, b in spans), SIZE, left)


def draw(table: Table, page: Page, x: float, y: float, pad: float, faces: Faces, root: Element | None) -> None:
    """Draws the table with its upper left corner at (x, y). `root` takes its structure; None for a repeated header,
    which is no content of its own."""
    limits = [_stroke(y)]
    for height in table.heights(pad):
        limits.append(limits[-1] + height)
    elements = _elements(table, root) if root else {}
    for cell in sorted(table.cells, key=lambda c: (c.box.row, c.box.column)):
        box = cell.box
        top, end = limits[box.row - table.first], limits[box.row + box.rows - table.first]
        left, right = x + table.edges[box.column], x + table.edges[box.column + box.columns]
        line = cell.depth / len(cell.lines)
        base = (top + end - cell.depth) / 2 + line / 2 + (ASCENT - 0.5) * cell.size
        for text in cell.lines:
            if text:
                page.texts.append(_line(text, cell, left, right, base, faces, elements.get(box)))
            base += line
    page.rules += _rules(table, x, limits)


def _line(text: str, cell: Cell, left: float, right: float, y: float, faces: Faces, element: Element | None) -> Text:
    glyphs = glyphs_of(text, "songti", faces)
    widths = widths_of(glyphs, text)
    hang = HANG * cell.size if text.startswith("（") else 0.0
    start = left + INDENT - hang if cell.left else (left + right - sum(widths) * cell.size) / 2
    xs: list[float] = []
    for width in widths:
        xs.append(start)
        start += width * cell.size
    return Text(text, glyphs, xs, y, cell.size, element)


def _elements(table: Table, root: Element) -> dict[Box, Element]:
    """The structure: a Table for each of the part's tables, a TR a row, header cells with their scope."""
    result: dict[Box, Element] = {}
    tables: dict[str, Element] = {}
    rows: dict[tuple[str, int], Element] = {}
    for cell in sorted(table.cells, key=lambda c: (c.box.row, c.box.column)):
        box = cell.box
        if box.table not in tables:
            tables[box.table] = root.add("Table")
        if (box.table, box.row) not in rows:
            rows[box.table, box.row] = tables[box.table].add("TR")
        spans = f" /RowSpan {box.rows}" * (box.rows > 1) + f" /ColSpan {box.columns}" * (box.columns > 1)
        scope = {"figure": "", "row": " /Scope /Row"}.get(box.role, " /Scope /Column")
        attributes = f"<</O /Table{scope}{spans}>>" if scope or spans else ""
        result[box] = rows[box.table, box.row].add("TH" if scope else "TD", attributes)
    return result


def _rules(table: Table, x: float, limits: Sequence[float]) -> list[Rule]:
    """Every side of every box once, neighbours joined to long strokes so that they look even at any scale."""
    across: dict[int, set[int]] = {}
    down: dict[int, set[int]] = {}
    for cell in table.cells:
        box = cell.box
        top, end = box.row - table.first, box.row - table.first + box.rows
        for r in (top, end):
            across.setdefault(r, set()).update(range(box.column, box.column + box.columns))
        for c in (box.column, box.column + box.columns):
            down.setdefault(c, set()).update(range(top, end))
    edges = [_stroke(x + e - HAIRLINE / 2) for e in table.edges]
    flat = [(edges[a], limits[r], edges[b], limits[r]) for r in sorted(across) for a, b in _runs(across[r])]
    upright = [(edges[c], limits[a], edges[c], limits[b]) for c in sorted(down) for a, b in _runs(down[c])]
    return [Rule(*ends, HAIRLINE) for ends in (*flat, *upright)]


def _snapped(length: float) -> float:
    return round(length / RASTER) * RASTER


def _stroke(edge: float) -> float:
    """The middle of a stroke whose upper or left edge is to stand at `edge`."""
    return _snapped(edge) + HAIRLINE / 2


def _runs(steps: set[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for step in sorted(steps):
        if runs and runs[-1][1] == step:
            runs[-1] = (runs[-1][0], step + 1)
        else:
            runs.append((step, step + 1))
    return runs
