"""Percentages with a name of their own, and channels that must be all applications."""

from collections.abc import Callable
from typing import Any

import pytest

from clerk_app.check import rates
from clerk_app.check.bindings import paragraphs
from clerk_app.check.finding import Finding
from clerk_app.check.turn import Turn

Make = Callable[..., Any]
TABLES = {
    "t3/new/total": 13, "t3/carried/total": 1, "t3/done.total/total": 12, "t3/done.open/total": 6,
    "t3/done.partial/total": 2, "t4/cases/review.total": 4, "t4/cases/review.upheld": 2,
    "t4/cases/review.corrected": 1, "t4/cases/review.other": 1,
}  # fmt: skip


def _findings(report: Any) -> list[Finding]:
    return rates.findings(Turn(report), paragraphs(report))


def messages(make: Make, text: str, **tables: object) -> list[str]:
    return [f.message for f in _findings(make({"overview": text, **TABLES, **tables}))]


def test_rate__wrong__names_both_numbers(make: Make) -> None:
    assert messages(make, "依申请公开办结12件，办结率为95%。") == [
        "一、总体情况写办结率95%，照表中的数 12 ÷ 14 = 85.71%。"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "依申请公开办结12件，办结率85.7%。",
        "依申请公开办结12件，办结率92.3%。",
        "依申请公开办结12件，办结率100%。",  # of those that were due
        "依申请公开办结12件，按时办结率95%。",
        "依申请公开办结12件，办结率约90%。",
        "人大建议办结12件，办结率95%。",
        "依申请公开收到13件，公开率66.7%。",
        "依申请公开收到13件，公开率50%。",
        "发生行政复议4件，被纠错率25%。",
        "发生行政复议4件，纠错率较上年下降3个百分点。",
    ],
)
def test_rate__right_or_of_something_else__is_silent(text: str, make: Make) -> None:
    assert messages(make, text) == []


@pytest.mark.parametrize("text", ["依申请公开收到13件，公开率（含部分公开）达76.7%。", "行政复议4件，维持率60%。"])
def test_rate__none_of_its_wholes__is_found(text: str, make: Make) -> None:
    assert len(messages(make, text)) == 1


def test_rate__blank_cell__is_silent(make: Make) -> None:
    assert _findings(make({"overview": "依申请公开办结12件，办结率95%。", "t3/new/total": 13})) == []


def test_channels__other_than_all__names_both_numbers(make: Make) -> None:
    assert messages(make, "依申请公开：网络申请9件、信函申请5件、当面申请1件。") == [
        "一、总体情况写的各渠道 9 + 5 + 1 = 15件，表三的本年新收政府信息公开申请是 13 件。"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "依申请公开：网络申请7件、信函申请5件、当面申请1件。",
        "依申请公开：网络申请8件、信函申请5件、当面申请1件。",  # with what was carried over
        "依申请公开：网络申请7件、信函申请2件。",
        "依申请公开：网络申请7件、信函申请2件，合计9件。",
        "依申请公开：网络申请70余件、信函申请2件。",
        "网站发布信息70件、平台发布信息20件、窗口办件300件。",
    ],
)
def test_channels__all_of_them_or_in_doubt__is_silent(text: str, make: Make) -> None:
    assert messages(make, text) == []
