"""Files handed out whole or not at all; names that every file system takes."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.errors import KnownError
from clerk_app.exchange.handout import safe_name, write


def test_write__new_and_again__replaces_and_leaves_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "年报.json"
    for content in (b"one", b"two"):
        write(path, content)
        assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("年报.json", content)]


@pytest.mark.parametrize(
    "name, words",
    [
        ("nowhere/年报.json", "没有这个文件或文件夹，请核对名称。"),
        ("file/年报.json", "没有这个文件夹，请核对名称。"),
        ("folder.json", "这是一个文件夹，请写出文件名。"),
        ("长" * 200 + ".json", "文件名太长，请缩短。"),
    ],
    ids=["no-folder", "no-folder-but-a-file", "a-folder", "too-long"],
)
def test_write__cannot_be__names_path_and_cause_and_leaves_nothing(name: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "file").touch()
    with pytest.raises(KnownError) as refused:
        write(tmp_path / name, b"x")
    assert str(refused.value) == f"“{tmp_path / name}”没有导出：{words}"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder.json"]


@pytest.mark.parametrize(
    "text, name",
    [
        ("青石镇人民政府2023年报告", "青石镇人民政府2023年报告"),
        ('a\\b/c:d*e?f"g<h>i|j%k', "a_b_c_d_e_f_g_h_i_j_k"),
        ("../../etc/passwd", "_.._etc_passwd"),
        (" 甲. ", "甲"),
        ("甲\n\x00\u202e乙", "甲乙"),
        ("", "未命名"),
        ("...", "未命名"),
        ("𠮷田镇", "_田镇"),
        ("CON", "_CON"),
        ("com1.txt", "_com1.txt"),
        ("console", "console"),
        ("一" * 100, "一" * 60),
    ],
)
def test_safe_name__text__is_a_name(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text(max_size=100))
def test_safe_name__any_text__is_a_short_name_that_stays(text: str) -> None:
    name = safe_name(text)
    assert 0 < len(name.encode()) <= 181
    assert not set(name) & set('\\/:*?"<>|%\n\0')
    assert name == name.strip(" .")
    assert safe_name(name) == name or name.startswith("_")
