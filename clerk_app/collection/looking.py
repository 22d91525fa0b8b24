"""One file of a collection: read with suspicion, verified, checked by the receiver's own rules, its figures packed."""

import json
import os
import time
import unicodedata
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from clerk_app.check.finding import Finding, Severity
from clerk_app.check.run import check, check_figures
from clerk_app.errors import KnownError
from clerk_app.form.edition import Cell, editions
from clerk_app.form.names import cell_name
from clerk_app.paper.faces import printable
from clerk_app.report.fields import ANSWER, SEAL
from clerk_app.report.model import Report
from clerk_app.report.numbers import MONEY_PLACES
from clerk_app.report.seal import current
from clerk_app.store import seal as sealed_files
from clerk_app.store.spool import Row

_JUST_WRITTEN = 3.0  # seconds: FAT keeps times to 2 s, so that a file written just now may change unnoticed
_SCALE = 10**MONEY_PLACES
Number = int | Decimal


@dataclass(frozen=True)
class Noted:
    """One finding of a report as kept for the list: `reason` is the unit's written answer, `advice` what to do."""

    level: Severity
    message: str
    reason: str = ""
    advice: str = ""


def glance_at(name: bytes) -> Row:
    """What is in one file, without having read its texts: verified, its figures checked. Never raises: whatever is
    wrong with it is said of it, and the others go on."""
    return _safely(name, whole=False)


def look_at(name: bytes) -> Row:
    """As `glance_at`, and by all rules; eight times the work."""
    return _safely(name, whole=True)


def _safely(name: bytes, *, whole: bool) -> Row:
    path = Path(os.fsdecode(name))
    mark = mark_of(name)
    try:
        return _look_at(name, mark, path, whole=whole)
    except KnownError as e:
        return Row(name, mark, "broken", printed(str(e).removeprefix(f"“{path}”")))
    except Exception as e:  # a hostile file may find a way that nobody thought of
        return Row(name, mark, "broken", f"读不了（{type(e).__name__}），请向报送单位另要一份。")


def _look_at(name: bytes, mark: str, path: Path, *, whole: bool) -> Row:
    said, report = sealed_files.verified(path, editions())
    parent = report.text("cover/parent")
    unit = folded(report.unit)
    full = unit if report.unit.startswith(parent) else folded(parent) + unit
    row = Row(name, mark, "counted", "", report.unit, unit, full, report.year, report.edition.key, report.level, parent)
    seal = current(report)
    if said.kind != "same" or seal is None:
        return row._replace(kind="unsealed" if said.kind == "unsealed" else "changed", words=said.words)
    sealed, figures = f"{SEAL}{seal.revision}/of/", report.figures
    row = row._replace(
        revision=seal.revision,
        code=seal.code,
        reason=seal.reason,
        # Last year's values are checked too and are no content of a seal: such a report is like no other.
        content="" if report.has_previous else seal.digest,
        figures=b"" if len(figures) < len(report.edition.cells) else _packed(figures.values()).tobytes(),
        sections=json.dumps({p.removeprefix(sealed): v for p, v in report.seal_values.items() if p.startswith(sealed)}),
    )
    return judged(row, _found_by_all(report) if whole else _noted(check_figures(report)), pending=not whole)


def judged(row: Row, noted: Iterable[Noted], *, pending: bool = False) -> Row:
    """What becomes of a sealed report by what was found in it; `pending`: its texts have still to be read."""
    noted = list(noted)
    errors = [n.message for n in noted if n.level == "error" and not n.reason]
    words = f"第 {row.revision} 次定稿，{row.code}"
    return row._replace(
        kind="faulty" if errors else "counted",
        words=f"按本机的规则有错误 {len(errors)} 处，没有计入：{errors[0]}" if errors else words,
        errors=len(errors),
        warnings=len(noted) - len(errors),
        open=sum(n.level == "warning" and not n.reason for n in noted),
        findings=json.dumps([[n.level, n.message, n.reason, n.advice] for n in noted], ensure_ascii=False),
        pending=int(pending),
    )


def noted_in(findings: str) -> Iterator[Noted]:
    """The findings as a row keeps them."""
    return (Noted(*n) for n in json.loads(findings))


def _noted(findings: Iterable[Finding]) -> list[Noted]:
    return [Noted(f.level, f.message, f.reason or "", f.advice) for f in findings if f.level != "hint"]


def _found_by_all(report: Report) -> list[Noted]:
    """By all rules; and the answers to what the unit's program found beside last year's report."""
    findings = check(report, printable=printable).all
    known = {ANSWER + f.key for f in findings}
    more = [
        Noted("warning", f"{_place(report, path)}（对照上年数据提出，上年数据不随报）", report.text(path))
        for path in report.values
        if path.startswith(ANSWER) and path not in known
    ]
    return _noted(findings) + more


def _place(report: Report, path: str) -> str:
    rule, _, place = path.removeprefix(ANSWER).partition(" ")
    return cell_name(report.edition, place) if place in report.edition.cells else rule


def packed(report: Report) -> "array[int]":
    """All figures of a report without blanks, in the order of the form, in millionths: so counts and money add up
    alike and exactly."""
    return _packed(report.figures.values())


def _packed(figures: Iterable[Number]) -> "array[int]":
    return array("q", [int(number * _SCALE) for number in figures])


def unpacked(cells: Iterable[Cell], numbers: Iterable[int]) -> Iterator[Number]:
    """The numbers of these cells as `packed` took them."""
    for cell, number in zip(cells, numbers, strict=True):
        if cell.kind != "money":
            yield number // _SCALE
        else:
            money = Decimal(number).scaleb(-MONEY_PLACES)
            yield money.quantize(Decimal(1)) if money == money.to_integral() else money.normalize()


def mark_of(name: bytes) -> str:
    """By what a file is known to be unchanged; empty when that cannot be known."""
    try:
        found = os.stat(name)  # noqa: PTH116 - a tenth of the time of Path.stat, and bytes
    except (OSError, ValueError):
        return ""
    if time.time() - found.st_mtime < _JUST_WRITTEN:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def folded(unit: str) -> str:
    """A unit's name for comparing: no blanks, no full-width letters."""
    return "".join(unicodedata.normalize("NFKC", unit).split())


def printed(text: str) -> str:
    """A sentence with a path in it that may not be text."""
    return text.encode("utf-8", "replace").decode()
