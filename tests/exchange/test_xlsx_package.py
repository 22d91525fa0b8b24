"""The file of a workbook, as openpyxl reads it again."""

import io
from typing import Any

import openpyxl
import pytest

from clerk_app.exchange import xlsx_look, xlsx_package
from clerk_app.exchange.xlsx_cells import Cells


def opened(sheets: dict[str, Cells]) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx_package.made("甲<&>", '乙"', sheets)))


@pytest.mark.parametrize(
    "title, others, name",
    [
        ("二、主动公开", [], "二、主动公开"),
        ("a/b:c[d]'*?\\", [], "abcd"),
        ("", [], "Sheet"),
        ("长" * 40, [], "长" * 31),
        ("表", ["表", "表2"], "表3"),
        ("Zfnb", ["ZFNB"], "Zfnb2"),
        ("长" * 40, ["长" * 31], "长" * 28 + "2"),
    ],
)
def test_name__of_a_sheet__is_one_that_spreadsheets_take(title: str, others: list[str], name: str):
    assert xlsx_package.name(title, dict.fromkeys(others)) == name


def test_page__of_a_sheet__is_said_in_its_terms():
    cells, plain = Cells(), Cells()
    cells.widths, cells.area, cells.head, cells.frozen = (12.5, 8.0), "A1:D16", "3:5", (5, 3)
    plain.hidden = True
    book = opened({"甲&乙": cells, "丙": plain})
    sheet = book["甲&乙"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("D6", "$3:$5")
    assert str(sheet.print_area).endswith("$A$1:$D$16")
    assert [sheet.column_dimensions[c].width for c in "AB"] == [12.5, 8.0]
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
    assert sheet.protection.sheet
    assert (book["丙"].sheet_state, book["丙"].protection.sheet) == ("veryHidden", False)
    assert (book.properties.title, book.properties.creator) == ("甲<&>", '乙"')


def test_styles__by_what_they_are_for__are_as_named():
    cells = Cells()
    for column, number in enumerate(xlsx_look.NUMBERS.values(), 1):
        cells.put(1, column, number)
    sheet = opened({"表": cells})["表"]
    cell = {name: sheet.cell(1, column) for column, name in enumerate(xlsx_look.NUMBERS, 1)}
    assert [n for n, c in cell.items() if not c.protection.locked] == ["text", "count", "signed", "money"]
    assert (cell["text"].number_format, cell["count"].number_format) == ("@", "0")
    assert (cell["heading"].font.name, cell["heading"].font.size) == ("黑体", 14)
    assert cell["label"].border.left.style == "thin"
    assert cell["label"].fill.fgColor.rgb == "FFF3F4F6"
    assert cell["count total"].fill.fgColor.rgb == "FFE9EDF2"
    assert cell["label left"].alignment.horizontal == "left"
