"""The common form of every format that is read: paragraphs and tables of text, in their order."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from clerk_app.errors import KnownError

# A table larger than this is no table of a report: the rest of it is not looked at.
MAX_ROWS, MAX_COLUMNS = 2_000, 100
MAX_ITEMS = 50_000
MAX_TEXT = 4_000_000  # characters in all


class Unreadable(KnownError):
    """A file that cannot be read as a report: says why and what to do."""


@dataclass(frozen=True)
class Cell:
    """One cell of a table, `rows` × `columns` large, its upper left corner at (`row`, `column`) from 0."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True)
class Grid:
    """One table as it stands in the source. Places that no cell covers are blank."""

    cells: tuple[Cell, ...]

    @property
    def rows(self) -> int:
        return max((c.row + c.rows for c in self.cells), default=0)

    @property
    def columns(self) -> int:
        return max((c.column + c.columns for c in self.cells), default=0)

    def seen(self) -> "Grid":
        """The same without characters that nobody sees."""
        return Grid(tuple(replace(c, text=visible(c.text)) for c in self.cells))

    def covering(self) -> list[list[Cell]]:
        """Row by row the cells that cover it, from left to right; each cell once a row."""
        result: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in sorted(self.cells, key=lambda c: c.column):
            for row in range(cell.row, cell.row + cell.rows):
                result[row].append(cell)
        return result


@dataclass(frozen=True)
class Piece:
    """What stands together on a line, from `left` to `right` and `y` below the top of `page`, in any measure."""

    text: str
    left: float
    right: float
    y: float
    page: int = 0

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


@dataclass(frozen=True)
class Laid:
    """Lines among which a table may stand that has no rules: their pieces from left to right, the lines downwards."""

    lines: tuple[tuple[Piece, ...], ...]
    steady: bool = True  # whether a column stands in the same place on every page

    def seen(self) -> "Laid":
        """The same without characters that nobody sees."""
        return Laid(tuple(tuple(replace(p, text=visible(p.text)) for p in line) for line in self.lines), self.steady)


Item = str | Grid


def visible(text: str) -> str:
    """Without the characters of format and control: blanks of no width, soft hyphens, marks of direction."""
    return "".join(c for c in text if c.isprintable() or c.isspace() or unicodedata.category(c) not in ("Cf", "Cc"))


@dataclass(frozen=True)
class Source:
    """What a file holds. `given`: values that came by their names (our own workbook and data), which need no
    recognising; `edition` and `year` of those, when they are told."""

    items: tuple[Item | Laid, ...]
    given: Mapping[str, object] = field(default_factory=dict[str, Any])
    edition: str = ""
    year: int | None = None
    notes: tuple[str, ...] = ()  # what the reader itself has to say of the file


def grid_of(rows: list[list[tuple[str, int, int]]]) -> Grid:
    """A table from its rows of (text, rowspan, colspan), as HTML lays them out: a cell takes the next free place."""
    taken = set[tuple[int, int]]()
    cells: list[Cell] = []
    for row, line in enumerate(rows[:MAX_ROWS]):
        column = 0
        for text, down, across in line:
            while (row, column) in taken:
                column += 1
            if column >= MAX_COLUMNS:
                break
            down = max(1, min(down, len(rows) - row, MAX_ROWS))
            across = max(1, min(across, MAX_COLUMNS - column))
            taken.update((r, c) for r in range(row, row + down) for c in range(column, column + across))
            cells.append(Cell(row, column, down, across, text))
            column += across
    return Grid(tuple(cells))
