"""Sealed reports as files: what a sending copy holds, how it is written, what alteration is noticed."""

import shutil
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from clerk_app.form.edition import Edition
from clerk_app.report.canonical import digest
from clerk_app.report.fields import Value
from clerk_app.report.model import Report, empty
from clerk_app.report.seal import current, sealing, verdict
from clerk_app.store import document, files, reader, seal
from clerk_app.store.refusals import Damaged, Exists, FileRefused

AT = "2026-01-12T09:00:00+08:00"
CANARY = "金丝雀"


@pytest.fixture
def sealed(report: Report) -> Report:
    values: dict[str, Value] = {
        **report.values, "t3/new/natural": 5, "overview": "全年主动公开信息134件。", "answer/JUMP": "扩权强镇。",
        "previous/overview": CANARY, "previous/t3/new/natural": 7654321,
    }  # fmt: skip
    whole = empty(report.edition, values)
    return empty(report.edition, values | sealing(whole, AT))


def test_sending_copy__of_a_file_with_a_history__no_byte_of_it(
    tmp_path: Path, report: Report, edit: Callable[..., object], forms: Mapping[str, Edition]
) -> None:
    """Text typed and deleted, last year's text, an old answer, labels of steps, a name in the first seal's reason."""
    work = document.create(tmp_path / "工作.zfnb", report, "2025-12-01T08:07:06+08:00")
    edit(work, {"overview": f"草稿{CANARY}一", "previous/overview": f"上年{CANARY}二"}, f"{CANARY}三")
    edit(work, {"overview": "全年主动公开信息134件。", "seal/1/code": f"{CANARY}四", "seal/2/reason": "改表三"})
    edit(work, sealing(work.report, AT))
    sent = seal.send(tmp_path / "送报.zfnb", work.report, forms)
    work.close()
    data = (tmp_path / "送报.zfnb").read_bytes()
    assert CANARY.encode() in (tmp_path / "工作.zfnb").read_bytes()
    assert CANARY.encode() not in data
    assert b"2025-12-01" not in data
    assert sent.text("overview") == "全年主动公开信息134件。"
    with closing(sqlite3.connect(tmp_path / "送报.zfnb")) as db:
        assert [db.execute(f"SELECT count(*) FROM {t}").fetchone() for t in ("step", "change")] == [(0,), (0,)]
        times = [row[0] for row in db.execute("SELECT applied_at FROM _sqlite_migrations")]
    assert times == [AT]


def test_send__the_copy__is_sealed_as_the_original_and_can_be_opened(
    tmp_path: Path, sealed: Report, forms: Mapping[str, Edition]
) -> None:
    path = tmp_path / "送报.zfnb"
    sent = seal.send(path, sealed, forms)
    assert digest(sent) == digest(sealed)
    assert current(sent) == current(sealed)
    opened = document.open(path, forms)
    assert (opened.undo, opened.created_at) == ([], AT)
    opened.close()
    assert [p.name for p in tmp_path.iterdir()] == ["送报.zfnb"]


def test_send__twice__the_same_bytes_and_nothing_written_again(
    tmp_path: Path, sealed: Report, forms: Mapping[str, Edition]
) -> None:
    path = tmp_path / "送报.zfnb"
    seal.send(path, sealed, forms)
    before = path.stat()
    seal.send(path, sealed, forms)
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_send__something_else_of_that_name__left_alone(
    tmp_path: Path, sealed: Report, forms: Mapping[str, Edition]
) -> None:
    path = tmp_path / "送报.zfnb"
    path.write_bytes(b"mine")
    with pytest.raises(Exists):
        seal.send(path, sealed, forms)
    assert path.read_bytes() == b"mine"
    assert [p.name for p in tmp_path.iterdir()] == ["送报.zfnb"]


