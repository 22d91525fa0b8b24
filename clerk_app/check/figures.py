"""The identities of the edition over all rows and columns: three-valued, with both sides and a sure fix."""

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import compress
from types import MappingProxyType

from clerk_app.check.finding import Finding
from clerk_app.check.turn import Turn
from clerk_app.form.identity import Identity, Relation, Side
from clerk_app.report.fields import PREVIOUS
from clerk_app.report.model import Report
from clerk_app.report.numbers import write_number
from clerk_app.report.totals import followed

Number = int | Decimal
_HOLDS: dict[Relation, Callable[[Number, Number], bool]] = {"=": operator.eq, "<=": operator.le, ">=": operator.ge}
_AS_IT_STANDS: Mapping[str, Number] = MappingProxyType({})
_VERDICT = {"=": "相差", "<=": "多", ">=": "少"}


def findings(turn: Turn) -> list[Finding]:
    """One finding for each identity that is complete and does not hold; a blank cell makes it silent."""
    identities = turn.report.edition.identities
    if turn.first:
        figures = turn.report.figures
        broken: Sequence[bool] = [not _adds_up(x, figures) and _broken(turn.report, x) for x in identities]
    else:
        broken = turn.each(_broken, identities)
    return list(turn.each(_finding, list(compress(identities, broken))))


def _adds_up(identity: Identity, figures: Mapping[str, Number]) -> bool:
    """Whether it says that two sums are equal, and they are: nearly all identities of nearly all reports, found so in a
    quarter of the time."""
    if identity.added is None:
        return False
    left, right = identity.added
    try:
        return sum(map(figures.__getitem__, left)) == sum(map(figures.__getitem__, right))
    except KeyError:  # a blank cell
        return False


def _broken(report: Report, identity: Identity, changed: Mapping[str, Number] = _AS_IT_STANDS) -> bool:
    if identity.rule.levels and report.level not in identity.rule.levels:
        return False
    return holds(report, identity, changed) is False


def holds(report: Report, identity: Identity, changed: Mapping[str, Number]) -> bool | None:
    """Whether the identity holds with some of this year's cells changed; None when a cell is blank."""
    left, right = _total(report, identity.left, changed), _total(report, identity.right, changed)
    return None if left is None or right is None else _HOLDS[identity.relation](left, right)


def gap(report: Report, identity: Identity) -> Number | None:
    """Left side less right side; None when a cell is blank."""
    left, right = _total(report, identity.left), _total(report, identity.right)
    return None if left is None or right is None else left - right


def _number(report: Report, cell: str, previous: bool) -> Number | None:
    return report.figure(PREVIOUS + cell if previous else cell)


def _total(report: Report, side: Side, changed: Mapping[str, Number] = _AS_IT_STANDS) -> Number | None:
    """The sum of a side; None as soon as one of its cells is blank."""
    total: Number = 0
    figure = report.figure
    for sign, cell, _, previous, constant, _ in side:
        if not cell:
            number = constant
        elif previous:
            number = figure(PREVIOUS + cell)
        else:
            number = changed[cell] if cell in changed else figure(cell)
        if number is None:
            return None
        total += sign * number
    return total


def _finding(report: Report, identity: Identity) -> Finding:
    rule = identity.rule
    left, right = _total(report, identity.left), _total(report, identity.right)
    assert left is not None
    assert right is not None
    difference = abs(left - right)
    if rule.says:
        message = rule.says.format(at=identity.at, left=write_number(left), right=write_number(right))
    else:
        between = {"=": "，", "<=": " 大于 ", ">=": " 小于 "}[identity.relation]
        at = f"{identity.at}：" if identity.at else ""
        message = (
            f"{at}{_spoken(report, identity.left, left)}{between}{_spoken(report, identity.right, right)}，"
            f"{_VERDICT[identity.relation]} {write_number(difference)}。"
        )
    return Finding(
        rule.id, rule.level, message, rule.why, rule.advice, identity.cells, difference,
        _fix(report, identity, left - right),
        answerable=rule.level == "warning" or rule.answerable,
    )  # fmt: skip


def _spoken(report: Report, side: Side, total: Number) -> str:
    """`本年新收 5 + 上年结转 0 = 5`; of a group only what is not zero: `予以公开 2 + 部分公开 1 = 3（其余为 0）`."""
    shown = [t for t in side if not t.grouped or _number(report, t.cell, t.previous) != 0]
    if len(shown) < len(side) and not shown:
        return "各项之和为 0"
    words = ""
    for i, term in enumerate(shown):
        number = _number(report, term.cell, term.previous) if term.cell else term.constant
        assert number is not None
        named = f"{term.name} {write_number(number)}" if term.cell else write_number(number)
        words += named if i == 0 and term.sign > 0 else f" {'+' if term.sign > 0 else '-'} {named}"
    if len(shown) > 1:
        words += f" = {write_number(total)}"
    return words + ("（其余各项为 0）" if len(shown) < len(side) else "")


def _fix(report: Report, identity: Identity, difference: Number) -> dict[str, Number] | None:
    """The one number that settles this identity and every other that it is part of; None when no such number is sure.

    Tried by carrying it out: the cell is set, totals follow, and every identity of what changes is evaluated again.
    """
    cell = identity.settle
    now = report.figure(cell) if cell else None
    if now is None:
        return None
    sign = sum(t.sign for t in identity.left if t.cell == cell and not t.previous)
    sign -= sum(t.sign for t in identity.right if t.cell == cell and not t.previous)
    if sign not in (1, -1):
        return None
    wanted = now - sign * difference
    if wanted < 0 and report.edition.cells[cell].kind != "signed":
        return None
    change = followed(report, {cell: wanted}, "")
    after = {e.path: e.after for e in change.edits if isinstance(e.after, Number)}
    touched = {i: report.edition.identities[i] for path in after for i in report.edition.readers.get(path, ())}
    return None if any(_broken(report, x, after) for x in touched.values()) else {cell: wanted}
