"""What was a cell, told by bars and tabs; and what the bars behind a row say."""

import pytest

from clerk_app.exchange.reading.cells import pieces, separator
from clerk_app.exchange.reading.placing import Placed
from clerk_app.exchange.reading.words import words
from clerk_app.form.edition import editions


@pytest.fixture
def placed() -> Placed:
    return Placed(editions()["2021"], words())


def cells(placed: Placed, *lines: str) -> list[str]:
    return [p.text for p in pieces(lines, placed)]


def test_separator__three_lines_with_a_mark__the_mark():
    assert separator(["规章 | 0 |", "x", "行政许可 | 1 |", "行政处罚 | 2 |"]) == "|"
    assert separator(["规章\t0", "行政许可\t1", "行政处罚\t2"]) == "\t"
    assert separator(["规章 | 0", "公开信息86条。"]) == ""


@pytest.mark.parametrize(
    "lines",
    [
        ("规章 | 0 |  | 2 |", "行政许可 | 1 | ||", "行政处罚 | 2 | ||"),
        ("| 规章 | 0 |  | 2 |", "| 行政许可 | 1 | ||", "| 行政处罚 | 2 | ||"),
        ("规章 |", "0 |", "|", "2 |", "行政许可 |", "1 |", "||", "行政处罚 |", "2 |", "||"),
        ("规章\t0\t\t2", "行政许可\t1", "行政处罚\t2"),
        ("规章\n\t", "0\n\t", "\t", "2", "行政许可\t1", "行政处罚\t2"),
    ],
    ids=["a row a line", "bars around", "a cell a line", "tabs", "tabs and lines"],
)
def test_cells__parted_by_a_mark__blank_ones_are_cells_and_padding_is_none(placed: Placed, lines: tuple[str, ...]):
    split = [x for line in lines for x in line.split("\n")]
    assert cells(placed, *split) == ["规章", "0", "", "2", "行政许可", "1", "行政处罚", "2"]


def test_label_over_two_lines__closed_by_a_bar__is_one(placed: Placed):
    assert cells(placed, "总计 |", "商业", "企业 |", "科研", "机构", "|", "其他 |") == [
        "总计", "商业企业", "科研机构", "其他",
    ]  # fmt: skip


def test_line_under_the_head_in_markdown__read__is_no_row(placed: Placed):
    assert cells(placed, "| 规章 | 0 |", "| --- | --- |", "| 行政许可 | 1 |") == ["规章", "0", "行政许可", "1"]


def test_place_under_a_merged_cell__before_a_label__is_no_value(placed: Placed):
    lines = ("（一）予以公开 | 1 |", "| 1.属于国家秘密 | 2 |", "| | 2.其他法律行政法规禁止公开 | 3 |")
    assert cells(placed, *lines) == ["（一）予以公开", "1", "1.属于国家秘密", "2", "2.其他法律行政法规禁止公开", "3"]


def test_bar_with_which_every_row_begins__alone_on_its_line__is_marked(placed: Placed):
    found = pieces(["|", "规章 |", "0 |", "|", "行政许可 |", "1 |"], placed)
    assert [(p.text, p.alone) for p in found] == [
        ("", True), ("规章", False), ("0", False), ("", True), ("行政许可", False), ("1", False),
    ]  # fmt: skip


def test_tab_alone_on_the_last_line__what_follows_is_the_last_cell_if_it_is_a_value(placed: Placed):
    lines = ["规章", "\t", "1", "\t", "", "\t"]
    for behind, wanted in ((["3", "", "下文"], "3"), (["", "", "下文"], "")):
        found = list(pieces([*lines, *behind], placed))
        assert [p.text for p in found if p.value] == ["1", "", wanted]
        assert found[-1].text == "下文"
