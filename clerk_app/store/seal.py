"""Sealed reports as files: the copy that is sent, written and proved; and a look at one that may have been altered."""

import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

from clerk_app.form.edition import Edition
from clerk_app.report.fields import to_text
from clerk_app.report.model import Report
from clerk_app.report.seal import Verdict, current, holding, sent_values, verdict
from clerk_app.store import files, reader, rows
from clerk_app.store.refusals import Exists, FileRefused


def sending_copy(report: Report) -> bytes:
    """A file with what a sealed report has to say and nothing else: made new, so that no page of it ever held a draft.
    The same report gives the same bytes."""
    seal = current(report)
    assert seal is not None, "only a sealed report is sent"
    texts = {path: to_text(value) for path, value in sent_values(report).items()}
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(rows.image(rows.State(report.edition.key, seal.at, seal.at, texts)))
        # The tool that makes the tables notes the hour: that of the seal says nothing new.
        connection.execute("UPDATE _sqlite_migrations SET applied_at = ?", (seal.at,))
        connection.execute("VACUUM")
        return connection.serialize()


def send(path: Path, report: Report, editions: Mapping[str, Edition]) -> Report:
    """Writes the sending copy as the new file `path` and returns the report as read from it: before it has its name it
    is read through the guarded reader, and its seal is found to hold. Raises FileRefused, as `deliver`."""

    def holds(temporary: Path) -> bool:
        return holding(reader.read(temporary, editions).report) is not None

    deliver(path, sending_copy(report), holds)
    return reader.read(path, editions).report


def deliver(path: Path, data: bytes, holds: Callable[[Path], bool] = lambda temporary: True) -> None:
    """A new file on what may be a stick: durable, read back from it, compared, and found to hold, before it gets its
    name. What has this name already is left alone: when it is the same, all is well.

    Raises FileRefused; Exists when there is something else of that name.
    """

    def proof(temporary: Path) -> None:
        try:
            good = files.read_back(temporary) == data and holds(temporary)
        except FileRefused:
            good = False
        if not good:
            raise FileRefused(path, "没有存成：写入后读出的内容不一样，磁盘或 U 盘可能有问题，请换一个再试。")

    try:
        files.write_new(path, data, proof)
    except Exists:
        if files.snapshot(path)[0] != data:
            raise Exists(path, "已经存在而内容不同，不会覆盖它：请换一个文件夹。") from None


def prove(written: Mapping[Path, bytes]) -> None:
    """Reads every file once more, under the name it has now. Raises FileRefused: one is not as it was written."""
    for path, data in written.items():
        try:
            same = files.read_back(path) == data
        except OSError as e:
            raise FileRefused(path, f"写好以后读不出来：{files.cause(e)}") from None
        if not same:
            raise FileRefused(path, "写好以后读出的内容不一样，磁盘或 U 盘可能有问题，请换一个再试。")


def verified(path: Path, editions: Mapping[str, Edition], typed: str | None = None) -> tuple[Verdict, Report]:
    """Is the report in `path` sealed, as it was sealed, and is `typed` its code? Also a report whose rows something
    else has altered is read: to say what was. Raises FileRefused."""
    try:
        report = reader.read(path, editions).report
    except rows.Altered as e:
        report = reader.stored(e.state, path, editions).report
        return _altered(verdict(report, typed), report), report
    return verdict(report, typed), report


def _altered(said: Verdict, report: Report) -> Verdict:
    if said.kind == "changed":
        return said
    named = f"{report.unit}{report.year}年年度报告"
    if said.kind == "unsealed":
        return Verdict("changed", f"内容已改动：{named}没有定稿，又被别的程序改动过，改了什么无从核对。")
    return Verdict("changed", f"文件已改动：{named}的正文与定稿时相同，但文件里的其他记录被别的程序改动过。")
