"""Real input methods in the real program: fcitx5 and ibus compose into a cell and into a text.

    python tests/bench/bench_input_methods.py [fcitx5|ibus]

Needs (Debian): xvfb xauth dbus openbox xdotool; fcitx5 fcitx5-pinyin fcitx5-module-fullwidth; ibus ibus-libpinyin. What
is not there is named and left out. Screen and bus are its own. Keys come from xdotool, as from a keyboard: nothing of
Qt is asked to pretend. Tried: a word by its pinyin, full-width digits, Enter that confirms what is being composed.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from clerk_app.session import Session
from tests.bench import driven

METHODS = {
    "fcitx5": ("fcitx5", "fcitx5-remote", "/usr/share/fcitx5/addon/fullwidth.conf"),
    "ibus": ("ibus-daemon", "ibus", "gsettings", "/usr/share/ibus/component/libpinyin.xml"),
}
TOOLS = ("xvfb-run", "dbus-run-session", "openbox", "xdotool")
PATIENCE = 20  # s
CELL = "t3/new/natural"
# The program answers one question a line: what is in the cell, where one is, what is being typed.
ACT = """
import json
from PySide6.QtCore import QSocketNotifier
from PySide6.QtWidgets import QApplication

def act(window, desk):
    def answer():
        line = sys.stdin.readline()
        if line:
            print("=" + json.dumps(eval(line, {"window": window, "desk": desk})), flush=True)
    window.asked = QSocketNotifier(0, QSocketNotifier.Type.Read, window)
    window.asked.activated.connect(answer)
    print("ready", flush=True)
"""
_PROFILE = """[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin
[Groups/0/Items/0]
Name=keyboard-us
Layout=
[Groups/0/Items/1]
Name=pinyin
Layout=
[GroupOrder]
0=Default
"""


class Program:
    """The program, asked by lines and typed into by the screen's own keys."""

    def __init__(self, report: Path, home: Path, method: str) -> None:
        os.environ |= {"QT_IM_MODULE": "fcitx" if method == "fcitx5" else "ibus"}
        self.process = driven.start(ACT, report, home, platform="xcb")
        assert self.process.stdout is not None
        while b"ready" not in (line := self.process.stdout.readline()):
            assert line, "the program did not start"

    def ask(self, question: str) -> object:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{question}\n".encode())
        self.process.stdin.flush()
        while not (line := self.process.stdout.readline()).startswith(b"="):
            assert line, "the program has gone"
            print("   ", line.decode().strip())
        return json.loads(line[1:])

    def until(self, question: str, wanted: object) -> bool:
        end = time.monotonic() + PATIENCE
        while (found := self.ask(question)) != wanted:
            if time.monotonic() > end:
                print(f"    {question}: {found!r} instead of {wanted!r}")
                return False
            time.sleep(0.1)
        return True

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(10)


def press(*keys: str) -> None:
    """With the pace of a quick hand: a method that is asked faster drops keys of its own accord."""
    for key in keys:
        subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True)
        time.sleep(0.08)


