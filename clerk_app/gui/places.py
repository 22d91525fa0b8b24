"""Where a finding is to be seen: the page of the window, and the cell, field or words on it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # the marks alone are needed before there is a report
    from clerk_app.check.finding import Finding, Span
    from clerk_app.form.edition import Edition

Mark = Literal["error", "warning", "blank", "hint", "answered", "done"]
MARKS: tuple[Mark, ...] = ("error", "warning", "blank", "hint", "answered")  # the gravest first
MARK_NAMES: dict[Mark, str] = {
    "error": "错误",
    "warning": "需说明",
    "blank": "未填",
    "hint": "提示",
    "answered": "已说明",
    "done": "完成",
}
COVER = "cover"  # the page that is no part of the form


@dataclass(frozen=True)
class Place:
    """A page of the window (`cover` or a part's key), the path on it, and the words when it is in a text."""

    page: str
    path: str
    span: "Span | None" = None


def mark_of(finding: "Finding") -> Mark:
    """Blank cells and parts block sealing like errors do, but nobody did anything wrong: they have a mark of their own;
    and so has what the clerk has given a reason for, which blocks no more."""
    empty = finding.rule == "BLANK" or (finding.rule == "PART-EMPTY" and finding.level == "error")
    return "answered" if finding.reason else "blank" if empty else finding.level


def place_of(edition: "Edition", finding: "Finding") -> Place:
    if span := finding.passage:
        return Place(page_of(edition, span.part), span.part, span)
    if finding.cells:
        return Place(page_of(edition, finding.cells[0]), finding.cells[0])
    path = finding.field or "unit"
    return Place(page_of(edition, path), path)


def page_of(edition: "Edition", path: str) -> str:
    """The page that shows `path`."""
    if path in edition.cells:
        return edition.part_of(path).key
    return path if any(path == part.key for part in edition.parts) else COVER
