"""Blocks from Excel, WPS, Word, web pages and PDFs: their rows."""

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.exchange.pasted import LENGTH, TooLong, from_html, from_text, means_nothing


def test_from_text__trailing_newline_of_a_spreadsheet__is_no_row() -> None:
    assert from_text("1\t2\r\n3\t4\r\n") == [["1", "2"], ["3", "4"]]


def test_from_text__quoted_cell_with_line_end__is_one_cell() -> None:
    assert from_text('"法律\n服务"\t1\n') == [["法律 服务", "1"]]


def test_from_text__numbers_with_blanks_between_them__are_cells_and_not_one_number() -> None:
    assert from_text("一、新收 1 无 3\n二、结转 4 5 6\n") == [["一、新收", "1", "无", "3"], ["二、结转", "4", "5", "6"]]
    assert from_text("1 234\n") == [["1 234"]]
    assert from_text("12 件\n") == [["12 件"]]


def test_from_text__rows_of_different_length__end_in_nothing() -> None:
    assert from_text("1\n2\t3") == [["1", None], ["2", "3"]]


def test_from_html__merged_cells__cover_what_they_span() -> None:
    html = "<p>x<table><tr><td rowspan=2>A<td colspan='2'>B</td></tr><tr><td>1</td><td><b>2</b></td></tr></table>"
    assert from_html(html) == [["A", "B", None], [None, "1", "2"]]


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p{color:red}</style></head><body>
<!--StartFragment--><table class=MsoNormalTable border=1><tr style='height:1cm'><td width=60 colspan=2 style='mso-x:1'>
<p class=MsoNormal align=center><span lang=EN-US>１<o:p></o:p></span></p></td></tr><tr><td>
<p class=MsoNormal><span>2</span></p></td><td><p class=MsoNormal><o:p>&nbsp;</o:p></p></td></tr>
<![if !supportMisalignedColumns]><tr height=0><td width=30 style='border:none'></td><td width=30></td></tr><![endif]>
</table><!--EndFragment--></body></html>"""


def test_from_html__of_a_word_processor__has_its_rows_and_none_of_its_makeup() -> None:
    assert from_html(WORD) == [["１", None], ["2", ""]]
    hidden = "<table><tr><td>1</td></tr><tr height=20 style='mso-a:b; DISPLAY: none'><td width=1></td></tr></table>"
    assert from_html(hidden) == [["1"]]


def test_from_html__no_table__is_no_rows() -> None:
    assert from_html("<p>12</p>") == []


def test_from_html__monstrous_spans__are_cut() -> None:
    assert len(from_html("<table><tr><td colspan=99999999 rowspan=99999999>1</table>")[0]) <= 100


@pytest.mark.parametrize("text", ["", " ", "无", "/", "／", "—", "——", "-", "－", "–"])
def test_means_nothing__what_clerks_write_for_none__does(text: str) -> None:
    assert means_nothing(text)


@pytest.mark.parametrize("text", ["0", "０", "12", "-8", "一", "3件"])
def test_means_nothing__anything_else__does_not(text: str) -> None:
    assert not means_nothing(text)


def test_from_html__table_within_a_cell__is_no_text_of_the_cell() -> None:
    html = "<table><tr><td>1<table><tr><td>2</td></tr></table></td><td>3<script>4</script>5</td></tr></table>"
    assert from_html(html) == [["1", "35"], ["2", ""]]


@pytest.mark.parametrize("html", ["", " ", "\0", "<", "<!-- -->", "<table>", "<table></table>", "\ud800"])
def test_from_html__nothing_in_it__is_no_rows(html: str) -> None:
    assert from_html(html) == []


# ---- whatever else is on a clipboard

MARKUP = st.lists(st.sampled_from("< > / = \" ' 1 2 <table> <tr> <td> </td> </table> rowspan=3 colspan=2 <td".split()))


@given(MARKUP)
@settings(max_examples=100, deadline=None)
def test_from_html__any_markup__gives_even_rows(pieces: list[str]) -> None:
    assert len({len(row) for row in from_html(" ".join(pieces))}) <= 1


BROKEN = {
    "spans within spans": "<table>" + ("<tr>" + "<td rowspan=100 colspan=2>1" * 50) * 1_000,
    "tags never closed": "<table><tr>" + "<td <p class='x' " * 100_000,
    "quotes never closed": "<table><tr><td>" + "<a b='c" * 200_000,
    "comments never closed": "<table><tr><td>" + "<!-- -" * 250_000,
    "declarations": "<table><tr><td>" + "<![CDATA[<!" * 140_000,
    "references": "<table><tr><td>" + "&#" * 700_000,
    "angles": "<table><tr><td>" + "<" * 1_500_000,
    "tables in tables": "<table><tr><td>" * 100_000,
    "ends": "<table><tr><td>" + "</" * 700_000,
    "scripts": "<table><script>" + "</scrip" * 200_000,
}


@pytest.mark.parametrize("html", BROKEN.values(), ids=BROKEN)
def test_from_html__page_broken_off__ends_soon(html: str) -> None:
    begin = time.process_time()  # a busy machine is no slow program
    from_html(html)
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    "text", ['\t"a""' * 300_000, '\t"\t"a' * 300_000, "1\t" * 900_000, "一 " * 900_000, "1\n" * 900_000]
)
def test_from_text__as_much_as_is_taken__ends_soon(text: str) -> None:
    begin = time.process_time()
    from_text(text)
    assert time.process_time() - begin < 2


@pytest.mark.parametrize("read", [from_html, from_text])
def test_read__more_than_any_table_has__is_refused(read: Callable[[str], object]) -> None:
    with pytest.raises(TooLong, match=r"^剪贴板里的内容超过 200 万字，不像一张表，没有贴入。请只复制要的那张表。$"):
        read("1" * (LENGTH + 1))
