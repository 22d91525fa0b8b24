"""The ways between cells, without a window."""

import pytest

from clerk_app.form.edition import editions
from clerk_app.form.sheet import sheet
from clerk_app.gui.steps import Steps


def steps(part: str, year: str = "2021") -> Steps:
    edition = editions()[year]
    return Steps(sheet(edition.part(part)).figures, {s.total for s in edition.sums})


def test_beside__at_the_edge__stays() -> None:
    assert steps("applications").beside("t3/new/natural", -1, 0) == "t3/new/natural"


def test_beside__wide_cell_of_a_stacked_table__is_left_to_the_cell_below() -> None:
    ways = steps("disclosure")
    assert ways.beside("p1/normative/valid", 1, 0) == "p5/permit/decided"
    assert ways.beside("p5/permit/decided", 0, 1) == "p5/permit/decided"
    assert ways.beside("p5/permit/decided", -1, 0) == "p1/normative/made"


def test_far__with_a_limit__goes_no_farther() -> None:
    assert steps("applications").far("t3/new/natural", 1, 0, 2) == "t3/done.open/natural"


@pytest.mark.parametrize("year", ["2019", "2021"])
@pytest.mark.parametrize("part", ["disclosure", "applications", "disputes"])
def test_tab_and_enter__all_the_way_round__meet_every_cell_to_fill_once(part: str, year: str) -> None:
    ways = steps(part, year)
    for step in (ways.tab, ways.enter):
        path, met = ways.across[0], list[str]()
        for _ in ways.entered:
            path = step(path)
            met.append(path)
        assert set(met) == ways.entered
        assert path == ways.across[0]
        assert all(step(step(p), back=True) == p for p in ways.entered)


def test_tab__from_a_total__goes_on_from_there() -> None:
    ways = steps("applications")
    assert ways.tab("t3/new/total") == "t3/carried/natural"
    assert ways.tab("t3/new/total", back=True) == "t3/new/legal.other"


def test_enter__single_row__goes_across() -> None:
    assert steps("disputes").enter("t4/cases/review.upheld") == "t4/cases/review.corrected"
