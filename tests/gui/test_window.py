"""The main window: what is enabled, what the foot says, how reports come and go."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from clerk_app.gui import commands
from clerk_app.gui.pages import TablePage
from clerk_app.gui.window import Window
from clerk_app.session import Session
from tests.gui.conftest import Until

Ctrl = Qt.KeyboardModifier.ControlModifier


def test_commands__without_a_report__only_those_that_make_sense_are_enabled(window: Window) -> None:
    assert {n for n, a in window.commands.items() if a.isEnabled()} == commands.ALWAYS


def test_window__report_opened__title_foot_and_tabs_speak_of_it(window: Window, report: Path, until: Until) -> None:
    window.filing.open(report)
    assert window.windowTitle() == "年报助手 — 青石镇人民政府 2025 年度（2021 年格式）"
    assert window.status.filled.text() == "填报 0/200"
    assert "2026年1月31日" in window.status.deadline.text()
    until(lambda: window.status.saved.text().startswith("已保存"))
    assert window.desk is not None
    assert [window.desk.tabs.tabText(i) for i in (0, 3)] == ["封面", "三、申请办理 0/175"]


def test_window__locked_elsewhere__shows_it_read_only_and_refreshes(window: Window, report: Path, until: Until) -> None:
    code = f"""
from pathlib import Path
from clerk_app.session import Session
with Session.open(Path({str(report)!r})) as session:
    print("open", flush=True)
    input()
    session.edit({{"cover/parent": "临江市"}}, "x")
