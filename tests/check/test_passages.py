"""TEXT-NONE: the text says none where the table counts some, or the reverse; in doubt it is silent."""

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[..., Any]
REVIEW, DIRECT, AFTER = "t4/cases/review.total", "t4/cases/suit.direct.total", "t4/cases/suit.after.total"


def tables(applications: int, disputes: int) -> dict[str, int]:
    return {"t3/new/total": applications, REVIEW: disputes, DIRECT: disputes, AFTER: 0}


NONE = [
    "2023年，我镇未收到政府信息公开申请。",
    "全年没有收到任何公民、法人或其他组织提出的政府信息公开申请。",
    "我镇未收到公民、法人或者其他组织的政府信息公开申请",
    "未收到公民、法人和其他组织要求公开信息的申请",
    "2023年1月1日以来一直未接到依申请公开事项",
    "我镇并未接收到一例依申请公开请求",
    "全年没有接到政府信息公开申请",
    "没有接收到信息公开申请",
    "本年度未受理政府信息公开申请",
    "本年度没有受理依申请公开件",
    "全年未发生依申请公开业务",
    "没有发生依申请公开情况",
    "未收到申请",
    "本年无政府信息公开申请",
    "本年没有依申请公开件",
    "不存在依申请公开情况",
    "依申请公开零申请",
    "全年收到政府信息公开申请0件",
    "收到政府信息公开申请０ 件",
    "政府信息公开申请零件",
    "信息公开申请0条",
    "信息公开申请0例",
    "信息公开申请0宗",
    "依申请公开数量为0",
    "依申请公开数量为零",
    "政府信息公开申请均未发生",
    "没有相关申请",
    "没有有关申请",
    "未收到一件政府信息公开申请",
]
NONE_DISPUTES = [
    "未发生因政府信息公开引发的行政复议",
    "没有发生行政复议",
    "未出现行政复议",
    "没有出现行政复议",
    "因此未引起行政复议与行政诉讼",
    "未引发行政复议",
    "未产生行政复议",
    "没有产生行政复议",
    "未涉及行政复议",
    "没有涉及行政复议",
    "未被申请行政复议",
    "没有被申请行政复议",
    "未被提起行政复议和行政诉讼",
    "没有被提起行政诉讼",
    "无行政复议、行政诉讼",
    "无因政府信息公开工作引起的行政复议或诉讼",
    "没有因政府信息公开申请行政复议、提起行政诉讼",
    "没有任何一例因信息公开工作引发的诉讼",
    "行政复议0起",
    "行政复议、行政诉讼均为0",
    "行政复议和行政诉讼案件均为零",
]
SOME = [
    "全年收到政府信息公开申请12件",
    "共接到依申请公开 3 件、政府信息公开申请3份",
    "受理政府信息公开申请两件",
    "新收政府信息公开申请一百零三件",
    "收办政府信息公开申请5宗",
    "收到申请5条",
    "收到5例政府信息公开申请",
    "收到了三件申请",
]
SOME_DISPUTES = ["发生行政复议案件3件", "被申请行政复议1起", "行政复议2件"]
SILENT = [  # whatever the tables say
    "未收到不予公开的政府信息公开申请",
    "去年未收到政府信息公开申请",
    "去年，我镇未收到政府信息公开申请",
    "上年结转政府信息公开申请0件",
    "上一年未收到政府信息公开申请",
    "往年未收到政府信息公开申请",
    "以前年度未收到政府信息公开申请",
    "2021年我镇未收到政府信息公开申请",
    "政府信息公开申请同比增长为0",
    "政府信息公开申请占比为0.5%",
    "全市未发生政府信息公开行政复议",
    "全区未收到政府信息公开申请",
    "全县未收到政府信息公开申请",
    "全省收到政府信息公开申请1200件",
    "各村未收到政府信息公开申请",
    "3个部门未收到政府信息公开申请",
    "如未收到政府信息公开申请也要登记",
    "若没有收到政府信息公开申请",
    "如果未收到政府信息公开申请",
    "一旦收到政府信息公开申请1件立即登记",
    "确保未发生行政复议",
    "力争行政复议为0",
    "未收到行政许可申请",
    "受理行政许可申请35件",
    "房屋征收未发生行政复议",
    "办理低保申请受理120件",
    "受理建房申请18件",
    "无锡市政府信息公开申请办理规范有序",
    "零距离服务群众政府信息公开申请",
    "对没有联系方式的申请一次性告知补正",
    "对没有现成信息的申请依法告知",
    "对不存在的政府信息公开申请依法告知",
    "不存在未受理政府信息公开申请",
    "未收到的申请",
    "没有出现申请人不满意的情况",
    "收到申请表5份",
    "收到政府信息公开申请书5份",
    "未发生因申请渠道不畅影响信息公开",
    "没有发生申请方式公开不到位",
    "未发生申请流程公开不到位",
    "未收到信息公开申请材料",
    "收到政府信息公开申请三个工作日内登记",
    "收到政府信息公开申请1个工作日内登记",
    "收到政府信息公开申请一次性告知",
    "部分公开申请0件",
    "予以公开申请0件",
    "无法提供申请0件",
    "不予处理申请0件",
    "其他处理申请0件",
    "逾期申请0件",
    "没有超期信息公开申请",
    "重复申请0件",
    "未发生申请答复不及时的信息公开问题",
    "办结申请0件",
    "自然人申请0件",
    "商业企业申请0件",
    "其他法人申请0件",
    "社会组织申请0件",
    "科研机构申请0件",
    "行政复议维持0件",
    "行政复议纠正0件",
    "行政诉讼败诉0件",
    "行政复议撤销0件",
    "行政复议确认违法0件",
    "申请积压0件",
    "未发生政府信息公开申请收费",
    "申请异议0件",
    "申请投诉0件",
    "行政复议尚未审结0件",
    "未经复议直接起诉0件",
    "复议后起诉0件",
    "当面申请0件，信函申请0件，网上申请0件，网络申请0件，邮寄申请0件",
    "没有收到书面信息公开申请",
    "其中政府信息公开申请0件",
    "全年公开信息70条",
]


