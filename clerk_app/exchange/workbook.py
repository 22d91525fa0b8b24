"""The workbook of a collection: one row a unit, the sums as formulas, and lists beside it. Written row by row, so that
forty thousand units need no more memory than ten."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import IO, Any

from clerk_app.form.edition import Edition
from clerk_app.form.names import cell_name

_TEXT_LIMIT = 32_767  # characters a cell of Excel holds
_HEAD = ("序号", "单位", "定稿", "核对码")
_FIRST = 4  # the row of the first unit: above it the heading, the paths and the sums
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold

Cell = str | int | Decimal


@dataclass(frozen=True)
class Line:
    """What one unit gave: its figures in the order of the form."""

    unit: str
    seal: str
    code: str
    figures: Sequence[int | Decimal]


@dataclass(frozen=True)
class Sheet:
    """A list beside the sums: its columns with their widths in characters, and its rows."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Cell]]


def write(file: IO[bytes], edition: Edition, lines: Iterable[Line], number: int, sheets: Sequence[Sheet]) -> None:
    """The .xlsx of `number` lines and the other sheets, in their order. Raises OSError."""
    from openpyxl import Workbook

    book: Any = Workbook(write_only=True)  # the types of its sheets are not declared
    _sums(book.create_sheet("汇总"), edition, lines, number)
    for sheet in sheets:
        target = book.create_sheet(sheet.title)
        for i, (_, width) in enumerate(sheet.columns):
            target.column_dimensions[_letters(i)].width = width
        target.freeze_panes = "A2"
        target.append([_bold(target, name) for name, _ in sheet.columns])
        for row in sheet.rows:
            target.append([_cell(target, value) for value in row])
    book.save(file)


def _sums(target: Any, edition: Edition, lines: Iterable[Line], number: int) -> None:
    for i, width in enumerate((6, 32, 14, 22)):
        target.column_dimensions[_letters(i)].width = width
    target.freeze_panes = f"C{_FIRST}"
    names = [cell_name(edition, path) for path in edition.cells]
    target.append([_bold(target, text) for text in (*_HEAD, *names)])
    target.append(["", "", "", "", *edition.cells])
    last = _FIRST + number - 1
    letters = [_letters(len(_HEAD) + i) for i in range(len(names))]
    sums = [f"=SUM({x}{_FIRST}:{x}{last})" if number else 0 for x in letters]
    target.append([_bold(target, "合计"), _bold(target, f"{number} 份"), "", "", *sums])
    for i, line in enumerate(lines, 1):
        head = [i, *(_cell(target, text) for text in (line.unit, line.seal, line.code))]
        target.append([*head, *line.figures])


def _cell(target: Any, value: Cell) -> Any:
    """The value; a text that begins like a formula stays a text."""
    if not isinstance(value, str):
        return value
    text = _CONTROL.sub("", value)[:_TEXT_LIMIT]
    if not text.startswith("="):
        return text
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(target, text)
    cell.data_type = "s"
    return cell


def _bold(target: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    cell = WriteOnlyCell(target, text)
    cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell


def _letters(column: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(column + 1))
