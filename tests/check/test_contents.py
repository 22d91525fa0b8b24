"""PART-EMPTY, TOPIC-MISSING, FEE-STATED, PARTS-COUNT, BASIS, PERIOD, HEADINGS: what must stand in the text."""

from collections.abc import Callable
from typing import Any

import pytest

from clerk_app.check.contents import findings

Make = Callable[..., Any]
TOPICS = "主动公开信息10条。依申请公开0件。信息管理规范。平台建设专栏1个。监督保障有力。"
PREFACE = (
    "根据《中华人民共和国政府信息公开条例》和国办公开办函〔2021〕30号要求编制。"
    "数据统计期限自2023年1月1日起至2023年12月31日止。"
)
WHOLE = {
    "preface": PREFACE,
    "overview": TOPICS,
    "problems": "一是更新不够及时。二是培训较少。下一步加强培训。",
    "others": "本年度没有收取信息处理费。",
}


def found(make: Make, key: str = "2021", **texts: str) -> list[str]:
    return [f.rule for f in findings(make({**WHOLE, **texts}, key))]


def messages(make: Make, key: str = "2021", **texts: str) -> list[str]:
    return [f.message for f in findings(make({**WHOLE, **texts}, key))]


def test_whole_report__has_nothing_to_find(make: Make) -> None:
    assert messages(make) == []


# ---- parts


def test_part_empty__blank_part__is_an_error(make: Make) -> None:
    assert messages(make, problems="") == ["“五、存在的主要问题及改进情况”没有填写。"]


@pytest.mark.parametrize("text", ["无", "无。", "没有。", "暂无", "本年无。", "略"])
def test_part_empty__nothing_but_none__is_found(text: str, make: Make) -> None:
    assert messages(make, problems=text) == [f"“五、存在的主要问题及改进情况”只写了“{text}”。"]


@pytest.mark.parametrize("text", ["无重大问题，但更新不够及时。", "没有问题的说法是不对的。", "略有不足：一是更新慢。"])
def test_part_empty__short_but_something__is_silent(text: str, make: Make) -> None:
    assert found(make, problems=text) == []


def test_part_empty__2019_fee_stands_in_part_one__says_where(make: Make) -> None:
    report = make({"overview": "未涉及到收费问题。"}, "2019")
    assert "“六、其他需要报告的事项”没有填写，收费的情况写在了“一、总体情况”里。" in [
        f.message for f in findings(report)
    ]


# ---- topics and the fee


def test_topic_missing__one_of_five__is_named(make: Make) -> None:
    assert messages(make, overview=TOPICS.replace("监督保障有力。", "")) == ["“一、总体情况”没有写到监督保障。"]


def test_topic_missing__only_its_heading__is_found(make: Make) -> None:
    text = TOPICS.replace("监督保障有力。", "\n（五）监督保障情况")
    assert messages(make, overview=text) == ["“一、总体情况”里监督保障只有标题，没有内容。"]
    assert found(make, overview=text + "\n组织学习。") == []


def test_topic_missing__said_in_other_words__is_silent(make: Make) -> None:
    text = "通过政府网站发布信息10条。未收到申请。做好目录更新。开展培训2次。"
    assert found(make, overview=text) == []


def test_topic_missing__edition_of_2019__asks_nothing(make: Make) -> None:
    assert "TOPIC-MISSING" not in [f.rule for f in findings(make({"overview": "工作有序。"}, "2019"))]


def test_fee_stated__silent_on_the_fee__is_found(make: Make) -> None:
    assert messages(make, others="没有其他需要报告的事项。") == ["“六、其他需要报告的事项”没有写信息处理费的情况。"]
    assert found(make, others="无") == ["FEE-STATED"]


@pytest.mark.parametrize("text", ["未收取政府信息公开信息处理费。", "收取信息处理费0元。", "发出处理费收费通知0件。"])
def test_fee_stated__stated_in_any_way__is_silent(text: str, make: Make) -> None:
    assert found(make, others=text) == []


def test_fee_stated__edition_of_2019__asks_nothing(make: Make) -> None:
    rules = [f.rule for f in findings(make({"others": "没有其他需要报告的事项。"}, "2019"))]
    assert "FEE-STATED" not in rules


# ---- the preface


