"""Errors of ours: what is safe is said, what was written is not logged."""

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from clerk_app.errors import KnownError
from clerk_app.gui import trouble
from clerk_app.gui.window import Window
from tests.gui.conftest import InFront, Until


def caught(error: Exception) -> tuple[type[Exception], Exception, object]:
    try:
        raise error
    except type(error):
        return sys.exc_info()  # type: ignore[return-value]


def test_error__of_ours__is_told_once_with_what_is_safe_and_logged_without_words(
    window: Window, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trouble, "log_path", lambda: tmp_path / "data" / "errors.log")
    window.filing.open(report)
    hook = trouble.hook(window)
    for _ in range(2):
        hook(*caught(ValueError("张三的电话")))  # type: ignore[arg-type]
    boxes = window.findChildren(QMessageBox, "trouble")
    assert len(boxes) == 1
    assert "已保存" in boxes[0].informativeText()
    logged = (tmp_path / "data" / "errors.log").read_text("utf-8")
    assert "ValueError" in logged
    assert "test_trouble.py" in logged
    assert "张三" not in logged + boxes[0].detailedText()
    boxes[0].close()


def test_error__known__is_a_line_in_the_window(window: Window) -> None:
    trouble.hook(window)(*caught(KnownError("磁盘已满。")))  # type: ignore[arg-type]
    assert window.messages.words == "磁盘已满。"
    assert window.findChildren(QMessageBox) == []


def test_log__cannot_be_written__is_no_second_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setattr(trouble, "log_path", lambda: blocked / "errors.log")
    trouble.log("x")


def test_watch__errors_outside_of_slots__logged_without_words(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    class Dying:
        def __del__(self) -> None:
            raise ValueError("张三")

    def fail() -> None:
        raise KeyError("张三")

    monkeypatch.setattr(trouble, "log_path", lambda: tmp_path / "errors.log")
    unwatch = trouble.watch(window)
    try:
        Dying()
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    finally:
        unwatch()
    logged = (tmp_path / "errors.log").read_text("utf-8")
    assert ("ValueError" in logged, "KeyError" in logged, "张三" in logged + capfd.readouterr().err) == (
        True,
        True,
        False,
    )
    assert threading.excepthook is threading.__excepthook__


def test_error__in_the_midst_of_typing__is_told_in_a_dialog_and_the_work_goes_on(
    window: Window, report: Path, tmp_path: Path, until: Until, in_front: InFront, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it happens: raised in a slot below a key, told by what the program has set up for that."""
    monkeypatch.setattr(trouble, "log_path", lambda: tmp_path / "errors.log")
    window.filing.open(report)
    assert window.desk is not None
    desk = window.desk
    desk.tabs.show_key("applications")
    assert desk.grid is not None
    desk.grid.view.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "7")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    def fail() -> bool:
        raise ValueError("张三 13800000000")

    monkeypatch.setattr(desk, "next_blank", fail)
    unwatch = trouble.watch(window)
    try:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    finally:
        unwatch()
    box = window.findChild(QMessageBox, "trouble")
    assert box is not None
    until(box.isActiveWindow)
    assert box.informativeText().startswith(("已经填入的内容都已保存。", "最近的修改还没有保存完"))
    copy = next(b for b in box.buttons() if b.text() == "复制详细信息")
    assert [b.text() for b in box.buttons() if b.hasFocus()] == ["继续"]
    copy.click()
    assert QApplication.clipboard().text().endswith("ValueError")
    assert "张三" not in QApplication.clipboard().text() + (tmp_path / "errors.log").read_text("utf-8")
    until(box.isHidden)
    in_front(window)
    QTest.keyClicks(QApplication.focusWidget(), "8")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert (desk.session.report.figure("t3/new/natural"), desk.session.report.figure("t3/carried/natural")) == (7, 8)
