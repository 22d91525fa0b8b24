"""Every format of the file that ever landed opens, with all its values and its history, for as long as there is a
program. The files here are never written again."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from clerk_app.form.edition import editions
from clerk_app.store import document, reader
from clerk_app.store.layout import FORMAT

FILES = sorted(Path(__file__).parent.glob("format-*.zfnb"))
VALUES = {
    "unit": "青石镇人民政府",
    "year": 2025,
    "previous/t3/next/total": 2,
    "t3/new/natural": 5,
    "t3/new/total": 5,
    "t4/cases/review.total": 0,
    "p8/fee/amount": Decimal("59237.2449"),
    "overview": "全年主动公开信息143件。\n　　𠮷林省通化市。\n",
}


def test_formats__each_up_to_the_present__has_its_file() -> None:
    assert [f.name for f in FILES] == [f"format-{n}.zfnb" for n in range(1, FORMAT + 1)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_formats__read__every_value_and_the_file_untouched(file: Path) -> None:
    before = file.read_bytes()
    found = reader.read(file, editions())
    assert dict(found.report.values) == VALUES
    assert (found.steps, found.created_at, found.changed_at) == (
        8,
        "2025-12-31T23:59:58+08:00",
        "2026-01-05T09:00:05+08:00",
    )
    assert file.read_bytes() == before


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_formats__opened__history_goes_on(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / file.name
    shutil.copy(file, copy)
    opened = document.open(copy, editions())
    undo, redo = opened.stacks()
    assert [c.label for c in undo] == ["填写", "填写", "输入", "输入"]
    assert [c.label for c in redo] == ["封面"]
    opened.commit("redo", redo[-1], "2026-01-06T09:00:00+08:00")
    for changeset in (redo[-1], *reversed(undo)):
        opened.commit("undo", changeset.inverse(), "2026-01-06T09:00:00+08:00")
    opened.close()
    assert dict(reader.read(copy, editions()).report.values) == {
        path: VALUES[path] for path in ("unit", "year", "previous/t3/next/total")
    }
