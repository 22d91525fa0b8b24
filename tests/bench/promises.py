"""The eleven promises of the file, each tried: a table with the rounds, the failures, and the control's failures.

    python tests/bench/promises.py [--quick] [--only NUMBER…]

The control is what befalls a program that does not keep the promise in the same trial: SQLite's default, a reader that
trusts the file, a file written anew in place, …; "-" where nothing of the kind is tried. About half an hour on two idle
processors; --quick takes some minutes.
"""

import argparse
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
NAMES = {
    1: "killed", 2: "power cut", 3: "disk full, failing, read-only, pulled", 4: "one file", 5: "one writer",
    6: "damaged content", 7: "hostile and wrong files", 8: "backups", 9: "versions", 10: "history", 11: "privacy",
}  # fmt: skip


@dataclass(frozen=True)
class Trial:
    """`what`: a bench here, or tests below tests/."""

    promise: int
    what: str
    quick: tuple[str, ...] = ()


TRIALS = (
    Trial(1, "bench_kill.py", ("--rounds", "50")),
    Trial(1, "bench_kill_window.py", ("--rounds", "2")),
    Trial(2, "bench_power.py", ("--states", "5000")),
    Trial(3, "bench_io_errors.py", ("--every", "29")),
    Trial(3, "bench_random_errors.py", ("--rounds", "3")),
    Trial(3, "bench_full_disk.py"),
    Trial(3, "store/test_writer.py"),
    Trial(4, "store/test_connection.py store/test_files.py store/test_journal.py"),
    Trial(5, "store/test_away.py store/test_document.py"),
    Trial(6, "bench_damage.py", ("--every", "100")),
    Trial(7, "bench_hostile.py"),
    Trial(7, "store/test_reader.py store/test_rescue.py store/test_pages.py"),
    Trial(8, "store/test_backups.py"),
    Trial(9, "reference/test_formats.py store/test_layout.py store/test_packs.py"),
    Trial(9, "bench_migration.py", ("--every", "29")),
    Trial(10, "store/test_history.py store/test_steps.py"),
    Trial(11, "bench_privacy.py", ("--quick",)),
)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true")
    arguments.add_argument("--only", type=int, nargs="+", choices=NAMES, default=[*NAMES])
    given = arguments.parse_args()
    print(f"{'':3}{'promise':39}{'rounds':>9}{'failures':>10}{'control':>9}   tried by", flush=True)
    failures = 0
    for trial in TRIALS:
        if trial.promise in given.only:
            start = time.monotonic()
            for rounds, failed, control, by in outcome(trial, given.quick):
                failures += failed
                took = f"{by} ({time.monotonic() - start:.0f} s)"
                name = NAMES[trial.promise]
                print(f"{trial.promise:2} {name:39}{rounds:>9,}{failed:>10}{control:>9}   {took}", flush=True)
    return 1 if failures else 0


def outcome(trial: Trial, quick: bool) -> Iterator[tuple[int, int, str, str]]:
    """Rounds, failures, the control's failures, by what. A trial that did not come to its end is a failure."""
    bench = trial.what.startswith("bench")
    if bench:
        command = [sys.executable, str(HERE / trial.what), *(trial.quick if quick else ())]
    else:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "--timeout=3600",
            *(str(TESTS / t) for t in trial.what.split()),
        ]
    environment = os.environ | ({} if quick else {"CLERK_LONG": "1"})
    done = subprocess.run(command, cwd=TESTS.parent, env=environment, capture_output=True, text=True, check=False)
    ended = re.search(r"^= (\d+) (\d+) (\d+|-)$", done.stdout, re.MULTILINE)
    counts = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|error)", done.stdout)}
    if bench and ended:
        yield int(ended[1]), max(int(ended[2]), done.returncode), ended[3], trial.what
    elif not bench and counts:
        failed = counts.get("failed", 0) + counts.get("error", 0)
        yield counts.get("passed", 0) + failed, max(failed, done.returncode), "-", trial.what
    elif bench and done.returncode == 0:
        yield 0, 0, "-", f"{trial.what}: {done.stdout.strip()}"
    else:
        yield 0, 1, "-", f"{trial.what} did not end"
    if done.returncode:
        print(f"{done.stdout}{done.stderr}"[-3000:], file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
