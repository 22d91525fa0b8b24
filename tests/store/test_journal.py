import random
import sqlite3
import struct
from pathlib import Path

import pytest

from clerk_app.store.journal import MAGIC, fits, is_hot, rolled_back


def interrupted(path: Path, pages: int, cache: int = 4) -> tuple[bytes, bytes, bytes]:
    """(before, database, journal) of a file in the middle of a transaction that has begun to spill into it, because
    it is larger than its cache of so many pages."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = TRUNCATE")
    connection.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
    connection.executemany("INSERT INTO t (b) VALUES (?)", [("公" * 300,)] * pages)
    before = path.read_bytes()
    connection.execute(f"PRAGMA cache_size = {cache}")
    connection.execute("BEGIN")
    connection.execute("UPDATE t SET b = ?", ("开" * 900,))
    result = before, path.read_bytes(), path.with_name(path.name + "-journal").read_bytes()
    connection.close()
    return result


def test_rolled_back__transaction_half_in_the_file__as_before_it(tmp_path: Path) -> None:
    before, database, journal = interrupted(tmp_path / "t.db", 60)
    assert is_hot(journal)
    assert database != before
    assert rolled_back(database, journal) == before


def test_fits__its_own_journal_and_others__told_apart(tmp_path: Path) -> None:
    _, database, journal = interrupted(tmp_path / "t.db", 60)
    assert fits(database, journal)
    assert fits(database[:4096], journal)  # cut off before the journal was: its pages are in there
    pages, size = struct.unpack_from(">I", journal, 16)[0], struct.unpack_from(">I", journal, 24)[0]
    for number, at in ((pages * 9, 16), (size * 2, 24)):
        assert not fits(database, journal[:at] + struct.pack(">I", number) + journal[at + 4 :])
    assert not fits(b"", journal)


def test_rolled_back__transaction_not_yet_in_the_file__nothing_to_do(tmp_path: Path) -> None:
    before, database, journal = interrupted(tmp_path / "t.db", 60, cache=4000)
    assert journal
    assert not is_hot(journal)
    assert rolled_back(database, journal) == database == before


def test_rolled_back__no_journal__the_file_as_it_is() -> None:
    assert rolled_back(b"abc", b"") == b"abc"
    assert rolled_back(b"abc", bytes(512)) == b"abc"
    assert not is_hot(bytes(512))


def test_rolled_back__torn_or_scribbled_journal__never_raises_nor_grows(tmp_path: Path) -> None:
    _, database, journal = interrupted(tmp_path / "t.db", 30)
    seeded = random.Random(5)
    for _ in range(300):
        broken = bytearray(journal[: seeded.randrange(len(journal))])
        for _ in range(seeded.randrange(4)):
            if broken:
                broken[seeded.randrange(len(broken))] = seeded.randrange(256)
        assert len(rolled_back(database, bytes(broken))) <= len(database) + len(journal)


@pytest.mark.parametrize(
    "header",
    [
        (1, 7, 2**32 - 1, 512, 4096),
        (1, 7, 1, 0, 4096),
        (1, 7, 1, 512, 0),
        (2**32 - 1, 7, 1, 512, 1000),
        (2**32 - 1, 7, 1, 2**31, 2**31),
    ],
)
def test_rolled_back__lying_header__takes_no_memory(header: tuple[int, ...]) -> None:
    journal = struct.pack(">8sIIIII", MAGIC, *header).ljust(2000, b"\0")
    assert len(rolled_back(bytes(8192), journal)) <= 8192 + 2000
