"""This year beside last year: the cells whose numbers differ, and the sentences that are new or gone."""

from dataclasses import dataclass
from decimal import Decimal

from clerk_app.report.fields import PREVIOUS
from clerk_app.report.model import Report
from clerk_app.report.passage import resolved
from clerk_app.report.sentences import sentences


@dataclass(frozen=True)
class CellChange:
    cell: str
    before: int | Decimal
    now: int | Decimal


@dataclass(frozen=True)
class TextChange:
    """Of one passage: sentences that only this year's text has, only last year's, and how many both have."""

    passage: str
    new: tuple[str, ...]
    gone: tuple[str, ...]
    same: int


def cells(report: Report) -> list[CellChange]:
    """In the form's order; a cell that is blank in either year says nothing."""
    result: list[CellChange] = []
    for cell in report.edition.cells:
        before, now = report.figure(PREVIOUS + cell), report.figure(cell)
        if before is not None and now is not None and before != now:
            result.append(CellChange(cell, before, now))
    return result


def texts(report: Report) -> list[TextChange]:
    """Of every passage that has a text in both years."""
    result: list[TextChange] = []
    for passage in report.edition.passages:
        last, this = report.text(PREVIOUS + passage), resolved(report, passage).text
        if last and this:
            before, now = ([text[a:b] for a, b in sentences(text)] for text in (last, this))
            were, are = set(before), set(now)
            new, gone = tuple(s for s in now if s not in were), tuple(s for s in before if s not in are)
            result.append(TextChange(passage, new, gone, len(now) - len(new)))
    return result
