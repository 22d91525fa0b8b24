"""Files handed out: they are there whole, on the disk, or not at all; and names that every file system takes."""

import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import IO

from clerk_app.errors import KnownError, cause

_NAME_BYTES = (
    180  # leaves room for an ending and a folder under the 255 bytes of ext4 and the 260 characters of Windows
)
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


def write(path: Path, content: bytes) -> None:
    """A file with `content`, as `stream`."""
    stream(path, lambda file: file.write(content))


def stream(path: Path, fill: Callable[[IO[bytes]], object]) -> None:
    """Lets `fill` write under a temporary name, makes it durable, then gives it its name (an older export is replaced).

    Raises KnownError with the path and what to do when the folder is missing, full or read-only.
    """
    temporary = path.with_name(f".{os.urandom(6).hex()}{path.suffix}")
    try:
        try:
            with temporary.open("xb") as file:
                fill(file)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as e:
        raise KnownError(f"“{path}”没有导出：{cause(e)}") from None


def safe_name(text: str, limit: int = _NAME_BYTES) -> str:
    """A file name (without ending) made of `text` that Linux, Windows and FAT32 take; never empty. Rare characters
    beyond 16 bits are left out: FAT is mounted in ways that refuse or garble them."""
    name = "".join(c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c)[0] != "C")
    name = re.sub(r'[\\/:*?"<>|%\U00010000-\U0010ffff]', "_", name).strip(" .")
    while len(name.encode()) > limit:
        name = name[:-1].rstrip(" .")
    return f"_{name}" if _RESERVED.match(name) else name or "未命名"
