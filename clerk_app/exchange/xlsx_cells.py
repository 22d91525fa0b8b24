"""The cells of a sheet as XML."""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import NamedTuple

from clerk_app.exchange.xlsx_look import WRONG
from clerk_app.report.numbers import write_number

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Formula(NamedTuple):
    """A formula (without =) and what it comes to: programs that only show or read tables do not compute."""

    text: str
    result: str


Value = str | int | Decimal | Formula | None


class Cells:
    """One sheet: what stands in it, and how its page is. Rows and columns count from 1."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[int, str]] = {}
        self.heights: dict[int, float] = {}
        self.merged: list[str] = []
        self.conditions: list[tuple[str, str]] = []  # cells, formula
        self.limits: list[str] = []  # XML
        self.widths: Sequence[float] = ()  # of the columns, in characters; none: no page, nothing locked
        self.frozen: tuple[int, int] = 0, 0  # rows and columns that stay in sight
        self.area = ""  # what is printed: A1:D16
        self.head = ""  # the rows repeated on every page: 3:5
        self.hidden = False

    def put(self, row: int, column: int, style: int, value: Value = None) -> str:
        """Its place, as B4. Text stays text whatever it begins with. `style` is the number of a style."""
        place = f"{letters(column)}{row}"
        self.rows.setdefault(row, {})[column] = _cell(place, style, value)
        return place

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        last = f"{letters(column + columns - 1)}{row + rows - 1}"
        self.merged.append(f"{letters(column)}{row}:{last}")

    def colour(self, cells: Sequence[str], formula: str) -> None:
        """Colours `cells` where `formula` holds."""
        self.conditions.append((" ".join(cells).replace("$", ""), formula))

    def xml(self) -> str:
        """The inside of the sheet's part, in the order of the format. A4, one page wide; labels cannot be typed over by
        mistake."""
        tall = {row: f' ht="{height:g}" customHeight="1"' for row, height in self.heights.items()}
        rows = "".join(
            f'<row r="{row}"{tall.get(row, "")}>{"".join(xml for _, xml in sorted(cells.items()))}</row>'
            for row, cells in sorted(self.rows.items())
        )
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width:g}" customWidth="1"/>' for n, width in enumerate(self.widths, 1)
        )
        page = bool(self.widths)
        merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in self.merged)
        limits = f'<dataValidations count="{len(self.limits)}">{"".join(self.limits)}</dataValidations>'
        parts = (
            (page, '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'),
            (True, f'<sheetViews><sheetView workbookViewId="0">{self._pane()}</sheetView></sheetViews>'),
            (True, '<sheetFormatPr defaultRowHeight="15"/>'),
            (page, f"<cols>{columns}</cols>"),
            (True, f"<sheetData>{rows}</sheetData>"),
            (page, '<sheetProtection sheet="1" formatColumns="0" formatRows="0"/>'),
            (self.merged, f'<mergeCells count="{len(self.merged)}">{merged}</mergeCells>'),
            (True, "".join(_condition(n, *one) for n, one in enumerate(self.conditions, 1))),
            (self.limits, limits),
            (True, '<pageMargins left="0.5" right="0.5" top="1" bottom="1" header="0.5" footer="0.5"/>'),
            (page, '<pageSetup paperSize="9" orientation="portrait" fitToWidth="1" fitToHeight="0"/>'),
        )
        return "".join(xml for wanted, xml in parts if wanted)

    def _pane(self) -> str:
        rows, columns = self.frozen
        if not rows:
            return ""
        aside = f' xSplit="{columns}"' if columns else ""
        pane = "bottomRight" if columns else "bottomLeft"
        first = f"{letters(columns + 1)}{rows + 1}"
        return f'<pane{aside} ySplit="{rows}" topLeftCell="{first}" activePane="{pane}" state="frozen"/>'


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
        return f"{head}{kind}><f>{escape(value.text)}</f><v>{escape(value.result)}</v></c>"
    if isinstance(value, str):
        return f'{head} t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"{head}><v>{write_number(value)}</v></c>"


def _condition(priority: int, cells: str, formula: str) -> str:
    return (
        f'<conditionalFormatting sqref="{cells}"><cfRule type="expression" dxfId="{WRONG}" priority="{priority}">'
        f"<formula>{escape(formula)}</formula></cfRule></conditionalFormatting>"
    )