def about(rule: str, found: Any) -> list[str]:
    return [f.level for f in found.found if f.rule == rule]


@pytest.mark.parametrize("text", NONE)
def test_text_none__text_says_none_but_the_table_has_some__is_found(text: str, read: Read) -> None:
    found = read(more={"overview": text + "\n复议。诉讼。", **tables(12, 0)})
    assert about("TEXT-NONE", found) == ["warning"]
    assert about("TEXT-NONE", read(more={"overview": text, **tables(0, 0)})) == []


@pytest.mark.parametrize("text", NONE_DISPUTES)
def test_text_none__text_says_no_disputes_but_the_table_has_some__is_found(text: str, read: Read) -> None:
    found = read(more={"overview": text + "\n申请。", **tables(12, 3)})
    assert {f.rule for f in found.found if f.level == "warning"} == {"TEXT-NONE"}
    assert read(more={"overview": text + "\n申请。", **tables(12, 0)}).ids == []


@pytest.mark.parametrize("text", SOME + SOME_DISPUTES)
def test_text_none__text_says_some_but_the_table_has_none__is_found(text: str, read: Read) -> None:
    found = read(more={"overview": text, **tables(0, 0)})
    assert set(about("TEXT-NONE", found)) == {"warning"}
    assert "warning" not in about("TEXT-NONE", read(more={"overview": text, **tables(12, 3)}))


@pytest.mark.parametrize("text", SILENT)
@pytest.mark.parametrize("number", [0, 12])
def test_text_none__near_miss__is_silent(text: str, number: int, read: Read) -> None:
    found = read(more={"overview": text, **tables(number, number)}).found
    assert [f.passage.text for f in found if f.rule in ("TEXT-NONE", "TEXT-TABLE") and f.level == "warning"] == []


def test_text_none__message__quotes_the_place_and_the_number(read: Read) -> None:
    found = read(more={"overview": "工作有序。全年未收到政府信息公开申请。\n复议诉讼。", **tables(12, 0)})
    assert found.first.message == "一、总体情况写“未收到政府信息公开申请”，表三的本年新收政府信息公开申请是 12 件。"
    assert (found.first.passage.start, found.first.passage.end) == (7, 18)
    assert found.first.cells == ("t3/new/total",)


def test_text_none__cells_blank_or_no_text__is_no_warning(read: Read) -> None:
    assert about("TEXT-NONE", read(more={"overview": "未收到政府信息公开申请。"})) == ["hint"]
    assert read(more=tables(12, 3)).ids == []


def test_text_none__cells_blank__says_that_they_must_be_0(read: Read) -> None:
    found = read(more={"overview": "未收到政府信息公开申请。"}).first
    assert found.message == "一、总体情况写“未收到政府信息公开申请”，表三的本年新收政府信息公开申请还没有填。"


def test_text_none__numbers_that_no_text_names__are_a_hint_each(read: Read) -> None:
    found = read(more={"overview": "全年公开信息70条。", **tables(12, 3)})
    assert [(f.rule, f.level) for f in found.found] == [("TEXT-NONE", "hint")] * 3
    assert found.first.message == ("表三的本年新收政府信息公开申请是 12 件，文字部分没有提到本年新收政府信息公开申请。")


# ---- the other rules of the text: their exact sentences

TEXT = "（二）依申请公开。本年新收申请7件，予以公开{open}件。"


@pytest.mark.parametrize(
    "values, message",
    [
        (
            {"overview": TEXT.format(open=5), "t3/new/total": 7, "t3/done.open/total": 3},
            "一、总体情况写“予以公开5件”，表三的予以公开是 3 件。",
        ),
        (
            {"overview": "收到申请9件。", "t3/new/total": 7, "t3/carried/total": 1},
            "一、总体情况写“收到申请9件”，表三的本年新收政府信息公开申请是 7 件（本年新收、上年结转共 8 件）。",
        ),
        (
            {"overview": "收到申请7件，其中自然人5件。", "t3/new/total": 7, "t3/new/natural": 4},
            "一、总体情况写“自然人5件”，表三的自然人的本年新收政府信息公开申请是 4 件。",
        ),
        (
            {"overview": "收取行政事业性收费2.5万元。", "p8/fee/amount": "2.4"},
            "一、总体情况写“行政事业性收费2.5万元”，表二的行政事业性收费金额是 2.4 万元。",
        ),
        (
            {"overview": "行政复议和行政诉讼共3件。", REVIEW: 1, DIRECT: 1, AFTER: 0},
            "一、总体情况写“行政复议和行政诉讼共3件”，表四的行政复议与行政诉讼是 2 件。",
        ),
    ],
)
def test_text_table__message__has_both_sides(values: dict[str, object], message: str, read: Read) -> None:
    found = [f for f in read(more=values).found if f.rule == "TEXT-TABLE"]
    assert [f.message for f in found] == [message]


