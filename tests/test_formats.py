"""What a report can be handed out as."""

import pytest

from clerk_app import formats
from clerk_app.report.model import Report
from clerk_app.session import fresh

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
