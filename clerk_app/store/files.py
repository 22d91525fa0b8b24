"""Files as the system sees them: which file it is, its bytes at one moment, a new file that is whole or not there."""

import errno
import os
import re
import stat
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from clerk_app.errors import KnownError
from clerk_app.store.journal import is_hot
from clerk_app.store.refusals import Exists, FileRefused, Locked, Missing, NotAReport, StrayJournal

SIZE_LIMIT = 32 * 2**20  # bytes; a report with a year of typing has about 2 MiB

STALE = 600  # seconds; the slowest stick has taken a report by then
_LEFT_OVER = re.compile(r"\..+\.[0-9a-f]{8}\.tmp|\.[0-9a-f]{12}\.(pdf|docx|xlsx|html|json|png)", re.DOTALL)
_JOURNAL = ".zfnb-journal"

# Closing any descriptor of a file drops all locks that the process holds on it (POSIX). So whoever opens a report, to
# read it or to keep it open, does so alone in the process.
alone = threading.Lock()


class Mark(NamedTuple):
    """What tells that a file is still the same and not written by anybody else."""

    device: int
    number: int
    size: int  # bytes
    changed: int  # ns

    @property
    def file(self) -> tuple[int, int]:
        return self.device, self.number


def mark(path: Path | str) -> Mark:
    """Raises OSError."""
    return _mark(os.stat(path))  # noqa: PTH116 - asked around every commit


def number(path: Path | str) -> tuple[int, int] | None:
    """Which file has this name; None when there is none. Raises OSError."""
    try:
        return mark(path).file
    except FileNotFoundError:
        return None


