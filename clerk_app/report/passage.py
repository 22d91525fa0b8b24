"""Figure fields: `{t3/new/total}` in a passage is the table's number, wherever the passage is read or printed.

A field names one cell, or several to be added: `{t4/cases/suit.direct.total + t4/cases/suit.after.total}`. `{{` and
`}}` are literal braces; whatever else stands in braces is text like any other, so that no text is ever wrong.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from clerk_app.form.edition import Edition
from clerk_app.report.model import Report, empty
from clerk_app.report.numbers import write_number

BLANK = "（未填）"  # what a field shows while one of its cells is blank; no such report can be sealed

_CELL = r"[a-z0-9_.]+/[a-z0-9_.]+/[a-z0-9_.]+"
_BRACES = re.compile(rf"\{{\{{|\}}\}}|\{{\s*({_CELL}(?:\s*\+\s*{_CELL})*)\s*\}}")


class Field(NamedTuple):
    """A number of the tables that stands in a text."""

    cells: tuple[str, ...]

    @property
    def source(self) -> str:
        """As it stands in the file and in the exchange data."""
        return f"{{{' + '.join(self.cells)}}}"


class Piece(NamedTuple):
    """A stretch of a passage: plain text (without escapes), or a field. `start`, `end`: where it stands as stored."""

    start: int
    end: int
    text: str
    field: Field | None = None


class Resolved(NamedTuple):
    """A passage as it is read: `text` has the numbers; the pieces say where each stretch comes from."""

    text: str
    pieces: tuple[Piece, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the stored passage for one of `text`; what lies in a field's number is the whole field."""
        first = self._stored(start, after=False)
        return first, self._stored(end, after=True) if end > start else first

    def _stored(self, at: int, *, after: bool) -> int:
        here = 0
        for piece in self.pieces:
            inside = here < at < here + len(piece.text)
            if at == here and not after:
                return piece.start
            if at == here + len(piece.text) and after:
                return piece.end
            if inside:
                if piece.end - piece.start == len(piece.text):
                    return piece.start + at - here
                return piece.end if after else piece.start
            here += len(piece.text)
        return self.pieces[-1].end if self.pieces else 0


def pieces(edition: Edition, stored: str) -> list[Piece]:
    """The passage taken apart, each field with an empty text; an escaped brace is a piece of its own."""
    result: list[Piece] = []
    at = 0
    for match in _BRACES.finditer(stored) if "{" in stored or "}" in stored else ():
        field = None
        if match[1]:
            cells = tuple(cell.strip() for cell in match[1].split("+"))
            if not all(cell in edition.cells for cell in cells):
                continue
            field = Field(cells)
        if match.start() > at:
            result.append(Piece(at, match.start(), stored[at : match.start()]))
        result.append(Piece(match.start(), match.end(), "" if field else match[0][0], field))
        at = match.end()
    if at < len(stored):
        result.append(Piece(at, len(stored), stored[at:]))
    return result


def stored(content: Sequence[str | Field]) -> str:
    """The passage that has this content: braces of the text are escaped."""
    return "".join(c.source if isinstance(c, Field) else re.sub(r"[{}]", r"\g<0>\g<0>", c) for c in content)


def number(report: Report, field: Field) -> int | Decimal | None:
    """The field's number now; None while one of its cells is blank."""
    numbers = [n for cell in field.cells if (n := report.figure(cell)) is not None]
    return sum(numbers) if len(numbers) == len(field.cells) else None


def shown(report: Report, field: Field) -> str:
    """What a field prints."""
    found = number(report, field)
    return BLANK if found is None else write_number(found)


def resolved(report: Report, passage: str) -> Resolved:
    """The passage at a path as it is read and printed, with the way back to what is stored."""
    found = tuple(
        Piece(p.start, p.end, shown(report, p.field), p.field) if p.field else p
        for p in pieces(report.edition, report.text(passage))
    )
    return Resolved("".join(p.text for p in found), found)


def printed(report: Report) -> Report:
    """The report with the numbers in its texts: for whoever reads texts and asks nothing else of them."""
    braced = [p for p in report.edition.passages if "{" in (text := report.text(p)) or "}" in text]
    changed = {p: text for p in braced if (text := resolved(report, p).text) != report.text(p)}
    return empty(report.edition, {**report.values, **changed}) if changed else report
