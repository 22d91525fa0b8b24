"""Arithmetic inside the text: 共…其中… and percentages."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from itertools import accumulate

from clerk_app.check.bindings import Paragraph, total
from clerk_app.check.finding import Finding, say
from clerk_app.check.prose.clauses import Clause, Token
from clerk_app.check.prose.quantities import Quantity
from clerk_app.check.prose.reader import Mention
from clerk_app.check.prose.walk import narrowed
from clerk_app.check.turn import Turn
from clerk_app.form.speech import Sum
from clerk_app.report.fields import PREVIOUS
from clerk_app.report.model import Report

_REST = ("其他", "其它", "其余", "剩余")  # with one of these the parts are meant to be all
_LOOKED_BACK = 8  # numbers before one that is compared with last year's, or before a list
_LISTED = 40  # parts before their whole: a longer run is no list, and the time stays bounded
_OF_A_CHANGE = ("light", "compare", "past", "of")  # the words between a number and how much it has grown
_STOP = re.compile("[。；]")
_ENOUGH = 3  # so many parts after 共…其中 are a whole list; two may be examples


@dataclass(frozen=True)
class Listing:
    """共 N 条，其中 a 条、b 条、c 条: the whole, its parts, and whether the parts are said or seem to be all.

    `wholes` is what may be meant instead, 建议6件、提案9件，其中主办7件…: 15件; `said` what the sentence has said
    before, which the parts may add up to as well, 收到9件，上年结转1件，其中…: 10件.
    """

    whole: Quantity
    parts: tuple[Quantity, ...]
    complete: bool
    wholes: tuple[Decimal, ...] = ()
    said: tuple[Decimal, ...] = ()

    @property
    def sum(self) -> Decimal:
        return sum((p.value for p in self.parts), Decimal(0))

    @property
    def wrong(self) -> bool:
        """Too much, or too little of all; not when the first of them are the whole: what follows begins anew
        (收到23件，其中网络15件、信函8件，答复24件)."""
        sums = [sum((p.value for p in self.parts[:n]), Decimal(0)) for n in range(2, len(self.parts) + 1)]
        wholes = {self.whole.value, *self.wholes}
        return wholes.union(self.said).isdisjoint(sums) and (self.complete or self.sum > max(wholes))


@dataclass(frozen=True)
class Change:
    """How much (in per cent, or by the same measure) a number is said to have grown (`way` 1) or shrunk (-1), with the
    number before."""

    now: Quantity
    before: Decimal
    percent: Quantity
    way: int

    @property
    def right(self) -> Decimal:
        more = self.now.value - self.before
        return 100 * more / self.before if self.percent.measure == "%" else more

    @property
    def wrong(self) -> bool:
        off = abs(self.right - self.way * self.percent.value)
        return off > self.percent.step if self.percent.measure == "%" else off > 0


def findings(turn: Turn, written: Sequence[Paragraph]) -> list[Finding]:
    """TEXT-PERCENT, and TEXT-TABLE of what is compared with last year's numbers."""
    return [f for f in turn.held(_claims, written) if f]


def lists(turn: Turn, written: Sequence[Paragraph]) -> list[Finding]:
    """TEXT-SUM, TEXT-PERCENT: of the text alone, whatever the tables say."""
    return [f for found in turn.each(_within, written) for f in found]


def _claims(report: Report, paragraph: Paragraph) -> list[Callable[[Report], Finding | None]]:
    return [*_percents(report, paragraph), *_changes(paragraph)]


def _within(report: Report, paragraph: Paragraph) -> list[Finding]:
    found: list[Finding] = []
    bound = {m.start for m in paragraph.mentions if m.topics and not any(t.part for t in m.topics)}
    for listing in (*listings(paragraph), *bracketed(paragraph), *added_up(paragraph)):
        # What is bound to cells is compared with them: one slip, one finding.
        told = bound.issuperset({listing.whole.start, *(p.start for p in listing.parts)})
        found += [_sum(report, paragraph, listing)] if listing.wrong and not told else []
    return [*found, *(_told(report, paragraph, c) for c in changes(paragraph) if c.wrong)]


