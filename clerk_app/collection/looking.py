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

from clerk_app.check.finding import Severity
from clerk_app.check.run import check
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
    """One finding of a report as kept for the list: `reason` is the unit's written answer."""

    level: Severity
    message: str
    reason: str


def look_at(name: bytes) -> Row:
    """What is in one file. Never raises: whatever is wrong with it is said of it, and the others go on."""
    path = Path(os.fsdecode(name))
    mark = mark_of(name)
    try:
        return _look_at(name, mark, path)
    except KnownError as e:
        return Row(name, mark, "broken", printed(str(e).removeprefix(f"“{path}”")))
    except Exception as e:  # a hostile file may find a way that nobody thought of
        return Row(name, mark, "broken", f"读不了（{type(e).__name__}），请向报送单位另要一份。")


def _look_at(name: bytes, mark: str, path: Path) -> Row:
    said, report = sealed_files.verified(path, editions())
    parent = report.text("cover/parent")
    full = report.unit if report.unit.startswith(parent) else parent + report.unit
    row = Row(
        name, mark, "counted", "", report.unit, folded(report.unit), folded(full), report.year, report.edition.key,
        report.level, parent,
    )  # fmt: skip
    seal = current(report)
    if said.kind != "same" or seal is None:
        return row._replace(kind="unsealed" if said.kind == "unsealed" else "changed", words=said.words)
    findings = check(report, printable=printable).all
    noted = [Noted(f.level, f.message, f.reason or "") for f in findings if f.level != "hint"]
    known = {ANSWER + f.key for f in findings}
    noted += [
        Noted("warning", f"{_place(report, path)}（对照上年数据提出，上年数据不随报）", report.text(path))
        for path in report.values
        if path.startswith(ANSWER) and path not in known
    ]
    errors = sum(n.level == "error" and not n.reason for n in noted)
    sealed = f"{SEAL}{seal.revision}/of/"
    words = f"{seal.words}，{seal.code}"
    if errors:
        words = f"按本机的规则有错误 {errors} 处，没有计入：{next(n.message for n in noted if n.level == 'error')}"
    return row._replace(
        kind="faulty" if errors else "counted",
        words=words,
        revision=seal.revision,
        code=seal.code,
        errors=errors,
        warnings=len(noted) - errors,
        open=sum(n.level == "warning" and not n.reason for n in noted),
        reason=seal.reason,
        figures=b"" if len(report.figures) < len(report.edition.cells) else packed(report).tobytes(),
        findings=json.dumps([[n.level, n.message, n.reason] for n in noted], ensure_ascii=False),
        sections=json.dumps({p.removeprefix(sealed): v for p, v in report.values.items() if p.startswith(sealed)}),
    )


def _place(report: Report, path: str) -> str:
    rule, _, place = path.removeprefix(ANSWER).partition(" ")
    return cell_name(report.edition, place) if place in report.edition.cells else rule


def packed(report: Report) -> "array[int]":
    """All figures of a report without blanks, in the order of the form, in millionths: so counts and money add up
    alike and exactly."""
    return array("q", (int(number * _SCALE) for number in report.figures.values()))


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
