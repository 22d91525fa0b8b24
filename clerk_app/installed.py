"""Where this installation keeps what: the user's own folders, and the data it came with or was given since."""

import hashlib
import os
import sys
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from clerk_app import RESOURCES, __version__

NAME = "clerk-app"
PORTABLE = "data"  # a folder of this name beside the frozen program: all is kept in it
OVERRIDE = "CLERK_APP_DATA"  # the environment's word before all others: for trials


class Taken(NamedTuple):
    """An update of forms as it was taken: `program` is the version that tried it, `files` their SHA-256 by name."""

    code: str
    name: str
    issuer: str
    issued: str
    program: str
    files: Mapping[str, str]

    @property
    def folder(self) -> Path:
        return updates_folder() / self.code


def _stamp() -> tuple[int, int]:
    """Which file the program is: device and number."""
    try:
        told = Path(sys.executable).stat()
    except OSError:
        return 0, 0
    return told.st_dev, told.st_ino


_STARTED = _stamp()


def replaced() -> bool:
    """Whether another version was installed over the frozen program since it was started."""
    return getattr(sys, "frozen", False) and _stamp() not in ((0, 0), _STARTED)


def portable() -> Path | None:
    """The folder of a portable installation, on a stick; None in every other."""
    beside = Path(sys.executable).parent / PORTABLE
    return beside if getattr(sys, "frozen", False) and beside.is_dir() else None


def data_folder() -> Path:
    """This user's own."""
    if (given := os.environ.get(OVERRIDE, "")) and Path(given).is_absolute():
        return Path(given)
    if beside := portable():
        return beside
    return _own("XDG_DATA_HOME", ".local/share")


def cache_folder() -> Path:
    """What may be deleted without loss."""
    beside = portable()
    return beside / "cache" if beside else _own("XDG_CACHE_HOME", ".cache")


def _own(variable: str, usual: str) -> Path:
    """Where the environment says, if it is a place wherever the program is started; else below the user's home."""
    found = (os.environ.get(name, "") for name in (variable, "LOCALAPPDATA"))
    base = next((Path(f) for f in found if Path(f).is_absolute()), None)
    try:
        return (base or Path.home() / usual) / NAME
    except RuntimeError:  # a user without a home
        import tempfile

        return Path(tempfile.gettempdir()) / NAME


def updates_folder() -> Path:
    return data_folder() / "forms"


def taken() -> tuple[Taken, ...]:
    """The updates of forms that were taken, the oldest first; what cannot be read is none."""
    try:
        text = (updates_folder() / "in-use.json").read_text("utf-8")
        import json  # here: most have taken none

        told: list[dict[str, Any]] = json.loads(text)["taken"]
        return tuple(Taken(**entry) for entry in told)
    except (OSError, ValueError, TypeError, LookupError):
        return ()


def in_use(update: Taken) -> bool:
    """Whether it was tried by this very version and its files are as they were then."""
    return update.program == __version__ and all(
        _digest(update.folder / name) == digest for name, digest in update.files.items()
    )


def resource(name: str) -> Path:
    """The file `words/prose.toml` and the like: the last update's, or the one that came with the program."""
    return _given().get(name, RESOURCES / name)


def resources(folder: str, ending: str) -> list[Path]:
    """All files of a folder of resources with an ending, by name, each once."""
    names = {p.name for p in (RESOURCES / folder).glob(f"*{ending}")}
    names |= {n.rpartition("/")[2] for n in _given() if n.startswith(f"{folder}/") and n.endswith(ending)}
    return [resource(f"{folder}/{name}") for name in sorted(names)]


@lru_cache(maxsize=1)
def _given() -> Mapping[str, Path]:
    """The files of all updates in use by name; read once, so that one run of the program has one set of rules."""
    return {name: update.folder / name for update in taken() if in_use(update) for name in update.files}


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
