"""Which numbers of the text were bound to which cells, and whether they agree: why a clean report can be trusted."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from clerk_app.check.finding import Span
from clerk_app.check.prose.clauses import OWN_NAME
from clerk_app.check.prose.reader import Mention, Reading, read
from clerk_app.check.prose.vocabulary import vocabulary
from clerk_app.form.speech import Sum
from clerk_app.report.model import Report

_UNITS = {"万元": 10**4}  # of a cell, in 元


@dataclass(frozen=True)
class Binding:
    """A number of the text (`span`; `said` is the phrase around it) and the cells whose sum it speaks of.

    `expected` are the numbers of the tables that it may be, the likeliest first; a sum with a blank cell is left out.
    `agrees` is None where nothing can be said: blank cells, a number that is not exact, another organ's number.
    """

    span: Span
    said: Span
    value: Decimal
    topic: str
    cells: Sum
    expected: tuple[Decimal, ...]
    agrees: bool | None
    mention: Mention


def texts(report: Report) -> list[tuple[str, str]]:
    """The narrative parts that have text, each with it, in the order of the paper."""
    parts = (p.key for p in report.edition.parts if p.kind == "narrative")
    return [(key, text) for key in parts if (text := report.text(key))]


def reading(report: Report, text: str) -> Reading:
    """`text` as the reader understands it in this report."""
    words = vocabulary(report.edition.speech, report.year, report.level)
    return read(_own_names(report.unit, report.text("cover/parent")).sub(_masked, text), words)


def _masked(match: re.Match[str]) -> str:
    return OWN_NAME * len(match[0])


@lru_cache(maxsize=8)
def _own_names(unit: str, parent: str) -> re.Pattern[str]:
    """The unit's name as the text may give it: whole, without 人民政府, without the name of what it belongs to."""
    short = re.sub(r"(?:人民政府|办事处)$", "", unit)
    names = {n for name in (unit, short) for n in (name, name.removeprefix(parent)) if len(n) > 2}
    longest = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    return re.compile(f"(?:{longest})(?:人民政府)?" if names else r"(?!)")


def bindings(report: Report) -> tuple[Binding, ...]:
    """All numbers of the narrative parts that were bound to cells, in the order of the paper."""
    return tuple(
        _binding(report, part, text, m)
        for part, text in texts(report)
        for m in reading(report, text).mentions
        if m.topics
    )


def span(part: str, text: str, start: int, end: int) -> Span:
    return Span(part, start, end, text[start:end])


def total(report: Report, cells: Sum) -> Decimal | None:
    """The sum of the cells, money in 元; None as soon as one is blank."""
    if not cells:
        return None
    whole: int | Decimal = 0
    for cell in cells:
        number = report.figure(cell)
        if number is None:
            return None
        whole += number
    return Decimal(whole) * _UNITS.get(report.edition.cells[cells[0]].unit, 1)


def _binding(report: Report, part: str, text: str, mention: Mention) -> Binding:
    sums = mention.sums
    primary = total(report, sums[0]) if sums else None
    expected = tuple(n for s in sums if (n := total(report, s)) is not None) if primary is not None else ()
    agrees = None
    if expected and mention.exact:
        agrees = any(_same(mention, n) for n in expected)
        if mention.wide and not agrees:
            agrees = None
    return Binding(
        span(part, text, mention.start, mention.end), span(part, text, *mention.said), mention.value,
        "与".join(t.name for t in mention.topics), sums[0] if sums else (), expected, agrees, mention,
    )  # fmt: skip


def _same(mention: Mention, number: Decimal) -> bool:
    """Equal in the digits that the text gives: 1.28万 is 12,846."""
    quantity = mention.quantity
    if quantity is None or (quantity.kind != "money" and quantity.step <= 1):
        return mention.value == number
    return abs(mention.value - number) < quantity.step
