"""P8-UNIT, P9-UNIT, JUMP: numbers that may be right and look wrong."""

from collections.abc import Callable
from typing import Any

import pytest

from clerk_app.check.plausible import findings
from clerk_app.check.turn import Turn

Make = Callable[..., Any]
FEE, AMOUNT, PROJECTS = "p8/fee/amount", "p9/procurement/amount", "p9/procurement/projects"


def found(make: Make, values: dict[str, object], key: str = "2021", **more: Any) -> list[tuple[str, str, str]]:
    return [(f.rule, f.level, f.message) for f in findings(Turn(make(values, key, **more)))]


def test_p8_unit__township_over_a_thousand__looks_like_yuan(make: Make) -> None:
    assert found(make, {FEE: "24000"}) == [
        ("P8-UNIT", "warning", "表二·行政事业性收费·本年收费金额填了 24000 万元，像是按元填的；按元换算是 2.4 万元。")
    ]
    assert [r for r, _, _ in found(make, {FEE: "1000.5"})] == ["P8-UNIT"]


@pytest.mark.parametrize("number", ["0", "2.4", "999.99", "1000"])
def test_p8_unit__usual_number__is_silent(number: str, make: Make) -> None:
    assert found(make, {FEE: number}) == []


def test_p8_unit__city__only_a_large_whole_number(make: Make) -> None:
    assert found(make, {FEE: "59237.2449"}, unit="清江市人民政府") == []
    assert [r for r, _, _ in found(make, {FEE: "59237"}, unit="清江市人民政府")] == ["P8-UNIT"]


def test_p8_unit__a_thousand_times_last_year__is_found(make: Make) -> None:
    assert [m for _, _, m in found(make, {FEE: "900", "previous/" + FEE: "0.5"})] == [
        "表二·行政事业性收费·本年收费金额填了 900 万元，上年是 0.5 万元，相差在千倍以上。"
    ]
    assert found(make, {FEE: "9", "previous/" + FEE: "3"}) == []


def test_p9_unit__small_number_for_a_project__is_a_hint(make: Make) -> None:
    assert found(make, {AMOUNT: "380", PROJECTS: 5}, "2019") == [
        (
            "P9-UNIT",
            "hint",
            "表二·政府集中采购·采购总金额填了 380，采购项目有 5 个，平均每个不到 1000，像是按万元填的。",
        )
    ]
    assert found(make, {AMOUNT: "3800000", PROJECTS: 5}, "2019") == []
    assert found(make, {AMOUNT: "0", PROJECTS: 0}, "2019") == []


def test_p9_unit__other_unit_than_last_year__is_found(make: Make) -> None:
    values = {AMOUNT: "3800000", PROJECTS: 5, "previous/" + AMOUNT: "410"}
    assert found(make, values, "2019")[0][:2] == ("P9-UNIT", "warning")


def test_jump__total_five_times_last_year__is_a_hint(make: Make) -> None:
    values = {"t3/new/total": 61, "previous/t3/new/total": 12}
    assert found(make, values) == [("JUMP", "hint", "表三·总计·本年新收本年是 61，上年是 12，变化很大。")]
    assert [r for r, _, _ in found(make, {"p5/permit/decided": 0, "previous/p5/permit/decided": 46})] == ["JUMP"]


@pytest.mark.parametrize("now, before", [(60, 12), (6, 1), (0, 9), (3, 15), (12, 0), (12, 12)])
def test_jump__less_or_small_numbers__is_silent(now: int, before: int, make: Make) -> None:
    assert found(make, {"t3/new/total": now, "previous/t3/new/total": before}) == []


def test_jump__parts_of_a_total__are_not_told_again(make: Make) -> None:
    values = {f"{p}t3/new/{c}": n for p, n in (("", 90), ("previous/", 10)) for c in ("natural", "total")}
    assert len(found(make, values)) == 1
