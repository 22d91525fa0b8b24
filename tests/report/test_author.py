"""Who made a change: in the history where somebody wants to be named, and nowhere else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clerk_app.exchange import interchange
from clerk_app.exchange.history import Entry, moments
from clerk_app.report.author import author
from clerk_app.report.canonical import canonical
from clerk_app.report.fields import AUTHOR, Refused
from clerk_app.report.fresh import fresh
from clerk_app.report.model import Report
from clerk_app.session import Session

NAME = "欧阳甲乙"


def names(session: Session) -> list[str]:
    """Of each step, the oldest first."""
    assert session.document is not None
    steps = [Entry(s.at, s.act, s.changeset) for s in session.document.history()]
    return [author(moment) for moment in moments(session.report, steps)][::-1]


def test_steps__of_two_hands__tell_whose_each_is_also_when_undone_and_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "a.zfnb"
    with Session.create(path, "青石镇人民政府", 2025) as session:
        session.edit({"t3/new/natural": 1})
        session.by = NAME
        session.edit({"t3/new/natural": 2})
        session.edit({"t3/new/natural": 3})
        session.by = "丙"
        session.undo()
        session.undo()
        assert names(session) == ["", NAME, NAME, "丙", "丙"]
    with Session.open(path) as session:
        session.by = NAME
        session.redo()
        assert session.report.figure("t3/new/natural") == 2
        session.by = ""
        session.redo()
        session.undo()
        assert session.report.figure("t3/new/natural") == 2
        assert names(session) == ["", NAME, NAME, "丙", "丙", NAME, "", ""]


def test_author__is_no_change_to_tell_the_views_of(tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.zfnb", "青石镇人民政府", 2025) as session:
        session.by = NAME
        told = session.edit({"preface": "一"})
        assert told.paths == {"preface"}
        undone = session.undo()
        assert undone is not None
        assert undone.paths == {"preface"}


def test_author__is_no_content_and_in_no_data_handed_out(make: Callable[..., Report]) -> None:
    bare, named = make({"preface": "一"}), make({"preface": "一", AUTHOR: NAME})
    assert canonical(bare) == canonical(named)
    assert NAME not in interchange.dump(named)


def test_author__of_next_years_report__is_not_taken_over(make: Callable[..., Report]) -> None:
    last = make({AUTHOR: NAME}, "2021")
    assert AUTHOR not in fresh("青石镇人民政府", last.year + 1, previous=last).values


def test_author__longer_than_a_line__is_refused(tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.zfnb", "青石镇人民政府", 2025) as session:
        session.by = "长" * 201
        with pytest.raises(Refused):
            session.edit({"preface": "一"})
        assert session.report.text("preface") == ""
