"""Title, headings, signature, and what they tell."""

import pytest

from clerk_app.exchange.reading.frame import Frame, frame
from clerk_app.exchange.reading.words import words
from clerk_app.form.edition import editions


def read(*lines: str) -> Frame:
    return frame(lines, editions()["2021"], words())


@pytest.mark.parametrize(
    "title, unit, year",
    [
        ("青石镇人民政府2023年政府信息公开工作年度报告", "青石镇人民政府", 2023),
        ("2023年青石镇人民政府政府信息公开年度报告", "青石镇人民政府", 2023),
        ("云岭市教育局2023年度政府信息公开工作年度报告", "云岭市教育局", 2023),
        ("青石镇人民政府关于2023年度政府信息公开年报", "青石镇人民政府", 2023),
    ],
)
def test_title__read__tells_unit_and_year(title: str, unit: str, year: int):
    found = read(title, "前言，一句。", "一、总体情况", "正文。")
    assert (found.unit, found.year) == (unit, year)
    assert found.parts["preface"] == ["前言，一句。"]


@pytest.mark.parametrize(
    "lines, issued, unit",
    [
        (("云岭市青石镇人民政府", "2024年1月15日", "（此件公开发布）"), "2024-01-15", "青石镇人民政府"),
        (("云岭市青石镇人民政府　2024年1月15日",), "2024-01-15", "青石镇人民政府"),
        (("云岭市教育局", "二〇二四年一月十五日"), "2024-01-15", "云岭市教育局"),
        (("云岭市教育局", "二○二四年十二月三十一日"), "2024-12-31", "云岭市教育局"),
        (("云岭市教育局", "2024.1.15"), "2024-01-15", "云岭市教育局"),
    ],
)
def test_signature__read__leaves_the_text(lines: tuple[str, ...], issued: str, unit: str):
    found = read("一、总体情况", "正文。", *lines, "版权所有")
    assert (found.issued, found.unit, found.parts["overview"]) == (issued, unit, ["正文。"])
    assert found.outside == ["版权所有"]


@pytest.mark.parametrize("text", ["（一）总体情况", "总体情况较好，全年公开信息86条。", "2024年13月45日", "一、二、三"])
def test_other_line__read__is_no_heading(text: str):
    assert list(read(text, "正文。").headings) == []


def test_heading_run_in__read__parted_from_its_text():
    found = read("一、总体情况。全年公开信息86条。")
    assert found.parts["overview"] == ["全年公开信息86条。"]


def test_heading_met_twice__read__the_last_counts():
    found = read(
        "一、总体情况", "五、存在的主要问题及改进情况", "一、总体情况", "甲。", "五、存在的主要问题及改进情况", "乙。"
    )
    assert (found.parts["overview"], found.parts["problems"]) == (["甲。"], ["乙。"])
