"""The reader against its corpus: precision and recall; and how long checks take, on usual and on hostile text.

    python tests/bench/bench_reader.py [--fast]

Printed are the bindings found and wanted, the time of one check (all anew, after a key in a passage of 3,000
characters, after a number), and the time per character of hostile text at 10 kB, 100 kB and 1 MB, which must not grow.
"""

import argparse
import importlib.util
import json
import random
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from clerk_app import RESOURCES
from clerk_app.check import bindings, wording
from clerk_app.check.prose.reader import paragraph
from clerk_app.check.run import check
from clerk_app.form.edition import editions
from clerk_app.report.model import Changeset, Report, empty

FORM = editions()["2021"]
CORPUS = Path(__file__).parents[1] / "check" / "prose" / "test_corpus.py"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--fast", action="store_true", help="hostile text of 10 kB only")
    sizes = (10_000,) if arguments.parse_args().fast else (10_000, 100_000, 1_000_000)
    for line in (*measure_corpus(), *measure_speed(), *measure_hostile(sizes)):
        print(line)


def corpus() -> Any:
    spec = importlib.util.spec_from_file_location("corpus", CORPUS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def measure_corpus() -> list[str]:
    """Bindings right, wrong and missed over all sentences."""
    module = corpus()
    cases = module.cases()
    right = found = wanted = 0
    for text, wanted_here in cases:
        got, want = Counter(module.bound(text)), Counter(wanted_here)
        right, found, wanted = right + (got & want).total(), found + got.total(), wanted + want.total()
    return [
        f"corpus      {len(cases)} sentences, {wanted} bindings",
        f"precision   {right / found:.4f}",
        f"recall      {right / wanted:.4f}",
    ]


def sample(length: int, typed: str = "") -> Report:
    """The sample with a first part of that many characters; `typed` stands in the midst of it."""
    data = json.loads((RESOURCES / "sample" / "shiqiaowan-2025.json").read_text("utf-8"))
    once = data["passages"]["overview"]
    # No paragraph twice: one that was read is not read again.
    text = "\n".join(once.replace("\n", "\u3000" * k + "\n") + "\u3000" * k for k in range(9))[:length]
    text = f"{text[: length // 2]}{typed}{text[length // 2 :]}"
    return empty(
        FORM, {"unit": data["unit"], "year": data["year"], **data["figures"], **data["passages"], "overview": text}
    )


def took(act: Callable[[], object], rounds: int = 20) -> float:
    """The median in milliseconds of the processor, so that a busy machine matters less."""
    times: list[float] = []
    for _ in range(rounds):
        start = process_time()
        act()
        times.append(process_time() - start)
    return 1000 * median(times)


def measure_speed() -> list[str]:
    report = sample(3000)
    found = check(report, earlier=check(report))  # the first takes no notes
    keys = iter([sample(3000, "好" * k) for k in range(1, 30)])
    numbers = iter(range(1, 30))

    def anew() -> None:
        for cached in (paragraph, *(vars(bindings)[name] for name in ("_paragraphs", "_part")), wording.of_text):
            cached.cache_clear()
        check(report)

    def typed() -> None:
        nonlocal found
        found = check(next(keys), earlier=found)

    def number() -> None:
        nonlocal report, found
        report = report.apply(Changeset(report.edits_to({"t3/new/natural": next(numbers)})))
        found = check(report, earlier=found)

    return [
        f"3,000 characters, all rules, after a number {took(number):.2f} ms",
        f"the same after a key in one paragraph {took(typed):.1f} ms",
        f"the same anew {took(anew):.1f} ms",
    ]


def hostile(size: int) -> dict[str, str]:
    """Text made to be slow: nesting, no ends, numbers without end, every plane, words that begin and do not end."""
    some = random.Random(1)
    planes = [c for c in range(0x20, 0x30000) if not 0xD800 <= c < 0xE000]
    return {
        "brackets": "（" * size,
        "pairs": "（）" * (size // 2),
        "quotations": "《“" * (size // 2),
        "digits": "1" * size,
        "commas": "1," * (size // 2),
        "numerals": "一" * size,
        "none": "未收到" * (size // 3),
        "verbs": "收到申请" * (size // 4),
        "topics": "行政复议、" * (size // 5),
        "list": "网络1件、" * (size // 5),
        "totals": "网络1件，共2件，" * (size // 9),
        "fees": "费等3项行政事业性收费2元" * (size // 14),
        "half-width": "政," * (size // 2),
        "blanks": " " * size,
        "planes": "".join(chr(some.choice(planes)) for _ in range(size)),
        "prose": (str(sample(3000).values["overview"]) * (size // 3000 + 1))[:size],
    }


def measure_hostile(sizes: tuple[int, ...]) -> list[str]:
    """Microseconds a character for all checks."""
    lines = [f"{'µs a character':15}" + "".join(f"{size:>12,}" for size in sizes)]
    rows: dict[str, list[float]] = {}
    for size in sizes:
        for name, text in hostile(size).items():
            paragraph.cache_clear()
            wording.of_text.cache_clear()
            report = empty(FORM, {"unit": "石桥湾镇人民政府", "year": 2025, "overview": text})
            rows.setdefault(name, []).append(1000 * took(partial(check, report), 1) / size)
    return lines + [f"{name:15}" + "".join(f"{t:>12.1f}" for t in times) for name, times in rows.items()]


if __name__ == "__main__":
    main()
