"""Where numbers are put, and what is said of those that have no place."""

from clerk_app.exchange.reading.placing import Placed, name_of_row
from clerk_app.exchange.reading.words import words
from clerk_app.form.edition import editions

CELL = "t3/new/natural"


def placed() -> Placed:
    return Placed(editions()["2021"], words())


def test_number__put_twice_alike__stands():
    one = placed()
    one.put(CELL, "5")
    one.put(CELL, "５")
    assert (one.numbers, one.doubts) == ({CELL: 5}, [])


def test_number__put_twice_differently__blank_for_good():
    one = placed()
    for text in ("5", "6", "5"):
        one.put(CELL, text)
    assert (one.numbers, one.blank) == ({}, {CELL})
    assert [(d.path, d.source) for d in one.doubts] == [(CELL, "5／6")]


def test_blank__put__is_seen():
    one = placed()
    one.put(CELL, " ")
    assert (one.numbers, one.blank, one.found, one.doubts) == ({}, {CELL}, 1, [])


def test_branch__with_numbers__told_with_its_rows():
    one = placed()
    one.branch(one.edition.tables["t3"], "done.other", ["7", "", "8"])
    assert one.doubts[0].source == "（六）其他处理 7 8"
    assert name_of_row(one.edition.tables["t3"], "done.other") == "（六）其他处理"
