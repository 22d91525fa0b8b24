"""Labels and titles in even lines that end where the sense allows."""

import pytest

from clerk_app.paper.faces import bundled
from clerk_app.paper.labels import even_lines
from clerk_app.paper.pages import title_lines


def split(text: str, measure: float, *, place: bool = False) -> str:
    widths = tuple(0.5 if c.isascii() else 1.0 for c in text)
    return "|".join(text[a:b] for a, b in even_lines(text, widths, measure, place=place))


@pytest.mark.parametrize(
    "label, measure, expected",
    [
        ("总计", 3, "总计"),
        ("商业企业", 3, "商业|企业"),
        ("科研机构", 3.2, "科研|机构"),
        ("社会公益组织", 3.2, "社会|公益|组织"),
        ("（三）不予公开", 4.2, "（三）|不予公开"),
        ("三、本年度办理结果", 3.4, "三、|本年度|办理|结果"),
        ("（二）部分公开（区分处理的，只计这一情形）", 15, "（二）部分公开|（区分处理的，只计这一情形）"),
        ("5.要求行政机关确认或重新出具已获取信息", 15.8, "5.要求行政机关确认|或重新出具已获取信息"),
    ],
)
def test_label__too_long_for_its_cell__ends_its_lines_between_words(label: str, measure: float, expected: str):
    assert split(label, measure) == expected


def test_text_without_any_place_to_break__is_broken_hard():
    assert split("，" * 10, 4) == "，，，，|，，，，|，，"


def test_title__longer_than_a_line__is_balanced_between_its_pieces():
    assert title_lines(("花山镇", "2019年", "政府信息公开工作年度报告"), bundled()) == [
        "花山镇2019年政府信息公开工作年度报告"
    ]
    assert title_lines(("青石镇人民政府", "2024年", "政府信息公开工作年度报告"), bundled()) == [
        "青石镇人民政府2024年",
        "政府信息公开工作年度报告",
    ]


def test_title__of_a_unit_longer_than_a_line__breaks_behind_a_place():
    unit = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县人民政府"
    assert title_lines((unit, "2024年", "政府信息公开工作年度报告"), bundled()) == [
        "新疆维吾尔自治区伊犁哈萨克自治州",
        "察布查尔锡伯自治县人民政府",
        "2024年政府信息公开工作年度报告",
    ]


def test_name_of_an_organ__ending_with_a_word_of_three__is_not_broken_inside_a_word():
    name = "清江市石桥湾镇经济发展和社会事务综合管理办公室"
    assert split(name, 14, place=True) == "清江市石桥湾镇经济发展|和社会事务综合管理办公室"
