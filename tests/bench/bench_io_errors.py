"""Every call on the file and its folder (open, stat, read, write, sync, truncate, remove) fails: once, and until the
disk is well again.

    python tests/bench/bench_io_errors.py [--every N]

The real program edits a file while the C library's calls are made to fail from outside (a small shim in front of it,
compiled here; Linux with cc). Nothing that was said to be saved may be lost, the file must never be called damaged,
and when the disk is well again everything must be saved without being asked for. `--every 7` tries each seventh point.
"""

import argparse
import ctypes
import errno
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import shim
from promised import verdict

from clerk_app.errors import KnownError
from clerk_app.form.edition import editions
from clerk_app.report.model import Changeset, empty
from clerk_app.store import document, reader
from clerk_app.store.refusals import Damaged

AT = "2026-01-05T09:00:00+08:00"
ERRORS = (errno.EIO, errno.ENOSPC)
EDITS = 4


def edit(opened: document.Document, number: int) -> None:
    wanted = {"t3/new/natural": number, "overview": f"第{number}次。" + "公开。\n" * 400 * (number % 3)}
    opened.commit("do", Changeset(opened.report.edits_to(wanted), "填写"), AT)


def trial(library: ctypes.CDLL, path: Path, at: int, forever: bool, number: int) -> tuple[Counter[str], int]:
    """One life of a file with the failure at the `at`-th call. What went wrong, and how many calls there were."""
    wrong: Counter[str] = Counter()
    before = path.read_bytes()
    library.shim_arm(at, forever, number)
    try:
        document.open(path, editions()).close(discard=True)
    except KnownError as e:
        wrong["damage cried"] += isinstance(e, Damaged)
    library.shim_arm(0, False, 0)
    wrong["touched by opening"] += path.read_bytes() != before
    opened = document.open(path, editions())
    library.shim_arm(at, forever, number)
    saved = 0
    for value in range(1, EDITS + 1):
        edit(opened, value)
        try:
            opened.flush(timeout=10)
            saved = value
        except KnownError as e:
            wrong["damage cried"] += "损坏" in str(e) or "破坏" in str(e)
    with suppress(KnownError):
        opened.close()
    calls = int(library.shim_calls())
    library.shim_arm(0, False, 0)
    # What a second program sees now: nothing said to be saved is missing.
    seen = seen_by_others(path)
    wrong["saved and lost"] += seen is not None and not saved <= seen <= EDITS
    try:
        opened.close()
    except KnownError:
        wrong["not saved though the disk is well"] += 1
        opened.close(discard=True)
    try:
        document.open(path, editions()).close()
        found = reader.read(path, editions())
        wrong["content"] += found.report != opened.report or found.steps != EDITS
    except Damaged:
        wrong["damaged"] += 1
    wrong["left beside it"] += len(list(path.parent.iterdir())) != 1
    return wrong, calls


def seen_by_others(path: Path) -> int | None:
    """The number in a copy of the file and its journal, taken by another process so that no lock is lost."""
    with tempfile.TemporaryDirectory() as folder:
        copies = [p for p in (path, path.with_name(path.name + "-journal")) if p.exists()]
        subprocess.run(["cp", *copies, folder], check=True, env={"PATH": os.environ["PATH"]})
        figure = reader.read(Path(folder) / path.name, editions()).report.figure("t3/new/natural")
        return int(figure or 0)


def believing(library: ctypes.CDLL, path: Path, at: int) -> bool:
    """The control: a program that takes an error for the truth and goes on. Is an edit lost?"""
    path.unlink(missing_ok=True)
    library.shim_watch(b".zfnb")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE value (number)")
        library.shim_arm(at, False, errno.EIO)
        for number in range(EDITS):
            with suppress(sqlite3.Error):
                connection.execute("INSERT INTO value VALUES (?)", (number,))
        library.shim_arm(0, False, 0)
        return connection.execute("SELECT count(*) FROM value").fetchone() != (EDITS,)


def run(every: int) -> int:
    library = shim.library()
    with tempfile.TemporaryDirectory() as name:
        blank = Path(name) / "blank"
        report = empty(editions()["2021"], {"unit": "青石镇人民政府", "year": 2025})
        document.create(blank, report, AT).close()
        control = sum(believing(library, Path(name) / "control.zfnb", at) for at in range(1, 40))
        points, _, total = shim.every_call(
            blank, [(way, number) for number in ERRORS for way in ("once", "for ever")], every,
            lambda path, at, way, number: trial(library, path, at, way == "for ever", number),
        )  # fmt: skip
    print(f"{points} failures: " + ", ".join(f"{what} {total[what]}" for what in sorted(total)))
    return verdict(points, total.total(), control)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int, default=1)
    every: int = arguments.parse_args().every
    return run(every) if shim.loaded() else shim.again()


if __name__ == "__main__":
    sys.exit(main())
