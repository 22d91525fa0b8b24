"""One bit of a report's file flipped, at every byte: the change is noticed, or nothing that is read has changed.

    python tests/bench/bench_damage.py [--every N]

Beside it: how many of the same changes SQLite's own quick_check lets pass although the values have changed.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
from collections import Counter
from contextlib import closing
from pathlib import Path

from promised import verdict

from clerk_app.errors import KnownError
from clerk_app.form.edition import editions
from clerk_app.report.fields import Value
from clerk_app.report.model import Changeset, empty
from clerk_app.store import document, reader

AT = "2026-01-05T09:00:00+08:00"


def made(path: Path) -> None:
    form = editions()["2021"]
    opened = document.create(path, empty(form, {"unit": "青石镇人民政府", "year": 2025}), AT)
    wanted: dict[str, Value | None] = {c: 3 for c in form.cells if not c.startswith("p8")}
    wanted |= dict.fromkeys(form.passages, "全年政府信息公开工作有序推进，制度健全，渠道畅通。\n" * 40)
    opened.commit("do", Changeset(opened.report.edits_to(wanted), "填写"), AT)
    opened.close()


def values_by_sqlite(data: bytes) -> object:
    """The values as any program reads them that trusts quick_check; None when that complains."""
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(data)
            if connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
                return None
            return connection.execute("SELECT path, value FROM value").fetchall()
    except (sqlite3.Error, UnicodeError):
        return None


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int, default=1)
    every: int = arguments.parse_args().every
    chance = random.Random(20260105)
    reader.PAUSE = 0  # nobody writes here
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "甲.zfnb"
        made(path)
        data, good = path.read_bytes(), reader.read(path, editions())
        good_values = values_by_sqlite(data)
        for offset in range(0, len(data), every):
            flipped = bytearray(data)
            flipped[offset] ^= 1 << chance.randrange(8)
            path.write_bytes(flipped)
            try:
                found["same" if reader.read(path, editions()) == good else "changed unnoticed"] += 1
            except KnownError:
                found["noticed"] += 1
            found["past quick_check"] += values_by_sqlite(bytes(flipped)) not in (None, good_values)
    tried = found["same"] + found["changed unnoticed"] + found["noticed"]
    print(
        f"{tried} flips: noticed {found['noticed']}, nothing changed {found['same']}, "
        f"changed unnoticed {found['changed unnoticed']} (by quick_check alone: {found['past quick_check']})"
    )
    return verdict(tried, found["changed unnoticed"], found["past quick_check"])


if __name__ == "__main__":
    sys.exit(main())
