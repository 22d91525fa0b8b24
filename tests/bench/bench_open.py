"""Opening and reading a full report: with an empty history against one of 10,000 steps.

python tests/bench/bench_open.py [FOLDER] [--steps N]
"""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from clerk_app.form.edition import editions
from clerk_app.report.fields import Value, to_text
from clerk_app.report.model import Changeset, empty
from clerk_app.store import document, files, reader, rows
from clerk_app.store.rows import State
from clerk_app.store.steps import Step

AT = "2026-01-05T09:00:00+08:00"


def made(path: Path, count: int) -> None:
    """A full report with last year's figures beside it, whose history has `count` steps of figures and typing."""
    form = editions()["2021"]
    text = "全年政府信息公开工作有序推进，制度健全，渠道畅通。\n" * 40
    values: dict[str, Value] = {"unit": "青石镇人民政府", "year": 2025}
    values |= dict.fromkeys((c for c in form.cells if not c.startswith("p8")), 3) | dict.fromkeys(form.passages, text)
    values |= {f"previous/{path}": value for path, value in values.items() if path in form.cells}
    report = empty(form, values)
    steps: list[Step] = []
    for seq in range(1, count + 1):
        wanted: dict[str, Value | None] = (
            {"t3/new/natural": seq + 3, "t3/new/total": seq + 3} if seq % 2 else {"overview": f"{text}第{seq}字"}
        )
        changeset = Changeset(report.edits_to(wanted), "填写")
        report = report.apply(changeset)
        steps.append(Step(seq, AT, "do", changeset))
    texts = {path: to_text(value) for path, value in report.values.items()}
    files.write_new(path, rows.image(State(form.key, AT, AT, texts), steps))


def took(*acts: Callable[[], object], rounds: int = 60) -> list[float]:
    """Median of each in ms, taken in turn: what else the machine does meanwhile falls on all alike."""
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(rounds):
        for act, taken in zip(acts, times, strict=True):
            start = perf_counter()
            act()
            taken.append((perf_counter() - start) * 1000)
    return [median(taken) for taken in times]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", nargs="?", type=Path)
    arguments.add_argument("--steps", type=int, default=10_000)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        paths = {count: Path(folder) / f"{count}.zfnb" for count in (0, given.steps)}
        for count, path in paths.items():
            made(path, count)
        opened = took(*(lambda p=p: document.open(p, editions()).close() for p in paths.values()))
        read = took(*(lambda p=p: reader.read(p, editions()) for p in paths.values()))
        for (count, path), o, r in zip(paths.items(), opened, read, strict=True):
            print(f"{count:6} steps: {path.stat().st_size / 1024:6.0f} KiB, open and close {o:.2f} ms, read {r:.2f} ms")
        print(f"ratio: open {opened[1] / opened[0]:.2f} (wanted: ≤ 1.5), read {read[1] / read[0]:.2f}")


if __name__ == "__main__":
    main()
