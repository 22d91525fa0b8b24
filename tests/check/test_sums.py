"""TEXT-SUM, TEXT-PERCENT: arithmetic inside the text."""

from collections.abc import Callable
from typing import Any

import pytest

from clerk_app.check import sums
from clerk_app.check.bindings import paragraphs
from clerk_app.check.finding import Finding
from clerk_app.check.turn import Turn

Make = Callable[..., Any]
TABLES = {"t3/new/total": 13, "t3/carried/total": 1, "t3/done.total/total": 12, "t4/cases/review.total": 4}


def findings(report: Any) -> list[Finding]:
    turn, written = Turn(report), paragraphs(report)
    return [*sums.lists(turn, written), *sums.findings(turn, written)]


def messages(make: Make, text: str) -> list[str]:
    return [f.message for f in findings(make({"overview": text, **TABLES}))]


def test_text_sum__parts_are_less__says_both_sums(make: Make) -> None:
    assert messages(make, "全年共公开信息214条，其中惠农补贴63条、乡村建设38条、其他信息103条。") == [
        "一、总体情况写共214条，分项 63 + 38 + 103 = 204条，相差 10。"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "公开信息100条，其中甲类60条、乙类50条。",
        "公开信息100条：甲类60条，乙类30条。",
        "共公开信息100条，其中甲类60条；乙类20条；丙类10条。",
        "共公开信息一百条，包括甲类六十条、乙类二十条、其余二十一条。",
        "累计公开信息100条。其中甲类60条、乙类50条。".replace("。其中", "，其中"),
    ],
)
def test_text_sum__does_not_add_up__is_found(text: str, make: Make) -> None:
    assert [f.rule for f in findings(make({"overview": text}))] == ["TEXT-SUM"]


@pytest.mark.parametrize(
    "text",
    [
        "全年公开信息214条，其中惠农补贴63条、乡村建设38条、其他信息113条。",
        "全年公开信息214条：网站124条，工作动态34条，其他56条。",
        "公开信息500条，其中通过网站公开200条。",
        "公开信息500条，其中网站200条，公众号150条。",
        "共公开信息500条，其中网站200条、公众号150条、公开栏50条等。",
        "共公开信息500余条，其中网站200条、公众号150条、公开栏50条。",
        "共公开信息500条，其中图解5篇、视频3个、问答2期。",
        "共办结建议5件，其中甲3件、乙2件；共培训2次，其中镇级1次、村级1次。",
        "共公开信息500条，其中网站300条（含图解50条、问答30条）、公众号200条。",
        "共公开信息500条，其中网站300条，占60%；公众号200条，占40%。",
        "共公开信息500条，其中网站300条，较上年增加50条；公众号200条。",
        "发布信息20条，其中转载12条，点击5000次，共收到留言9条。",
        "清理信息27条，其中失效15条，其中甲类9条、乙类8条。",
    ],
)
def test_text_sum__adds_up_or_is_no_whole_list__is_silent(text: str, make: Make) -> None:
    assert messages(make, text) == []


def test_text_sum__all_bound_to_cells__is_left_to_the_tables(make: Make) -> None:
    assert messages(make, "共办结政府信息公开申请12件，其中予以公开6件、部分公开2件、不予公开1件。") == []


def test_text_percent__wrong_share__names_both(make: Make) -> None:
    text = "办结政府信息公开申请12件，其中予以公开6件，占60%。"
    assert messages(make, text) == ["一、总体情况写“予以公开6件”占60%，6 ÷ 12 = 50%。"]


@pytest.mark.parametrize(
    "text",
    [
        "办结政府信息公开申请12件，其中予以公开6件，占50%。",
        "办结政府信息公开申请12件，予以公开6件，占办结总数的50.0%；部分公开2件，占比16.7%。",
        "收到政府信息公开申请13件，予以公开6件，占46.2%。",
        "收到政府信息公开申请13件，予以公开6件，占42.9%。",
        "办结政府信息公开申请12件，同比增长20%，满意率100%。",
        "办结政府信息公开申请12件，占全市的5%，网上申请占80%。",
        "予以公开依申请公开6件，占约五成。公开信息214条，占比30%。",
        "因政府信息公开被申请行政复议4件，占25%。".replace("25", "100"),
    ],
)
def test_text_percent__fits_one_of_the_wholes_or_is_something_else__is_silent(text: str, make: Make) -> None:
    assert messages(make, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "公开住房信息86条、征收信息104条、其他信息51条，共231条。",
        "公开住房信息86条，征收信息104条，其他信息51条，合计231条。",
        "全年公开信息162条，分别是农业类41条、财政类38条、其他93条。",
        "公开信息11条，较去年的8条增加5条。",
    ],
)
def test_text_sum__whole_behind_its_parts_or_change__is_found(text: str, make: Make) -> None:
    assert [f.rule for f in findings(make({"overview": text}))] == ["TEXT-SUM"]


@pytest.mark.parametrize(
    "text",
    [
        "公开住房信息86条、征收信息104条、其他信息51条，共241条。",
        "公开甲1条、乙2条、丙3条、丁4条、戊5条、己6条、庚7条、辛8条、壬9条、癸10条，共55条。",
        "全年会议9次，公开住房信息86条、征收信息104条，共190条。",
        "发布图解3条、视频5条。共公开信息900条。",
        "整改问题3个、建议5个，共培训40个单位。",
        "公开信息86条、104条，共约200条。",
        "全年公开信息162条，分别是农业类41条、财政类38条。",
        "公开信息11条，较去年的8条增加3条。",
        "公开信息11条，较去年减少8条，增加3条。",
    ],
)
def test_text_sum__whole_behind_its_parts_or_change__right_or_in_doubt__is_silent(text: str, make: Make) -> None:
    assert messages(make, text) == []
