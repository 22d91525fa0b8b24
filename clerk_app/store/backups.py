"""Backups of reports in a folder of this user's own: checked before they count, thinned, and only ever copied from."""

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from clerk_app.form.edition import Edition
from clerk_app.report.model import Report
from clerk_app.store import files, reader
from clerk_app.store.reader import Stored
from clerk_app.store.refusals import Damaged, FileRefused

DAYS, MONTHS = 31, 36  # on which something was kept, before today and before those days
_NAME = "%Y%m%d-%H%M%S"


@dataclass(frozen=True)
class Backup:
    """`at`: local time, only told and used for thinning."""

    path: Path
    at: datetime

    @property
    def document(self) -> str:
        """What the file was called, without its ending."""
        return self.path.parent.name.rpartition("-")[0]


@dataclass(frozen=True)
class Shelf:
    """The backups of one document."""

    folder: Path
    editions: Mapping[str, Edition]

    def list(self) -> list[Backup]:
        """The newest first."""
        found: list[Backup] = []
        with suppress(OSError):
            for path in self.folder.glob("*.zfnb"):
                with suppress(ValueError):
                    found.append(Backup(path, datetime.strptime(path.stem[:15], _NAME)))  # noqa: DTZ007 - local
        return sorted(found, key=lambda b: (b.at, len(b.path.stem), b.path.stem), reverse=True)

    def kept_on(self, day: date) -> bool:
        return any(b.at.date() == day for b in self.list())

    def keep(self, image: bytes, at: str) -> None:
        """One more backup, made at `at` (ISO 8601), unless the newest is the same; then those not needed any more are
        removed. It has been read from the disk and checked before it has its name. Raises FileRefused."""
        time = datetime.fromisoformat(at).replace(tzinfo=None)
        newest = next(iter(self.list()), None)
        if newest is None or _bytes(newest.path) != image:
            self._write(time.strftime(_NAME), image)
        files.sweep(self.folder)
        kept = self.list()
        spared = spare([b.at for b in kept], time.date())
        for backup in kept:
            if backup.at not in spared:
                with suppress(OSError):
                    backup.path.unlink()

    def _write(self, name: str, image: bytes) -> None:
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as e:
            raise FileRefused(self.folder, f"这个文件夹建不了：{files.cause(e)}") from None
        path, number = self.folder / f"{name}.zfnb", 2
        while path.exists():  # several in one second
            path, number = self.folder / f"{name}-{number}.zfnb", number + 1
        write_checked(path, image, self.editions)


@dataclass(frozen=True)
class Backups:
    """All of this user's. A document is known by its name, its place and when it was made."""

    folder: Path
    editions: Mapping[str, Edition]

    def shelf(self, document: Path, created_at: str) -> Shelf:
        key = sha256(os.fsencode(document.absolute()) + b"\0" + created_at.encode()).hexdigest()[:8]
        return Shelf(self.folder / f"{document.stem[:50]}-{key}", self.editions)

    def shelves(self) -> list[Shelf]:
        """Of all documents that have a backup, also of those that are no more; the one with the newest first."""
        folders = [p for p in self.folder.iterdir() if p.is_dir()] if self.folder.is_dir() else []
        made = [Shelf(p, self.editions) for p in folders]
        return sorted((s for s in made if s.list()), key=lambda s: s.list()[0].at, reverse=True)

    def read(self, backup: Backup) -> Stored:
        """Raises FileRefused."""
        return reader.read(backup.path, self.editions)

    def restore(self, backup: Backup, target: Path) -> None:
        """The backup as the new file `target`. Raises FileRefused; never overwrites."""
        self.read(backup)
        write_checked(target, files.snapshot(backup.path)[0], self.editions)


def write_checked(path: Path, image: bytes, editions: Mapping[str, Edition]) -> None:
    """A new file that is on the disk as it should be and can be read. Raises FileRefused; never overwrites."""

    def proof(temporary: Path) -> None:
        if files.read_back(temporary) != image:
            raise Damaged(path, "写入后读出的内容不一样")
        reader.read(temporary, editions)

    files.write_new(path, image, proof)


def spare(times: Iterable[datetime], today: date) -> set[datetime]:
    """Which backups stay: all of today, the last of each day for a month, the last of each month for three years before
    that, and the newest. Days and months without a backup do not count: a clock that was ahead for a day must not make
    everything three years old."""
    kept: set[datetime] = set()
    days: set[date] = set()
    months: set[tuple[int, int]] = set()
    for at in sorted(times, reverse=True):
        day, month = at.date(), (at.year, at.month)
        if day >= today:
            kept.add(at)
        elif day in days:
            continue
        elif len(days) < DAYS:
            days.add(day)
            kept.add(at)
        elif month not in months and len(months) < MONTHS:
            months.add(month)
            kept.add(at)
    return kept


def changed(old: Report, new: Report) -> list[str]:
    """The paths of the fields in which two reports differ, in the form's order."""
    paths = [*new.edition.cells, *new.edition.passages]
    paths += sorted((old.values.keys() | new.values.keys()) - set(paths))
    return [path for path in paths if old.values.get(path) != new.values.get(path)]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
