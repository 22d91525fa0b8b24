"""Arithmetic inside the text: 共…其中… and percentages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from clerk_app.check.bindings import reading, span, texts, total
from clerk_app.check.finding import Finding, say
from clerk_app.check.prose.clauses import Clause, Token
from clerk_app.check.prose.quantities import Quantity
from clerk_app.check.prose.reader import Mention, Reading
from clerk_app.form.speech import Sum
from clerk_app.report.fields import PREVIOUS
from clerk_app.report.model import Report

_REST = ("其他", "其它", "其余", "剩余")  # with one of these the parts are meant to be all
_LOOKED_BACK = 8  # numbers before one that is compared with last year's
_STOP = re.compile("[。；\n]")
_ENOUGH = 3  # so many parts after 共…其中 are a whole list; two may be examples


@dataclass(frozen=True)
class Listing:
    """共 N 条，其中 a 条、b 条、c 条: the whole, its parts, and whether the parts are said or seem to be all."""

    whole: Quantity
    parts: tuple[Quantity, ...]
    complete: bool

    @property
    def sum(self) -> Decimal:
        return sum((p.value for p in self.parts), Decimal(0))

    @property
    def wrong(self) -> bool:
        """Too much, or too little of all; not when the first of them are the whole: what follows begins anew
        (收到23件，其中网络15件、信函8件，答复24件)."""
        sums = [sum((p.value for p in self.parts[:n]), Decimal(0)) for n in range(2, len(self.parts) + 1)]
        return self.whole.value not in sums and (self.complete or self.sum > self.whole.value)


def findings(report: Report) -> list[Finding]:
    """TEXT-PERCENT, and TEXT-TABLE of what is compared with last year's numbers."""
    found: list[Finding] = []
    for part, text in texts(report):
        read = reading(report, text)
        found += _percents(report, part, text, read)
        found += _changes(report, part, text, read)
    return found


def lists(report: Report) -> list[Finding]:
    """TEXT-SUM: of the text alone, whatever the tables say."""
    found: list[Finding] = []
    for part, text in texts(report):
        read = reading(report, text)
        bound = {m.start for m in read.mentions if m.topics}
        for listing in (*listings(read, text), *bracketed(read)):
            # What is bound to cells is compared with them: one slip, one finding.
            told = bound.issuperset({listing.whole.start, *(p.start for p in listing.parts)})
            found += [_sum(report, part, text, listing)] if listing.wrong and not told else []
    return found


def listings(read: Reading, text: str) -> Iterator[Listing]:
    """All lists with their whole, at most one a sentence: a list within a list is not understood."""
    sentence: list[Clause] = []
    for clause, _ in read.clauses:
        if not clause.inside:
            sentence.append(clause)
        if clause.stop == "." and not clause.inside:
            if listing := _listing(sentence, text):
                yield listing
            sentence = []


def _listing(sentence: list[Clause], text: str) -> Listing | None:
    before: list[Token] = []  # of this clause and the one before
    for i, clause in enumerate(sentence):
        at = next((k for k, t in enumerate(clause.tokens) if t.is_("parts")), -1)
        colon = at < 0 and clause.colon and bool(clause.tokens) and clause.tokens[-1].quantity is not None
        if at < 0 and not colon:
            before = list(clause.tokens)
            continue
        head = [*before, *(clause.tokens if colon else clause.tokens[:at])]
        last = next((k for k in range(len(head) - 1, -1, -1) if head[k].quantity), 0)
        whole = head[last].quantity if head else None
        if any(t.is_("compare") for t in head[max(last - 2, 0) : last]):
            return None  # 较上年减少〈3件〉，其中…: the parts are of the number before
        if whole is None or whole.about or not whole.measure:
            return None
        rows = [
            *([] if colon else [(clause.tokens[at + 1 :], clause.stop)]),
            *((c.tokens, c.stop) for c in sentence[i + 1 :]),
        ]
        parts = _parts(whole, rows)
        if len(parts) < 2:
            return None
        all_said = any(t.is_("whole") for t in head) and len(parts) >= _ENOUGH
        rest = any(word in text[whole.end : parts[-1].start] for word in _REST)
        return Listing(whole, tuple(parts), (all_said or colon or rest) and not _and_so_on(text, parts[-1].end))
    return None


def bracketed(read: Reading) -> Iterator[Listing]:
    """13条（其中：动态11条，财政2条）: the parts of the number before a bracket. Without 其中 three are all of them;
    not when one of them is bound to cells of its own: 现行有效31件（本年制发6件）."""
    of_their_own = {m.start for m in read.mentions if m.topics and not m.facet}
    inside = [c for c, _ in read.clauses if c.inside and c.tokens]
    at = 0
    for clause, _ in read.clauses:
        for before, token in zip(clause.tokens, clause.tokens[1:], strict=False):
            whole = before.quantity
            if not token.bracket or whole is None or whole.about or not whole.measure or clause.inside:
                continue
            while at < len(inside) and inside[at].tokens[0].start < token.start:
                at += 1
            rows: list[Clause] = []
            while at < len(inside) and inside[at].tokens[-1].end <= token.end:
                rows.append(inside[at])
                at += 1
            some = bool(rows) and rows[0].tokens[0].is_("parts")
            tokens = [(c.tokens[1:] if some and c is rows[0] else c.tokens, c.stop) for c in rows]
            parts = _parts(whole, tokens)
            if len(parts) >= 2 and (some or of_their_own.isdisjoint(p.start for p in parts)):
                yield Listing(whole, tuple(parts), not some and len(parts) >= _ENOUGH)


