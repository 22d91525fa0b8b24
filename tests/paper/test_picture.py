"""The one-page picture: what it shows, and that it shows nothing else."""

import re

import pypdfium2 as pdfium
import pytest

from clerk_app.paper.charts import charts
from clerk_app.paper.picture import make
from clerk_app.report.model import empty


def test_charts__of_applications__show_results_and_applicants_found_from_the_form(sample):
    report = sample(
        t3__new__natural=5, t3__new__total=5, **{"t3__done.refuse.secret__total": 2, "t3__done.refuse.banned__total": 1}
    )
    main, results, applicants = charts(report, report.edition.part("applications"))
    assert [b.number for b in main.bars] == [5, 0, 0, 0]
    assert {b.name: b.number for b in results.bars}["不予公开"] == 3
    assert [b.name for b in applicants.bars][:2] == ["自然人", "商业企业"]
    assert applicants.whole is not None
    assert applicants.whole.number == 5


def test_chart__with_last_year__sets_it_beside_this_year(sample):
    report = sample(previous__t3__new__total=9)
    main, *_ = charts(report, report.edition.part("applications"))
    assert main.bars[0].before == 9
    assert main.bars[1].before is None


def test_disputes__without_a_case__are_a_quiet_zero_and_with_one_are_bars(sample):
    report = sample(**{"t4__cases__review.upheld": 1, "t4__cases__review.total": 1})
    review, direct, after = charts(report, report.edition.part("disputes"))
    assert (review.quiet, direct.quiet, after.quiet) == (False, True, True)
    assert direct.title == "行政诉讼·未经复议直接起诉"


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
