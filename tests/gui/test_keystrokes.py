"""A whole report typed into the window: tests/bench/bench_keystrokes.py, which fails when Word needs fewer keys."""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1] / "bench" / "bench_keystrokes.py"


def test_report__typed_by_keys_alone__is_the_intended_one_with_fewer_keys_than_the_template() -> None:
    done = subprocess.run([sys.executable, BENCH], capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("得到的就是要填的那一份报告\n")
