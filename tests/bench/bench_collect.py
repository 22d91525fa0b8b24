"""Collecting 1, 100, 1,000 and 10,000 sealed reports: time, memory, and beside it what nobody can go under.

python tests/bench/bench_collect.py [--most 40000] [--workers N] [--folder FOLDER]

`--folder`: where the reports are made; they stay there for the next run, and go with the folder.

One table row a number of files. `first`: every file read with suspicion, verified, its figures checked, remembered, and
all added up into the upper report: what there is to see before the texts have been read. `texts`: the texts of all, by
all rules, and added up once more. CPU is ms of computing a file by all processes, their start included: on a busy
machine it says more than the time that passed. `floors` is how many of a plain sqlite3 that opens a file and selects
all values, measured before and after each row; the bytes alone beside it. `again`: the same files unchanged. Memory is
that of the largest process, beside a bare interpreter's.
"""

import argparse
import json
import os
import re
import resource
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter, process_time

from clerk_app import RESOURCES
from clerk_app.check.bindings import bindings
from clerk_app.collection.gathering import Collecting
from clerk_app.exchange import interchange
from clerk_app.report import fields
from clerk_app.report.fields import Value
from clerk_app.report.fresh import fresh
from clerk_app.report.model import Report, empty
from clerk_app.report.seal import sealing
from clerk_app.store.seal import sending_copy

AT = "2026-01-12T09:00:00+08:00"
_EACH = 250  # files to a folder
OLD = 1_760_000_000  # s; files written just now are not believed to be unchanged
NAMES = "青石白云红旗花山黑水临江松柏龙泉凤台永安太平双河金沙银湖东关西岭南塘北沟大城小店"
PROBLEMS = (
    "信息更新不够及时，个别项目的进展信息在完工后才集中公开",
    "政策解读形式比较单一，图表和短视频解读较少",
    "村级信息员更换频繁，业务能力有待提高",
    "公开内容与群众需求还有差距，重点领域信息的深度不够",
    "主动公开的意识还不够强，部分站所报送信息不主动",
    "依申请公开答复文书不够规范",
    "公开渠道不够丰富，老年人获取信息不够方便",
    "工作人员兼职较多，培训的次数和效果不足",
)


def sample() -> Report:
    """The sample report that comes with the program: every cell filled, nothing to object to."""
    data = interchange.parse((RESOURCES / "sample" / "shiqiaowan-2025.json").read_text("utf-8"))
    bare = fresh(data.unit, data.year or 0)
    taken = {p: fields.taken(bare.edition, p, v) for p, v in data.wanted.items()}
    return empty(bare.edition, {**bare.values, **{p: v for p, v in taken.items() if v is not None}})


