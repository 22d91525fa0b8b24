"""Rows of a .zfnb file to a committed state and back; what comes from a file is believed only after its checks."""

import sqlite3
import time
from collections.abc import Iterable, Mapping
from contextlib import closing
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple, cast

from clerk_app.form.edition import Edition
from clerk_app.report.fields import Refused, Value, from_text, from_texts, to_text
from clerk_app.report.model import Changeset, Edit
from clerk_app.store import digest, packs, taking
from clerk_app.store.layout import APPLICATION_ID, FORMAT, FORMAT_1, MAGIC, SCHEMAS, migrated
from clerk_app.store.refusals import Damaged, NewerFile, NotAReport
from clerk_app.store.steps import Step
from clerk_app.store.taking import ROW_LIMIT

SECONDS = 2.0  # of computing, for all checks of one file; a slow disk may take longer
VALUE_LIMIT = 2_000  # rows; a report with last year's beside it has about 450
TEXT_LIMIT = 4 * 2**20  # characters; the passages of a report and of last year's have at most 2 million
_AT_ONCE = 32  # rows that are taken before their length is looked at

_LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: ROW_LIMIT,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 10_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 20,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 20,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 3,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}


class _State(NamedTuple):
    edition: str
    created_at: str
    changed_at: str  # when the last step was done, or the file made
    texts: Mapping[str, str]
    seq: int = 0  # of the last step; 0 before the first
    last_step: bytes = digest.NO_STEP


class State(_State):
    """What one commit has left in the file: all values as text, and where the history stands."""

    @cached_property
    def entries(self) -> dict[str, bytes]:
        """Of the texts, in the order of their paths, for the digest: a commit changes few of them."""
        return {path: digest.entry(path, text) for path, text in sorted(self.texts.items())}

    @cached_property
    def digest(self) -> str:
        entries = vars(self).get("entries")  # only if they are known: without them it is done in one piece
        content = (
            digest.content_of(self.edition, entries.values()) if entries else digest.content(self.edition, self.texts)
        )
        return digest.state(content, self.created_at, self.changed_at, self.seq, self.last_step)

    def after(self, step: Step, values: Mapping[str, Value]) -> "State":
        """The state that `step` makes of this one; `values` are all values of the report after it."""
        texts, entries = dict(self.texts), dict(self.entries)
        in_order = True
        for path in step.changeset.paths:
            if path in values:
                in_order = in_order and path in entries  # what was blank comes last
                texts[path] = to_text(values[path])
                entries[path] = digest.entry(path, texts[path])
            else:
                texts.pop(path, None)
                entries.pop(path, None)
        if not in_order:
            entries = dict(sorted(entries.items()))
        last = digest.step(self.last_step, step)
        after = State(self.edition, self.created_at, step.at, texts, step.seq, last)
        after.entries = entries
        return after


class Altered(Damaged):
    """Sound rows that are not what was committed: something else than this program wrote them. `state`: as they are."""

    def __init__(self, path: Path, state: State) -> None:
        super().__init__(path, "内容与保存时的校验码不符")
        self.state = state


# ---- writing


