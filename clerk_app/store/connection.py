"""The one connection to the open file: exclusive, durable, nothing left beside the file when it closes.

journal_mode TRUNCATE with synchronous EXTRA: the default (DELETE, FULL) loses the last commit in a power cut, WAL
leaves the file incomplete without its companion. Measurements are in DESIGN.md.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: locks belong to the handle there
    fcntl = None

from clerk_app.store import files, reader, rows
from clerk_app.store.refusals import Damaged, FileRefused, Locked, ReadOnly

# Locked before anything is read; the journal mode reads.
OPENING = (
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "BEGIN EXCLUSIVE",
    "COMMIT",
    "PRAGMA journal_mode = TRUNCATE",
)
CLOSING = ("PRAGMA locking_mode = NORMAL", "PRAGMA journal_mode = DELETE")


class Guarded(sqlite3.Connection):
    """A connection with a lock of its own beside SQLite's.

    SQLite's locks are POSIX ones: a file dialog of this process that looks into the file to choose its icon drops them
    when it closes it. flock's belongs to its descriptor and holds until that is closed; a killed process leaves none.
    """

    guard = -1

    def watch(self, path: Path) -> None:
        """Takes the lock, where the file system has such. Raises BlockingIOError when another has it, OSError."""
        if fcntl is None:
            return
        guard = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(guard)
            raise
        except OSError:
            os.close(guard)
        else:
            self.guard = guard

    def close(self) -> None:
        super().close()
        if self.guard >= 0:
            guard, self.guard = self.guard, -1
            with suppress(OSError):
                os.close(guard)


def connect(path: Path) -> sqlite3.Connection:
    """The file at `path`, locked; an interrupted transaction in it is rolled back. May be used by any one thread.

    Raises FileRefused; then the file is as it was.
    """
    with files.alone:
        files.look(path)
        hot = files.hot(path)
    if hot:
        reader.state(path)  # SQLite would roll back by whatever lies there, and only then could it be looked at
    with files.alone:
        mark = files.look(path)
        rows.check_header(path, files.beginning(path, 100), None if hot else mark.size)
        if not files.writable(path):
            raise ReadOnly(path)
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = None
    try:
        connection = sqlite3.connect(
            path.absolute().as_uri() + "?mode=rw", uri=True, timeout=0, isolation_level=None, check_same_thread=False,
            factory=Guarded,
        )  # fmt: skip
        connection.watch(path)
        rows.guard(connection)
        for statement in OPENING:
            connection.execute(statement)
    except OSError as e:
        assert connection is not None
        connection.close()
        raise (
            Locked(path) if isinstance(e, BlockingIOError) else FileRefused(path, f"读不了：{files.cause(e)}")
        ) from None
    except (sqlite3.Error, UnicodeError) as e:  # what SQLite says may quote what the file says
        if connection:
            connection.close()
        raise refusal(path, e) from None
    return connection


def disconnect(connection: sqlite3.Connection) -> None:
    """Lets the file go; it stands alone then. Raises sqlite3.Error."""
    try:
        for statement in CLOSING:
            connection.execute(statement)
    finally:
        connection.close()


def refusal(path: Path, error: Exception) -> FileRefused:
    """Why a file cannot be opened. Damage is only spoken of where it is not the disk or another program."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Locked(path)
    if name.startswith("SQLITE_READONLY"):
        return ReadOnly(path)
    if name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_NOMEM")):
        return FileRefused(path, f"打不开（{name}）：请检查磁盘、U 盘或网络，再试一次，或复制到自己的文件夹再打开。")
    return Damaged(path, rows.damage(error))


def is_damage(error: Exception) -> bool:
    """Does SQLite take the file for damaged?"""
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def cause(error: sqlite3.Error) -> str:
    """What SQLite says, as a clause with what to do."""
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return next((words for start, words in _CAUSES if name.startswith(start)), f"数据库报告错误 {name}，请另存到别处。")


_CAUSES = (
    ("SQLITE_FULL", "磁盘已满，请腾出空间。"),
    ("SQLITE_READONLY_DBMOVED", "文件被改名、移走或删除了，请放回原处，或另存到别处。"),
    ("SQLITE_READONLY", "文件或磁盘变成只读的了，请另存到别处。"),
    ("SQLITE_IOERR", "写不进磁盘，可能是磁盘已满、U 盘被拔出或网络断开，请检查，或另存到别处。"),
    ("SQLITE_CANTOPEN", "文件所在的文件夹不能写入，请另存到别处。"),
    ("SQLITE_BUSY", "文件正被别的程序占用，请关闭那个程序，或另存到别处。"),
    ("SQLITE_CORRUPT", "文件的内容被破坏了，请另存到别处。"),
    ("SQLITE_NOTADB", "文件的内容被破坏了，请另存到别处。"),
)
