"""The whole way once, as a person without a window goes it: an empty file, data in, checks, paper out, data back."""

import json
import re
from pathlib import Path

import pypdfium2
import pytest

from clerk_app import RESOURCES
from clerk_app.__main__ import main

SAMPLE = RESOURCES / "sample" / "shiqiaowan-2025.json"
SEED = Path(__file__).resolve().parents[2] / "shared" / "domain" / "seed" / "huashan-2019.txt"


def text_of(pdf: Path) -> str:
    """All text of a PDF as an independent reader finds it, without blanks, page numbers and the mark of a draft."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = ("".join(page.get_textpage().get_text_range().split()) for page in document)
        return "".join(re.sub(r"草稿最后修改[：:][0-9T:+年月日\-]*|—\d+—", "", page) for page in pages)
    finally:
        document.close()


def seed() -> dict[str, object]:
    """The published report of 2019 by parts: the text between the headings, the tables left blank as they were."""
    lines = SEED.read_text("utf-8").splitlines()
    at = {h: next(i for i, line in enumerate(lines) if line.startswith(h)) for h in ("一、", "二、", "五、")}
    end = next(i for i, line in enumerate(lines) if line.startswith("临江市花山镇人民政府"))

    def part(first: int, last: int) -> str:
        return "\n".join(line.strip() for line in lines[first:last] if line.strip())

    return {
        "format": "zfnb-report/1",
        "edition": "2019",
        "year": 2019,
        "unit": "花山镇人民政府",
        "cover": {"level": "township", "parent": "临江市", "issued": "2019-12-30", "publish_note": True},
        "figures": {},
        "passages": {
            "preface": part(1, at["一、"]),
            "overview": part(at["一、"] + 1, at["二、"]),
            "problems": part(at["五、"] + 1, end),
        },
    }


def test_sample__filled_checked_exported__clean_and_the_same_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file, pdf = tmp_path / "样本.zfnb", tmp_path / "样本.pdf"
    assert main(["new", str(file), "--unit", "石桥湾镇人民政府", "--year", "2025"]) == 0
    assert main(["fill", str(file), str(SAMPLE)]) == 0
    assert main(["check", str(file)]) == 0
    assert main(["export", str(file), "-o", str(pdf)]) == 0
    capsys.readouterr()
    assert main(["show", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(SAMPLE.read_text("utf-8"))
    text = text_of(pdf)
    for words in (
        "石桥湾镇人民政府2025年政府信息公开工作年度报告",
        "本年新收政府信息公开申请13件",
        "2026年1月12日",
        "（此件公开发布）",
    ):
        assert words in text
    assert sorted(p.name for p in tmp_path.iterdir()) == ["样本.pdf", "样本.zfnb"]


@pytest.mark.skipif(not SEED.exists(), reason="the published report of 2019 is not at hand")
def test_seed__filled_checked_exported__every_word_on_paper(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file, pdf, data = tmp_path / "花山.zfnb", tmp_path / "花山.pdf", tmp_path / "花山.json"
    data.write_text(json.dumps(seed(), ensure_ascii=False), "utf-8")
    assert main(["new", str(file), "--unit", "花山镇人民政府", "--year", "2019"]) == 0
    assert main(["fill", str(file), str(data)]) == 0
    capsys.readouterr()
    assert main(["check", str(file), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["filled"], found["of"]) == (0, 198)
    assert {f["rule"] for f in found["findings"]} >= {"BLANK", "DATE-EARLY"}
    assert main(["export", str(file), "-o", str(pdf)]) == 0
    text = text_of(pdf)
    passages = seed()["passages"]
    assert isinstance(passages, dict)
    assert [line for p in passages.values() for line in p.splitlines() if "".join(line.split()) not in text] == []
    for heading in ("一、总体情况", "六、其他需要报告的事项", "临江市花山镇人民政府", "2019年12月30日"):
        assert heading in text
