"""Numbers of a table by its labels: each row by its own label, each column by the header cells above it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clerk_app.exchange.reading.placing import Placed, name_of_row
from clerk_app.exchange.reading.source import Cell, Grid
from clerk_app.exchange.reading.values import looks_like_value
from clerk_app.exchange.reading.words import Label, Match, plain
from clerk_app.form.edition import Table
from clerk_app.report.numbers import shown

_HEAD = 12  # rows above the numbers that are looked at as their header
_YEAR = re.compile(r"20\d\d年?度?")
_SURE = 0.8  # of a table's columns must be recognised in their places before another is taken for the one between
_ENOUGH = 0.5  # of a table's columns must have been found before an unlabelled row is taken for its row


@dataclass(frozen=True)
class _Row:
    """A row of numbers: the labels it may have, and the cells right of its label."""

    match: Match
    label: Cell
    values: tuple[Cell, ...]
    branches: tuple[Label, ...]  # that stand left of it


class GridReader:
    """Reads the tables of one source in their order. A table broken over pages goes on under the columns before it."""

    def __init__(self, placed: Placed) -> None:
        self.placed = placed
        # table → place of a column, counted from the right edge → its key: of the table before. A page may have fewer
        # columns of labels than the one before it, but not of numbers.
        self._columns: dict[str, dict[int, str]] = {}
        self._cut: tuple[str, Sequence[Cell], int] | None = None  # a row cut by the end of a page

    def read(self, grid: Grid) -> bool:
        """Takes the numbers of `grid`; whether it is (a piece of) a table of the form."""
        lines = grid.covering()
        head: list[list[Cell]] = []
        columns = {t: {grid.columns - c: key for c, key in known.items()} for t, known in self._columns.items()}
        found = after_numbers = False
        for number, cells in enumerate(lines):
            if self._cut is not None and not found and self._mended(cells):
                continue
            row = self._row(cells)
            table = self._unlabelled(cells, head, columns) if row is None else None
            if row is None and table is None:
                if after_numbers and any(c.row == number and c.text.strip() for c in cells):
                    head, after_numbers = [], False
                head = [*head, [c for c in cells if c.row == number]][-_HEAD:]
                self._loose(cells, number, found)
                continue
            after_numbers = found = True
            if row is not None:
                self._take(row, head, columns, cut=grid.columns if number == len(lines) - 1 else 0)
            elif table is not None:
                stub = 0 if looks_like_value(cells[0].text, self.placed.words) else 1
                own = self._columns_of(table, head) or columns[table.key]
                if not any(c.text.strip() for c in cells) and self._has(table):
                    continue  # a row that only holds the widths of columns
                self._put(table, table.row_leaves[0].path, cells[stub:], own)
        if not found:
            # A header at the foot of a page, its rows overleaf; or the head of a table as a table of its own.
            headed = {t.key: self._columns_of(t, head) for t in self.placed.edition.tables.values()}
            whole = [t for t in self.placed.edition.tables.values() if self._is_head(t, headed[t.key])]
            columns = {t.key: headed[t.key] for t in whole}
            found = bool(columns)
        if found:
            self._columns = {t: {grid.columns - c: key for c, key in known.items()} for t, known in columns.items()}
        return found

    def end(self) -> None:
        """No more tables: what was waiting for its other half is told."""
        if self._cut is not None:
            text, values, _ = self._cut
            self.placed.missed.append(" ".join([text, *(v.text for v in values)]))
        self._cut = None

    # ---- rows

    def _row(self, cells: Sequence[Cell]) -> _Row | None:
        """The row when its last label is followed by nothing but values."""
        for at in reversed(range(len(cells) - 1)):
            cell, values = cells[at], tuple(cells[at + 1 :])
            match = self.placed.rows.find(cell.text) if cell.text.strip() else None
            if match is None or not match.labels:
                continue
            odd = [v for v in values if not looks_like_value(v.text, self.placed.words)]
            header = any(self.placed.columns.find(c.text).labels for c in odd)
            before = [c for c in cells[:at] if self.placed.columns.find(c.text).exact]
            mere = any(not self.placed.rows.find(c.text).labels for c in before)
            sure = match.exact and not all(label.node.children for label in match.labels)
            if header or mere or (len(odd) * 2 > len(values) and not sure):
                return None
            if odd and all(label.node.children for label in match.labels):
                # A branch and behind it a label that is not known: the row is that one's.
                cell, match = odd[-1], Match((), False)
                values = tuple(v for v in values if v.column > cell.column)
            named = [label for c in cells[:at] for label in self.placed.rows.find(c.text).labels]
            return _Row(match, cell, values, tuple(label for label in named if label.node.children))
        return None

    def _label(self, row: _Row, columns: dict[str, dict[int, str]]) -> Label | None:
        """The one label meant: a leaf before a branch, under the branches that stand left of it, and of several the one
        in the table being read."""
        labels = [label for label in row.match.labels if _under(label, row.branches)]
        leaves = [label for label in labels if not label.node.children]
        offers = leaves or list(labels)
        if len(offers) > 1:
            offers = [label for label in offers if label.table in columns] or offers
        return offers[0] if len(offers) == 1 else None

    def _mended(self, cells: Sequence[Cell]) -> bool:
        """Whether the row is the other half of the one that was cut: together their labels are one of the form."""
        assert self._cut is not None, "asked only then"
        text, values, before = self._cut
        labels = [c for c in cells if c.text.strip()]
        match = self.placed.rows.find(text + labels[-1].text) if labels else Match((), False)
        leaves = [label for label in match.labels if not label.node.children]
        halves = match.exact or not any(c.text.strip() for c in cells if c.column > labels[-1].column)
        if len(leaves) != 1 or not halves or leaves[0].table not in self._columns:
            return False
        table = self.placed.edition.tables[leaves[0].table]
        columns = {before - c: key for c, key in self._columns[table.key].items()}
        self._put(table, leaves[0].node.path, values, columns)
        self._cut = None
        return True

    def _take(self, row: _Row, head: list[list[Cell]], columns: dict[str, dict[int, str]], *, cut: int) -> None:
        """Puts the numbers of a row. `cut`: the width of a table whose last row this is, which may go on overleaf."""
        placed = self.placed
        label = self._label(row, columns)
        texts = [v.text for v in row.values]
        if label is None and cut:
            self.end()
            self._cut = row.label.text, row.values, cut
            return
        if label is None:
            placed.missed.append(" ".join([row.label.text, *texts]))
            return
        table = placed.edition.tables[label.table]
        if own := self._columns_of(table, head):
            columns[table.key] = own
        if label.node.children:
            placed.branch(table, label.node.path, texts)
            return
        placed.slip(row.match, "", row.label.text)
        self._put(table, label.node.path, row.values, columns.get(table.key, {}))

    def _put(self, table: Table, row: str, values: Sequence[Cell], columns: dict[int, str]) -> None:
        placed = self.placed
        values = [v for v in values if any(columns.get(c) != "" for c in _span(v))]
        columns = {place: key for place, key in columns.items() if key}
        texts: dict[str, list[str]] = {}
        leaves, filled = table.column_leaves, [c for c in values if c.text.strip()]
        strays = [c for c in filled if columns.keys().isdisjoint(_span(c))]
        slipped = bool(strays and looks_like_value(strays[0].text, placed.words))
        if slipped or (filled and values[-1].column + values[-1].columns <= max(columns, default=0)):
            # A number beside all columns, or none under the last: the row has slipped. It is sure only when it has just
            # as many cells as the table has columns.
            in_order = list(dict.fromkeys(columns[c] for c in sorted(columns)))
            if len(values) != len(leaves) or in_order != [leaf.path for leaf in leaves]:
                said = " ".join(c.text.strip() or "空" for c in values)
                placed.doubt("", f"{name_of_row(table, row)} {said}", "有的数不在它的列下，这一行没有填。")
                return
            columns = {cell.column: leaf.path for cell, leaf in zip(values, leaves, strict=True)}
        if _across(values, columns):
            said = " ".join(c.text.strip() or "空" for c in values)
            placed.doubt("", f"{name_of_row(table, row)} {said}", "格子与表头的列没有对齐，这一行没有填。")
            return
        for cell in values:
            keys = {columns[c] for c in _span(cell) if c in columns}
            if len(keys) == 1:
                texts.setdefault(keys.pop(), []).append(cell.text)
            elif cell.text.strip():
                why = "占了几列，没有填。" if keys else "不在表样的任何一列下，没有填。"
                placed.doubt("", f"{name_of_row(table, row)} {cell.text}", why)
        for key, said in texts.items():
            filled = [t for t in said if t.strip()]
            if len(set(filled)) > 1:
                placed.doubt(f"{table.key}/{row}/{key}", " ".join(filled), "一格里有几个数，没有填。")
            else:
                placed.put(f"{table.key}/{row}/{key}", filled[0] if filled else "")

    def _is_head(self, table: Table, columns: dict[int, str]) -> bool:
        """Whether the columns are (enough of) those of the table, and none is only called like one of them."""
        if not any(n.label for n in table.rows):
            return bool(columns)
        return set(columns.values()) - {""} == {leaf.path for leaf in table.column_leaves}

    def _has(self, table: Table) -> bool:
        return any(path.startswith(table.key + "/") for path in self.placed.sources)

    def _unlabelled_tables(self) -> list[Table]:
        return [t for t in self.placed.edition.tables.values() if not any(n.label for n in t.rows)]

    def _unlabelled(
        self, cells: Sequence[Cell], head: list[list[Cell]], columns: dict[str, dict[int, str]]
    ) -> Table | None:
        """The table with one unlabelled row whose columns stand above, or at the foot of the page before, when the row
        holds nothing but values."""
        if not cells or not all(looks_like_value(c.text, self.placed.words) for c in cells[1:]):
            return None
        for table in self._unlabelled_tables():
            wanted = len(table.column_leaves)
            own = self._columns_of(table, head) if any(head) else columns.get(table.key, {})
            if len(own) >= wanted * _ENOUGH and len(cells) >= wanted * _ENOUGH:
                return table
        return None

    def _loose(self, cells: Sequence[Cell], number: int, found: bool) -> None:
        """A row with numbers under no label: told, not taken. Header rows hold no numbers."""
        values = [c for c in cells if c.row == number and c.text.strip()]
        numeric = [c for c in values if looks_like_value(c.text, self.placed.words)]
        if found and len(numeric) > 1:
            self.placed.missed.append(" ".join(c.text for c in values))

    # ---- columns

    def _columns_of(self, table: Table, head: list[list[Cell]]) -> dict[int, str]:
        """Which column of `table` stands at which place, by the header cells; what is not sure is left out."""
        stacks: dict[int, list[Cell]] = {}
        for cells in head:
            for cell in cells:
                if cell.text.strip():
                    for place in _span(cell):
                        stacks.setdefault(place, []).append(cell)
        lowest: list[tuple[Cell, tuple[Label, ...], list[Cell]]] = []
        past = self._past([stack[-1].text for stack in stacks.values()])
        result: dict[int, str] = {}
        for place in sorted(stacks):
            stack = stacks[place]
            if (period := plain(stack[-1].text)) in past and len(stack) > 1:
                result[place] = ""  # a column of numbers of another year
                continue
            if len(stack) > 1 and (period in self.placed.words.this_year or (past and _YEAR.fullmatch(period))):
                lowest.append((stack[-1], self._leaves(table, stack[-2].text), stack[:-2]))
            elif not lowest or lowest[-1][0] is not stack[-1]:
                lowest.append((stack[-1], self._leaves(table, stack[-1].text), stack[:-1]))
        start = _official(table, [labels for _, labels, _ in lowest])
        for number, (cell, labels, above) in enumerate(lowest):
            position = number - start if start is not None else -1
            if 0 <= position < len(table.column_leaves):
                key = table.column_leaves[position].path
                if not labels:
                    why = f"表头与表样写法不同，按“{shown(table.column_leaves[position].label)}”取。"
                    self.placed.doubt("", cell.text, why)
            else:
                key = _by_branches(labels, above) if labels else ""
            if key:
                self.placed.tell_unit(table, key, cell.text)
                result |= dict.fromkeys(_span(cell), key)
        return result

    def _past(self, texts: Sequence[str]) -> set[str]:
        """Those of a header's lowest texts that name another year than the report's: of several the latest is its."""
        names = {plain(t) for t in texts}
        years = sorted(n for n in names if _YEAR.fullmatch(n))
        return {*(names & set(self.placed.words.other_year)), *years[:-1]}

    def _leaves(self, table: Table, text: str) -> tuple[Label, ...]:
        found = self.placed.columns.find(text).labels
        return tuple(label for label in found if label.table == table.key and not label.node.children)


def _official(table: Table, heads: Sequence[tuple[Label, ...]]) -> int | None:
    """Where in a row of header cells the columns of `table` begin, when they stand in the form's order: those that are
    recognised in their places, and hardly one that is not."""
    leaves = table.column_leaves
    found: list[int] = []
    for start in range(len(heads) - len(leaves) + 1):
        window = list(zip(heads[start : start + len(leaves)], leaves, strict=True))
        known = [any(label.node.path == leaf.path for label in labels) for labels, leaf in window]
        odd = any(labels and not here for (labels, _), here in zip(window, known, strict=True))
        if not odd and sum(known) >= max(len(leaves) * _SURE, 1):
            found.append(start)
    return found[0] if len(found) == 1 else None


def _across(values: Sequence[Cell], columns: Mapping[int, str]) -> bool:
    """Whether the cells of a row do not stand under those of the header: more than once one lies under two columns, or
    one column over two numbers."""
    under = [{columns[p] for p in _span(c) if p in columns} for c in values]
    crossing = sum(len(keys) > 1 for keys in under)
    held = Counter(key for keys in under for key in keys if len(keys) == 1)
    return crossing + sum(n > 1 for n in held.values()) > 1


def _span(cell: Cell) -> range:
    return range(cell.column, cell.column + cell.columns)


def _under(label: Label, branches: Sequence[Label]) -> bool:
    """Whether all the branches written left of a label are its own: 2.其他 under another branch is a label cut off."""
    return all(set(branch.names).intersection(label.above) for branch in branches)


def _by_branches(labels: tuple[Label, ...], above: list[Cell]) -> str:
    """The one label all of whose branches stand above it, or the only label there is."""
    if len(labels) == 1:
        return labels[0].node.path
    written = {plain(c.text) for c in above}
    fitting = [label for label in labels if written.issuperset(label.above)]
    return fitting[0].node.path if len(fitting) == 1 else ""
