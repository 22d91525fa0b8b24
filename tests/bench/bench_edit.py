"""One edit, checked and durable, against a raw 4 KiB write + fsync, and against the same statements in plain sqlite3.

    python tests/bench/bench_edit.py [FOLDER] [--rounds N] [--pause MS] [--apart WINDOW,WRITER]

FOLDER is on the disk to be measured (default: a temporary one). The four are taken in turn, so that a noisy machine
is noisy for all; medians are printed, and the ratios that count. With a pause before each they are as cold as between
two keys. The checks are made while the disk works: with a processor each for the window's thread and the writer's
(`--apart 0,1`, Linux) as most systems place them by themselves; one that puts both on the same makes them take turns.
"""

import argparse
import os
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

from clerk_app import RESOURCES
from clerk_app.exchange import interchange
from clerk_app.gui import app
from clerk_app.report.fields import Value
from clerk_app.report.totals import followed
from clerk_app.session import Session
from clerk_app.store import document as store

ROUNDS = 300
CELL = "t3/new/natural"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path)
    arguments.add_argument("--rounds", type=int, default=ROUNDS)
    arguments.add_argument("--pause", type=float, default=0)
    arguments.add_argument("--apart", type=lambda text: [int(number) for number in text.split(",")], default=None)
    given = arguments.parse_args()
    sys.setswitchinterval(app.TURN)  # as in the window
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for line in measure(Path(folder), given.rounds, given.pause / 1000, given.apart):
            print(line)


def measure(folder: Path, rounds: int, pause: float, apart: list[int] | None) -> list[str]:
    """Ratios and medians as lines for people."""
    with Session.create(folder / "edit.zfnb", "青石镇人民政府", 2025) as session:
        document = session.document
        assert document is not None
        sample = next((RESOURCES / "sample").glob("*.json")).read_text("utf-8")
        session.edit(interchange.parse(sample).wanted, given=True)
        document.flush()
        number = iter(range(10, 10_000_000))
        document.save_copy(folder / "alone.zfnb")
        alone = store.open(folder / "alone.zfnb", {session.report.edition.key: session.report.edition})
        if apart:
            _place(*apart)
        raw = os.open(folder / "raw", os.O_CREAT | os.O_WRONLY)
        plain = _plain(folder / "plain.zfnb", session)

        def write() -> None:
            os.pwrite(raw, os.urandom(4096), 0)
            os.fsync(raw)

        def statements() -> None:
            _statements(plain, next(number))

        def commit() -> None:
            wanted: dict[str, Value | None] = {CELL: next(number)}
            alone.commit("do", followed(alone.report, wanted, "填写"), "2026-01-05T09:00:00+08:00")
            alone.flush()

        def edit() -> None:
            session.edit({CELL: next(number)}, "填写")

        def durable() -> None:
            edit()
            document.flush()

        took = _in_turn((write, statements, commit, durable), rounds, pause)
        at_once = _in_turn((edit,), 50, pause)[0]
        alone.close()
        plain.close()
        os.close(raw)
    write_ms, plain_ms, commit_ms, durable_ms = (t * 1000 for t in took)
    return [
        "                                  ms    × raw  × sqlite3",
        f"raw 4 KiB write + fsync      {write_ms:7.3f}",
        f"same statements, sqlite3     {plain_ms:7.3f} {plain_ms / write_ms:8.2f}",
        f"commit, durable              {commit_ms:7.3f} {commit_ms / write_ms:8.2f} {commit_ms / plain_ms:10.2f}",
        f"edit, checked and durable    {durable_ms:7.3f} {durable_ms / write_ms:8.2f} {durable_ms / plain_ms:10.2f}",
        f"edit, until typing goes on   {at_once * 1000:7.3f}",
    ]


def _place(window: int, writer: int) -> None:
    """Each kind of thread on a processor of its own."""
    for thread in threading.enumerate():
        if thread.native_id is not None:
            os.sched_setaffinity(thread.native_id, {writer if thread.name == "writer" else window})


def _in_turn(acts: tuple[Callable[[], None], ...], rounds: int, pause: float) -> list[float]:
    took: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for act, times in zip(acts, took, strict=True):
            sleep(pause)
            start = perf_counter()
            act()
            times.append(perf_counter() - start)
    return [median(times) for times in took]


def _plain(path: Path, session: Session) -> sqlite3.Connection:
    """The same file, opened with the same pragmas and nothing else."""
    assert session.document is not None
    session.document.save_copy(path)
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("locking_mode = EXCLUSIVE", "journal_mode = TRUNCATE", "synchronous = EXTRA", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _statements(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("BEGIN")
    for path in (CELL, "t3/new/total"):
        connection.execute("INSERT OR REPLACE INTO value VALUES (?, ?)", (path, str(number)))
    (last,) = connection.execute("SELECT max(seq) FROM step").fetchone()
    connection.execute(
        "INSERT INTO step VALUES (?, ?, ?, ?, ?)", (last + 1, "2026-01-05T09:00:00+08:00", "do", "填写", bytes(32))
    )
    for no, path in enumerate((CELL, "t3/new/total"), 1):
        connection.execute(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)", (last + 1, no, path, None, str(number), str(number + 1))
        )
    # Another one each time: SQLite does not write a page whose content stays the same.
    connection.execute("UPDATE about SET value = ? WHERE name = 'digest'", (f"sha256:{number:064}",))
    connection.execute("COMMIT")


if __name__ == "__main__":
    main()