def listings(paragraph: Paragraph) -> Iterator[Listing]:
    """All lists with their whole, at most one a sentence: a list within a list is not understood. A sentence that
    begins with 其中 goes on with the one before: 全年公开信息470条。〈其中〉…"""
    of_their_own = {m.start for m in paragraph.mentions if m.topics and not m.facet}
    sentence: list[Clause] = []
    ended: list[Clause] = []
    for clause, _ in paragraph.clauses:
        if clause.inside:
            continue
        sentence.append(clause)
        if clause.stop == ".":
            goes_on = bool(sentence[0].tokens) and sentence[0].tokens[0].is_("parts") and not sentence[0].heads
            if listing := _listing([*ended[-1:], *sentence] if goes_on else sentence, paragraph.text, of_their_own):
                earlier = [*(ended if goes_on else ()), *sentence]
                numbers = [q for c in earlier for t in c.tokens if (q := t.quantity) and q.end <= listing.whole.end]
                yield replace(listing, said=_ends([q for q in numbers if q.measure == listing.whole.measure]))
            sentence, ended = [], sentence


def _listing(sentence: list[Clause], text: str, of_their_own: set[int]) -> Listing | None:
    before: list[Token] = []  # of the clauses before this one, back to one with a number
    far = False  # the number does not stand in this clause or the one before
    for i, clause in enumerate(sentence):
        at = next((k for k, t in enumerate(clause.tokens) if t.is_("parts")), -1)
        each = at < 0 and not far and before != [] and clause.tokens != () and clause.tokens[0].is_("respectively")
        at = 0 if each else at  # 162条，〈分别是〉农业类41条、民生类57条…
        colon = at < 0 and clause.colon and bool(clause.tokens) and clause.tokens[-1].quantity is not None
        if at < 0 and not colon:
            far = not any(t.quantity for t in clause.tokens)
            before = [*(before if far or _compares(clause.tokens) else ()), *clause.tokens]
            continue
        head = [*before, *(clause.tokens if colon else clause.tokens[:at])]
        numbers = [k for k, t in enumerate(head) if t.quantity]
        last = numbers[-1] if numbers else 0
        whole = head[last].quantity if head else None
        if whole is None or whole.about or not whole.measure:
            return None
        rows = [
            *([] if colon else [(clause.tokens[at + 1 :], clause.stop)]),
            *((c.tokens, c.stop) for c in sentence[i + 1 :]),
        ]
        parts = _parts(whole, rows)
        if len(parts) < 2 or (far and not of_their_own.isdisjoint(p.start for p in parts)):
            return None
        all_said = (each or any(t.is_("whole") for t in head)) and len(parts) >= _ENOUGH
        rest = any(word in text[whole.end : parts[-1].start] for word in _REST)
        complete = (all_said or colon or rest) and not _and_so_on(text, parts[-1].end)
        near = [q for k in numbers if (q := head[k].quantity) and q.measure == whole.measure]
        return Listing(whole, tuple(parts), complete, _ends(near))
    return None


def _ends(numbers: Sequence[Quantity]) -> tuple[Decimal, ...]:
    """Each of the last of these numbers, and their sums from each of them to the last."""
    values = [q.value for q in numbers[-_LOOKED_BACK:]]
    return (*values, *(sum(values[k:], Decimal(0)) for k in range(len(values) - 1)))


def _compares(tokens: tuple[Token, ...]) -> bool:
    """比上年增加61条: the number is no whole of its own."""
    return any(t.is_("compare") for t in tokens)


def bracketed(paragraph: Paragraph) -> Iterator[Listing]:
    """13条（其中：动态11条，财政2条）: the parts of the number before a bracket. Without 其中 three are all of them;
    not when one of them is bound to cells of its own: 现行有效31件（本年制发6件）."""
    of_their_own = {m.start for m in paragraph.mentions if m.topics and not m.facet}
    inside = [c for c, _ in paragraph.clauses if c.inside and c.tokens]
    at = 0
    for clause, _ in paragraph.clauses:
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


