"""Chinese line breaking: where a paragraph's lines end, and where in the line each character stands.

All lengths are in em of the grid (one character of the 28). Cost grows with the length of the text alone.

Rules: no mark of _NO_START begins a line, none of _NO_END ends one; numbers, dates, 文号, percentages, addresses and
telephone numbers stay whole unless one is wider than a line (an address then ends its lines behind / ? & =); where two
marks meet, half an em between them is taken out; a mark at a line's end may lose its blank half. A line that is short
is let out evenly, one a little long is drawn in at its marks (squeezed rather than torn); what a line lacks very much,
because a long number did not go into it, the lines before share. Only the last of a paragraph keeps its natural length,
and no character stands alone in it if the line before can take it in or give it another.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

_OPENING = frozenset("（《“‘【〔「『〈〖［｛")  # ink in the right half of the em
_CLOSING = frozenset("，。、；：！？）》”’】〕」』〉〗］｝．")  # ink in the left half
_NO_START = _CLOSING | frozenset("％‰℃·～–,.;:!?)]}%")
_NO_END = _OPENING | frozenset("([{￥¥$＄№")
_UNBROKEN = frozenset("—…")  # never parted from their like: —— and ……
_BLANKS = frozenset(" \u3000\u00a0\u2002\u2003\u2009")

# Characters that the pattern never tells apart, by what may stand for them: control characters, which no text has.
_ALIKE = "〇零 一二三四五六七八九 十 百千 万 亿 两 ○ 点 号 款项目 条章节编 度 底初末 份 日 时 美欧港"
_LIKE = {ord(c): chr(0x80 + i) for i, like in enumerate(_ALIKE.split()) for c in like}
# What stays whole is looked for in the text with like characters folded into one, so that the pattern is short: a set
# beyond Latin-1 costs as much to compile as all else in it.
_FOLDED = {
    **dict(zip(range(0xFF10, 0xFF1A), range(0x30, 0x3A), strict=True)),  # ０ 0
    **dict.fromkeys(range(0x100, 0x250), "ÿ"),  # ā
    **str.maketrans("\u00a0\u2009\u3000’＋－", "   '+-"),
    **dict.fromkeys(map(ord, "—–～"), "¬"),  # from ¬ to
    **dict.fromkeys(map(ord, "〔［（【"), "«"),
    **dict.fromkeys(map(ord, "〕］）】"), "»"),
    **dict.fromkeys(map(ord, "，．："), "·"),  # inside a number
    **dict.fromkeys(map(ord, "≥≤＜＞≈−"), "±"),
    **dict.fromkeys(map(ord, "％‰℃"), "°"),
    **_LIKE,
}
# Linear: what comes before something that must follow is bounded, the rest is taken as it comes.
_D = "[0-9]"
_C = "[一二三四五六七八九十]{1,3}"
_LETTERS = "[A-Za-z0-9À-ÖØ-öø-ÿ]+"
_TO = "[¬~-]"
_SOME = rf"{_D}{{1,2}}(?:{_TO}{_D}{{1,2}})? ?"  # 12 or 1—12, of months or days
_YEAR = rf"{_D}{{1,4}} ?年 ?"
_DAY = rf"(?:{_YEAR})?{_SOME}月 ?{_SOME}日"
_RUN = rf"{_LETTERS}(?:(?:[._'&/@+×÷*-]+|(?<={_D})[,:·](?={_D})){_LETTERS})*\+{{0,2}}"
_INNER = rf"转 ?{_D}{{1,6}}"  # a telephone's extension
_UNIT = (
    rf"(?<={_D})(?: ?(?:[%°]\+?|[十百千万亿]*[美欧港]?元(?!旦)|[万亿]+)|[十百千万亿]+"
    rf"| ?(?:年[度底初末]?|月[底初末份]?|[日号时])|{_INNER})"
)
_ATOM = rf"(?:{_YEAR}{_SOME}月[底初末份]?|(?:[±<>+-](?={_D}))?{_RUN}(?:{_UNIT})?)"
_TOKENS = (
    rf"[\[(«]{_D}{{4}}[\])»] ?第? ?{_D}{{1,6}} ?号",  # 〔2021〕30号, 〔2021〕第 30 号
    rf"第 ?(?:{_D}{{1,6}}|[〇零一二三四五六七八九十百千]{{1,9}}) ?[号条款项目章节编]?",  # 第 711 号, 第二十条
    rf"第[(«](?:{_D}{{1,3}}|{_C})[)»][款项目]?",  # 第（三）项
    rf"\+{_D}{{1,3}}(?:[ -]{_D}{{2,11}}){{1,4}}(?:{_INNER})?",  # +86 10 1234 5678
    rf"(?:(?:0{_D}{{2,3}}|[48]00|1[3-9]{_D})(?:[ -]{_D}{{3,4}}){{2}}|0{_D}{{2,3}} {_D}{{7,8}})(?:{_INNER})?",  # 400 …
    rf"[(«]0{_D}{{2,3}}[)»] ?{_D}{{3,8}}(?:[ -]{_D}{{3,4}})?(?:{_INNER})?",  # （010）62345678
    r"(?:[A-Za-z][A-Za-z0-9+.-]{1,19}://|www\.)[!-~]+",  # https://www.example.gov.cn/
    rf"{_DAY}(?:{_TO}{_D}{{1,2}} ?日)?",  # 2025 年 12 月 31 日, 12月1日—5日; between two whole days a line may end
    rf"{_ATOM}(?:{_TO}(?!{_DAY}){_ATOM})*",  # 1月—12月, 2025.1-12月, ≥90%, 1.2 亿元, 10:00—12:00, a@b.cn, 5G+
    rf"[〇○零一二三四五六七八九]{{4}}年(?:{_C}月(?:{_C}日)?)?|{_C}月(?:{_C}日)?",  # 二〇二五年十二月三十一日
    r"[百千万]分之[〇零一二三四五六七八九十百千点.0-9]+|[〇零一二三四五六七八九十百千万亿两]{2,}",  # 百分之二十
)
_TOKEN = re.compile("|".join(_TOKENS).translate(_LIKE))
_PIECE = re.compile(r"[^/?&=]*[/?&=]*")  # of what is wider than a line
_HALF = 0.5  # what a mark may lose
_TOO_LOOSE = 0.5  # em a gap: a line that would need more is left short
_EVEN = 0.1  # em a gap: what is seen as a torn line beside others
_SHARING, _REACH = 4, 6  # how many lines share what one lacks, and how many characters earlier each may end
_AROUND = 5  # characters that a last one alone may have about it: marks, blanks
_EPSILON = 1e-6


class Line(NamedTuple):
    """Characters `start` to `end` of the paragraph; `offsets`: where each stands; `width`: where the last one ends."""

    start: int
    end: int
    offsets: list[float]
    width: float


def lines(text: str, widths: Sequence[float], first: float, rest: float) -> list[Line]:
    """The lines of one paragraph. `widths`: a width a character; `first`, `rest`: the measure of the first line and of
    the others. A line holds at least one character, so one wider than the measure sticks out."""
    if "’" in text:  # a narrow one is the apostrophe of a word and no mark
        text = "".join("'" if c == "’" and w < _HALF else c for c, w in zip(text, widths, strict=True))
    return _Paragraph(text, widths, rest).lines(first, rest)


class _Paragraph:
    def __init__(self, text: str, widths: Sequence[float], measure: float) -> None:
        self.text, self.widths = text, widths
        self.joined, self.fixed = _joined(text, widths, measure)
        self.squeeze = _squeezes(text)
        # No more than the character is wide: none moves back behind a mark without a width of its own.
        self.give = [min(g, w) for g, w in zip(_gives(text, self.squeeze), widths, strict=True)]
        self.at = [0.0, *accumulate(w - s for w, s in zip(widths, self.squeeze, strict=True))]
        self.given = [0.0, *accumulate(self.give)]
        self.ink: list[int] = []  # the last character before a place that is not blank
        last = -1
        for i, c in enumerate(text):
            self.ink.append(last)
            if c not in _BLANKS:
                last = i
        self.ink.append(last)

    def lines(self, first: float, rest: float) -> list[Line]:
        count = len(self.text)
        ends = [0]
        while ends[-1] < count:
            measure = rest if len(ends) > 1 else first
            ends.append(self._end(ends[-1], measure))
            if ends[-1] < count and self._gap(ends[-2], ends[-1], measure) > _EVEN:
                self._even_out(ends, first, rest)
        if len(ends) > 2 and self._alone(ends[-2]):
            self._keep_company(ends, first if len(ends) == 3 else rest)
        measures = [first, *[rest] * (len(ends) - 2)]
        return [self._set(a, b, m) for a, b, m in zip(ends, ends[1:], measures, strict=False)]

    def _even_out(self, ends: list[int], first: float, rest: float) -> None:
        """The last line is torn by what would not go into it: it shares that with the lines before it. Each of them may
        end a little earlier, the last one ends where it ends."""
        begin = max(0, len(ends) - 1 - _SHARING)
        ways: dict[int, tuple[float, list[int]]] = {ends[begin]: (0.0, [])}
        for line in range(begin, len(ends) - 1):
            measure, last = rest if line else first, line == len(ends) - 2
            longer: dict[int, tuple[float, list[int]]] = {}
            for end in ends[-1:] if last else self._earlier(ends[line + 1]):
                offers = [
                    (spent + self._gap(start, end, measure) ** 2, [*before, end])
                    for start, (spent, before) in ways.items()
                    if start < end and self._drawn(start, end, measure) <= self._room(start, end) + _EPSILON
                ]
                if offers:
                    longer[end] = min(offers)
            ways = longer
        if ways:
            ends[begin + 1 :] = min(ways.values())[1]

    def _earlier(self, end: int) -> list[int]:
        """Where a line may end that would have ended at `end`."""
        return [end, *(e for e in range(end - 1, max(end - _REACH, 0), -1) if not self.joined[e])]

    def _keep_company(self, ends: list[int], measure: float) -> None:
        """The line before the last gives up what keeps a character from standing alone in that."""
        for end in self._earlier(ends[-2])[1:]:
            if end > ends[-3] and not self._alone(end):
                if self._gap(ends[-3], end, measure) <= _EVEN:
                    ends[-2] = end
                return

    def _alone(self, start: int) -> bool:
        """Whether the paragraph from here on is one character and the marks about it."""
        tail = self.text[start:]
        return len(tail) < _AROUND and sum(c not in _CLOSING and c not in _BLANKS for c in tail) == 1

    def _gap(self, start: int, end: int, measure: float) -> float:
        """By how much each gap of the line is let out so that it fills the measure, in em."""
        slack = measure - self._width(start, end)
        if slack <= _EPSILON:
            return 0.0
        gaps = sum(self._loose(start, self.ink[end]))
        return slack / gaps if gaps else slack

    def _width(self, start: int, end: int) -> float:
        """The natural width of a line: blanks at its end do not count."""
        last = self.ink[end]
        return self.at[last] - self.at[start] + self.widths[last] if last >= start else 0.0

    def _hangs(self, start: int, end: int) -> float:
        """What the mark at the line's end may lose."""
        last = self.ink[end]
        return _HALF if last > start and self.text[last] in _CLOSING else 0.0

    def _end(self, start: int, measure: float) -> int:
        """Where the line ends: with the paragraph, too, where one character would be left alone on a last line and the
        marks can take it in."""
        end, count = self._break(start, measure), len(self.text)
        taken = self._alone(end) and self._drawn(start, count, measure) <= self._room(start, count) + _EPSILON
        return count if taken else end

    def _break(self, start: int, measure: float) -> int:
        count = len(self.text)
        if self._width(start, count) - self._hangs(start, count) <= measure + _EPSILON:
            return count
        reach = min(count, max(start + 1, bisect_right(self.at, self.at[start] + measure + _EPSILON) - 1))
        while reach < count and self.text[reach] in _BLANKS:
            reach += 1
        short = reach
        while short > start and (self.joined[short] or not self._fits(start, short, measure)):
            short -= 1
        long = max(short, start) + 1
        while long < count and self.joined[long] and self._drawn(start, long, measure) <= measure / 2:
            long += 1
        over = max(0.0, self._drawn(start, long, measure))
        possible = not self.joined[long] and over <= self._room(start, long) + _EPSILON
        if short > start:
            under = measure - self._width(start, short)
            return long if possible and over < 0.6 * under else short
        if possible:
            return long
        while reach > start + 1 and (self.fixed[reach] or not self._fits(start, reach, measure)):
            reach -= 1
        while reach < count and self.fixed[reach]:
            reach += 1
        return reach

    def _fits(self, start: int, end: int, measure: float) -> bool:
        return self._drawn(start, end, measure) <= _EPSILON

    def _drawn(self, start: int, end: int, measure: float) -> float:
        """By how much the line is too long once its last mark has lost its blank half."""
        return self._width(start, end) - self._hangs(start, end) - measure

    def _room(self, start: int, end: int) -> float:
        """What the marks inside the line may lose together."""
        last = self.ink[end]
        return self.given[last] - self.given[start] if last > start else 0.0

    def _set(self, start: int, end: int, measure: float) -> Line:
        last = self.ink[end]
        width = self._width(start, end)
        slack = measure - width
        if slack < -_EPSILON:
            drawn = min(0.0, slack + self._hangs(start, end))
            room = self._room(start, end)
            step = drawn / room if room else 0.0
            return Line(start, end, self._offsets(start, end, self.give[start:last], step), measure)
        if end < len(self.text) and slack > _EPSILON:
            loose = self._loose(start, last)
            if slack <= _TOO_LOOSE * sum(loose):
                return Line(start, end, self._offsets(start, end, loose, slack / sum(loose)), measure)
        return Line(start, end, self._offsets(start, end, (), 0.0), width)

    def _offsets(self, start: int, end: int, gaps: Sequence[float], step: float) -> list[float]:
        """Where the characters stand when each gap takes `step` times its share of `gaps`."""
        last = self.ink[end]
        origin = self.at[start]
        offsets = [x - origin for x in self.at[start : last + 1]]
        if step:
            offsets = [x + step * g for x, g in zip(offsets, accumulate(gaps, initial=0.0), strict=True)]
        # Blanks at the end stand where the ink ends: they are there to be copied, not to be seen.
        edge = offsets[-1] + self.widths[last] if offsets else 0.0
        return offsets + [edge] * (end - max(last + 1, start))

    def _loose(self, start: int, last: int) -> list[float]:
        """How much each gap of the line takes of what the line is let out: none inside words, numbers, —— and ……."""
        text = self.text
        loose = [0.0 if self._tight(text[i], text[i + 1], i) else 1.0 for i in range(start, last)]
        if not any(loose):
            loose = [0.0 if self.fixed[i + 1] else 1.0 for i in range(start, last)]
        return loose

    def _tight(self, a: str, b: str, i: int) -> bool:
        if a in _BLANKS or b in _BLANKS:
            return b in _BLANKS
        return self.fixed[i + 1] == 1 or (a < "\u2000" and b < "\u2000") or (a == b and a in _UNBROKEN)