@pytest.mark.parametrize("said", ["五个方面", "7个部分", "四部分"])
def test_parts_count__another_number__is_found(said: str, make: Make) -> None:
    text = PREFACE + f"本报告由概述、附表等{said}组成。"
    assert messages(make, preface=text) == [f"前言说报告有“{said}”，实际是六个部分。"]


@pytest.mark.parametrize("said", ["本报告由六个部分组成。", "围绕五个方面推进公开。", "全文包括六部分。"])
def test_parts_count__right_or_of_something_else__is_silent(said: str, make: Make) -> None:
    assert found(make, preface=PREFACE + said) == []


def test_basis__superseded_notice__is_found(make: Make) -> None:
    assert messages(make, preface=PREFACE.replace("〔2021〕30号", "〔2019〕60号")) == [
        "编制依据引用了“国办公开办函〔2019〕60号”，2023年的报告应当依据国办公开办函〔2021〕30号。",
    ]


def test_basis__mixed_up_issuer__is_found(make: Make) -> None:
    assert messages(make, preface=PREFACE.replace("国办公开办函", "国办发")) == [
        "编制依据的文号写成了“国办发〔2021〕30号”，应当是国办公开办函〔2021〕30号。"
    ]


def test_basis__none_cited__is_a_hint(make: Make) -> None:
    report = make({**WHOLE, "preface": PREFACE.replace("和国办公开办函〔2021〕30号", "")})
    assert [(f.level, f.message) for f in findings(report)] == [("hint", "前言没有引用国办公开办函〔2021〕30号。")]


@pytest.mark.parametrize(
    "there, instead",
    [
        ("〔2021〕30号", "[2021]30号"),
        ("〔2021〕30号", "（2021）30号"),
        ("〔2021〕30号", "〔2021〕30 号、国办函〔2020〕109号"),
        ("国办公开办函〔2021〕30号", "国务院办公厅关于年度报告格式的通知"),
        ("国办公开办函〔2021〕30号", "国办公开办函〔2021〕30号、清政办发〔2021〕30号"),
    ],
)
def test_basis__right_number_in_other_brackets_or_among_others__is_silent(there: str, instead: str, make: Make) -> None:
    assert found(make, preface=PREFACE.replace(there, instead)) == []


def test_period__last_years__is_found(make: Make) -> None:
    text = PREFACE.replace("2023年1月1日起至2023年12月31日", "2022年1月1日起至2022年12月31日")
    assert messages(make, preface=text) == ["统计期限写的是“2022年1月1日起至2022年12月31日”，本报告是2023年的。"]


def test_period__not_stated__is_found(make: Make) -> None:
    assert messages(make, preface=PREFACE.partition("数据")[0]) == ["没有写明数据的统计期限。"]


@pytest.mark.parametrize(
    "said", ["2023年1月1日至12月31日", "2023年1月1日—2023年12月31日", "2023年1月1日到2023年12月31日"]
)
def test_period__other_ways_to_state_it__are_silent(said: str, make: Make) -> None:
    assert found(make, preface=PREFACE.replace("2023年1月1日起至2023年12月31日", said)) == []


def test_preface__in_part_one__is_read_there(make: Make) -> None:
    assert found(make, preface="", overview=PREFACE + TOPICS) == []


def test_preface__nothing_written_yet__is_silent(make: Make) -> None:
    assert set(found(make, preface="", overview="")) == {"PART-EMPTY"}


# ---- headings


def test_headings__of_the_form_in_the_text__is_found(make: Make) -> None:
    found = messages(make, overview="一、总体情况\n" + TOPICS)
    assert found == ["“一、总体情况”的文字里又写了标题“一、总体情况”。"]


def test_headings__another_first_level__is_a_hint(make: Make) -> None:
    report = make({**WHOLE, "problems": "一、存在的问题\n更新慢。\n二、改进情况\n加强培训。"})
    assert [(f.rule, f.level) for f in findings(report)] == [("HEADINGS", "hint")] * 2
    assert findings(report)[0].message == "“五、存在的主要问题及改进情况”里的“一、存在的问题”用了一级标题的序号。"


@pytest.mark.parametrize("text", ["（一）存在的问题\n更新慢。", "1.更新慢。", "一是更新慢；二、三季度尤其如此。"])
def test_headings__lower_levels__are_silent(text: str, make: Make) -> None:
    assert found(make, problems=text) == []
