"""Characters and rules of a page to tables and paragraphs."""

from clerk_app.exchange.reading import ruled
from clerk_app.exchange.reading.ruled import Character, Stroke
from clerk_app.exchange.reading.source import Grid

HEIGHT = 800.0


def line(text: str, x: float, y: float, size: float = 10.0) -> list[Character]:
    return [Character(c, x + i * size, x + (i + 1) * size, y, size) for i, c in enumerate(text)]


def box(left: float, top: float, right: float, bottom: float) -> list[Stroke]:
    return [
        Stroke(left, top, right, top), Stroke(left, bottom, right, bottom),
        Stroke(left, top, left, bottom), Stroke(right, top, right, bottom),
    ]  # fmt: skip


def test_rules__read__a_table_with_its_merged_cell():
    strokes = [*box(100, 300, 300, 340), Stroke(100, 320, 300, 320), Stroke(200, 320, 200, 340)]
    (grid,) = ruled.page([*line("甲", 150, 310), *line("乙", 150, 330), *line("丙", 250, 330)], strokes, HEIGHT)
    assert isinstance(grid, Grid)
    assert [(c.text, c.row, c.column, c.columns) for c in grid.cells] == [
        ("甲", 0, 0, 2),
        ("乙", 1, 0, 1),
        ("丙", 1, 1, 1),
    ]


def test_single_rule__read__is_no_table():
    pieces = ruled.page(line("甲", 100, 310), [Stroke(100, 320, 300, 320)], HEIGHT)
    assert not any(isinstance(p, Grid) for p in pieces)


def test_lines__read__joined_until_one_is_short_or_the_next_indented():
    rows = ["缩进的一段写满这一行", "接着再写满这一行的字数啊", "写完。", "又一段写满了这一行啊", "接着写完。"]
    lefts = [120.0, 100.0, 100.0, 120.0, 100.0]
    page = [c for n, (t, x) in enumerate(zip(rows, lefts, strict=True)) for c in line(t, x, 300.0 + 20 * n)]
    assert ruled.items([ruled.page(page, [], HEIGHT)]) == ["".join(rows[:3]), "".join(rows[3:])]


def test_headers_and_page_numbers__read__left_out():
    pages = [ruled.page([*line("页眉", 100, 30), *line(f"正文{n}", 100, 400), *line(f"— {n} —", 300, 770)], [], HEIGHT)
             for n in (1, 2)]  # fmt: skip
    assert "".join(str(i) for i in ruled.items(pages)) == "正文1正文2"


def test_wide_gap__read__kept_as_two_blanks():
    (piece,) = ruled.page([*line("规章", 100, 300), *line("0", 200, 300)], [], HEIGHT)
    assert isinstance(piece, ruled.Line)
    assert piece.text == "规章  0"
