"""The one-page picture: what it shows, and that it shows nothing else."""

import re

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest

from clerk_app.paper.picture import make
from clerk_app.report.model import empty


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_picture__of_a_report__is_one_page_with_no_number_that_is_not_in_the_tables(sample, edition):
    report = sample(edition, t3__new__natural=37, t3__new__total=37)
    document = pdfium.PdfDocument(make(report))
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    assert "一图读懂" in text
    assert set(re.findall(r"\d+", text)) == {"2024", "0", "37"}


def test_picture__of_blank_tables__says_so_instead_of_0(sample):
    full = sample()
    text = (
        pdfium.PdfDocument(make(empty(full.edition, {"unit": "某镇", "year": 2024})))[0].get_textpage().get_text_range()
    )
    assert "未填" in text
    assert "0" not in text.replace("2024", "")


def test_picture__made_twice__has_the_same_bytes(sample):
    assert make(sample()) == make(sample())


def test_bars__beside_numbers_of_any_length__end_before_them(sample):
    report = sample("2021", **{f"t3__{row}__natural": 987_654_321_098 for row in ("new", "open", "partial")})
    page = pdfium.PdfDocument(make(report))[0]
    text = page.get_textpage()
    bars = [o.get_bounds() for o in page.get_objects() if o.type == pdfium_c.FPDF_PAGEOBJ_PATH]
    numbers = [text.get_charbox(m.start()) for m in re.finditer("987654321098", text.get_text_range())]
    assert numbers
    for left, bottom, _, top in numbers:
        beside = [b for b in bars if b[1] < top and b[3] > bottom and b[2] < 300]
        assert all(right <= left for _, _, right, _ in beside)
