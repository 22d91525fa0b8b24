"""LEFTOVER, OLD-YEAR, OTHER-UNIT: the template's words, empty places, last year's year, another unit's name."""

from collections.abc import Callable
from typing import Any

import pytest

from clerk_app.check.leftovers import findings
from clerk_app.check.wording import lists

Make = Callable[..., Any]


def messages(make: Make, text: str, unit: str = "石桥湾镇人民政府") -> list[str]:
    report = make({"overview": text, "cover/parent": "清江市"}, year=2025, unit=unit)
    return [f.message for f in findings(report)]


@pytest.mark.parametrize("phrase", lists().template)
def test_leftover__sentence_of_the_template__is_an_error(phrase: str, make: Make) -> None:
    found = findings(make({"overview": f"主动公开。{phrase}第二。"}))
    assert [(f.rule, f.level, f.passage and f.passage.text) for f in found] == [("LEFTOVER", "error", phrase)]
    assert found[0].message == f"格式里的说明文字“{phrase}”还留在报告里。"


@pytest.mark.parametrize("blank", ["XX", "XXX", "××", "ＸＸ", "*", "___", "＿＿", "？？"])
def test_leftover__empty_place__is_found(blank: str, make: Make) -> None:
    assert messages(make, f"全年公开信息{blank}条。") == [f"“{blank}”处还没有填上内容。"]


@pytest.mark.parametrize(
    "text",
    [
        "图片尺寸为800×600。",
        "全天候7×24小时服务。",
        "编写说明书1册。",
        "通过EXX系统发布。",
        "是否满意？群众说了算。",
        "填报表格式统一。",
        "邮箱a_b@example.cn。",
    ],
)
def test_leftover__near_miss__is_silent(text: str, make: Make) -> None:
    assert messages(make, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "2024年，我镇认真落实《条例》。",
        "工作有序。2024年我镇公开信息10条。",
        "（一）主动公开。2024年共公开信息10条。",
        "2024年度，石桥湾镇扎实推进公开。",
        "现公布石桥湾镇2024年政府信息公开工作年度报告。",
        "2024年全年公开信息10条。",
    ],
)
def test_old_year__where_this_year_belongs__is_found(text: str, make: Make) -> None:
    assert messages(make, text) == ["这里写的是“2024年”，本报告是2025年的。"]


@pytest.mark.parametrize(
    "text",
    [
        "2025年，我镇认真落实《条例》。",
        "公开信息数比2024年增长10%。",
        "2024年我镇公开信息10条，2025年同比增长10%。",
        "2024年，考核中指出的问题已经整改。",
        "根据《2024年政务公开工作要点》开展工作。",
        "依据清政办发〔2024〕3号文件。",
        "2026年，我镇将继续做好公开。",
        "落实“2024年，我镇有约”活动。",
    ],
)
def test_old_year__last_year_on_purpose__is_silent(text: str, make: Make) -> None:
    assert messages(make, text) == []


@pytest.mark.parametrize(
    "text, name",
    [
        ("2025年，青石镇高度重视政府信息公开工作。", "青石镇"),
        ("清江市青石镇人民政府编制本报告。", "青石镇"),
        ("公开有序。青石镇共公开信息10条。", "青石镇"),
        ("青石镇全年公开信息10条。青石镇在网站公开。", "青石镇"),
    ],
)
def test_other_unit__of_the_same_kind__is_found_once(text: str, name: str, make: Make) -> None:
    assert messages(make, text) == [f"文字里出现了“{name}”，本报告的单位是石桥湾镇人民政府。"]


@pytest.mark.parametrize(
    "text",
    [
        "石桥湾镇高度重视政府信息公开工作。",
        "清江市石桥湾镇人民政府编制本报告。",
        "我镇全年公开信息10条。",
        "全镇共有12个村。",
        "各乡镇认真学习。乡镇全面落实，城镇持续更新。",
        "按照镇党委要求开展。影响镇党委和政府公信力。",
        "青石镇人民政府与我镇联合开展宣传。",
        "特色小镇在建，中心镇共建。",
        "清江市人民政府网站主动公开。",
    ],
)
def test_other_unit__own_name_or_no_name__is_silent(text: str, make: Make) -> None:
    assert messages(make, text) == []


def test_other_unit__department__is_not_compared(make: Make) -> None:
    assert messages(make, "财政局高度重视，石桥镇全面落实。", unit="清江市水利局") == []
