"""Numbers that Word makes by itself."""

import pytest
from lxml import etree

from clerk_app.exchange.reading.numbering import numbering, written

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LISTS = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="4">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1-%3."/></w:lvl>
</w:abstractNum><w:num w:numId="9"><w:abstractNumId w:val="4"/></w:num></w:numbering>"""
STYLES = f"""<w:styles {W}><w:style w:styleId="h"><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr></w:style>
</w:styles>"""


def paragraph(inner: str) -> etree._Element:  # lxml's stubs name it so
    return etree.fromstring(f"<w:p {W}>{inner}</w:p>")


def at(level: int) -> str:
    return f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="9"/></w:numPr></w:pPr>'


def test_paragraphs_of_a_list__counted__deeper_levels_begin_again():
    counts = numbering(etree.fromstring(LISTS), None)
    told = [counts.before(paragraph(at(level))) for level in (0, 1, 1, 2, 2, 0, 1)]
    assert told == ["一、", "（一）", "（二）", "一-3.", "一-4.", "二、", "（一）"]


def test_paragraph_of_a_numbered_style__counted():
    counts = numbering(etree.fromstring(LISTS), etree.fromstring(STYLES))
    assert counts.before(paragraph('<w:pPr><w:pStyle w:val="h"/></w:pPr>')) == "一、"
    assert counts.before(paragraph('<w:pPr><w:pStyle w:val="x"/></w:pPr>')) == ""
    assert counts.before(paragraph("")) == ""


def test_document_without_lists__counted__nothing():
    assert numbering(None, None).before(paragraph(at(0))) == ""


@pytest.mark.parametrize(
    "number, form, wanted",
    [
        (10, "chineseCounting", "十"), (12, "chineseCounting", "十二"), (20, "chineseCounting", "二十"),
        (35, "chineseCountingThousand", "三十五"), (2, "decimalEnclosedCircle", "②"), (3, "decimalFullWidth", "３"),
        (2, "upperLetter", "B"), (7, "decimal", "7"), (7, "", "7"), (120, "chineseCounting", "120"),
    ],
)  # fmt: skip
def test_number__written__as_word_does(number: int, form: str, wanted: str):
    assert written(number, form) == wanted
