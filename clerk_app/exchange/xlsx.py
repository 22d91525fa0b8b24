"""The report as a workbook: a sheet a section in the official layout, with live totals and checks.

A blank report exported so is the form for an office that has not the program: what is filled in comes back by `NAMES`,
a hidden sheet that points from every path to its cell. A pointer is a formula, so that it follows inserted rows.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from clerk_app.exchange import xlsx_look as look
from clerk_app.exchange import xlsx_package
from clerk_app.exchange.interchange import FORMAT
from clerk_app.exchange.xlsx_cells import Cells, Formula, Value, letters
from clerk_app.form.edition import Edition, Part
from clerk_app.form.identity import Identity, Side, Sum
from clerk_app.form.sheet import Box, Sheet, sheet
from clerk_app.report.document import NOTE
from clerk_app.report.fields import COVER, COVER_NAMES
from clerk_app.report.model import Report
from clerk_app.report.numbers import write_number
from clerk_app.report.passage import resolved

NAMES = "zfnb"
COVER_SHEET = "封面"
CELL_LIMIT = 32_000  # characters; Excel's own is 32,767
CONTINUED = "接上行"  # beside what is left of a paragraph longer than that
YES, NO = "是", "否"
_TOP = 3  # the row of a sheet in which its table begins
_WIDTH, _TEXT = 86.0, 72.0  # characters, of a table and of a text
_SPARE = 12  # rows left open below a text

Names = dict[str, str]  # path → reference, as in 'sheet'!$B$4


class _Book:
    """The workbook being made: its sheets by their names, and where every field stands."""

    def __init__(self) -> None:
        self.cells: dict[str, Cells] = {}
        self.names: Names = {}

    def sheet(self, title: str) -> tuple[str, Cells]:
        name = xlsx_package.name(title, self.cells)
        return name, self.cells.setdefault(name, Cells())


def make(report: Report) -> bytes:
    """The whole workbook."""
    made = _Book()
    _cover(made, report)
    _passage(made, report, "preface", COVER_NAMES["preface"], COVER_NAMES["preface"])
    for part in report.edition.parts:
        if part.tables:
            _tables(made, report, part)
        else:
            _passage(made, report, part.key, part.tab, part.heading)
    _names(made, report)
    return xlsx_package.made(report.title, report.unit, made.cells)


# ---- cover and texts


def _cover(made: _Book, report: Report) -> None:
    target, cells = made.sheet(COVER_SHEET)
    _heading(cells, report.title, 2)
    row = _TOP
    for path, name in COVER_NAMES.items():
        if path not in COVER or path == "cover/level":
            continue
        value = report.values.get(path)
        if path == "cover/publish_note":
            value = YES if value is not False else NO
            name = NOTE
        cells.put(row, 1, look.NUMBERS["label left"], name)
        place = cells.put(row, 2, look.NUMBERS["text"], value if isinstance(value, int) else str(value or "") or None)
        made.names[path] = _reference(target, place)
        row += 1
    cells.limits.append(look.choice(made.names["cover/publish_note"], (YES, NO)))
    cells.widths = 18.0, 60.0


def _heading(cells: Cells, text: str, columns: int) -> None:
    cells.put(1, 1, look.NUMBERS["heading"], text)
    cells.heights[1] = 30
    if columns > 1:
        cells.merge(1, 1, 1, columns)


def _reference(target: str, place: str) -> str:
    match = re.fullmatch(r"([A-Z]+)([0-9]+)", place)
    assert match is not None, "a place as B4"
    return f"'{target}'!${match[1]}${match[2]}"


def _passage(made: _Book, report: Report, path: str, title: str, heading: str) -> None:
    """A paragraph a row, blank ones too; one longer than a cell goes on in the next row, marked beside it."""
    target, cells = made.sheet(title)
    _heading(cells, heading, 1)
    row = _TOP
    made.names[path] = f"'{target}'!$A${row}"
    for line in resolved(report, path).text.split("\n"):
        for at in range(0, len(line) or 1, CELL_LIMIT):
            piece = line[at : at + CELL_LIMIT]
            cells.put(row, 1, look.NUMBERS["text"], piece or None)
            cells.heights[row] = look.height_of(piece, _TEXT)
            if at:
                cells.put(row, 2, 0, CONTINUED)
            row += 1
    for spare in range(row, row + _SPARE):
        cells.put(spare, 1, look.NUMBERS["text"])
    cells.widths, cells.area = (_TEXT, 8.0), f"A1:A{row + _SPARE - 1}"


# ---- tables


def _tables(made: _Book, report: Report, part: Part) -> None:
    """The official layout, with live totals."""
    target, cells = made.sheet(part.tab)
    whole = sheet(part)
    _heading(cells, part.heading, whole.columns)
    sums: dict[str, Sum] = {}
    for total in report.edition.sums:
        sums.setdefault(total.total, total)
    for box in whole.figures:
        made.names[box.path] = _reference(target, f"{letters(1 + box.column)}{_TOP + box.row}")
    for box in whole.boxes:
        if box.role == "figure":
            _figure(cells, made.names, report, box, sums.get(box.path))
        else:
            _label(cells, box)
    cells.limits = look.limits({made.names[b.path]: report.edition.cells[b.path].kind for b in whole.figures})
    _checks(made, cells, report, part, whole)
    beside = len(list(_rules(report.edition, part, "row")))
    extra = (3.0, *(24.0,) * beside) if beside else ()  # a gap, then the checks with the words above them
    widths = [max(w * _WIDTH / sum(whole.widths), 5.0) for w in whole.widths]
    cells.heights |= look.heights(_TOP, whole.boxes, widths)
    head, last = _TOP + whole.head_rows, letters(whole.columns)
    cells.widths, cells.area = (*widths, *extra), f"A1:{last}{_TOP + whole.rows - 1}"
    if whole.head_rows:
        cells.head, cells.frozen = f"{_TOP}:{head - 1}", (head - 1, whole.stub_columns)


def _label(cells: Cells, box: Box) -> None:
    """Border and face over the whole span, which is one cell."""
    style = look.NUMBERS["label left" if box.role == "row" and box.rows == 1 else "label"]
    row, column = _TOP + box.row, 1 + box.column
    for r in range(row, row + box.rows):
        for c in range(column, column + box.columns):
            cells.put(r, c, style, box.text or None if (r, c) == (row, column) else None)
    if box.rows > 1 or box.columns > 1:
        cells.merge(row, column, box.rows, box.columns)


def _figure(cells: Cells, names: Names, report: Report, box: Box, total: Sum | None) -> None:
    """A number to be typed in, or a total that is a formula."""
    number, kind = report.figure(box.path), report.edition.cells[box.path].kind
    value: Value = number
    style = look.NUMBERS[kind]
    if total and _follows(report, total):
        value = Formula(_sum(total, names), "" if number is None else write_number(number))
        style = look.NUMBERS[f"{kind} total"]
    row, column = _TOP + box.row, 1 + box.column
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
    parts = ",".join(_local(names[p]) for p in total.parts)
    return f'IF(COUNT({parts})={len(total.parts)},SUM({parts}),"")'


def _local(reference: str) -> str:
    """The cell of a reference without its sheet."""
    return reference.rpartition("!")[2]


def _rules(edition: Edition, part: Part, each: str) -> Iterable[str]:
    """Ids of the identities that a sheet can watch by itself, in the form's order."""
    return dict.fromkeys(i.rule.id for i in _watched(edition, part) if i.rule.each == each)