def _mark(found: os.stat_result) -> Mark:
    return Mark(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def open_here(mark: Mark) -> bool:
    """Does this process have the file open? Opening and closing it once more would drop the locks that SQLite holds
    on it (POSIX). On Windows locks belong to the handle and nothing need be known."""
    for folder in ("/proc/self/fd", "/dev/fd"):
        with suppress(FileNotFoundError, NotADirectoryError):
            return any(_is_file(int(name), mark) for name in os.listdir(folder))  # noqa: PTH208 - half the time
    return False


def _is_file(descriptor: int, mark: Mark) -> bool:
    try:
        found = os.fstat(descriptor)
    except OSError:  # closed meanwhile
        return False
    return (found.st_dev, found.st_ino) == mark.file


def writable(path: Path) -> bool:
    """May the file and a journal beside it be written, as far as the system tells beforehand?"""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def journal_of(path: Path) -> Path:
    """Where SQLite keeps it: beside the file itself, not beside a link to it. Raises FileRefused."""
    try:
        real = path.resolve()
    except OSError as e:
        raise FileRefused(path, f"读不了：{cause(e)}") from None
    except RuntimeError:
        raise FileRefused(path, "是一个指向自己的链接，读不了：请打开文件本身。") from None
    return real.with_name(real.name + "-journal")


def look(path: Path) -> Mark:
    """The mark of a file that may be a report and is not open in this process. Raises FileRefused."""
    found = _stat(path)
    if not stat.S_ISREG(found.st_mode):
        raise NotAReport(path, "不是文件：请选择 .zfnb 文件。")
    result = _mark(found)
    try:
        here = open_here(result)
    except OSError as e:  # whether it is cannot be known, and a lock might be lost
        raise FileRefused(path, f"读不了：{cause(e)}") from None
    if here:
        raise Locked(path)
    return result


def _stat(path: Path) -> os.stat_result:
    try:
        return path.stat()
    except (FileNotFoundError, NotADirectoryError):
        if (journal := _left_alone(path)) is not None:
            raise Missing(
                path, f"不见了，只剩下它的恢复记录“{journal.name}”：请把文件移回原处再打开，不要删除这个记录。"
            ) from None
        raise Missing(path, "不存在：请核对文件名，或看看它是不是移到了别处。") from None
    except (OSError, ValueError) as e:
        raise FileRefused(path, f"读不了：{cause(e)}") from None


def _left_alone(path: Path) -> Path | None:
    """The journal of a missing file, when it holds what that file needs."""
    with suppress(FileRefused):
        if hot(path):
            return journal_of(path)
    return None


def clear_away(path: Path) -> None:
    """Removes the journal of a file that is not there any more, when there is nothing in it."""
    with suppress(OSError, FileRefused):
        journal = journal_of(path)
        if not path.exists() and journal.stat().st_size == 0:
            journal.unlink()


def beginning(path: Path, length: int, missing: bytes | None = None) -> bytes:
    """The first bytes of a file that is not open in this process; `missing` when it is not there, if that is given.
    Raises FileRefused."""
    try:
        with path.open("rb") as file:
            return file.read(length)
    except OSError as e:
        if missing is not None and isinstance(e, FileNotFoundError):
            return missing
        raise FileRefused(path, f"读不了：{cause(e)}") from None


def snapshot(path: Path) -> tuple[bytes, bytes]:
    """The bytes of the file and of its journal (empty when there is nothing in it to be taken back); a writer may have
    been at it meanwhile. Raises FileRefused."""
    with alone:
        look(path)
        # The journal after the file: pages that were read before they were committed are then taken back by it.
        data = _bytes(path)
        if len(data) > SIZE_LIMIT:
            raise NotAReport(path, f"超过 {SIZE_LIMIT // 2**20} MB，不是年报文件：请选择 .zfnb 文件。")
        if not hot(path):
            return data, b""
        taken_back = _bytes(journal := journal_of(path), missing=b"")
        if len(taken_back) > SIZE_LIMIT:
            raise StrayJournal(path, journal)
        return data, taken_back


def hot(path: Path) -> bool:
    """Does a journal lie beside the file from which something has to be taken back? Raises FileRefused."""
    journal = journal_of(path)
    try:
        # A link would lead SQLite into another file, a pipe would be waited for without end.
        if not stat.S_ISREG(journal.lstat().st_mode):
            raise FileRefused(journal, "不是文件，却占着恢复记录的位置：请把它移到别处，再打开报告。")
    except FileNotFoundError:
        return False
    except OSError as e:
        raise FileRefused(journal, f"读不了：{cause(e)}") from None
    return is_hot(beginning(journal, 8, missing=b""))


def _bytes(path: Path, missing: bytes | None = None) -> bytes:
    try:
        with path.open("rb") as file:
            # Room for no more than is there: to ask for all that may be there takes six times as long. What is written
            # meanwhile is seen by the digest.
            return file.read(min(os.fstat(file.fileno()).st_size, SIZE_LIMIT) + 1)
    except FileNotFoundError:
        if missing is not None:
            return missing
        raise Missing(path, "不存在：请核对文件名，或看看它是不是移到了别处。") from None
    except OSError as e:
        raise FileRefused(path, f"读不了：{cause(e)}") from None


def write_new(path: Path, data: bytes, proof: Callable[[Path], None] = lambda temporary: None) -> None:
    """A new file that has all of `data` durably, or is not there. Raises FileRefused; Exists when the name is taken.

    A temporary name, fsync, then the final name, which must be new: renaming over an old file loses both on FAT.
    `proof` looks at the file before it gets its name and raises KnownError when it is not as it should be.
    """
    if not path.name:  # of "", "." and "/"
        raise FileRefused(path, "不是文件名：请写出文件名。")
    temporary = path.with_name(f".{path.name[:60]}.{os.urandom(4).hex()}.tmp")
    try:
        if path.exists():  # may raise: a stick that was pulled
            raise FileExistsError
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        proof(temporary)
        _rename_new(temporary, path)
        _fsync_folder(path.parent)
    except FileExistsError:
        raise _exists(path) from None
    except (OSError, ValueError) as e:
        raise FileRefused(path, f"没有存成：{cause(e)}") from None
    finally:
        with suppress(OSError, ValueError):
            temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Removes what a killed program has left of files being written, and empty journals of reports that are no more:
    by our names only, and not while another program may still be at it."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):
                journal = entry.name.endswith(_JOURNAL)
                ours = (journal or _LEFT_OVER.fullmatch(entry.name)) and entry.is_file(follow_symlinks=False)
                if not ours or time.time() - entry.stat().st_mtime <= STALE:
                    continue
                if journal:
                    clear_away(Path(entry.path.removesuffix("-journal")))
                else:
                    Path(entry.path).unlink()


def read_back(path: Path) -> bytes:
    """What the medium has, as far as the system lets us ask it: not what is still in memory. Raises OSError."""
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file.read()


def _exists(path: Path) -> Exists:
    return Exists(path, "已经存在，不会覆盖它：请换一个文件名。")


def _rename_new(old: Path, new: Path) -> None:
    """Gives a file its final name, which must be free. Raises FileExistsError, OSError."""
    try:
        os.link(old, new)
    except FileExistsError:
        raise
    except OSError:
        # No links here (FAT, some shares); the name was free a moment ago.
        if new.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        old.rename(new)


def _fsync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # a folder cannot be opened there; NTFS journals its names
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def cause(error: Exception) -> str:
    """What the system says, as a clause with what to do."""
    if isinstance(error, KnownError):
        return str(error)
    number = error.errno if isinstance(error, OSError) else None
    name = errno.errorcode.get(number or 0, type(error).__name__)
    return _CAUSES.get(number, f"系统报告错误 {name}，请换一个位置再试。")


_FULL = "磁盘已满，请腾出空间。"
_DENIED = "没有权限，请换到自己的文件夹。"
_GONE = "磁盘或 U 盘不见了，请插好再试。"
_CAUSES: dict[int | None, str] = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: "磁盘是只读的，请换一个位置。",
    errno.ENOENT: "文件夹不存在，请先新建文件夹。",
    errno.ENOTDIR: "文件夹不存在，请先新建文件夹。",
    errno.ENAMETOOLONG: "文件名太长，请缩短。",
    errno.ELOOP: "是一个指向自己的链接，请打开文件本身。",
    errno.EIO: "磁盘读写出错，请检查 U 盘或磁盘，换一个位置再试。",
    errno.ENODEV: _GONE,
    errno.ENXIO: _GONE,
    errno.ENOTCONN: _GONE,  # of a file system in user space
}
