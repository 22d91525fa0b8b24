"""One check after another: what is done again, and what is taken over."""

from collections.abc import Callable

import pytest

from clerk_app.check.turn import Kept, Turn
from clerk_app.report.fields import Value
from clerk_app.report.model import Report

NEW, TOTAL, NEXT = "t3/new/natural", "t3/new/total", "t3/next/total"
BEFORE = "previous/t3/new/total"
PAIRS = ((NEW, NEXT), (TOTAL, BEFORE), (NEXT, NEXT))


class Counted:
    """Adds two cells, the second only where the first is filled, and remembers what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def __call__(self, report: Report, pair: tuple[str, str]) -> str:
        self.asked.append(pair)
        first = report.figure(pair[0])
        return f"{first}+{report.figure(pair[1])}" if first is not None else "blank"


@pytest.fixture
def after(make: Callable[..., Report]) -> Callable[..., tuple[Turn, Counted]]:
    """The turn after one over another report, both asking about PAIRS; and what the second one had to do."""

    def run(then: dict[str, Value], now: dict[str, Value], about: object = PAIRS) -> tuple[Turn, Counted]:
        work = Counted()
        warm = Turn(make({}), Turn(make({})).kept)
        warm.each(work, PAIRS)
        before = Turn(make(then), warm.kept)
        before.each(work, PAIRS)
        work.asked.clear()
        turn = Turn(make(now), before.kept)
        turn.each(work, about)  # type: ignore[arg-type]
        return turn, work

    return run


@pytest.mark.parametrize(
    "then, now, asked",
    [
        ({NEW: 1}, {NEW: 1}, ()),
        ({NEW: 1}, {NEW: 2}, PAIRS[:1]),
        ({NEW: 1}, {}, PAIRS[:1]),
        ({NEW: 1, NEXT: 3}, {NEW: 1, NEXT: 4}, (PAIRS[0], PAIRS[2])),
        ({NEXT: 3}, {NEXT: 4}, PAIRS[2:]),  # the first stops at its blank cell and has never read the second
        ({TOTAL: 3, BEFORE: 5}, {TOTAL: 3, BEFORE: 6}, PAIRS[1:2]),
        ({"t4/cases/review.upheld": 1}, {"t4/cases/review.upheld": 2}, ()),
        ({"overview": "一"}, {"overview": "二"}, ()),
        ({"unit": "甲镇人民政府"}, {"unit": "乙镇人民政府"}, PAIRS),
        ({"cover/level": "county"}, {}, PAIRS),
        ({"year": 2024}, {"year": 2023}, PAIRS),
    ],
)
@pytest.mark.parametrize("about", [PAIRS, list(PAIRS)], ids=["same", "other list"])
def test_each__something_changed__only_the_pieces_that_read_it_are_done_again(after, then, now, asked, about) -> None:
    assert set(after(then, now, about)[1].asked) == set(asked)


def test_each__a_piece_reads_more_than_before__the_new_cell_counts_from_then_on(make, after) -> None:
    turn, work = after({NEXT: 3}, {NEXT: 3, NEW: 1})
    assert work.asked == [PAIRS[0]]
    assert Turn(make({NEXT: 4, NEW: 1}), turn.kept).each(work, PAIRS) == ["1+4", "blank", "4+4"]


def test_each__fewer_and_more_things__those_known_are_taken_over(make, after) -> None:
    turn, work = after({NEW: 1}, {NEW: 1}, PAIRS[1:])
    assert work.asked == []
    more = Turn(make({NEW: 1}), turn.kept).each(work, [("t3/new/x", NEW), *PAIRS])
    assert (more, work.asked) == (["blank", "1+None", "blank", "blank"], [("t3/new/x", NEW), PAIRS[0]])


def test_each__first_turn__takes_no_notes(make) -> None:
    turn = Turn(make({NEW: 1}))
    assert list(turn.each(Counted(), PAIRS)) == ["1+None", "blank", "blank"]
    assert turn.kept == Kept(turn.report, {})


@pytest.mark.parametrize(
    "now, again",
    [
        ({"overview": "一", NEW: 7}, False),
        ({"overview": "二"}, True),
        ({"overview": "一", "previous/overview": "零"}, True),
        ({"overview": "一", "unit": "乙镇人民政府"}, True),
        ({"overview": "一", "cover/issued": "2024-01-20"}, True),
    ],
)
def test_of_words__after_another_turn__is_done_again_where_words_have_changed(make, now, again) -> None:
    done: list[str] = []

    def work(report: Report, mark: str) -> int:
        done.append(report.text("overview") + mark)
        return len(done)

    before = Turn(make({"overview": "一"}))
    assert before.of_words(work, "。") == 1
    assert Turn(make(now), before.kept).of_words(work, "。") == (2 if again else 1)


def test_of_words__with_something_else__is_done_again(make) -> None:
    def work(_: Report, mark: str) -> str:
        return mark

    before = Turn(make({}))
    assert before.of_words(work, "。") == "。"
    assert Turn(make({}), before.kept).of_words(work, "！") == "！"
