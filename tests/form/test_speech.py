"""What the text may speak of, as the editions say it: sums of groups, applicants' columns."""

from clerk_app.form.edition import Edition, editions
from clerk_app.form.speech import Facet, Topic


def test_speech__group__is_the_sum_of_its_leaves() -> None:
    refuse = next(t for t in editions()["2021"].speech.topics if t.name == "不予公开")
    assert len(refuse.cells) == 8
    assert all(c.startswith("t3/done.refuse.") and c.endswith("/total") for c in refuse.cells)


def test_facet__of_a_total__is_its_own_columns() -> None:
    facet = Facet(("法人",), "total", ("legal.business", "legal.other"))
    assert facet.of(("t/x/total",)) == ("t/x/legal.business", "t/x/legal.other")
    assert facet.of(("t/x/natural",)) == ()


def test_topic__sums__have_the_first_one_first() -> None:
    topic = Topic("新收", ("收到",), ("a",), also=(("a", "b"),))
    assert topic.sums == (("a",), ("a", "b"))


def test_speech__money__is_known_by_its_cells(edition: Edition) -> None:
    counted = {t.money for t in edition.speech.topics for c in t.cells if edition.cells[c].kind == "money"}
    assert counted <= {True}
