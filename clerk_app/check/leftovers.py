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
    within = r"(?<=[，,])"  # …”，2019年度，我镇…
    of_ours = r"(?=度?[，,]?(?:我[镇乡局委办街单县市区]|本(?:机关|镇|乡|局|委|单位|街道|年度报告)))"
    of_the_report = r"(?=度?政府信息公开(?:工作)?年度报告)"
    return re.compile(
        rf"{begins}(?P<first>{year}年){of_the_year}|{within}(?P<own>{year}年){of_ours}"
        rf"|(?<![\d较比])(?P<title>{year}年){of_the_report}",
        re.MULTILINE,
    )


def _other_units(report: Report, part: str, text: str) -> Iterator[Finding]:
    """A unit of the same kind by another name, where a name can begin: 〈青石镇〉高度重视 in the report of 石桥湾镇."""
    yield from _another_issuer(report, part, text)
    own = _UNIT.search(report.unit)
    if own is None:
        return
    words, seen = lists(), set[str]()
    for match in _names_like(own[2], report.text("cover/parent")).finditer(text):
        other, rest = match[1], text[match.end() : match.end() + 30].partition("。")[0]
        same = other.endswith(own[1]) or own[1].endswith(other) or other in seen
        ordinary = other.endswith(words.no_names) and not (own[2] == "街道" and other.endswith("城"))  # 西城街道
        if same or ordinary or any(w in other for w in words.no_names_in):
            continue
        if not any(w in rest for w in words.with_others):
            seen.add(other)
            place = span(part, text, match.start(1), match.end())
            yield say("OTHER-UNIT", {"quote": place.text, "unit": report.unit}, passage=place)


def _another_issuer(report: Report, part: str, text: str) -> Iterator[Finding]:
    """Whose report it is, or whom to ask about it, is another unit: 请与〈凤凰镇人民政府〉联系, 由〈市教育局〉编制."""
    own = _core(report.unit, report.text("cover/parent"))
    for match in _ISSUER.finditer(text) if own else ():
        name = match["name"] or match["of"] or match["title"]
        core = _core(name, report.text("cover/parent"))
        same = own in name or core in report.unit or not _same_kind(report.unit, name)
        if core and not same:
            at = match.start() + match[0].index(name)
            yield say("OTHER-UNIT", {"quote": name, "unit": report.unit}, passage=span(part, text, at, at + len(name)))


_KINDS = ("街道", "镇", "乡", "局", "委员会", "委", "县", "区", "市")
_NAME = (
    r"(?![本我该各])[\u4e00-\u9fff]{1,12}?"
    r"(?:街道办事处|镇人民政府|乡人民政府|县人民政府|区人民政府|市人民政府|局|委员会)"
)
_ISSUER = re.compile(
    rf"(?:请|可)(?:与|联系|向)(?P<name>{_NAME})|由(?P<of>{_NAME})(?=编制|负责编制)"
    rf"|(?:现将|现公布|公布|发布|公开|编制|形成)(?P<title>{_NAME})(?=\d{{4}}年度?政府信息公开)"
)


def _core(unit: str, parent: str) -> str:
    """What tells a unit from its like: 凤凰 of 临江市凤凰镇人民政府."""
    name = re.sub(r"(?:人民政府|办事处)$", "", unit).removeprefix(parent)
    return re.sub(r"^.{1,4}?[省市县区州盟旗](?=.{2})", "", name)


def _same_kind(one: str, other: str) -> bool:
    kinds = [next((k for k in _KINDS if re.search(f"{k}(?:人民政府|办事处)?$", n)), "") for n in (one, other)]
    return kinds[0] == kinds[1] != ""


@lru_cache(maxsize=8)
def _names_like(kind: str, parent: str) -> re.Pattern[str]:
    """The names of units of a kind where a name can begin: not behind a Chinese character but the parent's name."""
    before = f"(?:{re.escape(parent)})?" if parent else ""
    subject = "|".join(map(re.escape, lists().as_subject))
    return re.compile(rf"(?<![\u4e00-\u9fff]){before}([\u4e00-\u9fff]{{2,4}}?){kind}(?={subject})")
