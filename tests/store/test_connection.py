import os
import sqlite3
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from clerk_app.form.edition import Edition
from clerk_app.store import connection as door
from clerk_app.store import document, reader
from clerk_app.store.journal import MAGIC
from clerk_app.store.refusals import Locked, Missing, Renamed, StrayJournal

CONNECT = """
import sys; from pathlib import Path
from clerk_app.store import connection
try: connection.connect(Path(sys.argv[1])); print("open")
except Exception as e: print(type(e).__name__)
"""
AS_NOBODY = """
import os, sys; from pathlib import Path
from clerk_app.store import connection
os.setuid(65534)
try: connection.connect(Path(sys.argv[1]))
except Exception as e: print(type(e).__name__, str(e).replace(sys.argv[1], ""))
"""


def test_connect__pragmas__are_those_that_were_tried(saved: Path) -> None:
    connection = door.connect(saved)
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "locking_mode", "secure_delete", "temp_store", "trusted_schema")
    }
    assert found == {
        "journal_mode": "truncate",
        "synchronous": 3,
        "locking_mode": "exclusive",
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
    }
    door.disconnect(connection)


def test_connect__and_disconnect__one_file_untouched(saved: Path) -> None:
    before = saved.read_bytes(), saved.stat().st_mtime_ns
    door.disconnect(door.connect(saved))
    assert (saved.read_bytes(), saved.stat().st_mtime_ns) == before
    assert [p.name for p in saved.parent.iterdir()] == [saved.name]


def test_disconnect__after_writing__one_file_with_a_rollback_header(saved: Path) -> None:
    connection = door.connect(saved)
    connection.execute("UPDATE about SET value = 'x' WHERE name = 'digest'")
    assert saved.with_name(saved.name + "-journal").exists()
    door.disconnect(connection)
    assert [p.name for p in saved.parent.iterdir()] == [saved.name]
    assert saved.read_bytes()[18:20] == b"\x01\x01"


def test_connect__file_opened_and_closed_by_a_dialog_of_this_process__still_locked(
    saved: Path, other: Callable[..., str]
) -> None:
    connection = door.connect(saved)
    with saved.open("rb") as peeped:
        peeped.read(1)
    assert other(CONNECT, str(saved)).strip() == "Locked"
    door.disconnect(connection)
    assert other(CONNECT, str(saved)).strip() == "open"


def test_connect__second_process__locked_at_once_before_anything_is_written(
    saved: Path, other: Callable[..., str]
) -> None:
    connection = door.connect(saved)
    assert other(CONNECT, saved) == "Locked"
    connection.execute("UPDATE about SET value = 'x' WHERE name = 'digest'")
    assert other(CONNECT, saved) == "Locked"
    door.disconnect(connection)
    assert other(CONNECT, saved) == "open"


def test_connect__second_time_in_this_process__locked_and_the_lock_stays(
    saved: Path, other: Callable[..., str]
) -> None:
    connection = door.connect(saved)
    with pytest.raises(Locked):
        door.connect(saved)
    assert other(CONNECT, saved) == "Locked"
    door.disconnect(connection)


@pytest.mark.parametrize("pages, records", [(0, 1), (1, 1), (10_000, 1), (10_000, 0), (0, 0)])
def test_connect__journal_of_something_else_beside_it__named_and_nothing_taken_back(
    saved: Path, forms: dict[str, Edition], pages: int, records: int
) -> None:
    """SQLite would believe it: here it would cut the file off, fill it up, or mix two states of it."""
    journal, before = saved.with_name(saved.name + "-journal"), saved.read_bytes()
    record = struct.pack(">I", 1) + bytes(4096) + struct.pack(">I", 7)
    journal.write_bytes(struct.pack(">8sIIIII", MAGIC, records, 7, pages, 512, 4096).ljust(512, b"\0") + record)
    for act in (reader.read, document.open):
        with pytest.raises(StrayJournal) as e:
            act(saved, forms)
        assert str(e.value) == (
            f"“{saved}”是完好的，但旁边的“{journal.name}”不是它的恢复记录：请把这个记录移到别处，再打开报告。"
        )
    assert saved.read_bytes() == before
    journal.rename(saved.with_name("别处"))
    document.open(saved, forms).close()


