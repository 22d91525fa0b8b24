"""Nothing typed in logs, settings and temporary files: the quick form of tests/bench/bench_privacy.py."""

import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parents[1] / "bench" / "bench_privacy.py"


def test_failures__of_every_kind__leave_nothing_typed_outside_the_report() -> None:
    done = subprocess.run([sys.executable, BENCH, "--quick"], capture_output=True, text=True, timeout=110, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("22 ways to fail: 0 hits (control: found)\n")
