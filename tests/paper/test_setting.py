"""Where things stand on the pages."""

from clerk_app.paper.pdf import Draft, book


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
