"""The history of a file of the first format is packed, which migrates it: killed, failing once and for ever at every
call by which SQLite reads, writes, syncs or removes.

    python tests/bench/bench_migration.py [--every N]

Whatever happens, the report and every step of its history are as they were, the file is of one format or the other to
the letter, and of a file that was migrated there is a backup in the old one. The control packs without a transaction.
"""

import argparse
import errno
import os
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import shim
from promised import verdict

from clerk_app.errors import KnownError
from clerk_app.form.edition import editions
from clerk_app.report.fields import to_text
from clerk_app.report.model import Changeset, empty
from clerk_app.store import document, layout, reader, rows
from clerk_app.store.backups import Backups
from clerk_app.store.steps import Step

AT = "2026-01-05T09:00:00+08:00"
STEPS = 120
WAYS = (
    ("killed", errno.EIO),
    *((way, number) for way in ("once", "for ever") for number in (errno.EIO, errno.ENOSPC)),
)


def made(path: Path) -> None:
    report = empty(editions()["2021"], {"unit": "青石镇人民政府", "year": 2025})
    steps: list[Step] = []
    for seq in range(1, STEPS + 1):
        changeset = Changeset(
            report.edits_to({"t3/new/natural": seq, "overview": f"{seq}件。" + "公开。\n" * 40}), "填写"
        )
        report = report.apply(changeset)
        steps.append(Step(seq, AT, "do", changeset))
    texts = {path: to_text(value) for path, value in report.values.items()}
    path.write_bytes(rows.image(rows.State("2021", AT, AT, texts), steps))


def history(path: Path) -> list[Step]:
    opened = document.open(path, editions())
    try:
        return opened.history()
    finally:
        opened.close()


def version(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")


def pack(path: Path, at: int, way: str, number: int) -> int:
    """Packs in a process of its own, which `way` befalls at the `at`-th call; how many calls it has made."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        opened = document.open(path, editions(), Backups(path.parent / "backups", editions()))
        shim.library().shim_arm(at, way == "for ever", shim.KILL if way == "killed" else number)
        with suppress(KnownError):
            opened.pack()
        os.write(write, str(shim.library().shim_calls()).encode())
        shim.library().shim_arm(0, False, 0)
        opened.close(discard=True)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as said:
        calls = said.read()
    os.waitpid(child, 0)
    return int(calls or 0)


def careless(path: Path, at: int) -> None:
    """The control: the same without a transaction around it."""
    child = os.fork()
    if not child:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            shim.library().shim_arm(at, False, shim.KILL)
            for statement in (*layout.FORMAT_2, "DELETE FROM step WHERE seq < 100", "PRAGMA user_version = 2"):
                connection.execute(statement)
        os._exit(0)
    os.waitpid(child, 0)


def wrong_with(path: Path, before: list[Step], report: object) -> Counter[str]:
    wrong: Counter[str] = Counter()
    kept = list((path.parent / "backups").rglob("*.zfnb"))
    try:
        wrong["report"] += reader.read(path, editions()).report != report
        wrong["history"] += history(path) != before
    except KnownError:
        wrong["not read"] += 1
    if version(path) == 2:
        wrong["no backup"] += not any(
            version(p) == 1 and history(shutil.copy(p, path.parent / "copy.zfnb")) == before for p in kept
        )
    wrong["left beside it"] += path.with_name(path.name + "-journal").exists()
    return wrong


def run(every: int) -> int:
    formats = control = 0
    with tempfile.TemporaryDirectory() as name:
        blank = Path(name) / "blank"
        made(blank)
        before, report = history(shutil.copy(blank, Path(name) / "first")), reader.read(blank, editions()).report

        def trial(path: Path, at: int, way: str, number: int) -> tuple[Counter[str], int]:
            nonlocal formats
            calls = pack(path, at, way, number)
            formats += version(path) == 2
            return wrong_with(path, before, report), calls

        points, calls, total = shim.every_call(blank, WAYS, every, trial)
        for at in range(1, 40):
            path = Path(shutil.copy(blank, Path(name) / "control.zfnb"))
            shim.library().shim_watch(b".zfnb")
            careless(path, at)
            control += wrong_with(path, before, report).total() > 0
            path.unlink(missing_ok=True)
            path.with_name(path.name + "-journal").unlink(missing_ok=True)
    print(
        f"{points} failures in a migration of {calls} calls, {formats} migrated all the same: "
        + ", ".join(f"{what} {total[what]}" for what in sorted(total))
        + f" (control: {control} of 39 spoilt)"
    )
    return verdict(points, total.total(), control)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int, default=1)
    every: int = arguments.parse_args().every
    return run(every) if shim.loaded() else shim.again()


if __name__ == "__main__":
    sys.exit(main())
