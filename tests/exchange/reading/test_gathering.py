"""Tables without rules: numbers by their columns, labels on several lines; what is not sure is left as text."""

import pytest

from clerk_app.exchange.reading.gathering import gathered
from clerk_app.exchange.reading.source import Grid, Item, Laid, Piece
from clerk_app.exchange.reading.words import words
from clerk_app.form.edition import editions

HEAD = "信息内容@0 本年制发件数@20 本年废止件数@40 现行有效件数@60"


def laid(*lines: str) -> list[Item]:
    """What is made of lines of pieces, each written as text@left and as wide as it has characters."""
    made: list[tuple[Piece, ...]] = []
    for y, line in enumerate(lines):
        pieces = [piece.rpartition("@") for piece in line.split()]
        made.append(tuple(Piece(text, int(left), int(left) + len(text), y) for text, _, left in pieces))
    return gathered([Laid(tuple(made))], editions()["2021"], words())


def rows(items: list[Item]) -> list[list[str]]:
    (grid,) = [item for item in items if isinstance(item, Grid)]
    return [[c.text for c in row] for row in grid.covering()]


@pytest.mark.parametrize(
    "line, numbers",
    [
        ("规章@0 1@22 2@42 3@62", ["1", "2", "3"]),
        ("规章@0 1@22 3@62", ["1", "", "3"]),
        ("规章@0 3@62", ["", "", "3"]),
    ],
)
def test_row__numbers_under_the_header__each_in_its_column(line: str, numbers: list[str]):
    assert rows(laid(HEAD, line, "行政规范性文件@0 4@22 5@42 6@62"))[1] == ["规章", *numbers]


def test_label__on_the_lines_around_its_numbers__is_joined():
    made = rows(laid(HEAD, "规章@0 1@22 2@42 3@62", "行政规@0", "4@22 5@42 6@62", "范性文件@0"))
    assert made[2] == ["行政规范性文件", "4", "5", "6"]


def test_row__two_numbers_in_one_column__is_told_not_placed():
    made = rows(laid(HEAD, "规章@0 1@22 2@42 3@62", "行政规范性文件@0 4@21 5@22"))
    assert made[2] == ["行政规范性文件", "4 ／ 5", "", ""]


def test_lines__rows_of_no_form__stay_text():
    assert laid("姓名@0 年龄@20", "张三@0 31@20", "李四@0 42@20") == ["姓名  年龄", "张三  31", "李四  42"]


def test_header__columns_in_another_order__go_by_their_names():
    made = rows(laid("信息内容@0 现行有效件数@20 本年废止件数@40 本年制发件数@60", "规章@0 1@22 2@42 3@62"))
    assert made[0] == ["现行有效件数", "本年废止件数", "本年制发件数"]


def test_lines__more_than_a_table_has__stay_text():
    assert laid(HEAD, *["规章@0 1@22 2@42 3@62"] * 500)[1:] == ["规章  1  2  3"] * 500
