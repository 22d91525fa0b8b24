"""What was left over: the template's own sentences, places not filled in, last year's year, another unit's name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from clerk_app.check.bindings import span
from clerk_app.check.finding import Finding, say
from clerk_app.check.wording import lists
from clerk_app.report.model import Report

_PLACE_HOLDER = re.compile(
    r"[XxＸｘ×]{2,}|[*＊]{1,}|_{2,}|＿{2,}|[○〇]{2,}(?=[年月日镇乡县市区局件条]|\b)|\?{2,}|？{2,}"
)
_TIMES = re.compile(r"\d\s*[×xX*＊]\s*\d|[A-WYZa-wyz][XxＸ]+|[XxＸ]{2,}(?=[A-WYZa-wyz])")
_TITLE = re.compile(r"[《〈“][^《》〈〉“”\n]{0,80}[》〉”]|[〔\[【][^〕\]】\n]{0,12}[〕\]】]")
_UNIT = re.compile(r"([\u4e00-\u9fff]{2,9})(镇|乡|街道|苏木)(?:人民政府|办事处|政府)?$")
_SENTENCE = re.compile(r"[^。；\n]{0,200}")


def findings(report: Report) -> list[Finding]:
    """LEFTOVER, OLD-YEAR, OTHER-UNIT."""
    found: list[Finding] = []
    for part in report.edition.passages:
        if text := report.text(part):
            found += [*_leftovers(part, text), *_old_year(report, part, text), *_other_units(report, part, text)]
    return found


def _leftovers(part: str, text: str) -> Iterator[Finding]:
    for phrase in lists().template:
        at = text.find(phrase)
        if at >= 0:
            yield say("LEFTOVER", {"quote": phrase}, passage=span(part, text, at, at + len(phrase)))
    times = {m.start() + k for m in _TIMES.finditer(text) for k in range(len(m[0]))}
    for match in _PLACE_HOLDER.finditer(text):
        if match.start() not in times:
            yield say("LEFTOVER.blank", {"quote": match[0]}, passage=span(part, text, match.start(), match.end()))


def _old_year(report: Report, part: str, text: str) -> Iterator[Finding]:
    """Last year's number where a sentence speaks of the year reported: at its beginning, or in the report's title."""
    if f"{report.year - 1}年" not in text:
        return
    masked = _TITLE.sub(lambda m: "\0" * len(m[0]), text)
    for match in _old(report.year - 1).finditer(masked):
        rest = _SENTENCE.match(masked, match.end())
        if match["title"] is None and rest and any(w in rest[0] for w in lists().of_other_years):
            continue
        at = match.end() - 5
        words = {"quote": text[at : at + 5], "year": report.year}
        yield say("OLD-YEAR", words, passage=span(part, text, at, at + 5))


@lru_cache(maxsize=8)
def _old(year: int) -> re.Pattern[str]:
    begins = r"(?:^|(?<=[。；])) *(?:（[一二三四五六七八九十]{1,3}）[^。\n]{0,20}。)?"
    of_the_year = r"(?=度?(?:，|,|我|本|全年|以来|共|[\u4e00-\u9fff]{1,8}(?:镇|乡|街道|局)))"
    of_the_report = r"(?=度?政府信息公开工作年度报告)"
    return re.compile(
        rf"{begins}(?P<first>{year}年){of_the_year}|(?<![\d较比])(?P<title>{year}年){of_the_report}", re.MULTILINE
    )


def _other_units(report: Report, part: str, text: str) -> Iterator[Finding]:
    """A unit of the same kind by another name, where a name can begin: 〈青石镇〉高度重视 in the report of 石桥湾镇."""
    own = _UNIT.search(report.unit)
    if own is None:
        return
    words, seen = lists(), set[str]()
    for match in _names_like(own[2], report.text("cover/parent")).finditer(text):
        other, rest = match[1], text[match.end() : match.end() + 30].partition("。")[0]
        same = other.endswith(own[1]) or own[1].endswith(other) or other in seen
        if same or other.endswith(words.no_names) or any(w in other for w in words.no_names_in):
            continue
        if not any(w in rest for w in words.with_others):
            seen.add(other)
            place = span(part, text, match.start(1), match.end())
            yield say("OTHER-UNIT", {"quote": place.text, "unit": report.unit}, passage=place)


@lru_cache(maxsize=8)
def _names_like(kind: str, parent: str) -> re.Pattern[str]:
    """The names of units of a kind where a name can begin: not behind a Chinese character but the parent's name."""
    before = f"(?:{re.escape(parent)})?" if parent else ""
    subject = "|".join(map(re.escape, lists().as_subject))
    return re.compile(rf"(?<![\u4e00-\u9fff]){before}([\u4e00-\u9fff]{{2,4}}?){kind}(?={subject})")
