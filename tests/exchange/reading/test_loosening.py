"""Headings and paragraphs that a source holds as rows of a table."""

from clerk_app.exchange.reading.loosening import loosened
from clerk_app.exchange.reading.source import Grid, Item, grid_of
from clerk_app.exchange.reading.words import words
from clerk_app.form.edition import editions

LONG = "一是信息更新不够及时，二是业务能力有待提高，" * 4
TABLE = [["第二十条第（五）项"], ["信息内容", "本年处理决定数量"], ["行政许可", "3"]]


def parted(*rows: list[str]) -> list[object]:
    grid = grid_of([[(t, 1, 2 if len(row) == 1 else 1) for t in row] for row in rows])
    return [_texts(i) for i in loosened([grid], editions()["2021"], words())]


def _texts(item: Item) -> object:
    return item if isinstance(item, str) else [[c.text for c in row] for row in item.covering()]


def test_heading_in_a_row__parts_the_table():
    assert parted(*TABLE, ["五、存在的主要问题及改进情况"], [LONG], ["下一步改进。"]) == [
        TABLE, "五、存在的主要问题及改进情况", LONG, "下一步改进。",
    ]  # fmt: skip


def test_band_behind_a_heading__stays_with_its_table():
    assert parted(["二、主动公开政府信息情况"], *TABLE) == ["二、主动公开政府信息情况", TABLE]


def test_table_without_headings__stays_as_it_is():
    grid = grid_of([[("规章", 1, 1), ("0", 1, 1)]])
    assert loosened([grid, "第一段。"], editions()["2021"], words()) == [grid, "第一段。"]


def test_merged_cell_over_the_heading__is_not_cut():
    """A cell that reaches over several rows is no row of its own."""
    grid = Grid(grid_of([[("五、存在的主要问题及改进情况", 2, 1), ("", 1, 1)], [("", 1, 1)]]).cells)
    assert loosened([grid], editions()["2021"], words()) == [grid]
