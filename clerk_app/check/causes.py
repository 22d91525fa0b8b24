"""Several findings with one cause: the cell, or the number of the text, whose correction settles most of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from clerk_app.check.bindings import bindings
from clerk_app.check.figures import Number, gap, holds
from clerk_app.check.finding import Cause, Finding, Span
from clerk_app.check.passages import slips
from clerk_app.form.identity import Identity
from clerk_app.form.names import cell_name
from clerk_app.report.model import Report, empty
from clerk_app.report.numbers import write_number

_TRIED = 60  # cells, and numbers of the text, at most are tried: the time stays bounded


def causes(report: Report, findings: Sequence[Finding], stored: Callable[[Span], Span]) -> tuple[Cause, ...]:
    """Groups of at least two findings that one number would settle, those of the tables before those of the text; a
    finding is in one at most. `stored` is the place in the stored text of one in the text as it is read."""
    found = _of_tables(report, findings)
    return (*found, *_of_text(report, findings, stored, found))


def _of_tables(report: Report, findings: Sequence[Finding]) -> tuple[Cause, ...]:
    """The largest first.

    A number is tried by carrying it out: totals that agree with their parts follow it, every identity it touches is
    evaluated again, and what it breaks counts against it.
    """
    rules = {r.id for r in report.edition.rules if r.level == "error"}
    left: list[Finding] = [f for f in findings if f.rule in rules]
    if len(left) < 2:
        return ()
    identities = report.edition.identities
    touching = {cell: [identities[i] for i in places] for cell, places in report.edition.readers.items()}
    # Where several cells would settle as many: what the text says, else the one that the form's rules name.
    named = {x.settle for x in identities}
    found: list[Cause] = []
    while len(left) > 1:
        tried = [((len(c.findings), not _is_total(report, c.cells[0])), c) for c in _tries(report, left, touching)]
        if not tried:
            break
        most = max(rank for rank, _ in tried)
        likely = [c for rank, c in tried if rank == most]
        best = likely[0]
        if len(likely) > 1:
            best = max(likely, key=lambda c: (_confirmed(report, c), c.cells[0] in named))
        found.append(best)
        left = [f for f in left if f not in best.findings]
    return tuple(found)


def _of_text(
    report: Report, findings: Sequence[Finding], stored: Callable[[Span], Span], known: Sequence[Cause]
) -> Iterator[Cause]:
    """Numbers that differ from the table and from the same number elsewhere in the text, but those that a cause in
    the tables would have agree."""
    by_place = {(f.rule, f.message, f.passage): f for f in findings if f.passage}
    wrong = tuple(islice(slips(report), _TRIED))
    right: set[Span] = set()
    for cause in known if wrong else ():
        right |= {b.span for b in bindings(_after(report, cause)) if b.agrees}
    for slip in wrong:
        places = [(f.rule, f.message, stored(f.passage)) for f in slip.findings if f.passage]
        settled = tuple(by_place[place] for place in places if place in by_place)
        if len(settled) < 2 or slip.said.span in right:
            continue
        said = slip.said.said
        message = (
            f"{report.edition.part(said.part).heading}写“{said.text.replace(chr(10), '')}”，"
            f"如果是 {slip.wanted}，这 {len(settled)} 处就都对上了。"
        )
        yield Cause(slip.said.cells, None, settled, message, stored(said))


def _after(report: Report, cause: Cause) -> Report:
    """The report with the number of a cause in its tables."""
    assert cause.value is not None
    return empty(report.edition, {**report.values, **_followed(report, cause.cells[0], cause.value)})


def _is_total(report: Report, cell: str) -> bool:
    return any(s.total == cell for s in report.edition.sums)


def _confirmed(report: Report, cause: Cause) -> int:
    """How many numbers of the text disagree with the tables now and would agree then, less those the other way."""
    then = {b.span: b.agrees for b in bindings(_after(report, cause))}
    pairs = [(b.agrees, then.get(b.span)) for b in bindings(report)]
    return pairs.count((False, True)) - pairs.count((True, False))


def _tries(report: Report, left: list[Finding], touching: Mapping[str, list[Identity]]) -> Iterable[Cause]:
    """What correcting each of the cells would settle, where it settles at least two findings and breaks nothing."""
    by_place = {(f.rule, f.cells): f for f in left}
    often: dict[str, int] = {}
    for f in left:
        for cell in f.cells:
            often[cell] = often.get(cell, 0) + 1
    for cell in sorted(often, key=lambda c: -often[c])[:_TRIED]:
        for wanted in {w for x in touching[cell] if (w := _wanted(report, x, cell)) is not None}:
            changed = _followed(report, cell, wanted)
            settled: list[Finding] = []
            broken = 0
            for identity in {id(x): x for c in changed for x in touching.get(c, ())}.values():
                finding = by_place.get((identity.rule.id, identity.cells))
                after = holds(report, identity, changed)
                if finding and after:
                    settled.append(finding)
                elif not finding and after is False and holds(report, identity, {}) is not False:
                    broken += 1
            if len(settled) > 1 and broken == 0:
                yield _cause(report, cell, wanted, settled)


def _wanted(report: Report, identity: Identity, cell: str) -> Number | None:
    """The number of the cell with which the identity would hold; None when there is none."""
    now = report.figure(cell)
    sign = sum(t.sign for t in identity.left if t.cell == cell and not t.previous)
    sign -= sum(t.sign for t in identity.right if t.cell == cell and not t.previous)
    off = gap(report, identity)
    if now is None or not off or identity.relation != "=" or sign not in (1, -1):
        return None
    wanted = now - sign * off
    return wanted if wanted >= 0 or report.edition.cells[cell].kind == "signed" else None


def _followed(report: Report, cell: str, wanted: Number) -> dict[str, Number]:
    """The cell with its new number, and the totals that agree with their parts now and so would follow it."""
    changed: dict[str, Number] = {cell: wanted}
    for total in report.edition.sums:
        moved = [p for p in total.parts if p in changed]
        now = report.figure(total.total)
        numbers = [report.figure(p) for p in total.parts]
        if not moved or total.total in changed or now is None or None in numbers:
            continue
        if sum(n for n in numbers if n is not None) == now:
            changed[total.total] = now + sum(changed[p] - (report.figure(p) or 0) for p in moved)
    return changed


def _cause(report: Report, cell: str, wanted: Number, settled: list[Finding]) -> Cause:
    name, now = cell_name(report.edition, cell), report.figure(cell)
    message = (
        f"{name}如果是 {write_number(wanted)}（现在是 {write_number(now or 0)}），这 {len(settled)} 处就都对上了。"
    )
    others = sorted({c for f in settled for c in f.cells} - {cell}, key=list(report.edition.cells).index)
    return Cause((cell, *others), wanted, tuple(settled), message)
