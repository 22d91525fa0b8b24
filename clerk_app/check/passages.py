"""The text against the tables: does a clause say “none” of what a table counts, or the reverse."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache

from clerk_app import RESOURCES
from clerk_app.check.finding import Finding, Span, say
from clerk_app.form.edition import Topic
from clerk_app.form.names import table_name
from clerk_app.report.model import Report

_REACH = (
    30  # characters from the beginning of “none” to its topic: 未收到〈任何公民、法人或其他组织提出的政府信息公开〉申请
)


@lru_cache(maxsize=1)
def words() -> Mapping[str, tuple[str, ...]]:
    """The vocabulary, resources/words/prose.toml."""
    data = tomllib.loads((RESOURCES / "words" / "prose.toml").read_text("utf-8"))
    return {name: tuple(entries) for name, entries in data.items()}


def findings(report: Report) -> list[Finding]:
    """TEXT-NONE for each clause that contradicts a table, and a hint for each topic with numbers that no text names."""
    parts = [p for p in report.edition.parts if p.kind == "narrative" and report.text(p.key)]
    found: list[Finding] = []
    for topic in report.edition.topics:
        numbers = [report.figure(c) for c in topic.cells]
        if None in numbers:
            continue
        number = sum(int(n) for n in numbers if n is not None)
        named = False
        for part in parts:
            for span in clauses(report.text(part.key), part.key):
                named = named or any(w in span.text for w in topic.words)
                said = says(span, topic, report.year)
                if said is not None and said.none == (number > 0):
                    found.append(_contradiction(report, topic, said.span, number))
        if number > 0 and parts and not named:
            found.append(_silent(report, topic, number))
    return found


class Said:
    """What a clause says of a topic: none of it, or some; `span` is the words that say it."""

    def __init__(self, none: bool, span: Span) -> None:
        self.none, self.span = none, span


def clauses(text: str, part: str) -> Iterator[Span]:
    """The clauses of a passage: what stands between commas, semicolons, colons, full stops and line ends; a leading
    time (去年，… 2023年，…) belongs to the clause behind it."""
    for match in re.finditer(r"(?:[^，,。；;：:！!？?\n]{0,15}[年度日底]，)?[^，,。；;：:！!？?\n]+", text):
        yield Span(part, match.start(), match.end(), match[0])


def says(clause: Span, topic: Topic, year: int) -> Said | None:
    """Whether the clause says that there is none, or some, of the topic in `year`; None in doubt."""
    vocabulary, text = words(), clause.text
    text_of_some = re.sub(_any(vocabulary["everybody"]), "", text)
    if any(w in text_of_some for w in (*vocabulary["elsewhere"], *vocabulary["narrowing"])):
        return None
    if any(int(named) != year for named in re.findall(r"(?<!\d)(20\d\d)年", text)):
        return None
    suits = set(topic.words) & set(vocabulary["disputes"])
    if not suits and any(w in text for w in vocabulary["disputes"]):
        return None
    none = _none(tuple(topic.words), bool(suits)).search(text)
    some = _some(tuple(topic.words), bool(suits)).search(text)
    match = none or some
    # 未收到一件申请 has both in one place and says none; 收到网上申请5件和零申请 is in doubt.
    if match is None or (none and some and not none.start() <= some.start() < none.end()):
        return None
    return Said(none is not None, _part_of(clause, match))


def _part_of(clause: Span, match: re.Match[str]) -> Span:
    return Span(clause.part, clause.start + match.start(), clause.start + match.end(), match[0])


@lru_cache(maxsize=32)
def _none(topic: tuple[str, ...], suits: bool) -> re.Pattern[str]:
    vocabulary = words()
    names, at, filling = _names(topic), _any(vocabulary["none_at"]), f"(?:{_any(vocabulary['filling'])})*?"
    # 不存在未受理的申请 is none of none; 未收到的申请 is about those that came some other way.
    once = "".join(f"(?<!{w})" for w in vocabulary["none_at"])
    before = rf"{once}(?={_any(vocabulary['none_before'])}(?!的)){_between(suits)}{names}"
    after = rf"{names}[^0-9０-９]{{0,8}}?(?<![0-9０-９.]){_any(vocabulary['none_after'])}(?![0-9０-９.．%％])"
    return re.compile(rf"{before}|{once}{at}{filling}{names}|{after}")


@lru_cache(maxsize=32)
def _some(topic: tuple[str, ...], suits: bool) -> re.Pattern[str]:
    vocabulary = words()
    digits = r"[1-9１-９][0-9０-９]*|[一二两三四五六七八九十百][一二三四五六七八九十百千零]*"
    number = rf"\s*(?:{digits})余?\s*{_any(vocabulary['measures'])}"
    names = _names(topic)
    if suits:  # 行政复议案件3件, 提起行政诉讼1件
        return re.compile(rf"{names}(?:案件)?(?:共|共计)?{number}")
    receive = _any(vocabulary["receive"])
    return re.compile(
        rf"(?={receive}){_between(suits)}{names}(?:共|共计)?{number}"
        rf"|(?={receive}(?:了)?{number}){_between(suits)}{names}"
    )


def _between(suits: bool) -> str:
    """What may stand from the verb to the topic: of an application something must say that it is for information."""
    vocabulary = words()
    reach = rf".{{0,{_REACH}}}?"
    if suits:
        return reach
    verbs = _any((*vocabulary["none_before"], *vocabulary["receive"]))
    number = rf"(?:\s*[0-9０-９一二三四五六七八九十百]+\s*{_any(vocabulary['measures'])})?"
    plain = rf"{verbs}(?:了)?{number}(?:{_any(vocabulary['filling'])})*?"
    return rf"(?:{plain}|(?=.{{0,{_REACH}}}{_any(vocabulary['information'])}){reach})"


def _names(topic: tuple[str, ...]) -> str:
    return rf"{_any(topic)}(?!{_any(words()['compounds'])})"


def _any(entries: tuple[str, ...]) -> str:
    longest_first = sorted(entries, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(w).replace("0", r"\s*[0０]\s*") for w in longest_first) + ")"


def _contradiction(report: Report, topic: Topic, span: Span, number: int) -> Finding:
    words = _words(report, topic, number) | {"place": report.edition.part(span.part).heading, "quote": span.text}
    return say("TEXT-NONE", words, cells=topic.cells, passage=span)


def _silent(report: Report, topic: Topic, number: int) -> Finding:
    first = next(p for p in report.edition.parts if p.kind == "narrative")
    return say("TEXT-NONE.silent", _words(report, topic, number) | {"place": first.heading}, cells=topic.cells)


def _words(report: Report, topic: Topic, number: int) -> dict[str, object]:
    table = table_name(report.edition, topic.cells[0].partition("/")[0])
    return {"table": table, "topic": topic.name, "number": number}
