"""Labels compared as people compare them."""

import pytest

from clerk_app.exchange.reading.words import Labels, likeness, plain, short, words
from clerk_app.form.edition import Edition, editions


@pytest.mark.parametrize(
    "text, bare",
    [
        ("（一）予以公开", "予以公开"),
        ("(一) 予以 公开", "予以公开"),
        ("1.属于国家秘密", "属于国家秘密"),
        ("１．属于国家秘密", "属于国家秘密"),
        ("一、本年新收", "本年新收"),
        ("3.危及“三安全一稳定”", "危及三安全一稳定"),
        ("本年增/减", "本年增减"),
        ("第一部分 总体情况", "总体情况"),
        ("12", "12"),
    ],
)
def test_label__plain__without_number_blanks_and_marks(text: str, bare: str):
    assert plain(text) == bare


def test_label__short__without_its_bracket():
    assert short("（二）部分公开（区分处理的，只计这一情形，不计其他情形）") == "部分公开"


def test_likeness__cut_off_label__nearly_whole():
    assert likeness("要求行政机关确认", "要求行政机关确认或重新出具已获取信息") == 0.95
    assert likeness("其他", "其他处理") == 0.0


def test_every_label__found__by_its_own_wording(edition: Edition):
    for rows in (True, False):
        labels = Labels(edition, rows=rows)
        for label in labels.all:
            assert label in labels.find(label.node.label).labels
            assert labels.find(label.node.label).exact


@pytest.mark.parametrize("text", ["其他法律行政止公开", "其他法律行政法规禁止公"])
def test_slip__found__told_as_one(text: str):
    match = Labels(editions()["2021"], rows=True).find(text)
    assert [label.node.path for label in match.labels] == ["done.refuse.banned"]
    assert not match.exact


@pytest.mark.parametrize("text", ["", "申请", "属于", "行政", "今天天气很好", "123", "x" * 500])
def test_other_text__found__none(text: str):
    assert Labels(editions()["2021"], rows=True).find(text).labels == ()


def test_vocabulary__headings__name_parts_of_the_editions():
    parts = {p.key for e in editions().values() for p in e.parts}
    assert set(words().headings) == parts


def test_short_label_with_the_number_of_another_row__found__is_none():
    rows = Labels(editions()["2021"], rows=True)
    assert [label.node.path for label in rows.exactly("3.其他")] == ["done.other.rest"]
    assert [label.node.path for label in rows.exactly("其他")] == ["done.other.rest"]
    assert rows.exactly("2.其他") == ()


def test_pieces_of_two_labels__found__are_none():
    rows = Labels(editions()["2021"], rows=True)
    assert rows.find("（区分处理的，只计这一情形，不计其他情形）（三）1.属于").labels == ()


def test_hundreds_of_strange_texts__found__slips_are_looked_for_no_more_but_labels_are():
    rows = Labels(editions()["2021"], rows=True)
    for number in range(301):
        assert rows.find(f"第{number}行").labels == ()
    assert rows.find("其他法律行政止公开").labels == ()
    assert [label.node.path for label in rows.find("2.其他法律行政法规禁止公开").labels] == ["done.refuse.banned"]