def image(state: State, steps: Iterable[Step] = ()) -> bytes:
    """A whole new file: the values of `state`, and the steps that led there numbered from 1."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrated(connection, to=1)  # nothing is packed
        taking.prepare(connection)
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO value VALUES (?, ?)", state.texts.items())
        whole = state._replace(changed_at=state.created_at, seq=0, last_step=digest.NO_STEP)
        for step in steps:
            step = step._replace(seq=whole.seq + 1)
            whole = whole._replace(changed_at=step.at, seq=step.seq, last_step=digest.step(whole.last_step, step))
            taking.take(connection, step, whole.last_step, {}, "")
        about = {"edition": whole.edition, "created_at": whole.created_at, "digest": whole.digest}
        connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        connection.execute("COMMIT")
        return connection.serialize()
    finally:
        connection.close()


def write(connection: sqlite3.Connection, after: State, step: Step) -> None:
    """The rows that `step` changes, to what they are in `after`; a transaction of its own, or a part of the caller's.
    Raises sqlite3.Error."""
    texts = {path: after.texts.get(path) for path in step.changeset.paths}
    taking.take(connection, step, after.last_step, texts, after.digest)


def pack(connection: sqlite3.Connection, path: Path, state: State) -> bool:
    """All steps but the last go into packs; inside a transaction of the caller, in a file of format 2. False when there
    is nothing to pack, or when the history is not what was committed: then it stays as it is. Raises sqlite3.Error."""
    try:
        loose = _loose(connection, path, state, 1)[:-1]
    except Damaged:
        return False
    if not loose:
        return False
    last = _digest_of(connection, loose[0].seq - 1)
    for part in packs.parts(loose):
        data = packs.packed(part)
        for step in part:
            last = digest.step(last, step)
        if packs.unpacked(data) != part:  # nothing is taken out before it is seen that it can be put back
            raise Damaged(path, "历史记录压缩后与原来不同")
        connection.execute("INSERT INTO pack VALUES (?, ?, ?)", (part[-1].seq, last, data))
    for table, column in (("step", "seq"), ("change", "step")):
        connection.execute(f"DELETE FROM {table} WHERE {column} <= ?", (loose[-1].seq,))  # noqa: S608 - our own names
    return True


def loose(connection: sqlite3.Connection) -> int:
    """How many steps are in no pack. Raises sqlite3.Error."""
    return _all(connection, "SELECT count(*) FROM step")[0][0]


# ---- reading


def check_header(path: Path, header: bytes, size: int | None) -> None:
    """Refuses what its first 100 bytes show not to be a report of a known format that is `size` bytes long (None: do
    not ask, a transaction has been interrupted). Raises NotAReport, NewerFile, Damaged."""
    if not header:
        raise NotAReport(path, "是空文件（0 字节），里面没有年报：请改用备份，或重新拷贝一份。")
    if header.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        raise NotAReport(path, "其实是 Word、Excel 或压缩文件，不是年报文件：请改回原来的扩展名，再用“导入”。")
    if header.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotAReport(path, "其实是旧版 Word 或 Excel 文件，不是年报文件：请改回原名，另存为 .docx 后再用“导入”。")
    if header.startswith(b"%PDF"):
        raise NotAReport(path, "其实是 PDF，不是年报文件：请改回原来的扩展名，再用“导入”。")
    if not MAGIC.startswith(header[: len(MAGIC)]):
        raise NotAReport(path, "不是年报文件：请选择 .zfnb 文件。")
    if len(header) < 100:
        raise Damaged(path, "只有开头的一小部分")
    if _number(header, 68) != APPLICATION_ID:
        raise NotAReport(path, "是别的程序的数据库，不是年报文件：请选择 .zfnb 文件。")
    version = _number(header, 60)
    if version > FORMAT:
        raise NewerFile(path, version, FORMAT)
    if version not in SCHEMAS or _number(header, 56) != 1 or header[18:20] != b"\x01\x01":
        raise Damaged(path, "文件头不对")
    page = _number(header, 16, 2)
    whole = _number(header, 28) * (65536 if page == 1 else page)
    # SQLite cuts a file that has become smaller only after the commit: whole pages may be left behind its end.
    uncut = whole > 0 and size is not None and size > whole and size % page == 0 and header[24:28] == header[92:96]
    if size is not None and size != whole and not uncut:
        raise Damaged(path, f"应有 {whole} 字节，只有 {size} 字节" if size < whole else "末尾有多余的内容")


def _number(header: bytes, offset: int, length: int = 4) -> int:
    return int.from_bytes(header[offset : offset + length], "big")


def guard(connection: sqlite3.Connection) -> None:
    """Limits for a connection to a file that may be hostile; to be called before anything is read."""
    for limit, number in _LIMITS.items():
        connection.setlimit(limit, number)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "temp_store = MEMORY"):
        connection.execute(f"PRAGMA {pragma}")
    end = time.thread_time() + SECONDS
    connection.set_progress_handler(lambda: time.thread_time() > end, 10_000)


def unguard(connection: sqlite3.Connection) -> None:
    """The time for checks is over: what follows is our own work. Raises sqlite3.Error."""
    connection.set_progress_handler(None, 0)
    taking.prepare(connection)


def load(connection: sqlite3.Connection, path: Path) -> State:
    """The committed state, only if all of it is as it was committed. Raises Damaged, NewerFile, sqlite3.Error."""
    ((version,),) = _all(connection, "PRAGMA user_version")
    if version > FORMAT:
        raise NewerFile(path, version, FORMAT)
    schema = _all(connection, "SELECT sql FROM sqlite_schema LIMIT 50")
    found = sorted(sql or "" for (sql,) in schema)
    if found != sorted(SCHEMAS.get(version, ())):
        other = next((v for v, known in SCHEMAS.items() if found == sorted(known)), None)
        said = f"编号与内容不一致：编号是文件格式 {version}，里面的表是格式 {other} 的"
        raise Damaged(path, said if other else "里面的表不是本程序建的")
    for table in ("about", "value"):
        if _all(connection, f"PRAGMA quick_check({table})") != [("ok",)]:
            raise Damaged(path, "数据页不完整")
    about = _pairs(_all(connection, "SELECT name, value FROM about LIMIT 20"), path)
    texts = _pairs(_all(connection, "SELECT path, value FROM value LIMIT ?", VALUE_LIMIT + 1), path)
    last = _all(connection, "SELECT seq, digest, at FROM step ORDER BY seq DESC LIMIT 1")
    seq, last_step, changed_at = last[0] if last else (0, digest.NO_STEP, about.get("created_at", ""))
    if len(texts) > VALUE_LIMIT or about.keys() != {"edition", "created_at", "digest"}:
        raise Damaged(path, "内容不齐")
    if not (isinstance(seq, int) and isinstance(last_step, bytes) and isinstance(changed_at, str)):
        raise Damaged(path, "内容的类型不对")
    state = State(about["edition"], about["created_at"], changed_at, texts, seq, last_step)
    if state.digest != about["digest"]:
        raise Altered(path, state)
    return state


def glimpse(connection: sqlite3.Connection, path: Path) -> State:
    """The rows of a file of a newer format, if it keeps the report in the tables that are known here. Whether they are
    what was committed cannot be told. Raises Damaged, sqlite3.Error."""
    schema = {sql for (sql,) in _all(connection, "SELECT sql FROM sqlite_schema LIMIT 50")}
    about, value, step, _ = FORMAT_1
    if not {about, value} <= schema:
        raise Damaged(path, "里面的表不是本程序建的")
    found = _pairs(_all(connection, "SELECT name, value FROM about LIMIT 20"), path)
    texts = _pairs(_all(connection, "SELECT path, value FROM value LIMIT ?", VALUE_LIMIT + 1), path)
    if len(texts) > VALUE_LIMIT:
        raise Damaged(path, "内容不齐")
    query = "SELECT seq, at FROM step ORDER BY seq DESC LIMIT 1"
    ((seq, at),) = (_all(connection, query) if step in schema else []) or [(0, found.get("created_at", ""))]
    return State(found.get("edition", ""), found.get("created_at", ""), at, texts, seq)


def damage(error: Exception) -> str:
    """What is wrong with a file whose rows cannot be read, in a few words."""
    return "检查超时" if getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT" else "数据页不完整"


def _all(connection: sqlite3.Connection, query: str, *parameters: object) -> list[Any]:
    """All rows. The cursor is closed whatever happens: one that an exception keeps alive would keep the file locked.

    Raises MemoryError: pages that belong to many rows at once can make a small file endless.
    """
    result: list[Any] = []
    size = 0
    with closing(connection.execute(query, parameters)) as cursor:
        while some := list(islice(cursor, _AT_ONCE)):
            try:
                size += sum(map(len, chain.from_iterable(some)))  # nearly all rows are nothing but text
            except TypeError:
                size += sum(map(_size, some))
            if size > TEXT_LIMIT:
                raise MemoryError
            result += some
    return result


def _size(row: Iterable[object]) -> int:
    return sum(len(value) for value in row if isinstance(value, str | bytes))


def _pairs(rows: Iterable[tuple[object, object]], path: Path) -> dict[str, str]:
    result = dict(rows)
    if not set(map(type, chain(result, result.values()))) <= {str}:
        raise Damaged(path, "内容的类型不对")
    return cast(dict[str, str], result)


def steps(
    connection: sqlite3.Connection, path: Path, state: State, edition: Edition, depth: int | None = None
) -> list[Step]:
    """The history in order, as it was committed; fewer of its first steps where they are very long. With `depth` only
    so many of its last that are in no pack. Raises Damaged, sqlite3.Error."""
    result = _loose(connection, path, state, 1 if depth is None else max(1, state.seq - depth + 1))
    first = result[0].seq if result else 1
    if depth is None and first - 1 == _packed_to(connection) > 0:
        result = [*_from_packs(connection, path, first - 1, _length(result)), *result]
    try:
        return [step._replace(changeset=_valued(edition, step.changeset)) for step in result]
    except (Refused, TypeError, AttributeError):
        raise Damaged(path, "历史记录的内容不对") from None


def _loose(connection: sqlite3.Connection, path: Path, state: State, first: int) -> list[Step]:
    """The steps from `first` on that are in no pack, with values as texts. Raises Damaged, sqlite3.Error."""
    edits: dict[int, list[Edit]] = {}
    result: list[Step] = []
    first = max(first, _packed_to(connection) + 1)
    try:
        first = _read_back(connection, first, edits)
        last = _digest_of(connection, first - 1)
        for seq, at, act, label in _all(
            connection, "SELECT seq, at, act, label FROM step WHERE seq >= ? ORDER BY seq", first
        ):
            result.append(Step(seq, at, act, Changeset(tuple(reversed(edits.get(seq, ()))), label)))
            last = digest.step(last, result[-1])
    except (TypeError, AttributeError, UnicodeError):
        raise Damaged(path, "历史记录的内容不对") from None
    if last != state.last_step or len(result) != state.seq - first + 1:
        raise Damaged(path, "历史记录与保存时的校验码不符")
    return result


def _packed_to(connection: sqlite3.Connection) -> int:
    """The last step that is in a pack; 0 when none is."""
    ((version,),) = _all(connection, "PRAGMA user_version")
    return (_all(connection, "SELECT max(last) FROM pack")[0][0] or 0) if version >= 2 else 0


def _digest_of(connection: sqlite3.Connection, seq: int) -> bytes:
    """Of the step `seq` and all before it, as the file says it."""
    found = _all(connection, "SELECT digest FROM step WHERE seq = ?", seq)
    if not found and seq and seq <= _packed_to(connection):
        found = _all(connection, "SELECT digest FROM pack WHERE last = ?", seq)
    return found[0][0] if found else digest.NO_STEP


def _from_packs(connection: sqlite3.Connection, path: Path, end: int, size: int) -> list[Step]:
    """The steps up to `end`, as far back as TEXT_LIMIT reaches; `size` characters are taken already."""
    result: list[Step] = []
    while end > 0 and size <= TEXT_LIMIT:
        found = _all(connection, "SELECT digest, steps FROM pack WHERE last = ?", end)
        try:
            part = packs.unpacked(found[0][1]) if found else []
        except packs.Unreadable:
            part = []
        if not part or part[-1].seq != end:
            raise Damaged(path, "历史记录的内容不对")
        last = _digest_of(connection, part[0].seq - 1)
        for step in part:
            last = digest.step(last, step)
        if last != found[0][0] or [s.seq for s in part] != list(range(part[0].seq, end + 1)):
            raise Damaged(path, "历史记录与保存时的校验码不符")
        result = [*part, *result]
        size += _length(part)
        end = part[0].seq - 1
    return result


def _length(steps: Iterable[Step]) -> int:
    return sum(_size((e.path, e.before, e.after)) for step in steps for e in step.changeset.edits)


def _read_back(connection: sqlite3.Connection, first: int, edits: dict[int, list[Edit]]) -> int:
    """Fills `edits` (step → its edits, the last first) from the newest step back to `first`, or as far as TEXT_LIMIT
    reaches; returns the first step that is whole."""
    size = 0
    query = "SELECT step, path, at, before, after FROM change WHERE step >= ? ORDER BY step DESC, no DESC"
    with closing(connection.execute(query, (first,))) as cursor:
        for seq, path, at, before, after in cursor:
            size += _size((path, before, after))
            if size > TEXT_LIMIT:
                return seq + 1
            edits.setdefault(seq, []).append(Edit(path, before, after, at))
    return first


def _valued(edition: Edition, changeset: Changeset) -> Changeset:
    """With values for their texts. Raises Refused."""
    return changeset._replace(edits=tuple(e if e.at is not None else _value(edition, e) for e in changeset.edits))


def _value(edition: Edition, edit: Edit) -> Edit:
    # A splice has pieces of a text, which are not values by themselves; this is none.
    old, new = (
        None if text is None else from_text(edition, edit.path, str(text)) for text in (edit.before, edit.after)
    )
    return Edit(edit.path, old, new)


def values(edition: Edition, state: State) -> dict[str, Value]:
    """Raises Refused."""
    return from_texts(edition, state.texts)
