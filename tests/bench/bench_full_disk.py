"""Disks of 43 sizes that run full while a report grows: nothing saved is lost, and saving resumes when there is room.

python tests/bench/bench_full_disk.py      (as root, on Linux: each disk is a tmpfs)
"""

import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from promised import verdict

from clerk_app.errors import KnownError
from clerk_app.form.edition import editions
from clerk_app.report.model import Changeset, empty
from clerk_app.store import document, reader

if TYPE_CHECKING:
    from collections.abc import Iterator

AT = "2026-01-05T09:00:00+08:00"
SIZES = range(24, 24 + 4 * 43, 4)  # KiB; an empty report has 28
FULL = "磁盘已满，请腾出空间。"


@contextmanager
def disk(size: int) -> "Iterator[Path]":
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", folder], check=True)


def trial(folder: Path, size: int) -> Counter[str]:
    found: Counter[str] = Counter()
    path = folder / "甲.zfnb"
    try:
        opened = document.create(path, empty(editions()["2021"], {"unit": "青石镇人民政府", "year": 2025}), AT)
    except KnownError as e:
        return Counter({"full": FULL in str(e), "left beside it": len(list(folder.iterdir()))})
    saved = 0
    for number in range(1, 9):
        wanted = {"t3/new/natural": number, "overview": "公开" * number * 900}
        opened.commit("do", Changeset(opened.report.edits_to(wanted), "填写"), AT)
        with suppress(KnownError):
            opened.flush()
            saved = number
    found["full"] += FULL in opened.state.cause
    subprocess.run(["mount", "-o", f"remount,size={size + 400}k", folder], check=True)
    opened.flush()
    opened.close()
    stored = reader.read(path, editions())
    found["lost"] += stored.report != opened.report or stored.steps < saved
    found["left beside it"] += len(list(folder.iterdir())) - 1
    return found


def overwriting(folder: Path) -> bool:
    """The control: a program that writes its file anew at each save. Is what had been saved gone?"""
    path, saved = folder / "control.txt", b""
    for number in range(1, 30):
        text = "公开".encode() * number * 900
        try:
            path.write_bytes(text)
            saved = text
        except OSError:
            return path.read_bytes() != saved
    return False


def main() -> int:
    found: Counter[str] = Counter({"full": 0, "lost": 0, "left beside it": 0})
    for size in SIZES:
        with disk(size) as folder:
            found.update(trial(folder, size))
        with disk(size) as folder:
            found["control"] += overwriting(folder)
    print(f"{len(SIZES)} disks, {found['full']} full: lost {found['lost']}, left beside it {found['left beside it']}")
    return verdict(len(SIZES), found["lost"] + found["left beside it"], found["control"])


if __name__ == "__main__":
    sys.exit(main())
