"""The report as a workbook: a sheet a section in the official layout, with live totals and checks.

A blank report exported so is the form for an office that has not the program: what is filled in comes back by `NAMES`,
a hidden sheet that points from every path to its cell. A pointer is a formula, so that it follows inserted rows.
"""

from decimal import Decimal

from clerk_app.exchange import xlsx_look as look
from clerk_app.exchange.interchange import FORMAT
from clerk_app.exchange.xlsx_cells import Cells, Formula, Value
from clerk_app.exchange.xlsx_frame import (
    COVER_SHEET,
    NAMES,
    NO,
    PREFACE,
    TEXT,
    TOP,
    YES,
    Frame,
    Names,
    Watch,
    frame,
    local,
    widths,
)  # fmt: skip
from clerk_app.form.edition import Part
from clerk_app.form.identity import Identity, Side, Sum
from clerk_app.form.sheet import Box, sheet
from clerk_app.report.document import NOTE
from clerk_app.report.fields import COVER_NAMES
from clerk_app.report.model import Report
from clerk_app.report.numbers import write_number
from clerk_app.report.passage import resolved

CELL_LIMIT = 32_000  # characters; Excel's own is 32,767
CONTINUED = "接上行"  # beside what is left of a paragraph longer than that
_SPARE = 12  # rows left open below a text


def make(report: Report) -> bytes:
    """The whole workbook."""
    made = frame(report.edition)
    cells = {COVER_SHEET: _cover(made, report), PREFACE: _passage(made, report, PREFACE, COVER_NAMES["preface"])}
    for part in report.edition.parts:
        cells[part.key] = _tables(made, report, part) if part.tables else _passage(made, report, part.key, part.heading)
    cells[NAMES] = _names(made.names, report)
    return made.filled(report.title, report.unit, cells)


# ---- cover and texts


def _cover(made: Frame, report: Report) -> Cells:
    cells = Cells()
    _heading(made, cells, report.title, 2)
    paths = [path for path in made.names if path in COVER_NAMES and path != PREFACE]
    for row, path in enumerate(paths, TOP):
        value, name = report.values.get(path), COVER_NAMES[path]
        if path == "cover/publish_note":
            value = YES if value is not False else NO
            name = NOTE
        cells.put(row, 1, made.styles["label left"], name)
        cells.put(row, 2, made.styles["text"], value if isinstance(value, int) else str(value or "") or None)
    return cells


def _heading(made: Frame, cells: Cells, text: str, columns: int) -> None:
    cells.put(1, 1, made.styles["heading"], text)
    cells.heights[1] = 30
    if columns > 1:
        cells.merge(1, 1, 1, columns)


def _passage(made: Frame, report: Report, path: str, heading: str) -> Cells:
    """A paragraph a row, blank ones too; one longer than a cell goes on in the next row, marked beside it."""
    cells = Cells()
    _heading(made, cells, heading, 1)
    row = TOP
    for line in resolved(report, path).text.split("\n"):
        for at in range(0, len(line) or 1, CELL_LIMIT):
            piece = line[at : at + CELL_LIMIT]
            cells.put(row, 1, made.styles["text"], piece or None)
            cells.heights[row] = look.height_of(piece, TEXT)
            if at:
                cells.put(row, 2, 0, CONTINUED)
            row += 1
    for spare in range(row, row + _SPARE):
        cells.put(spare, 1, made.styles["text"])
    return cells


# ---- tables


def _tables(made: Frame, report: Report, part: Part) -> Cells:
    """The official layout, with live totals."""
    cells = Cells()
    whole = sheet(part)
    _heading(made, cells, part.heading, whole.columns)
    sums: dict[str, Sum] = {}
    for total in report.edition.sums:
        sums.setdefault(total.total, total)
    for box in whole.boxes:
        if box.role == "figure":
            _figure(made, cells, report, box, sums.get(box.path))
        else:
            _label(made, cells, box)
    _checks(made, cells, report, made.watches[part.key], whole.stub_columns)
    cells.heights |= look.heights(TOP, whole.boxes, widths(whole))
    return cells


def _label(made: Frame, cells: Cells, box: Box) -> None:
    """Border and face over the whole span, which is one cell."""
    style = made.styles["label left" if box.role == "row" and box.rows == 1 else "label"]
    row, column = TOP + box.row, 1 + box.column
    for r in range(row, row + box.rows):
        for c in range(column, column + box.columns):
            cells.put(r, c, style, box.text or None if (r, c) == (row, column) else None)
    if box.rows > 1 or box.columns > 1:
        cells.merge(row, column, box.rows, box.columns)


def _figure(made: Frame, cells: Cells, report: Report, box: Box, total: Sum | None) -> None:
    """A number to be typed in, or a total that is a formula."""
    number, kind = report.figure(box.path), report.edition.cells[box.path].kind
    value: Value = number
    style = made.styles[kind]
    if total and _follows(report, total):
        value = Formula(_sum(total, made.names), "" if number is None else write_number(number))
        style = made.styles[f"{kind} total"]
    row, column = TOP + box.row, 1 + box.column
    for r in range(row, row + box.rows):
        for c in range(column, column + box.columns):
            cells.put(r, c, style, value if (r, c) == (row, column) else None)
    if box.rows > 1 or box.columns > 1:
        cells.merge(row, column, box.rows, box.columns)


def _follows(report: Report, total: Sum) -> bool:
    """Whether the total may be a formula: it agrees with its parts, or both are still to come. A declared one stays."""
    parts = [n for p in total.parts if (n := report.figure(p)) is not None]
    number = report.figure(total.total)
    return sum(parts) == number if len(parts) == len(total.parts) else number is None


def _sum(total: Sum, names: Names) -> str:
    parts = ",".join(local(names[p]) for p in total.parts)
    return f'IF(COUNT({parts})={len(total.parts)},SUM({parts}),"")'


def _checks(made: Frame, cells: Cells, report: Report, watches: list[Watch], stub: int) -> None:
    """Whether the identities hold, and why they should; below the table across its `stub` columns."""
    for watch in watches:
        cells.put(
            watch.row, watch.column, made.styles["check"], Formula(watch.formula, _verdict(report, watch.identity))
        )
        cells.put(*watch.note, made.styles["note"], watch.identity.rule.why)
    if stub > 1:
        for row in dict.fromkeys(w.row for w in watches if w.identity.rule.each == "column"):
            cells.merge(row, 1, 1, stub)


def _verdict(report: Report, identity: Identity) -> str:
    if any(report.figure(c) is None for c in identity.cells):
        return ""
    out = _value(report, identity.left) - _value(report, identity.right)
    return "平" if out == 0 else f"差{write_number(abs(out))}"


def _value(report: Report, side: Side) -> int | Decimal:
    return sum((t.sign * (report.figure(t.cell) or 0) for t in side), start=0)


# ---- names


def _names(names: Names, report: Report) -> Cells:
    cells = Cells()
    told = {"format": FORMAT, "edition": report.edition.key, "cover/level": report.text("cover/level") or None}
    for row, (name, value) in enumerate(told.items(), 1):
        cells.put(row, 1, 0, name)
        cells.put(row, 2, 0, value)
    for row, (path, reference) in enumerate(names.items(), len(told) + 1):
        cells.put(row, 1, 0, path)
        cells.put(row, 2, 0, Formula(reference, ""))
    return cells
