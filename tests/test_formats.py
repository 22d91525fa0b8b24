"""What a report can be handed out as."""

import io
import re
import zipfile

import pytest

from clerk_app import formats
from clerk_app.report.fresh import fresh
from clerk_app.report.model import Report, empty

STARTS = {".pdf": b"%PDF-", ".docx": b"PK", ".xlsx": b"PK", ".html": b"<!DOCTYPE", ".json": b"{", ".png": b"\x89PNG"}
TIME = "2026-01-13T15:20:33+08:00"


@pytest.fixture(scope="module")
def report() -> Report:
    return fresh("青石镇人民政府", 2025)


@pytest.mark.parametrize("ending", formats.ENDINGS)
def test_make__each_ending__is_a_file_of_its_kind(report: Report, ending: str) -> None:
    assert formats.make(ending, report, TIME).startswith(STARTS[ending])


def test_picture__of_a_report__is_one_page(report: Report) -> None:
    assert formats.picture(report).startswith(b"%PDF-")


@pytest.mark.parametrize("ending", [".html", ".docx"])
def test_make__of_a_figure_field__prints_digits(report: Report, ending: str) -> None:
    cells = dict.fromkeys(report.edition.cells, 0) | {"t3/new/total": 137}
    with_field = empty(report.edition, {**report.values, **cells, "overview": "甲{t3/new/total}乙{{丙}}。"})
    made = formats.make(ending, with_field, "2026-01-05T09:30:00+08:00")
    if ending == ".docx":
        with zipfile.ZipFile(io.BytesIO(made)) as parts:
            made = re.sub(rb"<[^>]+>", b"", parts.read("word/document.xml"))
    assert "甲137乙{丙}。" in made.decode()
