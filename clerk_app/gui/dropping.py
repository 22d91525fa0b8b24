"""What is dropped onto the window: reports, and folders that may hold some."""

from pathlib import Path

from PySide6.QtGui import QDropEvent


def reports(event: QDropEvent) -> list[Path]:
    """The reports and folders that are being dropped; none as soon as something else is among them."""
    urls = event.mimeData().urls()
    paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
    good = [path for path in paths if path.suffix.lower() == ".zfnb" or path.is_dir()]
    return good if len(good) == len(urls) else []


def report(event: QDropEvent) -> Path | None:
    """The one report that is being dropped."""
    found = reports(event)
    return found[0] if len(found) == 1 and not found[0].is_dir() else None
