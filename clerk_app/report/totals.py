"""Totals follow their parts while they agree with them or are blank; a total declared otherwise stays as declared."""

from collections.abc import Mapping
from decimal import Decimal

from clerk_app.form.identity import Sum
from clerk_app.report.fields import Value
from clerk_app.report.model import Changeset, Report


def followed(report: Report, wanted: Mapping[str, Value | None], label: str, *, given: bool = False) -> Changeset:
    """The changeset that sets the `wanted` fields and lets the totals above them follow.

    A wanted total is set as wanted. With `given` (data from a file) a total that is not in the data follows its parts
    even if it was declared otherwise before (contract: “a total not given in the same data follows its parts”).
    """
    result = dict(wanted)
    changed = {e.path for e in report.edits_to(wanted)}
    if given:
        changed = set(wanted)
    above = report.edition.sums_above
    for place in sorted({place for path in changed for place in above.get(path, ())}):
        total = report.edition.sums[place]
        if total.total in wanted or not changed.intersection(total.parts):
            continue
        before, now = _sum(report, {}, total), report.figure(total.total)
        if total.total in result and result[total.total] is not None:
            continue  # the other direction (row or column) has moved it already
        new = _sum(report, result, total)
        agrees = now is None or now == before
        if agrees or (given and new is not None):
            result[total.total] = new
            changed.add(total.total)
    return Changeset(report.edits_to(result), label)


def declared(report: Report) -> dict[str, int | Decimal]:
    """Totals that stand with another number than the sum of their parts, and that sum."""
    found: dict[str, int | Decimal] = {}
    for total in report.edition.sums:
        parts, now = _sum(report, {}, total), report.figure(total.total)
        if parts is not None and now is not None and now != parts:
            found.setdefault(total.total, parts)
    return found


def _sum(report: Report, changed: Mapping[str, Value | None], total: Sum) -> int | Decimal | None:
    parts = [changed[p] if p in changed else report.figure(p) for p in total.parts]
    numbers = [n for n in parts if isinstance(n, int | Decimal)]
    return sum(numbers) if len(numbers) == len(parts) else None
