"""Sums with what each unit gave, and the receiver's own figures."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.gui import choosing
from clerk_app.gui.collecting.page import CollectingPage
from clerk_app.gui.collecting.sums_page import SumsPage

Until = Callable[[Callable[[], object]], None]


def sums(page: CollectingPage) -> SumsPage:
    page.tabs.setCurrentWidget(page.sums)
    return page.sums


def row_of(shown: SumsPage, name: str) -> int:
    return next(r for r in range(shown.table.rowCount()) if shown.table.item(r, 0).text() == name)


def test_sums__a_cell__its_contributions_beside_it(page: CollectingPage) -> None:
    shown = sums(page)
    assert shown.words.text() == "2 份报告的合计。"
    row = row_of(shown, "表三·总计·本年新收")
    shown.table.setCurrentCell(row, 0)
    assert shown.table.item(row, 1).text() == "39"
    assert shown.trace.text() == "表三·总计·本年新收 39 = 青石镇 26 + 花山镇 13。"
    assert [shown.given.item(r, 0).text() for r in range(2)] == ["青石镇人民政府", "花山镇人民政府"]
    QTest.keyClick(shown.table, Qt.Key.Key_Down)
    assert shown.trace.text() != "表三·总计·本年新收 39 = 青石镇 26 + 花山镇 13。"


def test_sums__zeros__hidden_until_they_are_asked_for(page: CollectingPage) -> None:
    shown = sums(page)
    hidden = [r for r in range(shown.table.rowCount()) if shown.table.isRowHidden(r)]
    assert hidden
    assert shown.table.currentRow() not in hidden
    shown.bare.click()
    assert not any(shown.table.isRowHidden(r) for r in hidden)


def test_own__chosen_and_taken_away_again__one_more_contribution(
    page: CollectingPage, put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shown = sums(page)
    own = put("本级.zfnb", "清江市人民政府", 5).rename(tmp_path / "本级.zfnb")
    monkeypatch.setattr(choosing, "existing", lambda *_: own)
    shown.own.click()
    shown.table.setCurrentCell(row_of(shown, "表三·总计·本年新收"), 0)
    assert shown.trace.text().startswith("表三·总计·本年新收 104 = 清江市人民政府（本级） 65 + 青石镇 26")
    assert shown.words.text() == "2 份报告的合计，加上本级的数。"
    shown.own.click()
    assert shown.trace.text() == "表三·总计·本年新收 39 = 青石镇 26 + 花山镇 13。"


def test_own__of_another_year_or_unreadable__is_refused_in_the_window(
    page: CollectingPage, folder: Path, tmp_path: Path
) -> None:
    shown = sums(page)
    shown.take_own(folder / "松柏.zfnb")
    assert "本级的数据是2024年的" in page._window.messages.words
    shown.take_own(tmp_path / "没有.zfnb")
    assert "不存在" in page._window.messages.words
    assert page.work.own is None


def test_sums__nothing_counts__says_so(page: CollectingPage, until: Until) -> None:
    page.work.year = 2020
    page.work.settle()
    until(lambda: page.work.finished)
    shown = sums(page)
    assert shown.words.text() == "还没有可以合计的报告。"
    assert (shown.table.rowCount(), shown.trace.text()) == (0, "")
