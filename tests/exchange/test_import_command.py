"""`clerk-app import`: a new report from a published one, or one sentence and nothing new."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from clerk_app.__main__ import main
from clerk_app.exchange import docx
from clerk_app.report.model import Report

SEED = Path(__file__).resolve().parents[3] / "shared" / "domain" / "seed" / "huashan-2019.txt"


def shown(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert main(["show", str(path), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_published_report__imported__a_new_file_and_an_account(
    published: Callable[..., Report], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    source, target = tmp_path / "去年.docx", tmp_path / "去年.zfnb"
    source.write_bytes(docx.make(published("2021", 3)))
    assert main(["import", str(source), "-o", str(target)]) == 0
    told = capsys.readouterr().out
    assert "认出：2023年，2021 年格式" in told
    assert "空白 67 格" in told
    got = shown(target, capsys)
    # A total whose parts are all there but that is blank in the source stays blank.
    assert got["figures"] == {c: n if isinstance(n, int) else str(n) for c, n in published("2021", 3).figures.items()}


@pytest.mark.skipif(not SEED.exists(), reason="the published report of 2019 is not at hand")
def test_seed__imported__as_it_was_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    target = tmp_path / "花山.zfnb"
    assert main(["import", str(SEED), "-o", str(target)]) == 0
    got = shown(target, capsys)
    assert (got["edition"], got["year"], got["unit"], got["figures"]) == ("2019", 2019, "花山镇人民政府", {})
    assert got["cover"] == {"level": "township", "parent": "临江市", "issued": "2019-12-30", "publish_note": True}
    assert sorted(got["passages"]) == ["overview", "preface", "problems"]


def test_report_without_unit__imported__asked_for_and_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    source, target = tmp_path / "无名.txt", tmp_path / "无名.zfnb"
    source.write_text("一、总体情况\n公开信息86条。\n", "utf-8")
    assert main(["import", str(source), "-o", str(target)]) == 2
    assert "--unit 和 --year" in capsys.readouterr().err
    assert not target.exists()
    assert main(["import", str(source), "-o", str(target), "--unit", "青石镇人民政府", "--year", "2023"]) == 0
    assert shown(target, capsys)["passages"] == {"overview": "公开信息86条。"}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"%PDF-1.7", b"\0\xff" * 99, "今天天气很好。".encode()])
def test_no_report__imported__one_sentence_and_no_file(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    source, target = tmp_path / "来件.docx", tmp_path / "新.zfnb"
    source.write_bytes(content)
    assert main(["import", str(source), "-o", str(target)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not target.exists()


def test_target_that_is_there__imported__left_alone(
    published: Callable[..., Report], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    source, target = tmp_path / "去年.docx", tmp_path / "有.zfnb"
    source.write_bytes(docx.make(published("2021")))
    target.write_text("别人的")
    assert main(["import", str(source), "-o", str(target)]) == 2
    assert target.read_text() == "别人的"
