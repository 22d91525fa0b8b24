"""Workbooks: another's sheet by sheet; our own is tried by the round trips."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest

from clerk_app.exchange import xlsx
from clerk_app.exchange.reading import workbook
from clerk_app.exchange.reading.source import Grid, Unreadable
from clerk_app.report.model import Report


def saved(fill: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_sheet__read__paragraphs_and_tables():
    def fill(book: Any) -> None:
        for row in (["一、总体情况"], ["正文。"], [], ["信息内容", "件数"], ["规章", 0.0], [None, date(2024, 1, 5)]):
            book.active.append(row)

    first, second, grid = workbook.read(saved(fill)).items
    assert (first, second) == ("一、总体情况", "正文。")
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == ["信息内容", "件数", "规章", "0", "", "2024年1月5日"]


def test_hidden_sheet__read__left_out():
    def fill(book: Any) -> None:
        book.create_sheet("密").append(["不看"])
        book["密"].sheet_state = "hidden"

    assert workbook.read(saved(fill)).items == ()


def test_own_workbook__rows_inserted__followed_by_the_pointers(published: Callable[..., Report]):
    """As a spreadsheet program does it: the cells move and the pointers with them."""
    book: Any = openpyxl.load_workbook(io.BytesIO(xlsx.make(published("2021"))))
    book["封面"].move_range("A3:B12", rows=2)
    for row in book["zfnb"].iter_rows(min_row=4):
        if str(row[1].value).startswith("='封面'!$B$"):
            row[1].value = f"='封面'!$B${int(row[1].value.rpartition('$')[2]) + 2}"
    buffer = io.BytesIO()
    book.save(buffer)
    assert workbook.read(buffer.getvalue()).given["unit"] == "青石镇人民政府"


def test_own_workbook__sheet_deleted__refused(published: Callable[..., Report]):
    book: Any = openpyxl.load_workbook(io.BytesIO(xlsx.make(published("2021"))))
    del book["四、复议诉讼"]
    buffer = io.BytesIO()
    book.save(buffer)
    with pytest.raises(Unreadable, match="缺了工作表"):
        workbook.read(buffer.getvalue())
