"""Which numbers of the text are bound to which cells, and whether they agree."""

from collections.abc import Callable
from typing import Any

from clerk_app.check.bindings import bindings

Make = Callable[..., Any]
TEXT = "（二）依申请公开。本年新收申请13件，其中自然人9件。办结约12件，不予公开3件。全市收到申请300件。"


def test_bindings__each_number__has_its_place_cells_and_verdict(make: Make) -> None:
    refused = {
        f"t3/done.refuse.{r}/total": 0 for r in "banned safety thirdparty internal process casefile enquiry".split()
    }
    cells = {"t3/new/total": 13, "t3/new/natural": 8, "t3/done.total/total": 12, "t3/done.refuse.secret/total": 3}
    found = bindings(make({"overview": TEXT, **cells, **refused}))
    assert [(b.span.text, b.topic, b.cells[0], len(b.cells), b.agrees) for b in found] == [
        ("13件", "本年新收政府信息公开申请", "t3/new/total", 1, True),
        ("9件", "本年新收政府信息公开申请", "t3/new/natural", 1, False),
        ("12件", "本年度办理结果总计", "t3/done.total/total", 1, None),
        ("3件", "不予公开", "t3/done.refuse.secret/total", 8, True),
        ("300件", "本年新收政府信息公开申请", "t3/new/total", 1, None),
    ]
    assert all(TEXT[b.span.start : b.span.end] == b.span.text for b in found)


def test_bindings__blank_cell__says_nothing(make: Make) -> None:
    assert [b.agrees for b in bindings(make({"overview": "收到申请13件。"}))] == [None]


def test_bindings__new_or_with_those_carried_over__both_agree(make: Make) -> None:
    for text in ("收到申请7件。", "收到申请8件。", "收办申请8件。"):
        assert [b.agrees for b in bindings(make({"overview": text, "t3/new/total": 7, "t3/carried/total": 1}))] == [
            True
        ]
    assert [
        b.agrees for b in bindings(make({"overview": "收到申请9件。", "t3/new/total": 7, "t3/carried/total": 1}))
    ] == [False]


def test_bindings__money__is_compared_in_the_digits_of_the_text(make: Make) -> None:
    for said, agrees in (
        ("2.4万元", True),
        ("24000元", True),
        ("24000.5元", False),
        ("2.5万元", False),
        ("2万元", True),
    ):
        found = bindings(make({"overview": f"收取行政事业性收费{said}。", "p8/fee/amount": "2.4"}))
        assert [b.agrees for b in found] == [agrees], said