def _parts(whole: Quantity, rows: list[tuple[tuple[Token, ...], str]]) -> list[Quantity]:
    """The quantities that follow by the same measure, up to a word that begins something else; none in doubt."""
    parts: list[Quantity] = []
    fresh, before = True, 0  # the parts before the last semicolon
    for tokens, stop in rows:
        before = len(parts) if fresh else before
        fresh = stop == ";"
        for token in tokens:
            quantity = token.quantity
            if token.is_("parts"):
                return []
            ends = token.is_("past") or token.is_("whole") or (token.is_("compare") and not token.is_("share"))
            if ends or (quantity and quantity.measure not in (whole.measure, "%")):
                return parts
            if quantity and quantity.about:
                return []
            if quantity and quantity.measure == whole.measure:
                parts.append(quantity)
        if stop == ";" and len(parts) - before >= 2:
            break  # “甲 1 条、乙 2 条；丙 3 条”: the list ended before the semicolon, unless that parts its items
    return parts


def _and_so_on(text: str, end: int) -> bool:
    return text[end : end + 1] == "等"


def _sum(report: Report, part: str, text: str, listing: Listing) -> Finding:
    whole = listing.whole
    words = {
        "place": report.edition.part(part).heading,
        "whole": f"{_plain(whole.value)}{whole.measure}",
        "parts": " + ".join(_plain(p.value) for p in listing.parts),
        "sum": f"{_plain(listing.sum)}{whole.measure}",
        "difference": _plain(abs(listing.sum - whole.value)),
    }
    return say("TEXT-SUM", words, passage=span(part, text, whole.start, whole.end))


def _percents(report: Report, part: str, text: str, read: Reading) -> Iterator[Finding]:
    """占 N %: of what stands before it, in all the wholes that its matter may be taken of; one that fits is enough."""
    shares = {m.name: m.shares for m in report.edition.speech.matters}
    for one, m in zip(read.mentions, read.mentions[1:], strict=False):
        near = "。" not in text[one.end : m.start] and "\n" not in text[one.end : m.start]
        if not m.share or not near or not one.topics or not one.exact or m.quantity is None or m.quantity.about:
            continue
        wholes = [n for s in shares.get(one.topics[0].matter, ()) if (n := total(report, s))]
        percents = [100 * one.value / n for n in wholes]
        if wholes and all(abs(p - m.value) > m.quantity.step for p in percents):
            yield _percent(report, part, text, one, m, wholes[0], percents[0])


def _percent(
    report: Report, part: str, text: str, one: Mention, m: Mention, whole: Decimal, percent: Decimal
) -> Finding:
    words = {
        "place": report.edition.part(part).heading,
        "quote": text[one.said[0] : one.said[1]],
        "said": text[m.start : m.end],
        "value": _plain(one.value),
        "whole": _plain(whole),
        "percent": _plain(percent.quantize(Decimal("0.01"))),
    }
    return say("TEXT-PERCENT", words, passage=span(part, text, m.start, m.end))


def _changes(report: Report, part: str, text: str, read: Reading) -> Iterator[Finding]:
    """同比增长 N %, 较上年减少 n 件: against last year's numbers, of the one number that the sentence gave before."""
    for i, (one, m) in enumerate(zip(read.mentions, read.mentions[1:], strict=False)):
        if not m.change or m.quantity is None or m.quantity.about:
            continue
        if not one.topics or one.facet or one.wide or not one.exact:
            continue
        before_it = next((x for x in reversed(read.mentions[max(i - _LOOKED_BACK, 0) : i]) if x.topics), None)
        alone = before_it is None or _STOP.search(text, before_it.end, one.start) is not None
        if not alone or _STOP.search(text, one.end, m.start):
            continue
        pairs = [
            (one.value, before) for s in one.sums if total(report, s) == one.value and (before := _before(report, s))
        ]
        if pairs and not any(_fits(now, before, m) for now, before in pairs):
            yield _changed(report, part, text, one, m, *pairs[0])


def _before(report: Report, cells: Sum) -> Decimal | None:
    """The sum of last year's numbers in these cells; None as soon as one is not known."""
    numbers = [report.figure(PREVIOUS + c) for c in cells]
    return None if None in numbers else sum((Decimal(n) for n in numbers if n is not None), Decimal(0))


def _fits(now: Decimal, before: Decimal, m: Mention) -> bool:
    assert m.quantity is not None
    said = m.change * m.value
    if m.quantity.measure == "%":
        return abs(100 * (now - before) / before - said) <= m.quantity.step
    return said == now - before or m.quantity.kind != "cases"


def _changed(report: Report, part: str, text: str, one: Mention, m: Mention, now: Decimal, before: Decimal) -> Finding:
    percent = m.quantity is not None and m.quantity.measure == "%"
    change = 100 * (now - before) / before if percent else now - before
    words = {
        "place": report.edition.part(part).heading,
        "topic": one.topics[0].name,
        "said": ("增长" if m.change > 0 else "下降") + text[m.start : m.end],
        "now": _plain(now),
        "before": _plain(before),
        "right": ("增长" if change >= 0 else "下降")
        + _plain(abs(change).quantize(Decimal("0.01") if percent else Decimal(1)))
        + ("%" if percent else "件"),
    }
    name = "TEXT-PERCENT.change" if percent else "TEXT-TABLE.change"
    return say(name, words, passage=span(part, text, m.start, m.end))


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"
