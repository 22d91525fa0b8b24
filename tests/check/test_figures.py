"""The identities: both sides in the user's numbers, blank makes silent, and a fix only where it settles all."""

from collections.abc import Callable

import pytest

from clerk_app.check.figures import findings
from clerk_app.check.turn import Turn
from clerk_app.form.edition import editions
from clerk_app.report.model import Report, empty
from clerk_app.report.totals import followed

Balanced = Callable[[str], Report]

# Cells that no identity of the form binds.
FREE = {
    "2019": ("p1/normative/", "p5/permit/change", "p5/permit/decided", "p5/service/change", "p5/service/decided",
             "p6/penalty/change", "p6/penalty/decided", "p6/coercion/change", "p6/coercion/decided", "p8/fee/change",
             "p9/"),
    "2021": ("p5/", "p6/", "p8/"),
}  # fmt: skip
CELLS = [(key, cell) for key in ("2019", "2021") for cell in editions()[key].cells]


def changed(report: Report, **values: object) -> Report:
    kept = {path: value for path, value in {**report.values, **values}.items() if value is not None}
    return empty(report.edition, kept)  # type: ignore[arg-type]


def test_t3_balance__closing_row_short_by_two__names_both_sides(check) -> None:
    """
    | t3         | natural | total |
    | new        |       5 |     5 |
    | carried    |       0 |     0 |
    | done.open  |       3 |     3 |
    | done.total |       3 |     3 |
    | next       |       0 |     0 |
    """
    assert check.ids == ["T3-BALANCE natural", "T3-BALANCE total"]
    assert check.first.message == "自然人：本年新收 5 + 上年结转 0 = 5，办理结果总计 3 + 结转下年度 0 = 3，相差 2。"
    assert (check.first.difference, check.first.cells[0]) == (2, "t3/new/natural")


def test_t3_applicants__total_of_a_row_too_large__names_only_who_has_some(check) -> None:
    """
    | t3  | natural | legal.business | legal.research | legal.charity | legal.lawfirm | legal.other | total |
    | new |       5 |              2 |              0 |             0 |             0 |           0 |     8 |
    """
    assert check.ids == ["T3-APPLICANTS new"]
    assert check.first.message == "本年新收：总计 8，自然人 5 + 商业企业 2 = 7（其余各项为 0），相差 1。"
    assert check.first.fix == {"t3/new/total": 7}


def test_t4_review__total_does_not_agree__names_the_four_results(check) -> None:
    """
    | t4    | review.upheld | review.corrected | review.other | review.pending | review.total |
    | cases |             1 |                1 |            0 |              0 |            3 |
    """
    assert check.ids == ["T4-REVIEW cases"]
    assert check.first.message.startswith("行政复议：")
    assert check.first.message.endswith("，相差 1。")


def test_t3_carried__differs_from_last_years_closing__names_last_year(check) -> None:
    """
    | t3      | natural |
    | carried |       1 |

    | previous/t3 | natural |
    | next        |       2 |
    """
    assert check.ids == ["T3-CARRIED natural"]
    assert check.first.message == "自然人：上年结转 1，上年报告的结转下年度 2，相差 1。"
    assert (check.first.level, check.first.answerable, check.first.fix) == ("error", True, {"t3/carried/natural": 2})


def test_p1_stock__does_not_follow_from_last_year__is_a_warning(check) -> None:
    """
    | p1        | made | void | valid |
    | normative |    2 |    1 |    10 |

    | previous/p1 | valid |
    | normative   |    10 |
    """
    assert check.ids == ["P1-STOCK normative"]
    assert (
        check.first.message
        == "行政规范性文件：现行有效 10，上年报告的现行有效 10 + 本年制发 2 - 本年废止 1 = 11，相差 1。"
    )
    assert (check.first.level, check.first.fix) == ("warning", {"p1/normative/valid": 11})


def test_p1_outgo__more_repealed_than_there_were__says_by_how_many(check) -> None:
    """
    | p1        | made | void |
    | normative |    1 |    5 |

    | previous/p1 | valid |
    | normative   |     2 |
    """
    assert check.ids == ["P1-OUTGO normative"]
    assert check.first.message == "行政规范性文件：本年废止 5 大于 上年报告的现行有效 2 + 本年制发 1 = 3，多 2。"


def test_p5_items__catalogue_of_2019_form__follows_from_last_year(check) -> None:
    """
    edition: 2019

    | p5     | before |
    | permit |     10 |

    | previous/p5 | before | change |
    | permit      |     10 |     -2 |
    """
    assert check.ids == ["P5-ITEMS before"]
    assert check.first.difference == 2


@pytest.mark.parametrize(
    "unit, found",
    [
        ("青石镇人民政府", True),
        ("和平街道办事处", True),
        ("云岭县人民政府", True),
        ("临江市财政局", True),
        ("临江市人民政府", False),
        ("吉林省人民政府", False),
    ],
)
def test_p1_authority__all_below_a_city__cannot_make_rules(unit: str, found: bool, make) -> None:
    report = make({"p1/rule/made": 2}, unit=unit)
    messages = [f.message for f in findings(Turn(report)) if f.rule == "P1-AUTHORITY"]
    assert messages == (["规章本年制发填了 2 件，本机关没有规章制定权。"] if found else [])


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_identities__balanced_report__is_silent(key: str, balanced: Balanced) -> None:
    report = balanced(key)
    assert len(report.figures) == len(report.edition.cells)
    assert findings(Turn(report)) == []


@pytest.mark.parametrize("key, cell", CELLS)
def test_identities__any_cell_off_by_one__is_noticed_and_blank_is_not(key: str, cell: str, balanced: Balanced) -> None:
    report = balanced(key)
    found = findings(Turn(changed(report, **{cell: report.values[cell] + 1})))  # type: ignore[operator]
    assert bool(found) != cell.startswith(FREE[key])
    assert all(cell in f.cells and f.difference == 1 for f in found)
    assert findings(Turn(changed(report, **{cell: None}))) == []


@pytest.mark.parametrize("key, cell", CELLS)
def test_fix__offered__settles_all_sides(key: str, cell: str, balanced: Balanced) -> None:
    report = balanced(key)
    wrong = changed(report, **{cell: report.values[cell] + 1})  # type: ignore[operator]
    for fix in (f.fix for f in findings(Turn(wrong)) if f.fix):
        assert findings(Turn(wrong.apply(followed(wrong, fix, "")))) == []


@pytest.mark.parametrize(
    "wrong, rule, fix",
    [
        ({"t3/next/natural": 3, "t3/next/total": 13}, "T3-BALANCE", {"t3/next/natural": 2}),
        ({"t3/next/natural": 3}, "T3-BALANCE", {"t3/next/natural": 2}),
        ({"t3/new/natural": 0, "t3/carried/natural": 0}, "T3-BALANCE", None),
        ({"t4/cases/review.total": 99}, "T4-REVIEW", "sum"),
    ],
)
def test_fix__only_where_one_number_settles_it(wrong: dict, rule: str, fix: object, balanced: Balanced) -> None:
    report = balanced("2021")
    if fix == "sum":
        fix = {"t4/cases/review.total": report.values["t4/cases/review.total"]}
    found = next(f for f in findings(Turn(changed(report, **wrong))) if f.rule == rule)
    assert found.fix == fix
