"""The real program in a process of its own, driven from within once it shows a report."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 180  # seconds
_PROGRAM = """
import faulthandler
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from clerk_app.gui import app, window

{code}

seat = window.Window.seat
def seated(self, session):
    desk = seat(self, session)
    QTimer.singleShot(0, self, lambda: act(self, desk))
    return desk
window.Window.seat = seated
faulthandler.dump_traceback_later({patience}, exit=True)  # one that hangs says where
sys.exit(app.run(Path(sys.argv[1])))
"""


def start(
    code: str, report: Path, home: Path, *arguments: str, platform: str = "offscreen"
) -> "subprocess.Popen[bytes]":
    """The window with `report`; `code` defines `act(window, desk)`. All it keeps for its user is below `home`, what it
    is told and prints goes by pipes, one of them for both its streams."""
    own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "TMPDIR"), str(home))
    return subprocess.Popen(
        [sys.executable, "-c", _PROGRAM.format(code=code, patience=PATIENCE), report, *arguments],
        cwd=ROOT, env=os.environ | own | {"QT_QPA_PLATFORM": platform},
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
