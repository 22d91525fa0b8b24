"""Backups: when one is made, what counts as one, which stay, and what of a deleted document is left."""

import os
import threading
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from clerk_app.form.edition import Edition
from clerk_app.report.model import Changeset, Report, empty
from clerk_app.store import document, files, reader
from clerk_app.store.backups import Backups, changed, spare
from clerk_app.store.document import Document
from clerk_app.store.refusals import Exists, FileRefused

Forms = dict[str, Edition]
YESTERDAY, TODAY = "2026-01-05T16:00:00+08:00", "2026-01-06T09:00:00+08:00"


@pytest.fixture
def backups(tmp_path: Path, forms: Forms) -> Backups:
    return Backups(tmp_path / "data" / "backups", forms)


@pytest.fixture
def kept(saved: Path, forms: Forms, backups: Backups) -> Iterator[Document]:
    """A report of three steps, opened with backups; it has none yet."""
    result = document.open(saved, forms, backups)
    yield result
    result.close(discard=True)


def put(at: Document, number: int, when: str, *, grave: bool = False) -> None:
    wanted = {"t3/new/natural": number}
    at.commit("do", Changeset(at.report.edits_to(wanted), "填写"), when, grave=grave)
    at.flush()


def figures(at: Document, backups: Backups) -> list[int]:
    """What the backups say, the newest first."""
    assert at.shelf is not None
    return [int(backups.read(b).report.figure("t3/new/natural") or 0) for b in at.shelf.list()]


def test_commit__first_of_a_day__what_was_there_before_is_kept_once(kept: Document, backups: Backups) -> None:
    put(kept, 6, YESTERDAY)
    assert figures(kept, backups) == [5]
    put(kept, 7, YESTERDAY)
    assert figures(kept, backups) == [5]
    put(kept, 8, TODAY)
    put(kept, 9, TODAY)
    assert figures(kept, backups) == [7, 5]


def test_commit__grave__what_was_there_before_is_kept_whatever_the_day(kept: Document, backups: Backups) -> None:
    put(kept, 6, TODAY)
    put(kept, 7, TODAY, grave=True)
    put(kept, 8, TODAY, grave=True)
    assert figures(kept, backups) == [7, 6, 5]  # all in one second, each under a name of its own


def test_close__something_changed__its_end_is_kept(kept: Document, backups: Backups, forms: Forms) -> None:
    put(kept, 6, TODAY)
    kept.close()
    assert figures(kept, backups) == [6, 5]
    again = document.open(kept.path, forms, backups)
    again.close()
    again = document.open(kept.path, forms, backups)
    put(again, 7, "2026-01-07T09:00:00+08:00")
    again.close()
    assert figures(kept, backups) == [7, 6, 5]  # the same state is kept once


def test_open__without_backups__none(saved: Path, forms: Forms) -> None:
    opened = document.open(saved, forms)
    put(opened, 6, TODAY)
    opened.close()
    assert opened.shelf is None


def test_deleted__document_with_a_backup__nothing_older_is_lost(
    kept: Document, backups: Backups, tmp_path: Path, forms: Forms
) -> None:
    put(kept, 6, YESTERDAY)
    put(kept, 7, TODAY)
    before = kept.report
    kept.close()
    kept.path.unlink()
    (shelf,) = backups.shelves()
    newest = shelf.list()[0]
    assert newest.document == kept.path.stem
    backups.restore(newest, tmp_path / "恢复.zfnb")
    found = document.open(tmp_path / "恢复.zfnb", forms)
    assert (found.report, len(found.undo)) == (before, 5)
    found.close()
    with pytest.raises(Exists):
        backups.restore(newest, tmp_path / "恢复.zfnb")