def _watched(edition: Edition, part: Part) -> list[Identity]:
    keys = {t.key for t in part.tables}
    return [
        i for i in edition.identities
        if i.rule.table in keys and i.rule.level == "error" and i.relation == "="
        and all(t.cell and not t.previous for t in (*i.left, *i.right))
    ]  # fmt: skip


def _checks(made: _Book, cells: Cells, report: Report, part: Part, whole: Sheet) -> None:
    """For every identity a cell that says 平 or by how much it is out, and a colour on the cells it speaks of."""
    below = {rule: _TOP + whole.rows + 1 + n for n, rule in enumerate(_rules(report.edition, part, "column"))}
    beside = {rule: 2 + whole.columns + n for n, rule in enumerate(_rules(report.edition, part, "row"))}
    places = {b.path: (_TOP + b.row, 1 + b.column) for b in whole.figures}
    for identity in _watched(report.edition, part):
        spoken = [_local(made.names[c]) for c in identity.cells]
        left, right = _side(identity.left, made.names), _side(identity.right, made.names)
        filled = f"COUNT({','.join(spoken)})={len(spoken)}"
        cells.colour(spoken, f"AND({filled},({left})<>({right}))")
        rule, first = identity.rule, places[identity.cells[0]]
        row, column = (below[rule.id], first[1]) if rule.each == "column" else (first[0], beside[rule.id])
        said = f'IF({filled},IF(({left})=({right}),"平","差"&ABS(({left})-({right}))),"")'
        cells.put(row, column, look.NUMBERS["check"], Formula(said, _verdict(report, identity)))
        label = (row, 1) if rule.each == "column" else (_TOP + max(whole.head_rows - 1, 0), column)
        cells.put(*label, look.NUMBERS["note"], rule.why)
    for row in below.values():
        if whole.stub_columns > 1:
            cells.merge(row, 1, 1, whole.stub_columns)


def _side(side: Side, names: Names) -> str:
    return "".join(("+" if t.sign > 0 else "-") + _local(names[t.cell]) for t in side).lstrip("+")


def _verdict(report: Report, identity: Identity) -> str:
    if any(report.figure(c) is None for c in identity.cells):
        return ""
    out = _value(report, identity.left) - _value(report, identity.right)
    return "平" if out == 0 else f"差{write_number(abs(out))}"


def _value(report: Report, side: Side) -> int | Decimal:
    return sum((t.sign * (report.figure(t.cell) or 0) for t in side), start=0)


# ---- names


def _names(made: _Book, report: Report) -> None:
    _, cells = made.sheet(NAMES)
    told = {"format": FORMAT, "edition": report.edition.key, "cover/level": report.text("cover/level") or None}
    for row, (name, value) in enumerate(told.items(), 1):
        cells.put(row, 1, 0, name)
        cells.put(row, 2, 0, value)
    for row, (path, reference) in enumerate(made.names.items(), len(told) + 1):
        cells.put(row, 1, 0, path)
        cells.put(row, 2, 0, Formula(reference, ""))
    cells.hidden = True
