"""Where things stand on the pages."""

from clerk_app.paper.pdf import Draft, book


def test_place__of_a_passage__says_page_and_height(sample):
    found = book(sample(overview="甲\n" + "长" * 2000), mark=Draft())
    first, later = found.place("overview", 0), found.place("overview", 1500)
    assert first is not None
    assert later is not None
    assert (first.page, later.page) == (0, 2)
    assert found.place("nothing", 0) is None
