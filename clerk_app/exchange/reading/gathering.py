"""Tables without rules: rows and columns by the places of their numbers, labels by the nearest pieces of text."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from clerk_app.exchange.reading.frame import heading_of
from clerk_app.exchange.reading.source import Cell, Grid, Item, Laid, Piece
from clerk_app.exchange.reading.values import looks_like_value
from clerk_app.exchange.reading.words import Labels, Words, plain
from clerk_app.form.edition import Edition, Table

_KNOWN = 0.5  # of the rows must be known before lines are taken for a table
_LINES = 500  # the longest table has some seventy
_REACH = 3  # pieces above and below a number that may be of its label

_Line = tuple[Piece, ...]
_Extent = tuple[float, float]


def gathered(items: Sequence[Item | Laid], edition: Edition, words: Words) -> list[Item]:
    """The items, with what lies in `Laid` as tables where it is one of `edition`, as lines of text where it is not."""
    gatherer = _Gatherer(edition, words)
    return [x for item in items for x in (gatherer.items(item) if isinstance(item, Laid) else [item])]


@dataclass
class _Row:
    label: tuple[Piece, ...]  # on the line of the values
    values: tuple[Piece, ...]
    at: int  # line


class _Gatherer:
    def __init__(self, edition: Edition, words: Words) -> None:
        self.edition, self.words = edition, words
        self.rows, self.columns = Labels(edition, rows=True), Labels(edition, rows=False)
        self.bands = {plain(t.band) for t in edition.tables.values()} - {""}
        self.steady = True
        self.table: Table | None = None  # whose columns have all been seen, in the form's order

    def items(self, laid: Laid) -> list[Item]:
        result: list[Item] = []
        block: list[_Line] = []
        self.steady = laid.steady
        for line in laid.lines:
            text = "".join(p.text for p in line)
            if len(line) == 1 and (plain(text) in self.bands or heading_of(text, self.edition, self.words)):
                result += self._block(block)
                result.append(text)
                block, self.table = [], None
                continue
            turned = bool(block and line and block[-1]) and line[0].page != block[-1][0].page
            if turned and not laid.steady and any(self._row(x, 0) for x in block):
                result += self._block(block)
                block = []
            block.append(line)
        return [*result, *self._block(block)]

    def _block(self, lines: Sequence[_Line]) -> list[Item]:
        grid = self._grid(lines)
        return [grid] if grid else ["  ".join(p.text for p in line) for line in lines if line]

    # ---- one table

    def _grid(self, lines: Sequence[_Line]) -> Grid | None:
        rows = [row for at, line in enumerate(lines) if (row := self._row(line, at))] if len(lines) <= _LINES else []
        if not rows:
            return None
        head = [line for line in lines[: rows[0].at] if line]
        named = [self._label(row, rows, lines) for row in rows]
        table = self._table(rows, named, head)
        if table is None:
            return None
        leaves = [plain(leaf.label) for leaf in table.column_leaves]
        places = _places(rows, [p for line in head for p in line if _part_of(p, leaves)], len(leaves))
        stub = [plain(table.corner), plain(table.stub)]
        over = [tuple(p for p in line if not _part_of(p, stub)) for line in head]
        cells: list[Cell] = []
        if len(places) == len(leaves) and self._official(table, over):
            self.table = table
        elif head and not self.steady and head[-1][0].page != rows[0].values[0].page:
            return None  # the header stands on another page, in other places
        elif any(_part_of(p, leaves) for line in over for p in line) or len(places) != len(leaves):
            self.table = None
            cells += [Cell(0, n + 1, 1, 1, text) for n, text in enumerate(self._head(over, places)) if text]
        if self.table is not None and self.table is not table:
            return None
        if self.table is table:
            cells = [Cell(0, n + 1, 1, 1, leaf.label) for n, leaf in enumerate(table.column_leaves)]
        if not cells:
            return None
        for number, (row, label) in enumerate(zip(rows, named, strict=True), start=1):
            texts = _placed(row, places)
            # What cannot be placed is kept with its label, in one cell, and so told as not recognised.
            said = texts or [" ／ ".join(p.text for p in row.values), *[""] * (len(places) - 1)]
            if table.rows[0].label:
                cells.append(Cell(number, 0, 1, 1, label))
            cells += [Cell(number, n + 1, 1, 1, text) for n, text in enumerate(said)]
        return Grid(tuple(cells))

    def _row(self, line: _Line, at: int) -> _Row | None:
        """The row whose values stand at the end of `line`."""
        first = len(line)
        while first and line[first - 1].text and looks_like_value(line[first - 1].text, self.words):
            first -= 1
        return _Row(line[:first], line[first:], at) if first < len(line) else None

    def _table(self, rows: Sequence[_Row], named: Sequence[str], head: Sequence[_Line]) -> Table | None:
        tables = Counter(label.table for text in named for label in self.rows.exactly(text) if not label.node.children)
        if tables:
            key, count = tables.most_common(1)[0]
            return self.edition.tables[key] if count >= len(rows) * _KNOWN else None
        if len(rows) != 1 or rows[0].label:
            return None
        written = Counter("".join(plain(p.text) for line in head for p in line))
        for table in self.edition.tables.values():
            if not any(n.label for n in table.rows) and written == _letters(table):
                return table
        return None

    # ---- labels

    def _label(self, row: _Row, rows: Sequence[_Row], lines: Sequence[_Line]) -> str:
        """The label of a row: what stands before its values and, in the same place, on the lines next to it."""
        others = {r.at for r in rows if r.label}
        own = row.label[-1:]
        named = self._named(row, own, others, lines)
        if not named and own:
            named = self._named(row, (), others, lines)
        return named or "".join(p.text for p in row.label)

    def _named(self, row: _Row, own: Sequence[Piece], others: set[int], lines: Sequence[_Line]) -> str:
        """The name of a row of the form that the pieces around `own` make together; empty when they make none. Where
        only a branch stands on the line itself, the name is above and below it."""
        left = row.values[0].left
        before = _beside(lines[: row.at][::-1], own, left, others, row.at - 1, -1)
        behind = _beside(lines[row.at + 1 :], own, left, others, row.at + 1, 1)
        offers = [
            (above, below)
            for above in range(len(before) + 1)
            for below in range(len(behind) + 1)
            if own or (above and below) or (not row.label and above + below == 1)
        ]
        for above, below in sorted(offers, key=lambda x: (abs(x[0] - x[1]), sum(x))):
            text = "".join(p.text for p in (*before[:above][::-1], *own, *behind[:below]))
            if any(not label.node.children for label in self.rows.exactly(text)):
                return text
        return ""

    # ---- columns

    def _official(self, table: Table, over: Sequence[_Line]) -> bool:
        """Whether the header has all the words of the table's columns and no others, in the form's order."""
        written = Counter("".join(plain(p.text) for line in over for p in line))
        around = Counter(plain(table.spanner))
        if written not in (_letters(table), _letters(table) + around):
            return False
        leaves = [plain(leaf.label) for leaf in table.column_leaves]
        for line in over:
            at = 0
            for text in (plain(p.text) for p in line if _part_of(p, leaves)):
                at = next((n + 1 for n in range(at, len(leaves)) if text in leaves[n]), 0)
                if not at:
                    return False
        return True

    def _head(self, over: Sequence[_Line], places: Sequence[_Extent]) -> list[str]:
        """The header's words by column: of those above each other the last ones that are a name together."""
        found: list[list[str]] = [[] for _ in places]
        for piece in (p for line in over for p in line):
            covered = [n for n, (left, right) in enumerate(places) if piece.left <= (left + right) / 2 <= piece.right]
            if len(covered) > 1:
                continue
            nearest = min(range(len(places)), key=lambda n: abs(sum(places[n]) / 2 - piece.middle))
            found[covered[0] if covered else nearest].append(piece.text)
        return [self._name(texts) for texts in found]

    def _name(self, texts: Sequence[str]) -> str:
        for first in range(len(texts)):
            if self.columns.exactly("".join(texts[first:])):
                return "".join(texts[first:])
        return "".join(texts)


