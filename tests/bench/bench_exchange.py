"""Import and export in figures: round trips, the corpus of layouts, times.

python tests/bench/bench_exchange.py    (from the checkout's root)
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from clerk_app.exchange import docx, html, interchange, xlsx  # the checkout's tests are no package
from clerk_app.paper import pdf
from clerk_app.report.model import Report
from tests.exchange.layouts import LAYOUTS
from tests.exchange.make_published import report
from tests.exchange.measure import Measured, measured, read
from tests.exchange.test_found import FOUND, TRACELESS, page

WRITERS: dict[str, Callable[[Report], bytes]] = {
    "pdf": lambda made: pdf.make(made, mark=pdf.Draft("2026-01-01T00:00:00+08:00")),
    "docx": docx.make,
    "xlsx": xlsx.make,
    "html": html.page,
    "json": lambda made: interchange.dump(made).encode(),
}
_TURNS = 9
EDITIONS = ("2019", "2021")
PUBLISHED = Path(__file__).resolve().parents[1] / "exchange" / "published"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for line in (*times(Path(folder)), *round_trips(Path(folder)), *corpus(Path(folder)), *found(Path(folder))):
            print(line)


def times(folder: Path) -> list[str]:
    """Warm, by turns, the least of several: what the program computes, not what else the machine did. What is imported
    for the first time costs once more (`python -X importtime` tells)."""
    made = report("2021", 0)
    contents = {ending: write(made) for ending, write in WRITERS.items()}
    writing = _least({ending: lambda write=write: write(made) for ending, write in WRITERS.items()})
    reading = _least({ending: lambda c=c, ending=ending: read(c, ending, folder) for ending, c in contents.items()})
    lines = ["                    write ms   of the PDF's   read ms"]
    for ending in WRITERS:
        ratio = writing[ending] / writing["pdf"]
        lines.append(f".{ending:<18} {writing[ending]:8.0f} {ratio:14.2f} {reading[ending]:9.0f}")
    return lines


def _least(acts: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Milliseconds of the processor by name."""
    took: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(_TURNS):
        for name, act in acts.items():
            start = time.process_time()
            act()
            took[name].append((time.process_time() - start) * 1000)
    return {name: min(times) for name, times in took.items()}


def round_trips(folder: Path) -> list[str]:
    """Reports with every cell filled, every second blank, every third blank."""
    results = [
        measured(f".{ending}", read(write(made), ending, folder), made)
        for ending, write in WRITERS.items()
        for made in (report(key, every) for key in EDITIONS for every in (0, 2, 3))
    ]
    return ["", "round trips", *_summary(results)]


def corpus(folder: Path) -> list[str]:
    """Every layout in both editions, filled and with blanks; and the files that LibreOffice made."""
    results: list[Measured] = []
    for layout in LAYOUTS:
        for key in EDITIONS:
            for every in (0,) if layout.ending == "txt" else (0, 3):
                made = report(key, every)
                results.append(measured(layout.name, read(layout.make(made), layout.ending, folder), made))
    for path in sorted(PUBLISHED.iterdir()):
        name, key, every, ending = path.name.split(".")
        results.append(measured(f"{name} {ending}", read(path.read_bytes(), ending, folder), report(key, int(every))))
    return ["", f"corpus: {len(LAYOUTS)} layouts, {len(results)} files", *_summary(results)]


def found(folder: Path) -> list[str]:
    """Layouts of other hands: every cell filled, and with blanks where those leave a trace."""
    results: list[Measured] = []
    for name, (ending, _, _) in FOUND.items():
        for key in EDITIONS:
            for every in (0,) if name in TRACELESS else (0, 3):
                made = report(key, every)
                results.append(measured(name, read(page(made, name), ending, folder), made))
    return ["", f"found: {len(FOUND)} layouts, {len(results)} files", *_summary(results)]


def _summary(results: list[Measured]) -> list[str]:
    cells, right, wrong = (sum(getattr(r, what) for r in results) for what in ("cells", "right", "wrong"))
    lines = [f"    cells {cells}, recall {right / cells:.4f}, wrong {wrong}"]
    lines.append(f"    unit, year, date and all texts: {sum(not r.frame for r in results)} of {len(results)} files")
    lines += [f"    {r.name}: recall {r.recall:.3f}, wrong {r.wrong} {r.frame}" for r in results
              if r.right < r.cells or r.wrong or r.frame]  # fmt: skip
    return lines


if __name__ == "__main__":
    main()
