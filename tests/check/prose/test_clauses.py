"""Clauses and their tokens: where they end, what brackets and quotations hold, what the reader does not know."""

from clerk_app.check.prose.clauses import Clause, clauses
from clerk_app.check.prose.vocabulary import vocabulary
from clerk_app.form.edition import editions

WORDS = vocabulary(editions()["2021"].speech, 2025, "township")


def cut(text: str) -> list[tuple[str, str]]:
    return [(shown(text, c), c.stop) for c in clauses(text, WORDS)]


def shown(text: str, clause: Clause) -> str:
    return "|".join(text[t.start : t.end] for t in clause.tokens)


def test_clauses__marks__end_them() -> None:
    assert cut("收到申请13件，办结12件；结转1件。") == [
        ("收到|申请|13件", ","),
        ("办结|12件", ";"),
        ("结转|1件", "."),
        ("", "."),
    ]


def test_clauses__brackets__follow_their_clause_and_are_inside() -> None:
    found = clauses("收到申请13件（其中网上5件，信函8件），办结12件", WORDS)
    assert [c.inside for c in found] == [False, True, True, False]


def test_clauses__titles_and_quotations__are_one_unknown_word() -> None:
    text = "制发《关于收到3件申请的通知》和“收到2件”文件"
    assert not [t for c in clauses(text, WORDS) for t in c.tokens if t.quantity]


def test_clauses__numbering__is_left_out_and_heads_a_paragraph() -> None:
    lines = ["（二）依申请公开。收到1件", "1.收到2件", "收到3件"]
    assert [[c.heads for c in clauses(line, WORDS)] for line in lines] == [[True, False], [True], [False]]
    assert cut("（二）依申请公开")[0] == ("依申请公开", ".")


def test_clauses__places__are_those_of_the_paragraph() -> None:
    text = "　　收到申请１３件（含 上年结转 1 件）。"
    tokens = [t for c in clauses(text, WORDS) for t in c.tokens]
    assert [text[t.quantity.start : t.quantity.end] for t in tokens if t.quantity] == ["１３件", "1"]
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)


def test_clauses__dates__name_their_year_or_a_part_of_one() -> None:
    years = {
        "2019年": 2019,
        "截至2025年11月30日": 1,
        "截至11月底": 1,
        "1—9月": 1,
        "1—12月": 0,
        "12月31日": 0,
    }
    for text, year in years.items():
        found = [t.year for c in clauses(text, WORDS) for t in c.tokens if t.date]
        assert (found or [0])[0] == year, text


def test_clauses__brackets_without_end__are_text() -> None:
    assert len(clauses("（" * 1000 + "收到申请1件", WORDS)) == 1
