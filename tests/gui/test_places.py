"""Where findings are to be seen."""

import pytest

from clerk_app.check.finding import Finding, Span
from clerk_app.form.edition import editions
from clerk_app.gui.places import Place, mark_of, place_of

FORM = editions()["2021"]


def finding(rule: str = "X", **more: object) -> Finding:
    return Finding(rule, "error", "", "", "", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "about, place",
    [
        (finding(cells=("t3/new/natural",)), Place("applications", "t3/new/natural")),
        (finding(field="cover/issued"), Place("cover", "cover/issued")),
        (finding(), Place("cover", "unit")),
    ],
)
def test_place__of_cells_and_fields__is_their_page(about: Finding, place: Place) -> None:
    assert place_of(FORM, about) == place


def test_place__of_words__is_the_text_though_cells_are_named_too() -> None:
    span, preface = Span("overview", 1, 2, "x"), Span("preface", 1, 2, "x")
    assert place_of(FORM, finding(cells=("t3/new/natural",), passage=span)) == Place("overview", "overview", span)
    assert place_of(FORM, finding(passage=preface)) == Place("cover", "preface", preface)


def test_mark__of_blank_cells__is_their_own() -> None:
    assert mark_of(finding("BLANK")) == "blank"
    assert mark_of(finding()) == "error"
