"""Real input methods in the real program: fcitx5 and ibus compose into a cell and into a text.

    python tests/bench/bench_input_methods.py [--program FROZEN/clerk-app] [fcitx5|ibus]

Needs (Debian): xvfb xauth dbus openbox xdotool xclip; fcitx5 fcitx5-pinyin fcitx5-module-fullwidth; ibus
ibus-libpinyin. What is not there is named and left out. Screen and bus are its own. Keys come from xdotool, as from a
keyboard: nothing of Qt is asked to pretend. Tried: a word by its pinyin, full-width digits, Enter that confirms what is
being composed.
A frozen program answers no questions: what stands in its editor is copied out of it, the rest is read in its report.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from clerk_app.session import Session
from tests.bench import driven

METHODS = {
    "fcitx5": ("fcitx5", "fcitx5-remote", "/usr/share/fcitx5/addon/fullwidth.conf"),
    "ibus": ("ibus-daemon", "ibus", "gsettings", "/usr/share/ibus/component/libpinyin.xml"),
}
TOOLS = ("xvfb-run", "dbus-run-session", "openbox", "xdotool", "xclip")
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

    def __init__(self, report: Path, home: Path) -> None:
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


class Frozen:
    """A frozen program, seen from outside only."""

    def __init__(self, program: Path, report: Path) -> None:
        self.report = report
        self.process = subprocess.Popen([program, report], stdin=subprocess.DEVNULL)
        window = self._found(report)
        # Not --sync: that waits for ever when the window is active already.
        subprocess.run(["xdotool", "windowactivate", window], check=True, timeout=PATIENCE)

    def _found(self, report: Path) -> str:
        """The window once the report is in it."""
        end = time.monotonic() + driven.PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, "the program did not start"
            look = ["xdotool", "search", "--onlyvisible", "--name", report.stem]
            if found := subprocess.run(look, check=False, capture_output=True, text=True, timeout=PATIENCE).stdout:
                return found.split()[-1]
            time.sleep(0.3)
        raise AssertionError("no window came")

    def copied(self, wanted: str) -> bool:
        """Whether the editor that has the keys holds `wanted`."""
        end = time.monotonic() + PATIENCE
        while True:
            clear = ["xclip", "-selection", "clipboard", "-in", os.devnull]
            subprocess.run(clear, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            press("ctrl+a", "ctrl+c")
            time.sleep(0.3)
            told = ["xclip", "-selection", "clipboard", "-out"]
            found = subprocess.run(told, check=False, capture_output=True, text=True, timeout=PATIENCE).stdout
            if found == wanted:
                return True
            if time.monotonic() > end:
                print(f"    copied: {found!r} instead of {wanted!r}")
                return False

    def end(self) -> None:
        if self.process.poll() is None:
            press("ctrl+q")
            try:
                self.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def press(*keys: str) -> None:
    """With the pace of a quick hand: a method that is asked faster drops keys of its own accord."""
    for key in keys:
        subprocess.run(["xdotool", "key", "--clearmodifiers", key], check=True, timeout=PATIENCE)
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


def tried_outside(program: Frozen, method: str) -> list[tuple[str, bool]]:
    """The same in a frozen program, as far as it shows from outside."""
    found: list[tuple[str, bool]] = []

    def step(words: str, holds: Callable[[], bool]) -> None:
        found.append((words, holds()))
        print(f"  {'ja' if found[-1][1] else 'NO':3} {words}", flush=True)

    time.sleep(1)
    press("ctrl+Page_Down", "ctrl+Page_Down", "ctrl+Page_Down")
    time.sleep(1)
    press("ctrl+Home")
    switch_on(method)
    press(*"nihao", "space")
    time.sleep(0.5)
    step("a cell: the word is in it", lambda: program.copied("你好"))
    press("Return")
    step("a cell: Enter then refuses the word and stays", lambda: program.copied("你好"))
    press("Escape")
    time.sleep(0.5)
    press(*"nihao", "Return")
    time.sleep(0.5)
    step("a cell: Enter while composing confirms and does not leave it", lambda: program.copied("nihao"))
    press("Escape")
    time.sleep(0.5)
    press("shift+space", "1", "2")
    time.sleep(0.5)
    step("a cell: full-width digits are plain ones in it", lambda: program.copied("12"))
    press("Return")
    time.sleep(0.5)
    press("ctrl+Page_Up", "ctrl+Page_Up")
    time.sleep(1)
    press("3", "4")
    time.sleep(0.5)
    step("a paragraph: full-width digits", lambda: program.copied("３４"))
    press("ctrl+End", "shift+space", *"nihao", "space")
    time.sleep(0.5)
    step("a paragraph: the word behind them", lambda: program.copied("３４你好"))
    press("ctrl+End", *"nihao", "Return")
    time.sleep(0.5)
    step("a paragraph: Enter while composing begins no new line", lambda: program.copied("３４你好nihao"))
    press("ctrl+End", "Return", "5")
    time.sleep(0.5)
    step("a paragraph: Enter then does", lambda: program.copied("３４你好nihao\n5"))
    program.end()
    with Session.open(program.report) as session:
        figure, text = session.report.figure(CELL), session.report.text("overview")
    step("the report has the number of the cell", lambda: figure == 12)
    step("the report has all of the paragraph", lambda: text.strip() == "３４你好nihao\n5")
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


def inside(method: str, home: Path, frozen: Path | None) -> int:
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
    program: Program | Frozen | None = None
    os.environ |= {"QT_IM_MODULE": "fcitx" if method == "fcitx5" else "ibus"}
    try:
        time.sleep(3)
        if frozen:
            program = Frozen(frozen, report)
            found = tried_outside(program, method)
        else:
            program = Program(report, home)
            time.sleep(1)
            found = tried(program, method)
        return sum(not well for _, well in found)
    finally:
        if program:
            program.end()
        for helper in helpers:
            helper.terminate()


def missing(method: str) -> list[str]:
    return [tool for tool in (*TOOLS, *METHODS[method]) if not (shutil.which(tool) or Path(tool).is_file())]


def outside(method: str, frozen: Path | None) -> int:
    """0: all as it should be; otherwise how many were not. What this machine lacks is named."""
    if lacking := missing(method):
        print(f"{method}: not tried, this machine has no {'、'.join(lacking)}")
        return 0
    print(f"{method}:")
    with tempfile.TemporaryDirectory() as folder:
        own = dict.fromkeys(("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), folder)
        own |= {"GSETTINGS_BACKEND": "keyfile", "GTK_IM_MODULE": "", "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        screen = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--"]
        command = [*screen, sys.executable, __file__, method, "--inside", folder]
        if frozen:
            command += ["--program", str(frozen)]
        return subprocess.run(command, env=os.environ | own, check=False).returncode


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("methods", nargs="*", metavar="|".join(METHODS), default=list(METHODS))
    parser.add_argument("--program", type=Path, help="the frozen program's file; without it, that of the checkout")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if unknown := set(asked.methods) - set(METHODS):
        parser.error(f"no such input method: {', '.join(unknown)}")
    if asked.program:
        asked.program = asked.program.resolve(strict=True)
    if asked.inside:
        sys.exit(inside(asked.methods[0], asked.inside, asked.program))
    sys.exit(sum(outside(method, asked.program) for method in asked.methods))
