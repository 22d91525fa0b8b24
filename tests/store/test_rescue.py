"""The rescued copy: what is still legible in a damaged file, checked field by field, and what is said to be lost."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import process_time

import pytest

from clerk_app.form.edition import Edition
from clerk_app.report.model import Report, empty
from clerk_app.store import document, files, reader, rescue
from clerk_app.store.refusals import Damaged, Exists
from tests.store.conftest import AT, set_to

Forms = dict[str, Edition]


@pytest.fixture
def full(tmp_path: Path, form: Edition) -> Path:
    """A report with every count filled and texts that are longer than a page."""
    made = document.create(tmp_path / "全.zfnb", empty(form, {"unit": "青石镇人民政府", "year": 2025}), AT)
    set_to(made, {cell: 3 for cell in form.cells if not cell.startswith("p8")})
    for passage in form.passages:
        set_to(made, {passage: f"{passage}：" + "全年政府信息公开工作有序推进。\n" * 300})
    made.close()
    return made.path


def zeroed(path: Path, start: int, length: int) -> None:
    data = bytearray(path.read_bytes())
    data[start : start + length] = bytes(len(data[start : start + length]))
    path.write_bytes(data)


def changed(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_look__sound_file__all_of_it_and_nothing_lost(full: Path, forms: Forms) -> None:
    found = rescue.look(full, forms)
    assert found == rescue.Rescued(reader.read(full, forms).report, (), ())


def test_look__every_page_lost_in_turn__no_wrong_value_and_no_silence(full: Path, forms: Forms) -> None:
    good, size = reader.read(full, forms).report.values, full.stat().st_size
    data, rescued = full.read_bytes(), 0
    for start in range(0, size, 4096):
        full.write_bytes(data)
        zeroed(full, start, 4096)
        found = rescue.offered(full, forms)
        if found is None:  # the page that says which unit and year this is
            continue
        rescued += 1
        assert {path: good[path] for path in found.report.values} == dict(found.report.values)
        assert good.keys() - found.report.values.keys() <= {*found.lost}
    assert rescued >= size // 4096 - 2


def test_look__cut_off__what_is_left(full: Path, forms: Forms) -> None:
    full.write_bytes(full.read_bytes()[: full.stat().st_size * 2 // 3])
    with pytest.raises(Damaged):
        reader.read(full, forms)
    found = rescue.look(full, forms)
    assert found is not None
    assert found.cells > 100


def test_look__value_its_field_does_not_take__from_the_history_or_lost(full: Path, forms: Forms) -> None:
    changed(full, "UPDATE value SET value = '三' WHERE path = 't3/new/legal.business'")
    changed(full, "UPDATE value SET value = value || char(8238) WHERE path = 'overview'")
    found = rescue.look(full, forms)
    assert found is not None
    assert (found.lost, found.report.figure("t3/new/legal.business")) == (("overview",), 3)


def test_look__value_that_is_not_the_historys__kept_and_named(full: Path, forms: Forms) -> None:
    changed(full, "UPDATE value SET value = '8' WHERE path = 't3/new/natural'")
    found = rescue.look(full, forms)
    assert found is not None
    assert (found.report.figure("t3/new/natural"), found.doubtful) == (8, ("t3/new/natural",))


def test_look__row_gone__value_from_the_history(full: Path, forms: Forms) -> None:
    changed(full, "DELETE FROM value WHERE path IN ('t3/new/natural', 'overview')")
    found = rescue.look(full, forms)
    assert found is not None
    assert (found.report.figure("t3/new/natural"), found.lost, found.doubtful) == (3, ("overview",), ())


def test_look__field_emptied_by_the_clerk__is_not_lost(full: Path, forms: Forms, edit: Callable[..., object]) -> None:
    opened = document.open(full, forms)
    edit(opened, {"t3/new/natural": None, "overview": None})
    opened.close()
    assert rescue.look(full, forms) == rescue.Rescued(reader.read(full, forms).report, (), ())


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + bytes(5000), "表三\n".encode() * 999, bytes(20000)])
def test_look__no_report__nothing_is_offered(tmp_path: Path, data: bytes, forms: Forms) -> None:
    path = tmp_path / "甲.zfnb"
    path.write_bytes(data)
    assert rescue.look(path, forms) is None
    assert rescue.offered(tmp_path / "没有.zfnb", forms) is None


def test_look__as_much_text_as_is_read_at_all__quickly(tmp_path: Path, forms: Forms) -> None:
    path = tmp_path / "甲.zfnb"
    path.write_bytes(("年报\n" * (files.SIZE_LIMIT // 7)).encode())
    start = process_time()
    assert rescue.look(path, forms) is None
    assert process_time() - start < 2


def test_write__rescued__a_sound_new_file_and_nothing_overwritten(
    full: Path, forms: Forms, tmp_path: Path, report: Report
) -> None:
    zeroed(full, 0, 100)
    before = full.read_bytes()
    found = rescue.look(full, forms)
    assert found is not None
    rescue.write(tmp_path / "抢救.zfnb", found, AT)
    assert reader.read(tmp_path / "抢救.zfnb", forms).report == found.report
    with pytest.raises(Exists):
        rescue.write(full, found, AT)
    assert full.read_bytes() == before
