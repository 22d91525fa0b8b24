import os
import random
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import process_time

import pytest

from clerk_app.errors import KnownError
from clerk_app.form.edition import Edition
from clerk_app.report.model import Report
from clerk_app.store import document, reader, rows
from clerk_app.store.document import Document
from clerk_app.store.layout import APPLICATION_ID, BOOKKEEPING, FORMAT_1
from clerk_app.store.refusals import Damaged, FileRefused, NewerFile, NotAReport

Forms = dict[str, Edition]
ROOT = Path(__file__).resolve().parents[2]


def said(path: Path, forms: Forms) -> str:
    """What reading and opening `path` both say, with the name only; neither may touch the file."""
    before = path.read_bytes(), path.stat().st_mtime_ns
    sentences: list[str] = []
    for act in (reader.read, document.open):
        with pytest.raises(FileRefused) as e:
            act(path, forms)
        sentences.append(str(e.value).replace(str(path), path.name))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert sorted(p.name for p in path.parent.iterdir() if p.name.startswith(path.name)) == [path.name]
    assert sentences[0] == sentences[1]
    return sentences[0]


def replaced(path: Path, offset: int, data: bytes) -> Path:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)
    return path


# ---- what can be read


def test_read__closed_file__what_was_saved(saved: Path, forms: Forms) -> None:
    found = reader.read(saved, forms)
    assert found.report.figure("t3/new/natural") == 5
    assert found.report.text("overview") == "全年主动公开信息143件。\n机构改革已经完成。"
    assert (found.steps, found.created_at, found.changed_at) == (3, *["2026-01-05T09:00:00+08:00"] * 2)


def test_read__open_in_another_process__what_was_saved_and_no_lock(
    opened: Document, other: Callable[..., str], edit: Callable[..., object]
) -> None:
    edit(opened, {"t3/new/natural": 6})
    opened.flush()
    assert other(READ, opened.path) == "6"
    edit(opened, {"t3/new/natural": 7})
    opened.flush()
    assert other(READ, opened.path) == "7"


READ = """
import sys; from pathlib import Path
from clerk_app.form.edition import editions; from clerk_app.store import reader
print(reader.read(Path(sys.argv[1]), editions()).report.figure("t3/new/natural"))
"""