def test_connect__renamed_after_a_crash__says_what_it_was_called(saved: Path, forms: dict[str, Edition]) -> None:
    caught = saved.parent / "caught" / "甲.zfnb"
    caught.parent.mkdir()
    good = reader.read(saved, forms).report
    with closing(sqlite3.connect(saved, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE value SET value = replace(value, '5', '6')")
        connection.executemany("INSERT INTO value VALUES (?, ?)", ((f"x{i}", "公" * 900) for i in range(99)))
        data, journal = bytearray(saved.read_bytes()), saved.with_name(saved.name + "-journal").read_bytes()
    records = [512 + n * (4096 + 8) for n in range((len(journal) - 512) // (4096 + 8))]
    page = max(int.from_bytes(journal[at : at + 4], "big") for at in records if journal[at : at + 8] != bytes(8))
    data[(page - 1) * 4096 : page * 4096] = bytes(4096)  # is just being written
    caught.write_bytes(data)
    caught.with_name(caught.name + "-journal").write_bytes(journal)
    new = caught.rename(caught.with_name("乙.zfnb"))
    before = new.read_bytes()
    caught.with_name("丙.zfnb-journal").write_bytes(MAGIC + bytes(600))
    for act in (reader.read, document.open):
        with pytest.raises(Renamed) as e:
            act(new, forms)
        assert str(e.value) == (
            f"“{new}”没有写完就改了名，它的恢复记录“甲.zfnb-journal”还用着原名：请把文件改回“甲.zfnb”再打开，内容都在。"
        )
    assert new.read_bytes() == before
    document.open(new.rename(caught), forms).close()
    assert reader.read(caught, forms).report == good


@pytest.mark.parametrize("name", ["50%#年?报&x=1.zfnb", "空 格.zfnb", "~'\"；.zfnb"])
def test_connect__odd_names__that_very_file(saved: Path, name: str) -> None:
    odd = saved.rename(saved.with_name(name))
    connection = door.connect(odd)
    assert Path(connection.execute("PRAGMA database_list").fetchone()[2]).name == name
    door.disconnect(connection)
    assert [p.name for p in odd.parent.iterdir()] == [name]


def test_connect__missing__not_made(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        door.connect(tmp_path / "无.zfnb")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can become nobody")
@pytest.mark.parametrize("file_mode, folder_mode", [(0o444, 0o777), (0o666, 0o555)])
def test_connect__read_only_file_or_folder__said_so(
    saved: Path, other: Callable[..., str], file_mode: int, folder_mode: int
) -> None:
    for folder in (saved.parent.parent, saved.parent.parent.parent):
        folder.chmod(0o755)
    saved.chmod(file_mode)
    saved.parent.chmod(folder_mode)
    assert other(AS_NOBODY, saved) == (
        "ReadOnly “”或它所在的文件夹是只读的，不能编辑：请以只读方式查看，或复制到自己的文件夹再打开。"
    )
    saved.parent.chmod(0o755)


@pytest.mark.parametrize(
    "name, words",
    [
        ("SQLITE_FULL", "磁盘已满，请腾出空间。"),
        ("SQLITE_IOERR_WRITE", "写不进磁盘，可能是磁盘已满、U 盘被拔出或网络断开，请检查，或另存到别处。"),
        ("SQLITE_READONLY_DBMOVED", "文件被改名、移走或删除了，请放回原处，或另存到别处。"),
        ("SQLITE_CORRUPT_INDEX", "文件的内容被破坏了，请另存到别处。"),
        ("SQLITE_MISUSE", "数据库报告错误 SQLITE_MISUSE，请另存到别处。"),
    ],
)
def test_cause__every_error__in_words(name: str, words: str) -> None:
    error = sqlite3.OperationalError()
    error.sqlite_errorname = name  # type: ignore[misc]
    assert door.cause(error) == words
