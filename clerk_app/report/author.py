"""Who made a change: told by the steps of the history, where somebody wants to be named."""

from clerk_app.report.fields import AUTHOR, taken
from clerk_app.report.model import Changeset, Report


def signed(report: Report, changeset: Changeset, name: str) -> Changeset:
    """The changeset, applied to `report` by `name`: what it said of another hand does not count, the name is there
    when it is not the one of the step before."""
    own = tuple(edit for edit in changeset.edits if edit.path != AUTHOR)
    if name == author(report):
        return Changeset(own, changeset.label)
    return Changeset((*own, *report.edits_to({AUTHOR: taken(report.edition, AUTHOR, name)})), changeset.label)


def author(report: Report) -> str:
    """Who made the last change; empty when nobody is named."""
    return report.text(AUTHOR)
