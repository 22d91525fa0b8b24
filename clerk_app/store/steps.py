"""The append-only history of a report: undo, redo and audit log in one."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from clerk_app.report.model import Changeset

Act = Literal["do", "undo", "redo"]


class Step(NamedTuple):
    """One entry of the history. Order is by `seq` alone (1, 2, …): clocks go back, zones and years change."""

    seq: int
    at: str  # ISO 8601 local time with offset, seconds
    act: Act
    changeset: Changeset  # what was applied: for an undo already inverted


def stacks(steps: Iterable[Step]) -> tuple[list[Changeset], list[Changeset]]:
    """The undo and the redo stack, topmost last; both hold changesets as they were done.

    The end of a history gives the top of the same stacks as the whole of it: what an act takes from a stack that is
    empty here was laid there before the steps began.
    """
    undo: list[Changeset] = []
    redo: list[Changeset] = []
    for step in steps:
        if step.act == "undo":
            _drop(undo)
            redo.append(step.changeset.inverse())
        else:
            undo.append(step.changeset)
            if step.act == "redo":
                _drop(redo)
            else:
                redo.clear()
    return undo, redo


def _drop(stack: list[Changeset]) -> None:
    if stack:
        stack.pop()
