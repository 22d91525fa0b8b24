"""Where a key leads from one cell: the arrows over the whole sheet, Tab and Enter over the cells to be filled."""

from collections.abc import Collection, Iterable

from clerk_app.form.sheet import Box


class Steps:
    """The ways between the figures of a sheet. Cells are named by their paths.

    Tab and Enter pass the totals by: these follow their parts, and stopping there would cost a key a row and invite
    typing a number that then no longer follows. The arrows and the mouse reach them, and they can be overtyped.
    """

    def __init__(self, figures: Iterable[Box], totals: Collection[str]) -> None:
        self._boxes = {box.path: box for box in figures}
        self._at = {
            (row, column): box
            for box in self._boxes.values()
            for row in range(box.row, box.row + box.rows)
            for column in range(box.column, box.column + box.columns)
        }
        self._rows = 1 + max(row for row, _ in self._at)
        self._columns = 1 + max(column for _, column in self._at)
        by_rows = sorted(self._boxes.values(), key=lambda b: (b.row, b.column))
        by_columns = sorted(self._boxes.values(), key=lambda b: (b.column, b.row))
        self.across = tuple(b.path for b in by_rows)  # reading order
        self.down = tuple(b.path for b in by_columns)
        self.entered = frozenset(self._boxes) - frozenset(totals) or frozenset(self._boxes)

    def beside(self, path: str, down: int, right: int) -> str:
        """The nearest figure in that direction (one of both is ±1), over labels between tables; itself at the edge."""
        box = self._boxes[path]
        row = box.row + box.rows - 1 if down > 0 else box.row
        column = box.column + box.columns - 1 if right > 0 else box.column
        while True:
            row, column = row + down, column + right
            if not (0 <= row < self._rows and 0 <= column < self._columns):
                return path
            if found := self._at.get((row, column)):
                return found.path

    def far(self, path: str, down: int, right: int, most: int = 10_000) -> str:
        """The last figure in that direction, or the one `most` steps away."""
        for _ in range(most):
            following = self.beside(path, down, right)
            if following == path:
                break
            path = following
        return path

    def tab(self, path: str, back: bool = False) -> str:
        """The next cell to be filled in its row, then in the next row, and round."""
        return self._next(self.across, path, back)

    def enter(self, path: str, back: bool = False) -> str:
        """The next cell to be filled in its column, then in the next column, and round."""
        return self._next(self.down, path, back)

    def _next(self, order: tuple[str, ...], path: str, back: bool) -> str:
        at, step = order.index(path), -1 if back else 1
        for i in range(1, len(order) + 1):
            if (found := order[(at + step * i) % len(order)]) in self.entered:
                return found
        return path
