"""The Word document as other programs see it: python-docx, and a checker of official documents."""

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest

from clerk_app.exchange import docx, docx_package
from clerk_app.report.model import Report, empty
from clerk_app.report.seal import current, sealing

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What the checker wants by the rules of its own house, and the clause of GB/T 9704-2012 against it.
OTHERWISE = {
    "CHK-C001": "5.2.1: 天头 37 mm; 28 is its page with a red head",
    "CHK-C011": "5.2.1: 版心 225 mm high, so 35 mm below; not 28",
    "CHK-C006": "5.2.3: 22 lines a page, 28.95 pt; not 33",
    "CHK-C033": "5.2.3: the title's lines stand on the same grid",
    "CHK-C035": "5.2.3: so do those that begin with a heading",
    "CHK-C007": "7.3.1: 小标宋; 方正小标宋_GBK is the face of the larger character set",
    "CHK-C010": "7.3.3: the heading is 楷体, what follows it in its paragraph 仿宋; it looks at the whole paragraph",
    "CHK-C016": "7.3.5.1: 署名 centred on the date, not on the page",
}


@pytest.fixture(scope="module")
def document(published: Callable[..., Report]) -> Any:
    return python_docx.Document(io.BytesIO(docx.make(published("2021"))))


def test_page__made__is_of_the_standard(document: Any):
    (section,) = document.sections
    sides = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
    assert [round(x.mm) for x in (section.page_width, section.page_height, *sides)] == [210, 297, 37, 28, 26, 35]
    grid = document.element.body.sectPr.find(W + "docGrid")
    assert grid.get(W + "type") == "linesAndChars"
    assert 22 * int(grid.get(W + "linePitch")) <= 225 / 25.4 * 1440
    assert abs((16 + int(grid.get(W + "charSpace")) / 4096) * 28 - 156 / 25.4 * 72) < 0.1


def test_styles__made__have_the_official_faces(document: Any):
    faces = {s.name: s.element.rPr.rFonts.get(W + "eastAsia") for s in document.styles if s.element.rPr is not None}
    wanted = {"Normal": "仿宋_GB2312", "Title": "方正小标宋_GBK", "一级标题": "黑体", "二级标题": "楷体_GB2312"}
    assert {name: faces[name] for name in wanted} == wanted


def test_tables__made__are_merged_with_header_rows_repeated(document: Any):
    disclosure, applications, disputes = document.tables
    assert [len(t.rows) for t in document.tables] == [14, 28, 4]
    assert applications.cell(0, 0)._tc is applications.cell(2, 2)._tc
    repeated = [sum(r._tr.trPr.find(W + "tblHeader") is not None for r in t.rows) for t in document.tables]
    assert repeated == [0, 3, 3]
    assert disclosure.cell(0, 0).text == "第二十条第（一）项"
    assert disputes.cell(3, 14).text == "1199"


def test_page_numbers__made__right_on_odd_pages_and_left_on_even(document: Any):
    assert document.settings.odd_and_even_pages_header_footer
    (section,) = document.sections
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.text == "— 1 —"
        assert "PAGE" in paragraph._p.xml
        assert paragraph._p.pPr.jc.get(W + "val") == side


def test_signature__made__stays_with_the_text_and_centred_on_the_date(document: Any):
    unit, date, note = document.paragraphs[-3:]
    assert (unit.text, date.text, note.text) == ("云岭市青石镇人民政府", "2024年1月15日", "（此件公开发布）")
    right = [int(p._p.pPr.ind.get(W + "rightChars")) for p in (unit, date)]
    # In hundredths of a character.
    assert right[1] == 400
    middles = [right[0] + 1000 / 2, right[1] + docx_package.width_of(date.text) * 100 / 2]
    assert middles[0] == pytest.approx(middles[1], abs=1)
    assert all(p.paragraph_format.keep_with_next for p in document.paragraphs[-6:-1])


def test_properties__made__name_the_report_and_no_library(document: Any):
    properties = document.core_properties
    assert properties.title == "青石镇人民政府2023年政府信息公开工作年度报告"
    assert (properties.author, properties.last_modified_by) == ("青石镇人民政府", "青石镇人民政府")


def test_checker_of_official_documents__made__finds_nothing_against_the_standard(
    published: Callable[..., Report], tmp_path: Path
):
    path = tmp_path / "报告.docx"
    path.write_bytes(docx.make(published("2021")))
    checked = subprocess.run(
        [Path(sys.executable).with_name("gongwen"), "check", "-t", "report", "--json", path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    issues, _ = json.JSONDecoder().raw_decode(checked.stdout[checked.stdout.index("[") :])
    severe = {i["rule_id"] for i in issues if i["severity"] in ("P0", "P1") and i["check_type"] == "format"}
    assert severe == OTHERWISE.keys()  # no other, and none that it no longer finds


def test_make__of_a_sealed_report__the_same_bytes_at_any_hour(
    published: Callable[..., Report], monkeypatch: pytest.MonkeyPatch
):
    report = published("2021")
    for at in ("2026-01-12T09:00:00+08:00", "no hour at all"):
        sealed = empty(report.edition, {**report.values, **sealing(report, at)})
        first = docx.make(sealed)
        with monkeypatch.context() as later:
            later.setattr(time, "time", lambda: 2_000_000_000.0)
            later.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
            assert docx.make(sealed) == first
        seal = current(sealed)
        assert seal is not None
        assert seal.code in python_docx.Document(io.BytesIO(first)).sections[0].footer.paragraphs[0].text
