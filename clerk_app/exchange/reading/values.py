"""What a cell of a source says: a number, blank, or something that is to be looked at."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from clerk_app.exchange.reading.words import Words
from clerk_app.form.edition import Cell
from clerk_app.report.numbers import NotANumber, read_number, write_number

_NUMBER = re.compile(r"([+\-－−–—]?[\d０-９][\d０-９,，.．\s]*)(\D*)$")
_SEVERAL = re.compile(r"\d\s{2,}\d")
# The mark of a note behind a number: ① would else be folded to a digit of it. 〔1〕 is what a raised one is read as.
_NOTE = re.compile(r"(?<=\d)\s*([①-⑳⑴-⒇*※]+|[〔\[【]\d{1,2}[】\]〕]|[（(]?注\d?[)）]?)$")


@dataclass(frozen=True)
class Reading:
    """The number of a cell (None: blank) and, when it was not simply a number or blank, what is to be said of it."""

    number: int | Decimal | None
    doubt: str = ""


def looks_like_value(text: str, words: Words) -> bool:
    """Whether `text` may stand in a cell for numbers: blank, a number with or without a unit, a word for nothing."""
    bare = "".join(text.split())
    if not bare or bare in words.nothing or _change(bare, words):
        return True
    match = _NUMBER.match(_NOTE.sub("", bare))
    return match is not None and _unit(match) in ("", *words.measures, *words.money)


def read(text: str, cell: Cell, words: Words) -> Reading:
    """What `text` says in `cell`. Nothing is guessed: what does not fit is blank, with a word on why."""
    bare = "".join(text.split())
    if not bare:
        return Reading(None)
    if _SEVERAL.search(text):
        return Reading(None, "一格里有几个数，没有填。")
    if note := _NOTE.search(bare):
        plain = read(bare[: note.start()], cell, words)
        return replace(plain, doubt=plain.doubt or f"数后面有注号，按 {bare[: note.start()]} 取，请核对。")
    if bare in words.nothing:
        return Reading(None, f"写的是“{bare}”，不是数，没有填；确实没有的请填 0。")
    # 3.00 is a count as a spreadsheet prints it.
    whole = re.sub(r"(?<=\d)[.．][0０]{1,3}$", "", bare) if cell.kind != "money" else bare
    try:
        return Reading(read_number(whole, cell.kind))
    except NotANumber:
        pass
    if cell.kind == "signed" and (told := _change(bare, words)):
        return Reading(read_number(told, cell.kind), f"按 {told} 取，请核对。")
    match = _NUMBER.match(bare)
    if match is None:
        return Reading(None, "不是数，没有填。")
    number, unit = match[1], _unit(match)
    if cell.kind == "money" and unit in words.money:
        return _money(number, unit, cell, words)
    if cell.kind == "money" or unit not in words.measures:
        return Reading(None, "不是这一格的数，没有填。")
    try:
        return Reading(read_number(number, cell.kind))
    except NotANumber:
        return Reading(None, "不是这一格的数，没有填。")


def _unit(match: re.Match[str]) -> str:
    """What stands behind a number, also in brackets: 3（件）."""
    return match[2].strip("()（）")


def _change(bare: str, words: Words) -> str:
    """减8 as -8; empty when `bare` says no change in words."""
    match = re.fullmatch(rf"({'|'.join(map(re.escape, words.change))})([0-9]{{1,9}})[{''.join(words.measures)}]?", bare)
    return words.change[match[1]] + match[2] if match else ""


def _money(number: str, unit: str, cell: Cell, words: Words) -> Reading:
    """An amount with its unit, brought to the unit of the form; where the form prints none it is 元."""
    try:
        amount = read_number(number, "money")
    except NotANumber:
        return Reading(None, "不是金额，没有填。")
    assert isinstance(amount, Decimal), "a number of the kind money"
    wanted = cell.unit or "元"
    if words.money[unit] == words.money[wanted]:
        return Reading(amount)
    exact = (amount / words.money[unit] * words.money[wanted]).normalize()
    try:
        converted = read_number(write_number(exact), "money")
    except NotANumber:
        return Reading(None, f"折合{wanted}后小数太多，没有填。")
    return Reading(converted, f"按{wanted}折算为 {write_number(exact)}，请核对。")
