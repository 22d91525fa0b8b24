"""Standard sentences: they say what the tables say, in the words of a report."""

from collections.abc import Callable

import pytest

from clerk_app.check.run import check
from clerk_app.form.edition import Edition
from clerk_app.form.guide import guide
from clerk_app.report.model import Report, empty
from clerk_app.report.passage import resolved, stored
from clerk_app.report.standard import standard, standard_preface

Make = Callable[..., Report]


def said(report: Report, name: str) -> str:
    sentence = next(s for s in guide(report.edition.key).sentences if s.name == name)
    return resolved(
        empty(report.edition, {**report.values, "overview": stored(standard(report, sentence))}), "overview"
    ).text


def test_sentence__of_numbers__names_what_is_not_zero(make: Make) -> None:
    cells = dict.fromkeys(make().edition.cells, 0) | {
        "t3/new/total": 13, "t3/carried/total": 1, "t3/done.total/total": 12, "t3/next/total": 2,
        "t3/done.open/total": 9, "t3/done.refuse.secret/total": 1, "t3/done.refuse.safety/total": 2,
    }  # fmt: skip
    assert said(make(cells), "依申请公开") == (
        "本年新收政府信息公开申请13件，上年结转1件，本年度办结12件，其中予以公开9件、不予公开3件；结转下年度继续办理2件。"
    )


def test_sentence__of_zeros__says_so_in_words(make: Make) -> None:
    zeros = make(dict.fromkeys(make().edition.cells, 0))
    assert said(zeros, "依申请公开") == "本年未收到政府信息公开申请，没有上年结转的申请。"
    assert said(zeros, "行政复议和行政诉讼") == (
        "没有发生因政府信息公开被申请行政复议的情况，没有发生因政府信息公开被提起行政诉讼的情况。"
    )


def test_sentence__of_one_result__does_not_say_among_them(make: Make) -> None:
    cells = dict.fromkeys(make().edition.cells, 0) | {"t4/cases/review.total": 2, "t4/cases/review.upheld": 2}
    assert said(make(cells), "行政复议和行政诉讼").startswith("因政府信息公开被申请行政复议2件，结果维持2件；没有发生")


@pytest.mark.parametrize("zero", [True, False])
def test_sentences__of_any_report__agree_with_its_tables(edition: Edition, zero: bool, make: Make, balanced) -> None:
    report = make(dict.fromkeys(edition.cells, 0), edition.key) if zero else balanced(edition.key)
    text = "".join(stored(standard(report, s)) for s in guide(edition.key).sentences)
    found = check(empty(edition, {**report.values, "overview": text})).all
    assert [f.message for f in found if f.passage and f.rule.startswith("TEXT")] == []


@pytest.mark.parametrize("year", [2020, 2025])
def test_preface__of_any_form__gives_basis_unit_and_period_and_is_found_right(make: Make, year: int) -> None:
    report = make({"unit": "青石镇人民政府", "year": year}, "2019" if year < 2021 else "2021")
    text = standard_preface(report)
    assert f"青石镇人民政府编制了{year}年政府信息公开工作年度报告" in text
    assert f"自{year}年1月1日起至{year}年12月31日止" in text
    found = check(empty(report.edition, {**report.values, "preface": text})).all
    assert [f.message for f in found if f.passage and f.passage.part == "preface"] == []
