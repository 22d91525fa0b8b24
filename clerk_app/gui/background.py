"""Slow work beside the window: one thread, jobs in order, results back in the window's own thread."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

T = TypeVar("T")


class Worker(QObject):
    """One thread only: PDFium may not be used by two at a time, nor may a face."""

    stopping = Signal()
    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stopped = False
        self._finished.connect(lambda tell: tell(), Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _pool(self) -> "ThreadPoolExecutor":
        from concurrent.futures import ThreadPoolExecutor  # late: the first paint waits for no worker

        return ThreadPoolExecutor(1, "work")

    def run(self, work: Callable[[], T], done: Callable[[T], object], failed: Callable[[Exception], object]) -> None:
        """`work` in the thread, then `done` with its result, or `failed` with what it raised, in the window's."""

        def told(future: "Future[T]") -> None:
            if future.cancelled():
                return
            error = future.exception()
            if isinstance(error, Exception):
                self._finished.emit(lambda: failed(error))
            else:
                self._finished.emit(lambda: done(future.result()))

        if not self._stopped:
            self._pool.submit(work).add_done_callback(told)

    def stop(self) -> None:
        """Nothing new is begun; what is being worked on is finished."""
        self._stopped = True
        self.stopping.emit()
        self._finished.disconnect()
        self._pool.shutdown(wait=True, cancel_futures=True)
