"""The numbers of paragraphs as GB/T 9704 7.3.3 has them: 一、 （一） 1. （1）, and the one that follows."""

import re

_DIGITS = "零一二三四五六七八九"
_MARKER = re.compile(r"([（(]?)(\d{1,2}|[一二三四五六七八九十]{1,3})([)）]|、|[.．](?!\d))")


def marker(paragraph: str) -> str:
    """The number at the beginning of a paragraph with what belongs to it; empty when there is none."""
    match = _MARKER.match(paragraph)
    # A bracket on one side only is text; so is 三. or 二） alone.
    if match is None or bool(match[1]) != (match[3] in ")）"):
        return ""
    return "" if not match[2].isdigit() and match[3] in ".．" else match[0]


def following(number: str) -> str:
    """The marker after this one: （九） → （十）, 1. → 2."""
    match = _MARKER.match(number)
    assert match is not None, number
    value = int(match[2]) if match[2].isdigit() else _value(match[2])
    return match[1] + (str(value + 1) if match[2].isdigit() else _chinese(value + 1)) + match[3]


def _value(numeral: str) -> int:
    tens, ten, ones = numeral.partition("十")
    if not ten:
        return _DIGITS.index(numeral[-1])
    return (_DIGITS.index(tens[-1]) if tens else 1) * 10 + (_DIGITS.index(ones[-1]) if ones else 0)


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return head + (_DIGITS[ones] if ones else "")
