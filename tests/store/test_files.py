import os
import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from clerk_app.form.edition import editions
from clerk_app.store import connection as door
from clerk_app.store import document, files
from clerk_app.store.document import Document
from clerk_app.store.journal import MAGIC
from clerk_app.store.refusals import Exists, FileRefused, Locked, Missing, NotAReport


def refused(path: Path) -> str:
    with pytest.raises(FileRefused) as e:
        files.look(path)
    return str(e.value).replace(str(path), path.name)


def test_look__nothing_there__missing(tmp_path: Path) -> None:
    with pytest.raises(Missing):
        files.look(tmp_path / "无.zfnb")
    assert refused(tmp_path / "无.zfnb") == "“无.zfnb”不存在：请核对文件名，或看看它是不是移到了别处。"


def test_look__only_the_journal_there__says_what_it_is_for(tmp_path: Path) -> None:
    (tmp_path / "甲.zfnb-journal").write_bytes(MAGIC + b"x")
    assert refused(tmp_path / "甲.zfnb") == (
        "“甲.zfnb”不见了，只剩下它的恢复记录“甲.zfnb-journal”：请把文件移回原处再打开，不要删除这个记录。"
    )


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
def test_look__folder_or_pipe__not_a_report(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.zfnb")
    for path in (tmp_path, tmp_path / "管道.zfnb"):
        with pytest.raises(NotAReport):
            files.look(path)


@pytest.mark.skipif(os.name == "nt", reason="locks belong to the handle there")
def test_look__open_in_this_process__locked_until_closed(tmp_path: Path) -> None:
    path = tmp_path / "甲.zfnb"
    path.write_bytes(b"x")
    (tmp_path / "乙.zfnb").hardlink_to(path)
    with path.open("rb"), pytest.raises(Locked):
        files.look(tmp_path / "乙.zfnb")
    assert files.look(path).size == 1


def test_snapshot__with_and_without_a_journal__the_bytes_of_both(tmp_path: Path) -> None:
    path = tmp_path / "甲.zfnb"
    path.write_bytes(b"abc")
    assert files.snapshot(path) == (b"abc", b"")
    files.journal_of(path).write_bytes(MAGIC + b"x")
    assert files.snapshot(path) == (b"abc", MAGIC + b"x")


def test_snapshot__journal_with_nothing_to_take_back__not_read(tmp_path: Path) -> None:
    path = tmp_path / "甲.zfnb"
    path.write_bytes(b"abc")
    with files.journal_of(path).open("wb") as file:
        file.truncate(2**40)
    assert files.snapshot(path) == (b"abc", b"")


@pytest.mark.skipif(os.name == "nt", reason="there are no such files")
@pytest.mark.timeout(10)
@pytest.mark.parametrize("kind", ["pipe", "folder", "link"])
def test_snapshot__journal_that_is_no_file__named_and_not_waited_for(tmp_path: Path, kind: str) -> None:
    path, journal = tmp_path / "甲.zfnb", tmp_path / "甲.zfnb-journal"
    path.write_bytes(b"abc")
    if kind == "pipe":
        os.mkfifo(journal)
    elif kind == "folder":
        journal.mkdir()
    else:
        journal.symlink_to("/dev/zero")
    for act in (files.snapshot, door.connect):
        with pytest.raises(FileRefused, match="journal”不是文件，却占着恢复记录的位置"):
            act(path)


def test_snapshot__larger_than_any_report__not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "大.zfnb"
    with path.open("wb") as file:
        file.truncate(2**40)
    with pytest.raises(NotAReport, match="超过 32 MB"):
        files.snapshot(path)


def test_write_new__new_name__all_of_it_and_nothing_beside_it(tmp_path: Path) -> None:
    files.write_new(tmp_path / "甲.zfnb", b"abc")
    assert [p.name for p in tmp_path.iterdir()] == ["甲.zfnb"]
    assert (tmp_path / "甲.zfnb").read_bytes() == b"abc"


@pytest.mark.parametrize("name", ["", ".", "/"])
def test_write_new__no_name__said_so(name: str) -> None:
    with pytest.raises(FileRefused, match="请写出文件名。"):
        files.write_new(Path(name), b"x")


def test_write_new__name_taken__not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "甲.zfnb").write_bytes(b"old")
    with pytest.raises(Exists, match="已经存在，不会覆盖它：请换一个文件名。"):
        files.write_new(tmp_path / "甲.zfnb", b"new")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_write_new__name_taken_in_between__not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "甲.zfnb"
    fsync = os.fsync

    def late(descriptor: int) -> None:
        path.write_bytes(b"old")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", late)
    with pytest.raises(Exists):
        files.write_new(path, b"new")
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"old"]