def added_up(paragraph: Paragraph) -> Iterator[Listing]:
    """网络7件、信函3件、当面1件，〈合计11件〉: the parts stand before their whole. Silent when it is one of them, or
    the sum of the last."""
    before: list[Quantity] = []
    for clause, _ in paragraph.clauses:
        if clause.inside:
            continue
        numbers = [t.quantity for t in clause.tokens if t.quantity]
        if len(numbers) == 1 and len(before) >= 2 and _is_total(clause.tokens):
            whole = numbers[0]
            sums = {q.value for q in before} | set(accumulate(q.value for q in reversed(before)))
            alike = all(q.measure == whole.measure and not q.about for q in before)
            if len(before) < _LISTED and whole.measure and not whole.about and alike and whole.value not in sums:
                yield Listing(whole, tuple(before), complete=True)
        goes_on = clause.stop in (",", ";") and not clause.colon and not _begins_anew(clause.tokens)
        listed = numbers if len(numbers) >= 2 or before or goes_on else []
        before = [*before, *listed][-_LISTED:] if goes_on else []


def _is_total(tokens: Sequence[Token]) -> bool:
    """〈合计〉11件: a word for the whole, its number, and nothing else."""
    return tokens[0].is_("whole") and all(t.is_("light") or t.is_("whole") or t.quantity for t in tokens)


def _begins_anew(tokens: Sequence[Token]) -> bool:
    """Whether something else is counted from here: another time, a comparison, a whole of its own."""
    return narrowed(tokens, "whole", "past", "compare", "parts")


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


def _sum(report: Report, paragraph: Paragraph, listing: Listing) -> Finding:
    whole = listing.whole
    words = {
        "place": report.edition.part(paragraph.part).heading,
        "whole": f"{_plain(whole.value)}{whole.measure}",
        "parts": " + ".join(_plain(p.value) for p in listing.parts),
        "sum": f"{_plain(listing.sum)}{whole.measure}",
        "difference": _plain(abs(listing.sum - whole.value)),
    }
    return say("TEXT-SUM", words, passage=paragraph.span(whole.start, whole.end))


def _percents(report: Report, paragraph: Paragraph) -> Iterator[Callable[[Report], Finding | None]]:
    """占 N %, or N % in brackets: of what stands before it, in all the wholes that its matter may be taken of; one
    that fits is enough."""
    shares = {m.name: m.shares for m in report.edition.speech.matters}
    for one, m in zip(paragraph.mentions, paragraph.mentions[1:], strict=False):
        between = paragraph.text[one.end : m.start]
        if m.quantity is None or m.quantity.about or "。" in between:
            continue
        bracket = m.quantity.measure == "%" and between in ("（", "(") and paragraph.text.startswith(("）", ")"), m.end)
        if (m.share or bracket) and one.topics and one.exact and (sums := shares.get(one.topics[0].matter)):
            yield partial(_percent, paragraph=paragraph, one=one, m=m, sums=sums)


def _percent(report: Report, paragraph: Paragraph, one: Mention, m: Mention, sums: tuple[Sum, ...]) -> Finding | None:
    assert m.quantity is not None
    wholes = [n for s in sums if (n := total(report, s))]
    tables = [n for s in one.sums if (n := total(report, s)) is not None]
    values = [one.value, *(tables if one.value not in tables else ())]  # a wrong number is found by itself
    if not wholes or any(abs(100 * v / n - m.value) <= m.quantity.step for n in wholes for v in values):
        return None
    words = {
        "place": report.edition.part(paragraph.part).heading,
        "quote": paragraph.text[one.said[0] : one.said[1]],
        "said": paragraph.text[m.start : m.end],
        "value": _plain(one.value),
        "whole": _plain(wholes[0]),
        "percent": _plain((100 * one.value / wholes[0]).quantize(Decimal("0.01"))),
    }
    return say("TEXT-PERCENT", words, passage=paragraph.span(m.start, m.end))


