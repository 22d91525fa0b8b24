"""Several findings of arithmetic with one cause: the likeliest cell first, with all that it would settle."""

from collections.abc import Callable
from typing import Any

import pytest

from clerk_app.check.run import check
from clerk_app.form.edition import Edition
from clerk_app.report.model import Report

Balanced = Callable[[str], Report]


def spoiled(report: Report, cell: str, more: int) -> Any:
    return check(Report(report.edition, {**report.values, cell: int(str(report.figure(cell))) + more}))


@pytest.mark.parametrize(
    "cell", ["t3/done.open/natural", "t3/new/legal.business", "t3/next/natural", "t3/done.total/legal.other"]
)
def test_causes__one_mistyped_cell__is_the_likeliest_of_one_cause(
    cell: str, edition: Edition, balanced: Balanced
) -> None:
    report = balanced(edition.key)
    found = spoiled(report, cell, 5)
    arithmetic = [f for f in found.all if f.rule.startswith("T3-")]
    assert len(arithmetic) > 1
    assert [(c.cells[0], c.value) for c in found.causes] == [(cell, report.figure(cell))]
    assert {(f.rule, f.cells) for f in found.causes[0].findings} == {(f.rule, f.cells) for f in arithmetic}


def test_causes__message__names_cell_and_numbers(balanced: Balanced) -> None:
    found = spoiled(balanced("2021"), "t3/done.open/natural", 5)
    now = balanced("2021").figure("t3/done.open/natural")
    assert found.causes[0].message == (
        f"表三·自然人·（一）予以公开如果是 {now}（现在是 {int(str(now)) + 5}），这 2 处就都对上了。"
    )


def test_causes__two_slips_apart__are_two_causes(balanced: Balanced) -> None:
    report = balanced("2021")
    slips = {"t3/done.open/natural": 50, "t3/done.partial/legal.business": 70}
    found = check(Report(report.edition, {**report.values, **slips}))
    assert {c.cells[0] for c in found.causes} == set(slips)


def test_causes__single_finding_or_none__is_no_group(balanced: Balanced) -> None:
    assert spoiled(balanced("2021"), "t4/cases/review.total", 1).causes == ()
    assert check(balanced("2021")).causes == ()


def test_causes__as_many_settled_by_several_cells__is_the_one_that_the_rule_names(balanced: Balanced) -> None:
    """A following total hides whether 新收 or 结转 was mistyped: T3-BALANCE names 结转 as the one to correct."""
    report = balanced("2021")
    slip = {c: int(str(report.figure(c))) + 4 for c in ("t3/next/natural", "t3/next/total")}
    found = check(Report(report.edition, {**report.values, **slip}))
    assert found.causes[0].cells[0] == "t3/next/natural"


def test_causes__as_many_settled_by_several_cells__is_the_one_that_the_text_speaks_for(balanced: Balanced) -> None:
    report = balanced("2021")
    new = {c: int(str(report.figure(c))) for c in ("t3/new/natural", "t3/new/total")}
    text = f"本年新收政府信息公开申请{new['t3/new/total']}件。"
    slip = {c: number + 4 for c, number in new.items()}
    found = check(Report(report.edition, {**report.values, **slip, "overview": text}))
    assert (found.causes[0].cells[0], found.causes[0].value) == ("t3/new/natural", new["t3/new/natural"])
