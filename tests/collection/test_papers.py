"""What a collection hands out, read back by others: openpyxl, pypdfium2, the program itself."""

import io
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from clerk_app.__main__ import main
from clerk_app.collection.gathering import Collecting
from clerk_app.collection.papers import roster, write_report, write_workbook
from clerk_app.errors import KnownError
from clerk_app.report.model import Report
from clerk_app.session import Session


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


def test_workbook__units_sums_and_lists__as_another_reader_finds_them(
    made: Collecting, build: Callable[..., Report]
) -> None:
    file = io.BytesIO()
    made.expect(["花山镇人民政府", "红旗镇人民政府"])
    made.settle()
    write_workbook(made, file, build("临江市人民政府", 2))
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["汇总", "各份情况", "核对意见", "未报送"]
    rows = list(book["汇总"].iter_rows())
    paths = [c.value for c in rows[1]][4:]
    one = build("花山镇人民政府").figures
    assert paths == list(one)
    assert [row[1].value for row in rows[3:]] == ["花山镇人民政府", "=SUM(A1)镇人民政府", "临江市人民政府"]
    assert rows[4][1].data_type == "s"
    for i, (path, number) in enumerate(one.items(), 4):
        assert [Decimal(str(row[i].value)) for row in rows[3:]] == [number, number * 3, number * 2], path
        letters = rows[2][i].column_letter
        assert rows[2][i].value == f"=SUM({letters}4:{letters}6)"
    states = {row[2]: row[1] for row in book["各份情况"].iter_rows(min_row=2, values_only=True)}
    assert states == {"花山镇人民政府": "计入", "=SUM(A1)镇人民政府": "计入", "青石镇人民政府": "未定稿"}
    assert "承接了两个乡镇的申请。" in {row[3] for row in book["核对意见"].iter_rows(values_only=True)}
    assert [row[0] for row in book["未报送"].iter_rows(values_only=True)] == ["单位", "红旗镇人民政府"]


def test_write_report__an_upper_report__opens_and_is_the_next_years_roster(made: Collecting, tmp_path: Path) -> None:
    path = tmp_path / "汇总.zfnb"
    write_report(made, path, "临江市人民政府")
    with Session.open(path) as session:
        assert session.report.level == "county"
        assert session.can_undo is False
    assert roster(path) == ["花山镇人民政府", "=SUM(A1)镇人民政府"]
    with pytest.raises(KnownError, match="已经存在"):
        write_report(made, path, "临江市人民政府")
    with pytest.raises(KnownError, match="不是汇总"):
        roster(tmp_path / "in" / "1.zfnb")


def test_command__collect__both_outputs_and_their_exits(
    put: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = put("1.zfnb", "花山镇人民政府").parent
    put("2.zfnb", "青石镇人民政府", 2)
    (tmp_path / "名单.txt").write_text("花山镇人民政府\n红旗镇人民政府\n", "utf-8")

    def run(*words: object) -> int:
        return main(["collect", str(folder), *map(str, words)])

    assert run("-o", tmp_path / "市.zfnb", "--roster", tmp_path / "名单.txt") == 0
    said = capsys.readouterr()
    assert said.out.startswith("2025年：计入 2 份，没有计入 0 份，已汇总为")
    assert "未报送 1 个单位：红旗镇人民政府。" in said.err
    assert f"【计入】{folder / '2.zfnb'}：" in said.err
    assert "应报单位名单上没有这个单位，请核对该不该计入" in said.err
    assert "1.zfnb" not in said.err
    (folder / "坏.zfnb").write_bytes(b"junk" * 99)
    assert run("-o", tmp_path / "市.xlsx", "--roster", tmp_path / "市.zfnb", "--notes", tmp_path / "退回") == 1
    assert f"【读不了】{folder / '坏.zfnb'}：不是年报文件" in capsys.readouterr().err
    assert [p.name for p in (tmp_path / "退回").iterdir() if "坏" in p.name] == ["坏_年报_退回单.pdf"]
    assert run("-o", tmp_path / "市.zfnb") == 2
    assert run("-o", tmp_path / "市.csv") == 2
    assert main(["collect", str(tmp_path / "没有"), "-o", str(tmp_path / "x.zfnb")]) == 2
    assert not (tmp_path / "x.zfnb").exists()
    assert (tmp_path / "cache" / "clerk-app" / "collection.sqlite").exists()
