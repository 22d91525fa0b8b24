"""The printed tables: every place of a sheet is covered once, and the merged headers are those of the form."""

from collections import Counter

import pytest

from clerk_app.form.edition import Edition, editions
from clerk_app.form.sheet import Box, Sheet, sheet

SHEETS = [(key, part.key) for key in ("2019", "2021") for part in editions()[key].parts if part.tables]


def drawn(key: str, part: str) -> Sheet:
    return sheet(editions()[key].part(part))


def boxes(key: str, part: str, role: str) -> list[Box]:
    return [b for b in drawn(key, part).boxes if b.role == role]


@pytest.mark.parametrize("key, part", SHEETS)
def test_sheet__every_place__is_covered_exactly_once(key: str, part: str) -> None:
    s = drawn(key, part)
    covered = Counter(
        (y, x) for b in s.boxes for y in range(b.row, b.row + b.rows) for x in range(b.column, b.column + b.columns)
    )
    assert covered == Counter((y, x) for y in range(s.rows) for x in range(s.columns))
    assert len(s.widths) == s.columns


def test_sheet__figures__are_the_cells_of_the_form_in_order(edition: Edition) -> None:
    paths = [b.path for part in edition.parts if part.tables for b in sheet(part).figures]
    assert paths == list(edition.cells)


def test_sheet__section_three__has_three_head_rows_and_three_stub_columns() -> None:
    s = drawn("2021", "applications")
    assert (s.rows, s.columns, s.head_rows, s.stub_columns) == (28, 10, 3, 3)
    assert drawn("2019", "applications").rows == 26
    (corner,) = boxes("2021", "applications", "corner")
    assert (corner.row, corner.column, corner.rows, corner.columns) == (0, 0, 3, 3)
    (spanner,) = boxes("2021", "applications", "spanner")
    assert (spanner.row, spanner.column, spanner.rows, spanner.columns) == (0, 3, 1, 7)


@pytest.mark.parametrize(
    "key, part, role, path, place",
    [
        ("2021", "applications", "column", "natural", (1, 3, 2, 1)),
        ("2021", "applications", "column", "legal", (1, 4, 1, 5)),
        ("2021", "applications", "column", "legal.other", (2, 8, 1, 1)),
        ("2021", "applications", "column", "total", (1, 9, 2, 1)),
        ("2021", "applications", "row", "new", (3, 0, 1, 3)),
        ("2021", "applications", "row", "done", (5, 0, 22, 1)),
        ("2021", "applications", "row", "done.open", (5, 1, 1, 2)),
        ("2021", "applications", "row", "done.refuse", (7, 1, 8, 1)),
        ("2021", "applications", "row", "done.refuse.secret", (7, 2, 1, 1)),
        ("2021", "disputes", "column", "review", (0, 0, 1, 5)),
        ("2021", "disputes", "column", "suit", (0, 5, 1, 10)),
        ("2021", "disputes", "column", "suit.after", (1, 10, 1, 5)),
        ("2021", "disputes", "column", "suit.after.total", (2, 14, 1, 1)),
    ],
)
def test_sheet__header__spans_as_on_paper(key: str, part: str, role: str, path: str, place: tuple[int, ...]) -> None:
    (box,) = [b for b in boxes(key, part, role) if b.path == path]
    assert (box.row, box.column, box.rows, box.columns) == place


def test_sheet__stacked_tables__share_one_width() -> None:
    s = drawn("2021", "disclosure")
    assert (s.rows, s.columns, s.head_rows) == (4 + 3 + 4 + 3, 4, 0)
    assert [b.columns for b in s.boxes if b.role == "band"] == [4, 4, 4, 4]
    assert {b.columns for b in s.figures if b.table in ("p5", "p6", "p8")} == {3}
