"""A .docx as it would be printed."""

import io
import zipfile

from clerk_app.exchange.reading import word
from clerk_app.exchange.reading.source import Grid

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def read(body: str) -> tuple[object, ...]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return word.read(buffer.getvalue()).items


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_tracked_changes__read__as_accepted():
    body = "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins></w:p>"
    assert read(body) == ("新",)


def test_break_in_a_paragraph__read__two_paragraphs():
    assert read("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>") == ("甲", "乙")


def test_content_control__read__like_any_text():
    assert read(f"<w:sdt><w:sdtContent>{paragraph('甲')}</w:sdtContent></w:sdt>") == ("甲",)


def test_merged_cells__read__with_their_spans():
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    across = '<w:gridSpan w:val="2"/>'
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    (grid,) = read(
        f"<w:tbl><w:tr>{cell('甲', down)}{cell('乙', across)}</w:tr>"
        f"<w:tr>{cell('', on)}{cell('丙')}{cell('丁')}</w:tr></w:tbl>"
    )
    assert isinstance(grid, Grid)
    assert [(c.text, c.rows, c.columns) for c in grid.cells] == [("甲", 2, 1), ("乙", 1, 2), ("丙", 1, 1), ("丁", 1, 1)]
