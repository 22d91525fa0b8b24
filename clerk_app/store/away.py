"""A report from a place where nothing is edited: fetched as a working copy, handed back under a new name."""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from glob import escape
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from clerk_app.form.edition import Edition
from clerk_app.store import files, reader
from clerk_app.store.backups import write_checked
from clerk_app.store.journal import rolled_back
from clerk_app.store.reader import Stored
from clerk_app.store.refusals import ReadOnly

_VERSION = re.compile(r" 第(\d+)版$")


class Fetched(NamedTuple):
    """`copy` is to be worked on; `base` is what `source` holds. `left`: copies of other versions of this file with
    changes that were never handed back, the newest last."""

    source: Path
    copy: Path
    base: Stored
    left: tuple[Path, ...]
    device: int  # on which `source` was

    @property
    def gone(self) -> bool:
        """Has the stick been pulled? Its mount point may still be there, an empty folder of the system's own disk."""
        try:
            return self.source.parent.stat().st_dev != self.device and not self.source.exists()
        except OSError:
            return True


def fetch(source: Path, folder: Path, editions: Mapping[str, Edition], copy: Path | None = None) -> Fetched:
    """A copy of `source` below `folder`, this user's own. One that is there already, because it could not be handed
    back, is gone on with; so is `copy`, which is left of another version. Raises FileRefused."""
    base = reader.read(source, editions)
    device = files.look(source).device
    if not files.writable(source):
        raise ReadOnly(source)
    data = rolled_back(*files.snapshot(source))
    place = sha256(os.fsencode(source.absolute())).hexdigest()[:8]
    copy = copy or folder / f"{place}-{sha256(data).hexdigest()[:8]}" / source.name
    if not copy.exists():
        with suppress(OSError):  # then the copy cannot be written either, and that says why
            copy.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_checked(copy, data, editions)
    left = tuple(sorted((p for p in folder.glob(f"{place}-*/{escape(source.name)}") if p != copy), key=_written))
    return Fetched(source, copy, base, left, device)


def _written(path: Path) -> tuple[int, str]:
    with suppress(OSError):
        return files.mark(path).changed, str(path)
    return 0, str(path)


def dismiss(copy: Path) -> None:
    """What has been handed back is not needed any more."""
    with suppress(OSError):
        copy.unlink()
        copy.parent.rmdir()


def family(path: Path) -> Path:
    """The name without the number of its version: all versions are one document."""
    return path.with_name(_VERSION.sub("", path.stem) + path.suffix)


def later(path: Path) -> Path | None:
    """The last version of the document that lies beside `path`, when that is a later one."""
    best, number = None, version(path)
    with suppress(OSError):
        for other in path.parent.iterdir():
            if version(other) > number and family(other) == family(path):
                best, number = other, version(other)
    return best


def version(path: Path) -> int:
    found = _VERSION.search(path.stem)
    return int(found[1]) if found else 1


def next_version(path: Path) -> Path:
    """青石镇.zfnb → 青石镇 第2版.zfnb → 青石镇 第3版.zfnb: the first that is free."""
    number = version(path)
    while True:
        number += 1
        new = path.with_name(f"{family(path).stem} 第{number}版{path.suffix}")
        if not new.exists():
            return new
