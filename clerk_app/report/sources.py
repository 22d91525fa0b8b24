"""Where the sums of an upper-level report come from: what each unit gave, kept in the report itself, legibly.

One value a unit, `source/1`, …: its name, its seal, and its figures in the order of the form. They are no content of
the report: no seal fixes them, and they do not go upwards.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from clerk_app.errors import KnownError
from clerk_app.form.edition import Edition
from clerk_app.form.names import cell_name
from clerk_app.report.fields import SOURCE, to_text
from clerk_app.report.model import Report
from clerk_app.report.numbers import read_number, write_number

LIMIT = 1_000  # sources kept in a file; a county has some 30, a city some 200. The workbook has all
_NAMED = 12  # contributions spelt out in a sentence

Number = int | Decimal


@dataclass(frozen=True)
class Source:
    """What one report gave. `seal`: its check code and revision, as words."""

    unit: str
    seal: str
    figures: Mapping[str, Number]


def source_values(sources: Iterable[Source], edition: Edition) -> dict[str, str]:
    """The values that keep them in a report."""
    return {
        f"{SOURCE}{i}": "\n".join((s.unit, s.seal or "—", " ".join(to_text(s.figures[c]) for c in edition.cells)))
        for i, s in enumerate(sources, 1)
    }


def sources(report: Report) -> list[Source]:
    """In their order; none for a report that is no collection. Raises KnownError for one that cannot be read."""
    numbered = sorted((int(p.removeprefix(SOURCE)), p) for p in report.values if p.startswith(SOURCE))
    return [_source(report, path) for _, path in numbered]


def _source(report: Report, path: str) -> Source:
    try:
        unit, seal, line = report.text(path).split("\n")
        pairs = zip(report.edition.cells.values(), line.split(" "), strict=True)
        figures = {cell.path: number for cell, text in pairs if (number := read_number(text, cell.kind)) is not None}
    except (ValueError, KnownError):
        raise KnownError("这份汇总里记录来源的地方不完整，查不到各单位的数；汇总数本身不受影响。") from None
    return Source(unit, seal, figures)


def trace(report: Report, cell: str) -> str:
    """“表三·总计·本年新收 57 = 花山镇 12 + …”, the largest first; empty for a report that is no collection."""
    given = [(s.figures[cell], short(s.unit)) for s in sources(report)]
    now = report.figure(cell)
    if not given or now is None:
        return ""
    some = sorted((g for g in given if g[0]), key=lambda g: -abs(g[0]))
    parts = [f"{name} {write_number(number)}" for number, name in some[:_NAMED]]
    if len(some) > _NAMED:
        parts.append(f"其余 {len(some) - _NAMED} 个单位 {write_number(sum(n for n, _ in some[_NAMED:]))}")
    total = sum(number for number, _ in given)
    zeros = f"（{len(given) - len(some)} 个单位为 0）" if len(some) < len(given) else ""
    said = f"{cell_name(report.edition, cell)} {write_number(total)} = {' + '.join(parts) or '0'}{zeros}"
    if total != now:
        said += f"；表里填的是 {write_number(now)}，与各单位合计不同"
    return said + "。"


def short(unit: str) -> str:
    """花山镇 for 花山镇人民政府."""
    return unit.removesuffix("人民政府") or unit
