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

_REACH = 24  # characters between “none” and its topic: 未收到〈任何公民、法人或其他组织提出的政府信息公开〉申请


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
                said = says(span, topic)
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
    """The clauses of a passage: what stands between commas, semicolons, colons, full stops and line ends."""
    for match in re.finditer(r"[^，,。；;：:！!？?\n]+", text):
        yield Span(part, match.start(), match.end(), match[0])


def says(clause: Span, topic: Topic) -> Said | None:
    """Whether the clause says that there is none, or some, of the topic; None in doubt."""
    vocabulary, text = words(), clause.text
    if any(w in text for w in (*vocabulary["elsewhere"], *vocabulary["narrowing"])):
        return None
    suits = set(topic.words) & set(vocabulary["disputes"])
    if not suits and any(w in text for w in vocabulary["disputes"]):
        return None
    match = _none(tuple(topic.words)).search(text)
    if match:
        return Said(True, _part_of(clause, match))
    if match := _some(tuple(topic.words), bool(suits)).search(text):
        return Said(False, _part_of(clause, match))
    return None


def _part_of(clause: Span, match: re.Match[str]) -> Span:
    return Span(clause.part, clause.start + match.start(), clause.start + match.end(), match[0])


@lru_cache(maxsize=32)
def _none(topic: tuple[str, ...]) -> re.Pattern[str]:
    vocabulary = words()
    before, after, names = _any(vocabulary["none_before"]), _any(vocabulary["none_after"]), _any(topic)
    return re.compile(rf"{before}.{{0,{_REACH}}}?{names}|{names}[^0-9０-９]{{0,8}}?(?<![0-9０-９.]){after}")


@lru_cache(maxsize=32)
def _some(topic: tuple[str, ...], suits: bool) -> re.Pattern[str]:
    vocabulary = words()
    number = r"(?:[1-9１-９][0-9０-９]*|[一二三四五六七八九十百]+)余?" + _any(vocabulary["measures"])
    names = _any(topic)
    if suits:  # 行政复议案件3件, 提起行政诉讼1件
        return re.compile(rf"{names}(?:案件)?(?:共|共计)?{number}")
    receive = _any(vocabulary["receive"])
    return re.compile(
        rf"{receive}.{{0,{_REACH}}}?{names}(?:共|共计)?{number}|{receive}(?:了)?{number}.{{0,12}}?{names}"
    )


def _any(entries: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(w) for w in sorted(entries, key=len, reverse=True)) + ")"


def _contradiction(report: Report, topic: Topic, span: Span, number: int) -> Finding:
    words = _words(report, topic, number) | {"place": report.edition.part(span.part).heading, "quote": span.text}
    return say("TEXT-NONE", words, cells=topic.cells, passage=span)


def _silent(report: Report, topic: Topic, number: int) -> Finding:
    first = next(p for p in report.edition.parts if p.kind == "narrative")
    return say("TEXT-NONE.silent", _words(report, topic, number) | {"place": first.heading}, cells=topic.cells)


def _words(report: Report, topic: Topic, number: int) -> dict[str, object]:
    table = table_name(report.edition, topic.cells[0].partition("/")[0])
    return {"table": table, "topic": topic.name, "number": number}
