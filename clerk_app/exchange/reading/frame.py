"""What stands around the tables: title, headings of parts, signature; and the unit, year and date that they tell."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from clerk_app.errors import KnownError
from clerk_app.exchange.reading.source import Item
from clerk_app.exchange.reading.words import ALIKE, Words, likeness, plain
from clerk_app.form.edition import Edition, Part
from clerk_app.report.document import NOTE
from clerk_app.report.fields import LINE_LIMIT, guess_level, read_date

_TITLE_LINES = 3  # that a title may be broken into
_HEADING = 50  # characters; a longer paragraph is no heading
_YEAR = r"(?<!\d)(20\d{2})(?!\d)"
_PERIOD = re.compile(rf"{_YEAR}年1月1日起?(?:至|到|-|—)+(?:{_YEAR}年)?12月31日")
_OF_YEAR = re.compile(rf"{_YEAR}年度?")
_CHINESE = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))
_CHINESE_DATE = re.compile(
    r"([二][〇○零Ｏ0Oo][〇○零一二三四五六七八九Ｏ0Oo]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_PLACE = re.compile(r"(?P<parent>.+(?:自治区|自治州|地区|[省市县区旗盟州]))(?P<unit>.{2,})$")
_SENTENCE = re.compile(r"[，。,；;]|[：:]$")
_LOW = ("township", "street")  # the levels that sign with the name of the place above


_Start = tuple[int, str, int]  # item, part, length of the heading in it


@dataclass
class Frame:
    """The text of a source by its parts; the items of tables parts as they stand."""

    unit: str = ""
    parent: str = ""
    year: int | None = None
    years: tuple[int, ...] = ()  # all that were told, when not all agree
    issued: str = ""
    note: bool = False
    title: str = ""
    parts: dict[str, list[Item]] = field(default_factory=dict[str, list[Item]])  # "preface" and the keys of parts
    headings: dict[str, str] = field(default_factory=dict[str, str])  # part → as written in the source
    outside: list[str] = field(default_factory=list[str])  # before the title and after the note


def frame(items: Sequence[Item], edition: Edition, words: Words) -> Frame:
    """Takes the items apart. Headings are those of `edition` or their variants."""
    result = Frame()
    starts = _headings(items, edition, words)
    starts = sorted([*starts, *_lost(items, starts, edition)])
    bounds = [*starts, (len(items), "", 0)]
    before = list(items[: bounds[0][0]])
    for (start, key, length), (end, _, _) in zip(starts, bounds[1:], strict=True):
        text = items[start]
        assert isinstance(text, str), "headings are paragraphs"
        text = text.strip()
        if length:
            result.headings[key] = text[:length]
        rest = [text[length:].lstrip("。：: ")] if text[length:].strip("。：: ") else []
        result.parts[key] = [*rest, *items[start + 1 : end]]
    titled = _title(before, words)
    if titled:
        first, last, result.title = titled
        result.outside += [i for i in before[:first] if isinstance(i, str)]
        before = before[last:]
    if len(before) > 1:
        before = _without_crumbs(before, result.outside)
    listed = [i for i in before if isinstance(i, str) and (plain(i) in words.contents or heading_of(i, edition, words))]
    result.parts["preface"] = [i for i in before if i not in listed]
    _signature(result, list(result.parts)[-2] if starts else "preface")
    _unit_and_year(result, words)
    return result


# ---- headings


def _headings(items: Sequence[Item], edition: Edition, words: Words) -> list[_Start]:
    """The headings in the form's order. Of one met twice (a table of contents, a menu) the last counts; of one said
    twice running (the heading, then the caption of its table) the first."""
    order = [p.key for p in edition.parts]
    found: dict[str, tuple[int, int]] = {}
    for number, item in enumerate(items):
        if isinstance(item, str) and (match := heading_of(item, edition, words)):
            key, length = match
            if key in found and found[key][0] == number - 1:
                continue
            later = [p for p in order[order.index(key) + 1 :] if p in found]
            for p in later:  # what came before stands in a list of contents
                del found[p]
            found[key] = (number, length)
    return sorted((number, key, length) for key, (number, length) in found.items())


def _lost(items: Sequence[Item], starts: Sequence[_Start], edition: Edition) -> list[_Start]:
    """Where the tables of a part begin whose heading is missing: at the first line that only its tables have."""
    order = [p.key for p in edition.parts]
    found: list[_Start] = []
    for part in edition.parts:
        if not part.tables or any(key == part.key for _, key, _ in starts):
            continue
        at = order.index(part.key)
        after = max((n for n, key, _ in [*starts, *found] if order.index(key) < at), default=-1)
        before = min((n for n, key, _ in starts if order.index(key) > at), default=len(items))
        marks = {plain(m) for m in _marks(part)} - {""}
        for number in range(after + 1, before):
            item = items[number]
            if isinstance(item, str) and plain(re.split(r"[|\t]", item.strip(" |\t"))[0]) in marks:
                found.append((number, part.key, 0))
                break
    return found


def _marks(part: Part) -> list[str]:
    """Words that stand at the beginning of a part's tables and nowhere else."""
    bands = [w for t in part.tables for w in (t.band, t.corner, t.spanner)]
    return bands if any(bands) else [t.columns[0].label for t in part.tables]


