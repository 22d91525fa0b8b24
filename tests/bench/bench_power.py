"""Power cut at any moment: what the disk may then hold, opened again by SQLite; nothing said to be saved may be lost.

    python tests/bench/bench_power.py [--states N]

The program's own statements, also those of packing a history, run over a SQLite whose writes, truncations, deletions
and syncs are recorded. Then the power is cut after every one of them: what was synced is there; of what was not, each
piece of 512 bytes, each truncation, each creation and deletion of a name has reached the disk or not, in any order.
The result must open and be the last state that was said to be saved, or the one being saved. The same is done with
journal DELETE and synchronous FULL, SQLite's default, which must fail: that shows that the trial bites.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import apsw
from promised import verdict

from clerk_app.form.edition import editions
from clerk_app.report.fields import Value
from clerk_app.report.model import Changeset, Report, empty
from clerk_app.store import layout, rows, taking
from clerk_app.store.connection import CLOSING, OPENING
from clerk_app.store.journal import rolled_back
from clerk_app.store.refusals import FileRefused
from clerk_app.store.steps import Step

AT = "2026-01-05T09:00:00+08:00"
SECTOR = 512
CONTROL = ("PRAGMA journal_mode = DELETE", "PRAGMA synchronous = FULL")


# ---- recording


@dataclass(frozen=True)
class Op:
    """What SQLite asked of the system: write, truncate, sync, create, delete (synced or not), or `saved`: a commit
    has returned."""

    kind: str
    name: str = ""
    offset: int = 0
    data: bytes = b""


class Connection(apsw.Connection):
    """With the one method of sqlite3's connections that apsw calls otherwise."""

    def create_function(self, name: str, arguments: int, call: Callable[[], None]) -> None:
        self.create_scalar_function(name, call, arguments)


