"""Which page each piece of the report goes to: what belongs together is not parted, no page is spent needlessly."""

import math
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from clerk_app.paper.measures import DEPTH, LEAD, LINES, MM, TOP
from clerk_app.paper.tables import HAIRLINE, LOOSE, TIGHT, Table

_BELOW_TABLE = 2.5 * MM
_TOGETHER = 8  # pieces; more than that in a row is a list and no heading over another
_BLANK = 2  # lines above the signature; one where the page has no more (7.3.5.5)


class Lines:
    """So many lines of the grid on one page. `draw` takes page and line; `keep`: not parted from the next piece."""

    def __init__(self, lines: int, draw: Callable[[int, int], None], keep: bool = False) -> None:
        self.lines, self.draw, self.keep = lines, draw, keep


class Tables(NamedTuple):
    """The tables of a part: no number of lines but a height that can give.

    `draw` takes page, y, the rows that stand there, the blank above and below their text, and whether they are a
    repeated header; `note` takes page and y of the first of them.
    """

    table: Table
    draw: Callable[[int, float, Table, float, bool], None]
    note: Callable[[int, float], None]


class Ending(NamedTuple):
    """署名, date and note: `lines` without the blank ones above; `draw` takes page, line and the number of those."""

    lines: int
    draw: Callable[[int, int, int], None]


Piece = Lines | Tables | Ending


def compose(flow: Sequence[Piece]) -> tuple[int, list[Callable[[], None]]]:
    """How many pages, and what draws each piece in its place.

    Tables are as airy as they like to be unless closer ones save a page (one that would hold little but the signature).
    """
    count = sum(isinstance(p, Tables) for p in flow)
    plan, close = _Plan(flow, [LOOSE] * count), _Plan(flow, [TIGHT] * count)
    if close.pages < plan.pages:
        plan, pads = close, [TIGHT] * count
        for i in range(count):  # let out again those that save nothing
            trial = _Plan(flow, [*pads[:i], LOOSE, *pads[i + 1 :]])
            if trial.pages == plan.pages:
                plan, pads = trial, trial.pads
    return plan.pages, plan.drawings


class _Plan:
    """The pieces placed one after another; `pads` says how airy each of the tables likes to be."""

    def __init__(self, flow: Sequence[Piece], pads: list[float]) -> None:
        self.pads, self.pages, self.line = pads, 1, 0
        self.drawings: list[Callable[[], None]] = []
        tables = [p for p in flow if isinstance(p, Tables)]
        self._pad_of = {id(t): pad for t, pad in zip(tables, pads, strict=True)}
        at = 0
        while at < len(flow):
            end = at
            while isinstance(piece := flow[end], Lines) and piece.keep and end + 1 < min(len(flow), at + _TOGETHER):
                end += 1
            self._place(flow[at : end + 1])
            at = end + 1

    def _place(self, group: Sequence[Piece]) -> None:
        """Pieces that stay together, on this page if there is room, else on the next."""
        if self.line and not self._fits(group):
            self._turn()
        for piece in group:
            if isinstance(piece, Tables):
                self._place_tables(piece)
            elif isinstance(piece, Ending):
                blank = min(_BLANK, max(1, LINES - self.line - piece.lines))
                self.drawings.append(partial(piece.draw, self.pages - 1, self.line, blank))
                self.line += piece.lines + blank
            else:
                if self.line + piece.lines > LINES:
                    self._turn()
                self.drawings.append(partial(piece.draw, self.pages - 1, self.line))
                self.line += piece.lines

    def _fits(self, group: Sequence[Piece]) -> bool:
        line = self.line + sum(p.lines for p in group if isinstance(p, Lines))
        last = group[-1]
        if isinstance(last, Tables):
            return last.table.pad_for(DEPTH - line * LEAD, self._pad_of[id(last)]) is not None
        return line + (last.lines + 1 if isinstance(last, Ending) else 0) <= LINES

    def _turn(self) -> None:
        self.pages += 1
        self.line = 0

    def _place_tables(self, piece: Tables) -> None:
        """The tables on this page, or as many rows of them as it takes and the rest on the next under their header."""
        rest: Table | None = piece.table
        head = piece.table.head
        loose = self._pad_of[id(piece)]
        while rest:
            y = TOP + self.line * LEAD
            heads = rest.first > 0 and rest.sheet.head_rows > 0
            room = TOP + DEPTH - y - (head.height(TIGHT) - HAIRLINE if heads else 0.0)
            pad = rest.pad_for(room, loose)
            halves = rest.split(room) if pad is None else None
            if pad is None and halves is None and self.line > 1:
                self._turn()
                continue
            if rest.first == 0:
                self.drawings.append(partial(piece.note, self.pages - 1, y))
            if heads:
                self.drawings.append(partial(piece.draw, self.pages - 1, y, head, TIGHT, True))
                y += head.height(TIGHT) - HAIRLINE
            part, rest = halves or (rest, None)
            pad = part.pad_for(room, loose) or TIGHT
            self.drawings.append(partial(piece.draw, self.pages - 1, y, part, pad, False))
            if rest:
                self._turn()
            else:
                self.line = math.ceil((y + part.height(pad) + _BELOW_TABLE - TOP) / LEAD)
