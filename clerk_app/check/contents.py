"""What must stand in the text: every part filled, its topics, the fee, the basis, the period; no heading twice."""

import re
from collections.abc import Iterator

from clerk_app.check.bindings import span
from clerk_app.check.finding import Finding, say
from clerk_app.check.wording import lists
from clerk_app.form.edition import Edition, Part, editions
from clerk_app.report.document import level_of
from clerk_app.report.model import Report

_NOTHING = re.compile(r"(本年度?|我[镇乡局]|目前)?(无|没有|暂无|无。?无|略)(其他)?(情况|内容)?[。.；;]?\s*$")
_NUMERALS = "零一二三四五六七八九十"
_ANNOUNCED = re.compile(rf"([{_NUMERALS[2:]}]|\d{{1,2}})个?(?:大)?(部分|方面|章节|章|项内容|块内容)")
_OF_THE_REPORT = re.compile(r"报告|年报|全文|本文")
_DOCUMENT = re.compile(r"([\u4e00-\u9fff]{2,12})[〔\[（(【［]\s*(\d{4})\s*[〕\]）)】］]\s*(?:第)?\s*(\d{1,4})\s*号")
_PERIOD = re.compile(
    r"(\d{4})年度?(\d{1,2})月(\d{1,2})日(?:0时)?\s*起?\s*[，,]?\s*[到至\-—－～~–]+\s*(?:(\d{4})年度?)?\s*(\d{1,2})月(\d{1,2})日"
)
_OF_NUMBERS = re.compile(r"统计|数据|期限|时限|时段|起止")
_WHOLE_YEAR = re.compile(r"(统计|数据)[^。\n]{0,20}(\d{4})年(?:度)?(?:全年)?")
# The notice named just before its number: 年度报告格式〉的通知》（国办…
_FORMAT = re.compile(r"年度报告(?:格式|有关事项)[^。；\n《]{0,12}$")
_OFFICE = re.compile(r"(?:国办[\u4e00-\u9fff]{0,4}|国发)$")
_TITLE = re.compile(r"《[^《》\n]{0,60}》")  # 按照《信息处理费管理办法》says nothing of a fee
_LEAD_ENDS = re.compile(r"[。，；：:,]")
_SENTENCE_ENDS = re.compile(r"[。；\n]")
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
    missing = _without_account(text, part)
    for topic in part.must:
        found, only_heading = _speaks_of(_TITLE.sub("", text), part.said[topic])
        if not found or topic in missing:
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
        bare = level > 0 and head == len(line) and not line.endswith(("。", "；"))
        followed = i + 1 < len(lines) and not 0 < level_of(lines[i + 1])[0] <= level
        if not bare or followed:
            return True, False
        heading = True
    return False, heading


def _without_account(text: str, part: Part) -> set[str]:
    """The topic that has no paragraph of its own where all others have one, nor a sentence elsewhere that says what was
    done for it: 通过政府网站公开 is no account of the platforms, 维护政府网站 is."""
    lines = [line.strip() for line in text.split("\n")]
    leads = [_LEAD_ENDS.split(line, maxsplit=1)[0] for line in lines if level_of(line)[0]]
    alone = [t for t in part.must if not any(w in lead for lead in leads for w in (t, *part.said[t]))]
    if len(part.must) < 2 or len(alone) != 1:
        return set()
    sentences = [s for s in _SENTENCE_ENDS.split(text) if any(w in s for w in part.said[alone[0]])]
    return set() if any(act in s for s in sentences for act in lists().acts) else set(alone)


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
    words = {"year": report.year, "source": right.source}
    for part, text in opening:
        for match in _DOCUMENT.finditer(text):
            if _is(right, match):
                cited = True
                continue
            other = next((e for e in others if _is(e, match)), None)
            office = len(other.source.partition("〔")[0]) if other else _meant(right, text, match)
            if office:
                place = span(part, text, match.end(1) - office, match.end())
                yield say("BASIS" if other else "BASIS.number", words | {"quote": place.text}, passage=place)
                cited = True  # wrongly: one slip, one finding
    if not cited and not any(_format_named(text) for _, text in opening):
        yield say("BASIS.none", {"source": right.source}, field="preface")


def _is(edition: Edition, match: re.Match[str]) -> bool:
    name, rest = edition.source.split("〔")
    return match[1].endswith(name) and f"{match[2]}〕{match[3]}号" == rest


def _meant(edition: Edition, text: str, match: re.Match[str]) -> int:
    """How many characters the issuer's letters have in a number that is meant to be the notice's and is not: its name
    stands before (年度报告格式〉的通知》（国办公开办函〔2021〕31号）), or the number is right and the letters are not
    (国办发〔2021〕30号, 国办公开办涵〔2021〕30号). 0 for any other document."""
    office = _OFFICE.search(match[1])
    if office is None:
        return 0
    named = _FORMAT.search(text, max(0, match.end(1) - len(office[0]) - 40), match.end(1) - len(office[0]))
    right = edition.source.endswith(f"〔{match[2]}〕{match[3]}号")
    return len(office[0]) if named or right else 0


def _format_named(text: str) -> bool:
    return "年度报告格式" in text


def _period(report: Report) -> Iterator[Finding]:
    """The period of the numbers is stated, and is the report's year."""
    opening = _opening(report)
    stated = False
    for part, text in opening:
        for match in _PERIOD.finditer(text):
            first, month, day, last, month_, day_ = (int(n or 0) for n in match.groups())
            whole = (month, day, month_, day_) == (1, 1, 12, 31)
            if not whole and not _OF_NUMBERS.search(text, text.rfind("。", 0, match.start()) + 1, match.start()):
                continue  # 2024年7月1日至8月31日开展…
            stated = True
            if not whole or {first, last or first} != {report.year}:
                words = {"quote": match[0], "year": report.year}
                yield say("PERIOD", words, passage=span(part, text, match.start(), match.end()))
        stated = stated or _WHOLE_YEAR.search(text) is not None
    if opening and not stated:
        yield say("PERIOD.none", {"year": report.year}, field="preface")
