"""The real window killed (−9) while somebody types a key every 15 ms: what it said to be saved is there, at most a
second of typing is not, the file opens clean, undo works.

    python tests/bench/bench_kill_window.py [--rounds N]
    xvfb-run -a python tests/bench/bench_kill_window.py --keyboard [--rounds N]

The keys are events made in the window's own process; with --keyboard they come through the X server, typed by xdotool
into a window that openbox has given the keyboard.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import driven
from promised import verdict

from clerk_app.form.edition import editions
from clerk_app.report.model import empty
from clerk_app.store import document, reader

AT = "2026-01-05T09:00:00+08:00"
CODE = """
import itertools
import time
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

def act(window, desk):
    desk.tabs.show_key("problems")
    keys = itertools.cycle("abcdefghij")
    def type():
        QTest.keyClick(QApplication.focusWidget(), next(keys))
    def told():
        if window.status.saved.text().startswith("已保存"):
            print("saved", len(desk.session.report.text("problems")), flush=True)
    window._state_told.connect(lambda _: QTimer.singleShot(0, window, told))
    page = QApplication.focusWidget()
    page.textChanged.connect(lambda: print("typed", page.toPlainText()[-1:], time.monotonic(), flush=True))
    window.timer = QTimer(window, interval=15)
    window.timer.timeout.connect(type)
    if sys.argv[2:] == ["keyboard"]:
        window.activateWindow()
        QTimer.singleShot(500, window, lambda: print("ready", flush=True))
    else:
        window.timer.start()
"""
TYPING = ("xdotool", "type", "--delay", "15", "abcdefghij" * 200)


def killed(report: Path, home: Path, after: float, *, keyboard: bool = False) -> tuple[int, list[tuple[str, float]]]:
    """How many letters were said to be saved, and all that were typed with their times (s), in a window killed `after`
    seconds from the first time that it said so."""
    process = driven.start(
        CODE, report, home, *(["keyboard"] if keyboard else []), platform="xcb" if keyboard else "offscreen"
    )
    typing: subprocess.Popen[bytes] | None = None
    assert process.stdout is not None
    saved = 0
    typed: list[tuple[str, float]] = []
    end = None
    for line in process.stdout:
        words = line.split()
        if words[:1] == [b"typed"] and line.endswith(b"\n"):
            typed.append((words[1].decode(), float(words[2])))
        if words == [b"ready"]:
            typing = subprocess.Popen(TYPING)
        if words[:1] == [b"saved"] and line.endswith(b"\n"):
            saved = int(words[1])
            end = end or time.monotonic() + after
        if end and time.monotonic() > end:
            process.kill()  # what comes after it is what the pipe still holds
    process.wait()
    if typing:
        typing.kill()
        typing.wait()
    return saved, typed


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=60)
    arguments.add_argument("--keyboard", action="store_true")
    given = arguments.parse_args()
    rounds: int = given.rounds
    manager = subprocess.Popen(["openbox"]) if given.keyboard else None
    chance = random.Random(20260105)
    wrong: Counter[str] = Counter({"lost": 0, "more than a second": 0, "not clean": 0, "undo": 0, "left beside it": 0})
    most = 0
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            path = Path(folder) / "甲.zfnb"
            path.unlink(missing_ok=True)
            document.create(path, empty(editions()["2021"], {"unit": "青石镇人民政府", "year": 2025}), AT).close()
            saved, typed = killed(path, Path(folder), chance.uniform(0, 1.5), keyboard=given.keyboard)
            text = reader.read(path, editions()).report.text("problems")
            most = max(most, len(typed) - len(text))
            gone = typed[len(text) :]
            wrong["lost"] += saved == 0 or len(text) < saved
            wrong["more than a second"] += bool(gone) and gone[-1][1] - gone[0][1] > 1
            wrong["not clean"] += not "".join(letter for letter, _ in typed).startswith(text)
            opened = document.open(path, editions())
            opened.commit("undo", opened.undo[-1].inverse(), AT)
            opened.close()
            wrong["undo"] += len(reader.read(path, editions()).report.text("problems")) >= len(text)
            wrong["left beside it"] += len(list(Path(folder).glob("*甲.zfnb*"))) != 1
    if manager:
        manager.kill()
    print(f"{rounds} windows killed, at most {most} keys not there: " + ", ".join(f"{w} {n}" for w, n in wrong.items()))
    return verdict(rounds, wrong.total())


if __name__ == "__main__":
    sys.exit(main())
