"""The tabs: they say as much as there is room for."""

import pytest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget

from clerk_app.gui.tabs import Badge, Tabs


@pytest.fixture
def tabs() -> Tabs:
    made = Tabs()
    for key in "abcdefg":
        made.add(key, "一、总体情况")
    made.resize(1366, 300)
    made.show()
    for key in "abcdefg":
        made.tell(key, "一、总体情况", 3, 175, "error", 2)
    made.arrange()
    return made


@pytest.mark.parametrize(
    "width, words",
    [(2000, "一、总体情况 3/175"), (1100, "一、总体情况"), (700, "一")],
    ids=["wide", "office", "narrow"],
)
def test_tabs__of_a_width__fit_into_it(tabs: Tabs, width: int, words: str) -> None:
    tabs.resize(width, 300)
    QApplication.processEvents()
    assert tabs.tabText(0) == words
    assert tabs.tabBar().tabRect(6).right() <= width


def test_tab__complete__says_no_numbers_and_all_by_ear(tabs: Tabs) -> None:
    tabs.tell("a", "一、总体情况", 175, 175, "done", 0)
    tabs.resize(2000, 300)
    assert tabs.tabText(0) == "一、总体情况"
    badge = tabs.tabBar().tabButton(1, QTabBar.ButtonPosition.RightSide)
    assert isinstance(badge, Badge)
    assert badge.accessibleName() == "2 处错误"
    assert tabs.tabToolTip(1) == "一、总体情况：填报 3/175，2 处错误"


def test_page__filled_in__has_the_keys_when_its_tab_gets_them(tabs: Tabs) -> None:
    page = QWidget()
    tabs.fill("b", page)
    tabs.show_key("b")
    assert tabs.key == "b"
    assert page.isVisible()
