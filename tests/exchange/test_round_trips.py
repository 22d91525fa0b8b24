"""What this program has written comes back as the same report, whatever the format."""

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest

from clerk_app import RESOURCES
from clerk_app.exchange import docx, html, interchange, xlsx
from clerk_app.exchange.reading.recognise import Recognised
from clerk_app.form.edition import editions
from clerk_app.paper import pdf
from clerk_app.report.fields import taken
from clerk_app.report.model import Report, empty
from tests.exchange.measure import measured, read

WRITERS: dict[str, Callable[[Report], bytes]] = {
    "docx": docx.make,
    "xlsx": xlsx.make,
    "html": html.page,
    "pdf": lambda report: pdf.make(report, mark=pdf.Draft("2026-01-01T00:00:00+08:00")),
    "json": lambda report: interchange.dump(report).encode(),
}


@pytest.fixture(scope="session")
def sample() -> Report:
    """The sample that comes with the program."""
    data = interchange.parse((RESOURCES / "sample" / "shiqiaowan-2025.json").read_text("utf-8"))
    edition = editions()[data.edition]
    values = {**data.wanted, "year": data.year}
    kept = {path: taken(edition, path, value) for path, value in values.items()}
    return empty(edition, {path: value for path, value in kept.items() if value is not None})


def kept(found: Recognised) -> Report:
    """The report that an import makes."""
    return Report(found.edition, MappingProxyType(dict(found.values)))  # type: ignore[arg-type]


@pytest.mark.parametrize("ending", WRITERS)
def test_sample__written_and_read__the_same_report(ending: str, sample: Report, tmp_path: Path):
    found = read(WRITERS[ending](sample), ending, tmp_path)
    assert interchange.dump(kept(found)) == interchange.dump(sample)
    assert (found.doubts, found.missed, found.absent) == ((), (), ())


@pytest.mark.parametrize("every", [0, 2, 3])
@pytest.mark.parametrize("key", ["2019", "2021"])
@pytest.mark.parametrize("ending", WRITERS)
def test_report__written_and_read__every_cell_and_every_blank(
    ending: str, key: str, every: int, published: Callable[..., Report], tmp_path: Path
):
    report = published(key, every)
    result = measured(ending, read(WRITERS[ending](report), ending, tmp_path), report)
    assert (result.right, result.wrong, result.frame) == (result.cells, 0, "")


@pytest.mark.parametrize("ending", ["docx", "xlsx", "html"])
def test_hostile_text__written_and_read__the_same_text(ending: str, published: Callable[..., Report], tmp_path: Path):
    text = "=1+1\n@SUM(A1)\n+86\n-2\n<b>粗</b> & <script>alert(1)</script> ]]> {{{{ }}}} 𠮷😀 “引”"
    report = published("2021")
    report = report._replace(values=MappingProxyType({**report.values, "problems": text}))
    assert read(WRITERS[ending](report), ending, tmp_path).values["problems"] == text


def test_total_that_disagrees__through_a_workbook__stays(published: Callable[..., Report], tmp_path: Path):
    report = published("2021")
    report = report._replace(values=MappingProxyType({**report.values, "t4/cases/review.total": 3}))
    assert read(xlsx.make(report), "xlsx", tmp_path).figures["t4/cases/review.total"] == 3


def test_long_paragraph__through_a_workbook__whole(published: Callable[..., Report], tmp_path: Path):
    report = published("2021")
    text = "长" * 70_000 + "\n\n末段"
    report = report._replace(values=MappingProxyType({**report.values, "overview": text}))
    assert read(xlsx.make(report), "xlsx", tmp_path).values["overview"] == text
