"""The report as a workbook: a sheet a section in the official layout, with live totals and checks.

A blank report exported so is the form for an office that has not the program: what is filled in comes back by `NAMES`,
a hidden sheet that points from every path to its cell. A pointer is a formula, so that it follows inserted rows.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils import get_column_letter

from clerk_app.exchange import xlsx_look as look
from clerk_app.exchange.interchange import FORMAT
from clerk_app.form.edition import Edition, Part
from clerk_app.form.identity import Identity, Side, Sum
from clerk_app.form.sheet import Box, sheet
from clerk_app.report.document import NOTE
from clerk_app.report.fields import COVER, COVER_NAMES
from clerk_app.report.model import Report
from clerk_app.report.numbers import write_number
from clerk_app.report.passage import resolved

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

NAMES = "zfnb"
COVER_SHEET = "封面"
CELL_LIMIT = 32_000  # characters; Excel's own is 32,767
CONTINUED = "接上行"  # beside what is left of a paragraph longer than that
YES, NO = "是", "否"
_TOP = 3  # the row of a sheet in which its table begins
_WIDTH, _TEXT = 86.0, 72.0  # characters, of a table and of a text
_SPARE = 12  # rows left open below a text

Names = dict[str, str]  # path → reference, as in 'sheet'!$B$4


def make(report: Report) -> bytes:
    """The whole workbook."""
    book = openpyxl.Workbook()
    look.named(book)
    book.properties.title, book.properties.creator = report.title, report.unit
    first = book.active
    assert first is not None, "a new workbook has a sheet"
    names: Names = {}
    _cover(_titled(first, COVER_SHEET), report, names)
    _passage(_added(book, COVER_NAMES["preface"]), report, "preface", COVER_NAMES["preface"], names)
    shown: dict[str, str] = {}
    for part in report.edition.parts:
        target = _added(book, part.tab)
        if part.tables:
            shown |= _tables(target, report, part, names)
        else:
            _passage(target, report, part.key, part.heading, names)
    _names(_added(book, NAMES), report, names)
    buffer = io.BytesIO()
    book.save(buffer)
    return _with_results(buffer.getvalue(), [f"xl/worksheets/sheet{i}.xml" for i in range(1, 20)], shown)


def _titled(target: "Worksheet", title: str) -> "Worksheet":
    target.title = title[:31]
    return target


def _added(book: "Workbook", title: str) -> "Worksheet":
    return _titled(book.create_sheet(), title)


def _put(target: "Worksheet", row: int, column: int, value: str | int | float | None) -> "Cell":
    """Text stays text whatever it begins with: openpyxl would make a formula of =…"""
    cell: Any = target.cell(row, column, value)
    if isinstance(value, str):
        cell.data_type = "s"
    return cell


def _reference(target: "Worksheet", cell: "Cell") -> str:
    return f"'{target.title}'!${cell.column_letter}${cell.row}"


# ---- cover and texts


def _cover(target: "Worksheet", report: Report, names: Names) -> None:
    look.heading(_put(target, 1, 1, report.title), target, 2)
    row = _TOP
    for path, name in COVER_NAMES.items():
        if path not in COVER or path == "cover/level":
            continue
        value = report.values.get(path)
        if path == "cover/publish_note":
            value = YES if value is not False else NO
            name = NOTE
        look.label(_put(target, row, 1, name))
        cell = _put(target, row, 2, value if isinstance(value, int) else str(value or "") or None)
        look.open_text(cell)
        names[path] = _reference(target, cell)
        row += 1
    look.choice(target, names["cover/publish_note"], (YES, NO))
    look.page(target, (18.0, 60.0))


def _passage(target: "Worksheet", report: Report, path: str, heading: str, names: Names) -> None:
    """A paragraph a row, blank ones too; one longer than a cell goes on in the next row, marked beside it."""
    look.heading(_put(target, 1, 1, heading), target, 1)
    row = _TOP
    names[path] = f"'{target.title}'!$A${row}"
    for line in resolved(report, path).text.split("\n"):
        for at in range(0, len(line) or 1, CELL_LIMIT):
            piece = line[at : at + CELL_LIMIT]
            look.open_text(_put(target, row, 1, piece or None))
            target.row_dimensions[row].height = look.height_of(piece, _TEXT)
            if at:
                _put(target, row, 2, CONTINUED)
            row += 1
    for spare in range(row, row + _SPARE):
        look.open_text(target.cell(spare, 1))
    look.page(target, (_TEXT, 8.0), area=f"A1:A{row + _SPARE - 1}")


# ---- tables


def _tables(target: "Worksheet", report: Report, part: Part, names: Names) -> dict[str, str]:
    """The official layout; says what the formulas come to, by reference."""
    whole = sheet(part)
    look.heading(_put(target, 1, 1, part.heading), target, whole.columns)
    for box in whole.boxes:
        cell = _box(target, box)
        if box.role == "figure":
            names[box.path] = _reference(target, cell)
    sums: dict[str, Sum] = {}
    for total in report.edition.sums:
        sums.setdefault(total.total, total)
    shown: dict[str, str] = {}
    for box in whole.figures:
        cell: Any = target.cell(_TOP + box.row, 1 + box.column)
        number, total = report.figure(box.path), sums.get(box.path)
        kind = report.edition.cells[box.path].kind
        if total and _follows(report, total):
            cell.value = _sum(total, names)
            shown[names[box.path]] = "" if number is None else write_number(number)
        elif number is not None:
            cell.value = number
        look.figure(cell, kind, computed=bool(total) and cell.data_type == "f")
    look.limits(target, {names[b.path]: report.edition.cells[b.path].kind for b in whole.figures})
    shown |= _checks(target, report, part, names)
    extra = (20.0,) * sum(1 for _ in _rules(report.edition, part, "row"))
    widths = [max(w * _WIDTH / sum(whole.widths), 5.0) for w in whole.widths]
    look.heights(target, _TOP, whole.boxes, widths)
    head, last = _TOP + whole.head_rows, get_column_letter(whole.columns)
    look.page(
        target,
        (*widths, *extra),
        area=f"A1:{last}{_TOP + whole.rows - 1}",
        head=f"{_TOP}:{head - 1}" if whole.head_rows else "",
        frozen=f"{get_column_letter(whole.stub_columns + 1)}{head}" if whole.head_rows else "",
    )
    return shown


def _box(target: "Worksheet", box: Box) -> "Cell":
    row, column = _TOP + box.row, 1 + box.column
    cell = _put(target, row, column, box.text or None)
    look.boxed(target, row, column, box)
    return cell


def _follows(report: Report, total: Sum) -> bool:
    """Whether the total may be a formula: it agrees with its parts, or both are still to come. A declared one stays."""
    parts = [n for p in total.parts if (n := report.figure(p)) is not None]
    number = report.figure(total.total)
    return sum(parts) == number if len(parts) == len(total.parts) else number is None


def _sum(total: Sum, names: Names) -> str:
    parts = ",".join(_local(names[p]) for p in total.parts)
    return f'=IF(COUNT({parts})={len(total.parts)},SUM({parts}),"")'


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


def _checks(target: "Worksheet", report: Report, part: Part, names: Names) -> dict[str, str]:
    """For every identity a cell that says 平 or by how much it is out, and a colour on the cells it speaks of."""
    whole, shown = sheet(part), dict[str, str]()
    below = {rule: _TOP + whole.rows + 1 + n for n, rule in enumerate(_rules(report.edition, part, "column"))}
    beside = {rule: 2 + whole.columns + n for n, rule in enumerate(_rules(report.edition, part, "row"))}
    for identity in _watched(report.edition, part):
        cells = [_local(names[c]) for c in identity.cells]
        left, right = _side(identity.left, names), _side(identity.right, names)
        filled = f"COUNT({','.join(cells)})={len(cells)}"
        look.out_of_balance(target, cells, f"AND({filled},({left})<>({right}))")
        first = target[cells[0].replace("$", "")]
        rule = identity.rule
        row, column = (below[rule.id], first.column) if rule.each == "column" else (first.row, beside[rule.id])
        cell: Any = target.cell(row, column)
        cell.value = f'=IF({filled},IF(({left})=({right}),"平","差"&ABS(({left})-({right}))),"")'
        look.check(cell)
        shown[_reference(target, cell)] = _verdict(report, identity)
        label = (row, 1) if rule.each == "column" else (_TOP + max(whole.head_rows - 1, 0), column)
        look.note(_put(target, *label, rule.why))
    for row in below.values():
        look.merge(target, row, 1, 1, max(whole.stub_columns, 1))
    return shown


def _side(side: Side, names: Names) -> str:
    return "".join(("+" if t.sign > 0 else "-") + _local(names[t.cell]) for t in side).lstrip("+")


def _verdict(report: Report, identity: Identity) -> str:
    if any(report.figure(c) is None for c in identity.cells):
        return ""
    out = _value(report, identity.left) - _value(report, identity.right)
    return "平" if out == 0 else f"差{write_number(abs(out))}"


def _value(report: Report, side: Side) -> int | Decimal:
    return sum((t.sign * (report.figure(t.cell) or 0) for t in side), start=0)


# ---- names and results


def _names(target: "Worksheet", report: Report, names: Names) -> None:
    for row, (name, value) in enumerate((("format", FORMAT), ("edition", report.edition.key)), 1):
        _put(target, row, 1, name)
        _put(target, row, 2, value)
    _put(target, 3, 1, "cover/level")
    _put(target, 3, 2, report.text("cover/level") or None)
    for row, (path, reference) in enumerate(names.items(), 4):
        _put(target, row, 1, path)
        target.cell(row, 2, f"={reference}")
    target.sheet_state = "veryHidden"


_FORMULA = re.compile(r'(<c r="([A-Z]+)([0-9]+)"[^>]*?)( t="[^"]*")?(><f>[^<]*</f>)<v ?/?>(?:</v>)?</c>')


def _with_results(content: bytes, paths: list[str], shown: dict[str, str]) -> bytes:
    """The workbook with what its formulas come to beside them: openpyxl writes none, and a program that only shows or
    reads tables does not compute."""
    source = zipfile.ZipFile(io.BytesIO(content))
    titles = re.findall(r'<sheet [^>]*name="([^"]*)"', source.read("xl/workbook.xml").decode())
    title_of = dict(zip(paths, titles, strict=False))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as result:
        for item in source.infolist():
            data = source.read(item)
            if item.filename in title_of:
                title = title_of[item.filename]

                def filled(match: re.Match[str], title: str = title) -> str:
                    value = shown.get(f"'{title}'!${match[2]}${match[3]}")
                    if value is None:
                        return match[0]
                    kind = "" if re.fullmatch(r"-?\d+(\.\d+)?", value) else ' t="str"'
                    return f"{match[1]}{kind}{match[5]}<v>{value}</v></c>"

                data = _FORMULA.sub(filled, data.decode()).encode()
            result.writestr(item, data)
    return buffer.getvalue()
