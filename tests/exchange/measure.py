"""How well a published report comes back: the figures that the tests bound and the benchmark prints."""

from dataclasses import dataclass
from pathlib import Path

from clerk_app.exchange.reading import files
from clerk_app.exchange.reading.recognise import Recognised, recognise
from clerk_app.form.edition import editions
from clerk_app.report.model import Report


@dataclass(frozen=True)
class Measured:
    """`right` of `cells` came back as they were; `wrong` hold another number, or one where the source has none."""

    name: str
    cells: int
    right: int
    wrong: int
    frame: str  # what of unit, year, date and texts is not as it was; empty when all is

    @property
    def recall(self) -> float:
        return self.right / self.cells


def read(content: bytes, ending: str, folder: Path) -> Recognised:
    path = folder / f"source.{ending}"
    path.write_bytes(content)
    return recognise(files.read(path), editions())


def measured(name: str, found: Recognised, report: Report) -> Measured:
    want, got = report.figures, found.figures
    right = sum(got.get(c) == n for c, n in want.items()) + sum(
        c not in got for c in report.edition.cells if c not in want
    )
    wrong = sum(want.get(c) != n for c, n in got.items())
    differing = [
        p for p in ("unit", "year", "cover/issued", *report.edition.passages)
        if found.values.get(p) != report.values.get(p)
    ]  # fmt: skip
    if found.edition is not report.edition:
        differing.append("edition")
    return Measured(name, len(report.edition.cells), right, wrong, " ".join(differing))
