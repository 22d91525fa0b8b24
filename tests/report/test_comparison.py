"""This year beside last year."""

from collections.abc import Callable

from clerk_app.report.comparison import CellChange, TextChange, cells, texts
from clerk_app.report.model import Report

Make = Callable[..., Report]


def test_cells__of_both_years__are_those_that_differ(make: Make) -> None:
    report = make({
        "t3/new/natural": 5, "previous/t3/new/natural": 3, "t3/new/total": 5, "previous/t3/new/total": 5,
        "t3/next/total": 1, "previous/t3/carried/total": 1,
    })  # fmt: skip
    assert cells(report) == [CellChange("t3/new/natural", 3, 5)]


def test_texts__of_both_years__have_what_is_new_and_what_is_gone(make: Make) -> None:
    report = make({
        "t3/new/total": 5, "overview": "收到{t3/new/total}件。没有诉讼。", "previous/overview": "收到3件。没有诉讼。",
        "problems": "只有今年。",
    })  # fmt: skip
    assert texts(report) == [TextChange("overview", ("收到5件。",), ("收到3件。",), 1)]
