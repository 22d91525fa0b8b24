"""Percentages with a name of their own (办结率), and channels whose numbers must be those of the applications."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from clerk_app.check.bindings import Paragraph, total
from clerk_app.check.finding import Finding, say
from clerk_app.check.prose.clauses import Clause, Token
from clerk_app.check.prose.quantities import Quantity
from clerk_app.check.turn import Turn
from clerk_app.form.names import table_name
from clerk_app.form.speech import Rate, Speech, Sum
from clerk_app.report.model import Report

_FULL = 100  # per cent: may be said of those that were due
_ENOUGH = 3  # so many channels are all of them; two may be examples


def findings(turn: Turn, written: Sequence[Paragraph]) -> list[Finding]:
    """TEXT-PERCENT, TEXT-SUM."""
    return [f for f in turn.held(_claims, written) if f]


_Claim = Callable[[Report], Finding | None]


def _claims(report: Report, paragraph: Paragraph) -> list[_Claim]:
    found: list[_Claim] = []
    outside = [c for c, _ in paragraph.clauses if not c.inside]
    following = dict(zip(map(id, outside), outside[1:], strict=False))
    for clause, matter in paragraph.clauses:
        found += _rates(report.edition.speech, paragraph, clause, matter)
        found += _channels(report.edition.speech, paragraph, clause, matter, following.get(id(clause)))
    return found


def _rates(speech: Speech, paragraph: Paragraph, clause: Clause, matter: str) -> Iterator[_Claim]:
    """办结率为98%: the word begins the clause, for 按时办结率 is another; all cases it may be taken of are tried."""
    percent = next((t.quantity for t in clause.tokens if t.quantity), None)
    if percent is None or percent.measure != "%" or percent.about or percent.value == _FULL:
        return
    said = paragraph.text[clause.tokens[0].start : percent.start]
    rate = next((r for r in speech.rates if r.matter == matter and said.startswith(r.words)), None)
    if rate:
        yield partial(_rate, rate=rate, paragraph=paragraph, start=clause.tokens[0].start, percent=percent)


def _rate(report: Report, rate: Rate, paragraph: Paragraph, start: int, percent: Quantity) -> Finding | None:
    pairs = _pairs(report, rate)
    if not pairs or any(abs(100 * n / of - percent.value) <= percent.step for n, of in pairs):
        return None
    n, of = pairs[0]
    said = paragraph.text[start : percent.start]
    words = {
        "place": report.edition.part(paragraph.part).heading,
        "name": next(w for w in sorted(rate.words, key=len, reverse=True) if said.startswith(w)),
        "said": paragraph.text[percent.start : percent.end],
        "value": _plain(n),
        "whole": _plain(of),
        "percent": _plain((100 * n / of).quantize(Decimal("0.01"))),
    }
    return say("TEXT-PERCENT.rate", words, cells=rate.parts[0], passage=paragraph.span(start, percent.end))


def _pairs(report: Report, rate: Rate) -> list[tuple[Decimal, Decimal]]:
    """The numbers that it may be the quotient of; none while a cell of one is blank."""
    parts = [total(report, s) for s in rate.parts]
    wholes = [total(report, s) for s in rate.wholes]
    if None in parts or None in wholes:
        return []
    return [(n, of) for n in parts for of in wholes if n is not None and of]


def _channels(
    speech: Speech, paragraph: Paragraph, clause: Clause, matter: str, following: Clause | None
) -> Iterator[_Claim]:
    """在线平台15件、挂号信6件、现场3件: all applications, by the way they came in. Not when a word says that they are
    parts of another number, or when their whole follows: those are held against that."""
    parts = _by_channel(clause.tokens)
    if len(parts) < 2 or any(t.is_("parts") for t in clause.tokens):
        return
    if following and following.tokens and following.tokens[0].is_("whole"):
        return
    sums = next((m.shares for m in speech.matters if m.name == matter and m.shares), ())
    if sums:
        yield partial(_added, paragraph=paragraph, parts=parts, sums=sums)


def _added(report: Report, paragraph: Paragraph, parts: Sequence[Quantity], sums: Sequence[Sum]) -> Finding | None:
    wholes = [total(report, s) for s in sums]
    if None in wholes:
        return None
    added = sum((p.value for p in parts), Decimal(0))
    known = [n for n in wholes if n is not None]
    if added in known or (added < max(known) and len(parts) < _ENOUGH):
        return None
    received = report.edition.speech.topics[0]
    cells = received.cells
    words = {
        "place": report.edition.part(paragraph.part).heading,
        "parts": " + ".join(_plain(p.value) for p in parts),
        "sum": f"{_plain(added)}件",
        "table": table_name(report.edition, cells[0].partition("/")[0]),
        "topic": received.name,
        "number": _plain(total(report, cells) or Decimal(0)),
    }
    return say("TEXT-SUM.channels", words, cells=cells, passage=paragraph.span(parts[0].start, parts[-1].end))


def _by_channel(tokens: Sequence[Token]) -> list[Quantity]:
    """The numbers of the clause when each has a channel before it; none when one has not, or is not exact."""
    parts: list[Quantity] = []
    named = False
    for token in tokens:
        named = named or token.is_("channel")
        if token.quantity:
            if not named or token.quantity.about or token.quantity.kind != "cases":
                return []
            parts.append(token.quantity)
            named = False
    return parts


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"