class Recorder(apsw.VFS):
    def __init__(self, log: list[Op]) -> None:
        self.log = log
        super().__init__("recorder", "")

    def xOpen(self, name: "str | apsw.URIFilename | None", flags: list[int]) -> "File":
        return File(self.log, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:
        super().xDelete(name, syncdir)
        self.log.append(Op("delete", kind_of(name), int(syncdir)))


class File(apsw.VFSFile):
    def __init__(self, log: list[Op], name: "str | apsw.URIFilename | None", flags: list[int]) -> None:
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        new = not Path(self.path).exists()
        super().__init__("", name, flags)
        self.log = log
        if new:
            log.append(Op("create", kind_of(self.path)))

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self.log.append(Op("write", kind_of(self.path), offset, bytes(data)))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        self.log.append(Op("truncate", kind_of(self.path), size))

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self.log.append(Op("sync", kind_of(self.path)))


def kind_of(path: str) -> str:
    return "journal" if path.endswith("-journal") else "file"


def session(folder: Path, opening: Iterable[str]) -> tuple[bytes, list[Op], list[str]]:
    """The file at first, all that was asked of the system, and the digests of the states in their order."""
    report = empty(editions()["2021"], {"unit": "青石镇人民政府", "year": 2025})
    state = rows.State("2021", AT, AT, {p: str(v) for p, v in report.values.items()})
    path = folder / "recorded.zfnb"
    path.write_bytes(rows.image(state))
    log: list[Op] = []
    digests = [state.digest]
    recorder = Recorder(log)
    connection = Connection(str(path), vfs="recorder", flags=apsw.SQLITE_OPEN_READWRITE)
    first = path.read_bytes()
    for statement in opening:
        connection.execute(statement)
    taking.prepare(connection)  # type: ignore[arg-type]
    for seq, changeset in enumerate(acts(report), 1):
        report = report.apply(changeset)
        step = Step(seq, AT, "do", changeset)
        after = state.after(step, report.values)
        rows.write(connection, after, step)  # type: ignore[arg-type] # apsw's connection has the same methods
        log.append(Op("saved"))
        state = after
        digests.append(state.digest)
    # What sealing does: the next format, the history packed, the file made smaller. It says the same all the while.
    for act in (
        lambda: [connection.execute(statement) for statement in (*layout.FORMAT_2, "PRAGMA user_version = 2")],
        lambda: rows.pack(connection, path, state),  # type: ignore[arg-type]
    ):
        connection.execute("BEGIN")
        act()
        connection.execute("COMMIT")
    connection.execute("VACUUM")
    for statement in CLOSING:
        connection.execute(statement)
    connection.close()
    recorder.unregister()
    return first, log, digests


def acts(report: Report) -> Iterable[Changeset]:
    """Figures, a text that needs new pages, its deletion."""
    wanted: list[dict[str, Value | None]] = [
        {"t3/new/natural": 5, "t3/new/total": 5},
        {"t3/new/natural": 6, "t3/new/total": 6},
        {"overview": "全年主动公开信息134件。\n" * 300},
        {"overview": "全年主动公开信息143件。\n"},
        {"t3/new/natural": None},
        {"overview": None},
    ]
    for values in wanted:
        changeset = Changeset(report.edits_to(values), "填写")
        report = report.apply(changeset)
        yield changeset


# ---- the disk


@dataclass
class OnDisk:
    """One name: what is certainly there (None: no such file), and what has been asked since, in order."""

    safe: bytes | None
    asked: list[Op] = field(default_factory=list[Op])

    def sync(self) -> None:
        self.safe, self.asked = applied(self.safe, self.asked), []

    def after_power_cut(self, chance: random.Random) -> bytes | None:
        """All, nothing, or any part of what was asked, in any order; sectors of a write one by one."""
        how = chance.choice(("all", "none", "some", "some in any order"))
        if how == "none":
            return self.safe
        pieces = [piece for op in self.asked for piece in torn(op)]
        if how != "all":
            share = chance.random()
            pieces = [piece for piece in pieces if chance.random() < share]
        if how == "some in any order":
            chance.shuffle(pieces)
        return applied(self.safe, pieces)


def torn(op: Op) -> list[Op]:
    if op.kind != "write":
        return [op]
    starts = range(0, len(op.data), SECTOR)
    return [Op("write", op.name, op.offset + start, op.data[start : start + SECTOR]) for start in starts]


def applied(content: bytes | None, ops: Iterable[Op]) -> bytes | None:
    now = None if content is None else bytearray(content)
    for op in ops:
        if op.kind == "delete":
            now = None
        elif op.kind == "create":
            now = bytearray() if now is None else now
        elif now is None:
            continue  # bytes of a file whose name has not come, or has gone
        elif op.kind == "truncate":
            del now[op.offset :]
        else:
            now.extend(bytes(max(0, op.offset - len(now))))
            now[op.offset : op.offset + len(op.data)] = op.data
    return None if now is None else bytes(now)


def cuts(first: bytes, log: list[Op], each: int, chance: random.Random) -> Iterable[tuple[int, bytes, bytes | None]]:
    """(states said to be saved, the file, its journal) after a power cut: `each` trials after every operation."""
    disk = {"file": OnDisk(first), "journal": OnDisk(None)}
    saved = 0
    for op in log:
        if op.kind == "saved":
            saved += 1
        elif op.kind == "sync" or (op.kind == "delete" and op.offset):
            if op.kind == "delete":
                disk[op.name].asked.append(op)
            disk[op.name].sync()
        else:
            disk[op.name].asked.append(op)
        for _ in range(each):
            file = disk["file"].after_power_cut(chance)
            assert file is not None
            yield saved, file, disk["journal"].after_power_cut(chance)


# ---- the verdict


def digest_in(path: Path) -> str:
    """Of the file as SQLite opens it after the cut, all checks made, its history read; empty when that cannot be."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            rows.guard(connection)
            state = rows.load(connection, path)
            rows.steps(connection, path, state, editions()["2021"])
            return state.digest
    except (sqlite3.Error, FileRefused):
        return ""


def digest_read(file: bytes, journal: bytes) -> str:
    """The same by the guarded reader's own recovery."""
    try:
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.deserialize(rolled_back(file, journal))
            rows.guard(connection)
            return rows.load(connection, Path("read")).digest
    except (sqlite3.Error, FileRefused):
        return ""


def trial(opening: tuple[str, ...], states: int, folder: Path) -> Counter[str]:
    """How many of about `states` power cuts ended how: kept, lost (an older state), broken, reader differs."""
    chance = random.Random(20260105)
    first, log, digests = session(folder, opening)
    result: Counter[str] = Counter()
    known: dict[tuple[bytes, bytes | None], tuple[str, str]] = {}
    path, journal_path = folder / "cut.zfnb", folder / "cut.zfnb-journal"
    for saved, file, journal in cuts(first, log, -(-states // len(log)), chance):
        if (file, journal) not in known:
            path.write_bytes(file)
            journal_path.unlink(missing_ok=True)
            if journal is not None:
                journal_path.write_bytes(journal)
            known[file, journal] = digest_in(path), digest_read(file, journal or b"")
        found, read = known[file, journal]
        if found in digests[saved : saved + 2]:
            result["kept"] += 1
        else:
            result["lost" if found in digests else "broken"] += 1
        result["reader differs"] += read != found
    result["different"] = len(known)
    return result


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--states", type=int, default=100_000)
    states: int = arguments.parse_args().states
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        ours = trial(OPENING, states, Path(folder))
        control = trial(CONTROL, states, Path(folder))
    for name, found in (("ours (TRUNCATE, EXTRA)", ours), ("control (DELETE, FULL)", control)):
        cut = found["kept"] + found["lost"] + found["broken"]
        print(
            f"{name}: {cut} power cuts, {found['different']} different disks: "
            f"lost {found['lost']}, broken {found['broken']}, reader differs {found['reader differs']}"
        )
    failed = ours["lost"] + ours["broken"] + ours["reader differs"]
    return verdict(ours["kept"] + failed, failed, control["lost"] + control["broken"])


if __name__ == "__main__":
    sys.exit(main())
