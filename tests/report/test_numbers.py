"""Numbers as people write them: what is folded, what is refused and in which words, and that writing reads back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.form.outline import KINDS, Kind
from clerk_app.report.numbers import MAX_COUNT, NotANumber, checked, read_number, shown, write_number

COUNT = "不是件数：请填 0 或正整数，不带正负号、单位和文字。"
SIGNED = "不是整数：请填整数，减少的填负数，如 -8，不带单位和文字。"
MONEY = "不是金额：请填 0 或正的小数，如 1.25，不带单位和文字。"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["", " ", "\u3000", "\n", "\u200b"])
def test_read_number__blank__is_none_and_not_zero(text: str, kind: Kind) -> None:
    assert read_number(text, kind) is None


@pytest.mark.parametrize("text", ["1 2", "１　２", "12 34", "1 2345", "1 234 5", "1,234 567 8"])
def test_read_number__digits_apart_that_are_no_thousands__may_be_two_numbers(text: str) -> None:
    with pytest.raises(NotANumber, match=r"^“.+”中间有空格，看不出是一个数还是几个数。$"):
        read_number(text, "count")


@pytest.mark.parametrize(
    "text, kind, number",
    [
        ("0", "count", 0),
        ("３５", "count", 35),
        ("1,234", "count", 1234),
        ("１，２３４，５６７", "count", 1234567),
        (" 1 234\u3000", "count", 1234),
        ("- 1 234", "signed", -1234),
        ("\u200e12\u200b", "count", 12),
        ("007", "count", 7),
        ("999999999999", "count", MAX_COUNT - 1),
        ("-8", "signed", -8),
        ("＋8", "signed", 8),
        ("−8", "signed", -8),
        ("－８", "signed", -8),
        ("59237.2449", "money", Decimal("59237.2449")),
        ("1,234.50", "money", Decimal("1234.50")),
        ("１．２５", "money", Decimal("1.25")),
        ("1。25", "money", Decimal("1.25")),
        ("0.000001", "money", Decimal("0.000001")),
    ],
)
def test_read_number__as_people_write_it__is_folded(text: str, kind: Kind, number: int | Decimal) -> None:
    assert (found := read_number(text, kind)) == number
    assert type(found) is type(number)


@pytest.mark.parametrize(
    "kind, texts, why",
    [
        ("count", "-1 +1 3件 无 / — 1.0 1.5 三 1e3 0x1 1,23 12,345,6 5² ① ⒈ ٣ ½ 1/2 ,1 1,,2 nan ∞ 1_000", COUNT),
        ("signed", "- -- 1.5 -1件 无 +-1 −", SIGNED),
        ("money", "-1 +1 .5 1. 1.2.3 1万元 ￥1 1e3 NaN Infinity 1,2345", MONEY),
    ],
)
def test_read_number__no_number_of_its_kind__is_refused_with_what_was_typed(kind: Kind, texts: str, why: str) -> None:
    for text in texts.split():
        with pytest.raises(NotANumber) as refused:
            read_number(text, kind)
        assert str(refused.value) == f"“{text}”{why}"


@pytest.mark.parametrize(
    "text, kind, words",
    [
        ("1000000000000", "count", "“1000000000000”太大了，请核对。"),
        ("-1000000000000", "signed", "“-1000000000000”太大了，请核对。"),
        ("1.1234567", "money", "“1.1234567”的小数超过 6 位，请四舍五入后再填。"),
        ("9" * 400, "count", f"“{'9' * 19}…”{COUNT}"),
        ("3\n件", "count", f"“3 件”{COUNT}"),
    ],
)
def test_read_number__too_long_or_too_large__is_refused_briefly(text: str, kind: Kind, words: str) -> None:
    with pytest.raises(NotANumber) as refused:
        read_number(text, kind)
    assert str(refused.value) == words


@pytest.mark.parametrize(
    "value, kind, words",
    [
        (True, "count", f"“True”{COUNT}"),
        (1.5, "money", f"“1.5”{MONEY}"),
        ([], "count", f"“[]”{COUNT}"),
        (-1, "count", f"“-1”{COUNT}"),
        (Decimal(1), "count", f"“1”{COUNT}"),
        (Decimal("-0"), "money", f"“-0”{MONEY}"),
        (Decimal("NaN"), "money", f"“NaN”{MONEY}"),
        (10**400, "count", f"“1{'0' * 18}…”太大了，请核对。"),
    ],
)
def test_checked__value_that_a_cell_cannot_hold__is_refused(value: object, kind: Kind, words: str) -> None:
    with pytest.raises(NotANumber) as refused:
        checked(value, kind)
    assert str(refused.value) == words


@given(st.one_of(st.integers(-MAX_COUNT + 1, MAX_COUNT - 1), st.decimals(0, MAX_COUNT - 1, places=6)))
def test_write_number__any_number__reads_back_exactly(number: int | Decimal) -> None:
    kind: Kind = "money" if isinstance(number, Decimal) else "signed"
    text = write_number(number)
    assert "E" not in text
    assert str(read_number(text, kind)) == str(number).replace("0E-6", "0.000000")


@given(st.integers(0, MAX_COUNT - 1))
def test_read_number__separators_and_full_width__change_nothing(number: int) -> None:
    full_width = str.maketrans("0123456789,", "０１２３４５６７８９，")
    assert read_number(f"{number:,}".translate(full_width), "count") == number


@given(st.text(max_size=30), st.sampled_from(KINDS))
def test_read_number__any_text__is_a_number_or_one_sentence(text: str, kind: Kind) -> None:
    words, number = "“”", None
    try:
        number = read_number(text, kind)
    except NotANumber as refused:
        words = str(refused)
    assert words.startswith("“")
    assert "\n" not in words
    assert number is None or read_number(write_number(number), kind) == number


@pytest.mark.parametrize(
    "text, words", [("a\x07b\n\tc", "a b c"), ("一" * 21, "一" * 19 + "…"), ("一" * 20, "一" * 20), ("\ud800x", "x")]
)
def test_shown__text_in_a_sentence__is_one_short_line(text: str, words: str) -> None:
    assert shown(text) == words