def town(i: int) -> str:
    """One of 64,000 names of townships."""
    a, b, c = NAMES[i % 40], NAMES[i // 40 % 40], NAMES[i // 1600 % 40]
    return f"{a}{b}{c}镇"


def written(report: Report, i: int) -> Report:
    """The sample as the `i`th township would have written it: its own name, its own figures, in which every identity
    holds, in tables and text; other numbers in the text; and what it says of its problems, from a stock of phrases, for
    those are much alike in all of them."""
    times = i % 37 + 1
    changed: dict[str, Value] = {p: n * times for p, n in report.figures.items()}
    texts = {p: report.text(p) for p in report.edition.passages if report.text(p)}
    for b in reversed(bindings(report)):
        text, start = texts[b.span.part], b.span.start
        if b.mention.quantity is not None:
            number = f"{b.value * times:f}件"
            texts[b.span.part] = text[:start] + number + text[b.span.end :]
    free = re.compile(r"(?<=信息)\d+(?=条)|\d+(?=人次|份|次。)")
    texts = {p: free.sub(lambda m: str(int(m[0]) * times), text) for p, text in texts.items()}
    three = [PROBLEMS[(i + k * (1 + i // 8 % 3)) % len(PROBLEMS)] for k in (0, 1, 2)]
    said = "；".join(f"{n}是{words}" for n, words in zip("一二三", three, strict=True))
    texts["problems"] = f"2025年，我镇政府信息公开工作仍存在以下问题：{said}。\n" + texts["problems"].split("\n", 1)[1]
    own = town(i)
    changed |= {p: text.replace("石桥湾镇", own) for p, text in texts.items()}
    return empty(report.edition, {**report.values, **changed, "unit": f"{own}人民政府"})


def make(folder: Path, number: int) -> None:
    """`number` sealed reports of different units, a few hundred to a folder, as they come on sticks."""
    report = sample()
    for i in range(number):
        below = folder / f"{i // _EACH:03}"
        below.mkdir(parents=True, exist_ok=True)
        path = below / f"{i:05}.zfnb"
        if path.exists():
            continue
        made = written(report, i)
        path.write_bytes(sending_copy(empty(made.edition, {**made.values, **sealing(made, AT)})))
        os.utime(path, (OLD, OLD))


def floor(paths: list[Path]) -> tuple[float, float]:
    """ms of computing a file: the bytes alone; a plain open and all values."""
    start = process_time()
    for path in paths:
        path.read_bytes()
    middle = process_time()
    for path in paths:
        with closing(sqlite3.connect(path)) as db:
            db.execute("SELECT path, value FROM value").fetchall()
    return (middle - start) * 1000 / len(paths), (process_time() - middle) * 1000 / len(paths)


def one(folder: Path, number: int, workers: int) -> None:
    """Measures in this process and prints a line of JSON."""
    # As people give them: folders; but single files where a folder would be too many.
    paths = sorted(folder.iterdir())[: number // _EACH] or sorted(folder.rglob("*.zfnb"))[:number]
    with tempfile.TemporaryDirectory() as elsewhere:
        cache = Path(elsewhere) / "cache.sqlite"
        start, computed = perf_counter(), _computed()
        with Collecting(cache) as made:
            made.read(paths, workers=workers)
            made.settle()
            sums = made.upper("临江市人民政府").figures
            first, first_computed = perf_counter(), _computed()
            made.read_texts(workers=workers)
            made.settle()
            report = made.upper("临江市人民政府")
            end, all_computed = perf_counter(), _computed()
            assert (made.count("counted"), made.pending()) == (number, [])
            assert report.figures == sums
            assert sum(sums.values()) > number
        again = perf_counter()
        with Collecting(cache) as made:
            made.read(paths, workers=workers)
            assert made.pending() == []
            known = perf_counter()
    workers_peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({
        "first": first - start, "first_cpu": first_computed - computed, "texts": end - first,
        "texts_cpu": all_computed - first_computed, "again": known - again, "peak": max(peak(), workers_peak),
    }))  # fmt: skip


def _computed() -> float:
    """s of computing, of this process and of those it has seen end."""
    return sum(os.times()[:4])


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
    with tempfile.TemporaryDirectory() as name:
        folder = given.folder or Path(name)
        make(folder, given.most)
        paths = sorted(folder.rglob("*.zfnb"))
        size = sum(p.stat().st_size for p in paths) / len(paths) / 1024
        bare = "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
        interpreter = int(subprocess.check_output([sys.executable, "-c", bare])) / 1024
        print(f"{size:.0f} KiB a file")
        print(
            " files    first  CPU ms/file  floors     texts  CPU ms/file  floors    again   MB   floor: bytes, sqlite3"
        )
        for number in sorted({1, 100, 1_000, 10_000, given.most}):
            if number > given.most:
                continue
            command = [sys.executable, __file__, "--one", str(number), "--folder", str(folder)]
            before = floor(paths[:1_000])
            t = json.loads(subprocess.check_output([*command, "--workers", str(given.workers)]))
            bytes_alone, plain = (sum(pair) / 2 for pair in zip(before, floor(paths[:1_000]), strict=True))
            first, texts = (t[name] * 1000 / number for name in ("first_cpu", "texts_cpu"))
            print(
                f"{number:6} {t['first']:6.2f} s {first:12.2f} {first / plain:7.1f} {t['texts']:7.2f} s {texts:12.2f}"
                f" {texts / plain:7.1f} {t['again']:6.2f} s {t['peak'] - interpreter:4.0f}"
                f"   {bytes_alone:13.2f}, {plain:.2f} ms"
            )


if __name__ == "__main__":
    main()
