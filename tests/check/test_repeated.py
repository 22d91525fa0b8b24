"""REPEATED: more than half of a part taken over from last year."""

from collections.abc import Callable
from typing import Any

from clerk_app.check.repeated import findings, repeated

Make = Callable[..., Any]
OLD = [
    "我镇严格按照《条例》要求，扎实做好政府信息公开各项工作。",
    "成立了由镇长任组长的政府信息公开工作领导小组，明确专人负责。",
    "围绕重点领域公开财政预决算、社会救助、安全生产等方面的信息。",
    "加强公开信息的保密审查，确保公开内容真实、准确、及时。",
    "通过政府网站、公开栏、微信公众号等渠道公开信息120条。",
    "加强业务培训，不断提升工作人员的业务素质和能力。",
    "主动接受群众监督，认真听取群众对政府信息公开工作的意见。",
]
NEW = [
    "今年重点公开了防汛备汛和农房安全排查的进展。",
    "新建的便民服务大厅设了查阅点，配了两台查询终端。",
    "村级信息员换了九人，上岗前都由镇里培训。",
    "三月起每周五集中更新乡村建设项目的进度和资金。",
    "把征地补偿的文件汇编成册，放在村委会供人查阅。",
    "十月请县里的律师讲了一次依申请公开的答复。",
    "公开栏改为电子屏，滚动播出惠农补贴的名单。",
    "收回问卷一百二十份，群众最关心的是宅基地审批。",
    "对三份过期的文件作了清理，并说明了理由。",
]


def report(make: Make, now: list[str], before: list[str], part: str = "overview") -> Any:
    return make({part: "".join(now), f"previous/{part}": "".join(before)})


def test_repeated__most_of_the_part__is_found_with_both_sentences(make: Make) -> None:
    found = findings(report(make, [*OLD[:4], OLD[4].replace("120", "131"), *OLD[5:], *NEW[:2]], OLD))
    assert [(f.rule, f.level) for f in found] == [("REPEATED", "warning")]
    assert found[0].message == (
        f"“一、总体情况”有 81% 的文字与上年相同或相近，共 7 句。如今年：“{OLD[0]}”；上年：“{OLD[0]}”。"
    )


def test_repeated__less_than_half__is_silent(make: Make) -> None:
    assert findings(report(make, [*OLD[:2], *NEW], OLD)) == []


def test_repeated__short_part_or_nothing_to_compare__is_silent(make: Make) -> None:
    assert findings(report(make, OLD[:2], OLD)) == []
    assert findings(make({"overview": "".join(OLD)})) == []


def test_repeated__part_six__is_not_compared(make: Make) -> None:
    assert findings(report(make, OLD, OLD, "others")) == []


def test_repeated__nearly_the_same__are_pairs_side_by_side() -> None:
    changed = OLD[4].replace("120", "131").replace("渠道", "方式")
    pairs = repeated(NEW[0] + changed, "".join(OLD))
    assert [(p.now, p.before) for p in pairs] == [(changed, OLD[4])]
    assert (NEW[0] + changed)[pairs[0].start : pairs[0].end] == changed


def test_repeated__two_of_last_year_alike__is_paired_with_the_one_more_alike() -> None:
    near, nearer = OLD[4].replace("120", "89").replace("渠道", "方式"), OLD[4].replace("120", "131")
    assert [p.before for p in repeated(OLD[4], near + nearer)] == [nearer]
    assert [p.before for p in repeated(OLD[4], nearer + near)] == [nearer]


def test_repeated__same_characters_in_another_order__is_no_pair() -> None:
    assert repeated(OLD[2], "".join(reversed(OLD[2].rstrip("。"))) + "。") == ()


def test_repeated__hundreds_of_sentences_of_the_same_characters__ends_soon() -> None:
    letters = [chr(0x4E00 + i) for i in range(280)]
    text = "".join("".join(letters[i:] + letters[:i]) + "。" for i in range(200))
    assert repeated(text, "。".join("".join(reversed(s)) for s in text.split("。")) + "。") == ()


def test_repeated__thousands_of_sentences__ends_soon() -> None:
    text = "".join(f"第{i}句话说的是第{i * 7}件不同的事情。" for i in range(8000))
    assert len(repeated(text, text)) == 8000
