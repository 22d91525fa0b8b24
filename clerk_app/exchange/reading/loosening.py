"""Text that a source holds within its tables: a heading or a paragraph as a row of its own parts the table there."""

from collections.abc import Sequence
from dataclasses import replace

from clerk_app.exchange.reading.frame import heading_of, is_date
from clerk_app.exchange.reading.source import Cell, Grid, Item
from clerk_app.exchange.reading.words import Words, plain
from clerk_app.form.edition import Edition

_SIGNED = 4  # cells of a table that only sets the signature: unit, date, note
_LONG = 60  # characters; a row with nothing but one cell of more is a paragraph


def loosened(items: Sequence[Item], edition: Edition, words: Words) -> list[Item]:
    """The items, with every table parted where a heading of `edition` or a long paragraph stands in a row alone, and
    with what follows such a heading up to the next table as paragraphs."""
    labels = {plain(w) for t in edition.tables.values() for w in (t.band, t.corner, t.spanner)} - {""}
    return [x for item in items for x in ([item] if isinstance(item, str) else _parted(item, edition, words, labels))]


def _parted(grid: Grid, edition: Edition, words: Words, labels: set[str]) -> list[Item]:
    alone = _alone(grid)
    filled = [c.text for c in grid.cells if c.text.strip()]
    told = grid.columns == 1 and any("。" in text for text in filled)  # paragraphs in a column of boxes
    if len(grid.cells) == 1 or told or (len(filled) <= _SIGNED and any(is_date(text) for text in filled)):
        return [line for text in filled for line in _lines(text)]
    if not any(len(text) > _LONG or heading_of(text, edition, words) for text in alone.values()):
        return [grid]
    result: list[Item] = []
    first, headed = 0, False
    for row in range(grid.rows):
        text = alone.get(row)
        if text is None:
            headed = headed and not any(c.text.strip() for c in grid.cells if c.row == row)
            continue
        heading = heading_of(text, edition, words) is not None
        if not (heading or len(text) > _LONG or (headed and plain(text) not in labels)):
            continue
        result += _rows(grid, first, row)
        result += _lines(text)
        first, headed = row + 1, True
    return [*result, *_rows(grid, first, grid.rows)]


def _lines(text: str) -> list[Item]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _alone(grid: Grid) -> dict[int, str]:
    """Rows with nothing but one cell of text, and no cell reaching into them or out of them."""
    filled: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.text.strip():
            for row in range(cell.row, cell.row + cell.rows):
                filled.setdefault(row, []).append(cell)
    return {row: cells[0].text for row, cells in filled.items() if len(cells) == 1 and cells[0].rows == 1}


def _rows(grid: Grid, first: int, end: int) -> list[Item]:
    cells = tuple(replace(c, row=c.row - first) for c in grid.cells if first <= c.row < end)
    return [Grid(cells)] if any(c.text.strip() for c in cells) else []