def _beside(
    lines: Sequence[_Line], own: Sequence[Piece], left: float, others: set[int], first: int, step: int
) -> list[Piece]:
    """The pieces above (or below) in the place of a label, the nearest first, up to the next row that has its own."""
    result: list[Piece] = []
    for number, line in enumerate(lines):
        if first + step * number in others or len(result) == _REACH:
            break
        before = [p for p in line if p.left < left]
        known = [*own, *result]
        fitting = [p for p in before if all(p.left < k.right and k.left < p.right for k in known)] if known else before
        if fitting:
            result.append(fitting[-1])
    return result


def _letters(table: Table) -> Counter[str]:
    return Counter("".join(plain(n.label) for root in table.columns for n in root.walk()))


def _part_of(piece: Piece, names: Sequence[str]) -> bool:
    text = plain(piece.text)
    return bool(text) and any(text in name for name in names)


def _places(rows: Sequence[_Row], head: Sequence[Piece], wanted: int) -> list[_Extent]:
    """The columns: where numbers stand above each other; and where only a name of the header does. A row with the most
    numbers needs no places of its own: it has them in their order."""
    most = max(len(row.values) for row in rows)
    kept = list(rows)
    places = _merged([(p.left, p.right) for row in kept for p in row.values])
    while len(places) > most:
        alone = [
            row for row in kept
            if len(row.values) == most and len(kept) > 1
            and any(sum(_in(p, place) for r in kept for p in r.values) == 1 for place in places
                    if any(_in(p, place) for p in row.values))
        ]  # fmt: skip
        if not alone:
            break
        kept = [row for row in kept if row is not alone[0]]
        places = _merged([(p.left, p.right) for row in kept for p in row.values])
    if len(places) >= wanted:
        return places
    bare = [(p.left, p.right) for p in head if not any(p.left < r and left < p.right for left, r in places)]
    first = places[0][0] if places else 0.0
    stub = max((p.right for row in kept for p in row.label), default=-1.0)
    return sorted([*places, *_merged([x for x in bare if x[0] > min(stub, first)])])


def _merged(extents: Sequence[_Extent]) -> list[_Extent]:
    result: list[_Extent] = []
    for left, right in sorted(extents):
        if result and left <= result[-1][1]:
            result[-1] = result[-1][0], max(right, result[-1][1])
        else:
            result.append((left, right))
    return result


def _in(piece: Piece, place: _Extent) -> bool:
    return place[0] <= piece.middle <= place[1]


def _placed(row: _Row, places: Sequence[_Extent]) -> list[str]:
    """The values by column; none when that is not sure."""
    if len(row.values) == len(places):
        return [p.text for p in row.values]
    squeezed = bool(row.label) and row.values[0].left - row.label[-1].right <= 1.0
    texts = [""] * len(places)
    for piece in row.values:
        at = [n for n, place in enumerate(places) if _in(piece, place)]
        if len(at) != 1 or texts[at[0]] or squeezed:
            return []
        texts[at[0]] = piece.text
    return texts