def _changes(paragraph: Paragraph) -> Iterator[Callable[[Report], Finding | None]]:
    """同比增长 N %, 较上年减少 n 件: against last year's numbers, of the one number that the sentence gave before."""
    told = {c.percent.start for c in changes(paragraph)}  # those are held against the text's own numbers
    for i, (one, m) in enumerate(zip(paragraph.mentions, paragraph.mentions[1:], strict=False)):
        if not m.change or m.quantity is None or m.quantity.about or m.start in told:
            continue
        if not one.topics or one.facet or one.wide or not one.exact:
            continue
        before_it = next((x for x in reversed(paragraph.mentions[max(i - _LOOKED_BACK, 0) : i]) if x.topics), None)
        alone = before_it is None or _STOP.search(paragraph.text, before_it.end, one.start) is not None
        if alone and not _STOP.search(paragraph.text, one.end, m.start):
            yield partial(_changed, paragraph=paragraph, one=one, m=m)


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


def _changed(report: Report, paragraph: Paragraph, one: Mention, m: Mention) -> Finding | None:
    now = one.value
    befores = [before for s in one.sums if total(report, s) == now and (before := _before(report, s))]
    if not befores or any(_fits(now, before, m) for before in befores):
        return None
    before = befores[0]
    percent = m.quantity is not None and m.quantity.measure == "%"
    change = 100 * (now - before) / before if percent else now - before
    words = {
        "place": report.edition.part(paragraph.part).heading,
        "topic": one.topics[0].name,
        "said": ("增长" if m.change > 0 else "下降") + paragraph.text[m.start : m.end],
        "now": _plain(now),
        "before": _plain(before),
        "right": _right(change) if percent else _more(change, "件"),
    }
    name = "TEXT-PERCENT.change" if percent else "TEXT-TABLE.change"
    return say(name, words, passage=paragraph.span(m.start, m.end))


def changes(paragraph: Paragraph) -> Iterator[Change]:
    """All changes of which the text gives both numbers: 532条，较上年的498条增长6.8%, 6件，同比减少4件，下降40%,
    11件，较去年的8件增加3件."""
    if len(paragraph.mentions) < 3:
        return
    tokens = sorted((t for clause, _ in paragraph.clauses for t in clause.tokens), key=lambda t: t.start)
    numbers = [(k, t.quantity) for k, t in enumerate(tokens) if t.quantity]
    for (x, now), (y, other), (z, percent) in zip(numbers, numbers[1:], numbers[2:], strict=False):
        if percent.measure not in ("%", now.measure) or other.measure != now.measure or now.measure in ("", "%"):
            continue
        first, second = tokens[x + 1 : y], tokens[y + 1 : z]
        plain = all(any(t.is_(s) for s in _OF_A_CHANGE) or t.bracket or t.date for t in (*first, *second))
        about = now.about or other.about or percent.about
        if about or not plain or not narrowed(first, "since") or _STOP.search(paragraph.text, now.end, percent.start):
            continue
        by, way = _way(first), _way(second)
        before = now.value - by * other.value if by else other.value
        if way and before > 0 and (percent.measure == "%" or not by):
            yield Change(now, before, percent, way)


def _told(report: Report, paragraph: Paragraph, c: Change) -> Finding:
    words = {
        "place": report.edition.part(paragraph.part).heading,
        "quote": paragraph.text[c.now.start : c.now.end],
        "said": ("增长" if c.way > 0 else "下降") + paragraph.text[c.percent.start : c.percent.end],
        "now": _plain(c.now.value),
        "before": _plain(c.before),
        "right": _right(c.right) if c.percent.measure == "%" else _more(c.right, c.percent.measure),
    }
    name = "TEXT-PERCENT.told" if c.percent.measure == "%" else "TEXT-SUM.told"
    return say(name, words, passage=paragraph.span(c.percent.start, c.percent.end))


def _way(tokens: Sequence[Token]) -> int:
    """Up, down, or neither."""
    return narrowed(tokens, "up") - narrowed(tokens, "down")


def _right(percent: Decimal) -> str:
    return ("增长" if percent >= 0 else "下降") + _plain(abs(percent).quantize(Decimal("0.01"))) + "%"


def _more(change: Decimal, measure: str) -> str:
    return ("增长" if change >= 0 else "下降") + _plain(abs(change)) + measure


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"
