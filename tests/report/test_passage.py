"""Figure fields: what they show, what is only text, and the way back from what is read to what is stored."""

from collections.abc import Callable

import pytest

from clerk_app.report.document import paragraphs
from clerk_app.report.model import Report
from clerk_app.report.passage import BLANK, Field, pieces, printed, resolved, stored

Make = Callable[..., Report]
NEW = "{t3/new/total}"
SUITS = "{t4/cases/suit.direct.total + t4/cases/suit.after.total}"


def test_field__of_one_cell_and_of_a_sum__reads_as_the_tables_number(make: Make) -> None:
    report = make({
        "t3/new/total": 5, "t4/cases/suit.direct.total": 1, "t4/cases/suit.after.total": 2, "p8/fee/amount": "1.50",
        "overview": f"收到{NEW}件，诉讼{SUITS}件，{{p8/fee/amount}}万元",
    })  # fmt: skip
    assert resolved(report, "overview").text == "收到5件，诉讼3件，1.50万元"
    assert printed(report).text("overview") == "收到5件，诉讼3件，1.50万元"
    assert printed(report).figures == report.figures


def test_field__of_a_blank_cell__says_so(make: Make) -> None:
    assert resolved(make({"overview": NEW}), "overview").text == BLANK


@pytest.mark.parametrize(
    "text, read",
    [
        ("{{t3/new/total}}", "{t3/new/total}"),
        ("{", "{"),
        ("}", "}"),
        ("{}", "{}"),
        ("{t3/new/nobody}", "{t3/new/nobody}"),
        ("{t3/new/total + }", "{t3/new/total + }"),
        ("{previous/t3/new/total}", "{previous/t3/new/total}"),
        ("{{{t3/new/total}}}", "{5}"),
    ],
)
def test_braces__of_any_kind__are_read_without_complaint(make: Make, text: str, read: str) -> None:
    assert resolved(make({"t3/new/total": 5, "overview": text}), "overview").text == read


def test_stored__of_what_was_taken_apart__is_read_alike(make: Make) -> None:
    report = make({"t3/new/total": 5, "overview": f"甲{{乙}}{NEW}{{{{丙}}}}{{"})
    content: list[str | Field] = [p.field or p.text for p in pieces(report.edition, report.text("overview"))]
    again = make({"t3/new/total": 5, "overview": stored(content)})
    assert resolved(again, "overview").text == resolved(report, "overview").text == "甲{乙}5{丙}{"


def test_span__of_what_is_read__is_found_in_what_is_stored(make: Make) -> None:
    """甲 {{ 乙 {t3/new/total} 丙, the number being 12345."""
    report = make({"t3/new/total": 12345, "overview": f"甲{{{{乙{NEW}丙"})
    text, found = report.text("overview"), resolved(report, "overview")

    def back(words: str) -> str:
        at = found.text.index(words)
        start, end = found.span(at, at + len(words))
        return text[start:end]

    assert back("甲") == "甲"
    assert back("{") == "{{"
    assert back("乙12") == back("乙12345") == f"乙{NEW}"
    assert back("34") == back("12345") == NEW
    assert back("5丙") == f"{NEW}丙"
    assert found.span(2, 2) == (3, 3)
    assert resolved(make(), "overview").span(0, 0) == (0, 0)


def test_paragraphs__with_fields__print_digits_and_know_where_they_stand(make: Make) -> None:
    report = make({"t3/new/total": 5, "overview": f"收到{NEW}件。\n第二段。"})
    first, second = paragraphs(report, "overview")
    assert (getattr(first, "text", ""), getattr(second, "text", "")) == ("收到5件。", "第二段。")
    assert report.text("overview")[getattr(second, "start", 0) :] == "第二段。"
