"""How the cells of the workbook look and what they take: borders, faces, colours, limits, protection, the page."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from openpyxl.formatting import rule as formatting
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from clerk_app.form.outline import Kind
from clerk_app.form.sheet import Box

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

LINE = 13.5  # pt
_LINE = Side(style="thin", color="FF444444")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SONGTI, _BOLD = Font(name="宋体", size=10), Font(name="黑体", size=14)
_SMALL = Font(name="宋体", size=9, color="FF555555")
_LABEL, _TOTAL = PatternFill("solid", fgColor="FFF3F4F6"), PatternFill("solid", fgColor="FFE9EDF2")
_WRONG = PatternFill("solid", bgColor="FFFFC7CE")
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_TEXT = Alignment(vertical="top", wrap_text=True)
_OPEN = Protection(locked=False)
_FORMATS: dict[Kind, str] = {"count": "0", "signed": "0", "money": "General"}
_COUNTS = "请填 0 或正整数，不带单位和文字；没有填的格请留空。"
_LIMITS: dict[Kind, tuple[Literal["whole", "decimal"], str, str]] = {
    "count": ("whole", "0", _COUNTS),
    "signed": ("whole", "-999999999999", "请填整数，减少的填负数，如 -8。"),
    "money": ("decimal", "0", "请填 0 或正的小数，如 1.25，不带单位和文字。"),
}


def heading(cell: "Cell", target: "Worksheet", columns: int) -> None:
    cell.font, cell.alignment = _BOLD, _CENTRED
    target.row_dimensions[cell.row].height = 30
    if columns > 1:
        merge(target, cell.row, cell.column, 1, columns)


def label(cell: "Cell") -> None:
    cell.font, cell.alignment, cell.border, cell.fill = _SONGTI, _LEFT, _BOX, _LABEL


def open_text(cell: "Any") -> None:
    """A cell for text: open, and text also when it is typed in later."""
    cell.font, cell.alignment, cell.border, cell.protection = _SONGTI, _TEXT, _BOX, _OPEN
    cell.number_format = "@"


def boxed(target: "Worksheet", row: int, column: int, box: Box) -> None:
    """Border and face over the whole span of a box, then its merging."""
    left = box.role == "row" and box.rows == 1
    style = "figure" if box.role == "figure" else "label left" if left else "label"
    for r in range(row, row + box.rows):
        for c in range(column, column + box.columns):
            target.cell(r, c).style = style
    if box.rows > 1 or box.columns > 1:
        merge(target, row, column, box.rows, box.columns)


def merge(target: "Worksheet", row: int, column: int, rows: int, columns: int) -> None:
    """Merges cells that have their borders; openpyxl's own way sets them anew, for half the time of an export."""
    last = f"{get_column_letter(column + columns - 1)}{row + rows - 1}"
    merged: Any = target.merged_cells
    merged.add(f"{get_column_letter(column)}{row}:{last}")


def named(book: "Workbook") -> None:
    """The styles of the many cells: set by name they cost a third."""
    common: dict[str, Any] = {"font": _SONGTI, "border": _BOX}
    book.add_named_style(NamedStyle("figure", alignment=_CENTRED, **common))
    book.add_named_style(NamedStyle("label", alignment=_CENTRED, fill=_LABEL, **common))
    book.add_named_style(NamedStyle("label left", alignment=_LEFT, fill=_LABEL, **common))


def figure(cell: "Any", kind: Kind, *, computed: bool) -> None:
    """Numbers are typed in; a total that is a formula is not."""
    cell.number_format = _FORMATS[kind]
    if computed:
        cell.fill = _TOTAL
    else:
        cell.protection = _OPEN


def limits(target: "Worksheet", kinds: Mapping[str, Kind]) -> None:
    for kind, (sort, least, words) in _LIMITS.items():
        cells = [reference.rpartition("!")[2].replace("$", "") for reference, k in kinds.items() if k == kind]
        if cells:
            rule = DataValidation(type=sort, operator="greaterThanOrEqual", formula1=least, allow_blank=True,
                                  showErrorMessage=True, errorTitle="不是这一格的数", error=words)  # fmt: skip
            rule.sqref = " ".join(cells)
            target.add_data_validation(rule)


def choice(target: "Worksheet", reference: str, words: Iterable[str]) -> None:
    rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=False, showErrorMessage=True)
    rule.sqref = reference.rpartition("!")[2].replace("$", "")
    target.add_data_validation(rule)


def out_of_balance(target: "Worksheet", cells: Sequence[str], formula: str) -> None:
    rules: Any = formatting  # without types in its stubs
    conditions: Any = target.conditional_formatting
    conditions.add(" ".join(c.replace("$", "") for c in cells), rules.FormulaRule(formula=[formula], fill=_WRONG))


def check(cell: "Any") -> None:
    cell.font, cell.alignment = _SMALL, _CENTRED


def note(cell: "Cell") -> None:
    cell.font, cell.alignment = _SMALL, _LEFT


def heights(target: "Worksheet", top: int, boxes: Iterable[Box], widths: Sequence[float]) -> None:
    """Rows as high as their labels need: not every program finds that out for merged cells."""
    for box in boxes:
        room = sum(widths[box.column : box.column + box.columns])
        needed = _lines(box.text, room) * LINE / box.rows + 4
        for row in range(top + box.row, top + box.row + box.rows):
            line: Any = target.row_dimensions[row]
            line.height = max(line.height or LINE + 6, needed)


def height_of(text: str, width: float) -> float:
    """Of a row with a paragraph in a column `width` characters wide; at most what Excel can."""
    return min(_lines(text, width) * LINE + 4, 409.0)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes: a Chinese character is two of a column's characters wide, and a little goes lost."""
    return max(1, math.ceil(sum(1 if c.isascii() else 2 for c in text) / (width - 1.5)))


def page(target: "Worksheet", widths: Sequence[float], *, area: str = "", head: str = "", frozen: str = "") -> None:
    """Widths in characters, frozen headers, A4 one page wide, and labels that cannot be typed over by mistake. `area`
    is what is printed, `head` the rows repeated on every page."""
    for number, width in enumerate(widths, 1):
        target.column_dimensions[get_column_letter(number)].width = width
    if frozen:
        target.freeze_panes = frozen
    if head:
        target.print_title_rows = head
    if area:
        target.print_area = area
    setup, properties = target.page_setup, target.sheet_properties
    setup.paperSize, setup.orientation, setup.fitToWidth, setup.fitToHeight = 9, "portrait", 1, 0
    target.page_margins.left = target.page_margins.right = 0.5  # inches
    properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.protection.sheet = True
    target.protection.formatColumns = target.protection.formatRows = False
