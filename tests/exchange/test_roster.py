"""The list of units that have to hand in, as people keep it."""

from pathlib import Path

import openpyxl
import pytest

from clerk_app.errors import KnownError
from clerk_app.exchange.roster import read

UNITS = ["花山镇人民政府", "青石镇人民政府"]


@pytest.mark.parametrize(
    "data",
    [
        "花山镇人民政府\n青石镇人民政府\n".encode(),
        "\ufeff单位\r\n花山镇人民政府\r\n\r\n  青石镇人民政府 \r\n花山镇人民政府\r\n".encode(),
        "单位名称,联系人\n花山镇人民政府,张三\n青石镇人民政府,李四\n".encode("gb18030"),
        "花山镇人民政府\t0432\n青石镇人民政府\t0433".encode(),
    ],
)
def test_read__a_text_in_any_of_its_ways__the_units(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "名单.txt"
    path.write_bytes(data)
    assert read(path) == UNITS


@pytest.mark.parametrize(
    "rows",
    [
        [["序号", "单位名称", "电话"], [1, "花山镇人民政府", "0432"], [2, "青石镇人民政府", None]],
        [["应报单位名单"], [None], ["单位"], ["花山镇人民政府"], ["青石镇人民政府"]],
        [[None, "花山镇人民政府"], [None, "青石镇人民政府"]],
    ],
)
def test_read__a_workbook__its_column_of_units(tmp_path: Path, rows: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    path = tmp_path / "名单.xlsx"
    book.save(path)
    assert read(path) == UNITS


@pytest.mark.parametrize(
    "data, words",
    [(b"", "没有单位"), (b"\xff\xfe\x00\x00", "不是文字"), (b"PK\x03\x04 junk", "名单"), (None, "读不了")],
)
def test_read__no_list__one_sentence(tmp_path: Path, data: bytes | None, words: str) -> None:
    path = tmp_path / "名单.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(KnownError, match=words):
        read(path)
