"""The window killed while somebody types: the quick form of tests/bench/bench_kill_window.py."""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1] / "bench" / "bench_kill_window.py"


def test_kill__while_typing__what_was_saved_is_there() -> None:
    done = subprocess.run(
        [sys.executable, BENCH, "--rounds", "3"], capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "lost 0, more than a second 0, not clean 0, undo 0" in done.stdout
