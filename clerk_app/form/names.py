"""How people call a cell: 表三·自然人·（一）予以公开; and in a sentence: 自然人的予以公开."""

import re

from clerk_app.form.edition import Edition, Table
from clerk_app.form.outline import Node


def table_name(edition: Edition, table: str) -> str:
    """表二 … 表四: the table is called by its part's number, as clerks and notices do."""
    return f"表{edition.part_of(table + '/').numeral}"


def cell_name(edition: Edition, path: str) -> str:
    """The full name of a cell. Raises KeyError for a cell that is not of the edition."""
    cell = edition.cells[path]
    table = edition.tables[cell.table]
    row, column = _name(table, table.rows, cell.row), _name(table, table.columns, cell.column)
    # Where columns share a spanner (申请人情况) the applicant is named first, as people read that table.
    words = (column, row) if table.spanner else (row, column)
    return "·".join(w for w in (table_name(edition, cell.table), *words) if w)


def _name(table: Table, roots: tuple[Node, ...], node: Node) -> str:
    if node.path in table.short:
        return table.short[node.path]
    label = re.sub(r"(?<=.)（[^（）]*）$", "", node.label)
    nodes = {n.path: n for root in roots for n in root.walk()}
    same = [n for n in nodes.values() if not n.children and n.label == node.label]
    parent = nodes.get(node.path.rpartition(".")[0])
    return f"{parent.label}·{label}" if parent and len(same) > 1 else label
