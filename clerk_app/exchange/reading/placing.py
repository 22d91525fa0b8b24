"""Where the numbers of a source belong: what the two ways of reading tables (grids, lines) have in common."""

import re
from dataclasses import dataclass, field

from clerk_app.exchange.reading.values import Reading, read
from clerk_app.exchange.reading.words import Labels, Match, Words, plain
from clerk_app.form.edition import Edition, Table
from clerk_app.report.fields import Value
from clerk_app.report.numbers import shown

_UNIT = re.compile(r"[（(](?:单位)?[：:]?(亿元|万元|元)[）)]\s*$")


@dataclass(frozen=True)
class Doubt:
    """Something to look at: `path` is the field it speaks of (empty: none), `source` the source's own words."""

    path: str
    source: str
    why: str


@dataclass
class Placed:
    """The cells found so far: numbers, cells seen blank, the source's words of each, doubts, rows without a place."""

    edition: Edition
    words: Words
    numbers: dict[str, Value] = field(default_factory=dict[str, Value])
    blank: set[str] = field(default_factory=set[str])
    sources: dict[str, str] = field(default_factory=dict[str, str])
    doubts: list[Doubt] = field(default_factory=list[Doubt])
    missed: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.rows, self.columns = Labels(self.edition, rows=True), Labels(self.edition, rows=False)
        self.conflicts = set[str]()
        self.units = dict[tuple[str, str], str]()  # (table, column) → the unit that the source's own header tells
        tables = self.edition.tables.values()
        self._around = {plain(w) for t in tables for w in (t.band, t.corner, t.spanner)} - {""}

    @property
    def found(self) -> int:
        return len(self.sources)

    def tell_unit(self, table: Table, column: str, text: str) -> None:
        """Notes the unit of money that the source's header `text` names for a column."""
        if match := _UNIT.search(text):
            self.units[table.key, column] = match[1]

    def known(self, text: str) -> bool:
        """Whether `text` stands above a table of the form: its band, its corner or the head over its columns."""
        return plain(text) in self._around

    def put(self, path: str, text: str) -> None:
        """Takes what stands in the source for the cell `path`. Said twice and differently it is left blank."""
        cell = self.edition.cells[path]
        table, _, column = path.split("/")
        unit = self.units.get((table, column), "") if text.strip()[-1:].isdigit() else ""
        if unit and cell.unit and self.words.money[unit] != self.words.money[cell.unit]:
            reading = Reading(None, f"表头写的单位是{unit}，表样是{cell.unit}，没有填，请核对后填。")
        else:
            reading = read(text + unit, cell, self.words)
        if path in self.sources:
            before = self.sources[path]
            if self._same(path, reading.number) or path in self.conflicts:
                return
            if not before.strip() or not text.strip():
                # A cell seen blank and then filled (a table printed twice): the filled one is not sure either.
                before, text = before.strip() or "空", text.strip() or "空"
            self.conflicts.add(path)
            self.numbers.pop(path, None)
            self.blank.add(path)
            self.doubt(path, f"{before}／{text}", "出现了两次而且不同，没有填。")
            return
        self.sources[path] = text
        if reading.doubt:
            self.doubt(path, text, reading.doubt)
        if reading.number is None:
            self.blank.add(path)
        else:
            self.numbers[path] = reading.number

    def retract(self, row: str, why: str) -> None:
        """Takes back the numbers of the row at `row` (table/row/)."""
        taken = [p for p in self.numbers if p.startswith(row)]
        if taken:
            table, name, _ = row.split("/")
            said = " ".join(self.sources[p] for p in taken)
            self.doubt("", f"{name_of_row(self.edition.tables[table], name)} {said}", why)
        for path in taken:
            del self.numbers[path]
            self.blank.add(path)

    def _same(self, path: str, number: Value | None) -> bool:
        return self.numbers.get(path) == number

    def doubt(self, path: str, source: str, why: str) -> None:
        if (doubt := Doubt(path, shown(source, 60), why)) not in self.doubts:
            self.doubts.append(doubt)

    def slip(self, match: Match, path: str, text: str) -> None:
        """Notes a label that is not written as in the form."""
        doubt = Doubt(path, shown(text, 60), f"与表样写法不同，按“{shown(match.labels[0].node.label, 40)}”取。")
        if not match.exact and doubt not in self.doubts:
            self.doubts.append(doubt)

    def branch(self, table: Table, row: str, texts: list[str]) -> None:
        """Numbers in a row that the edition divides further: they belong to none of its rows."""
        leaves = [r.label for r in table.row_leaves if r.path.startswith(row + ".")]
        numbers = [t.strip() for t in texts if t.strip()]
        if numbers:
            words = "、".join(shown(label, 16) for label in leaves)
            self.doubt(
                "",
                f"{name_of_row(table, row)} {' '.join(numbers)}",
                f"表样里这一行分为 {len(leaves)} 行（{words}），没有填。",
            )


def name_of_row(table: Table, row: str) -> str:
    """The label of the row at the dotted key `row`."""
    return next(n.label for root in table.rows for n in root.walk() if n.path == row)
