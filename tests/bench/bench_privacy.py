"""Nothing typed outlives a failure but in the report: canaries in every field, many ways to fail, and a search.

    python tests/bench/bench_privacy.py [--quick]

In the real window every field gets a canary; then it fails in one way. What the program has printed and every file
below its user's folder (log, settings, recent reports, temporary files, crash reports) are searched for the canaries;
the reports themselves and their backups are left out. The control: the same search after errors that Python prints in
its own way. --quick fails in all the gentle ways in one process.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import driven
from promised import verdict

from clerk_app.form.edition import editions
from clerk_app.report.model import empty
from clerk_app.store import document, files

AT = "2026-01-05T09:00:00+08:00"
WORD, NUMBER = "金丝雀鸣", "9182736"  # in every text and in every number
CODE = r"""
import ctypes, gc, os, signal, sqlite3, threading
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from clerk_app.errors import KnownError
from clerk_app.exchange import handout, interchange
from clerk_app.gui import preview
from clerk_app.report.model import Changeset, Conflict, Edit
from clerk_app.store import files

WORD, NUMBER = "金丝雀鸣", 9182736

def fill(desk):
    form, kinds = desk.session.report.edition, {}
    for path in form.cells:
        kinds[path] = NUMBER
    for path in form.passages:
        kinds[path] = f"{WORD}，{path}共{NUMBER}件。"
    for path in ("unit", "cover/parent", "cover/contact/address", "cover/contact/phone", "cover/contact/email"):
        kinds[path] = WORD
    kinds |= {"answer/X " + WORD: WORD, "previous/overview": WORD}
    desk.session.edit(kinds, "填写")

def typed(desk):
    desk.tabs.show_key("problems")
    event = QInputMethodEvent("", [])
    event.setCommitString(WORD)
    QApplication.sendEvent(QApplication.focusWidget() or desk, event)

def raising(error):
    def way(window, desk):
        raise error
    return way

def in_thread(window, desk):
    thread = threading.Thread(target=raising(RuntimeError(WORD)), args=(window, desk))
    thread.start()
    thread.join()

class Dying:
    def __del__(self):
        raise ValueError(WORD)

def listener(window, desk):
    def tell(changed):
        raise LookupError(f"{WORD} {changed}")
    desk.session.listen(tell)
    desk.session.edit({"overview": WORD * 3}, WORD)

def disk(window, desk):
    mark = files.mark
    def refuse(path):
        raise OSError(5, WORD, str(path))
    files.mark = refuse
    desk.session.edit({"overview": WORD * 2}, WORD)
    try:
        desk.session.document.flush(3)
    finally:
        files.mark = mark

def database(window, desk):
    load = sqlite3.connect(":memory:")
    load.execute(f"SELECT {WORD} FROM {WORD}")

def paper(window, desk):
    def broken(*_, **__):
        raise ValueError(WORD)
    preview.made, kept = broken, preview.made
    try:
        window.outgoing
    finally:
        window.worker.run(lambda: broken(), lambda _: None, lambda e: raising(e)(window, desk))

def handed_out(window, desk):
    def fill(file):
        file.write(WORD.encode())
        raise RuntimeError(WORD)
    handout.stream(desk.session.path.with_name("x.html"), fill)

def deep(window, desk, *, text=WORD):
    deep(window, desk, text=text + WORD)

GENTLE = {
    "value error": raising(ValueError(WORD, NUMBER)), "key error": raising(KeyError(WORD)),
    "known error": raising(KnownError(WORD)), "assertion": raising(AssertionError(f"{WORD} != {NUMBER}")),
    "memory": raising(MemoryError(WORD)), "chained": lambda w, d: chained(),
    "unicode": lambda w, d: (WORD + "\udc00").encode(), "group": raising(ExceptionGroup(WORD, [ValueError(WORD)])),
    "notes": lambda w, d: noted(), "recursion": deep, "thread": in_thread, "dying object": lambda w, d: Dying(),
    "listener": listener, "disk": disk, "database": database, "paper": paper, "handing out": handed_out,
    "conflict": lambda w, d: d.session.document.commit("do", Changeset((Edit("overview", WORD, WORD + "x"),)), "x"),
    "exchange data": lambda w, d: interchange.parse("{\"unit\": \"" + WORD),
    "refused": lambda w, d: d.session.edit({"t3/new/natural": WORD}, WORD),
}

