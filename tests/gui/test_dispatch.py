"""Sending beside the window: the report stays open until it is done, and it is said wherever one is by then."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from clerk_app import sending
from clerk_app.gui.dispatch import BUSY
from clerk_app.gui.sealing_page import show_sealing
from clerk_app.gui.window import Window
from clerk_app.report.seal import sendings
from clerk_app.session import Session

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def sealed(window: Window, complete: Path) -> Session:
    with Session.open(complete) as session:
        session.seal()
    window.filing.open(complete)
    assert window.desk is not None
    return window.desk.session


def test_close__while_it_is_sent__waits_and_says_so(
    window: Window, sealed: Session, tmp_path: Path, until: Until
) -> None:
    go = threading.Event()
    window.worker.run(go.wait, lambda _: None, lambda _: None)
    window.dispatch.start(tmp_path, docx=False)
    assert not window.filing.close()
    assert window.messages.words == BUSY
    go.set()
    until(lambda: not window.dispatch.running)
    assert window.filing.close()


def test_sent__page_left_meanwhile__is_said_above_the_report_and_remembered(
    window: Window, sealed: Session, tmp_path: Path, until: Until
) -> None:
    assert show_sealing(window) is not None
    window.dispatch.start(tmp_path, docx=False)
    window.back()
    until(lambda: not window.dispatch.running)
    assert window.messages.words.endswith("逐个读回核对无误，可安全弹出。")
    assert sealed.sealed is not None
    assert [s.where for s in sendings(sealed.report, sealed.sealed)] == [str(tmp_path)]


def test_failed__by_an_error_of_ours__says_so_and_is_not_hidden(
    window: Window, sealed: Session, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    said: list[str] = []
    monkeypatch.setattr(sending, "write", broken)
    window.dispatch.failed.connect(said.append)
    with QTest_exceptions() as raised:
        window.dispatch.start(tmp_path, docx=False)
        until(lambda: said)
    assert said == ["没有送成：程序出了一个错误，报告没有受影响。"]
    assert raised == [ZeroDivisionError]
    QTest.qWait(0)


class QTest_exceptions:
    """What is raised inside Qt's loop ends in sys.excepthook."""

    def __enter__(self) -> list[type[BaseException]]:
        import sys

        self._before, raised = sys.excepthook, []
        sys.excepthook = lambda kind, *_: raised.append(kind)
        return raised

    def __exit__(self, *_: object) -> None:
        import sys

        sys.excepthook = self._before
