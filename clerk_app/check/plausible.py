"""Numbers that may be right and look wrong: 元 in a cell of 万元, and leaps since last year."""

from decimal import Decimal

from clerk_app.check.finding import Finding, say
from clerk_app.check.turn import Turn
from clerk_app.form.names import cell_name
from clerk_app.form.speech import Money
from clerk_app.report.fields import PREVIOUS
from clerk_app.report.model import Report
from clerk_app.report.numbers import write_number

_SMALL_UNITS = ("township", "street")
_LEAP, _FALL = 5, Decimal("0.2")  # this year / last year
_COUNTS = 10  # a smaller number leaps by nature: 1 → 6


def findings(turn: Turn) -> list[Finding]:
    """P8-UNIT, P9-UNIT, JUMP."""
    units = [f for f in turn.each(_money, turn.report.edition.speech.money) if f]
    told = {c for f in units for c in f.cells}
    # Without the parts of totals, or one leap is told ten times.
    return [*units, *(f for f in turn.each(_leap, turn.report.edition.totals) if f and told.isdisjoint(f.cells))]


def _money(report: Report, money: Money) -> Finding | None:
    number = report.figure(money.cell)
    if not number:
        return None
    before, each = report.figure(PREVIOUS + money.cell), report.figure(money.each)
    unit = report.edition.cells[money.cell].unit
    words: dict[str, object] = {
        "cell": cell_name(report.edition, money.cell),
        "number": write_number(number),
        "unit": unit,
    }
    small = money.small and report.level in _SMALL_UNITS and number > money.small
    whole = money.whole and number >= money.whole and number == int(number)
    if small or whole:
        words["right"] = write_number((Decimal(number) / 10000).normalize())
        return say(money.id, words, cells=[money.cell])
    if before and money.leap and not 1 / money.leap < number / before < money.leap:
        return say(f"{money.id}.leap", words | {"before": write_number(before)}, cells=[money.cell])
    if each and money.least and number / each < money.least:
        return say(f"{money.id}.small", words | {"each": write_number(each)}, cells=[money.cell, money.each])
    return None


def _leap(report: Report, cell: str) -> Finding | None:
    now, before = report.figure(cell), report.figure(PREVIOUS + cell)
    if now is None or not before or max(now, before) < _COUNTS or _FALL <= Decimal(now) / Decimal(before) <= _LEAP:
        return None
    words = {"cell": cell_name(report.edition, cell), "now": write_number(now), "before": write_number(before)}
    return say("JUMP", words, cells=[cell])
