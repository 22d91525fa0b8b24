"""What of a year's figures is worth a picture, found from the form alone: totals and what they are the sum of."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from clerk_app.form.edition import Edition, Part, Table
from clerk_app.form.identity import bare
from clerk_app.form.outline import Node
from clerk_app.report.fields import PREVIOUS
from clerk_app.report.model import Report

Number = int | Decimal


class Bar(NamedTuple):
    """One quantity: this year's number and last year's, None where blank or unknown."""

    name: str
    number: Number | None
    before: Number | None


class Chart(NamedTuple):
    """Quantities side by side. With a `whole` they are its parts and are drawn as bars, else as large numbers."""

    title: str
    unit: str
    bars: tuple[Bar, ...]
    whole: Bar | None = None

    @property
    def quiet(self) -> bool:
        """Nothing happened, this year or last: the whole says it all."""
        return self.whole is not None and all(not n for b in (self.whole, *self.bars) for n in (b.number, b.before))


def charts(report: Report, part: Part) -> list[Chart]:
    """The charts of one part of the form, in the order of its tables."""
    result: list[Chart] = []
    for table in part.tables:
        column = _total(report.edition, table, table.column_leaves, across=True)
        row = _total(report.edition, table, table.row_leaves, across=False)
        if row and column:
            result += _crossed(report, table, row, column)
        elif len(table.row_leaves) == 1 and any(s.total.startswith(f"{table.key}/") for s in report.edition.sums):
            result += _blocks(report, table)
        else:
            result += _plain(report, table)
    return result


def _total(edition: Edition, table: Table, leaves: Sequence[Node], *, across: bool) -> Node | None:
    """The column (or row) that is the sum of the others of its table, whatever the row (or column)."""
    totals = {s.total for s in edition.sums if s.total.startswith(f"{table.key}/")}
    others = table.row_leaves if across else table.column_leaves
    for leaf in leaves:
        cells = {f"{table.key}/{o.path}/{leaf.path}" if across else f"{table.key}/{leaf.path}/{o.path}" for o in others}
        if len(others) > 1 and cells <= totals:
            return leaf
    return None


def _crossed(report: Report, table: Table, row: Node, column: Node) -> list[Chart]:
    """A table with totals both ways: its main rows, the parts of the total row, and the first row by columns."""
    main = [n for n in table.rows if not n.children]
    first = main[0]
    home = _parent(table.rows, row)
    results = [n for n in (home.children if home else table.rows) if n is not row]
    applicants = [c for c in table.column_leaves if c is not column]

    def bar(rows: Sequence[Node], columns: Sequence[Node], named: Node) -> Bar:
        return _sum(report, table, rows, columns, _name(table, named))

    return [
        Chart("", table.unit, tuple(bar([n], [column], n) for n in (*main, row))),
        Chart(
            bare(home.label) if home else _name(table, row),
            table.unit,
            tuple(bar(n.leaves, [column], n) for n in results),
            bar([row], [column], row),
        ),
        Chart(
            f"{_name(table, first)}：{table.spanner}",
            table.unit,
            tuple(bar([first], [c], c) for c in applicants),
            bar([first], [column], first),
        ),
    ]


def _blocks(report: Report, table: Table) -> list[Chart]:
    """A table of one row: a chart for each total and its parts."""
    (row,) = table.row_leaves
    totals = {s.total: s.parts for s in report.edition.sums}
    columns = {f"{table.key}/{row.path}/{c.path}": c for c in table.column_leaves}
    result: list[Chart] = []
    for cell, column in columns.items():
        if cell in totals:
            title = "·".join(_labels_above(table.columns, column))
            bars = tuple(
                _sum(report, table, [row], [c], _name(table, c)) for p in totals[cell] if (c := columns.get(p))
            )
            result.append(Chart(title, table.unit, bars, _sum(report, table, [row], [column], title)))
    return result


def _plain(report: Report, table: Table) -> list[Chart]:
    """A table without sums: a chart for each row, its columns side by side."""
    return [
        Chart(
            _name(table, row),
            table.unit,
            tuple(_sum(report, table, [row], [c], _name(table, c)) for c in table.column_leaves),
        )
        for row in table.row_leaves
    ]


def _sum(report: Report, table: Table, rows: Sequence[Node], columns: Sequence[Node], name: str) -> Bar:
    cells = [f"{table.key}/{r.path}/{c.path}" for r in rows for c in columns]

    def total(prefix: str) -> Number | None:
        numbers = [report.figure(prefix + cell) for cell in cells]
        known = [n for n in numbers if n is not None]
        return sum(known[1:], known[0]) if known and len(known) == len(numbers) else None

    return Bar(name, total(""), total(PREVIOUS))


def _name(table: Table, node: Node) -> str:
    return table.short.get(node.path) or bare(node.label)


def _parent(roots: Sequence[Node], node: Node) -> Node | None:
    return next((n for root in roots for n in root.walk() if node in n.children), None)


def _labels_above(roots: Sequence[Node], node: Node) -> list[str]:
    return [n.label for root in roots for n in root.walk() if node in n.leaves and n is not node]
