"""The processes in which files are looked at, as many as there are processors."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager

from clerk_app.store.spool import Row

Looker = Callable[[list[bytes]], Iterator[Row]]


@contextmanager
def processes(look_at: Callable[[bytes], Row], workers: int = 0) -> Generator[Looker]:
    """`look_at` in so many processes (0: as many as there are processors, 1: in this one)."""
    workers = workers or min(os.cpu_count() or 1, 8)
    if workers == 1:
        yield lambda names: map(look_at, names)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    # Spawned, not forked: the window has threads, and a forked child would have their locks.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_with_parent)

    def look(names: list[bytes]) -> Iterator[Row]:
        done = 0
        try:
            for row in pool.map(look_at, names, chunksize=25):
                yield row
                done += 1
        except BrokenProcessPool:  # the system has ended one of them: what is left is read here
            yield from map(look_at, names[done:])

    try:
        yield look
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _with_parent() -> None:
    """Ctrl+C is for the process that asked; when that one is ended, however it is, this one ends too: it holds both
    ends of the pipe it waits at, and would wait for ever."""
    import signal
    from multiprocessing import parent_process
    from multiprocessing.connection import wait
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    assert parent is not None, "only a process of the pool is started with this"

    def end() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=end, name="parent", daemon=True).start()
