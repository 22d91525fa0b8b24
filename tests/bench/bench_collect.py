"""Collecting 1, 100, 1,000 and 10,000 sealed reports: time, memory, and beside it what nobody can go under.

python tests/bench/bench_collect.py [--most 40000] [--workers N] [--folder FOLDER]

One table row a number of files. `read`: every file read with suspicion, verified, checked by all rules, remembered.
CPU: computing of all processes, their start included: on a busy machine it says more than the time that passed.
`again`: the same files unchanged. `add up`: what becomes of each, and the upper report. Memory is that of the largest
process, beside a bare interpreter's. The floor: all bytes read; and a plain sqlite3 that opens and selects.
"""

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from time import perf_counter

from clerk_app import RESOURCES
from clerk_app.collection.gathering import Collecting
from clerk_app.exchange import interchange
from clerk_app.report import fields
from clerk_app.report.fields import Value
from clerk_app.report.model import Report, empty
from clerk_app.report.seal import sealing
from clerk_app.session import fresh
from clerk_app.store.seal import sending_copy

AT = "2026-01-12T09:00:00+08:00"
_EACH = 250  # files to a folder
OLD = 1_760_000_000  # s; files written just now are not believed to be unchanged


def sample() -> Report:
    """The sample report that comes with the program: every cell filled, nothing to object to."""
    data = interchange.parse((RESOURCES / "sample" / "shiqiaowan-2025.json").read_text("utf-8"))
    bare = fresh(data.unit, data.year or 0)
    taken = {p: fields.taken(bare.edition, p, v) for p, v in data.wanted.items()}
    return empty(bare.edition, {**bare.values, **{p: v for p, v in taken.items() if v is not None}})


def make(folder: Path, number: int) -> None:
    """`number` reports of different units, a few hundred to a folder, as they come on sticks."""
    report = sample()
    for i in range(number):
        below = folder / f"{i // _EACH:03}"
        below.mkdir(exist_ok=True)
        values: Mapping[str, Value] = {**report.values, "unit": f"第{i:05}号镇人民政府"}
        sealed = empty(report.edition, {**values, **sealing(empty(report.edition, values), AT)})
        path = below / f"{i:05}.zfnb"
        path.write_bytes(sending_copy(sealed))
        os.utime(path, (OLD, OLD))


def floor(paths: list[Path]) -> tuple[float, float]:
    """ms a file: the bytes alone; a plain open and all values."""
    start = perf_counter()
    for path in paths:
        path.read_bytes()
    middle = perf_counter()
    for path in paths:
        with closing(sqlite3.connect(path)) as db:
            db.execute("SELECT path, value FROM value").fetchall()
    return (middle - start) * 1000 / len(paths), (perf_counter() - middle) * 1000 / len(paths)


def one(folder: Path, number: int, workers: int) -> None:
    """Measures in this process and prints a line of JSON."""
    # As people give them: folders; but single files where a folder would be too many.
    paths = sorted(folder.iterdir())[: number // _EACH] or sorted(folder.rglob("*.zfnb"))[:number]
    with tempfile.TemporaryDirectory() as elsewhere:
        cache = Path(elsewhere) / "cache.sqlite"
        start = perf_counter()
        with Collecting(cache) as made:
            made.read(paths, workers=workers)
            read, computed = perf_counter(), sum(os.times()[:4])
            made.settle()
            report = made.upper("临江市人民政府")
            added = perf_counter()
            assert made.count("counted") == number
            assert sum(report.figures.values()) > number
        again = perf_counter()
        with Collecting(cache) as made:
            made.read(paths, workers=workers)
            known = perf_counter()
    workers_peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    times = {"read": read - start, "cpu": computed, "added": added - read, "again": known - again}
    print(json.dumps({**times, "peak": max(peak(), workers_peak)}))


def peak() -> float:
    """MB this process had at most; ru_maxrss would tell of the process that started it."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--most", type=int, default=10_000)
    arguments.add_argument("--workers", type=int, default=0)
    arguments.add_argument("--folder", type=Path)
    arguments.add_argument("--one", type=int, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.one:
        one(given.folder, given.one, given.workers)
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        make(folder, given.most)
        paths = sorted(folder.rglob("*.zfnb"))
        size = sum(p.stat().st_size for p in paths) / len(paths) / 1024
        bytes_alone, plain = floor(paths[:2_000])
        bare = "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
        interpreter = int(subprocess.check_output([sys.executable, "-c", bare])) / 1024
        print(f"{size:.0f} KiB a file; floor: bytes {bytes_alone:.2f} ms, plain sqlite3 {plain:.2f} ms a file")
        print(" files     read   ms/file   CPU ms/file   add up    again   MB beside the interpreter")
        for number in sorted({1, 100, 1_000, 10_000, given.most}):
            if number <= given.most:
                command = [sys.executable, __file__, "--one", str(number), "--folder", name]
                line = subprocess.check_output([*command, "--workers", str(given.workers)])
                t = json.loads(line)
                print(
                    f"{number:6} {t['read']:7.2f} s {t['read'] * 1000 / number:8.2f}"
                    f" {t['cpu'] * 1000 / number:12.2f} {t['added']:8.2f} s"
                    f" {t['again']:7.2f} s {t['peak'] - interpreter:7.0f}"
                )


if __name__ == "__main__":
    main()
