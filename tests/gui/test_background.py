"""Work beside the window: results come back in the window's thread."""

import threading

from clerk_app.gui.background import Worker
from tests.gui.conftest import Until


def test_work__done_elsewhere__tells_in_the_windows_thread(until: Until) -> None:
    worker, told = Worker(), list[object]()
    worker.run(threading.get_ident, lambda there: told.extend((there, threading.get_ident())), told.append)
    until(lambda: len(told) == 2)
    assert told[0] != threading.get_ident() == told[1]
    worker.stop()


def test_work__that_fails__tells_what_it_raised(until: Until) -> None:
    worker, told = Worker(), list[Exception]()
    worker.run(lambda: 1 / 0, lambda _: None, told.append)
    until(lambda: told)
    assert isinstance(told[0], ZeroDivisionError)
    worker.stop()


def test_work__after_the_stop__is_not_begun() -> None:
    worker, told = Worker(), list[object]()
    worker.stop()
    worker.run(lambda: told.append(1), told.append, told.append)
    assert told == []
