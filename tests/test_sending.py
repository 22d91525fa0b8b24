"""Sending: what lies on the stick, that nothing there is touched, paper and file told to be the same by their code."""

import errno
import hashlib
import io
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest

from clerk_app import RESOURCES, sending
from clerk_app.__main__ import main
from clerk_app.errors import KnownError
from clerk_app.exchange import interchange
from clerk_app.report.seal import sendings
from clerk_app.sending import bearers, send, verify, write
from clerk_app.session import Session
from clerk_app.store import files

SAMPLE = (RESOURCES / "sample" / "shiqiaowan-2025.json").read_text("utf-8")
CANARIES = ("王小二拟稿", "草稿甲乙丙丁", "上年旧文字", "欧阳修改人", "备注问张三")


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """The sample, after drafts that were deleted, with last year's text beside it."""
    data = json.loads(SAMPLE)
    with Session.create(tmp_path / "石桥湾2025.zfnb", data["unit"], data["year"]) as session:
        session.by = CANARIES[3]
        session.edit({"note/overview": CANARIES[4]})
        for words in CANARIES[:2]:
            session.edit({"overview": words * 30, "cover/contact/address": words}, words)
        session.edit({"previous/overview": CANARIES[2] * 30})
        session.edit(interchange.fitting(interchange.parse(SAMPLE), session.report), "填入数据", given=True)
        yield session


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "U盘"
    folder.mkdir()
    (folder / "别人的.txt").write_text("别动", "utf-8")
    return folder


def pages_of(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return pages


def test_send__a_sealed_report__three_files_that_bear_the_code_and_no_byte_of_drafts(
    session: Session, stick: Path
) -> None:
    seal = session.seal()
    sent = send(session, stick)
    assert sent.words == f"已写入“{stick}”，共 3 个文件，逐个读回核对无误，可安全弹出。"
    names = sorted(p.name for p in stick.iterdir())
    start = f"石桥湾镇人民政府_2025年报_第1次定稿_{seal.code}"
    assert names == sorted(["别人的.txt", f"{start}.zfnb", f"{start}.pdf", f"{start}_送报单.pdf"])
    assert all(len(n.encode()) < 200 and not re.search(r'[\\/:*?"<>|]', n) for n in names)
    copy, paper, slip = sent.files
    data = copy.read_bytes()
    assert not [c for c in CANARIES if c.encode() in data]
    session.close()
    assert [c for c in CANARIES if c.encode() in session.path.read_bytes()]
    assert verify(copy, seal.code).kind == "same"
    mark = f"第1次定稿核对码{seal.code}"
    pages = pages_of(paper)
    assert all(mark in page for page in pages)
    assert pages[-1].count(mark) == 2  # at the foot, and beside the signature
    (page,) = pages_of(slip)
    for words in ("石桥湾镇人民政府", "2025年", seal.code, "第1次定稿", "核对中需要说明的问题"):
        assert words in page


def test_send__the_slips_qr_code__is_the_files_code(session: Session, stick: Path) -> None:
    import zxingcpp

    seal = session.seal()
    copy, _, slip = send(session, stick).files
    document = pypdfium2.PdfDocument(slip)
    picture = document[0].render(scale=150 / 72).to_pil()
    document.close()
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == f"ZFNB/1 {seal.code} 1 2025 石桥湾镇人民政府"
    assert verify(copy, found.text.split()[1]).kind == "same"


def test_send__with_the_word_document__it_bears_the_code_at_every_foot(session: Session, stick: Path) -> None:
    import docx

    seal = session.seal()
    for _ in range(2):
        sent = send(session, stick, docx=True)
    assert [p.suffix for p in sent.files] == [".zfnb", ".pdf", ".pdf", ".docx"]
    section = docx.Document(str(sent.files[3])).sections[0]
    for footer in (section.footer, section.even_page_footer):
        assert footer.paragraphs[0].text == f"第 1 次定稿　核对码 {seal.code}"


def test_send__again_and_after_a_correction__old_copies_stay(session: Session, stick: Path) -> None:
    session.seal()
    first = send(session, stick)
    before = {p: p.read_bytes() for p in stick.iterdir()}
    assert send(session, stick) == first
    session.reopen("表三填错")
    session.edit({"others": session.report.text("others") + "另，已补报一项。"})
    session.seal()
    second = send(session, stick)
    assert not set(first.files) & set(second.files)
    assert {p: p.read_bytes() for p in before} == before
    assert "上次退回表三填错" in pages_of(second.files[2])[0]
    assert verify(first.files[0]).kind == verify(second.files[0]).kind == "same"


def test_send__a_file_of_that_name_with_something_else__refused_and_left(session: Session, stick: Path) -> None:
    session.seal()
    paper = send(session, stick).files[1]
    paper.write_bytes(b"something else")
    with pytest.raises(KnownError, match="已经存在而内容不同，不会覆盖它"):
        send(session, stick)
    assert paper.read_bytes() == b"something else"


def test_send__not_sealed_or_nowhere_to_write__one_sentence(session: Session, stick: Path, tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="还没有定稿"):
        send(session, stick)
    session.seal()
    with pytest.raises(KnownError, match="没有这个文件"):
        send(session, tmp_path / "没有" / "这里")
    with pytest.raises(KnownError):
        send(session, stick / "别人的.txt")


def test_send__a_full_stick__whole_files_or_none(
    session: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.seal()
    done: list[int] = []
    real = os.fsync

    def full(descriptor: int) -> None:
        done.append(descriptor)
        if len(done) > 3:  # the copy and its folder have been written, the paper has not
            raise OSError(errno.ENOSPC, "full")
        real(descriptor)

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(KnownError, match="磁盘已满"):
        send(session, stick)
    monkeypatch.undo()
    left = [p for p in stick.iterdir() if p.name != "别人的.txt"]
    assert all(p.suffix in (".zfnb", ".pdf") for p in left)
    assert len(left) < 3
    assert len(send(session, stick).files) == 3


def run(*words: object) -> int:
    return main([str(w) for w in words])


def test_commands__seal_verify_export__by_their_exits_and_words(
    session: Session, stick: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    session.close()
    file = session.path
    assert run("export", file, "-o", stick / "a.pdf", "--final") == 2
    assert "还没有定稿" in capsys.readouterr().err
    assert run("verify", file) == 1
    assert run("seal", file, "--to", stick) == 0
    code = capsys.readouterr().out.split()[-1]
    assert run("seal", file) == 0
    assert capsys.readouterr().out.split() == [code]
    assert run("verify", file, "--code", code.lower()) == 0
    assert run("verify", file, "--code", code[1] + code[0] + code[2:]) == (1 if code[0] != code[1] else 0)
    assert run("export", file, "-o", stick / "a.pdf", "--final") == 0
    assert run("export", file, "-o", stick / "b.pdf", "--draft") == 0
    assert code in pages_of(stick / "a.pdf")[0]
    assert "草稿" in pages_of(stick / "b.pdf")[0]
    other = json.loads(SAMPLE)
    other["passages"] = {"others": "改一下。"}
    capsys.readouterr()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json.dumps(other).encode())))
    assert run("fill", file, "-") == 2
    assert "已经定稿（第 1 次定稿），不能修改" in capsys.readouterr().err


