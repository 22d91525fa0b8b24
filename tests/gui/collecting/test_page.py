"""The room 汇总: from the start page and back, what is dropped, opened, written."""

import re
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTextBrowser, QWidget

from clerk_app.gui import choosing, settings
from clerk_app.gui.collecting import work
from clerk_app.gui.collecting.lines_model import UNIT, WARNINGS
from clerk_app.gui.collecting.page import CollectingPage
from clerk_app.gui.window import Window
from clerk_app.session import Session
from clerk_app.store.spool import Row

Until = Callable[[Callable[[], object]], None]


def drop(onto: QWidget, *paths: Path) -> bool:
    """Drags onto a widget and drops; whether it was taken."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(p)) for p in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPoint(5, 5), copy, data, left, none)
    QApplication.sendEvent(onto, entering)
    if entering.isAccepted():
        QApplication.sendEvent(onto, QDropEvent(QPoint(5, 5), copy, data, left, none))
    return entering.isAccepted()


def collecting(window: Window) -> CollectingPage:
    page = window.findChild(CollectingPage)
    assert page is not None
    return page


def test_room__by_its_key__invites_and_is_left_with_the_key_that_closes(window: Window, until: Until) -> None:
    QTest.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    page = collecting(window)
    assert window.rooms.currentWidget() is page
    assert window.windowTitle() == "年报助手 — 汇总"
    until(page.first.hasFocus)
    QTest.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert window.rooms.currentWidget() is window.start_page
    assert not window.commands["close"].isEnabled()


def test_letters_of_buttons__none_twice_and_none_of_a_menu(page: CollectingPage, window: Window) -> None:
    shown = [b.text() for b in page.findChildren(QAbstractButton)]
    shown += [a.text() for a in window.menuBar().actions()]
    letters = Counter(letter for text in shown for letter in re.findall(r"\(&(.)\)", text))
    assert letters
    assert [letter for letter, times in letters.items() if times > 1] == []


def test_button__has_the_keys__enter_presses_it(page: CollectingPage, window: Window, until: Until) -> None:
    page.away.setFocus()
    until(lambda: window.focusWidget() is page.away)
    QTest.keyClick(page.away, Qt.Key.Key_Return)
    assert window.rooms.currentWidget() is window.start_page


def test_folder_dropped_on_the_start_page__is_collected(window: Window, folder: Path, until: Until) -> None:
    assert drop(window, folder)
    page = collecting(window)
    until(lambda: page.work.finished)
    assert page.words.text() == "2025年（2021 年格式）收到 9 份，计入 2 份，不再计 1 份，没有计入 6 份。"
    assert page.unit.text() == "清江市人民政府"
    assert not drop(page, folder, Path("/etc/passwd"))


def test_files_dropped_on_the_room__are_added(page: CollectingPage, put: Callable[..., Path], until: Until) -> None:
    more = put("../外.zfnb", "东关镇人民政府")
    assert drop(page, more)
    until(lambda: page.work.finished)
    assert page.work.made is not None
    assert page.work.made.count("counted") == 3


def test_enter__on_a_file__opens_it_read_only_with_its_findings_and_back_to_the_same_line(
    page: CollectingPage, window: Window, until: Until
) -> None:
    lines = page.lines
    row = next(r for r in range(9) if (e := lines.model.entry(r)) and e.state == "faulty")
    lines.table.setCurrentIndex(lines.model.index(row, UNIT))
    lines.table.setFocus()
    QTest.keyClick(lines.table, Qt.Key.Key_Return)
    assert window.desk is not None
    assert window.desk.session.read_only
    assert window.desk.session.report.unit == "白云镇人民政府"
    assert window.messages.words.startswith("只读　有错误：按本机的规则有错误 2 处")
    assert window.desk.session.findings.count("error") == 2
    assert settings.recent(window.store) == []
    QTest.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert window.desk is None
    assert window.rooms.currentWidget() is page
    assert lines.current is not None
    assert lines.current.unit == "白云镇人民政府"
    until(lambda: QApplication.focusWidget() is lines.table)


def test_enter__on_what_cannot_be_read__says_why(page: CollectingPage, window: Window) -> None:
    page.lines.table.setFocus()
    QTest.keyClick(page.lines.table, Qt.Key.Key_Home)
    QTest.keyClick(page.lines.table, Qt.Key.Key_Return)
    assert window.desk is None
    assert "不是年报文件" in window.messages.words


def test_report__written_and_opened__has_the_sums(
    page: CollectingPage, window: Window, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "市.zfnb"
    monkeypatch.setattr(choosing, "new_report", lambda *_: path)
    page.report.click()
    until(lambda: page.work.finished and window.messages.words)
    assert window.messages.words == f"已汇总为“{path}”：计入 2 份。"
    window.messages.buttons[0].click()
    assert window.desk is not None
    assert window.desk.session.report.figure("t3/new/total") == 39
    assert not window.desk.session.read_only


def test_report__without_a_unit__asks_for_it(page: CollectingPage, window: Window) -> None:
    page.unit.setText("  ")
    page.report.click()
    assert "请先在下面写明汇总单位的全称" in window.messages.words
    assert page.unit.hasFocus()


def test_workbook_and_notes__their_names_and_endings(
    page: CollectingPage, window: Window, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "handed_out", lambda *_: (tmp_path / "市", "Excel"))
    page.workbook.click()
    until(lambda: page.work.finished)
    assert (tmp_path / "市.xlsx").exists()
    page.lines.table.setCurrentIndex(page.lines.model.index(1, UNIT))
    monkeypatch.setattr(choosing, "handed_out", lambda *_: (tmp_path / "退回", "Word 文档 (*.docx)"))
    page.lines.details.note.click()
    until(lambda: page.work.finished)
    assert (tmp_path / "退回.docx").exists()
    monkeypatch.setattr(choosing, "folder", lambda *_: tmp_path)
    page.returns.all.menu().actions()[0].trigger()
    until(lambda: page.work.finished)
    assert (tmp_path / "白云镇人民政府_2025年报_退回单.pdf").exists()


def test_tabs__by_their_letters__the_keys_are_on_the_page(page: CollectingPage, window: Window, until: Until) -> None:
    """Also on the one in sight: Alt+G, then Down."""
    lines = page.lines
    page.tabs.tabBar().setFocus()
    QTest.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    until(lambda: QApplication.focusWidget() is lines.table)
    QTest.keyClick(lines.table, Qt.Key.Key_Down)
    assert lines.table.currentIndex().row() == 1
    QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    until(lambda: QApplication.focusWidget() is page.returns.fields["due"])


def test_year__another_one_chosen__its_reports_count(page: CollectingPage, until: Until) -> None:
    assert [page.year.itemText(i) for i in range(page.year.count())] == ["2025年", "2024年"]
    page.year.setCurrentIndex(1)
    page._take_year()
    until(lambda: page.work.finished)
    assert page.words.text().startswith("2024年（2021 年格式）收到 9 份，计入 1 份")


def test_escape__while_reading__stops(page: CollectingPage, until: Until) -> None:
    page.work.read()
    assert page.bar.isVisible()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    until(lambda: page.work.finished)
    assert not page.bar.isVisible()
    assert page.report.isVisible()


def test_folder__chosen__is_collected_and_an_empty_one_says_so(
    window: Window, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    QTest.keyClick(window, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    page = collecting(window)
    (tmp_path / "空").mkdir()
    monkeypatch.setattr(choosing, "folder", lambda *_: tmp_path / "空")
    page.first.click()
    until(lambda: page.work.finished)
    assert page.words.text() == "这里没有年报文件（.zfnb）。"
    assert not page.report.isEnabled()


def test_window_closed__while_reading__ends(window: Window, page: CollectingPage) -> None:
    page.work.read()
    window.close()
    assert not window.isVisible()
    assert page.work.made is None


def test_room__every_tab_on_a_small_screen__is_not_larger_than_the_screen(page: CollectingPage, window: Window) -> None:
    """1366 × 768 at 150 %: 911 × 512."""
    page.lines.filters.setCurrentIndex(page.lines._filters.index(("duplicate",)))
    for number in range(page.tabs.count()):
        page.tabs.setCurrentIndex(number)
        QApplication.processEvents()
        least = window.minimumSizeHint()
        assert least.width() <= 911, number
        assert least.height() <= 512, number


def test_manual__asked_for_here__opens_at_this_chapter(page: CollectingPage, window: Window, until: Until) -> None:
    window.commands["manual"].trigger()
    browser = window.findChild(QTextBrowser)
    assert browser is not None
    until(lambda: browser.verticalScrollBar().value() > 0)
    assert page.HELP == "collect"


def test_own_report_open__collecting__closes_it_first(window: Window, report: Path, folder: Path, until: Until) -> None:
    window.open(report)
    drop(window, folder)
    assert window.desk is None
    page = collecting(window)
    until(lambda: page.work.finished)
    Session.open(report).close()


def test_texts__being_read__told_in_the_line_above_the_bar_the_list_and_the_details(
    page: CollectingPage, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    going, look = threading.Event(), work.look_at

    def look_when_told(name: bytes) -> Row:
        assert going.wait(20)
        return look(name)

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))  # where nothing of it is known
    monkeypatch.setattr(work, "look_at", look_when_told)
    page.work.read()
    until(lambda: not page.work.busy)
    lines = page.lines
    row = next(r for r in range(9) if (e := lines.model.entry(r)) and e.state == "counted")
    lines.table.setCurrentIndex(lines.model.index(row, UNIT))
    assert page.words.text().endswith("没有计入 6 份。文字还在核对，结果陆续列入。")
    assert (page.bar.isVisible(), page.bar.format(), page.stop.isVisible()) == (True, "正在核对文字 0/7", True)
    assert not page.report.isVisible()
    assert lines.model.data(lines.model.index(row, WARNINGS)) == "文字待核"
    assert lines.details.list.item(0).text() == "文字还没有核对。"
    assert not lines.details.note.isEnabled()
    going.set()
    until(lambda: page.work.finished)
    assert "文字" not in page.words.text()
    assert page.report.isVisible()
    assert not page.bar.isVisible()
    assert lines.details.list.item(0).text().startswith("【")
