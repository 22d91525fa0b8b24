"""What a copied piece of a table is for Word and for a spreadsheet."""

from collections.abc import Callable

import pytest

from clerk_app.exchange import clipboard
from clerk_app.exchange.reading import web
from clerk_app.exchange.reading.source import Grid
from clerk_app.report.model import Report


def test_cells__copied__are_a_table_in_both_forms():
    clip = clipboard.cells([["1", ""], ["-8", "2.5"]])
    assert clip.text == "1\t\r\n-8\t2.5\r\n"
    (grid,) = web.read(clip.html).items
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == ["1", "", "-8", "2.5"]


@pytest.mark.parametrize("text", ["=1+1", "+cmd|x", "@SUM(A1)", "-2+3", '=HYPERLINK("x")'])
def test_text_like_a_formula__copied__stays_text(text: str):
    clip = clipboard.cells([[text]])
    assert clip.text == f"'{text}\r\n"
    assert "mso-number-format" in clip.html


@pytest.mark.parametrize("text", ["-8", "+8", "-2.5", "8"])
def test_number__copied__stays_a_number(text: str):
    assert clipboard.cells([[text]]).text == f"{text}\r\n"


def test_text_with_breaks_and_markup__copied__is_one_cell():
    clip = clipboard.cells([["甲\n乙\t丙 <b>"]])
    assert clip.text == "甲 乙 丙 <b>\r\n"
    assert "<b>" not in clip.html


def test_whole_part__copied__is_the_official_table(published: Callable[..., Report]):
    report = published("2021")
    clip = clipboard.whole(report, report.edition.part("disputes"))
    rows = clip.text.removesuffix("\r\n").split("\r\n")
    assert [len(r.split("\t")) for r in rows] == [15] * 4
    assert rows[3].split("\t") == [str(n) for n in range(1185, 1200)]
    (grid,) = web.read(clip.html).items
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells if c.row == 3] == [str(n) for n in range(1185, 1200)]


def test_whole_part__copied__has_lines_and_places_that_spreadsheets_read(published: Callable[..., Report]):
    report = published("2021")
    code = clipboard.whole(report, report.edition.part("applications")).html
    assert code.startswith("<table border='1'")
    assert "<th" not in code
    assert "<td align='left' valign='middle'>1.属于国家秘密</td><td align='center' valign='middle'>" in code