def test_text_scope__more_than_this_organ__is_a_hint(read: Read) -> None:
    found = read(more={"overview": "全市收到政府信息公开申请300件。", "t3/new/total": 7}).found
    assert [(f.rule, f.level, f.message) for f in found] == [
        (
            "TEXT-SCOPE",
            "hint",
            "一、总体情况写“收到政府信息公开申请300件”，说的是更大范围的数，表三的本年新收政府信息公开申请是 7 件。",
        )
    ]


def test_text_scope__a_city_speaks_of_its_own(read: Read) -> None:
    values = {"overview": "全市收到政府信息公开申请300件。", "t3/new/total": 7, "cover/level": "city"}
    assert [f.rule for f in read(more=values).found] == ["TEXT-TABLE"]


@pytest.mark.parametrize(
    "text, cells, names",
    [
        ("行政复议2件，均获维持。", {"t4/cases/review.corrected": 1}, "行政复议·结果纠正 1 件"),
        ("行政复议2件，全部维持。", {"t4/cases/review.pending": 2}, "行政复议·尚未审结 2 件"),
        ("行政诉讼零败诉。", {"t4/cases/suit.after.corrected": 1}, "复议后起诉·结果纠正 1 件"),
    ],
)
def test_text_outcome__other_results_in_the_table__are_named(
    text: str, cells: dict[str, int], names: str, read: Read
) -> None:
    zero = {
        f"t4/cases/{b}.{r}": 0
        for b in ("review", "suit.direct", "suit.after")
        for r in ("corrected", "other", "pending")
    }
    found = [f for f in read(more={"overview": text, **zero, **cells}).found if f.rule == "TEXT-OUTCOME"]
    assert [f.message for f in found] == [
        f"一、总体情况写“{text[-5:-1] if '均' in text or '全' in text else '零败诉'}”，表四有{names}。"
    ]


@pytest.mark.parametrize("text", ["行政复议2件，结果维持1件。", "建议采纳情况全部维持。", "行政复议均获维持。"])
def test_text_outcome__some_results_or_none_other__is_silent(text: str, read: Read) -> None:
    zero = {f"t4/cases/review.{r}": 0 for r in ("corrected", "other", "pending")}
    assert about("TEXT-OUTCOME", read(more={"overview": text, **zero})) == []


def test_text_twice__two_numbers_for_one__names_both_places(read: Read) -> None:
    found = read(more={"overview": "收到申请7件。", "problems": "全年收到申请9件。"}).found
    assert [f.message for f in found] == [
        "本年新收政府信息公开申请写了两个数：“一、总体情况”写“收到申请7件”，“五、存在的主要问题及改进情况”写“收到申请9件”。"
    ]


def test_text_twice__both_in_one_part__names_it_once(read: Read) -> None:
    found = read(more={"overview": "收到申请7件。年内新收申请9件。"}).found
    assert [f.message for f in found] == [
        "本年新收政府信息公开申请写了两个数：“一、总体情况”写“收到申请7件”，又写“新收申请9件”。"
    ]


def test_text_twice__quoted_words_before_the_number__do_not_begin_within_a_year(read: Read) -> None:
    found = read(more={"overview": "青石镇2023年度共计公开信息数为70条。", "problems": "全年公开政府信息80条。"}).found
    assert "写“2023年度共计公开信息数为70条”" in found[0].message


def test_text_twice__all_that_was_disclosed__is_one_number(read: Read) -> None:
    found = read(more={"overview": "全年共公开信息70条。", "problems": "全年公开政府信息80条。"}).found
    assert [(f.rule, f.passage.text) for f in found] == [("TEXT-TWICE", "80条")]


@pytest.mark.parametrize(
    "other", ["全年收到申请7件。", "收办申请8件。", "去年收到申请9件。", "收到申请约9件。", "全市收到申请9件。"]
)
def test_text_twice__the_same_or_another_quantity__is_silent(other: str, read: Read) -> None:
    values = {"overview": "收到申请7件。", "problems": other, "t3/new/total": 7, "t3/carried/total": 1}
    assert about("TEXT-TWICE", read(more=values)) == []


def test_measure_word__tiao_for_applications__is_found(read: Read) -> None:
    found = read(more={"overview": "收到申请7条。", "t3/new/total": 7}).found
    assert [f.message for f in found] == ["一、总体情况写“收到申请7条”，这里不用“条”作量词。"]
