"""The text against the tables: numbers, “none”, outcomes, scope, measures, and one quantity named twice."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from clerk_app.check.bindings import Binding, bindings, paragraphs, texts, total
from clerk_app.check.finding import Finding, Span, say
from clerk_app.form.names import cell_name, table_name
from clerk_app.form.speech import Outcome, Speech, Topic
from clerk_app.report.model import Report


def findings(report: Report) -> list[Finding]:
    """TEXT-TABLE, TEXT-NONE, TEXT-SCOPE, TEXT-TWICE, TEXT-OUTCOME, MEASURE-WORD."""
    bound = bindings(report)
    found = [f for b in bound for f in _against_tables(report, b)]
    blank = [b for b in bound if b.mention.quantity is None and not b.expected and b.mention.topics[0].named]
    found += [_not_filled(report, b) for b in {b.cells: b for b in reversed(blank)}.values()]
    unnamed = _unnamed(report.edition.speech, tuple(text for _, text in texts(report)))
    found += [_silent(report, t) for t in unnamed if total(report, t.cells)]
    found += _twice(report, bound)
    found += _disclosed(report)
    found += _outcomes(report)
    return found


def _against_tables(report: Report, b: Binding) -> Iterator[Finding]:
    topic, quantity = b.mention.topics[0], b.mention.quantity
    odd = quantity is not None and quantity.measure in topic.odd
    if b.agrees is not False and not odd and not b.mention.wide:
        return  # nearly all: no words are made for them
    words = _words(report, b)
    if b.mention.wide and b.expected and b.value not in b.expected:
        yield say("TEXT-SCOPE", words, cells=b.cells, passage=b.said)
    elif b.agrees is False:
        none = topic.none and (b.value == 0 or b.expected[0] == 0)
        # The place is the phrase: an answer is filed under it, and “1件” alone may stand for many things.
        yield say("TEXT-NONE" if none else "TEXT-TABLE", words, cells=b.cells, passage=b.said)
    if quantity and odd:
        yield say("MEASURE-WORD", words | {"measure": quantity.measure}, cells=b.cells, passage=b.said)


def _not_filled(report: Report, b: Binding) -> Finding:
    blank = [c for c in b.cells if report.figure(c) is None]
    return say("TEXT-NONE.blank", _words(report, b), cells=blank, passage=b.said)


def _words(report: Report, b: Binding) -> dict[str, object]:
    quantity = b.mention.quantity
    unit = quantity.measure if quantity and quantity.kind == "money" else "件"
    factor = {"万元": 10**4, "亿元": 10**8}.get(unit, 1)
    facet = f"{b.mention.facet.words[0]}的" if b.mention.facet else ""
    also = [(s, n) for s in b.mention.sums[1:] if (n := total(report, s)) is not None and len(s) > 1]
    return {
        "place": report.edition.part(b.span.part).heading,
        "quote": b.said.text.replace("\n", ""),
        "table": table_name(report.edition, b.cells[0].partition("/")[0]) if b.cells else "",
        "topic": facet + b.topic,
        "number": _plain(b.expected[0] / factor) if b.expected else "",
        "unit": unit,
        "also": "".join(f"（{_sum_name(report, s)}共 {_plain(n)} 件）" for s, n in also[:1]),
    }


def _sum_name(report: Report, cells: tuple[str, ...]) -> str:
    return "、".join(cell_name(report.edition, c).rpartition("·")[2] for c in cells)


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f") if number else "0"


# ---- nothing said of what a table counts


@lru_cache(maxsize=4)
def _unnamed(speech: Speech, written: tuple[str, ...]) -> tuple[Topic, ...]:
    """The topics that a text should name and none does; none where nothing is written yet."""
    wanted = (t for t in speech.topics if t.named and written)
    return tuple(t for t in wanted if not any(word in text for word in t.named for text in written))


def _silent(report: Report, topic: Topic) -> Finding:
    first = next(p for p in report.edition.parts if p.kind == "narrative")
    words = {
        "table": table_name(report.edition, topic.cells[0].partition("/")[0]),
        "topic": topic.name,
        "number": _plain(total(report, topic.cells) or Decimal(0)),
        "place": first.heading,
    }
    return say("TEXT-NONE.silent", words, cells=topic.cells)


# ---- one quantity, two numbers


def _twice(report: Report, bound: tuple[Binding, ...]) -> Iterator[Finding]:
    """The same topic with two numbers in the text, of which the tables do not allow both."""
    first: dict[tuple[object, ...], Binding] = {}
    for b in bound:
        if not b.mention.exact or b.mention.wide or any(t.part for t in b.mention.topics):
            continue
        before = first.setdefault((b.mention.topics, b.mention.facet), b)
        if before.value != b.value and not (before.agrees and b.agrees):
            yield _two(report, "TEXT-TWICE", before, b)


def _two(report: Report, name: str, one: Binding, other: Binding) -> Finding:
    words = {
        "topic": other.topic,
        "first": report.edition.part(one.span.part).heading,
        "one": one.said.text.replace("\n", ""),
        "second": report.edition.part(other.span.part).heading,
        "other": other.said.text.replace("\n", ""),
    }
    return say(name, words, passage=other.span)


def _disclosed(report: Report) -> Iterator[Finding]:
    """The number of all information disclosed, which no table counts: named twice it must be one, by one measure."""
    found = [(p, m) for p in paragraphs(report) for m in p.mentions if m.disclosed]
    for p, m in found[1:]:
        first, one = found[0]
        assert one.quantity is not None
        assert m.quantity is not None
        words = {
            "topic": "公开信息总数",
            "first": report.edition.part(first.part).heading,
            "one": _around(first.text, one.start, one.end),
            "second": report.edition.part(p.part).heading,
            "other": _around(p.text, m.start, m.end),
        }
        place = p.span(m.start, m.end)
        if m.value != one.value and m.exact and one.exact:
            yield say("TEXT-TWICE", words, passage=place)
        elif m.quantity.measure != one.quantity.measure:
            yield say("MEASURE-WORD.twice", words, passage=place)


def _around(text: str, start: int, end: int) -> str:
    """The words before a number that belong to it, back to the last mark."""
    begin = max(text.rfind(mark, max(0, start - 16), start) + 1 for mark in "，,。；;：:")
    return text[max(begin, start - 12) : end]


# ---- how the cases ended


def _outcomes(report: Report) -> Iterator[Finding]:
    """均获维持, 零败诉, where the tables have other results."""
    wrong = [o for o in report.edition.speech.outcomes if total(report, o.zero)]
    for p in paragraphs(report) if wrong else ():
        if not any(word in p.text for o in wrong for word in o.words):
            continue
        around, known = "", set[int]()  # brackets are read in their clause, and once more by themselves
        for clause, matter in p.clauses:
            if not clause.tokens:
                continue
            matters = {matter, *(t.word.matter for t in clause.tokens)}
            start, end = clause.tokens[0].start, clause.tokens[-1].end
            around = around if clause.inside else p.text[start:end]
            said = ((o, at) for o in wrong if o.matter in matters and (at := _said(o, p.text[start:end], around)))
            for outcome, at in islice(said, 1):  # one saying, one finding
                if start + at[0] not in known:
                    yield _outcome(report, outcome, p.span(start + at[0], start + at[1]))
                known.add(start + at[0])


def _outcome(report: Report, outcome: Outcome, place: Span) -> Finding:
    some = [c for c in outcome.zero if report.figure(c)]
    words = {
        "place": report.edition.part(place.part).heading,
        "quote": place.text,
        "table": table_name(report.edition, some[0].partition("/")[0]),
        "names": "、".join(f"{cell_name(report.edition, c).partition('·')[2]} {report.figure(c)} 件" for c in some),
    }
    return say("TEXT-OUTCOME", words, cells=some, passage=place)


def _said(outcome: Outcome, clause: str, around: str) -> tuple[int, int] | None:
    """The place in the clause of the words that say so; `around` is the clause that its brackets stand in."""
    if any(word in around for word in outcome.unless):
        return None
    for word in outcome.words:
        at = clause.find(word)
        if at >= 0 and (not outcome.whole or clause.strip() == word):
            return at, at + len(word)
    return None
