"""Figure fields in Qt's documents: where they stand, and which they are."""

from clerk_app.form.edition import editions
from clerk_app.gui.figure_field import OBJECT, drawn, drawn_at, field_of, format_of
from clerk_app.report.passage import Field, pieces

EDITION = editions()["2021"]


def test_format__of_a_field__holds_it() -> None:
    field = Field(("t3/new/total", "t3/carried/total"))
    assert field_of(EDITION, format_of(field)) == field


def test_drawn__and_places_in_it__follow_the_stored_passage() -> None:
    passage = "甲{{乙{t3/new/total}丙"
    found = pieces(EDITION, passage)
    text = drawn(found)
    assert text == f"甲{{乙{OBJECT}丙"
    for words, at in (("甲", 0), ("{{", 1), ("乙", 2), ("{t3", 3), ("丙", 4)):
        assert drawn_at(found, passage.index(words)) == at
    assert drawn_at(found, len(passage)) == len(text)
