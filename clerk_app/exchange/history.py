"""The history of a report in words, as a table for people: when, what was done, which fields from what to what."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clerk_app.form.edition import Edition
from clerk_app.report.author import author
from clerk_app.report.fields import AUTHOR, LEVEL_NAMES, SEAL, Value, name_of, to_text
from clerk_app.report.model import Changeset, Edit, Report
from clerk_app.report.numbers import shown

HEADER = ("时间", "修改人", "操作", "内容", "项目", "原来", "改为")
ACTS = {"do": "修改", "undo": "撤销", "redo": "重做"}
_FORMULA = ("=", "+", "@", "\t")
_SEALED = "次定稿"


@dataclass(frozen=True)
class Entry:
    """One step of the history: `act` is do, undo or redo."""

    at: str  # ISO 8601
    act: str
    changeset: Changeset


def moments(report: Report, entries: Sequence[Entry]) -> Iterator[Report]:
    """The report as it stood after each step, the newest (which is `report`) first."""
    for entry in reversed(entries):
        yield report
        report = report.apply(entry.changeset.inverse())


def wanted(now: Report, then: Report) -> dict[str, Value | None]:
    """What has to be set to bring `then` back: every cell by name, so that no total follows by itself. Seals are no
    values to go back to, nor is who made the changes."""
    paths = {p for p in {*now.values, *then.values} if now.values.get(p) != then.values.get(p)}
    if not paths:
        return {}
    return {p: then.values.get(p) for p in (*now.edition.cells, *sorted(paths)) if not p.startswith((SEAL, AUTHOR))}


def changes(edition: Edition, changeset: Changeset) -> list[tuple[str, str, str]]:
    """Of each field its name, what stood there and what stands there; of a text the words that differ. Of what a seal
    notes: its code, why the report was opened again, where it was sent."""
    return [row for edit in changeset.edits if edit.path != AUTHOR and (row := _row(edition, edit))]


def _row(edition: Edition, edit: Edit) -> tuple[str, str, str] | None:
    if not edit.path.startswith(SEAL):
        return name_of(edition, edit.path), _said(edit, edit.before), _said(edit, edit.after)
    number, _, kind = edit.path.removeprefix(SEAL).partition("/")
    after = to_text(edit.after or "")
    if kind == "code":
        return f"第 {number} {_SEALED}", "", f"核对码 {after}"
    if kind == "reason":
        return f"第 {int(number) - 1} {_SEALED}", "", f"退回修改：{after}"
    return (f"第 {number} {_SEALED}", "", f"送到“{after.partition(' ')[2]}”") if kind.startswith("sent/") else None


def _said(edit: Edit, value: Value | None) -> str:
    if value is None or value == "":
        return "" if edit.at is not None else "（空）"
    if edit.path == "cover/level":
        return LEVEL_NAMES.get(str(value), str(value))
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else to_text(value)


def sentence(edition: Edition, changeset: Changeset, most: int = 3) -> str:
    """The changes in one line: 自然人·本年新收 3 → 5；…"""
    found = changes(edition, changeset)
    told = [
        f"{name}，{shown(after, 60)}"
        if name.endswith(_SEALED)
        else f"{name} {shown(before, 16) or '（无）'} → {shown(after, 16) or '（删去）'}"
        for name, before, after in found
    ]
    return "；".join(told[:most]) + (f" 等 {len(told)} 项" if len(told) > most else "")


def as_csv(report: Report, entries: Sequence[Entry]) -> bytes:
    """A line a changed field, for spreadsheets: UTF-8 with its mark; nothing in it is a formula. `report` is what the
    entries lead to."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    names = [author(moment) for moment in moments(report, entries)]
    for entry, name in zip(entries, reversed(names), strict=True):
        for row in changes(report.edition, entry.changeset):
            cells = (entry.at[:19].replace("T", " "), name, ACTS[entry.act], entry.changeset.label, *row)
            writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig")
