"""What a collection hands out: the upper report, the workbook, notes of what to correct; and the roster behind it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import IO

from clerk_app.check.finding import LEVEL_NAMES
from clerk_app.collection.gathering import STATE_NAMES, Collecting, Entry
from clerk_app.collection.looking import printed, unpacked
from clerk_app.errors import KnownError
from clerk_app.exchange import handout, workbook
from clerk_app.exchange import roster as units
from clerk_app.paper import note
from clerk_app.report import sources
from clerk_app.report.fields import ANSWER, COVER, Value, name_of, to_text
from clerk_app.report.model import Report
from clerk_app.session import Session, now
from clerk_app.store import document

_FILES = (("文件", 60), ("情况", 14), ("单位", 32), ("年度", 8), ("定稿次数", 10), ("核对码", 22), ("错误", 8),
          ("需说明", 8), ("说明", 80))  # fmt: skip
_FINDINGS = (("单位", 32), ("级别", 10), ("内容", 80), ("单位的说明", 60))


def write_workbook(made: Collecting, file: IO[bytes], own: Report | None = None, absent: Sequence[str] = ()) -> None:
    """The .xlsx: one row a unit with the sums above as formulas; all files; their findings; who is missing."""
    lines = (workbook.Line(e.unit, f"第 {e.revision} 次定稿", e.code, e.figures) for e in made.entries("counted"))
    extra = [workbook.Line(own.unit, "本级", "", tuple(unpacked(made.edition, made.own_figures(own))))] if own else []
    files = (
        (printed(str(e.path)), STATE_NAMES[e.state], e.unit, e.year or "", e.revision or "", e.code, e.errors,
         e.warnings, e.words)
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


def changes(earlier: Report, later: Report) -> list[str]:
    """What a later report of the same unit says otherwise, in the order of the paper: one line a field."""
    edition = later.edition
    fields = (*COVER, *edition.passages, *edition.cells)
    reasons = sorted({p for r in (earlier, later) for p in r.values if p.startswith(ANSWER)})
    lines: list[str] = []
    for path in (*fields, *reasons):
        before, after = (r.values.get(path) for r in (earlier, later))
        if before != after:
            long = path in edition.passages or path.startswith(ANSWER)
            how = "有改动" if long else f"{_shown(before)} → {_shown(after)}"
            lines.append(f"{name_of(edition, path)}：{how}")
    return lines


def _shown(value: Value | None) -> str:
    return "（空）" if value is None else to_text(value)


def notes(made: Collecting) -> Iterator[tuple[str, bytes]]:
    """A note of what to correct for each file that was refused or has findings: file name and PDF."""
    used: Counter[str] = Counter()
    for entry in made.entries():
        if entry.state != "copy" and (entry.refused or entry.findings):
            name = handout.safe_name(f"{entry.unit or entry.path.stem}_{entry.year or ''}年报", 120)
            used[name] += 1
            again = f"_{used[name]}" if used[name] > 1 else ""
            yield f"{name}_退回单{again}.pdf", note.make(_note(entry))


def _note(entry: Entry) -> note.Note:
    facts = [
        ("单　　位", entry.unit or "（读不出）"),
        ("报告年度", f"{entry.year}年" if entry.year else "（读不出）"),
        ("文　　件", printed(entry.path.name)),
        ("核 对 码", entry.code or "（没有）"),
        ("情　　况", STATE_NAMES[entry.state]),
    ]
    said = [
        f"{i}. 【{LEVEL_NAMES[n.level]}】{n.message}" + (f"（单位说明：{n.reason}）" if n.reason else "")
        for i, n in enumerate(entry.findings, 1)
    ]
    lists = [("核对意见", said)] if said else []
    if entry.refused:
        lists.insert(0, ("没有计入的原因", [entry.words]))
    return note.Note("政府信息公开工作年度报告退回单", facts, lists)


def roster(path: Path) -> list[str]:
    """The units that have to hand in: those of an earlier collection (.zfnb), or of a list. Raises KnownError."""
    if path.suffix.lower() != ".zfnb":
        return units.read(path)
    found = [s.unit for s in sources.sources(Session.look(path).report)]
    if not found:
        raise KnownError(f"“{path}”不是汇总，里面没有各单位的名单：请选上次汇总的文件，或一份单位名单。")
    return found
