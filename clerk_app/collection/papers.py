"""What a collection hands out: the upper report, the workbook; and the roster behind it."""

from itertools import chain
from pathlib import Path
from typing import IO

from clerk_app.check.finding import LEVEL_NAMES
from clerk_app.collection.gathering import STATE_NAMES, Collecting
from clerk_app.collection.looking import printed, unpacked
from clerk_app.errors import KnownError
from clerk_app.exchange import roster as units
from clerk_app.exchange import workbook
from clerk_app.form.edition import editions
from clerk_app.report import sources
from clerk_app.report.model import Report
from clerk_app.session import Session, now
from clerk_app.store import document
from clerk_app.store import seal as sealed_files

_FILES = (("文件", 60), ("情况", 14), ("单位", 32), ("年度", 8), ("定稿次数", 10), ("核对码", 22), ("错误", 8),
          ("需说明", 8), ("说明", 80))  # fmt: skip
_FINDINGS = (("单位", 32), ("级别", 10), ("内容", 80), ("单位的说明", 60))


def write_workbook(made: Collecting, file: IO[bytes], own: Report | None = None) -> None:
    """The .xlsx: one row a unit with the sums above as formulas; all files; their findings; who is missing."""
    absent = made.missing()
    lines = (
        workbook.Line(e.unit, f"第 {e.row.revision} 次定稿", e.row.code, e.figures) for e in made.entries("counted")
    )
    extra = (
        [workbook.Line(own.unit, "本级", "", tuple(unpacked(made.edition.cells.values(), made.own_figures(own))))]
        if own
        else []
    )
    files = (
        (printed(str(e.path)), STATE_NAMES[e.state], e.unit, e.row.year or "", e.row.revision or "", e.row.code,
         e.row.errors, e.row.warnings, e.words)
        for e in made.entries()
    )  # fmt: skip
    findings = ((e.unit, LEVEL_NAMES[n.level], n.message, n.reason) for e in made.entries() for n in e.findings)
    sheets = [workbook.Sheet("各份情况", _FILES, files), workbook.Sheet("核对意见", _FINDINGS, findings)]
    if absent:
        sheets.append(workbook.Sheet("未报送", (("单位", 40),), ((unit,) for unit in absent)))
    number = made.count("counted") + len(extra)
    workbook.write(file, made.edition, chain(lines, extra), number, sheets)


def write_report(made: Collecting, path: Path, unit: str = "", own: Report | None = None) -> None:
    """The upper level's report as a new file. Raises KnownError."""
    document.create(path, made.upper(unit, own), now()).close()


def received(path: Path) -> Session:
    """A report to look at as it came, also one that has been altered since it was sealed. Raises KnownError."""
    _, report = sealed_files.verified(path, editions())
    return Session(report, None, path, "")


def roster(path: Path) -> list[str]:
    """The units that have to hand in: those of an earlier collection (.zfnb), or of a list. Raises KnownError."""
    if path.suffix.lower() != ".zfnb":
        return units.read(path)
    found = [s.unit for s in sources.sources(Session.look(path).report)]
    if not found:
        raise KnownError(f"“{path}”不是汇总，里面没有各单位的名单：请选上次汇总的文件，或一份单位名单。")
    return found
