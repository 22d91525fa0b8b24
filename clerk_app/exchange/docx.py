"""The report as a Word document by GB/T 9704-2012, for Word, WPS and LibreOffice."""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from clerk_app.exchange import docx_package
from clerk_app.exchange.docx_package import PITCH, TITLE, TWIP, width_of
from clerk_app.form.sheet import Box
from clerk_app.report.document import Block, Figures, Heading, Paragraph, Signature, Title, blocks
from clerk_app.report.model import Report
from clerk_app.report.seal import holding

_MEASURE = 8844  # twips: 156 mm
_NARROW = 1.2  # em left blank beside a label so that it breaks where the eye expects it
# twips, the least height of a row: on paper a shorter table gives way to stand below its text, which no row can here.
_LOW, _HIGH = 320, 370
_LONG = 20  # rows; a table of more has a page to itself
_STYLES = ("Normal", "1", "2", "3", "4")  # style ids by a paragraph's level, 7.3.3
_BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in
                  ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip


def make(report: Report) -> bytes:
    """The whole document. Text is cleaned where it entered the report: it holds nothing that XML cannot. That of a
    sealed report bears the hour of its seal, so that the same report gives the same bytes."""
    seal = holding(report)
    mark = f"{seal.words}　核对码 {seal.code}" if seal else ""
    stream = blocks(report)
    body = [
        _xml(block, followed_by_signature=isinstance(stream[-1], Signature) and number == len(stream) - 2)
        for number, block in enumerate(stream)
    ]
    return docx_package.made(report.title, report.unit, "".join(body), mark, seal.at if seal else "")


def _xml(block: Block, *, followed_by_signature: bool) -> str:
    if isinstance(block, Title):
        return _title(block)
    if isinstance(block, Heading):
        return docx_package.paragraph(docx_package.run(block.text), "1", docx_package.JUSTIFIED)
    if isinstance(block, Paragraph):
        return _text(block, keep=followed_by_signature)
    if isinstance(block, Figures):
        return _table(block) + docx_package.paragraph("", "Gap")
    return _signature(block)


# ---- paragraphs


def _text(block: Paragraph, *, keep: bool) -> str:
    properties = ("<w:keepNext/>" if keep else "") + docx_package.JUSTIFIED
    if block.level and block.head == len(block.text):
        return docx_package.paragraph(docx_package.run(block.text), _STYLES[block.level], properties)
    head = docx_package.run(block.text[: block.head], block.level) if block.head else ""
    return docx_package.paragraph(head + docx_package.run(block.text[block.head :]), "Normal", properties)


def _title(block: Title) -> str:
    """One blank line, the title in lines that end between its pieces, one blank line (7.3.1)."""
    room = _MEASURE / TWIP / TITLE
    lines: list[str] = []
    for piece in block.pieces:
        if lines and width_of("".join(block.pieces)) <= room:
            lines[-1] += piece
        elif len(lines) == 1 and width_of(lines[0] + piece) <= room and piece != block.pieces[-1]:
            lines[0] += piece
        else:
            lines.append(piece)
    runs = "<w:r><w:br/></w:r>".join(docx_package.run(line) for line in lines)
    blank = docx_package.paragraph("", "Normal")
    return blank + docx_package.paragraph(runs, "Title", '<w:jc w:val="center"/>') + blank


def _signature(block: Signature) -> str:
    """署名 centred on the date, which ends four characters from the edge (7.3.5.1), and the note below (7.3.6)."""
    keep = "<w:keepNext/>"
    date, unit = width_of(block.date or "2000年1月1日"), width_of(block.unit)
    middle = max(4 + date / 2, min(unit, docx_package.CHARACTERS) / 2)

    def right(text: str, width: float, properties: str) -> str:
        edge = max(middle - width / 2, 0)
        indent = f'<w:ind w:rightChars="{round(edge * 100)}" w:right="{round(edge * PITCH * TWIP)}"/>'
        return docx_package.paragraph(
            docx_package.run(text), "Signature", properties + indent + '<w:jc w:val="right"/>'
        )

    signed = right(block.unit, unit, keep) + right(block.date, date, keep if block.note else "")
    note = docx_package.paragraph(docx_package.run(block.note), "Normal", docx_package.JUSTIFIED) if block.note else ""
    return docx_package.paragraph("", "Normal", keep) * 2 + signed + note


# ---- tables


class _Slot(NamedTuple):
    """One w:tc: a box, or the part of it that a row below its first one holds."""

    box: Box
    continued: bool


def _table(block: Figures) -> str:
    """All boxes of a part; labels are broken evenly by hand, so that no face and no program breaks them otherwise."""
    sheet = block.sheet
    total = sum(sheet.widths)
    widths = [round(w / total * _MEASURE) for w in sheet.widths]
    rows: list[list[_Slot]] = [[] for _ in range(sheet.rows)]
    for box in sorted(sheet.boxes, key=lambda b: b.column):
        for row in range(box.row, box.row + box.rows):
            rows[row].append(_Slot(box, row > box.row))
    nested = {t.key for t in sheet.part.tables if any(n.children for n in t.rows)}
    height = _LOW if sheet.rows < _LONG else _HIGH
    lines = "".join(
        _row(slots, widths, block, nested, height, head=i < sheet.head_rows, last=i == sheet.rows - 1)
        for i, slots in enumerate(rows)
    )
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="25" w:type="dxa"/><w:left w:w="40" w:type="dxa"/><w:bottom w:w="25" w:type="dxa"/>'
        '<w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblCaption w:val="{escape(sheet.part.heading)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>'
    )


def _row(
    slots: Sequence[_Slot],
    widths: Sequence[int],
    block: Figures,
    nested: set[str],
    least: int,
    *,
    head: bool,
    last: bool,
) -> str:
    repeated = "<w:tblHeader/>" if head else ""
    cells = "".join(_cell(slot, widths, block, nested, keep=not last) for slot in slots)
    height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"


def _cell(slot: _Slot, widths: Sequence[int], block: Figures, nested: set[str], *, keep: bool) -> str:
    box = slot.box
    width = sum(widths[box.column : box.column + box.columns])
    merge = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
    if box.rows > 1:
        merge += "<w:vMerge/>" if slot.continued else '<w:vMerge w:val="restart"/>'
    # The table stays whole where a page holds it: every row keeps to the next.
    properties = "<w:keepNext/>" if keep else ""
    if box.role == "row" and box.table in nested and box.rows == 1:
        properties += '<w:jc w:val="left"/>'
    text = block.numbers.get(box.path, "") if box.role == "figure" else box.text
    pieces = [""] if slot.continued else docx_package.even_lines(text, width / TWIP / docx_package.SMALL - _NARROW)
    runs = "<w:r><w:br/></w:r>".join(docx_package.run(piece) for piece in pieces if piece)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merge}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="Table"/>{properties}</w:pPr>{runs}</w:p></w:tc>'
    )
