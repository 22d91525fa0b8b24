"""Which numbers of the text were bound to which cells, and whether they agree: why a clean report can be trusted."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from clerk_app.check.finding import Span
from clerk_app.check.prose.clauses import OWN_NAME, Clause
from clerk_app.check.prose.reader import Mention, Reading, read
from clerk_app.check.prose.vocabulary import vocabulary
from clerk_app.form.speech import Speech, Sum
from clerk_app.report.model import Report

_UNITS = {"万元": 10**4}  # of a cell, in 元


class Binding(NamedTuple):
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


class Paragraph(NamedTuple):
    """One paragraph of a narrative part, as the reader understands it: its place in the part, and its text."""

    part: str
    at: int
    text: str
    mentions: tuple[Mention, ...]
    clauses: tuple[tuple[Clause, str], ...]

    def span(self, start: int, end: int) -> Span:
        """A stretch of the paragraph in its part."""
        return Span(self.part, self.at + start, self.at + end, self.text[start:end])


def paragraphs(report: Report) -> tuple[Paragraph, ...]:
    """All paragraphs of the narrative parts, in the order of the paper."""
    by = (report.edition.speech, report.year, report.level, report.unit, report.text("cover/parent"))
    return _paragraphs(*by, tuple(texts(report)))


@lru_cache(maxsize=2)
def _paragraphs(
    speech: Speech, year: int, level: str, unit: str, parent: str, written: tuple[tuple[str, str], ...]
) -> tuple[Paragraph, ...]:
    """The same object at every figure that is typed: what was found in it is known by it."""
    return tuple(p for part, text in written for p in _part(speech, year, level, unit, parent, part, text))


@lru_cache(maxsize=16)
def _part(speech: Speech, year: int, level: str, unit: str, parent: str, part: str, text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of one part."""
    words, own_names = vocabulary(speech, year, level), _own_names(unit, parent)
    found: list[Paragraph] = []
    at = 0
    for line, found_in in zip(text.split("\n"), read(own_names.sub(_masked, text), words), strict=True):
        found.append(_placed(part, at, line, found_in))
        at += len(line) + 1
    return tuple(found)


@lru_cache(maxsize=512)
def _placed(part: str, at: int, line: str, found_in: Reading) -> Paragraph:
    """The same object as long as nothing before it in its part has changed: what was found in it still holds."""
    return Paragraph(part, at, line, found_in.mentions, found_in.clauses)


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
    return tuple(binding(report, p, m) for p in paragraphs(report) for m in p.mentions if m.topics)


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
    factor = _UNITS.get(report.edition.cells[cells[0]].unit)
    return Decimal(whole) * factor if factor else Decimal(whole)


def binding(report: Report, paragraph: Paragraph, mention: Mention) -> Binding:
    """What the tables say of a number that was bound to cells."""
    sums = mention.sums
    primary = total(report, sums[0]) if sums else None
    expected = tuple(n for s in sums if (n := total(report, s)) is not None) if primary is not None else ()
    agrees = None
    if expected and mention.exact:
        agrees = any(_same(mention, n) for n in expected)
        some = all(t.part for t in mention.topics) and mention.value < expected[0]
        if (mention.wide or some) and not agrees:
            agrees = None
    return Binding(
        paragraph.span(mention.start, mention.end), paragraph.span(*mention.said), mention.value,
        "与".join(t.name for t in mention.topics), sums[0] if sums else (), expected, agrees, mention,
    )  # fmt: skip


def _same(mention: Mention, number: Decimal) -> bool:
    """Equal in the digits that the text gives: 1.28万 is 12,846."""
    quantity = mention.quantity
    if quantity is None or (quantity.kind != "money" and quantity.step <= 1):
        return mention.value == number
    return abs(mention.value - number) < quantity.step
