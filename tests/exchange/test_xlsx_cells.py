"""Cells as XML, as openpyxl reads them again."""

import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.exchange.xlsx_cells import Cells, Formula, letters
from clerk_app.exchange.xlsx_frame import frame
from clerk_app.form.edition import editions
from clerk_app.report.fields import clean


def opened(cells: Cells, *, values: bool = False) -> Any:
    """The first sheet of a workbook with these cells."""
    made = frame(editions()["2021"])
    content = made.filled("题", "人", dict.fromkeys(made.sheets, cells))
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values).worksheets[0]


def test_values__put__come_back_as_they_are():
    cells = Cells()
    for row, value in enumerate(["=1+1", "<&\"'>", " 两端 ", "甲\n乙", 0, -8, Decimal("59237.2449"), None], 1):
        assert cells.put(row, 2, 0, value) == f"B{row}"
    sheet = opened(cells)
    got = [sheet.cell(row, 2).value for row in range(1, 9)]
    assert got == ["=1+1", "<&\"'>", " 两端 ", "甲\n乙", 0, -8, 59237.2449, None]
    assert sheet["B1"].data_type != "f"


def test_formula__put__with_its_result():
    cells = Cells()
    cells.put(1, 1, 0, Formula("SUM(B1,C1)", "7"))
    cells.put(2, 1, 0, Formula('IF(A1<>7,"差","平")', "平"))
    assert [c.value for c in opened(cells)["A"]] == ["=SUM(B1,C1)", '=IF(A1<>7,"差","平")']
    assert [c.value for c in opened(cells, values=True)["A"]] == [7, "平"]


def test_row__merged_and_high__is_so():
    cells = Cells()
    cells.heights[2] = 30.5
    cells.put(2, 1, 0, "标题")
    cells.merge(2, 1, 2, 28)
    sheet = opened(cells)
    assert [str(r) for r in sheet.merged_cells.ranges] == ["A2:AB3"]
    assert sheet.row_dimensions[2].height == 30.5


@pytest.mark.parametrize("column, name", [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_column__named__as_spreadsheets_do(column: int, name: str):
    assert letters(column) == name


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=40).map(clean).filter(bool))
def test_text_of_a_report__put__comes_back(text: str):
    cells = Cells()
    cells.put(1, 1, 0, text)
    assert opened(cells)["A1"].value == text
