"""PRIVACY: numbers of persons in the text; all numbers here are made up by their check digits."""

from collections.abc import Callable
from typing import Any

import pytest

from clerk_app.check.privacy import findings, is_identity, luhn

Make = Callable[..., Any]
IDENTITY, CARD = "11010519491231002X", "6222020000000000000"[:15]


def card() -> str:
    """Sixteen digits with a right check digit."""
    return next(CARD + d for d in "0123456789" if luhn(CARD + d))


def messages(make: Make, text: str, part: str = "overview") -> list[str]:
    return [f.message for f in findings(make({part: text, "cover/contact/phone": "13900000001"}))]


def test_privacy__identity_card__is_found_and_not_repeated_in_full(make: Make) -> None:
    assert messages(make, f"张某（{IDENTITY}）申请公开。") == ["文字里有像身份证号码的数字“110…2X”。"]


def test_privacy__mobile_of_a_person__is_found(make: Make) -> None:
    assert messages(make, "王某，手机13800138000，反映情况。") == ["文字里有像手机号码的数字“138…00”。"]


@pytest.mark.parametrize("text", [f"退款至{card()}", "账号：2201 0000 1234 5678 9", "开户银行账号220100001234"])
def test_privacy__bank_account__is_found(text: str, make: Make) -> None:
    assert [m.partition("的数字")[0] for m in messages(make, text)] == ["文字里有像银行账号"]


@pytest.mark.parametrize(
    "text",
    [
        "咨询电话0439-5100001。",
        "联系人手机13900000001。",
        "浏览量12345678901次。",
        "资金1234567.89元。",
        "12345热线。",
        "统一社会信用代码91110000MA01ABCD2X。",
        "编号110105194913310021。",
        "2025年1月1日至2025年12月31日",
    ],
)
def test_privacy__near_miss__is_silent(text: str, make: Make) -> None:
    assert messages(make, text) == []


def test_privacy__contact_in_the_preface__is_meant_to_be_public(make: Make) -> None:
    assert messages(make, "联系电话：13800138000。", "preface") == []
    assert messages(make, "举报人13800138000。", "preface") != []


def test_is_identity__wants_a_birthday_and_the_check_character() -> None:
    assert is_identity(IDENTITY)
    assert not is_identity("110105194912310021")
    assert not is_identity("110105194913310021")
    assert not is_identity("1101051949123100")
