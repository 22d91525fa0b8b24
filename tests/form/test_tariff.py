"""The fee for handling requests: each part of a number at its own price, as the tariff says."""

import copy
import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app import RESOURCES
from clerk_app.form.guide import guide
from clerk_app.form.tariff import LIMIT, Part, Tariff, WrongTariff, tariff

DATA: dict[str, Any] = tomllib.loads((RESOURCES / "guides" / "2021.toml").read_text("utf-8"))["fee"]
BY_ITEM, BY_PAGE = tariff(DATA).ways


@pytest.mark.parametrize(
    "number, fee",
    [(0, 0), (10, 0), (11, 100), (30, 2000), (31, 2200), (40, 4000), (41, 4300), (50, 7000), (51, 7400)],
)
def test_fee__by_item__is_that_of_the_notice(number: int, fee: int) -> None:
    """国办函〔2020〕109号: ten free, 100 元 each up to thirty, from there each further ten 100 元 dearer."""
    assert sum(part.fee for part in BY_ITEM.parts(number)) == fee


@pytest.mark.parametrize(
    "number, fee", [(30, 0), (31, 10), (100, 700), (101, 720), (200, 2700), (201, 2740), (300, 6700)]
)
def test_fee__by_page__is_that_of_the_notice(number: int, fee: int) -> None:
    assert sum(part.fee for part in BY_PAGE.parts(number)) == fee


def test_parts__of_a_number__are_its_working() -> None:
    assert BY_ITEM.parts(35) == (Part(10, 0), Part(20, 100), Part(5, 200))
    assert BY_ITEM.parts(0) == ()


@given(st.integers(0, LIMIT), st.sampled_from([BY_ITEM, BY_PAGE]))
def test_parts__of_any_number__add_up_to_it_and_one_more_never_costs_less(number: int, way: Any) -> None:
    parts = way.parts(number)
    assert sum(part.number for part in parts) == number
    prices = [part.price for part in parts]
    assert prices == sorted(prices)


def test_sentence__of_both_ways_of_one_and_of_none__says_numbers_and_fee() -> None:
    known = tariff(DATA)
    assert known.sentence({"按件": (25, 3000), "按量": (70, 700)}) == (
        "本年收取政府信息公开信息处理费3700元，其中按件计收25件、3000元，按量计收70页、700元。"
    )
    assert (
        known.sentence({"按件": (0, 0), "按量": (1, 10)}) == "本年收取政府信息公开信息处理费10元，按量计收1页、10元。"
    )
    assert known.sentence({}) == "本年没有收取政府信息公开信息处理费。"


def test_guide__of_a_form_before_the_fee__has_no_tariff() -> None:
    assert guide("2019").tariff is None
    assert isinstance(guide("2021").tariff, Tariff)


def _broken(*way: Any) -> dict[str, Any]:
    """The data with one entry changed; None takes it away."""
    data = copy.deepcopy(DATA)
    *path, key, value = way
    at: Any = data
    for step in path:
        at = at[step]
    if value is None:
        del at[key]
    else:
        at[key] = value
    return data


@pytest.mark.parametrize(
    "data, words",
    [
        (1, "fee 里要有"),
        (_broken("basis", None), "也只能有 basis"),
        (_broken("discount", "x"), "也只能有 basis"),
        (_broken("some", "没有数"), "fee.some 里要有一个 {}"),
        (_broken("way", 1, "name", "按件"), "重名"),
        (_broken("way", 0, "said", "{number}{fee}{x}"), "“按件” 的 said"),
        (_broken("way", 0, "brackets", 0, "to", 40), "一档高过一档"),
        (_broken("way", 0, "brackets", 2, "to", 90), "只有最后一档没有 to"),
        (_broken("way", 0, "brackets", 0, "price", -1), "不小于 0 的整数"),
        (_broken("way", 0, "brackets", 0, "price", None), "不小于 0 的整数"),
        (_broken("way", 0, "brackets", 0, "free", 1), "不小于 0 的整数"),
        (_broken("way", 0, "brackets", 0, "price", True), "不小于 0 的整数"),
    ],
)
def test_tariff__that_cannot_be__is_refused_by_name(data: object, words: str) -> None:
    with pytest.raises(WrongTariff, match=words.replace("{", r"\{").replace("}", r"\}")):
        tariff(data)
