from clerk_app.report.model import Changeset, Edit
from clerk_app.store.steps import Act, Step, stacks

A, B, C = (Changeset((Edit(f"t3/new/{key}", None, 1),), key) for key in ("natural", "total", "legal.other"))


def history(*acts: tuple[Act, Changeset]) -> list[Step]:
    return [Step(i, "", act, c.inverse() if act == "undo" else c) for i, (act, c) in enumerate(acts, 1)]


def test_stacks__nothing_done__both_empty() -> None:
    assert stacks([]) == ([], [])


def test_stacks__done_and_undone__redo_holds_it_as_it_was_done() -> None:
    assert stacks(history(("do", A), ("do", B), ("undo", B))) == ([A], [B])


def test_stacks__undone_twice_and_redone_once__the_last_undone_waits() -> None:
    assert stacks(history(("do", A), ("do", B), ("undo", B), ("undo", A), ("redo", A))) == ([A], [B])


def test_stacks__something_new_after_an_undo__redo_is_gone() -> None:
    assert stacks(history(("do", A), ("undo", A), ("do", C))) == ([C], [])


def test_stacks__only_the_end_of_a_history__is_the_top_of_the_whole_stacks() -> None:
    steps = history(("do", A), ("do", B), ("undo", B), ("undo", A), ("redo", A), ("do", C), ("undo", C))
    undo, redo = stacks(steps)
    for start in range(len(steps)):
        part_undo, part_redo = stacks(steps[start:])
        assert undo[len(undo) - len(part_undo) :] == part_undo
        assert redo[len(redo) - len(part_redo) :] == part_redo


def test_stacks__clock_goes_back_over_new_year__order_is_by_sequence() -> None:
    steps = [Step(1, "2026-01-01T00:00:01+08:00", "do", A), Step(2, "2025-12-31T12:00:00-05:00", "undo", A.inverse())]
    assert stacks(steps) == ([], [A])
