"""The list under the hands: filters, order, search, all by keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerk_app.collection.gathering import Entry
from clerk_app.gui.collecting.lines_model import ERRORS, UNIT
from clerk_app.gui.collecting.lines_page import LinesPage
from clerk_app.gui.collecting.page import CollectingPage

Until = Callable[[Callable[[], object]], None]


def units(page: LinesPage) -> list[str]:
    return [str(page.model.data(page.model.index(r, UNIT))) for r in range(page.model.rowCount())]


def test_filters__by_keys__only_those_in_the_state(page: CollectingPage) -> None:
    lines = page.lines
    names = [lines.filters.tabText(i) for i in range(lines.filters.count())]
    some = "全部 9 | 要处理 6 | 读不了 1 | 有错误 1 | 重复报送 2 | 未定稿 1 | 年度不符 1 | 计入 2 | 不再计 1"
    assert " | ".join(names) == some
    lines.filters.setFocus()
    QTest.keyClick(lines.filters, Qt.Key.Key_Right)
    assert lines.model.rowCount() == 6
    for _ in range(3):
        QTest.keyClick(lines.filters, Qt.Key.Key_Right)
    assert units(lines) == ["黑水镇人民政府"] * 2
    assert lines.current is not None


def test_filters__kept_over_a_reading__with_the_line(page: CollectingPage, until: Until) -> None:
    lines = page.lines
    lines.filters.setCurrentIndex(lines._filters.index(("duplicate",)))
    lines.table.setCurrentIndex(lines.model.index(1, UNIT))
    name = lines.current.path.stem if lines.current else ""
    page.work.read()
    assert lines.model.rowCount() == 0
    until(lambda: page.work.finished)
    assert lines.current is not None
    assert (lines.current.path.stem, lines.model.rowCount()) == (name, 2)


def test_sort__by_a_key__and_the_other_way_round(page: CollectingPage) -> None:
    lines = page.lines
    lines.table.setFocus()
    QTest.keyClick(lines.table, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    order = units(lines)
    assert order.index("白云镇人民政府") < order.index("黑水镇人民政府") < order.index("红旗镇人民政府")
    QTest.keyClick(lines.table, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert units(lines)[0] == "松柏镇人民政府"
    lines.sort(ERRORS)
    assert units(lines)[0] == "白云镇人民政府"


def test_search__typed_in_the_list__initials_find_a_unit_and_esc_ends_it(page: CollectingPage, until: Until) -> None:
    lines = page.lines
    lines.table.setFocus()
    QTest.keyClick(lines.table, Qt.Key.Key_B)
    until(lambda: QApplication.focusWidget() is lines.search)
    QTest.keyClick(lines.search, Qt.Key.Key_Y)
    until(lambda: units(lines) == ["白云镇人民政府"])
    QTest.keyClick(lines.search, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is lines.table
    QTest.keyClick(lines.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is lines.search
    QTest.keyClick(lines.search, Qt.Key.Key_Escape)
    assert lines.search.text() == ""
    assert lines.model.rowCount() == 9


def test_search__nothing_found__an_empty_list_and_no_details(page: CollectingPage, until: Until) -> None:
    lines = page.lines
    lines.search.setText("%' --没有")
    until(lambda: lines.model.rowCount() == 0)
    assert lines.details.list.count() == 0
    QTest.keyClick(lines.table, Qt.Key.Key_Return)


def test_enter_end_home__open_and_move_over_lines(page: CollectingPage) -> None:
    opened: list[Entry] = []
    lines = page.lines
    lines.opened.disconnect()
    lines.opened.connect(opened.append)
    lines.table.setFocus()
    QTest.keyClick(lines.table, Qt.Key.Key_End)
    QTest.keyClick(lines.table, Qt.Key.Key_Return)
    QTest.keyClick(lines.table, Qt.Key.Key_Home)
    QTest.keyClick(lines.table, Qt.Key.Key_Enter)
    assert [e.state for e in opened] == ["copy", "broken"]


def test_choose__with_the_button__the_other_is_not_counted_any_more(page: CollectingPage, until: Until) -> None:
    lines = page.lines
    lines.filters.setCurrentIndex(lines._filters.index(("duplicate",)))
    lines.details.choose.click()
    until(lambda: page.work.finished)
    assert page.work.made is not None
    assert page.work.made.count("duplicate") == 0
    assert lines.filters.currentIndex() == 0
    assert lines.model.rowCount() == 9
