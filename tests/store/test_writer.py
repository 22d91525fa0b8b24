import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from random import Random

import pytest

from clerk_app.errors import KnownError
from clerk_app.form.edition import Edition
from clerk_app.report.model import Changeset
from clerk_app.store import connection as door
from clerk_app.store import document, files, reader, rows
from clerk_app.store.document import Document
from clerk_app.store.refusals import Damaged
from clerk_app.store.writer import SaveState, Writer

Forms = dict[str, Edition]
Do = Callable[..., Changeset]
ROOT = Path(__file__).resolve().parents[2]
needs_posix = pytest.mark.skipif(os.name == "nt", reason="an open file cannot be moved there")


def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def figure(path: Path, forms: Forms) -> object:
    return reader.read(path, forms).report.figure("t3/new/natural")


@pytest.fixture
def small_disk() -> Iterator[Callable[[int | None], None]]:
    """small_disk(bytes) lets no file grow beyond that, small_disk(None) takes the limit away."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (before[0] if size is None else size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


# ---- as it should be


def test_commit__at_once__saving_then_saved_only_after_the_commit(
    opened: Document, states: list[SaveState], edit: Do
) -> None:
    begun, busy = threading.Event(), threading.Event()

    def slow_disk() -> None:
        begun.set()
        busy.wait()

    with ThreadPoolExecutor() as pool:
        pool.submit(opened._writer.ask, slow_disk)
        begun.wait()
        edit(opened, {"t3/new/natural": 8})
        assert opened.state.kind == "saving"
        busy.set()
    opened.flush()
    assert opened.state == SaveState("saved")
    until(lambda: [s.kind for s in states] == ["saving", "saved"])


def test_commit__a_hundred_waiting__never_waits_and_keeps_the_order(opened: Document, edit: Do, forms: Forms) -> None:
    busy = threading.Event()
    with ThreadPoolExecutor() as pool:
        pool.submit(opened._writer.ask, busy.wait)  # a disk that takes its time
        for number in range(100):
            edit(opened, {"t3/new/natural": number + 10}, str(number))
        busy.set()
    opened.close()
    again = document.open(opened.path, forms)
    assert [c.label for c in again.stacks()[0]][-100:] == [str(n) for n in range(100)]
    again.close()


def test_listen__a_listener_that_fails__saving_goes_on(opened: Document, edit: Do, states: list[SaveState]) -> None:
    def gone(_: SaveState) -> None:
        raise RuntimeError("the window has been deleted")

    opened.listen(gone)
    for number in (8, 9):
        edit(opened, {"t3/new/natural": number})
        opened.flush(timeout=5)
    until(lambda: states[-1].kind == "saved")


def test_flush__nothing_to_do__returns(opened: Document) -> None:
    opened.flush(timeout=1)


# ---- the disk refuses


def test_commit__disk_full__named_kept_and_saved_as_soon_as_there_is_room(
    opened: Document,
    states: list[SaveState],
    edit: Do,
    small_disk: Callable[[int | None], None],
    other: Callable[..., str],
) -> None:
    path = opened.path
    small_disk(path.stat().st_size)
    edit(opened, {"overview": "新写的内容" * 9000})
    edit(opened, {"t3/new/natural": 8})
    with pytest.raises(KnownError) as e:
        opened.flush()
    assert str(e.value) == (
        f"“{path}”没有保存：写不进磁盘，可能是磁盘已满、U 盘被拔出或网络断开，请检查，或另存到别处。"
    )
    assert opened.state == SaveState("failed", str(e.value))
    assert opened.report.figure("t3/new/natural") == 8
    assert other(READ, path) == "5 23"  # what had been saved is whole
    small_disk(None)
    until(lambda: opened.state.kind == "saved")
    assert other(READ, path) == "8 45000"
    until(lambda: [s.kind for s in states] == ["saving", "failed", "saving", "saved"])


READ = """
import sys; from pathlib import Path
from clerk_app.form.edition import editions; from clerk_app.store import reader
report = reader.read(Path(sys.argv[1]), editions()).report
print(report.figure("t3/new/natural"), len(report.text("overview")))
"""


def test_close__disk_full__refused_and_stays_open(
    opened: Document, edit: Do, small_disk: Callable[[int | None], None], forms: Forms
) -> None:
    small_disk(opened.path.stat().st_size)
    edit(opened, {"overview": "新写的内容" * 9000})
    with pytest.raises(KnownError, match="没有保存"):
        opened.close()
    small_disk(None)
    edit(opened, {"t3/new/natural": 8})
    opened.close()
    assert figure(opened.path, forms) == 8


@pytest.mark.parametrize("size", [0, 100, 511, 512, 600, 4096, 4700, 8192, 8800, 20_000, 33_000, 37_000, 41_000])
def test_commit__disks_of_all_sizes__what_is_in_the_file_is_one_of_the_steps(
    opened: Document, edit: Do, small_disk: Callable[[int | None], None], forms: Forms, size: int
) -> None:
    small_disk(size)
    for number in range(10, 15):
        edit(opened, {"t3/new/natural": number, "overview": "公开" * number * 100})
    try:
        opened.flush()
        reached = 14
    except KnownError:
        reached = None
    opened.close(discard=True)
    small_disk(None)
    found = reader.read(opened.path, forms).report
    number = found.figure("t3/new/natural")
    assert number in ((reached,) if reached else (5, *range(10, 15)))
    assert len(found.text("overview")) == (23 if number == 5 else int(number or 0) * 200)


@needs_posix
def test_move__disk_full__all_that_waited_is_in_the_new_place(
    opened: Document, edit: Do, small_disk: Callable[[int | None], None], forms: Forms, tmp_path: Path
) -> None:
    small_disk(opened.path.stat().st_size)
    edit(opened, {"overview": "新写的内容" * 9000})
    edit(opened, {"t3/new/natural": 8})
    with pytest.raises(KnownError):
        opened.flush()
    small_disk(None)  # the other disk has room
    opened.move(tmp_path / "新名.zfnb")
    assert opened.state.kind == "saved"
    opened.close()
    found = reader.read(tmp_path / "新名.zfnb", forms)
    assert (found.steps, found.report.figure("t3/new/natural")) == (5, 8)


# ---- moved, removed, replaced, overwritten underneath


@needs_posix
def test_commit__renamed_underneath__said_so_and_goes_on_when_put_back(
    opened: Document, edit: Do, forms: Forms
) -> None:
    path = opened.path
    path.rename(path.with_name("改名.zfnb"))
    edit(opened, {"t3/new/natural": 8})
    with pytest.raises(KnownError) as e:
        opened.flush()
    assert str(e.value) == f"“{path}”被改名、移走或删除了：请放回原处，或另存到别处。"
    path.with_name("改名.zfnb").rename(path)
    until(lambda: opened.state.kind == "saved")
    opened.close()
    assert figure(path, forms) == 8


@needs_posix
def test_move__removed_underneath__history_and_all_from_memory(
    opened: Document, edit: Do, forms: Forms, tmp_path: Path
) -> None:
    opened.path.unlink()
    edit(opened, {"t3/new/natural": 8})
    with pytest.raises(KnownError):
        opened.flush()
    opened.move(tmp_path / "新名.zfnb")
    opened.close()
    again = document.open(tmp_path / "新名.zfnb", forms)
    assert again.report.figure("t3/new/natural") == 8
    assert len(again.undo) == 4
    again.close()


@needs_posix
@pytest.mark.parametrize("how", ["replaced by another report", "replaced by garbage", "overwritten in place"])
def test_recheck__other_content_underneath__noticed_and_not_written_into(
    opened: Document, edit: Do, forms: Forms, tmp_path: Path, how: str
) -> None:
    path, elsewhere = opened.path, tmp_path / "另.zfnb"
    if how == "replaced by garbage":
        elsewhere.write_bytes(b"x" * 99)
    else:
        opened.save_copy(elsewhere)
        another = document.open(elsewhere, forms)
        edit(another, {"t3/new/natural": 77})
        another.close()
    content = elsewhere.read_bytes()
    if how == "overwritten in place":
        subprocess.run(["cp", elsewhere, path], check=True)
    else:
        elsewhere.replace(path)
    opened.recheck()
    until(lambda: opened.state.kind == "failed")
    assert opened.state.cause == f"“{path}”被破坏或换成了别的内容，没有往里写：请把这里的内容另存到别处。"
    edit(opened, {"t3/new/natural": 8})
    with pytest.raises(KnownError):
        opened.flush()
    assert path.read_bytes() == content
    opened.move(tmp_path / "新名.zfnb")
    opened.close()
    assert path.read_bytes() == content
    assert figure(tmp_path / "新名.zfnb", forms) == 8


@needs_posix
def test_commit__copied_away_and_back__goes_on(opened: Document, edit: Do, forms: Forms) -> None:
    copy = opened.path.with_name("副本")
    subprocess.run(["cp", opened.path, copy], check=True)  # not from here: closing a second descriptor drops locks
    copy.replace(opened.path)
    edit(opened, {"t3/new/natural": 8})
    opened.flush()
    opened.close()
    assert figure(opened.path, forms) == 8


@needs_posix
@pytest.mark.parametrize("how", ["close", "move"])
def test_removed_underneath__no_journal_is_left_alone(opened: Document, edit: Do, tmp_path: Path, how: str) -> None:
    edit(opened, {"t3/new/natural": 8})
    opened.flush()
    assert len(list(opened.path.parent.iterdir())) == 2
    old = opened.path
    old.unlink()
    if how == "move":
        opened.move(tmp_path / "新名.zfnb")
    opened.close(discard=True)
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(old.name)] == []


@needs_posix
def test_commit__journal_deleted_by_somebody_tidying_up__a_new_one_is_made_first(
    opened: Document, edit: Do, forms: Forms
) -> None:
    edit(opened, {"t3/new/natural": 8})
    opened.flush()
    journal = opened.path.with_name(opened.path.name + "-journal")
    journal.unlink()
    edit(opened, {"t3/new/natural": 9})
    opened.flush()
    assert journal.exists()
    opened.close()
    assert figure(opened.path, forms) == 9
    assert not journal.exists()


@needs_posix
def test_close__disk_full_and_discarded__nothing_left_beside_the_file(
    opened: Document, edit: Do, small_disk: Callable[[int | None], None], forms: Forms
) -> None:
    small_disk(0)
    edit(opened, {"t3/new/natural": 8})
    with pytest.raises(KnownError):
        opened.flush()
    small_disk(None)
    opened.close(discard=True)
    assert [p.name for p in opened.path.parent.iterdir()] == [opened.path.name]
    assert figure(opened.path, forms) == 5


# ---- failures that are none, bugs of ours


def test_recheck__calls_fail_that_never_fail__the_writer_lives_and_saves(
    opened: Document, edit: Do, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(files, "open_here", broken)
        patch.setattr(reader, "state", broken)
        patch.setattr(files, "number", broken)
        edit(opened, {"t3/new/natural": 8})
        with pytest.raises(KnownError, match=r"没有保存|读不了"):
            opened.flush(timeout=10)
    opened.flush(timeout=10)
    opened.close()
    assert figure(opened.path, forms) == 8


def test_commit__reported_as_failed_but_in_the_file__taken_as_committed_once(
    opened: Document, edit: Do, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = rows.write

    def lies(connection: sqlite3.Connection, *rest: object) -> None:
        write(connection, *rest)  # type: ignore[arg-type]
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(rows, "write", lies)
    edit(opened, {"t3/new/natural": 8})
    opened.flush()
    monkeypatch.undo()
    edit(opened, {"t3/new/natural": 9})
    opened.close()
    found = reader.read(opened.path, forms)
    assert (found.steps, found.report.figure("t3/new/natural")) == (5, 9)


def test_commit__bug_of_ours__kept_told_and_tried_again(
    opened: Document, edit: Do, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> None:
        raise TypeError("内容")

    monkeypatch.setattr(Writer, "_commit", breaks)
    edit(opened, {"t3/new/natural": 8})
    with pytest.raises(KnownError) as e:
        opened.flush()
    assert "内容" not in str(e.value)
    monkeypatch.undo()
    opened.close()
    assert figure(opened.path, forms) == 8


def test_commit__locked_by_another_while_reconnecting__waits_for_it(
    opened: Document, edit: Do, forms: Forms, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = iter([door.Locked(opened.path)])
    connect = door.connect

    def busy(path: Path) -> sqlite3.Connection:
        for refusal in refusals:
            raise refusal
        return connect(path)

    monkeypatch.setattr(door, "connect", busy)
    os.utime(opened.path)
    edit(opened, {"t3/new/natural": 8})
    until(lambda: opened.state.kind == "saved")
    opened.close()
    assert figure(opened.path, forms) == 8


# ---- killed

TYPE = """
import sys; from pathlib import Path
from clerk_app.form.edition import editions
from clerk_app.report.model import Changeset
from clerk_app.store import document
opened = document.open(Path(sys.argv[1]), editions())
for number in range(int(opened.report.figure("t3/new/natural") or 0) + 1, 10**6):
    changeset = Changeset(opened.report.edits_to({"t3/new/natural": number}), "填写")
    opened.commit("do", changeset, "2026-01-05T09:00:00+08:00")
    opened.flush()
    print(number, flush=True)
