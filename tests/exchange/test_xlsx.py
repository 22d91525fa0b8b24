"""The workbook as a spreadsheet program sees it."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from clerk_app.exchange import xlsx
from clerk_app.report.model import Report


def opened(report: Report, *, values: bool = False) -> Any:
    return openpyxl.load_workbook(io.BytesIO(xlsx.make(report)), data_only=values)


def pointers(book: Any) -> dict[str, str]:
    return {row[0].value: row[1].value for row in book[xlsx.NAMES].iter_rows(min_row=4)}


def cell(book: Any, path: str) -> Any:
    sheet, _, place = pointers(book)[path].removeprefix("=").rpartition("!")
    return book[sheet.strip("'")][place.replace("$", "")]


def test_workbook__made__has_a_sheet_a_section(published: Callable[..., Report]):
    book = opened(published("2021"))
    assert book.sheetnames == [
        "封面", "前言", "一、总体情况", "二、主动公开", "三、申请办理", "四、复议诉讼", "五、问题改进", "六、其他",
        "zfnb",
    ]  # fmt: skip
    assert book["zfnb"].sheet_state == "veryHidden"
    assert len([p for p in pointers(book) if p.count("/") == 2 and p[0] in "pt"]) == 200


def test_totals__that_agree__are_live_with_their_result(balanced: Callable[[str], Report]):
    report = balanced("2021")
    total = cell(opened(report), "t3/new/total")
    assert total.value.startswith("=IF(COUNT(")
    assert cell(opened(report), "t3/new/natural").data_type == "n"
    content = zipfile.ZipFile(io.BytesIO(xlsx.make(report))).read("xl/worksheets/sheet5.xml").decode()
    assert f"</f><v>{report.figure('t3/new/total')}</v>" in content


def test_total__declared_otherwise__is_a_number_and_open(published: Callable[..., Report]):
    total = cell(opened(published("2021")), "t3/new/total")
    assert total.value == published("2021").figure("t3/new/total")
    assert not total.protection.locked


def test_blank_report__made__is_a_form_to_fill_in(make: Callable[..., Report]):
    book = opened(make())
    natural, total = cell(book, "t3/new/natural"), cell(book, "t3/new/total")
    assert natural.value is None
    assert not natural.protection.locked
    assert total.value.startswith("=IF(COUNT(")
    assert total.protection.locked
    assert all(book[name].protection.sheet for name in book.sheetnames if name != "zfnb")


def test_balance__made__is_watched_by_a_formula_and_a_colour(balanced: Callable[[str], Report]):
    sheet = opened(balanced("2021"))["三、申请办理"]
    checks = [c.value for row in sheet.iter_rows(min_row=32) for c in row if str(c.value).startswith("=IF(COUNT")]
    assert len(checks) == 14
    ranges = {str(r.sqref) for r in sheet.conditional_formatting}
    assert len(ranges) == 39
    shown = opened(balanced("2021"), values=True)["三、申请办理"]
    assert {c.value for row in shown.iter_rows(min_row=32, min_col=4, max_col=10) for c in row} - {None} == {"平"}


def test_limits__made__by_the_kind_of_cell(published: Callable[..., Report]):
    rules = opened(published("2021"))["二、主动公开"].data_validations.dataValidation
    assert sorted((r.type, r.formula1) for r in rules) == [("decimal", "0"), ("whole", "0")]


@pytest.mark.parametrize("text", ["=1+1", "+86 10", "-条", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_text_like_a_formula__made__stays_text(text: str, make: Callable[..., Report]):
    book = opened(make({"others": text, "cover/contact/address": text}))
    first, address = cell(book, "others"), cell(book, "cover/contact/address")
    assert (first.value, first.data_type) == (text, "s")
    assert (address.value, address.data_type) == (text, "s")
