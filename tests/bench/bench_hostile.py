"""The hostile files of the tests and more, each given to the guarded reader, to opening and to rescuing in a process of
its own: how long, how much memory, and whether the file is untouched.

    python tests/bench/bench_hostile.py

A naive reader trusts the database: it connects to the file, asks quick_check and selects everything (the control).
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from promised import verdict

SECONDS, MEGABYTES = 2.0, 200
TESTS = Path(__file__).resolve().parents[1] / "store" / "test_reader.py"
GUARDED = """
import resource, sys; from pathlib import Path
from clerk_app.errors import KnownError; from clerk_app.form.edition import editions
from clerk_app.store import document, reader, rescue
editions(); import sqlite_utils
before = resource.getrusage(resource.RUSAGE_SELF)
refused = 0
for act in (reader.read, document.open, rescue.look):
    try: act(Path(sys.argv[1]), editions())
    except KnownError: refused += 1
after = resource.getrusage(resource.RUSAGE_SELF)
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(refused, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak.split()[1])
"""
NAIVE = """
import resource, sqlite3, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30)); resource.setrlimit(resource.RLIMIT_CPU, (10, 10))
connection = sqlite3.connect(sys.argv[1])
assert connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
for table in ("about", "value", "step", "change"):
    connection.execute(f"SELECT * FROM {table}").fetchall()
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(3, resource.getrusage(resource.RUSAGE_SELF).ru_utime, peak.split()[1])
"""


def corpus() -> Any:
    spec = importlib.util.spec_from_file_location("hostile", TESTS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def files(folder: Path) -> list[Path]:
    """The corpus of the tests, and some that need bytes instead of statements."""
    module = corpus()
    made: list[Path] = []
    for number, (name, script) in enumerate(module.HOSTILE.items()):
        made.append(module.hostile(folder / f"{number} {name}.zfnb", *script))
    many = module.NUMBERS.format(10**6)
    made.append(module.hostile(folder / "million rows.zfnb", f"INSERT INTO value {many} SELECT i, '' FROM n"))
    good = module.hostile(folder / "good.zfnb", module.ABOUT).read_bytes()
    for name, data in {
        "root of value in itself": _looped(good),
        "every page the same": good[:4096] * 200,
        "pages of zeros": good[:4096] + bytes(2**20),
        "page size of one": good[:16] + b"\0\1" + good[18:],
        "negative sizes": good[:28] + b"\xff" * 8 + good[36:],
    }.items():
        path = folder / f"{name}.zfnb"
        path.write_bytes(data)
        made.append(path)
    (folder / "good.zfnb").unlink()
    return made


def _looped(data: bytes) -> bytes:
    """Every table page names the page of the first table as its only child."""
    page = b"\x02" + b"\0\0\0\1\x0f\xf0\0" + (2).to_bytes(4, "big") + b"\x0f\xf0" + bytes(4)
    page = page.ljust(4096 - 16, b"\0") + (2).to_bytes(4, "big") + b"\x03\x02\x0d\x00a" + bytes(7)
    return data[:4096] + page * (len(data) // 4096 - 1)


def given_to(reader: str, path: Path) -> tuple[bool, float, float]:
    """Whether it ended with its own answer, CPU seconds, MB."""
    environment = os.environ | {"PYTHONPATH": str(TESTS.parents[2])}
    try:
        done = subprocess.run(
            [sys.executable, "-c", reader, path],
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False, 60.0, 0.0
    words = done.stdout.split()
    return (words[:1] == ["3"] or words[:1] == ["2"], float(words[1]), int(words[2]) / 1024) if words else (False, 0, 0)


def main() -> int:
    slowest = most = 0.0
    wrong = control = 0
    with tempfile.TemporaryDirectory() as folder:
        made = files(Path(folder))
        for path in made:
            before, mtime = path.read_bytes(), path.stat().st_mtime_ns
            ended, seconds, memory = given_to(GUARDED, path)
            untouched = (path.read_bytes(), path.stat().st_mtime_ns) == (before, mtime)
            good = ended and untouched and seconds <= SECONDS and memory <= MEGABYTES
            if not good:
                print(f"  {path.name}: ended {ended}, {seconds:.2f} s, {memory:.0f} MB, untouched {untouched}")
            wrong += not good
            slowest, most = max(slowest, seconds), max(most, memory)
            ended, seconds, memory = given_to(NAIVE, path)
            control += not ended or seconds > SECONDS or memory > MEGABYTES
    print(f"{len(made)} hostile files: at most {slowest:.2f} s, {most:.0f} MB (naive: {control} too slow or large)")
    return verdict(len(made), wrong, control)


if __name__ == "__main__":
    sys.exit(main())
