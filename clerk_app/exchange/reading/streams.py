"""Numbers of a table that has become lines of text: a line a row, or a line a cell as browsers copy it.

Without places only the order is left. So a row is taken when it has as many values as the table has columns, or none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from clerk_app.exchange.reading.cells import Piece, pieces, separator
from clerk_app.exchange.reading.placing import Placed, name_of_row
from clerk_app.exchange.reading.words import Label, is_numbered, plain
from clerk_app.form.edition import Part, Table

_HEAD = 4  # lines that the name of a column may go over
_LONGEST = 8  # pieces that a label may have been broken into


@dataclass(frozen=True)
class Habit:
    """What a program does that made lines of tables: whether blank cells keep their separators, and whether the places
    under a merged label come out blank before the first number or behind the last."""

    kept: bool = False
    before: bool = False
    behind: bool = False

    def __or__(self, other: "Habit") -> "Habit":
        return Habit(self.kept or other.kept, self.before or other.before, self.behind or other.behind)


def habit(lines: Sequence[str], part: Part, placed: Placed) -> Habit:
    """Told by the rows that are whole: as many cells as columns with a blank one before the last number, or as many
    numbers as columns with blank places before or behind."""
    widths = {n for t in part.tables if (n := len(t.column_leaves)) > 2}
    result = Habit(kept=separator(lines) == "\t")  # nothing pads with tabs
    for value, group in groupby(pieces(lines, placed), key=lambda p: p.value):
        cells = list(group)
        texts = [c.text for c in _of_row(cells, labelled=True)] if value and cells[0].certain else []
        if len(texts) in widths and texts[-1] and not all(texts):
            result |= Habit(kept=True)
        elif widths.intersection((len(texts) - 1, len(texts) - 2)):
            result |= Habit(before=bool(texts[-1]) and not texts[0], behind=bool(texts[0]) and not texts[-1])
    return result


def read(lines: Sequence[str], part: Part, placed: Placed, habits: Habit | None = None) -> list[str]:
    """Takes the numbers of the part's tables out of `lines`; returns what says nothing of a table."""
    run = _Run(part, placed, habits or habit(lines, part, placed))
    groups = [(value, list(group)) for value, group in groupby(pieces(lines, placed), key=lambda p: p.value)]
    behind = 0  # pieces that belong to the label before the values
    for number, (value, group) in enumerate(groups):
        if value:
            run.values(group)
        else:
            ahead = groups[number + 2][1] if number + 2 < len(groups) else []
            behind = run.label([p.text for p in group[behind:]], [p.text for p in ahead])
    return run.end()


