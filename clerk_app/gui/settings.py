"""What the window remembers between two starts: its shape, the reports opened last."""

from pathlib import Path

from PySide6.QtCore import QSettings

RECENT = 12


def settings() -> QSettings:
    """In the user's configuration folder, as a file one can read."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "clerk-app", "clerk-app")


def recent(store: QSettings) -> list[Path]:
    """The reports opened last, the newest first."""
    kept = store.value("recent", [])
    paths = [kept] if isinstance(kept, str) else kept  # an ini file has no list of one
    return [Path(p) for p in paths or [] if isinstance(p, str)]


def remember(store: QSettings, path: Path) -> None:
    path = path.absolute()
    store.setValue("recent", [str(p) for p in [path, *(p for p in recent(store) if p != path)]][:RECENT])


def forget(store: QSettings, path: Path) -> None:
    store.setValue("recent", [str(p) for p in recent(store) if p != path])