"""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", code], stdin=pipe, stdout=pipe, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        window.filing.open(report)
        assert window.desk is not None
        assert window.desk.session.read_only
        assert window.messages.words.startswith("只读")
        assert not window.commands["undo"].isEnabled()
        other.communicate("\n", timeout=20)
    next(b for b in window.messages.buttons if b.text() == "刷新").click()
    assert window.desk.session.report.text("cover/parent") == "临江市"
    next(b for b in window.messages.buttons if b.text() == "改为编辑").click()
    assert not window.desk.session.read_only


def test_window__closed_and_another_opened__no_button_of_the_first_is_spoken_to(
    window: Window, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        window.filing.open(report)
        QTest.keyClick(window, Qt.Key.Key_W, Ctrl)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QTest.keyClick(window, Qt.Key.Key_N, Ctrl)
        window.show_start()
    assert "Error" not in capsys.readouterr().err


def test_menu__left_by_esc__gives_the_keys_back_to_the_page(window: Window, report: Path, until: Until) -> None:
    window.filing.open(report)
    assert window.desk is not None
    window.desk.tabs.show_key("applications")
    window.desk.page.setFocus()
    before = QApplication.focusWidget()
    QTest.keyClick(window, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    until(QApplication.activePopupWidget)
    QTest.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Escape)
    until(lambda: QApplication.focusWidget() is before)


def test_window__no_report_in_the_file__says_so_in_a_line(window: Window, tmp_path: Path) -> None:
    bad = tmp_path / "坏.zfnb"
    bad.write_text("x")
    window.filing.open(bad)
    assert window.desk is None
    assert str(bad) in window.messages.words


def test_undo__in_a_field_being_typed__takes_back_what_was_typed(
    window: Window, report: Path, write: Callable[[QWidget, str], None]
) -> None:
    window.filing.open(report)
    assert window.desk is not None
    line = window.desk.page.findChild(QLineEdit)
    assert line is not None
    line.setFocus()
    write(line, "甲")
    QTest.keyClick(line, Qt.Key.Key_Z, Ctrl)
    assert window.desk.session.report.unit == "青石镇人民政府"
    assert line.text() == "青石镇人民政府"
    QTest.keyClick(line, Qt.Key.Key_Y, Ctrl)
    assert line.text() == "青石镇人民政府甲"


def test_next_blank__at_the_end_of_a_table__goes_on_in_the_next(window: Window, report: Path) -> None:
    window.filing.open(report)
    assert window.desk is not None
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert window.desk.tabs.key == "disclosure"
    window.commands["zero_table"].trigger()
    QTest.keyClick(window, Qt.Key.Key_F6)
    page = window.desk.page
    assert window.desk.tabs.key == "applications"
    assert isinstance(page, TablePage)
    assert page.grid.current == "t3/new/natural"


def test_window__closed_and_opened_again__has_its_shape(window: Window, report: Path, until: Until) -> None:
    window.filing.open(report)
    QTest.keyClick(window, Qt.Key.Key_F9)
    window.close()
    again = Window(window.store)
    again.show()
    again.filing.open(report)
    assert again.desk is not None
    assert again.desk.preview.isVisible()
    assert again.commands["preview"].isChecked()
    again.close()


def test_window__file_removed_while_open__offers_another_place(
    window: Window, report: Path, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.filing.open(report)
    assert window.desk is not None
    report.rename(tmp_path / "别处.zfnb")
    window.desk.session.edit({"cover/parent": "临江市"}, "x")
    until(lambda: window.status.saved.text().startswith("未保存"))
    assert window.messages.words.startswith("还没有保存")
    target = tmp_path / "新处.zfnb"
    monkeypatch.setattr(window.filing, "ask_path", lambda title: target)
    next(b for b in window.messages.buttons if b.text().startswith("另存到别处")).click()
    until(lambda: window.status.saved.text().startswith("已保存"))
    window.filing.close()
    assert Session.look(target).report.text("cover/parent") == "临江市"


def test_window__file_back_in_its_place__says_saved_and_asks_no_more(
    window: Window, report: Path, tmp_path: Path, until: Until
) -> None:
    window.filing.open(report)
    assert window.desk is not None
    report.rename(tmp_path / "别处.zfnb")
    window.desk.session.edit({"cover/parent": "临江市"}, "x")
    until(lambda: window.messages.words)
    (tmp_path / "别处.zfnb").rename(report)
    until(lambda: window.status.saved.text().startswith("已保存"))
    assert window.messages.words == ""


def test_window__every_tab_on_a_small_screen__is_not_larger_than_the_screen(window: Window, report: Path) -> None:
    """1366 × 768 at 150 %: 911 × 512."""
    window.filing.open(report)
    assert window.desk is not None
    for key in window.desk.tabs.keys:
        window.desk.tabs.show_key(key)
        QApplication.processEvents()
        least = window.minimumSizeHint()
        assert least.width() <= 911, key
        assert least.height() <= 512, key
    window.resize(QSize(911, 512))
    QApplication.processEvents()
    bar = window.desk.tabs.tabBar()
    assert bar.tabRect(bar.count() - 1).right() <= window.width()


def test_window__texts_of_files_and_people__are_never_taken_for_html(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "<b>x.zfnb"
    Session.create(path, "<i>镇</i>人民政府", 2025).close()
    window.filing.open(path)
    assert window.desk is not None
    for key in window.desk.tabs.keys:
        window.desk.tabs.show_key(key)
    labels = [label for label in window.findChildren(QLabel) if "<" in label.text()]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_window__every_button_and_field__has_a_name_for_those_who_cannot_see(window: Window, report: Path) -> None:
    window.filing.open(report)
    assert window.desk is not None
    for key in window.desk.tabs.keys:
        window.desk.tabs.show_key(key)
    window.show_new(None)
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox)
    fields = [f for kind in kinds for f in window.findChildren(kind)]
    # Qt's own parts inside its widgets: scroll arrows, the calendar, a table's corner.
    inner = ("qt_", "Scroll")
    nameless = [
        f"{f.metaObject().className()} in {f.parent().metaObject().className()}"
        for f in fields
        if f.isVisibleTo(f.parentWidget())
        and not f.objectName().startswith(inner)
        and not (f.accessibleName() or (isinstance(f, QAbstractButton) and f.text()))
    ]
    assert nameless == []


def test_shortcuts__of_the_window__are_each_given_once(window: Window) -> None:
    keys = [k.toString() for action in window.findChildren(QAction) for k in action.shortcuts()]
    own = [k for k in keys if k]
    assert sorted(set(own)) == sorted(own)


def test_message__Esc_in_any_field__sends_it_away(window: Window, report: Path) -> None:
    window.filing.open(report)
    assert window.desk is not None
    for key in window.desk.tabs.keys:
        window.desk.tabs.show_key(key)
        window.desk.page.setFocus()
        window.messages.say("已导出。", "done")
        field = QApplication.focusWidget()
        assert field is not None
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert window.messages.words == "", key


def test_window__another_version_installed_meanwhile__is_told_on_coming_back(
    window: Window, report: Path, monkeypatch: pytest.MonkeyPatch, until: Until
) -> None:
    window.filing.open(report)
    until(window.isActiveWindow)
    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert not window.messages.words
    monkeypatch.setattr("clerk_app.gui.window.replaced", lambda: True)
    QCoreApplication.sendEvent(window, QEvent(QEvent.Type.ActivationChange))
    assert window.messages.words == "程序已经更新。改过的都已保存，关上窗口再打开，用的就是新版。"