def test_send__a_stick_that_gives_back_something_else__nothing_has_the_name(
    tmp_path: Path, sealed: Report, forms: Mapping[str, Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "read_back", lambda path: path.read_bytes()[:-1] + b"?")
    with pytest.raises(FileRefused, match="写入后读出的内容不一样"):
        seal.send(tmp_path / "送报.zfnb", sealed, forms)
    assert list(tmp_path.iterdir()) == []


def test_send__a_seal_that_does_not_hold__nothing_has_the_name(
    tmp_path: Path, sealed: Report, forms: Mapping[str, Edition]
) -> None:
    wrong = empty(sealed.edition, {**sealed.values, "t3/new/natural": 6})
    with pytest.raises(FileRefused):
        seal.send(tmp_path / "送报.zfnb", wrong, forms)
    assert list(tmp_path.iterdir()) == []


ALTERED = [
    ("UPDATE value SET value = '9' WHERE path = 't3/new/natural'", "表三"),
    ("UPDATE value SET value = replace(value, '134', '143') WHERE path = 'overview'", "一、总体情况"),
    ("INSERT INTO value VALUES ('others', '加一段')", "六、其他需要报告的事项"),
    ("DELETE FROM value WHERE path = 'answer/JUMP'", "说明的原因"),
    ("UPDATE value SET value = '红石镇人民政府' WHERE path = 'unit'", "封面"),
]


@pytest.mark.parametrize("statement, what", ALTERED)
def test_verified__a_row_altered_by_another_program__read_to_say_what(
    tmp_path: Path, sealed: Report, forms: Mapping[str, Edition], statement: str, what: str
) -> None:
    path = tmp_path / "送报.zfnb"
    seal.send(path, sealed, forms)
    assert seal.verified(path, forms)[0].kind == "same"
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(statement)
    with pytest.raises(Damaged):
        reader.read(path, forms)
    said, _ = seal.verified(path, forms)
    assert said.kind == "changed"
    assert f"{what}被改动过" in said.words


def test_verified__every_byte_of_the_content_pages_altered__never_said_to_be_the_same(
    tmp_path: Path, sealed: Report, forms: Mapping[str, Edition]
) -> None:
    """A sample of single bytes: refused, altered, or a byte that says nothing."""
    path, twisted = tmp_path / "送报.zfnb", tmp_path / "改.zfnb"
    seal.send(path, sealed, forms)
    data = path.read_bytes()
    for at in range(100, len(data), 997):
        twisted.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        try:
            said, found = seal.verified(twisted, forms)
        except FileRefused:
            continue
        assert said.kind == "changed" or digest(found) == digest(sealed)


@pytest.mark.parametrize("change", ["VACUUM", "PRAGMA page_size = 512; VACUUM", "PRAGMA page_size = 65536; VACUUM"])
def test_seal__vacuum_and_page_size__still_holds(
    tmp_path: Path, sealed: Report, forms: Mapping[str, Edition], change: str
) -> None:
    path = tmp_path / "送报.zfnb"
    seal.send(path, sealed, forms)
    before = path.read_bytes()
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript(change)
    db.close()
    assert path.read_bytes() != before or change == "VACUUM"
    assert verdict(reader.read(path, forms).report).kind == "same"


def test_seal__dumped_and_restored__still_holds(tmp_path: Path, sealed: Report, forms: Mapping[str, Edition]) -> None:
    path, restored = tmp_path / "送报.zfnb", tmp_path / "还原.zfnb"
    seal.send(path, sealed, forms)
    source, target = sqlite3.connect(path), sqlite3.connect(restored)
    target.executescript("\n".join(source.iterdump()))
    target.executescript("PRAGMA application_id = 0x5A464E42; PRAGMA user_version = 1")
    source.close()
    target.close()
    assert verdict(reader.read(restored, forms).report, sealed.text("seal/1/code")).kind == "same"


def test_seal__written_anew_by_another_sqlite__still_holds(
    tmp_path: Path, sealed: Report, forms: Mapping[str, Edition]
) -> None:
    apsw = pytest.importorskip("apsw")
    path, other = tmp_path / "送报.zfnb", tmp_path / "另.zfnb"
    seal.send(path, sealed, forms)
    shutil.copy(path, other)
    connection = apsw.Connection(str(other))
    connection.execute("VACUUM")
    connection.close()
    assert verdict(reader.read(other, forms).report).kind == "same"


def test_verified__a_record_beside_the_content_altered__not_said_to_be_the_same(
    tmp_path: Path, sealed: Report, forms: Mapping[str, Edition]
) -> None:
    path = tmp_path / "送报.zfnb"
    seal.send(path, sealed, forms)
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("UPDATE about SET value = '2020-01-01T00:00:00+08:00' WHERE name = 'created_at'")
    said, _ = seal.verified(path, forms)
    assert said.kind == "changed"
    assert said.words.startswith("文件已改动：")
