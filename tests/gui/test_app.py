"""The entrance: surroundings without a screen, with fcitx, and an orderly end of the whole program."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from clerk_app.gui.app import dress, has_display, input_method

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from clerk_app.gui import app, window
made = window.Window.__init__
def opened(self, *rest):
    made(self, *rest)
    QTimer.singleShot(600, self, self.close)
window.Window.__init__ = opened
sys.exit(app.run(Path(sys.argv[1])))
"""
OPENED = """
import sys
from pathlib import Path
from clerk_app.gui import app, window
made = window.Window.seat
def opened(self, session):
    desk = made(self, session)
    print("open", flush=True)
    return desk
window.Window.seat = opened
sys.exit(app.run(Path(sys.argv[1])))
"""
FIRST = """
import sys
from PySide6.QtCore import Qt
from clerk_app.gui import app, window
def told(self, event):
    print(sorted({"clerk_app.session", "clerk_app.gui.desk", "clerk_app.form.edition"} & set(sys.modules)))
    self.painted.connect(self.close, Qt.ConnectionType.QueuedConnection)
    paint(self, event)
paint = window.Window.paintEvent
window.Window.paintEvent = told
sys.exit(app.run(None))
"""


def test_run__first_paint__waits_for_nothing_that_only_a_report_needs(tmp_path: Path) -> None:
    own = os.environ | dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), str(tmp_path))
    ended = subprocess.run(
        [sys.executable, "-c", FIRST], env=own, capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stdout.splitlines()[:1], ended.stderr) == (0, ["[]"], "")


def test_run__ended_by_the_system__closes_as_its_user_would(
    report: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = str(tmp_path_factory.mktemp("home"))
    own = os.environ | dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
    with subprocess.Popen([sys.executable, "-c", OPENED, str(report)], env=own, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"open\n"
        program.terminate()
        assert program.wait(timeout=30) == 0
    assert [p.name for p in report.parent.iterdir()] == [report.name]


def test_run__without_a_display__says_one_sentence_and_returns_2(tmp_path: Path) -> None:
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    there = tmp_path / "a.zfnb"
    there.touch()
    gone = "没有“chek”这个文件，也没有这个命令：请核对文件名，或看看 clerk-app --help。"
    for arguments, words in (((), "没有图形界面"), ((str(there),), "没有图形界面"), (("chek",), gone)):
        ended = subprocess.run(
            [sys.executable, "-m", "clerk_app", *arguments],
            env=bare, capture_output=True, text=True, timeout=30, check=False,
        )  # fmt: skip
        assert ended.returncode == 2
        assert ended.stderr.count("\n") == 1
        assert ended.stderr.startswith(words)


def test_run__a_report_opened_and_closed__ends_without_a_trace(
    report: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = str(tmp_path_factory.mktemp("home"))
    own = os.environ | dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"), home)
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(report)], env=own, capture_output=True, text=True, timeout=60, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [p.name for p in report.parent.iterdir()] == [report.name]


@pytest.mark.parametrize(
    "platform, environment, seen",
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("win32", {}, True),
    ],
)
def test_display__of_a_platform__is_seen(platform: str, environment: dict[str, str], seen: bool) -> None:
    assert has_display(platform, environment) is seen


@pytest.mark.parametrize("asked", [{"QT_IM_MODULE": "fcitx"}, {"XMODIFIERS": "@im=fcitx"}, {"QT_IM_MODULE": "fcitx5"}])
def test_input_method__fcitx_asked__goes_by_the_portal_of_ibus(asked: dict[str, str]) -> None:
    assert input_method(asked) == {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}


def test_input_method__another__is_left_alone() -> None:
    assert input_method({"QT_IM_MODULE": "ibus"}) == {}


def test_dress__standard_buttons__are_chinese_in_type_of_ten_and_a_half(application: QApplication) -> None:
    dress(application)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text().startswith("取消")
    assert application.font().pointSizeF() >= 10.5