def heading_of(text: str, edition: Edition, words: Words) -> tuple[str, int] | None:
    """The part whose heading `text` is, or begins with up to the first mark."""
    text = text.strip()
    whole = text if len(text) <= _HEADING else ""
    if re.match(r"[（(]", text):
        return None  # （一）: a heading within a part
    numbered = re.match(r"[一二三四五六七八九十]{1,2}[、.．,， ]|第[一二三四五六七八九十]+部分", text)
    first = re.match(r".{4}[^。：:\s]*", text) if numbered else None
    for offer in (whole, first[0] if first else ""):
        name = plain(offer)
        if not 2 <= len(name) <= _HEADING:
            continue
        scores: list[tuple[float, str]] = []
        for part in edition.parts:
            names = (part.heading, *words.headings.get(part.key, ()))
            scores.append((max(_same(name, plain(n)) for n in names), part.key))
        score, key = max(scores)
        if score >= (ALIKE if numbered else 0.9):
            return key, len(offer)
    return None


def _same(a: str, b: str) -> float:
    """As `likeness`, but neither the beginning of a heading is one, nor a sentence that begins like one."""
    return likeness(a, b) if max(len(a), len(b)) <= min(len(a), len(b)) * 1.3 + 2 else 0.0


# ---- title


def _title(before: Sequence[Item], words: Words) -> tuple[int, int, str] | None:
    """(first line, line behind the last, the title) of the lines that make a title together; the last such."""
    for first in reversed(range(len(before))):
        text = ""
        for last in range(first, min(first + _TITLE_LINES, len(before))):
            line = before[last]
            if not isinstance(line, str) or len(line) > 60:
                break
            # What a page prints beside the title (a menu) stands before a wide gap.
            text += "".join((line if text else line.rpartition("  ")[2]).split())
            if any(text.endswith(t) for t in words.titles) and re.search(_YEAR, text) and ">" not in text:
                while first and _leads(before[first - 1], text):
                    first -= 1
                    text = "".join(str(before[first]).split()) + text
                return first, last + 1, text
    return None


def _leads(line: Item, text: str) -> bool:
    """Whether the line before belongs to the title: the unit's name when the title begins with the year."""
    return isinstance(line, str) and bool(re.match(_YEAR, text)) and _is_unit("".join(line.split()))


def _without_crumbs(before: list[Item], outside: list[str]) -> list[Item]:
    """Lines of a page's navigation, of its tools and of the source before the text are left outside."""
    texts = [x for x in before if isinstance(x, str)]
    start = next((i for i, x in enumerate(before) if isinstance(x, str) and _SENTENCE.search(x)), 0)
    outside += [x for x in before[:start] if isinstance(x, str)]
    return before[start:] if texts else before


# ---- signature


