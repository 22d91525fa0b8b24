"""Where things stand on the pages."""

import pytest

from clerk_app.paper.faces import bundled
from clerk_app.paper.pdf import Draft, book, make
from clerk_app.paper.setting import glyphs_of


def test_place__of_a_passage__says_page_and_height(sample):
    found = book(sample(overview="甲\n" + "长" * 2000), mark=Draft())
    first, later = found.place("overview", 0), found.place("overview", 1500)
    assert first is not None
    assert later is not None
    assert (first.page, later.page) == (0, 2)
    assert found.place("nothing", 0) is None


def test_place__of_a_parts_tables__says_their_page(sample):
    found = book(sample(), mark=Draft())
    places = [found.place(part, 0) for part in ("disclosure", "applications", "disputes")]
    assert [p.page for p in places if p] == [1, 2, 3]


def test_apostrophe__between_latin_letters__is_narrow_and_elsewhere_a_quotation_mark():
    inside, closing = (glyphs_of(text, "fangsong", bundled())[text.index("’")] for text in ("Xi’an", "‘安’"))
    assert inside is not None
    assert closing is not None
    assert (inside.number, closing.width) == (closing.number, 1.0)
    assert inside.width < 0.3
    left, right = inside.face.file.sides(inside.number)
    assert left + inside.shift == pytest.approx(inside.width - right - inside.shift)


def test_apostrophe__in_a_printed_word__copies_with_it(sample, read):
    assert "比如Xi’an和O’Neill。" in read(make(sample(others="比如Xi’an和O’Neill。"), mark=Draft()))
