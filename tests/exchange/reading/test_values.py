"""What stands in a cell for numbers."""

import pytest

from clerk_app.exchange.reading.values import looks_like_value, read
from clerk_app.exchange.reading.words import words
from clerk_app.form.edition import editions


@pytest.mark.parametrize("text", ["", " ", "0", "-8", "1,234", "１２", "2.5", "无", "/", "——", "5件", "251000元"])
def test_value__looked_at__is_one(text: str):
    assert looks_like_value(text, words())


@pytest.mark.parametrize("text", ["总计", "1.属于国家秘密", "约5", "2023年", "第5项", "12—15"])
def test_text__looked_at__is_none(text: str):
    assert not looks_like_value(text, words())


@pytest.mark.parametrize(
    "text, number", [("", None), ("0", 0), ("１，２３４", 1234), ("5 件", 5), ("无", None), ("五", None), ("3.5", None)]
)
def test_count__read__a_number_or_blank(text: str, number: int | None):
    reading = read(text, editions()["2021"].cells["t3/new/natural"], words())
    assert reading.number == number
    assert bool(reading.doubt) is (number is None and bool(text))


def test_count_with_zeros_behind_a_point__read__whole():
    cell = editions()["2021"].cells["t3/new/natural"]
    assert [read(t, cell, words()).number for t in ("3.0", "12.00", "1,234.0", "3.05")] == [3, 12, 1234, None]


@pytest.mark.parametrize("text, number", [("减8", -8), ("减少12件", -12), ("增3", 3), ("增加０", None), ("减", None)])
def test_change_in_words__read__with_a_word_to_check(text: str, number: int | None):
    reading = read(text, editions()["2019"].cells["p5/permit/change"], words())
    assert reading.number == number
    assert "请核对" in reading.doubt if number is not None else "没有填" in reading.doubt


def test_signed__read__with_its_sign():
    assert read("－8", editions()["2019"].cells["p5/permit/change"], words()).number == -8


@pytest.mark.parametrize("text", ["12①", "12〔3〕", "12*", "12（注1）", "12 ※", "12【3】"])
def test_number_with_the_mark_of_a_note__read__without_it_and_told(text: str):
    reading = read(text, editions()["2021"].cells["t3/new/natural"], words())
    assert (reading.number, reading.doubt) == (12, "数后面有注号，按 12 取，请核对。")


@pytest.mark.parametrize("text, number", [("3（件）", 3), ("3(项)", 3), ("3（约）", None)])
def test_measure_in_brackets__read__with_the_number(text: str, number: int | None):
    assert read(text, editions()["2021"].cells["t3/new/natural"], words()).number == number
