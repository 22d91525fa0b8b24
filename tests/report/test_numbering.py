"""Numbers of paragraphs."""

import pytest

from clerk_app.report.numbering import following, marker


@pytest.mark.parametrize(
    "paragraph, number, after",
    [
        ("一、总体情况", "一、", "二、"),
        ("（九）其他", "（九）", "（十）"),
        ("（十）其他", "（十）", "（十一）"),
        ("(十九)其他", "(十九)", "(二十)"),
        ("二十九、其他", "二十九、", "三十、"),
        ("1.学习", "1.", "2."),
        ("9．学习", "9．", "10．"),
        ("1、学习", "1、", "2、"),
        ("（1）学习", "（1）", "（2）"),
    ],
)
def test_marker__of_a_numbered_paragraph__has_a_next_one(paragraph: str, number: str, after: str) -> None:
    assert marker(paragraph) == number
    assert following(number) == after


@pytest.mark.parametrize(
    "paragraph", ["", "全年公开12条。", "1.5万元", "12条", "三.学习", "二）学习", "（一、学习", "2025年"]
)
def test_marker__of_any_other_paragraph__is_none(paragraph: str) -> None:
    assert marker(paragraph) == ""
