"""This year beside last year in its window."""

from pathlib import Path

from clerk_app.gui.comparison_page import NONE, show_comparison
from clerk_app.gui.window import Window


def test_comparison__of_two_years__lists_what_differs_and_leads_there(window: Window, report: Path) -> None:
    window.filing.open(report)
    assert window.desk is not None
    assert show_comparison(window).words.text() == NONE
    window.desk.session.edit({
        "t3/new/natural": 5, "previous/t3/new/natural": 8, "overview": "今年。同样的话。",
        "previous/overview": "去年。同样的话。",
    })  # fmt: skip
    page = show_comparison(window)
    heads = [page.list.topLevelItem(i) for i in range(page.list.topLevelItemCount())]
    cell = heads[0].child(0)
    assert [cell.text(i) for i in range(4)] == ["表三·自然人·本年新收", "8", "5", "减 3（38%）"]
    assert heads[1].text(0) == "一、总体情况：新写 1 句，去掉 1 句，相同 1 句"
    page.list.itemActivated.emit(cell, 0)
    assert not page.isVisible()
    assert window.desk.tabs.key == "applications"
    assert window.desk.grid is not None
    assert window.desk.grid.current == "t3/new/natural"
