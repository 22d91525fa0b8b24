"""The tables of one part as on paper: boxes with merged spans, for the grid, the PDF and every other writer."""

from typing import Literal, NamedTuple

from clerk_app.form.edition import Part, Table
from clerk_app.form.outline import Node

Role = Literal["band", "stub", "corner", "spanner", "column", "row", "figure"]


class Box(NamedTuple):
    """One printed cell. `row`/`column` count from 0 over the sheet; `rows`/`columns` are its span.

    `path` is the figure's `table/row/column`, or the node's dotted key for header boxes, or empty.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str
    role: Role
    path: str
    table: str


class Sheet(NamedTuple):
    """All boxes of a part, gapless. `head_rows` (0 for stacked tables) and `stub_columns` stay in sight."""

    part: Part
    rows: int
    columns: int
    head_rows: int
    stub_columns: int
    boxes: tuple[Box, ...]

    @property
    def figures(self) -> tuple[Box, ...]:
        return tuple(b for b in self.boxes if b.role == "figure")

    @property
    def widths(self) -> tuple[float, ...]:
        """Relative widths, one a column: the template's in mm, or equal ones."""
        return self.part.widths or (1.0,) * self.columns


def sheet(part: Part) -> Sheet:
    """The sheet of a tables part. Several tables (section 二) stand below one another, their last columns stretched."""
    width = max(t.stub_columns + len(t.column_leaves) for t in part.tables)
    boxes: list[Box] = []
    top = 0
    for table in part.tables:
        new, height = _boxes(table, top, width)
        boxes += new
        top += height
    only = part.tables[0] if len(part.tables) == 1 else None
    head = _head_rows(only) if only else 0
    return Sheet(part, top, width, head, only.stub_columns if only else part.tables[0].stub_columns, tuple(boxes))


def _depth(nodes: tuple[Node, ...]) -> int:
    return 1 + max(n.depth for root in nodes for n in root.walk())


def _head_rows(table: Table) -> int:
    return bool(table.band) + bool(table.spanner) + _depth(table.columns)


def _boxes(table: Table, top: int, width: int) -> tuple[list[Box], int]:
    stub, head, columns = table.stub_columns, _head_rows(table), table.column_leaves
    # The last column takes what the widest table of the part has more: 本年处理决定数量 spans three.
    spans = [1] * (len(columns) - 1) + [width - stub - len(columns) + 1]
    lefts = [stub + i for i in range(len(columns))]
    boxes: list[Box] = []
    y = top
    if table.band:
        boxes.append(Box(y, 0, 1, width, table.band, "band", "", table.key))
        y += 1
    if stub:
        text, role = (table.corner, "corner") if table.corner else (table.stub, "stub")
        boxes.append(Box(y, 0, top + head - y, stub, text, role, "", table.key))
    if table.spanner:
        boxes.append(Box(y, stub, 1, width - stub, table.spanner, "spanner", "", table.key))
        y += 1
    paths = [c.path for c in columns]
    for node in (n for root in table.columns for n in root.walk()):
        at = [paths.index(leaf.path) for leaf in node.leaves]
        across = sum(spans[i] for i in at)
        down = 1 if node.children else top + head - y - node.depth
        boxes.append(Box(y + node.depth, lefts[at[0]], down, across, node.label, "column", node.path, table.key))
    rows = [r.path for r in table.row_leaves]
    first = top + head
    for node in (n for root in table.rows for n in root.walk() if stub):
        at = [rows.index(leaf.path) for leaf in node.leaves]
        across = 1 if node.children else stub - node.depth
        boxes.append(Box(first + at[0], node.depth, len(at), across, node.label, "row", node.path, table.key))
    for i, row in enumerate(rows):
        for j, column in enumerate(paths):
            path = f"{table.key}/{row}/{column}"
            boxes.append(Box(first + i, lefts[j], 1, spans[j], "", "figure", path, table.key))
    return boxes, head + len(rows)
