"""The numbers of the texts: what each was bound to, and the keys that lead to the words and to the cell."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.gui.bindings_page import NONE, BindingsPage, rows, show_bindings
from clerk_app.gui.pages import TextPage
from clerk_app.gui.window import Window
from clerk_app.report.model import Report
from tests.gui.conftest import InFront, Until

TEXT = "全年新收政府信息公开申请{t3/new/total}件，上年结转政府信息公开申请3件。走访群众27次。"
VALUES = {"overview": TEXT, "t3/new/total": 5, "t3/carried/total": 4}


def test_rows__bound_and_unbound__say_cell_number_and_what_came_of_it(make: Callable[..., Report]) -> None:
    found = rows(make(VALUES))
    assert [(TEXT[r.span.start : r.span.end], r.verdict, r.number, r.cells) for r in found] == [
        ("{t3/new/total}件", "一致", "5", ("t3/new/total",)),
        ("3件", "不一致", "4", ("t3/carried/total",)),
        ("27次", "未核对", "", ()),
    ]
    assert found[2].said == "走访群众27次"


def test_rows__number_that_is_right_with_another_sum__names_that_sum(make: Callable[..., Report]) -> None:
    (found,) = rows(make({**VALUES, "overview": "全年新收政府信息公开申请9件。"}))
    assert (found.verdict, found.number, found.cells) == ("一致", "9", ("t3/new/total", "t3/carried/total"))
    assert found.name.endswith("（2 格之和）")


def test_rows__blank_cell__is_not_compared(make: Callable[..., Report]) -> None:
    found = rows(make({"overview": "上年结转政府信息公开申请3件。"}))
    assert [(r.verdict, r.number) for r in found] == [("未比较", "未填")]


def test_window__by_keys__leads_to_the_words_and_to_the_cell_and_back_to_the_line(
    window: Window, report: Path, in_front: InFront, until: Until
) -> None:
    window.filing.open(report)
    assert window.desk is not None
    assert show_bindings(window).words.text() == NONE
    window.desk.session.edit(VALUES)
    in_front(window)
    QTest.keyClick(window, Qt.Key.Key_F7)
    page = window.findChild(BindingsPage)
    until(page.isActiveWindow)
    assert page.words.text().startswith("文字里有 3 个数：1 个一致，1 个不一致，1 个未核对。")
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert not page.isVisible()
    shown = window.desk.page
    assert isinstance(shown, TextPage)
    assert shown.editor.text.textCursor().selectedText() == "3件"
    show_bindings(window)
    until(page.isActiveWindow)
    assert page.list.currentItem().text(0).endswith("3件")
    QTest.keyClick(page.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.desk.grid is not None
    assert window.desk.grid.current == "t3/carried/total"


def test_rows__number_bound_to_nothing__stands_with_the_words_back_to_the_last_mark(
    make: Callable[..., Report],
) -> None:
    text = "在线平台15条、挂号信9条，党政综合办公室和便民服务中心大厅编发信息7条。"
    assert [r.said for r in rows(make({"overview": text}))] == [
        "在线平台15条",
        "挂号信9条",
        "…办公室和便民服务中心大厅编发信息7条",
    ]


def test_rows__one_that_belongs_to_a_none__is_no_line_of_its_own(make: Callable[..., Report]) -> None:
    text = "2023年1月1日以来,我镇并未接收到一例依申请公开请求，发放一份问卷。"
    assert [(r.said, r.verdict) for r in rows(make({"overview": text}))] == [
        ("并未接收到一例依申请公开", "未比较"),
        ("发放一份", "未核对"),
    ]


def test_rows__words_before_a_number__begin_behind_a_half_width_mark_and_never_within_a_year(
    make: Callable[..., Report],
) -> None:
    text = "及时更新,编发信息7条。我镇党政办公室牵头2023年度共计组织业务培训等活动4次。"
    assert [r.said for r in rows(make({"overview": text}))] == ["编发信息7条", "…2023年度共计组织业务培训等活动4次"]