def test_restore__damaged_backup__refused_and_nothing_made(kept: Document, backups: Backups, tmp_path: Path) -> None:
    put(kept, 6, TODAY)
    assert kept.shelf is not None
    (backup,) = kept.shelf.list()
    data = bytearray(backup.path.read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    backup.path.write_bytes(data)
    with pytest.raises(FileRefused):
        backups.restore(backup, tmp_path / "恢复.zfnb")
    assert not (tmp_path / "恢复.zfnb").exists()


def test_keep__disk_that_gives_back_something_else__does_not_count(
    kept: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "read_back", lambda path: b"")
    put(kept, 6, TODAY)
    assert kept.shelf is not None
    assert (kept.state.kind, kept.shelf.list()) == ("saved", [])
    assert "写入后读出的内容不一样" in kept.not_backed_up
    monkeypatch.undo()
    put(kept, 7, TODAY)
    assert (len(kept.shelf.list()), kept.not_backed_up) == (1, "")


def test_keep__folder_that_cannot_be_made__what_is_typed_is_saved_all_the_same(
    kept: Document, backups: Backups, forms: Forms
) -> None:
    backups.folder.parent.mkdir()
    backups.folder.write_bytes(b"")
    put(kept, 6, TODAY)
    assert kept.state.kind == "saved"
    assert "建不了" in kept.not_backed_up
    kept.close()
    assert reader.read(kept.path, forms).report.figure("t3/new/natural") == 6


def test_commit__slow_backup__nobody_waits_for_it(kept: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    write = files.write_new
    goes_on = threading.Event()
    monkeypatch.setattr(files, "write_new", lambda *a: (goes_on.wait(60), write(*a)))
    kept.commit("do", Changeset(kept.report.edits_to({"t3/new/natural": 6})), TODAY)
    assert kept.shelf is not None
    assert (kept.state.kind, kept.shelf.list()) == ("saving", [])  # and we are here all the same
    goes_on.set()
    kept.flush()
    assert len(kept.shelf.list()) == 1


def test_shelves__two_documents_made_in_one_second__are_two(report: Report, backups: Backups, tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        made = document.create(tmp_path / f"{name}.zfnb", report, YESTERDAY, backups)
        put(made, 1, TODAY)
        made.close()
    assert [len(s.list()) for s in backups.shelves()] == [2, 2]


def test_shelves__no_folder__none(backups: Backups) -> None:
    assert backups.shelves() == []


@pytest.mark.skipif(os.name == "nt", reason="no such rights there")
def test_folder__made__is_nobody_elses(kept: Document) -> None:
    put(kept, 6, TODAY)
    assert kept.shelf is not None
    assert kept.shelf.folder.stat().st_mode & 0o077 == 0


def test_spare__four_years_of_backups__all_of_today_one_a_day_one_a_month_and_the_newest() -> None:
    today = date(2026, 11, 23)
    noon = datetime.fromisoformat("2026-11-23T12:00")
    times = [noon - timedelta(hours=8 * n) for n in range(3 * 365 * 4)]
    kept = sorted(spare(times, today), reverse=True)
    days = [at.date() for at in kept]
    assert days.count(today) == 2  # 12:00 and 4:00: all there are
    of_month = [d for d in days if 0 < (today - d).days <= 31]
    assert len(of_month) == len(set(of_month)) == 31
    older = [d for d in days if (today - d).days > 31]
    assert len(older) == len({(d.year, d.month) for d in older}) == 36
    assert min(days) >= date(2023, 11, 1)


def test_spare__clock_ten_years_ahead_for_a_day__what_was_before_stays() -> None:
    noon = datetime.fromisoformat("2026-11-23T12:00")
    times = [noon - timedelta(days=n) for n in range(300)]
    before = spare(times, noon.date())
    ahead = [datetime.fromisoformat(f"2037-01-01T0{hour}") for hour in (8, 9)]
    assert len(before - spare([*before, *ahead], date(2037, 1, 1))) == 1  # the day that a new one takes the place of
    assert len(before - spare([*before, *ahead], date(2037, 1, 2))) <= 2


def test_spare__clock_that_goes_back__nothing_of_the_future_is_lost() -> None:
    times = [datetime.fromisoformat(f"2027-01-01T0{hour}") for hour in (8, 9)]
    assert spare(times, date(2026, 1, 1)) == set(times)


def test_keep__many_days__thinned(kept: Document) -> None:
    day = datetime.fromisoformat("2026-01-06T09:00")
    for number in range(70):
        put(kept, number + 10, (day + timedelta(days=number)).isoformat() + "+08:00")
    assert kept.shelf is not None
    assert len(kept.shelf.list()) == 1 + 31 + 2


def test_changed__two_reports__paths_in_the_forms_order(form: Edition) -> None:
    old = empty(form, {"unit": "甲", "year": 2025, "overview": "一", "t3/new/natural": 1})
    new = empty(form, {"unit": "乙", "year": 2025, "overview": "二", "t3/new/natural": 2})
    assert changed(old, new) == ["t3/new/natural", "overview", "unit"]
    assert changed(new, new) == []
