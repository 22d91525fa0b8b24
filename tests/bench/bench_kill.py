"""Killed (−9) at random while typing: what was said to be saved is there, the file opens clean, undo works.

    python tests/bench/bench_kill.py [--rounds N]

A process with an open report makes an edit every millisecond or so, tells each that is saved and is killed at a random
moment; then the file is read beside its journal, opened, one step is taken back, and it is closed.
"""

import argparse
import os
import random
import signal
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from promised import verdict

from clerk_app.form.edition import editions
from clerk_app.report.model import Changeset, empty
from clerk_app.store import document, reader

AT = "2026-01-05T09:00:00+08:00"


def typing(path: Path, tell: int) -> None:
    """Edits until killed; writes the number of each edit that is saved to the pipe `tell`."""
    opened = document.open(path, editions())
    number = int(opened.report.figure("t3/new/natural") or 0)
    while True:
        number += 1
        wanted = {"t3/new/natural": number, "overview": f"{number}件。" + "公开。\n" * (number % 5 * 300)}
        opened.commit("do", Changeset(opened.report.edits_to(wanted), "输入"), AT)
        if number % 3 == 0:  # not after every edit: several wait in the queue
            opened.flush()
            os.write(tell, f"{number}\n".encode())


def killed(path: Path, after: float, program: Callable[[Path, int], None] = typing) -> int | None:
    """The last number said to be saved by a process killed `after` seconds from its first; None when it said none."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        os.close(read)
        try:
            program(path, write)
        finally:
            os._exit(1)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        first = pipe.readline()
        death = threading.Timer(after, os.kill, (child, signal.SIGKILL))
        death.start()
        said = [first, *pipe.readlines()]
        death.join()
    os.waitpid(child, 0)
    whole = [line for line in said if line.endswith(b"\n")]
    return int(whole[-1]) if whole else None


def careless(path: Path, tell: int) -> None:
    """The control: a program that writes its file anew at each edit."""
    for number in range(1, 10**6):
        path.write_text(f"{number}件。" + "公开。\n" * 3000, "utf-8")
        os.write(tell, f"{number}\n".encode())


def spoilt(folder: Path, rounds: int, chance: random.Random) -> int:
    """How many of the careless program's files are not whole after it was killed."""
    path, wrong = folder / "control.txt", 0
    for _ in range(rounds):
        killed(path, chance.uniform(0, 0.03), careless)
        wrong += not path.read_bytes().endswith("公开。\n".encode())
    return wrong


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=1000)
    rounds: int = arguments.parse_args().rounds
    chance = random.Random(20260105)
    wrong: Counter[str] = Counter({"lost": 0, "not clean": 0, "undo": 0, "left beside it": 0})
    hot = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "甲.zfnb"
        for done in range(rounds):
            if done % 50 == 0:  # a new file now and then, or its history outgrows what is tried
                path.unlink(missing_ok=True)
                report = empty(editions()["2021"], {"unit": "青石镇人民政府", "year": 2025})
                document.create(path, report, AT).close()
            saved = killed(path, chance.uniform(0, 0.03))
            journal = path.with_name(path.name + "-journal")
            hot += journal.exists() and journal.stat().st_size > 0
            seen = reader.read(path, editions())
            number = int(seen.report.figure("t3/new/natural") or 0)
            wrong["lost"] += saved is None or number < saved
            wrong["not clean"] += not seen.report.text("overview").startswith(f"{number}件。")
            opened = document.open(path, editions())
            wrong["not clean"] += opened.report != seen.report
            opened.commit("undo", opened.undo[-1].inverse(), AT)
            opened.close()
            before = int(reader.read(path, editions()).report.figure("t3/new/natural") or 0)
            wrong["undo"] += before != number - 1
            wrong["left beside it"] += len(list(Path(folder).iterdir())) != 1
        control = spoilt(Path(folder), rounds, chance)
    print(f"{rounds} kills, {hot} in the middle of a transaction: " + ", ".join(f"{w} {n}" for w, n in wrong.items()))
    return verdict(rounds, wrong.total(), control)


if __name__ == "__main__":
    sys.exit(main())
