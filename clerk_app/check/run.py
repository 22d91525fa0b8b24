"""All checks over one report: called after every edit, pure, no clock (the dates that count are in the report)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from clerk_app.check import (
    completeness,
    contents,
    figures,
    glyphs,
    leftovers,
    passages,
    plausible,
    privacy,
    rates,
    repeated,
    structure,
    sums,
    wording,
)
from clerk_app.check.bindings import paragraphs
from clerk_app.check.causes import causes
from clerk_app.check.deadline import deadline_of
from clerk_app.check.finding import SEVERITIES, Finding, Findings, Span
from clerk_app.check.turn import Turn
from clerk_app.report.fields import ANSWER
from clerk_app.report.model import Report
from clerk_app.report.passage import printed, resolved


def check(
    report: Report,
    deadline: date | None = None,
    printable: Callable[[str], bool] = lambda character: True,
    earlier: Findings | None = None,
    give_way: Callable[[], object] = lambda: None,
) -> Findings:
    """All findings, the gravest first and within a level in the order of the paper.

    `deadline` is the day by which the report must be handed in; left out, that of 条例 49 for the report's level.
    `printable` tells whether a face has the character: the faces are the paper's, which is not known here. With what
    was found `earlier` in nearly the same report the same is found with less work. `give_way` is called now and then,
    for whoever has something to save meanwhile.
    """
    read = printed(report)  # the texts as they are read: figure fields are the tables' numbers
    turn = Turn(read, earlier.kept if earlier else None, give_way)
    written = paragraphs(read)
    due = deadline or deadline_of(read.year, level=read.level)
    frame, parts, words, more = turn.of_words(_of_words, due, printable)
    found = [
        *figures.findings(turn),
        *completeness.findings(turn),
        *frame,
        *plausible.findings(turn),
        *parts,
        *passages.findings(turn, written),
        *sums.findings(turn, written),
        *rates.findings(turn, written),
        *words,
        *sums.lists(turn, written),
        *more,
    ]
    stored = partial(_stored, report)
    if read is not report:
        found = [replace(f, passage=stored(f.passage)) if f.passage else f for f in found]
    found = _in_order(report, found)
    by_part = completeness.filled(report)
    return Findings(
        tuple(found), sum(n for n, _ in by_part.values()), sum(of for _, of in by_part.values()), by_part,
        partial(causes, read, found, stored), turn.kept,
    )  # fmt: skip


def check_figures(report: Report) -> tuple[Finding, ...]:
    """What of that is found without reading a text: of the cover, the arithmetic, the blanks. A twentieth of the time,
    for whoever has thousands of reports to look at; `check` finds it all again."""
    turn = Turn(report)
    found = [
        *figures.findings(turn),
        *completeness.findings(turn),
        *structure.findings(report, deadline_of(report.year, level=report.level)),
        *plausible.findings(turn),
    ]
    return tuple(_in_order(report, found)) if found else ()


def _in_order(report: Report, found: list[Finding]) -> list[Finding]:
    """With the clerk's reasons, the gravest first and within a level in the order of the paper."""
    found = [_answered(report, f) for f in found]
    return sorted(found, key=lambda f: (SEVERITIES.index(f.level), _place(report.edition.places, f)))


def _of_words(
    report: Report, deadline: date, printable: Callable[[str], bool]
) -> tuple[list[Finding], list[Finding], list[Finding], list[Finding]]:
    """What is found whatever the numbers are: of the cover, of the parts of the text, of its words, of its characters.
    A figure that is typed does not have the text read again."""
    return (
        structure.findings(report, deadline),
        contents.findings(report),
        [
            *leftovers.findings(report),
            *wording.findings(report),
            *repeated.findings(report),
            *privacy.findings(report),
        ],
        glyphs.findings(report, printable),
    )


def _place(order: Mapping[str, int], finding: Finding) -> tuple[int, int]:
    """Where on the paper it stands: the cover first, then passages and cells."""
    if finding.passage:
        return order.get(finding.passage.part, -1), finding.passage.start
    return order.get(finding.cells[0] if finding.cells else finding.field, -1), 0


def _stored(report: Report, span: Span) -> Span:
    """A place of the text as it is read in the text as it is stored, where a figure field is longer than its number."""
    if span.part not in report.edition.passages:
        return span
    start, end = resolved(report, span.part).span(span.start, span.end)
    return span._replace(start=start, end=end)


def _answered(report: Report, finding: Finding) -> Finding:
    """The finding with the clerk's reason, where it may have one and has."""
    reason = report.text(ANSWER + finding.key) if finding.answerable else ""
    return replace(finding, reason=reason) if reason else finding
