"""From a number to what it counts: the words in between, joined topics, lists, and what is denied."""

import pytest

from clerk_app.check.prose.clauses import Token, clauses
from clerk_app.check.prose.vocabulary import vocabulary
from clerk_app.check.prose.walk import before, behind, denied, listed
from clerk_app.form.edition import editions

WORDS = vocabulary(editions()["2021"].speech, 2025, "township")


def tokens(text: str) -> tuple[Token, ...]:
    return clauses(text, WORDS)[0].tokens


def number(found: tuple[Token, ...]) -> int:
    return next(i for i, t in enumerate(found) if t.quantity)


@pytest.mark.parametrize(
    "text, names",
    [
        ("行政复议案件共计1件", ["行政复议"]),
        ("行政复议和行政诉讼案件共3件", ["行政复议", "行政诉讼"]),
        ("政府信息公开申请3件", ["本年新收政府信息公开申请"]),
        ("征地方面的政府信息公开申请3件", []),
        ("依申请公开信息3条", []),
        ("办理行政复议3件", []),
        ("收到申请3件投诉", []),
        ("3件", []),
    ],
)
def test_before__topic_in_front_of_the_number(text: str, names: list[str]) -> None:
    found = before(tokens(text), 0, number(tokens(text)), None, None)
    assert ([t.name for t in found.topics] if found else []) == names


def test_behind__topic_after_the_number() -> None:
    text = tokens("其中3件申请予以公开")
    found = behind(text, number(text), "申请", None)
    assert found is not None
    assert [t.name for t in found.topics] == ["予以公开"]
    assert behind(tokens("3件申请"), 0, 0, "申请") is None


def test_listed__as_many_numbers_as_topics__are_paired() -> None:
    text = tokens("予以公开、部分公开分别为6件、2件")
    rows = listed(text, "申请")
    assert [[t.name for t in f.topics] for f in rows.values() if f] == [["予以公开"], ["部分公开"]]
    assert set(listed(tokens("予以公开、部分公开分别为6件"), "申请").values()) == {None}


def test_denied__every_topic_named__has_its_words() -> None:
    text = "没有发生行政复议、行政诉讼"
    assert [(text[a:b], t.name) for (a, b), t in denied(tokens(text), 0, "")] == [
        ("没有发生行政复议", "行政复议"),
        ("没有发生行政复议、行政诉讼", "行政诉讼"),
    ]
    assert list(denied(tokens("没有发生超期答复"), 0, "申请")) == []
