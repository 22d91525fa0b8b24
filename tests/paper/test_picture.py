"""The one-page picture: what it shows, and that it shows nothing else."""

import re

import pypdfium2 as pdfium
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
