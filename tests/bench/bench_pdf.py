"""A report's PDF from a cold process against typst compiling the same text and tables, warm, and at 40 pages.

    python tests/bench/bench_pdf.py [--typst PYTHON] [--rounds N]

PYTHON is an interpreter that has the package typst (default: this one). Both run in turn as fresh processes, so that a
noisy machine is noisy for both; medians are printed, and the ratios that count.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from clerk_app.form.edition import editions
from clerk_app.paper.pdf import Draft, make
from clerk_app.report.document import Figures, Heading, Paragraph, Title, blocks
from clerk_app.report.model import Report, empty

ROUNDS = 9
FONTS = Path(__file__).parents[2] / "resources" / "fonts"
SENTENCE = "全年围绕群众关心的事项主动公开信息1,286条，办结申请7件（含上年结转1件），按时答复率100%；"
OURS = """
from clerk_app.form.edition import editions
from clerk_app.paper.pdf import Draft, make
from clerk_app.report.model import empty
import ast, pathlib, sys
values = ast.literal_eval(pathlib.Path(sys.argv[1]).read_text("utf-8"))
pathlib.Path(sys.argv[2]).write_bytes(make(empty(editions()["2021"], values), mark=Draft()))
"""
THEIRS = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--typst", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    report = sample(20)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "values").write_text(repr(dict(report.values)), "utf-8")
        (folder / "report.typ").write_text(typst_source(report), "utf-8")
        ours = [sys.executable, "-c", OURS, folder / "values", folder / "ours.pdf"]
        theirs = [given.typst, "-c", THEIRS, folder / "report.typ", folder / "theirs.pdf", FONTS]
        bare = [sys.executable, "-c", "pass"]
        # As installed: the modules are compiled beforehand, here into the temporary folder.
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = name
        has_typst = subprocess.run(theirs, check=False, capture_output=True, env=environment).returncode == 0
        runs = {"ours": ours, "python alone": bare} | ({"typst": theirs} if has_typst else {})
        cold = in_turn(runs, given.rounds, environment)
        for what, spent in cold.items():
            print(f"cold, {what}: {spent:.0f} ms")
        changed = warm(report, given.rounds)
        print(f"warm, one paragraph changed: {changed:.0f} ms")
        if has_typst:
            print(f"cold, ours / typst: {cold['ours'] / cold['typst']:.2f}")
            print(f"warm ours / cold typst: {changed / cold['typst']:.2f}")
    ten, forty = (median(timed(sample(n)) for _ in range(3)) for n in (90, 440))
    print(f"40 pages / 10 pages: {forty / ten:.2f} ({forty:.0f} ms)")


def sample(sentences: int) -> Report:
    edition = editions()["2021"]
    text = "\n".join(
        f"（{n}）{part}。" + SENTENCE * (sentences // 5) for n, part in zip("一二三四五", "甲乙丙丁戊", strict=True)
    )
    values = {"unit": "清河镇人民政府", "year": 2024, "cover/issued": "2025-01-13", **dict.fromkeys(edition.cells, 0)}
    return empty(
        edition, values | {"preface": SENTENCE, "overview": text, "problems": SENTENCE * 4, "others": SENTENCE}
    )


def in_turn(runs: dict[str, list[object]], rounds: int, environment: dict[str, str]) -> dict[str, float]:
    """Median wall time of each command, ms; the first round is not counted."""
    spent: dict[str, list[float]] = {what: [] for what in runs}
    for _ in range(rounds + 1):
        for what, command in runs.items():
            start = perf_counter()
            subprocess.run(list(map(str, command)), check=True, capture_output=True, env=environment)
            spent[what].append((perf_counter() - start) * 1000)
    return {what: median(times[1:]) for what, times in spent.items()}


def warm(report: Report, rounds: int) -> float:
    make(report, mark=Draft())
    times: list[float] = []
    for n in range(rounds):
        edited = empty(report.edition, dict(report.values) | {"problems": f"第{n}次修改。" + SENTENCE * 3})
        times.append(timed(edited))
    return median(times)


def timed(report: Report) -> float:
    start = perf_counter()
    make(report, mark=Draft())
    return (perf_counter() - start) * 1000


def typst_source(report: Report) -> str:
    """The same words and tables in typst's own terms."""
    out = [
        '#set page(paper: "a4", margin: (left: 28mm, right: 26mm, top: 37mm, bottom: 35mm), numbering: "— 1 —")',
        '#set text(font: "Clerk Fang", size: 16pt, lang: "zh")',
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13pt, spacing: 13pt)",
        '#show heading: set text(font: "Clerk Hei", size: 16pt)',
    ]
    for block in blocks(report):
        if isinstance(block, Title):
            text = quoted("".join(block.pieces))
            out.append(f'#align(center, text(font: "Clerk Title", size: 22pt, {text}))')
        elif isinstance(block, Heading):
            out.append(f"#heading({quoted(block.text)})")
        elif isinstance(block, Paragraph):
            head, rest = block.text[: block.head], block.text[block.head :]
            out.append(f'#text(font: "Clerk Kai", {quoted(head)})#text({quoted(rest)})\n')
        elif isinstance(block, Figures):
            columns = ", ".join(f"{w}fr" for w in block.sheet.widths)
            cells = ", ".join(
                f"table.cell(x: {b.column}, y: {b.row}, colspan: {b.columns}, rowspan: {b.rows}, "
                f"text({quoted(b.text or block.numbers.get(b.path, ''))}))"
                for b in block.sheet.boxes
            )
            style = 'set text(font: "Clerk Song", size: 9pt); set par(first-line-indent: 0pt, leading: 3pt)'
            out.append(f"#[#{{{style}; table(columns: ({columns}), inset: 3pt, align: center + horizon, {cells})}}]")
        else:
            out.append(f"#align(right, text({quoted(block.unit)}))\n#align(right, text({quoted(block.date)}))")
    return "\n\n".join(out)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    main()
