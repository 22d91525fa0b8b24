"""The cells of a sheet as XML: cell by cell openpyxl takes twice the PDF's time, and knows no result of a formula."""

import re
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import NamedTuple

from clerk_app.report.numbers import write_number

_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Formula(NamedTuple):
    """A formula (without =) and what it comes to: programs that only show or read tables do not compute."""

    text: str
    result: str


Value = str | int | Decimal | Formula | None


class Cells:
    """What stands in a sheet. Rows and columns count from 1."""

    def __init__(self) -> None:
        self.rows: dict[int, dict[int, str]] = {}
        self.heights: dict[int, float] = {}
        self.merged: list[str] = []

    def put(self, row: int, column: int, style: int, value: Value = None) -> str:
        """Its place, as B4. Text stays text whatever it begins with."""
        place = f"{letters(column)}{row}"
        self.rows.setdefault(row, {})[column] = _cell(place, style, value)
        return place

    def merge(self, row: int, column: int, rows: int, columns: int) -> None:
        last = f"{letters(column + columns - 1)}{row + rows - 1}"
        self.merged.append(f"{letters(column)}{row}:{last}")

    def xml(self) -> str:
        tall = {row: f' ht="{height:g}" customHeight="1"' for row, height in self.heights.items()}
        rows = "".join(
            f'<row r="{row}"{tall.get(row, "")}>{"".join(xml for _, xml in sorted(cells.items()))}</row>'
            for row, cells in sorted(self.rows.items())
        )
        return f"<sheetData>{rows}</sheetData>"

    def merged_xml(self) -> str:
        merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in self.merged)
        return f'<mergeCells count="{len(self.merged)}">{merged}</mergeCells>' if merged else ""


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
