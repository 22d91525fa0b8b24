"""What the file promises, tried at length: one line a promise, with the rounds tried and the failures.

    python tests/bench/promises.py [--quick]

About twenty minutes; --quick takes two.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
# name, script or tests, arguments at length, arguments when quick
PROMISES: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("1 killed", "bench_kill.py", (), ("--rounds", "100")),
    ("1 window killed", "bench_kill_window.py", (), ("--rounds", "3")),
    ("2 power cut", "bench_power.py", (), ("--states", "5000")),
    ("3 disk errors", "bench_io_errors.py", (), ("--every", "9")),
    ("3 random errors (libfiu)", "bench_random_errors.py", (), ("--rounds", "5")),
    ("3 full disks (root)", "bench_full_disk.py", (), ()),
    ("3 limits, moved files", "store/test_writer.py", (), ()),
    ("4 one file, 5 one writer", "store/test_connection.py", (), ()),
    ("5 sticks, shares", "store/test_away.py", (), ()),
    ("6 damaged content", "bench_damage.py", (), ("--every", "100")),
    ("7 hostile and wrong files", "store/test_reader.py", (), ()),
    ("7 rescued copy", "store/test_rescue.py", (), ()),
    ("8 backups", "store/test_backups.py", (), ()),
    ("9 versions", "reference/test_formats.py", (), ()),
    ("10 history", "store/test_history.py", (), ()),
    ("11 privacy", "bench_privacy.py", (), ("--quick",)),
)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--quick", action="store_true")
    quick: bool = arguments.parse_args().quick
    environment = os.environ | ({} if quick else {"CLERK_LONG": "1"})
    failures = 0
    for name, what, long, short in PROMISES:
        if what.startswith("bench"):
            command = [sys.executable, HERE / what, *(short if quick else long)]
        else:
            command = [sys.executable, "-m", "pytest", "-q", "--timeout=1200", TESTS / what]
        done = subprocess.run(command, cwd=TESTS.parent, env=environment, capture_output=True, text=True, check=False)
        failures += done.returncode != 0
        said = done.stdout.strip().splitlines() or [done.stderr.strip()]
        for line in said if what.startswith("bench") else said[-1:]:
            print(f"{'kept  ' if done.returncode == 0 else 'BROKEN'}  {name:26} {line}", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
