"""Numbers as people write them, to int and Decimal and back. Blank, 0 and n are three things."""

import re
import unicodedata
from decimal import Decimal

from clerk_app.errors import KnownError
from clerk_app.form.outline import Kind

MAX_COUNT = 10**12
MONEY_PLACES = 6  # 万元 to the 分 (domain: up to 6 places)

_COUNT = re.compile(r"\d+$")
_SIGNED = re.compile(r"[+-]?\d+$")
_MONEY = re.compile(r"\d+(\.\d+)?$")
_GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?$")
_APART = re.compile(r"\d \d")
_SPACED = re.compile(r"[+-]? ?\d{1,3}( \d{3})+(\.\d+)?$")
# Full-width forms and the minus signs of input methods; not ² ① ⒈, which NFKC would take for digits.
_FOLDED = str.maketrans("０１２３４５６７８９，．。＋－−–—﹣", "0123456789,..+-----")


class NotANumber(KnownError):
    """A text that is no number of the wanted kind."""


def read_number(text: str, kind: Kind) -> int | Decimal | None:
    """The number in `text`, None when it is blank. Full-width digits, thousands separators and blanks are folded.

    Raises NotANumber for anything else: a sign where none may be, a unit, 无, “/”, “—”, a fraction of a count, digits
    with a blank between them that parts no thousands (1 2 may be two numbers).
    """
    words = " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split()).translate(_FOLDED)
    if _APART.search(words) and not _SPACED.match(words):
        raise NotANumber(f"“{shown(text)}”中间有空格，看不出是一个数还是几个数。")
    folded = words.replace(" ", "")
    if not folded:
        return None
    if "," in folded and _GROUPED.match(folded):
        folded = folded.replace(",", "")
    pattern = {"count": _COUNT, "signed": _SIGNED, "money": _MONEY}[kind]
    if not folded.isascii() or not pattern.match(folded) or len(folded) > 20:
        raise NotANumber(f"“{shown(text)}”{_WHY[kind]}")
    number = Decimal(folded) if kind == "money" else int(folded)
    return checked(number, kind)


def checked(number: object, kind: Kind) -> int | Decimal:
    """`number` itself when a cell of `kind` can hold it. Raises NotANumber; a float has lost digits already."""
    said = f"“{shown(str(number))}”"
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        raise NotANumber(said + _WHY[kind])
    if kind == "money":
        number = Decimal(number)
        if not number.is_finite() or number.is_signed():
            raise NotANumber(said + _WHY[kind])
        exponent = number.as_tuple().exponent
        if not isinstance(exponent, int) or exponent < -MONEY_PLACES:
            raise NotANumber(f"{said}的小数超过 {MONEY_PLACES} 位，请四舍五入后再填。")
    elif isinstance(number, Decimal) or (kind == "count" and number < 0):
        raise NotANumber(said + _WHY[kind])
    if abs(number) >= MAX_COUNT:
        raise NotANumber(said + "太大了，请核对。")
    return number


def write_number(number: int | Decimal) -> str:
    """Plain digits as stored and printed: no exponent, no separators, the places as they were given."""
    return format(number, "f") if isinstance(number, Decimal) else str(number)


def shown(text: str, length: int = 20) -> str:
    """A user's text inside a sentence: one line, not longer than `length` characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= length else line[: length - 1] + "…"


_WHY: dict[Kind, str] = {
    "count": "不是件数：请填 0 或正整数，不带正负号、单位和文字。",
    "signed": "不是整数：请填整数，减少的填负数，如 -8，不带单位和文字。",
    "money": "不是金额：请填 0 或正的小数，如 1.25，不带单位和文字。",
}
