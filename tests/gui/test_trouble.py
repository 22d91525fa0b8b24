"""Errors of ours: what is safe is said, what was written is not logged."""

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from clerk_app.errors import KnownError
from clerk_app.gui import trouble
from clerk_app.gui.window import Window


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
