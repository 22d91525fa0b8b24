"""The identities of the edition over all rows and columns: three-valued, with both sides and a sure fix."""

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import MappingProxyType

from clerk_app.check.finding import Finding, Verdicts
from clerk_app.form.identity import Identity, Relation, Side, places
from clerk_app.report.fields import PREVIOUS
from clerk_app.report.model import Report
from clerk_app.report.numbers import write_number
from clerk_app.report.totals import followed

Number = int | Decimal
_HOLDS: dict[Relation, Callable[[Number, Number], bool]] = {"=": operator.eq, "<=": operator.le, ">=": operator.ge}
_FEW = 20  # changed fields: with more all identities are evaluated anew
_VERDICT = {"=": "相差", "<=": "多", ">=": "少"}


def findings(report: Report, found: Verdicts | None = None) -> list[Finding]:
    """One finding for each identity that is complete and does not hold; a blank cell makes it silent."""
    found = found or verdicts(report)
    return [_finding(report, x) for x, broken in zip(report.edition.identities, found.broken, strict=True) if broken]


def verdicts(report: Report, earlier: Verdicts | None = None) -> Verdicts:
    """Of all identities; where `earlier` is of nearly the same report, only those that read a changed number are
    evaluated, and the others are as they were."""
    now, identities = report.values, report.edition.identities
    if earlier and earlier.report.edition is report.edition and earlier.report.level == report.level:
        before = earlier.report.values
        changed = [p for p, v in now.items() if before.get(p) is not v] + [p for p in before if p not in now]
        if len(changed) <= _FEW:
            readers, broken = earlier.readers or places(identities), list(earlier.broken)
            for place in {i for p in changed for i in readers.get(p.removeprefix(PREVIOUS), ())}:
                broken[place] = _broken(report, identities[place])
            return Verdicts(report, broken, readers)
    figures = report.figures
    return Verdicts(report, [not _adds_up(x, figures) and _broken(report, x) for x in identities])


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


def _broken(report: Report, identity: Identity) -> bool:
    if identity.rule.levels and report.level not in identity.rule.levels:
        return False
    return holds(report, identity, _AS_IT_STANDS) is False


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


_AS_IT_STANDS: Mapping[str, Number] = MappingProxyType({})


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
            f"{at}{_spoken(report, identity.left)}{between}{_spoken(report, identity.right)}，"
            f"{_VERDICT[identity.relation]} {write_number(difference)}。"
        )
    return Finding(
        rule.id, rule.level, message, rule.why, rule.advice, identity.cells, difference, fix(report, identity),
        answerable=rule.level == "warning" or rule.answerable,
    )  # fmt: skip


def _spoken(report: Report, side: Side) -> str:
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
        words += f" = {write_number(_total(report, side) or 0)}"
    return words + ("（其余各项为 0）" if len(shown) < len(side) else "")


def fix(report: Report, identity: Identity) -> dict[str, Number] | None:
    """The one number that settles this identity and every other that it is part of; None when no such number is sure.

    Tried by carrying it out: the cell is set, totals follow, and every identity of what has changed is evaluated again.
    """
    cell = identity.settle
    now = report.figure(cell) if cell else None
    if now is None:
        return None
    sign = sum(t.sign for t in identity.left if t.cell == cell and not t.previous)
    sign -= sum(t.sign for t in identity.right if t.cell == cell and not t.previous)
    left, right = _total(report, identity.left), _total(report, identity.right)
    if sign not in (1, -1) or left is None or right is None:
        return None
    wanted = now - sign * (left - right)
    if wanted < 0 and report.edition.cells[cell].kind != "signed":
        return None
    change = followed(report, {cell: wanted}, "")
    after = report.apply(change)
    paths = change.paths
    touched = (x for x in report.edition.identities if not paths.isdisjoint(x.cells))
    return None if any(_broken(after, x) for x in touched) else {cell: wanted}