def chained():
    try:
        raise ValueError(WORD)
    except ValueError as e:
        raise RuntimeError(WORD) from e

def noted():
    error = ValueError()
    error.add_note(WORD)
    raise error

def half_written(window, desk):
    files._rename_new = lambda old, new: os.kill(os.getpid(), signal.SIGKILL)
    desk.session.document.save_copy(desk.session.path.with_name("copy.zfnb"))

HARD = {
    "killed": lambda w, d: os.kill(os.getpid(), signal.SIGKILL),
    "killed while writing": half_written,
    "segmentation fault": lambda w, d: ctypes.string_at(8),
    "abort": lambda w, d: os.abort(),
    "terminated": lambda w, d: os.kill(os.getpid(), signal.SIGTERM),
}

def act(window, desk):
    if "control" in sys.argv:
        sys.excepthook = sys.__excepthook__
    fill(desk)
    typed(desk)
    desk.session.document.flush()
    fail(window, desk, sys.argv[2].split(","))

def fail(window, desk, names):
    # One way after the other: on a busy machine timers that are due together come in any order.
    if names:
        QTimer.singleShot(50 if len(names) > 1 else 400, window, lambda: fail(window, desk, names[1:]))
        (GENTLE | HARD)[names[0]](window, desk)
    else:
        gc.collect(), window.close(), QApplication.exit()
"""
GENTLE = (
    "value error,key error,known error,assertion,memory,chained,unicode,group,notes,recursion,thread,dying object,"
    "listener,disk,database,paper,handing out,conflict,exchange data,refused"
)
HARD = ("killed", "killed while writing", "segmentation fault", "abort", "terminated")


def hits(ways: str, *more: str) -> list[str]:
    """Where canaries are after the program has failed in these ways."""
    with tempfile.TemporaryDirectory() as folder:
        home, desk = Path(folder) / "home", Path(folder) / "desk"
        home.mkdir()
        desk.mkdir()
        report = desk / "report.zfnb"
        document.create(report, empty(editions()["2021"], {"unit": "青石镇人民政府", "year": 2025}), AT).close()
        process = driven.start(CODE, report, home, ways, *more)
        try:
            said, _ = process.communicate(timeout=driven.PATIENCE + 30)
        except subprocess.TimeoutExpired:
            process.kill()
            return [f"{ways}: did not end"]
        well = process.returncode == 0
        if process.returncode > 0 or (well != (ways not in HARD) and ways != "terminated"):  # that may end well too
            return [f"{ways}: ended with {process.returncode}: {said.decode(errors='replace')}"]
        for rest in desk.glob(".*"):
            os.utime(rest, (0, 0))  # it is a while later
        files.sweep(desk)
        found = ["what it printed"] if canary(said) else []
        for path in (p for p in Path(folder).rglob("*") if p.is_file()):
            if path.suffix != ".zfnb" and not path.name.endswith("-journal"):
                found += [str(path.relative_to(folder))] if canary(path.read_bytes()) or WORD in path.name else []
        found += [f"{p.name} left over" for p in desk.glob(".*")]
        logged = list(home.rglob("errors.log"))
        if "value error" in ways and not logged:
            found.append("nothing was logged: the search would find nothing anyhow")
        return [f"{ways}: {what}" for what in found]


def canary(data: bytes) -> bool:
    words = (WORD, NUMBER, WORD[:2])
    return any(w.encode(code) in data for w in words for code in ("utf-8", "utf-16-le")) or any(
        ascii(w)[1:-1].encode() in data for w in words
    )


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true")
    quick: bool = arguments.parse_args().quick
    ways = [GENTLE, *HARD[:2]] if quick else [*GENTLE.split(","), *HARD, GENTLE]
    found = [hit for way in ways for hit in hits(way)]
    control = "what it printed" in " ".join(hits("value error", "control"))
    tried = sum(way.count(",") + 1 for way in ways)
    print(f"{tried} ways to fail: {len(found)} hits (control: {'found' if control else 'NOT FOUND'})", *found, sep="\n")
    return verdict(tried, len(found), int(control))


if __name__ == "__main__":
    sys.exit(main())
