"""The notes to the units, read back by others: pypdfium2, python-docx."""

import io
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import docx
import pypdfium2
import pytest

from clerk_app.collection.gathering import Collecting
from clerk_app.collection.returning import Office, make_note, notes, to_return


@pytest.fixture
def made(put: Callable[..., Path], tmp_path: Path) -> Iterator[Collecting]:
    """Two units counted, a draft, and a unit whose name is a formula."""
    put("1.zfnb", "花山镇人民政府", 1, {"answer/JUMP t3/new/natural": "承接了两个乡镇的申请。"})
    put("2.zfnb", "=SUM(A1)镇人民政府", 3)
    put("3.zfnb", "青石镇人民政府", seal=False)
    with Collecting() as made:
        made.read([tmp_path / "in"], workers=1)
        made.read_texts(workers=1)
        made.settle()
        yield made


def test_notes__of_a_draft_and_of_answered_findings__say_what_and_why(made: Collecting) -> None:
    found: dict[str, str] = {}
    for name, data in notes(made):
        document = pypdfium2.PdfDocument(data)
        found[name] = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
        document.close()
    assert "未定稿：青石镇人民政府2025年年度报告还可以修改" in found["青石镇人民政府_2025年报_退回单.pdf"]
    assert "单位的说明：承接了两个乡镇的申请。" in found["花山镇人民政府_2025年报_退回单.pdf"]


def test_note__as_word__the_same_words(made: Collecting) -> None:
    found = dict(notes(made, ".docx"))
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(found["青石镇人民政府_2025年报_退回单.docx"])).paragraphs)
    assert "单　　位：青石镇人民政府" in text
    assert "未定稿：青石镇人民政府2025年年度报告还可以修改" in text
    assert set(found) == {name.replace(".pdf", ".docx") for name, _ in notes(made)}


def test_note__every_state__says_what_to_do_by_when_and_where(put: Callable[..., Path], tmp_path: Path) -> None:
    put("好.zfnb", "花山镇人民政府", 1, {"overview": "2025年收到申请999件。"})
    put("错.zfnb", "白云镇人民政府", 1, {"t3/new/total": 99})
    put("草稿.zfnb", "红旗镇人民政府", seal=False)
    put("一.zfnb", "黑水镇人民政府")
    put("二.zfnb", "黑水镇人民政府", 3)
    put("旧.zfnb", "松柏镇人民政府", 1, {"year": 2024})
    (tmp_path / "in" / "坏.zfnb").write_bytes(b"junk" * 100)
    put("改.zfnb", "石门镇人民政府")
    with closing(sqlite3.connect(tmp_path / "in" / "改.zfnb")) as other, other:
        other.execute("update value set value = '7' where path = 't3/new/natural'")
    office = Office("临江市人民政府", "1月25日", "312 室", "王敏 1234567")
    wanted = {
        "counted": "书面说明原因，不必重新送报", "faulty": "照下面的意见逐条改正", "unsealed": "按 F12 定稿",
        "duplicate": "书面告知以第几次定稿", "other": "核对报告的年度", "broken": "看它是否完好",
        "changed": "表三被改动过，与定稿时不一致。\n",
    }  # fmt: skip
    with Collecting() as made:
        made.read([tmp_path / "in"], workers=1)
        made.read_texts(workers=1)
        made.settle()
        seen = set[str]()
        for entry in filter(to_return, made.entries()):
            text = "\n".join(p.text for p in docx.Document(io.BytesIO(make_note(entry, ".docx", office))).paragraphs)
            assert wanted[entry.state] in text
            assert "退回单位：临江市人民政府\n办理期限：1月25日\n送　　到：312 室\n联　　系：王敏 1234567" in text
            for noted in entry.findings:
                assert noted.advice in text
            seen.add(entry.state)
        assert seen == set(wanted)
        blank = make_note(next(made.entries("faulty")), ".docx")
        assert "送　　到：＿＿" in "\n".join(p.text for p in docx.Document(io.BytesIO(blank)).paragraphs)