def test_commands__seal_with_errors__says_each_and_changes_nothing(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    session.edit({"t3/next/natural": 99})
    session.close()
    before = session.path.read_bytes()
    assert run("seal", session.path) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "自然人" in said.err
    assert "还不能定稿" in said.err
    assert session.path.read_bytes() == before


def test_send__into_a_folder__the_report_remembers_when_and_where(session: Session, stick: Path) -> None:
    seal = session.seal()
    copy = send(session, stick).files[0]
    (sent,) = sendings(session.report, seal)
    assert sent.where == str(stick)
    assert str(stick).encode() not in copy.read_bytes()
    assert session.sealed == seal
    path = session.path
    session.close()
    assert sendings(Session.look(path).report, seal) == (sent,)


def test_write__each_step__is_told_and_can_be_the_last(session: Session, stick: Path) -> None:
    session.seal()
    told: list[tuple[int, int, str]] = []

    def stop(done: int, of: int, what: str) -> None:
        told.append((done, of, what))
        if done == 2:
            raise KnownError("已停止。")

    with pytest.raises(KnownError, match=r"^已停止。已写好的 2 个文件是完整的，再送时不用重写。$"):
        write(session.report, session.findings, stick, docx=True, tell=stop)
    assert told == [(0, 5, "年报文件"), (1, 5, "定稿 PDF"), (2, 5, "送报单")]
    assert len(list(stick.iterdir())) == 3
    told.clear()
    write(session.report, session.findings, stick, docx=True, tell=lambda *step: told.append(step))
    assert [(done, what) for done, _, what in told[3:]] == [(3, "Word 文档"), (4, "读回核对")]


def test_write__a_stick_that_loses_what_was_written__is_found_at_the_end(
    session: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.seal()

    def lose(done: int, of: int, what: str) -> None:
        if what == "读回核对":
            next(stick.glob("*.pdf")).write_bytes(b"")

    with pytest.raises(KnownError, match="写好以后读出的内容不一样"):
        write(session.report, session.findings, stick, tell=lose)


def test_write__the_folder_gone_or_another_disk_in_its_place__never_said_to_be_written(
    session: Session, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.seal()
    with pytest.raises(KnownError, match="不见了，U 盘可能已经拔出"):
        write(session.report, session.findings, stick / "没有")


@pytest.mark.parametrize("at", range(4))
def test_write__the_stick_is_pulled_and_its_folder_stays__no_file_is_called_written(
    session: Session, stick: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Where a stick was mounted an empty folder of this machine stays, and takes what is written from then on."""
    session.seal()
    device, pulled = sending._device, list[bool]()
    monkeypatch.setattr(sending, "_device", lambda folder: device(folder) + len(pulled))

    def pull(done: int, of: int, what: str) -> None:
        if done == at:
            pulled.append(True)
            for path in stick.iterdir():
                path.unlink()

    with pytest.raises(KnownError, match="写的时候 U 盘拔出了：请插好再送一次") as stopped:
        write(session.report, session.findings, stick, tell=pull)
    assert "完整" not in str(stopped.value)


def test_bearers__of_a_code__the_reports_that_were_ever_sealed_under_it(
    session: Session, stick: Path, tmp_path: Path
) -> None:
    first = session.seal()
    copy = send(session, stick).files[0]
    session.reopen("改一处")
    (stick / "坏.zfnb").write_bytes(b"x")
    held = (session.path, session.report)
    paths = [copy, stick / "坏.zfnb", tmp_path / "没有.zfnb", session.path]
    found = bearers(first.code.lower(), paths, held)
    assert [path for path, _, _ in found] == [session.path, copy]
    assert {seal.revision for _, _, seal in found} == {1}
    assert bearers("VM84-D58E-7P1B-76QP", paths, held) == []


def test_code__of_a_sent_file__worked_out_anew_from_the_words_of_the_design(session: Session, stick: Path) -> None:
    """By a second hand, from the rows of the file alone: canonical form, SHA-256, 75 bits, GF(32)."""
    seal = session.seal()
    copy = send(session, stick).files[0]
    with closing(sqlite3.connect(copy)) as db:
        rows = dict(db.execute("SELECT path, value FROM value"))
        rows["edition"] = dict(db.execute("SELECT name, value FROM about"))["edition"]
    left_out = ("previous/", "seal/", "source/", "note/", "author")
    entries = [(path, value) for path, value in rows.items() if not path.startswith(left_out)]
    whole = bytearray(b"zfnb-canonical/1 sha256\x0a")
    for path, value in sorted(entries, key=lambda entry: [ord(c) for c in entry[0]]):
        number = path == "year" or re.match(r"[tp]\d+/", path)
        whole += b"n" if number else b"b" if path == "cover/publish_note" else b"t"
        for text in (path, value):
            data = text.encode("utf-8")
            whole += str(len(data)).encode() + b":" + data
        whole += b"\x0a"
    digest = hashlib.sha256(whole).digest()
    assert rows[f"seal/{seal.revision}/digest"] == f"sha256:{digest.hex()}"

    bits = "".join(f"{byte:08b}" for byte in digest)[:75]
    symbols = [int(bits[i : i + 5], 2) for i in range(0, 75, 5)]

    def times(a: int, b: int) -> int:
        product = 0
        for i in range(5):
            product ^= (a << i) if b >> i & 1 else 0
        for i in range(8, 4, -1):
            product ^= 0b100101 << (i - 5) if product >> i & 1 else 0
        return product

    power, check = 1, 0
    for symbol in symbols:
        power = times(power, 2)
        check ^= times(power, symbol)
    alphabet = [c for c in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" if c not in "ILOU"]
    code = "".join(alphabet[s] for s in (*symbols, check))
    assert "-".join(re.findall("....", code)) == seal.code


@pytest.mark.parametrize("number", [errno.ENOTCONN, errno.EIO, errno.ENODEV])
def test_write__the_stick_pulled_between_two_files__one_sentence_and_what_is_whole(
    session: Session, stick: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """A file system whose disk is gone fails at the least question, also at whether a name is taken."""
    session.seal()
    real = Path.exists

    def exists(path: Path, **options: bool) -> bool:
        if path.name.endswith("_送报单.pdf"):
            raise OSError(number, "gone")
        return real(path, **options)

    monkeypatch.setattr(Path, "exists", exists)
    with pytest.raises(KnownError, match=r"写“送报单”时没有存成：.+请.+。已写好的 2 个文件是完整的"):
        write(session.report, session.findings, stick)
