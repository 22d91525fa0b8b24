"""Pieces to pages: kept together, turned in time, tables closer only where that saves a page."""

import pytest

from clerk_app.form.sheet import sheet
from clerk_app.paper.composing import Ending, Lines, Tables, compose
from clerk_app.paper.faces import bundled
from clerk_app.paper.tables import LOOSE, TIGHT, table


class Flow:
    """Pieces that note where they are drawn: name, page, line."""

    def __init__(self) -> None:
        self.pieces: list[Lines | Tables | Ending] = []
        self.drawn: list[tuple[object, ...]] = []

    def lines(self, count: int, *, keep: bool = False) -> None:
        self.pieces += [
            Lines(1, lambda page, line: self.drawn.append(("line", page, line)), keep) for _ in range(count)
        ]

    def ending(self) -> None:
        self.pieces.append(Ending(3, lambda page, line, blank: self.drawn.append(("end", page, line, blank))))

    def tables(self, whole: object) -> None:
        def draw(page: int, y: float, part: object, pad: float, repeated: bool) -> None:
            assert part.cells
            self.drawn.append(("header" if repeated else "table", page, pad))

        self.pieces.append(Tables(whole, draw, lambda page, y: None))

    def compose(self) -> int:
        pages, drawings = compose(self.pieces)
        for draw in drawings:
            draw()
        return pages


@pytest.fixture
def flow() -> Flow:
    return Flow()


@pytest.fixture
def disputes(sample):
    return table(sheet(sample().edition.part("disputes")), {}, bundled())


def test_lines__23_of_them__take_22_of_the_first_page(flow):
    flow.lines(23)
    assert flow.compose() == 2
    assert flow.drawn[21:] == [("line", 0, 21), ("line", 1, 0)]


def test_heading__on_the_last_line__goes_over_with_what_follows(flow):
    flow.lines(21)
    flow.lines(1, keep=True)
    flow.lines(1)
    flow.compose()
    assert flow.drawn[21:] == [("line", 1, 0), ("line", 1, 1)]


@pytest.mark.parametrize("before, blank, page", [(10, 2, 0), (17, 2, 0), (18, 1, 0), (19, 2, 1)])
def test_ending__by_the_room_left__takes_two_blank_lines_or_one_or_goes_over_with_two_lines(flow, before, blank, page):
    flow.lines(before - 2)
    flow.lines(2, keep=True)
    flow.ending()
    flow.compose()
    assert flow.drawn[-1] == ("end", page, 2 if page else before, blank)


def test_table__with_room__is_airy(flow, disputes):
    flow.tables(disputes)
    flow.compose()
    assert flow.drawn == [("table", 0, LOOSE)]


def test_table__whose_airiness_would_cost_a_page__is_closer(flow, disputes):
    flow.tables(disputes)
    flow.lines(15, keep=True)
    flow.ending()
    assert flow.compose() == 1
    assert flow.drawn[0] == ("table", 0, TIGHT)


def test_table__higher_than_a_page__goes_on_under_its_header(flow, sample):
    whole = table(sheet(sample().edition.part("applications")), {}, bundled())
    high = type(whole)(whole.sheet, tuple(_deeper(c) for c in whole.cells), whole.edges, whole.first, whole.last)
    flow.lines(1, keep=True)
    flow.tables(high)
    assert flow.compose() == 2
    assert [d[:2] for d in flow.drawn] == [("line", 0), ("table", 0), ("header", 1), ("table", 1)]


def _deeper(cell):
    """The cell with one more line, if it is a row's own label."""
    if cell.box.role != "row" or cell.box.rows > 1:
        return cell
    return type(cell)(cell.box, (*cell.lines, "又一行"), cell.size, cell.left)


def test_list__of_more_kept_lines_than_a_page_holds__leaves_no_page_nearly_empty(flow):
    flow.lines(3)
    flow.lines(36, keep=True)
    flow.lines(1)
    assert flow.compose() == 2