class _Run:
    """Goes through the pieces: the end of a run of text is the label of the values that follow it."""

    def __init__(self, part: Part, placed: Placed, habits: Habit) -> None:
        self.part, self.placed, self.habits = part, placed, habits
        self.header: list[str] = []  # the names of columns, and whatever else stood there
        self.loose: list[str] = []
        self.row: Label | None = None
        self.taken = ""  # the row taken last: table/row
        self.fresh = True  # no row yet under this header
        self.unsure: list[str] = []  # rows taken by the number of their values alone
        self.strays = 0  # runs of values under no label

    def label(self, texts: list[str], ahead: list[str]) -> int:
        """Takes the label before values. Of the text behind those values, `ahead`, the first pieces may be the rest of
        it, where a label runs over more lines than one: says how many."""
        if not texts:
            self._retract()
            return 0
        self.row, count, behind = self._over_values(texts, ahead) or (*self._named(texts), 0)
        rest = texts[: len(texts) - count]
        if self.row is None or any(self._column(t) for t in rest):
            if not self.fresh:
                self.header, self.fresh = [], True
            self.header += rest
        else:
            self._tell(rest)
        return behind

    def values(self, cells: list[Piece]) -> None:
        """Takes the values behind a label."""
        cells = _of_row(cells, labelled=self.row is not None)
        texts = [c.text for c in cells]
        if self.row is not None:
            table = self.placed.edition.tables[self.row.table]
            if self.row.node.children:
                self.placed.branch(table, self.row.node.path, texts)
            else:
                self._take(table, self.row.node.path, cells)
        elif (table := self._unlabelled(texts)) is not None:
            self._take(table, table.row_leaves[0].path, cells)
        elif any(texts):
            if not cells[0].certain:
                self.strays += 1
                self._retract()
            self.loose.append(" ".join([*self.header[-1:], *texts]))
        self.row = None

    def end(self) -> list[str]:
        """What found no place."""
        if self.fresh:
            self._tell(self.header)
        if self.strays > 1:
            # The values do not come row by row: those that are as many as the columns may be so by chance.
            for row in self.unsure:
                self.placed.retract(row, "这些数不是按行排的，没有填。")
        return self.loose

    # ---- labels

    def _named(self, texts: list[str]) -> tuple[Label | None, int]:
        """The row that the last pieces name and how many they are: a name broken into lines is joined again."""
        best: tuple[Label | None, int] = (None, 0)
        for count in range(1, min(_LONGEST, len(texts)) + 1):
            text = "".join(texts[-count:])
            match = self.placed.rows.find(text)
            labels = self._own(match.labels)
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

    def _over_values(self, texts: list[str], ahead: list[str]) -> tuple[Label, int, int] | None:
        """The row whose name is written around its values, the pieces of it before and behind them."""
        begun = next((i for i, text in enumerate(ahead) if is_numbered(text)), len(ahead))  # another label
        for behind in range(min(_LONGEST, begun), 0, -1):
            for count in range(1, min(_LONGEST, len(texts)) + 1):
                labels = self._own(self.placed.rows.exactly("".join([*texts[-count:], *ahead[:behind]])))
                if len(labels) == 1 and not self.placed.rows.exactly("".join(ahead[:behind])):
                    return labels[0], count, behind
        return None

    def _retract(self) -> None:
        """More values without a known label: those of the row before may run over more lines, and none is sure."""
        if self.taken:
            self.placed.retract(self.taken, "后面还有不知属于哪一行的数，没有填。")

    def _own(self, labels: Sequence[Label]) -> list[Label]:
        return [x for x in labels if any(t.key == x.table for t in self.part.tables)]

    def _in_header(self, texts: list[str]) -> bool:
        """总计 and 其他 name rows and columns: behind the name of a column they are columns."""
        before = [*(self.header if self.fresh else []), *texts[:-1]][-_HEAD:]
        named = any(self._column("".join(before[-n:])) for n in range(1, len(before) + 1))  # 法律 / 服务 / 机构
        return bool(self._column(texts[-1])) and named

    def _column(self, text: str) -> list[Label]:
        match = self.placed.columns.find(text) if text else None
        return self._own(match.labels) if match else []

    # ---- rows

    def _take(self, table: Table, row: str, cells: Sequence[Piece]) -> None:
        texts = [c.text for c in cells]
        placed, leaves = self.placed, table.column_leaves
        if self.fresh:
            self._tell([t for t in self.header if not any(self._column(w) for w in (t, *t.split()))])
        self.fresh = False
        said = " ".join([name_of_row(table, row), *(t or "空" for t in texts)])
        if any(texts) and not self._in_order(table):
            placed.doubt("", said, "表头的次序与表样不同，没有填。")
            return
        covered = max(table.stub_columns - row.count(".") - 1, 0)
        fitting = _fitting(cells, len(leaves), covered, self.habits)
        if not fitting:
            placed.doubt("", said, f"应有 {len(leaves)} 个数，分不清是哪几格，没有填。")
        self.taken = f"{table.key}/{row}/"
        if len({c.line for c in cells}) > 1 and not all(c.certain for c in cells):
            self.unsure.append(self.taken)
        for leaf, text in zip(leaves, fitting, strict=False):
            placed.put(f"{table.key}/{row}/{leaf.path}", text)

    def _unlabelled(self, texts: Sequence[str]) -> Table | None:
        """The table of one unlabelled row, once all its columns have been named; or all their characters, where the
        lines of the header run through several narrow cells, and as many numbers stand below."""
        for table in self.part.tables:
            wanted = len(table.column_leaves)
            if any(n.label for n in table.rows):
                continue
            if len(self._seen(table)) >= wanted:
                return table
            labels = "".join(plain(n.label) for root in table.columns for n in root.walk())
            if len([t for t in texts if t]) == wanted and sorted(labels) == sorted(plain("".join(self.header))):
                self.placed.doubt("", " ".join(texts), "表头的字散在几行里，按表样的次序取。")
                self.header = []
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
                if own:
                    self.placed.tell_unit(table, own[0].node.path, text)
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


def _of_row(cells: list[Piece], *, labelled: bool) -> list[Piece]:
    """Without the bars, alone on their lines, with which this row begins and the next one."""
    first = 1 if cells[0].alone and not labelled else 0
    return cells[first : len(cells) - (len(cells) > first and cells[-1].alone)]


def _fitting(cells: Sequence[Piece], wanted: int, covered: int, habits: Habit) -> list[str]:
    """The values by column when there is no doubt which is which; none when there is.

    Blank cells tell the place of the others where separators say what a cell is, or within one line. Some programs
    leave out blank cells and pad the row behind: the last one may be blank only where others are known to be kept.
    `covered`: how many places of the stub the row's label covers.
    """
    texts = [c.text for c in cells]
    filled = [t for t in texts if t]
    if not filled or len(filled) == wanted:
        return filled or [""] * wanted
    if all(c.certain for c in cells):
        texts = _unpadded(texts, wanted, covered, habits)
        return texts if len(texts) == wanted and (texts[-1] or habits.kept) else []
    rows = [list(line) for _, line in groupby(cells, key=lambda c: c.line)]
    row, *others = [[c.text for c in line] for line in rows if any(c.text for c in line)]
    return row if not others and len(row) == wanted else []


def _unpadded(texts: list[str], wanted: int, covered: int, habits: Habit) -> list[str]:
    """The row without the blank places under its label; as it is when it cannot be told where those stand."""
    spare = len(texts) - wanted
    before = spare == covered > 0 and not any(texts[:covered])
    behind = 0 < spare <= max(covered, 1) and not any(texts[-spare:]) and habits.kept
    if before and behind:
        before, behind = habits.before and not habits.behind, habits.behind and not habits.before
    return texts[covered:] if before else texts[:wanted] if behind else texts


def _follows(seen: Sequence[str], order: Sequence[str]) -> bool:
    """Whether `seen` is `order` with perhaps some left out."""
    rest = iter(order)
    return all(name in rest for name in seen)


def _furniture(part: Part) -> list[str]:
    words = [w for t in part.tables for w in (t.band, t.stub, t.corner, t.spanner, f"单位{t.unit}")]
    return [*words, *(n.label for t in part.tables for root in (*t.rows, *t.columns) for n in root.walk())]