"""


def killed_while_typing(path: Path, seconds: float) -> int:
    """The last number of which the typing process said that it was saved, before it was killed."""
    with subprocess.Popen([sys.executable, "-c", TYPE, path], cwd=ROOT, stdout=subprocess.PIPE, text=True) as typing:
        assert typing.stdout is not None
        said = [typing.stdout.readline()]
        time.sleep(seconds)
        typing.kill()
        said += typing.stdout.readlines()
    return int([line for line in said if line.endswith("\n")][-1])


def test_kill__at_random__what_was_saved_is_there_and_it_opens_clean(saved: Path, forms: Forms) -> None:
    seeded = Random(7)
    for _ in range(4):
        last = killed_while_typing(saved, seeded.uniform(0, 0.15))
        found = reader.read(saved, forms)
        assert found.report.figure("t3/new/natural") in (last, last + 1)
        again = document.open(saved, forms)
        assert again.report == found.report
        again.commit("undo", again.undo[-1].inverse(), "2026-01-05T09:00:00+08:00")
        again.close()
        assert [p.name for p in saved.parent.iterdir()] == [saved.name]


def test_kill__journal_left__the_file_alone_can_be_told_from_damage(saved: Path, forms: Forms) -> None:
    with closing(sqlite3.connect(saved, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = TRUNCATE")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("UPDATE about SET value = value WHERE name = 'digest'")
    saved.with_name(saved.name + "-journal").write_bytes(b"")
    opened = document.open(saved, forms)
    opened.close()
    assert [p.name for p in saved.parent.iterdir()] == [saved.name]


def test_recheck__read_that_fails_and_looks_like_damage__not_called_damage(
    opened: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path) -> None:
        raise Damaged(path, "数据页不完整")

    os.utime(opened.path, (1, 1))
    with monkeypatch.context() as patch:
        patch.setattr(door, "connect", broken)
        with pytest.raises(KnownError, match="没有保存：磁盘读写出错，请检查磁盘、U 盘或网络，或另存到别处。"):
            opened.flush()
    opened.flush()
    assert opened.state.kind == "saved"
