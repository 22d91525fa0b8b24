"""Numbers in Chinese text: 3, ３, 三, 一百二十, 1,234, 1.2万, with their measures; and digits that are no number."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from clerk_app.check.prose.vocabulary import Vocabulary

# One character for one: the places in the text stay the same.
FOLDED = str.maketrans("０１２３４５６７８９．％〇();:!?[]［］【】", "0123456789.%零（）；：！？〔〕〔〕〔〕")

# Digits that count nothing: dates, times, numbers of paragraphs, of documents and of articles of a law, telephones,
# addresses of machines.
NO_NUMBER = re.compile(
    r"\d{4}年(?:度|底|末|初|以来)?|(?:\d{1,2}月)?\d{1,2}日|\d{1,2}月份?(?:底|末)?"
    r"|第[零一二三四五六七八九十百\d]{1,6}[个次条款项件批季届章]?|〔\d{4}〕第?\d{1,5}号|\d{1,5}号|\d{3,4}-\d{7,8}|\d{5,}(?=热线|平台|政务|便民)"
    r"|1[3-9]\d{9}(?!\d)|\d{1,2}[:：]\d{2}|\d{4}[.\-/]\d{1,2}[.\-/]\d{1,2}|\d{1,2}[—–\-至~]\d{1,2}月份?|\d+×\d+"
    r"|(?<=[：；。])\d{1,2}[.．、](?![\d\s])"  # 对策：〈1、〉统一认识
    r"|[A-Za-z][A-Za-z0-9.+@:：/_\-]*|一次性|一件事|一站式|一体化|一条龙|一对一|三公|三审|三校|两微|一端"
)
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_CHINESE = "零一二两三四五六七八九十百千万亿"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_ONE = Decimal(1)
_SIGNIFICANT = 24  # digits; a longer run is no number of cases


class Quantity(NamedTuple):
    """A number with its measure; `about` when it is not exact. Money is in 元 (`measure` is as written).
    `step` is what its last digit counts: 1 in 13, 1000 in 1.2万."""

    start: int
    end: int
    value: Decimal
    measure: str
    kind: str  # cases, money, other; empty for a bare number
    about: bool
    step: Decimal


def folded(text: str) -> str:
    """The text with full-width digits and marks as the reader knows them, each character in its place."""
    return text.translate(FOLDED)


@lru_cache(maxsize=16)
def _pattern(vocabulary: Vocabulary) -> re.Pattern[str]:
    def any_of(words: tuple[str, ...] | list[str]) -> str:
        return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))

    numbers = vocabulary.numbers
    return re.compile(
        rf"(?:(?P<arabic>{_ARABIC})(?P<unit>[十百千万亿]{{0,2}})|(?P<chinese>[{_CHINESE}]{{1,16}}))"
        rf"(?P<about>{any_of(numbers['about_after'])})?(?P<more>[万千百])?(?P<too>{any_of(numbers['about_after'])})?"
        rf"(?P<measure>{any_of(list(vocabulary.measures))})?(?P<end>{any_of(numbers['about_end'])})?"
    )


def at(text: str, place: int, vocabulary: Vocabulary) -> Quantity | None:
    """The quantity that begins at `place` of the folded text; None when there is none. Chinese numerals need a measure
    (but 为零); in 2.4万元 the pattern takes 万 as a factor, which gives the same number of 元."""
    match = _pattern(vocabulary).match(text, place)
    if match is None:
        return None
    digits, unit, numeral, about, more, too, measure, end = match.groups("")
    if len(digits) > _SIGNIFICANT:
        return None
    if numeral and not measure and not (numeral == "零" and text[place - 1 : place] in ("为", "是")):
        return None
    value = chinese(numeral) if numeral else arabic(digits, unit)
    if value is None:
        return None
    factor = _UNITS[more] if more else 1
    kind = vocabulary.measures.get(measure, "")
    if kind == "money":
        factor *= {"万元": 10**4, "亿元": 10**8}.get(measure, 1)
    step = _ONE
    if unit or factor != 1 or "." in digits:
        decimals = len(digits.partition(".")[2])
        step = Decimal(10) ** -decimals * (arabic("1", unit) * factor)
    inexact = bool(about or too or end) or text.endswith(vocabulary.numbers["about_before"], max(0, place - 2), place)
    return Quantity(place, match.end(), value * factor, measure, kind, inexact, step)


def arabic(digits: str, units: str) -> Decimal:
    """1,234 and 1.2 with their 万, 千万."""
    value = Decimal(digits.replace(",", ""))
    for unit in units:
        value *= _UNITS[unit]
    return value


def chinese(numeral: str) -> Decimal | None:
    """一百二十三 as 123, 二〇 as 20, 十二 as 12; None for a row of characters that is no number, such as 百千."""
    if all(c in _DIGITS for c in numeral):
        return Decimal("".join(str(_DIGITS[c]) for c in numeral))
    total = section = digit = 0
    known = False
    for c in numeral:
        if c in _DIGITS:
            digit, known = _DIGITS[c], True
        elif _UNITS[c] >= 10**4:
            if not known:
                return None
            before = total if c == "亿" else 0  # 三万亿 multiplies both, 一亿三千万 only the 三千
            total = total - before + (before + section + digit) * _UNITS[c]
            section = digit = 0
        else:
            section += (digit if known and digit else 1) * _UNITS[c]
            digit, known = 0, True
    return Decimal(total + section + digit)
