"""The program checks its own installation: each thing by itself, and what is broken is named."""

from pathlib import Path

import pytest

from clerk_app import selftest

NAMES = ["版本", "表样", "核对", "字体", "存取", "排版", "中文界面", "输入法"]


def test_run__good_installation__is_good_in_all() -> None:
    results = selftest.run()
    assert [(r.name, r.words) for r in results if not r.good] == []
    assert [r.name for r in results][: len(NAMES)] == NAMES
    words = {r.name: r.words for r in results}
    assert words["表样"] == "2019 年格式 198 格、2021 年格式 200 格"
    assert words["存取"] == "一份报告存入、读出一致，只有一个文件"


def test_run__a_face_is_missing__is_told_and_the_rest_still_tried(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(selftest, "RESOURCES", tmp_path)
    results = {r.name: r for r in selftest.run()}
    assert not results["字体"].good
    assert results["字体"].words.startswith("FileNotFoundError：")
    assert results["存取"].good
