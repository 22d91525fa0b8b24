"""Numbers of a table that has become lines of text: a line a row, or a line a cell as browsers copy it.

Without places only the order is left. So a row is taken when it has as many values as the table has columns, or none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from clerk_app.exchange.reading.placing import Placed, name_of_row
from clerk_app.exchange.reading.values import looks_like_value
from clerk_app.exchange.reading.words import Label, plain
from clerk_app.form.edition import Part, Table

_CELLS = re.compile(r"\t|\|| {2,}|\u3000+")
_TAIL = re.compile(r"\s+(?=[\d０-９+\-−－/—无][^\s]*(?:\s|$))")
_LONGEST = 8  # pieces that a label may have been broken into


@dataclass(frozen=True)
class _Piece:
    text: str
    value: bool
    line: int


def read(lines: Sequence[str], part: Part, placed: Placed) -> list[str]:
    """Takes the numbers of the part's tables out of `lines`; returns what says nothing of a table."""
    run = _Run(part, placed)
    for value, pieces in groupby(_pieces(lines, placed), key=lambda p: p.value):
        if value:
            run.values([[p.text for p in line] for _, line in groupby(pieces, key=lambda p: p.line)])
        else:
            run.label([p.text for p in pieces])
    return run.end()


def _pieces(lines: Sequence[str], placed: Placed) -> list[_Piece]:
    """The cells of every line, empty ones too. A bar at the end of a line ends its last cell."""
    result: list[_Piece] = []
    for number, line in enumerate(lines):
        body = line.strip(" \r\n\u3000")
        body = body.removesuffix("|")
        cells = [c.strip() for c in _CELLS.split(body)]
        if len(cells) == 1:
            # 三、本年度办理结果 （一）予以公开 9 3 0 0 1 0 13: labels are joined again where that makes one.
            cells = cells[0].split(" ")
        result += [_Piece(c, looks_like_value(c, placed.words), number) for c in cells]
    return result


class _Run:
    """Goes through the pieces: the end of a run of text is the label of the values that follow it."""

    def __init__(self, part: Part, placed: Placed) -> None:
        self.part, self.placed = part, placed
        self.header: list[str] = []  # the names of columns, and whatever else stood there
        self.loose: list[str] = []
        self.row: Label | None = None
        self.fresh = True  # no row yet under this header

    def label(self, texts: list[str]) -> None:
        self.row, count = self._named(texts)
        rest = texts[: len(texts) - count]
        if self.row is None or any(self._column(t) for t in rest):
            if not self.fresh:
                self.header, self.fresh = [], True
            self.header += rest
        else:
            self._tell(rest)

    def values(self, lines: list[list[str]]) -> None:
        """Takes the values behind a label, line by line."""
        texts = [text for line in lines for text in line]
        if self.row is not None:
            table = self.placed.edition.tables[self.row.table]
            if self.row.node.children:
                self.placed.branch(table, self.row.node.path, texts)
            else:
                self._take(table, self.row.node.path, lines)
        elif (table := self._unlabelled()) is not None:
            self._take(table, table.row_leaves[0].path, lines)
        elif any(texts):
            self.loose.append(" ".join([*self.header[-1:], *texts]))
        self.row = None

    def end(self) -> list[str]:
        """What found no place."""
        if self.fresh:
            self._tell(self.header)
        return self.loose

    # ---- labels

    def _named(self, texts: list[str]) -> tuple[Label | None, int]:
        """The row that the last pieces name and how many they are: a name broken into lines is joined again."""
        best: tuple[Label | None, int] = (None, 0)
        for count in range(1, min(_LONGEST, len(texts)) + 1):
            text = "".join(texts[-count:])
            match = self.placed.rows.find(text)
            labels = [x for x in match.labels if any(t.key == x.table for t in self.part.tables)]
            if len(labels) != 1 or (count == 1 and self._in_header(texts)):
                continue
            if match.exact or best[0] is None:
                best = labels[0], count
            if match.exact:
                return best
        if best[0] is not None:
            text = "".join(texts[-best[1] :])
            self.placed.slip(self.placed.rows.find(text), "", text)
        return best

    def _in_header(self, texts: list[str]) -> bool:
        """总计 and 其他 name rows and columns: behind the name of a column they are columns."""
        before = texts[-2] if len(texts) > 1 else self.header[-1] if self.header and self.fresh else ""
        return bool(self._column(texts[-1])) and bool(self._column(before))

    def _column(self, text: str) -> list[Label]:
        match = self.placed.columns.find(text) if text else None
        return [x for x in match.labels if any(t.key == x.table for t in self.part.tables)] if match else []

    # ---- rows

    def _take(self, table: Table, row: str, lines: list[list[str]]) -> None:
        texts = [text for line in lines for text in line]
        placed, leaves = self.placed, table.column_leaves
        if self.fresh:
            self._tell([t for t in self.header if not any(self._column(w) for w in (t, *t.split()))])
        self.fresh = False
        said = " ".join([name_of_row(table, row), *(t or "空" for t in texts)])
        if any(texts) and not self._in_order(table):
            placed.doubt("", said, "表头的次序与表样不同，没有填。")
            return
        fitting = _fitting(lines, len(leaves))
        if not fitting:
            placed.doubt("", said, f"应有 {len(leaves)} 个数，分不清是哪几格，没有填。")
        for leaf, text in zip(leaves, fitting, strict=False):
            placed.put(f"{table.key}/{row}/{leaf.path}", text)

    def _unlabelled(self) -> Table | None:
        """The table of one unlabelled row, once all its columns have been named."""
        for table in self.part.tables:
            if not any(n.label for n in table.rows) and len(self._seen(table)) >= len(table.column_leaves):
                return table
        return None

    def _seen(self, table: Table) -> list[str]:
        """The names of the table's columns in the order in which the header has them."""
        result: list[str] = []
        for text in self.header:
            words = [text] if self._column(text) else text.split()
            for labels in map(self._column, words):
                own = [x for x in labels if x.table == table.key and not x.node.children]
                result += [own[0].names[0]] if own else []
        return result

    def _in_order(self, table: Table) -> bool:
        """Whether the header's names come in the form's order, read along the leaves or line by line."""
        leaves = table.column_leaves
        orders = (leaves, sorted(leaves, key=lambda n: n.depth))
        return any(_follows(self._seen(table), [plain(n.label) for n in order]) for order in orders)

    def _tell(self, texts: list[str]) -> None:
        """What is neither a name of the form nor part of one is told as not recognised."""
        known = "".join(plain(t) for t in _furniture(self.part))
        self.loose += [t for t in texts if t and plain(t) not in known and not self.placed.rows.find(t).labels]


def _fitting(lines: list[list[str]], wanted: int) -> list[str]:
    """The values by column when there is no doubt which is which; none when there is.

    Blank cells tell the place of the others only within one line: of a cell a line nobody knows which blank ones were
    left out, and which stood for something else.
    """
    filled = [text for line in lines for text in line if text]
    if not filled or len(filled) == wanted:
        return filled or [""] * wanted
    row, *others = [line for line in lines if any(line)]
    return row if not others and len(row) == wanted else []


def _follows(seen: Sequence[str], order: Sequence[str]) -> bool:
    """Whether `seen` is `order` with perhaps some left out."""
    rest = iter(order)
    return all(name in rest for name in seen)


def _furniture(part: Part) -> list[str]:
    words = [w for t in part.tables for w in (t.band, t.stub, t.corner, t.spanner, f"单位{t.unit}")]
    return [*words, *(n.label for t in part.tables for root in (*t.rows, *t.columns) for n in root.walk())]
