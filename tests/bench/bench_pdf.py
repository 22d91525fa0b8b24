"""`clerk-app export` of the sample against typst and LibreOffice on the same text and tables; an edit; many pages.

    python tests/bench/bench_pdf.py [--typst PYTHON] [--rounds N]

PYTHON is an interpreter that has the package typst (default: this one). All run in turn as fresh processes, so that a
noisy machine is noisy for all. Wall time and computing time are printed, medians and least, and the ratios that count:
those of the least computing times are nearest to what a machine of one's own shows.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from clerk_app import RESOURCES, formats
from clerk_app.form.edition import editions
from clerk_app.paper.pdf import Draft, book, make
from clerk_app.report.document import Figures, Heading, Paragraph, Title, blocks
from clerk_app.report.model import Report, empty
from clerk_app.session import Session

ROUNDS = 9
FONTS = RESOURCES / "fonts"
SENTENCE = "全年围绕群众关心的事项主动公开信息1,286条，办结申请7件（含上年结转1件），按时答复率100%；"
THEIRS = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--typst", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = made(folder / "s.zfnb")
        (folder / "report.typ").write_text(typst_source(report), "utf-8")
        (folder / "report.docx").write_bytes(formats.make(".docx", report, ""))
        export = [sys.executable, "-m", "clerk_app", "export", folder / "s.zfnb", "-o", folder / "ours.pdf"]
        office = ["soffice", f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to"]
        theirs = [given.typst, "-c", THEIRS, folder / "report.typ", folder / "theirs.pdf", FONTS]
        # As installed: the modules are compiled beforehand, here into the temporary folder.
        environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = name
        runs: dict[str, Sequence[object]] = {"python alone": [sys.executable, "-c", "pass"], "export": export}
        if subprocess.run(list(map(str, theirs)), check=False, capture_output=True, env=environment).returncode == 0:
            runs["typst"] = theirs
        if shutil.which("soffice"):
            runs["LibreOffice"] = [*office, "pdf", "--outdir", folder, folder / "report.docx"]
        cold = in_turn(runs, given.rounds, environment)
        for what, (wall, least, computing) in cold.items():
            print(f"cold, {what}: {wall:.0f} ms, at least {least:.0f}; {computing:.0f} ms of computing")
        changed = warm(report, given.rounds)
        print(f"warm, one paragraph changed: {changed:.0f} ms of computing")
        for other in ("typst", "LibreOffice"):
            if other in cold:
                ratios = [ours / theirs for ours, theirs in zip(cold["export"], cold[other], strict=True)]
                print(f"cold export / {other}: wall {ratios[0]:.2f}, least {ratios[1]:.2f}, computing {ratios[2]:.2f}")
        if "typst" in cold:
            print(f"warm ours / cold typst: {changed / cold['typst'][2]:.2f} of computing")
    for sentences in (90, 190, 440, 930):
        of = long(sentences)
        pages = len(book(of, mark=Draft()).pages)
        spent = min(timed(of) for _ in range(3))
        print(f"{pages} pages: {spent:.0f} ms of computing, {spent / pages:.2f} a page")


def made(path: Path) -> Report:
    """The program's own sample in a file of its own."""
    data = json.loads(next((RESOURCES / "sample").glob("*.json")).read_text("utf-8"))
    with Session.create(path, data["unit"], data["year"]) as session:
        cover = {f"cover/{k}": v for k, v in data["cover"].items() if not isinstance(v, dict)}
        session.edit({**data["figures"], **data["passages"], **cover}, given=True)
        return session.report


def long(sentences: int) -> Report:
    edition = editions()["2021"]
    text = "\n".join(
        f"（{n}）{part}。" + SENTENCE * (sentences // 5) for n, part in zip("一二三四五", "甲乙丙丁戊", strict=True)
    )
    values = {"unit": "清河镇人民政府", "year": 2024, "cover/issued": "2025-01-13", **dict.fromkeys(edition.cells, 0)}
    return empty(
        edition, values | {"preface": SENTENCE, "overview": text, "problems": SENTENCE * 4, "others": SENTENCE}
    )


def in_turn(
    runs: Mapping[str, Sequence[object]], rounds: int, environment: Mapping[str, str]
) -> dict[str, tuple[float, float, float]]:
    """Of each command the median and the least wall time and the least computing time, ms; the first round is not
    counted."""
    spent: dict[str, list[tuple[float, float]]] = {what: [] for what in runs}
    for _ in range(rounds + 1):
        for what, command in runs.items():
            before, start = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
            subprocess.run(list(map(str, command)), check=True, capture_output=True, env=environment)
            wall, after = perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
            computing = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            spent[what].append((wall * 1000, computing * 1000))
    return {
        what: (median(w for w, _ in times[1:]), min(w for w, _ in times[1:]), min(c for _, c in times[1:]))
        for what, times in spent.items()
    }


def warm(report: Report, rounds: int) -> float:
    make(report, mark=Draft())
    times: list[float] = []
    for n in range(rounds):
        edited = empty(report.edition, dict(report.values) | {"problems": f"第{n}次修改。" + SENTENCE * 3})
        times.append(timed(edited))
    return min(times)


def timed(report: Report) -> float:
    start = process_time()
    make(report, mark=Draft())
    return (process_time() - start) * 1000


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
