"""Published reports as Word documents and workbooks of other hands: tracked changes, boxes, controls, formulas."""

import io
import re
from collections.abc import Callable
from html import escape
from itertools import product

from tests.exchange.copied import around
from tests.exchange.layouts import Page, Table, _places, half_brackets, texts, two_line_title, xlsx
from tests.exchange.sites import loose_numbers

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BOX = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
Run = Callable[[str], str]
_REVISION = 'w:id="1" w:author="某" w:date="2024-01-01T00:00:00Z"'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _tracked(text: str) -> str:
    """Half of it inserted, something else deleted."""
    at = len(text) // 2
    gone = f"<w:del {_REVISION}><w:r><w:delText>九九</w:delText></w:r></w:del>"
    return _run(text[:at]) + gone + f"<w:ins {_REVISION}>{_run(text[at:])}</w:ins>"


def _controlled(text: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{_run(text)}</w:sdtContent></w:sdt>"


def _fielded(text: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> =SUM(ABOVE) 77 </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{_run(text)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _hidden(text: str) -> str:
    return _run(text) + "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏88</w:t></w:r>"


def _p(runs: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def _table(table: Table, run: Run = _run, *, wrap: str = "{}", before: bool = False, row: str = "{}") -> str:
    boxes = _places(table)
    lines: list[str] = []
    for y in range(max(b.row + b.rows for b in boxes)):
        cells = ""
        held = sorted((b for b in boxes if b.row <= y < b.row + b.rows), key=lambda b: b.column)
        for box in held:
            merge = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
            if box.rows > 1:
                merge += '<w:vMerge w:val="restart"/>' if y == box.row else "<w:vMerge/>"
            text = box.text if y == box.row else ""
            runs = "".join(run(t) + "<w:r><w:br/></w:r>" for t in text.split("\n")) if text else ""
            cells += wrap.format(f"<w:tc><w:tcPr>{merge}</w:tcPr>{_p(runs.removesuffix('<w:r><w:br/></w:r>'))}</w:tc>")
        skipped = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' if before else ""
        lines.append(row.format(f"<w:tr>{skipped}{cells}</w:tr>"))
    width = max(b.column + b.columns for b in boxes) + before
    grid = '<w:gridCol w:w="500"/>' * width
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"


def _document(body: str, *, header: str = "") -> bytes:
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    if header:
        document.sections[0].header.paragraphs[0].text = header
    root = parse_xml(f"<w:body {_W} {_BOX}>{body}</w:body>")
    for element in list(root):
        document.element.body.sectPr.addprevious(element)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _word(page: Page, run: Run = _run, **ways: object) -> str:
    return "".join(_p(run(i)) if isinstance(i, str) else _table(i, run, **ways) for i in page)  # type: ignore[arg-type]


def controls(page: Page) -> bytes:
    """Content controls around runs, cells, rows and the whole text."""
    sdt = "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>"
    return _document(sdt.format(_word(page, _controlled, wrap=sdt, row=sdt)))


def tracked(page: Page) -> bytes:
    """Tracked changes; a deleted row with other numbers, a deleted paragraph, a paragraph that was moved."""
    gone = f"<w:p><w:pPr><w:rPr><w:del {_REVISION}/></w:rPr></w:pPr><w:del {_REVISION}><w:r><w:delText>一、总体情况"
    gone += "</w:delText></w:r></w:del></w:p>"
    cells = "".join(
        f"<w:tc>{_p(f'<w:del {_REVISION}><w:r><w:delText>{t}</w:delText></w:r></w:del>')}</w:tc>"
        for t in ("规章", 5, 5, 5)
    )
    row = f"<w:tr><w:trPr><w:del {_REVISION}/></w:trPr>{cells}</w:tr></w:tbl>"
    return _document(gone + _word(page, _tracked).replace("</w:tbl>", row, 1))


def boxes(page: Page) -> bytes:
    """Title and signature in text boxes with their older twins."""

    def box(lines: list[str]) -> str:
        inner = "".join(_p(_run(t)) for t in lines)
        return (
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
            f"{inner}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
            f"<w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )

    return _document(box([str(page[0])]) + _word(page[1:-3]) + box([str(t) for t in page[-3:]]))


def numbered(page: Page) -> bytes:
    """The numbers of headings and of labels are made by Word; hidden text, fields; running heads."""
    auto = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = ""
    for i in page:
        if isinstance(i, str):
            heading = re.match("[一二三四五六]、", i)
            body += _p(_hidden(i[2:] if heading else i), auto if heading else "")
        else:
            bare = [[(re.sub(r"^(（?[一二三四五六七]+[、）]|\d\.)", "", t), d, a) for t, d, a in r] for r in i]
            body += _table(bare, _fielded)
    return _document(body, header="青石镇人民政府年度报告　第1页")


def one_cell(page: Page) -> bytes:
    """The whole text in the only cell of a table, the official tables within it."""
    return _document(f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr/>{_word(page)}{_p('')}"
                     "</w:tc></w:tr></w:tbl>")  # fmt: skip


def set_in(page: Page) -> bytes:
    """Rows that begin a place further right; a picture with words for the blind; soft hyphens and tabs in labels."""
    picture = "<w:p><w:r><w:drawing><wp:docPr xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessing"
    picture += "Drawing' id='1' name='图1' descr='二、主动公开政府信息情况'/></w:drawing></w:r></w:p>"
    soft: Run = lambda t: _run(t[:1]) + "<w:r><w:softHyphen/><w:tab/></w:r>" + _run(t[1:])  # noqa: E731
    return _document(picture + "".join(_p(_run(i)) if isinstance(i, str) else _table(i, soft, before=True)
                                       for i in page))  # fmt: skip


# ---- workbooks


def _book(page: Page, *, left: int = 0, top: int = 1, formulas: bool = False, styled: bool = False) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.title, hidden.sheet_state = "去年", "hidden"
    for y, row in enumerate((("规章", 7, 7, 7), ("行政许可", 9))):
        for x, value in enumerate(row):
            hidden.cell(y + 1, x + 1, value)
    sheet = book.create_sheet("年报")
    row = top
    for item in page:
        if isinstance(item, str):
            sheet.cell(row, 1 + left, item)
            sheet.merge_cells(start_row=row, start_column=1 + left, end_row=row, end_column=8 + left)
            row += 1
            continue
        for box in _places(item):
            number = re.fullmatch(r"-?\d+", box.text)
            cell = sheet.cell(row + box.row, 1 + left + box.column, int(box.text) if number else box.text or None)
            if number and styled:
                cell.number_format = '0"件"'
            if number and formulas:
                cell.value = f"=SUM({int(box.text) - 1},1)"
            if box.rows > 1 or box.columns > 1:
                sheet.merge_cells(start_row=row + box.row, start_column=1 + left + box.column,
                                  end_row=row + box.row + box.rows - 1,
                                  end_column=left + box.column + box.columns)  # fmt: skip
        row += max(b.row + b.rows for b in _places(item)) + (0 if styled else 2)
    book.active = 1
    buffer = io.BytesIO()
    book.save(buffer)
    return _computed(buffer.getvalue()) if formulas else buffer.getvalue()


def _computed(content: bytes) -> bytes:
    """What =SUM(n,1) comes to beside it, as programs that compute write it."""
    import zipfile

    source, buffer = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as result:
        for member in source.infolist():
            data = source.read(member)
            if member.filename.startswith("xl/worksheets/"):
                data = re.sub(rb"<f>SUM\((-?\d+),1\)</f><v ?/?>(</v>)?",
                              lambda m: m[0][: m[0].index(b"<v")] + b"<v>%d</v>" % (int(m[1]) + 1), data)  # fmt: skip
            result.writestr(member, data)
    return buffer.getvalue()


def blank_margins(page: Page) -> bytes:
    return _book(page, left=2, top=5)


def formulas(page: Page) -> bytes:
    return _book(page, formulas=True)


def shown_as_counts(page: Page) -> bytes:
    """Numbers shown with 件 by their format; tables straight below the text."""
    return _book(page, styled=True)


def text_in_a_cell(page: Page) -> bytes:
    """All text up to a table in one cell with line breaks; numbers as text."""
    joined: Page = []
    for item in page:
        if isinstance(item, str) and joined and isinstance(joined[-1], str):
            joined[-1] += "\n" + item
        else:
            joined.append(item)
    return xlsx(joined, as_text=True)


def unmerged_sheet(page: Page) -> bytes:
    """Values copied without the merging: blank places stay blank, every place with a blank in it."""
    result: Page = []
    for item in page:
        if isinstance(item, str):
            result.append(item)
            continue
        placed = {(b.row, b.column): b.text for b in _places(item)}
        wide, tall = max(x for _, x in placed) + 1, max(y for y, _ in placed) + 1
        result.append([[(placed.get((y, x), " ") or " ", 1, 1) for x in range(wide)] for y in range(tall)])
        assert len(list(product(range(tall), range(wide)))) == tall * wide
    return xlsx(result)


OFFICES = {
    "content controls": ("docx", (), controls),
    "tracked changes": ("docx", (), tracked),
    "text boxes": ("docx", (), boxes),
    "numbered by Word": ("docx", (), numbered),
    "all in one cell": ("docx", (two_line_title,), one_cell),
    "rows set in": ("docx", (lambda p: texts(half_brackets, p),), set_in),
    "blank margins": ("xlsx", (), blank_margins),
    "formulas": ("xlsx", (), formulas),
    "shown as counts": ("xlsx", (), shown_as_counts),
    "text in a cell": ("xlsx", (), text_in_a_cell),
    "unmerged with blanks": ("xlsx", (loose_numbers,), unmerged_sheet),
    "with a menu": ("xlsx", (around,), blank_margins),
}
