"""Two looks into a collection: what each unit gave to a sum, and what a report says otherwise than an earlier one."""

import json
from array import array
from dataclasses import dataclass

from clerk_app.collection.gathering import Collecting, Entry
from clerk_app.collection.looking import Number, printed, unpacked
from clerk_app.form.edition import editions
from clerk_app.form.names import cell_name
from clerk_app.report.canonical import section_name
from clerk_app.report.model import Report, empty
from clerk_app.report.numbers import write_number
from clerk_app.report.sources import short
from clerk_app.store.spool import Row

NAMED = 12  # contributions spelt out in a sentence


@dataclass(frozen=True)
class Contribution:
    """What one unit gave to a sum."""

    unit: str
    number: Number


@dataclass(frozen=True)
class Changes:
    """What a report says otherwise than `earlier`, one line a field; `words` names the one it is compared with."""

    words: str
    lines: tuple[str, ...]


def contributions(made: Collecting, cell: str, own: Report | None = None) -> list[Contribution]:
    """All contributions to a cell's sum, in the order of the list, the receiver's own last."""
    at = list(made.edition.cells).index(cell)
    width = made.edition.cells[cell]
    result = [
        Contribution(unit, next(unpacked([width], [array("q", figures)[at]])))
        for unit, figures in made.spool.figures("counted")
    ]
    if own is not None:
        result.append(Contribution(f"{own.unit}（本级）", own.figures[cell]))
    return result


def spoken(name: str, given: list[Contribution]) -> str:
    """“表三·总计·本年新收 57 = 花山镇 12 + …”, the largest first."""
    some = sorted((g for g in given if g.number), key=lambda g: -abs(g.number))
    parts = [f"{short(g.unit)} {write_number(g.number)}" for g in some[:NAMED]]
    if len(some) > NAMED:
        rest = write_number(sum(g.number for g in some[NAMED:]))
        parts.append(f"其余 {len(some) - NAMED} 个单位 {rest}")
    zeros = f"（{len(given) - len(some)} 个单位为 0）" if 0 < len(some) < len(given) else ""
    total = sum(g.number for g in given)
    return f"{name} {write_number(total)} = {' + '.join(parts) or '0'}{zeros}。"


def changes(made: Collecting, entry: Entry) -> Changes | None:
    """What the report says otherwise than the revision before it, as far as that is in this collection or was in an
    earlier one; of a unit's reports of one revision, than the others. None where there is nothing to compare with."""
    row = entry.row
    if not row.code:
        return None
    others = made.spool.others(row)
    before = next((o for o in others if o.revision < row.revision), None)
    if before is None and entry.state in ("duplicate", "copy"):
        before = next((o for o in others if o.revision == row.revision), None)
    if before is None:
        return None
    name = printed(before.path.partition(b"\0")[0].decode("utf-8", "replace")).replace("\\", "/").rpartition("/")[2]
    return Changes(f"第 {before.revision} 次定稿（{name}，{before.code}）", tuple(_different(before, row)))


def _different(before: Row, now: Row) -> list[str]:
    """Cells with both numbers; of a text, or where a report has blank cells, only that it differs."""
    edition = editions()[now.edition]
    bare = empty(edition, {"unit": now.unit, "year": now.year})
    lines: list[str] = []
    if before.figures and now.figures:
        pairs = zip(
            edition.cells,
            *(unpacked(edition.cells.values(), array("q", r.figures)) for r in (before, now)),
            strict=True,
        )
        lines = [f"{cell_name(edition, cell)}：{write_number(a)} → {write_number(b)}" for cell, a, b in pairs if a != b]
    told = edition.tables if before.figures and now.figures else ()
    old, new = (dict[str, str](json.loads(r.sections)) for r in (before, now))
    keys = [key for key in (*old, *new) if old.get(key) != new.get(key) and key not in told]
    return [*lines, *dict.fromkeys(f"{section_name(bare, key)}：有改动" for key in keys)]
