"""Rows of single pages: all of a sound file, and of a broken one nothing that was not there."""

import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from time import process_time

import pytest

from clerk_app.store import pages
from clerk_app.store.document import Document
from clerk_app.store.layout import MAGIC
from tests.store.conftest import set_to


@pytest.fixture
def long(opened: Document) -> Path:
    """A file whose rows need interior pages and overflow pages."""
    for number in range(120):
        set_to(opened, {"t3/new/natural": 10 + number, "problems": f"第{number}次：" + "公开。\n" * number * 9})
    opened.close()
    return opened.path


def stored(path: Path) -> Counter[pages.Row]:
    with closing(sqlite3.connect(path)) as connection:
        tables = ("SELECT * FROM value", "SELECT name, value FROM about", "SELECT * FROM change")
        return Counter(row for query in tables for row in connection.execute(query))


def test_rows__sound_file__are_those_that_sqlite_reads(long: Path) -> None:
    data = long.read_bytes()
    assert set(data[::4096]) >= {pages.INTERIOR, pages.LEAF}
    wanted = stored(long)
    assert len(max((str(v) for row in wanted for v in row), key=len)) > 4000
    assert Counter(row for row in pages.rows(data) if row and row in wanted) == wanted


@pytest.mark.parametrize("sector", [512, 4096])
def test_rows__sectors_lost__nothing_that_was_not_there(long: Path, sector: int) -> None:
    data, wanted = long.read_bytes(), stored(long)
    chance = random.Random(7)
    for _ in range(40):
        broken = bytearray(data)
        at = chance.randrange(len(data) // sector) * sector
        broken[at : at + sector] = bytes(sector)
        read = [row for row in pages.rows(bytes(broken)) if row and len(row) in (2, 6) and row[0]]
        # A zero in the middle of a long text is a text still: that a value fits its field is asked elsewhere.
        assert len([row for row in read if row not in wanted and "\0" not in "".join(map(str, row))]) <= 2


def test_rows__cut_off__the_rows_of_the_pages_left(long: Path) -> None:
    data = long.read_bytes()
    whole, half = (len([row for row in pages.rows(part) if row]) for part in (data, data[: len(data) // 2]))
    assert 0 < half < whole


def test_rows__garbage__quickly_nothing_much() -> None:
    chance = random.Random(7)
    text = "年报\n".encode() * 2**16
    for data in (b"", MAGIC, MAGIC + bytes(100), chance.randbytes(2**20), b"\x0a" + b"\xff" * 2**20, text):
        start = process_time()
        list(pages.rows(data))
        assert process_time() - start < 2


def test_rows__overflow_that_runs_in_a_circle__ends() -> None:
    size, length = 4096, 4 * 2**20
    page = bytearray(size)
    page[0], page[3:5], page[8:10] = pages.LEAF, b"\0\1", (100).to_bytes(2, "big")
    most = (size - 12) * 32 // 255 - 23
    local = most + (length - most) % (size - 4)
    varint = bytes([0x80 | length >> 21, 0x80 | length >> 14 & 0x7F, 0x80 | length >> 7 & 0x7F, length & 0x7F])
    page[100:104] = varint
    page[104 + local : 108 + local] = (1).to_bytes(4, "big")
    start = process_time()
    assert list(pages.rows(bytes(page))) == [None]
    assert process_time() - start < 2
