"""This year's sentences beside last year's."""

from collections.abc import Callable

from clerk_app.check.finding import Finding, Span
from clerk_app.check.repeated import Pair
from clerk_app.gui.side_by_side import Pairs, pairs_of
from clerk_app.report.model import Report

SAME = "本机关认真落实政府信息公开工作要求。"


def test_pairs_of__text_with_a_figure_field__places_are_those_of_the_stored_text(make: Callable[..., Report]) -> None:
    stored = f"全年新收{{t3/new/total}}件申请。{SAME}"
    report = make({"overview": stored, "previous/overview": f"去年。{SAME}", "t3/new/total": 5})
    finding = Finding("REPEATED", "warning", "", "", "", passage=Span("overview", 0, 1, "全"))
    (pair,) = pairs_of(report, finding)
    assert stored[pair.start : pair.end] == SAME
    assert pair.before == SAME
    assert pairs_of(report, Finding("OTHER", "warning", "", "", "", passage=finding.passage)) == ()


def test_list__equal_sentences__are_said_to_be_equal() -> None:
    shown = Pairs()
    shown.show_pairs((Pair(0, 1, "今年。", "去年。"), Pair(1, 2, "一样。", "一样。")))
    assert [[shown.item(row, column).text() for column in range(2)] for row in range(2)] == [
        ["今年。", "去年。"],
        ["一样。", "相同"],
    ]