def test_read__in_the_middle_of_a_transaction__as_before_it(saved: Path, forms: Forms, tmp_path: Path) -> None:
    before = saved.read_bytes()
    caught = tmp_path / "caught" / "甲.zfnb"
    caught.parent.mkdir()
    with closing(sqlite3.connect(saved, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE value SET value = replace(value, '5', '6')")
        connection.executemany("INSERT INTO value VALUES (?, ?)", ((f"x{i}", "公" * 900) for i in range(99)))
        caught.write_bytes(saved.read_bytes())
        journal = caught.with_name(caught.name + "-journal")
        journal.write_bytes(saved.with_name(saved.name + "-journal").read_bytes())
    assert caught.read_bytes() != before
    found = reader.read(caught, forms)
    assert found.report.figure("t3/new/natural") == 5
    assert journal.stat().st_size > 0
    link = tmp_path / "link.zfnb"
    link.symlink_to(caught)
    assert reader.read(link, forms) == found
    document.open(caught, forms).close()
    assert not journal.exists()
    assert reader.read(caught, forms).report == found.report


def test_read__hot_journal_lost__what_was_committed_or_damaged(saved: Path, forms: Forms, tmp_path: Path) -> None:
    """Pages only added are behind the end of what was committed; one that was changed is noticed."""
    good, before, caught = reader.read(saved, forms), saved.read_bytes(), tmp_path / "乙.zfnb"
    with closing(sqlite3.connect(saved, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN")
        connection.execute("UPDATE value SET value = '6' WHERE value = '5'")
        connection.executemany("INSERT INTO value VALUES (?, ?)", ((f"x{i}", "公" * 900) for i in range(99)))
        caught.write_bytes(saved.read_bytes())
        assert reader.read(caught, forms) == good
        connection.execute("COMMIT")
    caught.write_bytes(before[:4096] + saved.read_bytes()[4096 : len(before)])
    assert said(caught, forms).startswith("“乙.zfnb”已损坏（")


# ---- what is no report


@pytest.mark.parametrize(
    "data, sentence",
    [
        (b"", "是空文件（0 字节），里面没有年报：请改用备份，或重新拷贝一份。"),
        (b"\x89PNG\r\n" * 99, "不是年报文件：请选择 .zfnb 文件。"),
        (b"S", "已损坏（只有开头的一小部分），没有改动它：请改用备份，或重新拷贝一份。"),
        (b"%PDF-1.7\n" * 30, "其实是 PDF，不是年报文件：请改回原来的扩展名，再用“导入”。"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99,
            "其实是旧版 Word 或 Excel 文件，不是年报文件：请改回原名，另存为 .docx 后再用“导入”。",
        ),
        (bytes(8192), "不是年报文件：请选择 .zfnb 文件。"),
    ],
)
def test_read__not_a_database__says_what_it_is(tmp_path: Path, forms: Forms, data: bytes, sentence: str) -> None:
    path = tmp_path / "乙.zfnb"
    path.write_bytes(data)
    assert said(path, forms) == f"“乙.zfnb”{sentence}"


def test_read__renamed_docx__says_so(tmp_path: Path, forms: Forms) -> None:
    with zipfile.ZipFile(tmp_path / "乙.zfnb", "w") as made:
        made.writestr("word/document.xml", "<w:document/>")
    assert said(tmp_path / "乙.zfnb", forms) == (
        "“乙.zfnb”其实是 Word、Excel 或压缩文件，不是年报文件：请改回原来的扩展名，再用“导入”。"
    )


def test_read__another_programs_database__says_so(tmp_path: Path, forms: Forms) -> None:
    with closing(sqlite3.connect(tmp_path / "乙.zfnb")) as made:
        made.execute("CREATE TABLE value (path, value)")
    assert said(tmp_path / "乙.zfnb", forms) == "“乙.zfnb”是别的程序的数据库，不是年报文件：请选择 .zfnb 文件。"


def test_read__newer_format__names_the_version(saved: Path, forms: Forms) -> None:
    replaced(saved, 60, (7).to_bytes(4, "big"))
    with pytest.raises(NewerFile) as e:
        reader.read(saved, forms)
    assert e.value.version == 7
    assert said(saved, forms) == (
        f"“{saved.name}”是更新版本的年报助手保存的（文件格式 7，本程序只认识到 2）：请更新本程序后再打开。"
    )


def test_read__edition_not_known_here__says_so(saved: Path, forms: Forms) -> None:
    assert said(saved, {"2019": forms["2019"]}) == (
        f"“{saved.name}”用的是“2021”年的格式，本程序还不认识：请更新本程序后再打开。"
    )


@pytest.mark.parametrize("kept", [20, 99, 100, 512, 4096, 12_288, -1])
def test_read__truncated__damaged(saved: Path, forms: Forms, kept: int) -> None:
    size = saved.stat().st_size
    kept %= size
    os.truncate(saved, kept)
    what = f"应有 {size} 字节，只有 {kept} 字节" if kept >= 100 else "只有开头的一小部分"
    assert said(saved, forms) == f"“{saved.name}”已损坏（{what}），没有改动它：请改用备份，或重新拷贝一份。"


def test_read__longer_than_it_says__damaged(saved: Path, forms: Forms) -> None:
    saved.write_bytes(saved.read_bytes() + b"x")
    assert "已损坏（末尾有多余的内容）" in said(saved, forms)


def test_read__pages_left_behind_the_end__read_and_cut_on_closing(
    saved: Path, forms: Forms, edit: Callable[..., object]
) -> None:
    """As a power cut leaves it between the commit of a smaller file and its truncation."""
    good, size = reader.read(saved, forms), saved.stat().st_size
    saved.write_bytes(saved.read_bytes() + b"x" * 8192)
    assert reader.read(saved, forms) == good
    opened = document.open(saved, forms)
    edit(opened, {"t3/new/natural": 8})
    opened.close()
    assert saved.stat().st_size == size
    assert reader.read(saved, forms).report.figure("t3/new/natural") == 8


def test_read__turned_into_wal_by_another_program__damaged(saved: Path, forms: Forms) -> None:
    with closing(sqlite3.connect(saved)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    assert "已损坏（文件头不对）" in said(saved, forms)


def test_read__garbage_behind_the_header__damaged(saved: Path, forms: Forms) -> None:
    replaced(saved, 100, random.Random(1).randbytes(saved.stat().st_size - 100))
    assert "已损坏（" in said(saved, forms)


# ---- what wants to do harm


def hostile(path: Path, *script: str, schema: tuple[str, ...] = (*BOOKKEEPING, *FORMAT_1)) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as made:
        made.execute("PRAGMA synchronous = OFF")
        for statement in (*schema, *script):
            made.execute(statement)
        made.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        made.execute("PRAGMA user_version = 1")
    return path


ABOUT = "INSERT INTO about VALUES ('edition', '2021'), ('created_at', 'x'), ('digest', 'x')"
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {})"
HOSTILE = {
    "trigger": ("CREATE TRIGGER t AFTER UPDATE ON about BEGIN DELETE FROM value; END",),
    "view for a table": (
        "DROP TABLE value",
        "CREATE VIEW value AS WITH RECURSIVE n(path) AS (SELECT 1 UNION ALL SELECT path + 1 FROM n) SELECT * FROM n",
    ),
    "generated column": ("ALTER TABLE value ADD COLUMN more TEXT AS (hex(zeroblob(1000000000)))",),
    "virtual table": ("CREATE VIRTUAL TABLE more USING fts5(a)",),
    "expression index": ("CREATE INDEX more ON value (hex(zeroblob(100000000)))",),
    "check constraint": ("DROP TABLE value", "CREATE TABLE value (path TEXT, value TEXT CHECK (randomblob(1)))"),
    "schema with a billion laughs": tuple(f"CREATE TABLE more{i} (a)" for i in range(500)),
    "million rows": (ABOUT, f"INSERT INTO value {NUMBERS.format(300_000)} SELECT 'x' || i, i FROM n"),
    "long history": (ABOUT, f"INSERT INTO step {NUMBERS.format(100_000)} SELECT i, 'x', 'do', '', x'00' FROM n"),
    "huge value": (ABOUT, "INSERT INTO value VALUES ('overview', hex(zeroblob(5000000)))"),
    "NUL in a text": (ABOUT, "INSERT INTO value VALUES ('unit', 'a' || char(0) || 'b')"),
    "bad UTF-8": (ABOUT, "INSERT INTO value VALUES ('unit', CAST(x'fffe' AS TEXT))"),
    "half a surrogate": (ABOUT, "INSERT INTO value VALUES ('unit', CAST(x'eda080' AS TEXT))"),
    "wrong type of digest": (ABOUT, "INSERT INTO step VALUES (1, 'x', 'do', '', x'')"),
    "nothing in it": (),
    "sqlite_sequence": ("CREATE TABLE more (a INTEGER PRIMARY KEY AUTOINCREMENT)",),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_read__hostile__refused_quickly_and_untouched(tmp_path: Path, forms: Forms, name: str) -> None:
    path = hostile(tmp_path / "乙.zfnb", *HOSTILE[name])
    start = process_time()
    assert said(path, forms).startswith("“乙.zfnb”已损坏（")
    assert process_time() - start < 2


@pytest.mark.parametrize(
    "script",
    [
        (ABOUT, f"INSERT INTO value {NUMBERS.format(60_000)} SELECT 'x' || i, hex(zeroblob(230)) FROM n"),
        (ABOUT, *(f"INSERT INTO value VALUES ('x{i}', hex(zeroblob(2000000)))" for i in range(7))),
        (ABOUT, f"INSERT INTO step {NUMBERS.format(30_000)} SELECT i, hex(zeroblob(500)), 'do', '', x'00' FROM n"),
    ],
)
def test_read__as_large_as_is_read_at_all__less_than_200_mb(
    tmp_path: Path, other: Callable[..., str], script: tuple[str, ...]
) -> None:
    path = hostile(tmp_path / "乙.zfnb", *script)
    assert 25 * 2**20 < path.stat().st_size < 32 * 2**20
    assert int(other(MEMORY, path)) < 200 * 1024


MEMORY = """
import sys; from pathlib import Path
from clerk_app.errors import KnownError; from clerk_app.form.edition import editions
from clerk_app.store import document, reader
for act in (reader.read, document.open):
    try: act(Path(sys.argv[1]), editions())
    except KnownError: pass
# Not ru_maxrss, which tells of the process that started this one if that was larger.
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(peak.split()[1])
"""


def test_read__utf16__refused(tmp_path: Path, forms: Forms) -> None:
    path = hostile(tmp_path / "乙.zfnb", schema=("PRAGMA encoding = 'UTF-16'", *BOOKKEEPING, *FORMAT_1))
    assert "已损坏（文件头不对）" in said(path, forms)


def test_read__right_digest_over_a_value_no_field_takes__refused(tmp_path: Path, forms: Forms) -> None:
    for bad in ({"year": "2025", "t3/new/natural": "-5"}, {"year": "2025", "t9/x": "1"}, {"unit": "某局"}):
        path = tmp_path / "乙.zfnb"
        path.write_bytes(rows.image(rows.State("2021", "x", "x", bad)))
        with pytest.raises(Damaged):
            reader.read(path, forms)


def test_read__grown_beyond_any_report__not_read(tmp_path: Path, forms: Forms) -> None:
    path = tmp_path / "大.zfnb"
    path.write_bytes(b"SQLite format 3\0")
    os.truncate(path, 2**40)
    with pytest.raises(NotAReport, match="超过 32 MB"):
        reader.read(path, forms)


# ---- content


def flips(data: bytes, count: int) -> Iterator[bytes]:
    seeded = random.Random(20260105)
    for _ in range(count):
        changed = bytearray(data)
        changed[seeded.randrange(len(data))] ^= 1 << seeded.randrange(8)
        yield bytes(changed)


def test_read__any_bit_flipped__noticed_or_nothing_changed(saved: Path, forms: Forms, tmp_path: Path) -> None:
    """Quick form: 1,500 of 400,000 flips. Whatever is read is what was saved; nothing else than a refusal is raised."""
    good, path, noticed = reader.read(saved, forms), tmp_path / "乙.zfnb", 0
    for data in flips(saved.read_bytes(), 1_500):
        path.write_bytes(data)
        try:
            assert reader.read(path, forms) == good
        except KnownError:
            noticed += 1
    assert noticed > 30


# ---- while somebody writes

TYPING = """
import sys; from pathlib import Path
from clerk_app.form.edition import editions
from clerk_app.report.model import Changeset
from clerk_app.store import document
opened = document.open(Path(sys.argv[1]), editions())
print("open", flush=True)
for number in range(10, 10**6):
    wanted = {"t3/new/natural": number, "overview": str(number) * (number % 7 * 500)}
    opened.commit("do", Changeset(opened.report.edits_to(wanted), "填写"), "2026-01-05T09:00:00+08:00")
    opened.flush()
"""


def test_read__while_another_process_commits_without_pause__each_time_one_committed_state(
    saved: Path, forms: Forms
) -> None:
    with subprocess.Popen([sys.executable, "-c", TYPING, saved], cwd=ROOT, stdout=subprocess.PIPE) as typing:
        assert typing.stdout is not None
        typing.stdout.readline()
        found: list[Report] = []
        try:
            while len(found) < 30:
                report = reader.read(saved, forms).report
                if not found or report != found[-1]:
                    found.append(report)
        finally:
            typing.kill()
    numbers = [int(report.figure("t3/new/natural") or 0) for report in found]
    assert numbers == sorted(numbers)
    for report, number in zip(found, numbers, strict=True):
        assert report.text("overview") == str(number) * (number % 7 * 500) or number == 5


# ---- a newer format


def newer(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in (*statements, "PRAGMA user_version = 7"):
            connection.execute(statement)
    return path


def test_glimpse__newer_format_with_more_in_it__what_is_known_and_how_much_is_not(saved: Path, forms: Forms) -> None:
    good = reader.read(saved, forms)
    newer(
        saved,
        "CREATE TABLE more (a)",
        "INSERT INTO value VALUES ('t9/new/kind', '1'), ('t3/next/natural', 'three')",
    )
    before = saved.read_bytes()
    found, unknown = reader.glimpse(saved, forms)
    assert (found.report, found.changed_at, unknown) == (good.report, good.changed_at, 2)
    assert saved.read_bytes() == before


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE value ADD COLUMN more TEXT",
        "DROP TABLE value",
        "DROP TABLE about",
        "DELETE FROM about",
        "UPDATE about SET value = '2099' WHERE name = 'edition'",
        "DELETE FROM value",
        f"INSERT INTO value {NUMBERS.format(300_000)} SELECT 'x' || i, i FROM n",
    ],
)
def test_glimpse__newer_format_that_keeps_its_report_otherwise__refused(
    saved: Path, forms: Forms, statement: str
) -> None:
    newer(saved, statement)
    before = saved.read_bytes()
    start = process_time()
    with pytest.raises(FileRefused):
        reader.glimpse(saved, forms)
    assert process_time() - start < 2
    assert saved.read_bytes() == before
