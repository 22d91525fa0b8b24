"""A report changes by changesets only: applied, taken back exactly, refused when they do not fit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.form.edition import editions
from clerk_app.report.model import Changeset, Conflict, Edit, Report, empty, splice

CELLS = ["t3/new/natural", "t3/new/total", "t4/cases/review.total"]
VALUES = {
    **{path: st.none() | st.integers(0, 3) for path in CELLS},
    "p8/fee/amount": st.none() | st.sampled_from([Decimal("1.2"), Decimal("1.20"), Decimal(0)]),
    **{
        path: st.none() | st.text("甲乙\n", min_size=1, max_size=5)
        for path in ("overview", "previous/overview", "unit")
    },
    "cover/publish_note": st.none() | st.booleans(),
}
WANTED = st.fixed_dictionaries({}, optional=VALUES)


def report(**values: object) -> Report:
    return empty(editions()["2021"], {"unit": "青石镇人民政府", "year": 2023, **values})  # pyright: ignore


def exactly(report: Report) -> dict[str, tuple[str, type]]:
    return {path: (str(value), type(value)) for path, value in report.values.items()}


@given(WANTED, WANTED)
def test_apply__edits_to_the_wanted_values__bring_them_and_go_back_exactly(first: dict, second: dict) -> None:
    before = empty(editions()["2021"], {p: v for p, v in first.items() if v is not None})
    changeset = Changeset(before.edits_to(second))
    after = before.apply(changeset)
    expected = {p: v for p, v in (first | second).items() if v is not None}
    assert exactly(after) == exactly(empty(after.edition, expected))
    assert exactly(after.apply(changeset.inverse())) == exactly(before)
    assert changeset.inverse().inverse() == changeset
    assert after.edits_to(second) == ()


def test_seal_values__after_edits_of_seals_and_others__those_that_are_there() -> None:
    after = report(**{"seal/1/at": "甲"})
    for path, value in (("t3/new/natural", 5), ("seal/1/code", "乙"), ("preface", "丙"), ("seal/1/at", None)):
        after = after.apply(Changeset(after.edits_to({path: value})))
        assert after.seal_values == {p: v for p, v in after.values.items() if p.startswith("seal/")}


@given(st.text(max_size=40), st.text(max_size=40))
def test_splice__two_texts__differ_by_the_smallest_piece(old: str, new: str) -> None:
    edit = splice("overview", old, new)
    start, gone, come = edit.at or 0, str(edit.before), str(edit.after)
    assert old[:start] + come + old[start + len(gone) :] == new
    assert old[start : start + len(gone)] == gone
    assert not gone or not come or (gone[0] != come[0] and gone[-1] != come[-1])


def test_splice__one_sentence_typed_into_a_long_text__stores_the_sentence_only() -> None:
    old = "全年公开信息。" * 5000
    new = old[:7000] + "未收到申请。" + old[7000:]
    edit = splice("overview", old, new)
    assert (edit.before, len(str(edit.after))) == ("", 6)


@pytest.mark.parametrize(
    "edit",
    [
        Edit("t3/new/natural", 4, 5),
        Edit("t3/new/natural", None, 5),
        Edit("t3/new/natural", Decimal(3), 5),
        Edit("t3/new/total", 0, 5),
        Edit("overview", "乙", "丙", at=0),
        Edit("overview", "甲", "丙", at=9),
    ],
)
def test_apply__other_value_than_expected__is_a_conflict(edit: Edit) -> None:
    with pytest.raises(Conflict):
        report(**{"t3/new/natural": 3, "overview": "甲"}).apply(Changeset((edit,)))


def test_edits_to__blank_and_zero__are_different() -> None:
    zero = report(**{"t3/new/natural": 0})
    assert zero.edits_to({"t3/new/natural": None}) == (Edit("t3/new/natural", 0, None),)
    assert report().edits_to({"t3/new/natural": 0}) == (Edit("t3/new/natural", None, 0),)
    assert (report().figure("t3/new/natural"), zero.figure("t3/new/natural")) == (None, 0)


def test_report__figures__stand_in_the_order_of_the_form() -> None:
    values = {"t4/cases/review.total": 1, "p1/rule/made": 0, "t3/new/natural": 2, "overview": "文字"}
    assert list(report(**values).figures) == ["p1/rule/made", "t3/new/natural", "t4/cases/review.total"]


def test_report__reads_its_cover() -> None:
    r = report(**{"cover/level": "county", "previous/t3/new/natural": 1, "overview": "文字"})
    assert (r.unit, r.year, r.level, r.has_previous) == ("青石镇人民政府", 2023, "county", True)
    assert (report().level, report().has_previous) == ("township", False)
    assert r.title == "青石镇人民政府2023年政府信息公开工作年度报告"
    assert (r.text("overview"), r.text("others"), r.text("t3/new/natural")) == ("文字", "", "")


def test_changeset__paths__are_those_of_its_edits() -> None:
    assert Changeset((Edit("a", 1, 2), Edit("b", None, 1), Edit("a", 2, 3))).paths == {"a", "b"}
