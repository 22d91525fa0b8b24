"""The cells of a sheet as XML; openpyxl makes the workbook around them. Cell by cell it takes twice the PDF's time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from html import escape

from clerk_app.report.numbers import write_number

_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_EMPTY = re.compile(r"<sheetData ?/>|<sheetData></sheetData>")


@dataclass(frozen=True)
class Formula:
    """A formula (without =) and what it comes to: programs that only show or read tables do not compute."""

    text: str
    result: str


Value = str | int | Decimal | Formula | None


@dataclass
class Cells:
    """What stands in a sheet; rows and columns from 1. `style` is the number of a style of the workbook."""

    rows: dict[int, dict[int, str]] = field(default_factory=dict[int, dict[int, str]])
    heights: dict[int, float] = field(default_factory=dict[int, float])
    merged: list[str] = field(default_factory=list[str])
    conditions: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])  # cells, formula

    def put(self, row: int, column: int, style: int, value: Value = None) -> str:
        """Its place, as B4. Text stays text whatever it begins with."""
        place = f"{letters(column)}{row}"
        self.rows.setdefault(row, {})[column] = _cell(place, style, value)
        return place

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        last = f"{letters(column + columns - 1)}{row + rows - 1}"
        self.merged.append(f"{letters(column)}{row}:{last}")

    def colour(self, cells: Sequence[str], formula: str) -> None:
        """Colours `cells` where `formula` holds."""
        self.conditions.append((" ".join(cells).replace("$", ""), formula))

    def within(self, sheet: str, wrong: int) -> str:
        """The XML of a sheet that openpyxl wrote without cells, with these. `wrong`: the number of the colour."""
        tall = {row: f' ht="{height:g}" customHeight="1"' for row, height in self.heights.items()}
        rows = "".join(
            f'<row r="{row}"{tall.get(row, "")}>{"".join(xml for _, xml in sorted(cells.items()))}</row>'
            for row, cells in sorted(self.rows.items())
        )
        merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in self.merged)
        behind = f'<mergeCells count="{len(self.merged)}">{merged}</mergeCells>' if merged else ""
        behind += "".join(_condition(n, *one, wrong) for n, one in enumerate(self.conditions, 1))
        # In the order of the format: cells, protection, merging, conditions, limits, margins.
        at = re.search(r"<(dataValidations|printOptions|pageMargins)[ >]", sheet)
        assert at is not None, "openpyxl writes the margins of every sheet"
        head, tail = sheet[: at.start()], sheet[at.start() :]
        empty = _EMPTY.search(head)
        assert empty is not None, "openpyxl was given no cells"
        before, after = head[: empty.start()], head[empty.end() :]
        return f"{before}<sheetData>{rows}</sheetData>{after}{behind}{tail}"


@lru_cache(maxsize=256)
def letters(column: int) -> str:
    """A … Z, AA …: the name of a column."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _cell(place: str, style: int, value: Value) -> str:
    head = f'<c r="{place}" s="{style}"'
    if value is None:
        return head + "/>"
    if isinstance(value, Formula):
        kind = "" if _NUMBER.fullmatch(value.result) else ' t="str"'
        return f"{head}{kind}><f>{escape(value.text, quote=False)}</f><v>{escape(value.result)}</v></c>"
    if isinstance(value, str):
        return f'{head} t="inlineStr"><is><t xml:space="preserve">{escape(value, quote=False)}</t></is></c>'
    return f"{head}><v>{write_number(value)}</v></c>"


def _condition(priority: int, cells: str, formula: str, colour: int) -> str:
    return (
        f'<conditionalFormatting sqref="{cells}"><cfRule type="expression" dxfId="{colour}" priority="{priority}">'
        f"<formula>{escape(formula, quote=False)}</formula></cfRule></conditionalFormatting>"
    )