def tried(program: Program, method: str) -> list[tuple[str, bool]]:
    """What was tried, and whether it went as a clerk would have it."""
    typing = "desk.grid.view._delegate.editor.text() if desk.grid.view._delegate.editor else None"
    composing = "bool(desk.grid.view._delegate.editor and desk.grid.view._delegate.editor.composing)"
    here = "desk.grid.current"
    found: list[tuple[str, bool]] = []

    def step(words: str, *holds: bool) -> None:
        found.append((words, all(holds)))
        print(f"  {'ja' if all(holds) else 'NO':3} {words}", flush=True)

    program.ask("desk.tabs.show_key('applications')")
    program.ask(f"desk.grid.show_cell('{CELL}')")
    time.sleep(0.5)
    switch_on(method)
    press(*"nihao")
    step("a cell: composing opens its editor", program.until(composing, True))
    press("space")
    step("a cell: the word is in it, the cell is the same", program.until(typing, "你好"), program.until(here, CELL))
    press("Return")
    step("a cell: Enter then refuses the word in words and stays", program.until(typing, "你好"),
         program.until("bool(desk.page._icon.isVisible())", True), program.until(here, CELL))  # fmt: skip
    press("Escape")
    step("a cell: Esc gives it up", program.until(typing, None))
    press(*"nihao", "Return")
    step("a cell: Enter while composing confirms and does not leave it", program.until(typing, "nihao"),
         program.until(here, CELL))  # fmt: skip
    press("Escape")
    program.until(typing, None)
    press("shift+space")  # full width, in both methods
    press("1", "2")
    step("a cell: full-width digits are plain ones in it", program.until(typing, "12"))
    press("Return")
    step("a cell: Enter takes them and goes on", program.until(f"int(desk.session.report.figure('{CELL}') or 0)", 12),
         program.until(f"{here} != '{CELL}'", True))  # fmt: skip
    text = "desk.page.editor.text.toPlainText()"
    program.ask("desk.tabs.show_key('overview') or desk.page.setFocus()")
    time.sleep(0.5)
    press("3", "4")
    press("shift+space")
    step("a paragraph: full-width digits", program.until(text, "３４"))
    press(*"nihao", "space")
    step("a paragraph: the word behind them", program.until(text, "３４你好"))
    press(*"nihao", "Return")
    step("a paragraph: Enter while composing begins no new line", program.until(text, "３４你好nihao"))
    press("Return")
    step("a paragraph: Enter then does", program.until(text, "３４你好nihao\n"))
    step(
        "a paragraph: the report has all of it",
        program.until("desk.session.report.text('overview').strip()", "３４你好nihao"),
    )
    return found


def switch_on(method: str) -> None:
    """The pinyin engine, for the window that has the keys."""
    wish, answer, wanted = {
        "fcitx5": (["fcitx5-remote", "-s", "pinyin"], ["fcitx5-remote", "-n"], "pinyin"),
        "ibus": (["ibus", "engine", "libpinyin"], ["ibus", "engine"], "libpinyin"),
    }[method]
    for _ in range(PATIENCE):  # either may still be starting, and ibus says that it failed when it did not
        subprocess.run(wish, check=False, capture_output=True)
        if subprocess.run(answer, check=False, capture_output=True, text=True).stdout.strip() == wanted:
            return
        time.sleep(0.5)
    raise SystemExit(f"{method} has no {wanted}")


def inside(method: str, home: Path) -> int:
    """On the screen and the bus that were made for it."""
    report = home / "青石镇.zfnb"
    Session.create(report, "青石镇人民政府", 2025).close()
    profile = home / "fcitx5" / "profile"
    profile.parent.mkdir(parents=True)
    profile.write_text(_PROFILE, "utf-8")
    (profile.parent / "conf").mkdir()
    (profile.parent / "conf" / "fullwidth.conf").write_text("[Hotkey]\n0=Shift+space\n", "utf-8")
    if method == "ibus":  # full width by the same key as there
        engine = "com.github.libpinyin.ibus-libpinyin.libpinyin"
        subprocess.run(["gsettings", "set", engine, "letter-switch", "<Shift>space"], check=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    daemon = ["fcitx5", "-D"] if method == "fcitx5" else ["ibus-daemon", "--panel", "disable", "--xim"]
    helpers = [subprocess.Popen(["openbox"], **quiet), subprocess.Popen(daemon, **quiet)]
    program = None
    try:
        time.sleep(3)
        program = Program(report, home, method)
        time.sleep(1)
        return sum(not well for _, well in tried(program, method))
    finally:
        if program:
            program.end()
        for helper in helpers:
            helper.terminate()


def missing(method: str) -> list[str]:
    return [tool for tool in (*TOOLS, *METHODS[method]) if not (shutil.which(tool) or Path(tool).is_file())]


def outside(method: str) -> int:
    """0: all as it should be; otherwise how many were not. What this machine lacks is named."""
    if lacking := missing(method):
        print(f"{method}: not tried, this machine has no {'、'.join(lacking)}")
        return 0
    print(f"{method}:")
    with tempfile.TemporaryDirectory() as folder:
        own = dict.fromkeys(("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), folder)
        own |= {"GSETTINGS_BACKEND": "keyfile", "GTK_IM_MODULE": "", "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        screen = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--"]
        return subprocess.run(
            [*screen, sys.executable, __file__, method, folder], env=os.environ | own, check=False
        ).returncode


if __name__ == "__main__":
    if len(sys.argv) == 3:
        sys.exit(inside(sys.argv[1], Path(sys.argv[2])))
    sys.exit(sum(outside(method) for method in (sys.argv[1:] or METHODS)))
