"""How long from the start of the process to the first paint: our window against an empty one of PySide6, in one run.

python tests/bench/bench_start.py [ROUNDS]; needs a display.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PAINTED = """
import time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            print(time.time_ns(), flush=True)
            QApplication.instance().removeEventFilter(self)
            QApplication.exit()
        return False
"""
EMPTY = (
    PAINTED
    + """
from PySide6.QtWidgets import QMainWindow
application = QApplication([])
watch = Watch()
application.installEventFilter(watch)
window = QMainWindow()
window.resize(1280, 720)
window.show()
application.exec()
"""
)
# Wraps the dressing, which has the application in hand; all else is the program's own way.
OURS = (
    PAINTED
    + """
import sys
from clerk_app.gui import app
dress = app.dress
def watched(application):
    dress(application)
    application.watch = Watch()
    application.installEventFilter(application.watch)
app.dress = watched
sys.exit(app.run(None))
"""
)


def seconds(program: str, environment: dict[str, str]) -> float:
    """From the start of the process to its first paint."""
    begun = time.time_ns()
    ended = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    return (int(ended.stdout.split()[0]) - begun) / 1e9


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory() as home:
        own = os.environ | dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), home)
        times: dict[str, list[float]] = {EMPTY: [], OURS: []}
        for _ in range(rounds + 1):
            for program, taken in times.items():
                taken.append(seconds(program, own))
    empty, ours = (statistics.median(taken[1:]) for taken in times.values())  # the first round warms the disk
    print(f"empty window {empty * 1000:.0f} ms, our window {ours * 1000:.0f} ms, ratio {ours / empty:.2f}")
    print(f"(median of {rounds}, Python {sys.version.split()[0]}, {Path(sys.executable).name})")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
