"""How the cells of the workbook look and what they take: borders, faces, colours, limits, protection, the page."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties

from clerk_app.form.outline import Kind
from clerk_app.form.sheet import Box

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LINE = 13.5  # pt
_LINE = Side(style="thin", color="FF444444")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_SONGTI, _BOLD = Font(name="宋体", size=10), Font(name="黑体", size=14)
_SMALL = Font(name="宋体", size=9, color="FF555555")
_LABEL, _TOTAL = PatternFill("solid", fgColor="FFF3F4F6"), PatternFill("solid", fgColor="FFE9EDF2")
_WRONG = DifferentialStyle(fill=PatternFill("solid", bgColor="FFFFC7CE"))
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


def styles(scratch: "Worksheet") -> dict[str, int]:
    """The numbers of the styles of a workbook by what they are for; `scratch` is any sheet of it. Text is open, and
    stays text when it is typed in later; numbers are open, a total that is a formula is not."""
    boxed: dict[str, Any] = {"font": _SONGTI, "border": _BOX}
    small: dict[str, Any] = {"font": _SMALL}
    made = {
        "heading": _style(scratch, font=_BOLD, alignment=_CENTRED),
        "label": _style(scratch, **boxed, alignment=_CENTRED, fill=_LABEL),
        "label left": _style(scratch, **boxed, alignment=_LEFT, fill=_LABEL),
        "text": _style(scratch, **boxed, alignment=_TEXT, protection=_OPEN, number_format="@"),
        "check": _style(scratch, **small, alignment=_CENTRED),
        "note": _style(scratch, **small, alignment=_LEFT),
    }
    for kind, form in _FORMATS.items():
        figure: dict[str, Any] = {**boxed, "alignment": _CENTRED, "number_format": form}
        made[kind] = _style(scratch, **figure, protection=_OPEN)
        made[f"{kind} total"] = _style(scratch, **figure, fill=_TOTAL)
    return made


def _style(scratch: Any, **parts: Any) -> int:
    cell: Any = Cell(scratch, row=1, column=1)
    for name, part in parts.items():
        setattr(cell, name, part)
    return cell.style_id


def limits(target: "Worksheet", kinds: Mapping[str, Kind]) -> None:
    for kind, (sort, least, words) in _LIMITS.items():
        cells = [reference for reference, k in kinds.items() if k == kind]
        if cells:
            rule = DataValidation(type=sort, operator="greaterThanOrEqual", formula1=least, allow_blank=True,
                                  showErrorMessage=True, errorTitle="不是这一格的数", error=words)  # fmt: skip
            rule.sqref = _ranges(cells)
            target.add_data_validation(rule)


def choice(target: "Worksheet", reference: str, words: Iterable[str]) -> None:
    rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=False, showErrorMessage=True)
    rule.sqref = _ranges([reference])
    target.add_data_validation(rule)


def colour(target: "Worksheet", cells: Sequence[str], formula: str) -> None:
    """Colours cells, by their references, where a formula holds."""
    rule = Rule(type="expression", formula=[formula], dxf=_WRONG)
    formatting: Any = target.conditional_formatting  # the types of its methods are not declared
    formatting.add(_ranges(cells), rule)


def _ranges(references: Iterable[str]) -> str:
    """References as 'sheet'!$B$4 in the words of a rule, as B4:B9 C4:C4: openpyxl takes its time over every range."""
    columns: dict[str, list[list[int]]] = {}
    for column, row in sorted((c, int(r)) for _, c, r in (reference.rsplit("$", 2) for reference in references)):
        runs = columns.setdefault(column, [])
        if runs and runs[-1][1] == row - 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    return " ".join(f"{c}{first}:{c}{last}" for c, runs in columns.items() for first, last in runs)


def heights(top: int, boxes: Iterable[Box], widths: Sequence[float]) -> dict[int, float]:
    """Rows as high as their labels need: not every program finds that out for merged cells."""
    result: dict[int, float] = {}
    for box in boxes:
        room = sum(widths[box.column : box.column + box.columns])
        needed = _lines(box.text, room) * LINE / box.rows + 4
        for row in range(top + box.row, top + box.row + box.rows):
            result[row] = max(result.get(row, LINE + 6), needed)
    return result


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
