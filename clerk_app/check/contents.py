"""What must stand in the text: every part filled, its topics, the fee, the basis, the period; no heading twice."""

import re
from collections.abc import Iterator

from clerk_app.check.bindings import span
from clerk_app.check.finding import Finding, say
from clerk_app.form.edition import Edition, Part, editions
from clerk_app.report.document import level_of
from clerk_app.report.model import Report

_NOTHING = re.compile(r"(本年度?|我[镇乡局]|目前)?(无|没有|暂无|无。?无|略)(其他)?(情况|内容)?[。.；;]?\s*$")
_NUMERALS = "零一二三四五六七八九十"
_ANNOUNCED = re.compile(rf"([{_NUMERALS[2:]}]|\d{{1,2}})个?(?:大)?(部分|方面|章节|章)")
_OF_THE_REPORT = re.compile(r"报告|年报|全文|本文")
_DOCUMENT = re.compile(r"([\u4e00-\u9fff]{2,12})[〔\[（(【]\s*(\d{4})\s*[〕\]）)】]\s*(?:第)?\s*(\d{1,4})\s*号")
_ISSUERS = ("国办公开办", "国办公开函", "国办秘函", "国办发", "国办函", "国发", "国办")  # for which it is mixed up
_PERIOD = re.compile(
    r"(\d{4})年(?:度)?1月1日(?:0时)?\s*(?:起)?\s*(?:，|,)?\s*(?:到|至|-|—|－|～|~)+\s*(?:(\d{4})年(?:度)?)?\s*12月31日"
)
_WHOLE_YEAR = re.compile(r"(统计|数据)[^。\n]{0,20}(\d{4})年(?:度)?(?:全年)?")
_HEADING = re.compile(r"([一二三四五六七八九十]{1,3})、[^。，；]{2,40}$")
_MARKS = re.compile(r"[\s，。、；：“”（）《》,.:;()]")


def findings(report: Report) -> list[Finding]:
    """PART-EMPTY, TOPIC-MISSING, FEE-STATED, PARTS-COUNT, BASIS, PERIOD, HEADINGS."""
    found: list[Finding] = []
    for part in report.edition.parts:
        if part.kind == "narrative":
            found += _part(report, part)
    return [*found, *_parts_count(report), *_basis(report), *_period(report)]


def _part(report: Report, part: Part) -> Iterator[Finding]:
    text, words = report.text(part.key), {"place": part.heading}
    if not text.strip():
        elsewhere = _elsewhere(report, part)
        yield say("PART-EMPTY.elsewhere" if elsewhere else "PART-EMPTY", words | elsewhere, field=part.key)
        return
    if not part.must and _NOTHING.match(text.strip()):
        yield say("PART-EMPTY.nothing", words | {"quote": text.strip()}, passage=span(part.key, text, 0, len(text)))
    for topic in part.must:
        found, only_heading = _speaks_of(text, part.said[topic])
        if not found:
            name = f"{part.asks}.heading" if only_heading else part.asks
            yield say(name, words | {"topic": topic}, field=part.key)
    yield from _headings(report, part, text)


def _elsewhere(report: Report, part: Part) -> dict[str, str]:
    """What an empty part should speak of, and the other part that speaks of it."""
    for topic, said in part.said.items():
        for other in report.edition.parts:
            if other.kind == "narrative" and other.key != part.key and any(w in report.text(other.key) for w in said):
                return {"topic": topic, "there": other.heading}
    return {}


