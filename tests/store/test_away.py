"""Fetched as a working copy, handed back under a new name: names, what is gone on with, what is told."""

import os
from pathlib import Path

import pytest

from clerk_app.form.edition import Edition
from clerk_app.store import away, document, reader
from clerk_app.store.refusals import Damaged, ReadOnly
from tests.store.conftest import set_to

Forms = dict[str, Edition]


@pytest.mark.parametrize(
    "name, taken, new",
    [
        ("甲.zfnb", (), "甲 第2版.zfnb"),
        ("甲.zfnb", ("甲 第2版.zfnb", "甲 第3版.zfnb"), "甲 第4版.zfnb"),
        ("甲 第9版.zfnb", (), "甲 第10版.zfnb"),
    ],
)
def test_next_version__name__the_next_that_is_free(tmp_path: Path, name: str, taken: tuple[str, ...], new: str) -> None:
    for each in taken:
        (tmp_path / each).touch()
    assert away.next_version(tmp_path / name) == tmp_path / new
    assert away.family(tmp_path / new) == tmp_path / "甲.zfnb"


def test_later__versions_beside_it__the_last(tmp_path: Path) -> None:
    for name in ("甲.zfnb", "甲 第2版.zfnb", "甲 第10版.zfnb", "乙 第11版.zfnb", "甲 第12版.pdf"):
        (tmp_path / name).touch()
    assert away.later(tmp_path / "甲.zfnb") == away.later(tmp_path / "甲 第2版.zfnb") == tmp_path / "甲 第10版.zfnb"
    assert away.later(tmp_path / "甲 第10版.zfnb") is None
    assert away.later(tmp_path / "乙 第11版.zfnb") is None
    assert away.later(tmp_path / "无" / "甲.zfnb") is None


def test_fetch__report__a_copy_and_the_original_untouched(saved: Path, tmp_path: Path, forms: Forms) -> None:
    before = saved.read_bytes(), saved.stat().st_mtime_ns
    fetched = away.fetch(saved, tmp_path / "work", forms)
    assert (fetched.base, fetched.left) == (reader.read(saved, forms), ())
    assert (fetched.copy.name, fetched.copy.read_bytes()) == (saved.name, before[0])
    assert (saved.read_bytes(), saved.stat().st_mtime_ns) == before
    away.dismiss(fetched.copy)
    assert list((tmp_path / "work").iterdir()) == []


def test_fetch__after_a_crash__goes_on_with_the_copy(saved: Path, tmp_path: Path, forms: Forms) -> None:
    fetched = away.fetch(saved, tmp_path / "work", forms)
    opened = document.open(fetched.copy, forms)
    set_to(opened, {"t3/new/natural": 77})
    opened.close()
    again = away.fetch(saved, tmp_path / "work", forms)
    assert (again.copy, again.base) == (fetched.copy, fetched.base)
    assert reader.read(again.copy, forms).report.figure("t3/new/natural") == 77


def test_fetch__original_changed_meanwhile__both_are_kept_and_the_older_is_told(
    saved: Path, tmp_path: Path, forms: Forms
) -> None:
    first = away.fetch(saved, tmp_path / "work", forms)
    opened = document.open(saved, forms)
    set_to(opened, {"t3/new/natural": 78})
    opened.close()
    again = away.fetch(saved, tmp_path / "work", forms)
    assert again.left == (first.copy,)
    assert reader.read(again.copy, forms).report.figure("t3/new/natural") == 78


def test_fetch__several_left__the_one_written_last_comes_last(saved: Path, tmp_path: Path, forms: Forms) -> None:
    copies: list[Path] = []
    for number in range(5):
        copies.append(away.fetch(saved, tmp_path / "work", forms).copy)
        os.utime(copies[-1], (0, 1_000_000 + number))
        opened = document.open(saved, forms)
        set_to(opened, {"t3/new/natural": 80 + number})
        opened.close()
    assert away.fetch(saved, tmp_path / "work", forms).left == tuple(copies)


def test_fetch__what_cannot_be_edited__refused(saved: Path, tmp_path: Path, forms: Forms) -> None:
    away_from = saved.with_name("乙.zfnb")
    away_from.write_bytes(saved.read_bytes()[:-1])
    with pytest.raises(Damaged):
        away.fetch(away_from, tmp_path / "work", forms)
    assert not (tmp_path / "work").exists()


def test_fetch__stick_that_takes_nothing__read_only(
    saved: Path, tmp_path: Path, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(away.files, "writable", lambda path: False)
    with pytest.raises(ReadOnly):
        away.fetch(saved, tmp_path / "work", forms)
