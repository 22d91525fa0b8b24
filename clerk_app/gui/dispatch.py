"""Sending beside the window: one at a time, told step by step, remembered in the report when it is done."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance

from clerk_app.errors import KnownError
from clerk_app.gui import settings
from clerk_app.gui.places import Mark

if TYPE_CHECKING:
    from clerk_app.gui.window import Window
    from clerk_app.sending import Sent

BUSY = "正在送报，写完以后再关闭。"
STOPPED = "已停止，没有写完。"


class Dispatch(QObject):
    """`moved` tells how many steps are done, of how many, and what comes now; `sent` and `failed` end it, in words."""

    moved = Signal(int, int, str)
    sent = Signal(str)
    failed = Signal(str)

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.running = False
        self._stopping = False

    def start(self, folder: Path, *, docx: bool) -> None:
        """Sends the sealed report in the window into a folder that is there."""
        window = self._window
        assert window.desk is not None
        session, faces = window.desk.session, window.typecase.faces
        report, findings = session.report, session.checks.settled()
        self.running, self._stopping = True, False
        settings.set_sending(window.store, folder, docx=docx)

        def written() -> "Sent":
            from clerk_app import sending

            return sending.write(report, findings, folder, docx=docx, faces=faces(), tell=self._tell)

        def done(sent: "Sent") -> None:
            self.running = False
            try:
                session.record_sending(folder)
            except KnownError as e:
                self._end(self.sent, f"{sent.words}但是送报的时间没有记进报告：{e}", "warning")
            else:
                self._end(self.sent, sent.words, "done")

        window.worker.run(written, done, self._fail)

    def _end(self, signal: SignalInstance, words: str, mark: Mark) -> None:
        """Said on the page, or above the report when the page has been left meanwhile."""
        from clerk_app.gui.sealing_page import SealingPage

        signal.emit(words)
        if not isinstance(self._window.rooms.currentWidget(), SealingPage):
            self._window.messages.say(words, mark)

    def stop(self) -> None:
        """After the file that is being written."""
        self._stopping = True

    def _tell(self, done: int, of: int, what: str) -> None:
        """Called in the worker's thread."""
        if self._stopping:
            raise KnownError(STOPPED)
        self.moved.emit(done, of, what)

    def _fail(self, error: Exception) -> None:
        self.running = False
        known = isinstance(error, KnownError)
        self._end(self.failed, str(error) if known else "没有送成：程序出了一个错误，报告没有受影响。", "error")
        if not known:
            raise error
