"""PDF by its text: our own, and what LibreOffice makes, are tried by the round trips and the corpus."""

import io
from collections.abc import Callable
from time import perf_counter

import pikepdf
import pytest

from clerk_app.exchange.reading import pdf as reading
from clerk_app.exchange.reading.source import Grid
from clerk_app.paper import pdf
from clerk_app.report.model import Report


def test_pages__read__without_numbers_and_marks_of_a_draft(published: Callable[..., Report]):
    content = pdf.make(published("2021"), mark=pdf.Draft("2026-01-01T00:00:00+08:00"))
    texts = [i for i in reading.read(content).items if isinstance(i, str)]
    assert texts[0] + texts[1] == "青石镇人民政府2023年政府信息公开工作年度报告" or texts[0].endswith("年度报告")
    assert not any("草稿" in t or t.startswith("—") for t in texts)


def test_twenty_pages__read__in_two_seconds(published: Callable[..., Report], make: Callable[..., Report]):
    report = published("2021")
    long = make({**report.values, "overview": "全年认真做好政府信息公开工作，较好保障了群众的知情权。\n" * 330})
    content = pdf.make(long, mark=pdf.Draft("2026-01-01T00:00:00+08:00"))
    start = perf_counter()
    source = reading.read(content)
    assert perf_counter() - start < 2
    assert len(source.items) > 330


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_page_turned__read__as_it_is_shown(angle: int, published: Callable[..., Report]):
    """Turned by its mark, the content turned against it: as printers make of wide tables."""
    content = pdf.make(published("2021"), mark=pdf.Draft("2026-01-01T00:00:00+08:00"))
    turned = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        for page in document.pages:
            width, height = float(page.mediabox[2]), float(page.mediabox[3])
            matrix = {90: (0, 1, -1, 0, height, 0), 180: (-1, 0, 0, -1, width, height), 270: (0, -1, 1, 0, 0, width)}
            page.contents_add(("q " + " ".join(map(str, matrix[angle])) + " cm\n").encode(), prepend=True)
            page.contents_add(b"\nQ")
            page.mediabox = [0, 0, width, height] if angle == 180 else [0, 0, height, width]
            page.Rotate = angle
        document.save(turned)
    upright = reading.read(content).items
    assert [i for i in reading.read(turned.getvalue()).items if isinstance(i, str)] == [
        i for i in upright if isinstance(i, str)
    ]
    assert [i.rows for i in reading.read(turned.getvalue()).items if isinstance(i, Grid)] == [
        i.rows for i in upright if isinstance(i, Grid)
    ]
