"""Encodings, and which kind of text it is."""

import pytest

from clerk_app.exchange.reading import text
from clerk_app.exchange.reading.source import Unreadable


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text__in_any_encoding__read(encoding: str):
    assert text.read("一、总体情况\n正文。".encode(encoding)).items == ("一、总体情况", "正文。")


def test_page__that_tells_gb2312__read():
    page = '<html><head><meta charset="gb2312"></head><body><p>一、总体情况</p><p>镕</p></body></html>'
    assert text.read(page.encode("gbk")).items == ("一、总体情况", "镕")


def test_bytes__of_no_text__refused():
    with pytest.raises(Unreadable, match="不是文字"):
        text.read(b"\x81\x00\xff\xfe" * 9)


def test_cells_of_a_spreadsheet__in_quotes_over_lines__are_one_line_a_row():
    rows = [f'"自然\n人{n}"\t{n}\t"a""b"' for n in range(9)]
    assert text.read("\n".join(rows).encode()).items[:2] == ('自然人0\t0\ta"b', '自然人1\t1\ta"b')


def test_comma_separated__read__cells_by_tabs_and_paragraphs_alone():
    rows = ["一、总体情况,,,,,,", *[f"规章{n},1,2,3,4,5,6" for n in range(20)]]
    assert text.read("\n".join(rows).encode()).items[:2] == ("一、总体情况", "规章0\t1\t2\t3\t4\t5\t6")


def test_english_text_with_commas__read__as_it_is():
    line = "a, b, c, d, e, f and so on."
    assert text.read(line.encode()).items == (line,)


def test_boxes_of_characters__read__as_bars():
    rows = ["┌──┬──┐", *["│规章│ 1│", "├──┼──┤"] * 6]
    assert text.read("\n".join(rows).encode()).items[:3] == ("+--+--+", " | 规章 |  1 | ", "+--+--+")