def _joined(text: str, widths: Sequence[float], measure: float) -> tuple[bytearray, bytearray]:
    """Before which characters no line may end; and before which none ever may, however long the word."""
    count = len(text)
    joined, fixed = bytearray(count + 1), bytearray(count + 1)
    for i in range(1, count):
        a, b = text[i - 1], text[i]
        if b in _BLANKS or b in _NO_START or a in _NO_END or (a == b and a in _UNBROKEN):
            joined[i] = 1
        if b == "—" != a and text[i + 1 : i + 2] != "—":  # from — to; a dash is ——
            joined[i] = 1
        if b > "\u02ff" and _attached(a, b):
            joined[i] = fixed[i] = 1
    for match in _TOKEN.finditer(text.translate(_FOLDED)):
        spans = [match.span()]
        if sum(widths[match.start() : match.end()]) > measure:
            spans = [m.span() for m in _PIECE.finditer(text, *match.span())]
        for start, end in spans:
            if end - start > 1 and sum(widths[start:end]) <= measure:
                joined[start + 1 : end] = b"\1" * (end - start - 1)
    return joined, fixed


def _attached(a: str, b: str) -> bool:
    """Whether `b` belongs to the character before it: a combining mark, a variant selector, a joined emoji."""
    return "\u200d" in (a, b) or unicodedata.category(b) in ("Mn", "Me") or "\U0001f3fb" <= b <= "\U0001f3ff"


def _squeezes(text: str) -> list[float]:
    """What is taken out behind each character because two marks meet."""
    result = [0.0] * len(text)
    for i in range(len(text) - 1):
        a, b = text[i], text[i + 1]
        if (b in _OPENING and (a in _CLOSING or a in _OPENING)) or (a in _CLOSING and b in _CLOSING):
            result[i] = _HALF
    return result


def _gives(text: str, squeezed: list[float]) -> list[float]:
    """What may still be taken out behind each character."""
    result = [0.0] * len(text)
    for i in range(len(text) - 1):
        if not squeezed[i] and (text[i] in _CLOSING or text[i + 1] in _OPENING):
            result[i] = _HALF
    return result
