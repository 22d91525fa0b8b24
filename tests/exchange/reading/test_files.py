"""Files that nobody means well with, files that are not what they seem: one clear sentence, soon, in little memory."""

import io
import json
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clerk_app.exchange.reading import files
from clerk_app.exchange.reading.source import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
DOCUMENT = '<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def package(members: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(rows: str) -> bytes:
    from openpyxl import Workbook

    buffer = io.BytesIO()
    Workbook().save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        members: dict[str, bytes | str] = {n: archive.read(n) for n in archive.namelist()}
    return package(members | {"xl/worksheets/sheet1.xml": SHEET.format(rows)})


def encrypted() -> bytes:
    content = bytearray(package({"word/document.xml": "x"}))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = content.index(mark) + (6 if mark[2] == 3 else 8)
        content[at : at + 2] = struct.pack("<H", 1)
    return bytes(content)


def pdf_of_pictures() -> bytes:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "是空的"),
    "zeros": (lambda: bytes(4096), "是空的"),
    "noise": (lambda: bytes(range(128, 256)) * 99 + b"\0\xff", "不是文字"),
    "old .doc": (lambda: OLE + "WordDocument".encode("utf-16-le"), "另存为 .docx"),
    "old .xls": (lambda: OLE + "Workbook".encode("utf-16-le"), "另存为 .xlsx"),
    "RTF": (lambda: rb"{\rtf1\ansi x}", "另存为 .docx"),
    "password on .docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "去掉密码"),
    "password on zip": (encrypted, "去掉密码"),
    "zip cut off": (lambda: package({"word/document.xml": DOCUMENT * 99})[:-40], "已损坏"),
    "zip of something else": (lambda: package({"readme.txt": "x"}), "是压缩包"),
    "OpenDocument": (lambda: package({"content.xml": "<x/>"}), "OpenDocument"),
    "bomb in one member": (lambda: package({"word/document.xml": bytes(40 << 20)}), "解压后太大"),
    "bomb in many members": (lambda: package({f"{n}": bytes(30 << 20) for n in range(3)}), "解压后太大"),
    "many members": (lambda: package({f"{n}": b"" for n in range(2_001)}), "2001 个文件"),
    "path outside": (lambda: package({"../../etc/x": b""}), "不正常的路径"),
    "entities": (lambda: package({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "DOCTYPE"),
    "external entity in UTF-16": (
        lambda: package({"word/document.xml": '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'.encode("utf-16")}),
        "DOCTYPE",
    ),
    "broken XML": (lambda: package({"word/document.xml": DOCUMENT + "<w:body><w:p>"}), "已损坏"),
    "deep XML": (lambda: package({"word/document.xml": DOCUMENT + "<w:p>" * 50_000}), "已损坏"),
    "broken workbook": (lambda: package({"xl/workbook.xml": "<x/>"}), "已损坏"),
    "broken PDF": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 20, "已损坏"),
    "scanned PDF": (pdf_of_pictures, "扫描件"),
    "JSON of another kind": (lambda: b'{"a": 1}', "不是年报助手的交换数据"),
    "deep JSON": (lambda: b'{"a":' + b"[" * 100_000, "不是有效的 JSON"),
    "text without end": (lambda: b"x\n" * 4_000_000, "文字太多"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_file__read__one_sentence_within_bounds(name: str, tmp_path: Path):
    make, words = HOSTILE[name]
    path = tmp_path / "来件.docx"
    path.write_bytes(make())
    tracemalloc.start()
    start = time.perf_counter()
    with pytest.raises(Exception) as caught:  # noqa: PT011  # which one is asserted below
        files.read(path)
    took, (_, most) = time.perf_counter() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(caught.value, Unreadable), caught.value
    assert words in str(caught.value)
    assert "来件.docx" in str(caught.value)
    assert took < 5
    assert most < 120 << 20


def test_large_file__read__refused_unread(tmp_path: Path):
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.write(b"PK")
        file.truncate(100 << 20)
    with pytest.raises(Unreadable, match=r"100 MB，超过 10 MB"):
        files.read(path)


def test_missing_file__read__names_it(tmp_path: Path):
    with pytest.raises(Unreadable, match="没有这个文件"):
        files.read(tmp_path / "没有.docx")


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="ZZ{n}"><v>1</v></c></row>' for n in range(1, 10_001)),
    ],
    ids=["last cell of all", "10,000 rows"],
)
def test_huge_sheet__read__only_its_window(rows: str, tmp_path: Path):
    path = tmp_path / "大.xlsx"
    path.write_bytes(workbook(rows))
    tracemalloc.start()
    start = time.perf_counter()
    source = files.read(path)
    took, (_, most) = time.perf_counter() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(1 if isinstance(i, str) else i.rows for i in source.items) <= 2_000
    assert took < 10
    assert most < 120 << 20


def test_html_table_with_huge_spans__read__cut_to_the_window(tmp_path: Path):
    path = tmp_path / "页.html"
    path.write_text("<table><tr><td colspan=9999 rowspan=9999>x</td></tr>" + "<tr><td>1</td></tr>" * 99 + "</table>")
    (grid,) = files.read(path).items
    assert not isinstance(grid, str)
    assert (grid.columns, grid.rows) == (100, 100)


def test_exchange_data__read__by_names(tmp_path: Path):
    path = tmp_path / "数.json"
    data = {
        "format": "zfnb-report/1",
        "edition": "2021",
        "year": 2023,
        "unit": "青石镇人民政府",
        "figures": {"t3/new/total": 5},
    }
    path.write_text(json.dumps(data), "utf-8")
    source = files.read(path)
    assert (source.edition, source.year, source.given["t3/new/total"]) == ("2021", 2023, 5)
