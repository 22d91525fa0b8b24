"""The workbook around the cells, as openpyxl reads it again."""

import io
from typing import Any

import openpyxl
import pytest

from clerk_app.exchange.xlsx_cells import Cells
from clerk_app.exchange.xlsx_frame import COVER_SHEET, frame
from clerk_app.form.edition import Edition, editions


@pytest.fixture(scope="module")
def book() -> Any:
    made = frame(editions()["2021"])
    empty = {key: Cells() for key in made.sheets}
    return openpyxl.load_workbook(io.BytesIO(made.filled("甲<&>", '乙"', empty)))


def test_page__of_a_table__is_said_in_the_terms_of_a_sheet(book: Any):
    sheet = book["三、申请办理"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("D6", "$3:$5")
    assert str(sheet.print_area).endswith("$A$1:$J$30")
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (9, 1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.column_dimensions["J"].width > 5
    assert (sheet.page_margins.left, sheet.page_margins.right) == (0.5, 0.5)


def test_sheets__but_that_of_the_names__are_protected_and_seen(book: Any):
    told = {(s.protection.sheet, s.sheet_state) for s in book.worksheets[:-1]}
    assert told == {(True, "visible")}
    assert (book["zfnb"].protection.sheet, book["zfnb"].sheet_state) == (False, "veryHidden")


def test_choice__of_publishing__is_of_two_words(book: Any):
    (rule,) = book[COVER_SHEET].data_validations.dataValidation
    assert (rule.type, rule.formula1) == ("list", '"是,否"')


def test_properties__of_any_words__are_as_given(book: Any):
    assert (book.properties.title, book.properties.creator) == ("甲<&>", '乙"')


def test_frame__asked_for_twice__is_made_once():
    edition = editions()["2021"]
    assert frame(edition) is frame(edition)


def test_frame__of_another_edition_by_the_same_key__is_its_own():
    edition = editions()["2021"]
    other = Edition(*edition._replace(parts=edition.parts[:2]))
    assert list(frame(other).sheets) == [COVER_SHEET, "preface", *(p.key for p in edition.parts[:2]), "zfnb"]
    assert len(frame(edition).sheets) == len(edition.parts) + 3
