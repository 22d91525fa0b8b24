"""Makes published/: the layouts that only LibreOffice makes (its PDF, its .docx, .xlsx and web pages).

python tests/exchange/make_published.py    (needs soffice; the files are committed, so that the tests do not)
"""

import subprocess
import tempfile
from pathlib import Path

from clerk_app.form.edition import editions
from clerk_app.report.fields import taken
from clerk_app.report.model import Report, empty
from tests.exchange.layouts import LAYOUTS
from tests.exchange.reports import values

FOLDER = Path(__file__).parent / "published"
# (layout, edition, every n-th cell blank, endings that LibreOffice converts it to)
WANTED = (
    ("as on paper docx", "2021", 0, ("pdf", "html", "docx")),
    ("as on paper html", "2019", 0, ("pdf",)),
    ("slips docx", "2021", 4, ("pdf",)),
    ("half brackets docx", "2019", 3, ("pdf", "html")),
    ("no numbers docx", "2021", 0, ("pdf",)),
    ("title in two lines", "2021", 3, ("pdf",)),
    ("broken over pages, header again docx", "2021", 0, ("pdf",)),
    ("workbook", "2021", 3, ("xlsx",)),
    ("workbook by sheets", "2019", 0, ("xlsx",)),
)


def report(key: str, every: int) -> Report:
    edition = editions()[key]
    kept = {path: taken(edition, path, value) for path, value in values(edition, every).items()}
    return empty(edition, {path: value for path, value in kept.items() if value is not None})


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    layouts = {layout.name: layout for layout in LAYOUTS}
    for name, key, every, endings in WANTED:
        layout = layouts[name]
        for ending in endings:
            with tempfile.TemporaryDirectory() as folder:
                source = Path(folder) / f"source.{layout.ending}"
                source.write_bytes(layout.make(report(key, every)))
                out = Path(folder) / "out"
                subprocess.run(
                    ["soffice", "--headless", "--convert-to", ending, source, "--outdir", out],
                    check=True, capture_output=True,
                )  # fmt: skip
                made = out / f"source.{ending}"
                slug = name.replace(",", "").replace(" ", "-")
                target = FOLDER / f"{slug}.{key}.{every}.{ending}"
                target.write_bytes(made.read_bytes())
                print(target.name, target.stat().st_size)


if __name__ == "__main__":
    main()
