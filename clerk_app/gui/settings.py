"""What the window remembers between two starts: its shape, the reports opened last, the user's settings."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

from clerk_app.installed import portable

if TYPE_CHECKING:
    from clerk_app.paper.faces import Faces
    from clerk_app.session import Session

RECENT = 12
NAME_LIMIT = 40  # characters


def settings() -> QSettings:
    """In the user's configuration folder, as a file one can read; on a stick beside the program."""
    if beside := portable():
        return QSettings(str(beside / "settings.ini"), QSettings.Format.IniFormat)
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "clerk-app", "clerk-app")


def recent(store: QSettings) -> list[Path]:
    """The reports opened last, the newest first."""
    kept = store.value("recent", [])
    paths = [kept] if isinstance(kept, str) else kept  # an ini file has no list of one
    return [Path(p) for p in paths or [] if isinstance(p, str)]


def remember(store: QSettings, path: Path) -> None:
    path = Path(os.path.normpath(path.absolute()))  # ../report.zfnb and report.zfnb are one file, listed once
    _put(store, path, [path])


def forget(store: QSettings, path: Path) -> None:
    _put(store, path, [])


def _put(store: QSettings, path: Path, first: list[Path]) -> None:
    store.sync()  # other windows have opened others meanwhile
    store.setValue("recent", [str(p) for p in [*first, *(p for p in recent(store) if p != path)]][:RECENT])
    store.sync()


def due(store: QSettings) -> tuple[int, int]:
    """Month and day of the next year by which the report is handed in."""
    month, day = (store.value(f"due/{name}", given, type=int) for name, given in (("month", 1), ("day", 31)))
    return (month, day) if 1 <= month <= 12 and 1 <= day <= 31 else (1, 31)  # the file may have been edited


def set_due(store: QSettings, month: int, day: int) -> None:
    store.setValue("due/month", month)
    store.setValue("due/day", day)


def author(store: QSettings) -> str:
    """The name under which changes stand in a report's history; empty: none."""
    return str(store.value("author", "", type=str))[:NAME_LIMIT]


def set_author(store: QSettings, name: str) -> None:
    store.setValue("author", name.strip())


def hand_to(store: QSettings, session: "Session") -> None:
    """What of the settings a report's session has to know."""
    session.set_due(*due(store))
    session.by = author(store)


def official(store: QSettings) -> bool:
    """Whether the machine's official faces are wanted."""
    return bool(store.value("faces/official", False, type=bool))


def set_official(store: QSettings, wanted: bool) -> None:
    store.setValue("faces/official", wanted)


def sending(store: QSettings) -> tuple[Path | None, bool]:
    """The folder that a report was sent into last, and whether the Word document went along."""
    folder = store.value("send/folder", "", type=str)
    return Path(str(folder)) if folder else None, bool(store.value("send/docx", False, type=bool))


def set_sending(store: QSettings, folder: Path, *, docx: bool) -> None:
    store.setValue("send/folder", str(folder))
    store.setValue("send/docx", docx)


_RETURNING = ("due", "where", "contact")


def returning(store: QSettings) -> dict[str, str]:
    """What an office says of itself on the notes to the units."""
    return {name: str(store.value(f"return/{name}", "", type=str)) for name in _RETURNING}


def set_returning(store: QSettings, said: Mapping[str, str]) -> None:
    for name in _RETURNING:
        store.setValue(f"return/{name}", said[name])


class Typecase:
    """The faces in use. `faces` is for the paper's thread alone: the first call may look through the whole machine."""

    def __init__(self, wanted: bool) -> None:
        self.wanted = wanted
        self._machine: Faces | None = None

    def faces(self) -> "Faces | None":
        """The machine's official faces before the bundled ones; None: the bundled ones."""
        if not self.wanted:
            return None
        if self._machine is None:
            from clerk_app.paper import machine
            from clerk_app.paper.faces import Faces

            self._machine = Faces(machine=machine.official())
        return self._machine