def _speaks_of(text: str, words: tuple[str, ...]) -> tuple[bool, bool]:
    """Whether the text says something with one of the words; and whether only a heading with nothing below it does."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    heading = False
    for i, line in enumerate(lines):
        if not any(w in line for w in words):
            continue
        level, head = level_of(line)
        bare = level > 0 and head == len(line)
        followed = i + 1 < len(lines) and not 0 < level_of(lines[i + 1])[0] <= level
        if not bare or followed:
            return True, False
        heading = True
    return False, heading


def _headings(report: Report, part: Part, text: str) -> Iterator[Finding]:
    """A line of the passage that is numbered like the six headings, which the form prints itself."""
    at = 0
    headings = {_bare(p.heading): p.heading for p in report.edition.parts}
    for line in text.split("\n"):
        if _HEADING.match(line.strip()):
            begin = at + len(line) - len(line.lstrip())
            place = span(part.key, text, begin, begin + len(line.strip()))
            words = {"place": part.heading, "quote": line.strip()}
            own = _bare(line.strip()) in headings
            if own or level_of(line.strip())[1] == len(line.strip()):
                yield say("HEADINGS" if own else "HEADINGS.other", words, passage=place)
        at += len(line) + 1


def _bare(heading: str) -> str:
    return _MARKS.sub("", heading.partition("、")[2] or heading)


def _parts_count(report: Report) -> Iterator[Finding]:
    """The preface must not announce another number of parts than the form has (the wording of the form before 2019)."""
    text, number = report.text("preface"), len(report.edition.parts)
    at = 0
    for sentence in re.split(r"(?<=[。\n])", text):
        if _OF_THE_REPORT.search(sentence):
            for match in _ANNOUNCED.finditer(sentence):
                said = int(match[1]) if match[1].isdigit() else _NUMERALS.index(match[1])
                if said != number:
                    words = {"quote": match[0], "number": _NUMERALS[number]}
                    yield say(
                        "PARTS-COUNT", words, passage=span("preface", text, at + match.start(), at + match.end())
                    )  # fmt: skip
        at += len(sentence)


def _opening(report: Report) -> list[tuple[str, str]]:
    """The preface and the first part: some reports keep the preface there."""
    first = next(p.key for p in report.edition.parts if p.kind == "narrative")
    return [(key, report.text(key)) for key in ("preface", first) if report.text(key).strip()]


def _basis(report: Report) -> Iterator[Finding]:
    """The notice in force for the year, by its own number; another edition's or a mixed-up number is named."""
    opening = _opening(report)
    if not opening:
        return
    right, others = report.edition, [e for e in editions().values() if e.key != report.edition.key]
    cited = False
    for part, text in opening:
        for match in _DOCUMENT.finditer(text):
            name, year, number = match[1], match[2], match[3]
            cited = cited or _is(right, match)
            words = {"year": report.year, "source": right.source}
            for other in others:
                if _is(other, match):
                    start = match.end(1) - len(other.source.partition("〔")[0])
                    place = span(part, text, start, match.end())
                    yield say("BASIS", words | {"quote": place.text}, passage=place)
            issuer = next((i for i in _ISSUERS if name.endswith(i)), "")
            if issuer and right.source.endswith(f"〔{year}〕{number}号") and not _is(right, match):
                place = span(part, text, match.end(1) - len(issuer), match.end())
                yield say("BASIS.number", words | {"quote": place.text}, passage=place)
                cited = True
    if not cited and not any(_format_named(text) for _, text in opening):
        yield say("BASIS.none", {"source": right.source}, field="preface")


def _is(edition: Edition, match: re.Match[str]) -> bool:
    name, rest = edition.source.split("〔")
    return match[1].endswith(name) and f"{match[2]}〕{match[3]}号" == rest


def _format_named(text: str) -> bool:
    return "年度报告格式" in text


def _period(report: Report) -> Iterator[Finding]:
    """The period of the numbers is stated, and is the report's year."""
    opening = _opening(report)
    stated = False
    for part, text in opening:
        for match in _PERIOD.finditer(text):
            stated = True
            years = {int(y) for y in match.groups() if y}
            if years != {report.year}:
                words = {"quote": match[0], "year": report.year}
                yield say("PERIOD", words, passage=span(part, text, match.start(), match.end()))
        stated = stated or _WHOLE_YEAR.search(text) is not None
    if opening and not stated:
        yield say("PERIOD.none", {"year": report.year}, field="preface")
