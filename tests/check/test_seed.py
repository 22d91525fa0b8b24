"""A published report of 2019 with its real defects: all of them are found, and nothing else is called an error."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clerk_app.check.run import check

SEED = Path(__file__).resolve().parents[3] / "shared" / "domain" / "seed" / "huashan-2019.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the published report of 2019 is not at hand")


@pytest.fixture
def found(make: Callable[..., Any]) -> list[tuple[str, str, str]]:
    """Level, rule and message of every finding."""
    lines = SEED.read_text("utf-8").splitlines()
    at = {h: next(i for i, line in enumerate(lines) if line.startswith(h)) for h in ("一、", "二、", "五、")}
    end = next(i for i, line in enumerate(lines) if line.startswith("临江市花山镇人民政府"))
    texts = {
        "preface": lines[1 : at["一、"]],
        "overview": lines[at["一、"] + 1 : at["二、"]],
        "problems": lines[at["五、"] + 1 : end],
    }
    values = {part: "\n".join(line.strip() for line in text) for part, text in texts.items()}
    cover = {"cover/parent": "临江市", "cover/issued": "2019-12-30"}
    return [
        (f.level, f.rule, f.message)
        for f in check(make({**values, **cover}, "2019", year=2019, unit="花山镇人民政府")).all
    ]


def test_seed__errors__are_the_blank_tables_the_missing_part_and_the_date(found: list[tuple[str, str, str]]) -> None:
    assert [rule for level, rule, _ in found if level == "error"] == ["DATE-EARLY", "PART-EMPTY", *["BLANK"] * 7]


@pytest.mark.parametrize(
    "message",
    [
        "一、总体情况写“并未接收到一例依申请公开”，表三的本年新收政府信息公开申请还没有填。",
        "“六、其他需要报告的事项”没有填写，收费的情况写在了“一、总体情况”里。",
        "前言说报告有“五个方面”，实际是六个部分。",
        "前言没有引用国办公开办函〔2019〕60号。",
        "成文日期2019年12月30日早于统计期限的末日2019年12月31日。",
        "“査”不是规范汉字，在“上级来检査时就大忙”处，共 1 处。",
        "“测重”疑为“侧重”，在“重点、有测重地开展学”处。",
        "文字中间有 3 处多余的空格：“开条例 》(”、“019 年临”、“9〕1 号文”。",
    ],
)
def test_seed__each_of_its_points__is_found(message: str, found: list[tuple[str, str, str]]) -> None:
    assert message in [m for _, _, m in found]


def test_seed__one_quantity_by_two_measures__is_a_hint(found: list[tuple[str, str, str]]) -> None:
    (hint,) = [(level, m) for level, rule, m in found if rule == "MEASURE-WORD"]
    assert hint[0] == "hint"
    assert hint[1] == (
        "公开信息总数用了两种量词：“一、总体情况”写“2019年度共计公开信息数为70条”，又写“全年政府信息公开70份”。"
    )


def test_seed__warnings__are_only_what_a_reviewer_would_say(found: list[tuple[str, str, str]]) -> None:
    rules = {rule for level, rule, _ in found if level == "warning"}
    # PERIOD: the preface must state the period, and this one does not.
    assert rules == {"PERIOD", "PARTS-COUNT", "WORD-CHARACTER", "WORD-CONFUSED"}


def test_seed__hints__are_only_what_a_reviewer_would_say(found: list[tuple[str, str, str]]) -> None:
    rules = {rule for level, rule, _ in found if level == "hint"}
    assert rules == {"BASIS", "TEXT-NONE", "MEASURE-WORD", "WORD-PUNCTUATION"}
    # The text says that there was none of each: 0 is to be filled in, in table three and in both blocks of table four.
    assert [m.rpartition("，")[2] for _, rule, m in found if rule == "TEXT-NONE"] == [
        "表三的本年新收政府信息公开申请还没有填。", "表四的行政复议还没有填。", "表四的行政诉讼还没有填。",
    ]  # fmt: skip
