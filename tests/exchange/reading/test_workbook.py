"""Workbooks: another's sheet by sheet; our own is tried by the round trips."""

import io
import zipfile
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


def test_hidden_columns__read__left_out_and_told():
    def fill(book: Any) -> None:
        for row in (["信息内容", "去年", "件数"], ["规章", 7, 0]):
            book.active.append(row)
        book.active.column_dimensions["B"].hidden = True

    source = workbook.read(saved(fill))
    (grid,) = source.items
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == ["信息内容", "", "件数", "规章", "", "0"]
    assert source.notes == ("工作表“Sheet”有 1 列是隐藏的，没有读。",)


def test_raised_number_in_a_cell__read__as_the_mark_of_a_note():
    """As Excel and WPS write it: the text in a part of its own."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    changes = {
        b"</Types>": part.encode(),
        b't="inlineStr"><is><t>122</t></is>': b't="s"><v>0</v>',
    }
    buffer = io.BytesIO()
    plain = zipfile.ZipFile(io.BytesIO(saved(lambda book: book.active.append(["规章", "122"]))))
    with zipfile.ZipFile(buffer, "w") as made:
        for name in plain.namelist():
            content = plain.read(name)
            for old, new in changes.items():
                content = content.replace(old, new)
            made.writestr(name, content)
        made.writestr(
            "xl/sharedStrings.xml",
            '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1"><si>'
            '<r><t>12</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></si></sst>',
        )
    (grid,) = workbook.read(buffer.getvalue()).items
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == ["规章", "12〔2〕"]


def test_table_behind_a_blank_column_with_a_heading__read__by_itself():
    def fill(book: Any) -> None:
        for row in (["三、甲情况", None, None, "四、乙情况"], ["行", 1, None, "列", "列"], ["行", 2, None, 3, 4]):
            book.active.append(row)

    first, left, second, right = workbook.read(saved(fill)).items
    assert (first, second) == ("三、甲情况", "四、乙情况")
    assert isinstance(left, Grid)
    assert isinstance(right, Grid)
    assert [[c.text for c in g.cells] for g in (left, right)] == [["行", "1", "行", "2"], ["列", "列", "3", "4"]]
