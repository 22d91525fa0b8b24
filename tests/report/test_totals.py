"""A total follows its parts while it agrees with them or is blank; declared otherwise it stays, and undo is exact."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.form import edition as forms
from clerk_app.form.edition import editions
from clerk_app.report.model import Report, empty
from clerk_app.report.totals import declared, followed

FORM = editions()["2021"]
RESULTS = ("upheld", "corrected", "other", "pending")


def row(upheld: object = None, corrected: object = None, other: object = None, pending: object = None,
        total: object = None) -> dict:  # fmt: skip
    values = zip((*RESULTS, "total"), (upheld, corrected, other, pending, total), strict=True)
    return {f"t4/cases/review.{c}": v for c, v in values if v is not None}


@pytest.mark.parametrize(
    "before, wanted, total",
    [
        (row(), row(1, 2, 0, 0), 3),
        (row(1, 2, 0, 0, 3), row(upheld=5), 7),
        (row(1, 2, 0, 0, 3), {"t4/cases/review.upheld": None}, None),
        (row(1, 2, 0), row(pending=1), 4),
        (row(1, 2, 0), row(other=1), None),
        (row(1, 2, 0, 0, 9), row(upheld=5), 9),
        (row(1, 2, 0, 0, 9), row(upheld=7), 9),
        (row(1, 2, 0, total=9), row(pending=0), 9),
        (row(1, 2, 0, 0, 3), row(total=8), 8),
        (row(1, 2, 0, 0, 3), row(upheld=5, total=3), 3),
        (row(0, 0, 0, 0, 0), row(upheld=1), 1),
    ],
    ids=[
        "blank: appears when the last part is there",
        "agreeing: follows",
        "agreeing, a part emptied: goes blank with it",
        "blank, last part: appears",
        "blank, a part still missing: stays blank",
        "declared otherwise: stays",
        "declared otherwise, parts come to agree: stays",
        "declared before all parts were there: stays",
        "typed: stands as typed",
        "given with its parts: stands as given",
        "zero is a number",
    ],
)
def test_followed__total(before: dict, wanted: dict, total: int | None) -> None:
    report = empty(FORM, before)
    assert report.apply(followed(report, wanted, "")).figure("t4/cases/review.total") == total


def test_followed__total_that_came_to_agree__follows_from_then_on() -> None:
    report = empty(FORM, row(1, 2, 0, 0, 9))
    for upheld, total in ((7, 9), (8, 10)):
        report = report.apply(followed(report, row(upheld=upheld), ""))
        assert report.figure("t4/cases/review.total") == total


@pytest.mark.parametrize(
    "before, wanted, total",
    [
        (row(1, 2, 0, 0, 9), row(upheld=5), 7),
        (row(1, 2, 0, 0, 9), row(1, 2, 0, 0), 3),
        (row(1, 2, 0, total=9), row(upheld=5), 9),
        (row(1, 2, 0, 0, 3), row(upheld=5, total=3), 3),
        (row(1, 2, 0, 0, 3), row(upheld=1), 3),
    ],
    ids=["declared: follows", "same parts given again: follows", "a part missing: stays", "given: stays", "agrees"],
)
def test_followed__data_given_from_a_file(before: dict, wanted: dict, total: int) -> None:
    report = empty(FORM, before)
    assert report.apply(followed(report, wanted, "", given=True)).figure("t4/cases/review.total") == total


def test_followed__one_part_of_section_three__moves_row_column_and_corner(balanced: Callable[[str], Report]) -> None:
    before = balanced("2021")
    cell = "t3/done.refuse.secret/legal.business"
    changeset = followed(before, {cell: before.values[cell] + 5}, "核对")  # type: ignore[operator]
    moved = {e.path: int(e.after) - int(e.before) for e in changeset.edits}  # type: ignore[arg-type]
    wanted = (
        "done.refuse.secret/legal.business",
        "done.refuse.secret/total",
        "done.total/legal.business",
        "done.total/total",
    )
    assert moved == {f"t3/{c}": 5 for c in wanted}
    assert changeset.label == "核对"


def test_declared__names_the_totals_that_disagree_and_the_sum(balanced: Callable[[str], Report]) -> None:
    report = balanced("2021")
    assert declared(report) == {}
    path = "t4/cases/review.total"
    other = empty(report.edition, {**report.values, path: 99})
    assert declared(other) == {path: report.figure(path)}


PARTS = [f"t3/{r}/{c}" for r in ("new", "done.open", "done.other.rest") for c in ("natural", "legal.other")]
TOTALS = ["t3/new/total", "t3/done.total/natural", "t3/done.total/total"]


def steps(cells: list[str]) -> st.SearchStrategy[list[dict]]:
    return st.lists(st.dictionaries(st.sampled_from(cells), st.none() | st.integers(0, 9), max_size=3), max_size=6)


@settings(max_examples=25)
@given(steps(PARTS), st.booleans())
def test_followed__only_parts_are_edited__totals_never_disagree(steps: list[dict], zeros: bool) -> None:
    report = empty(FORM, dict.fromkeys((c for c in FORM.cells if c.startswith("t3/")), 0) if zeros else {})
    for wanted in steps:
        report = report.apply(followed(report, wanted, ""))
        assert declared(report) == {}


@settings(max_examples=25)
@given(steps(PARTS + TOTALS), st.booleans())
def test_followed__any_edits__stand_as_wanted_and_undo_is_exact(steps: list[dict], given: bool) -> None:
    report = empty(FORM, {})
    for wanted in steps:
        changeset = followed(report, wanted, "", given=given)
        after = report.apply(changeset)
        assert all(after.figure(p) == v for p, v in wanted.items())
        assert after.apply(changeset.inverse()).values == report.values
        report = after


ALL_SUMS = FORM._replace()
vars(ALL_SUMS)["sums_above"] = dict.fromkeys(FORM.cells, range(len(FORM.sums)))


@settings(max_examples=25)
@given(steps(PARTS + TOTALS), st.booleans())
def test_followed__only_the_sums_above_are_looked_at__the_same_as_with_all(steps: list[dict], given: bool) -> None:
    report = empty(FORM, {})
    for wanted in steps:
        changeset = followed(report, wanted, "", given=given)
        assert changeset == followed(empty(ALL_SUMS, report.values), wanted, "", given=given)
        report = report.apply(changeset)


MONEY = """edition = "2030"
source = "x"
years = { from = 2030 }
title = "{unit}"
contact = ""
[[part]]
key = "p"
heading = "一、金额"
kind = "tables"
[[part.table]]
key = "m"
rows = "r"
columns = \"\"\"
a     甲 :money
b     乙 :money
total 总计 :money
\"\"\"
[[rule]]
id = "M"
level = "error"
in = "m"
each = "row"
holds = "total = a + b"
why = "x"
"""


def test_followed__total_of_money__keeps_its_decimals() -> None:
    form = forms.parse(MONEY, "2030.toml")
    report = empty(form, {})
    after = report.apply(followed(report, {"m/r/a": Decimal("1.25"), "m/r/b": Decimal("0.5")}, ""))
    assert after.figure("m/r/total") == Decimal("1.75")