def test_write_new__file_system_without_links__renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    files.write_new(tmp_path / "甲.zfnb", b"abc")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("甲.zfnb", b"abc")]


@contextmanager
def small_disk() -> Iterator[None]:
    """Within it alone: what pytest itself writes to a log would meet the limit too."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_write_new__disk_full__said_so_and_nothing_left(tmp_path: Path) -> None:
    with small_disk(), pytest.raises(FileRefused, match=r"“.*甲\.zfnb”没有存成：磁盘已满，请腾出空间。"):
        files.write_new(tmp_path / "甲.zfnb", b"x" * 20_000)
    assert list(tmp_path.iterdir()) == []


def test_write_new__no_such_folder__said_so(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="没有存成：文件夹不存在，请先新建文件夹。"):
        files.write_new(tmp_path / "无" / "甲.zfnb", b"x")


@pytest.mark.parametrize(
    "name, age, left",
    [
        (".青石镇.zfnb.0a1b2c3d.tmp", 700, False),
        (".0a1b2c3d4e5f.pdf", 700, False),
        (".青石镇.zfnb.0a1b2c3d.tmp", 500, True),  # somebody may be writing it
        (".青石镇.zfnb.0A1B2C3D.tmp", 700, True),
        (".青石镇.zfnb.tmp", 700, True),
        ("青石镇.zfnb.0a1b2c3d.tmp", 700, True),
        (".0a1b2c3d4e5f.zip", 700, True),
        ("青石镇.zfnb-journal", 700, True),
    ],
)
def test_sweep__left_over_file__goes_when_it_is_ours_and_old(tmp_path: Path, name: str, age: int, left: bool) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    os.utime(path, (time.time() - age,) * 2)
    files.sweep(tmp_path)
    assert path.exists() is left


def test_sweep__folder_or_link_of_such_a_name__stays(tmp_path: Path) -> None:
    folder, link = tmp_path / ".甲.0a1b2c3d.tmp", tmp_path / ".乙.0a1b2c3d.tmp"
    folder.mkdir()
    link.symlink_to(folder)
    for path in (folder, link):
        os.utime(path, (0, 0))
    files.sweep(tmp_path)
    files.sweep(tmp_path / "没有")
    assert sorted(tmp_path.iterdir()) == sorted([folder, link])


def test_open__killed_while_a_file_was_written__its_rest_is_removed(opened: Document, tmp_path: Path) -> None:
    rest = tmp_path / ".青石镇.zfnb.0a1b2c3d.tmp"
    rest.write_bytes(b"x")
    os.utime(rest, (0, 0))
    path = opened.path
    opened.close()
    document.open(path, editions()).close()
    assert not rest.exists()


@pytest.mark.parametrize(
    "journal, document_there, age, left",
    [(b"", False, 601, False), (b"", False, 599, True), (b"", True, 601, True), (b"x", False, 601, True)],
)
def test_sweep__journal_without_its_report__goes_when_it_is_empty_and_old(
    tmp_path: Path, journal: bytes, document_there: bool, age: int, left: bool
) -> None:
    path = tmp_path / "甲.zfnb-journal"
    path.write_bytes(journal)
    if document_there:
        (tmp_path / "甲.zfnb").write_bytes(b"x")
    before = time.time() - age
    os.utime(path, (before, before))
    files.sweep(tmp_path)
    assert path.exists() == left


def test_look__only_an_empty_journal_there__plainly_missing(tmp_path: Path) -> None:
    (tmp_path / "甲.zfnb-journal").write_bytes(b"")
    with pytest.raises(Missing) as e:
        files.look(tmp_path / "甲.zfnb")
    assert str(e.value).endswith("不存在：请核对文件名，或看看它是不是移到了别处。")


def test_look__ring_of_links__one_sentence(tmp_path: Path) -> None:
    (tmp_path / "甲.zfnb").symlink_to(tmp_path / "乙.zfnb")
    (tmp_path / "乙.zfnb").symlink_to(tmp_path / "甲.zfnb")
    with pytest.raises(FileRefused, match="读不了："):
        files.look(tmp_path / "甲.zfnb")
