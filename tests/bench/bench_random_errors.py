"""One of twenty calls to the disk fails, by libfiu: nothing saved is lost, no damage is spoken of where there is none.

python tests/bench/bench_random_errors.py [--rounds N]; needs Debian's fiu-utils, else it is skipped.
"""

import argparse
import ctypes
import faulthandler
import os
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path

from promised import verdict

from clerk_app.errors import KnownError
from clerk_app.form.edition import editions
from clerk_app.report.model import Changeset, empty
from clerk_app.store import document, reader, writer

AT = "2026-01-05T09:00:00+08:00"
EDITS, CHANCE = 200, 0.05
PATIENCE = 60  # seconds for one round; it takes two
CALLS = (b"posix/io/rw/*", b"posix/io/sync/*", b"posix/io/dir/*", b"posix/io/stat/*")


def preload() -> list[str]:
    places = (Path(p) for p in ("/usr/lib", "/usr/local/lib"))
    return [str(p) for place in places for p in sorted(place.rglob("fiu_posix_preload.so"))][:1]


def typing(path: Path) -> None:
    """In a process of its own: edits while calls fail, then tells what was said to be saved, and dies. One that hangs
    says where."""
    faulthandler.dump_traceback_later(PATIENCE, exit=True)
    fiu = ctypes.CDLL("libfiu.so.0")
    fiu.fiu_init(0)
    writer.FIRST_WAIT, writer.LONGEST_WAIT = 0.001, 0.01
    opened = document.open(path, editions())
    number = saved = refused = 0
    causes: set[str] = set()
    opened.listen(lambda state: causes.add(state.cause))
    for call in CALLS:
        fiu.fiu_enable_random(call, 1, None, 0, ctypes.c_float(CHANCE))
    for number in range(1, EDITS + 1):
        wanted = {"t3/new/natural": number, "overview": f"{number}件。" + "公开。\n" * (number % 5 * 300)}
        opened.commit("do", Changeset(opened.report.edits_to(wanted), "输入"), AT)
        if number % 3 == 0:
            try:
                opened.flush(5)
                saved = number
            except KnownError:
                refused += 1
    for call in CALLS:
        fiu.fiu_disable(call)
    cried = sum("破坏" in cause or "损坏" in cause for cause in causes)
    sys.stdout.write(f"{saved} {refused} {cried}\n")
    sys.stdout.flush()
    os._exit(0)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=100)
    arguments.add_argument("--typing", type=Path, help=argparse.SUPPRESS)
    given = arguments.parse_args()
    if given.typing:
        typing(given.typing)
    libraries = preload()
    if not libraries:
        print("libfiu is not installed (Debian: fiu-utils): not tried")
        return 0
    wrong: Counter[str] = Counter({"lost": 0, "not clean": 0, "damage cried": 0, "ended badly": 0, "hung": 0})
    refused = 0
    environment = os.environ | {"LD_PRELOAD": " ".join(libraries)}
    for _ in range(given.rounds):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "甲.zfnb"
            document.create(path, empty(editions()["2021"], {"unit": "青石镇人民政府", "year": 2025}), AT).close()
            command = [sys.executable, __file__, "--typing", path]
            try:
                done = subprocess.run(
                    command, env=environment, capture_output=True, text=True, timeout=PATIENCE + 30, check=False
                )
            except subprocess.TimeoutExpired:
                wrong["hung"] += 1
                continue
            saved, times, cried = (int(n) for n in done.stdout.split() or (0, 0, 0))
            refused += times
            wrong["ended badly"] += not done.stdout
            if done.stderr:
                print(done.stderr[-3000:], file=sys.stderr)
            wrong["damage cried"] += cried
            with suppress(KnownError):
                seen = reader.read(path, editions()).report
                number = int(seen.figure("t3/new/natural") or 0)
                wrong["lost"] += number < saved
                opened = document.open(path, editions())
                wrong["not clean"] += opened.report != seen or (
                    number > 0 and not seen.text("overview").startswith(f"{number}件。")
                )
                opened.close()
                continue
            wrong["not clean"] += 1
    tried = given.rounds * EDITS
    print(f"{tried} edits, {refused} times refused and tried again: " + ", ".join(f"{w} {n}" for w, n in wrong.items()))
    return verdict(tried, wrong.total(), refused)


if __name__ == "__main__":
    sys.exit(main())
