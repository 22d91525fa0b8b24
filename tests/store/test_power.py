"""The power goes at any moment: the quick form of tests/bench/bench_power.py."""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1] / "bench" / "bench_power.py"


def test_power_cut__at_any_moment__ours_keeps_what_was_saved_and_the_default_does_not() -> None:
    done = subprocess.run(
        [sys.executable, BENCH, "--states", "2000"], capture_output=True, text=True, timeout=100, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    ours, control, _ = done.stdout.splitlines()
    assert ours.endswith("lost 0, broken 0, reader differs 0")
    assert "lost 0" not in control