def _signature(result: Frame, last: str) -> None:
    """Takes 署名, date and note off the end of the last part, and what stands behind them."""
    items = result.parts.get(last, [])
    marks = [(i, x.strip()) for i, x in enumerate(items) if isinstance(x, str) and x.strip()]
    note = next((i for i, x in reversed(marks) if plain(x) == plain(NOTE)), None)
    dates = [(i, d, x) for i, x in marks if (d := _date_line(x)) is not None]
    if note is None and not dates:
        return
    cut = note if note is not None else len(items)
    end = cut if note is not None else None
    signed = [(i, d, x) for i, d, x in dates if note is None or i < note or i == note + 1]
    if signed:
        at, (day, unit), _ = signed[-1] if note is not None else signed[0]
        result.issued = day
        cut, end = min(cut, at), max(at, note if note is not None else at)
        previous = next(((i, x) for i, x in reversed(marks) if i < at), None)
        if unit:
            result.unit = unit
        elif previous and _is_unit("".join(previous[1].split())):
            cut, result.unit = previous[0], "".join(previous[1].split())
    result.note = note is not None
    behind = items[(end if end is not None else cut) + 1 :]
    # Tables behind the signature are annexes.
    result.parts[last] = [*items[:cut], *(x for x in behind if not isinstance(x, str))]
    result.outside += [x for x in behind if isinstance(x, str)]


def is_date(text: str) -> bool:
    """Whether a line is a date, alone or behind the name of a unit."""
    return _date_line(text) is not None


def _date_line(text: str) -> tuple[str, str] | None:
    """(ISO date, unit before it or empty) of a line that is a date, alone or behind the unit's name."""
    folded = unicodedata.normalize("NFKC", "".join(text.split()))
    if match := _CHINESE_DATE.search(folded):
        year = "".join(_CHINESE.get(c, "0") for c in match[1])
        folded = folded.replace(match[0], f"{year}年{_small(match[2])}月{_small(match[3])}日")
    match = re.fullmatch(r"(.*?)(\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?)", folded)
    if match is None or (match[1] and not _is_unit(match[1])):
        return None
    try:
        return read_date(match[2]).isoformat(), match[1]
    except KnownError:
        return None


def _small(text: str) -> int:
    tens, _, ones = text.rpartition("十") if "十" in text else ("0", "", text)
    return int(_CHINESE.get(tens, "1")) * 10 * ("十" in text) + int(_CHINESE.get(ones, "0"))


def _is_unit(text: str) -> bool:
    """Whether a line may be the name of a unit: short, without marks, ending as such names do."""
    if not 3 <= len(text) <= 40 or re.search(r"[，。；：,;:\d]", text):
        return False
    return guess_level(text) != "department" or text.endswith(
        ("局", "委员会", "委", "办公室", "办", "厅", "中心", "队", "所", "处")
    )


# ---- unit and year


def _unit_and_year(result: Frame, words: Words) -> None:
    """The unit and the year as the title says, else as 署名, the period and the preface do."""
    signed = result.unit
    title = next((t for t in words.titles if result.title.endswith(t)), "")
    name = re.sub(rf"{_YEAR}年?度?(?:关于)?", "", result.title[: len(result.title) - len(title)]) if title else ""
    name = re.sub(r"^关于|[的关于]*$", "", name)[:LINE_LIMIT]
    result.unit = name or signed
    if signed and name and signed != name and signed.endswith(name):
        result.parent = signed[: -len(name)]
    elif (match := _PLACE.match(result.unit)) and guess_level(match["unit"]) in _LOW:
        result.parent = match["parent"]
        if not name:
            result.unit = match["unit"]
    told: list[int] = []
    if years := re.findall(_YEAR, result.title):
        told.append(int(years[-1]))
    texts = [x for key in ("preface", "overview") for x in result.parts.get(key, []) if isinstance(x, str)]
    whole = unicodedata.normalize("NFKC", "".join("".join(texts).split()))
    told += [int(m[1]) for m in _PERIOD.finditer(whole)]
    if not told and (counted := Counter(int(y) for y in _OF_YEAR.findall(whole))):
        told.append(counted.most_common(1)[0][0])
    if told:
        result.year = told[0]
        result.years = tuple(dict.fromkeys(told)) if len(set(told)) > 1 else ()
