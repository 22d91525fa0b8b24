"""The common form: tables laid out as HTML does it, within bounds."""

from clerk_app.exchange.reading.source import MAX_COLUMNS, grid_of


def test_rows_with_spans__laid_out__take_the_next_free_place():
    grid = grid_of([[("甲", 2, 1), ("乙", 1, 2)], [("丙", 1, 1), ("丁", 1, 1)]])
    assert [(c.text, c.row, c.column) for c in grid.cells] == [("甲", 0, 0), ("乙", 0, 1), ("丙", 1, 1), ("丁", 1, 2)]
    assert (grid.rows, grid.columns) == (2, 3)


def test_cells__by_row__each_once_from_left_to_right():
    grid = grid_of([[("甲", 2, 1), ("乙", 1, 2)], [("丙", 1, 2)]])
    assert [[c.text for c in row] for row in grid.covering()] == [["甲", "乙"], ["甲", "丙"]]


def test_span_beyond_the_table__laid_out__is_cut():
    grid = grid_of([[("甲", 99, 9999)], []])
    assert (grid.rows, grid.columns) == (2, MAX_COLUMNS)
