"""Numbers that may be right and look wrong: 元 in a cell of 万元, and leaps since last year."""

from collections.abc import Iterator
from decimal import Decimal

from clerk_app.check.finding import Finding, say
from clerk_app.form.names import cell_name
from clerk_app.form.speech import Money
from clerk_app.report.fields import PREVIOUS
from clerk_app.report.model import Report
from clerk_app.report.numbers import write_number

_SMALL_UNITS = ("township", "street")
_LEAP, _FALL = 5, Decimal("0.2")  # this year / last year
_COUNTS = 10  # a smaller number leaps by nature: 1 → 6


def findings(report: Report) -> list[Finding]:
    """P8-UNIT, P9-UNIT, JUMP."""
    units = [f for m in report.edition.speech.money for f in _money(report, m)]
    told = {c for f in units for c in f.cells}
    return [*units, *(f for f in _leaps(report) if told.isdisjoint(f.cells))]


def _money(report: Report, money: Money) -> Iterator[Finding]:
    number = report.figure(money.cell)
    if not number:
        return
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
        yield say(money.id, words, cells=[money.cell])
    elif before and money.leap and not 1 / money.leap < number / before < money.leap:
        yield say(f"{money.id}.leap", words | {"before": write_number(before)}, cells=[money.cell])
    elif each and money.least and number / each < money.least:
        yield say(f"{money.id}.small", words | {"each": write_number(each)}, cells=[money.cell, money.each])


def _leaps(report: Report) -> Iterator[Finding]:
    """Totals and single counts against last year's; without the parts of totals, or one leap is told ten times."""
    if not report.has_previous:
        return
    parts = {p for s in report.edition.sums for p in s.parts}
    for path, cell in report.edition.cells.items():
        now, before = report.figure(path), report.figure(PREVIOUS + path)
        if path in parts or cell.kind == "signed" or now is None or not before:
            continue
        ratio = Decimal(now) / Decimal(before)
        if max(now, before) >= _COUNTS and (ratio > _LEAP or ratio < _FALL):
            words = {"cell": cell_name(report.edition, path), "now": write_number(now), "before": write_number(before)}
            yield say("JUMP", words, cells=[path])
