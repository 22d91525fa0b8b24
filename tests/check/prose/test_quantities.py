"""Numbers as people write them, and digits that are no number."""

from decimal import Decimal

import pytest

from clerk_app.check.prose.quantities import NO_NUMBER, Quantity, at, chinese, folded
from clerk_app.check.prose.vocabulary import vocabulary
from clerk_app.form.edition import editions

WORDS = vocabulary(editions()["2021"].speech, 2025, "township")


def quantity(text: str) -> Quantity | None:
    return at(folded(text), 0, WORDS)


@pytest.mark.parametrize(
    "text, value, measure",
    [
        ("3件", "3", "件"),
        ("３件", "3", "件"),
        ("三件", "3", "件"),
        ("两件", "2", "件"),
        ("一百二十三件", "123", "件"),
        ("一百零三件", "103", "件"),
        ("十二件", "12", "件"),
        ("二十件", "20", "件"),
        ("一千零一件", "1001", "件"),
        ("三万二千件", "32000", "件"),
        ("一亿三千万元", "130000000", "元"),
        ("二〇件", "20", "件"),
        ("1,234件", "1234", "件"),
        ("1,234,567.8元", "1234567.8", "元"),
        ("1.2万件", "12000", "件"),
        ("3千条", "3000", "条"),
        ("2.4万元", "24000", "元"),
        ("3亿元", "300000000", "元"),
        ("98.5％", "98.5", "%"),
        ("15个工作日", "15", "个工作日"),
        ("120人次", "120", "人次"),
        ("6", "6", ""),
    ],
)
def test_at__number__has_value_and_measure(text: str, value: str, measure: str) -> None:
    found = quantity(text)
    assert found is not None
    assert (found.value, found.measure, found.end, found.about) == (Decimal(value), measure, len(text), False)


@pytest.mark.parametrize(
    "text", ["100余件", "100多件", "三百余件", "1.2万余条", "十几件", "12件以上", "12件左右", "二十来件", "12件以内"]
)
def test_at__number_that_is_not_exact__says_so(text: str) -> None:
    found = quantity(text)
    assert found is not None
    assert found.about


@pytest.mark.parametrize("before", ["约", "近", "超过", "不足", "至少", "逾"])
def test_at__word_before__makes_it_not_exact(before: str) -> None:
    found = at(before + "12件", len(before), WORDS)
    assert found is not None
    assert found.about


@pytest.mark.parametrize("text", ["一是", "万件", "三审", "1" * 30, "件"])
def test_at__no_number__is_none(text: str) -> None:
    assert quantity(text) is None


def test_at__zero_without_measure__counts_only_behind_wei() -> None:
    assert at("为零", 1, WORDS) is not None
    assert at("归零", 1, WORDS) is None


@pytest.mark.parametrize("text, step", [("13件", 1), ("1.2万件", 1000), ("2.40万元", 100), ("5.92亿元", 10**6)])
def test_at__step__is_what_the_last_digit_counts(text: str, step: int) -> None:
    found = quantity(text)
    assert found is not None
    assert found.step == step


@pytest.mark.parametrize(
    "text",
    [
        "2025年",
        "12月31日",
        "1—11月",
        "第二十条",
        "〔2021〕30号",
        "30号",
        "0439-5100001",
        "12345热线",
        "8:30",
        "2025-01-13",
        "7×24",
        "APP2.0",
    ],
)
def test_no_number__digits_that_count_nothing(text: str) -> None:
    assert NO_NUMBER.match(folded(text)) is not None


@pytest.mark.parametrize(
    "text, counts",
    [("对策:1、统一认识", False), ("措施。2.加强培训", False), ("合计：1、2件", True), ("金额：3.5万元", True)],
)
def test_no_number__number_of_a_paragraph_behind_a_mark__counts_nothing(text: str, counts: bool) -> None:
    at_digit = next(i for i, c in enumerate(text) if c.isdigit())
    assert (NO_NUMBER.match(folded(text), at_digit) is None) == counts


@pytest.mark.parametrize(
    "numeral, value", [("三万亿", 3 * 10**12), ("十", 10), ("百二十", 120), ("零", 0), ("万", None)]
)
def test_chinese__unusual_numerals(numeral: str, value: int | None) -> None:
    assert chinese(numeral) == value


def test_folded__keeps_every_place() -> None:
    text = "（１２）；[3]：４％"
    assert len(folded(text)) == len(text)
    assert folded(text) == "（12）；〔3〕：4%"
