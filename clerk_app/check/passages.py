"""The text against the tables: numbers, “none”, outcomes, scope, measures, and one quantity named twice."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache, partial
from itertools import islice
from typing import NamedTuple

from clerk_app.check.bindings import Binding, Paragraph, binding, paragraphs, texts, total
from clerk_app.check.finding import Finding, Span, say
from clerk_app.check.prose.reader import Mention
from clerk_app.check.turn import Turn
from clerk_app.form.names import cell_name, table_name
from clerk_app.form.speech import Outcome, Speech, Topic
from clerk_app.report.model import Report

_FACTORS = {"万元": 10**4, "亿元": 10**8}


def findings(turn: Turn, written: Sequence[Paragraph]) -> list[Finding]:
    """TEXT-TABLE, TEXT-NONE, TEXT-SCOPE, TEXT-TWICE, TEXT-OUTCOME, MEASURE-WORD."""
    report = turn.report
    numbers = turn.held(_numbers, written)
    found = [f for findings, _ in numbers for f in findings]
    first = {b.cells: b for _, b in reversed(numbers) if b}
    found += [_not_filled(report, first[cells]) for cells in reversed(first)]
    unnamed = _unnamed(report.edition.speech, tuple(text for _, text in texts(report)))
    found += [_silent(report, t) for t in unnamed if total(report, t.cells)]
    (several,) = turn.each(_several, (written,))
    found += [f for findings in turn.each(_twice, several) for f in findings]
    (disclosed,) = turn.each(_disclosed, (written,))
    return [*found, *disclosed, *(f for findings in turn.held(_outcomes, written) for f in findings)]


_Number = tuple[list[Finding], Binding | None]  # the second is a “none” of cells that are not filled in


def _numbers(_: Report, paragraph: Paragraph) -> list[Callable[[Report], _Number]]:
    return [partial(_number, paragraph=paragraph, mention=m) for m in paragraph.mentions if m.topics]


def _number(report: Report, paragraph: Paragraph, mention: Mention) -> _Number:
    b = binding(report, paragraph, mention)
    blank = mention.quantity is None and not b.expected and mention.topics[0].named
    return list(_against_tables(report, b)), b if blank else None


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
    money = quantity is not None and quantity.kind == "money"
    unit = next((u for u in _FACTORS if b.span.text.endswith(u)), "元") if money else "件"  # as it is written
    factor = _FACTORS.get(unit, 1)
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


_Told = list[tuple[Paragraph, Mention]]  # what the text says of one quantity, wherever it names it


def _twice(report: Report, told: _Told) -> list[Finding]:
    """The same topic with two numbers in the text, of which the tables do not allow both."""
    first, *others = (binding(report, p, m) for p, m in told)
    unlike = (b for b in others if first.value != b.value and not (first.agrees and b.agrees))
    return [_two(report, "TEXT-TWICE", first, b) for b in unlike]


def _several(report: Report, written: Sequence[Paragraph]) -> list[_Told]:
    """The topics that have more than one exact number."""
    told: dict[tuple[object, ...], _Told] = {}
    for p in written:
        for m in p.mentions:
            if m.topics and m.exact and not m.wide and not any(t.part for t in m.topics):
                told.setdefault((m.topics, m.facet), []).append((p, m))
    return [numbers for numbers in told.values() if len({m.value for _, m in numbers}) > 1]


class Slip(NamedTuple):
    """A number of the text that is neither the tables' nor the same number's elsewhere in the text, what both would
    have it be, and the findings that this would settle."""

    said: Binding
    wanted: str  # with its measure: 7 件
    findings: tuple[Finding, ...]


def slips(report: Report) -> Iterator[Slip]:
    """The numbers that alone bring several findings. Nothing where two that differ from the table are the same: then
    the table may be what is wrong."""
    for told in _several(report, paragraphs(report)):
        first, *others = (binding(report, p, m) for p, m in told)
        wrong = [b for b in (first, *others) if b.agrees is False]
        right = [b for b in others if b.agrees]
        if len({b.value for b in wrong}) < len(wrong):
            continue
        if first.agrees:
            for b in wrong:
                yield _slip(report, b, first, [_two(report, "TEXT-TWICE", first, b)])
        elif wrong and wrong[0] is first and right:
            yield _slip(report, first, right[0], [_two(report, "TEXT-TWICE", first, b) for b in right])


def _slip(report: Report, wrong: Binding, right: Binding, twice: list[Finding]) -> Slip:
    wanted = right.value if right.value in wrong.expected else wrong.expected[0]
    words = _words(report, wrong)
    number = _plain(wanted / _FACTORS.get(str(words["unit"]), 1))
    against = [f for f in _against_tables(report, wrong) if f.rule != "MEASURE-WORD"]
    return Slip(wrong, f"{number} {words['unit']}", (*against, *twice))


def _two(report: Report, name: str, one: Binding, other: Binding) -> Finding:
    words = {
        "topic": other.topic,
        "first": report.edition.part(one.span.part).heading,
        "one": one.said.text.replace("\n", ""),
        "second": _elsewhere(report, one.span.part, other.span.part),
        "other": other.said.text.replace("\n", ""),
    }
    return say(name, words, passage=other.span)


def _disclosed(report: Report, written: Sequence[Paragraph]) -> list[Finding]:
    """The number of all information disclosed, which no table counts: named twice it must be one, by one measure."""
    found: list[Finding] = []
    told = [(p, m) for p in written for m in p.mentions if m.disclosed]
    for p, m in told[1:]:
        first, one = told[0]
        assert one.quantity is not None
        assert m.quantity is not None
        words = {
            "topic": "公开信息总数",
            "first": report.edition.part(first.part).heading,
            "one": _around(first.text, one.start, one.end),
            "second": _elsewhere(report, first.part, p.part),
            "other": _around(p.text, m.start, m.end),
        }
        place = p.span(m.start, m.end)
        if m.value != one.value and m.exact and one.exact:
            found.append(say("TEXT-TWICE", words, passage=place))
        elif m.quantity.measure != one.quantity.measure:
            found.append(say("MEASURE-WORD.twice", words, passage=place))
    return found


def _around(text: str, start: int, end: int) -> str:
    """The words before a number that belong to it, back to the last mark."""
    begin = max(0, start - 16, *(text.rfind(mark, max(0, start - 16), start) + 1 for mark in "，,。；;：:"))
    cut = max(begin, start - 12)
    while cut > begin and text[cut - 1 : cut + 1].isdigit():  # not into the middle of 2019年
        cut -= 1
    return text[cut:end]


def _elsewhere(report: Report, first: str, second: str) -> str:
    """The second place, where it is another."""
    return "又" if first == second else f"“{report.edition.part(second).heading}”"


# ---- how the cases ended


def _outcomes(report: Report, paragraph: Paragraph) -> list[Callable[[Report], list[Finding]]]:
    """均获维持, 零败诉, where the tables have other results."""
    said = tuple(o for o in report.edition.speech.outcomes if any(word in paragraph.text for word in o.words))
    return [partial(_unlike, p=paragraph, said_so=said)] if said else []


def _unlike(report: Report, p: Paragraph, said_so: Sequence[Outcome]) -> list[Finding]:
    wrong = [o for o in said_so if total(report, o.zero)]
    found: list[Finding] = []
    around, known = "", set[int]()  # brackets are read in their clause, and once more by themselves
    for clause, matter in p.clauses if wrong else ():
        if not clause.tokens:
            continue
        matters = {matter, *(t.word.matter for t in clause.tokens)}
        start, end = clause.tokens[0].start, clause.tokens[-1].end
        around = around if clause.inside else p.text[start:end]
        said = ((o, at) for o in wrong if o.matter in matters and (at := _said(o, p.text[start:end], around)))
        for outcome, at in islice(said, 1):  # one saying, one finding
            if start + at[0] not in known:
                found.append(_outcome(report, outcome, p.span(start + at[0], start + at[1])))
            known.add(start + at[0])
    return found


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
