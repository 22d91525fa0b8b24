"""A second set of layouts: blank cells left out, heads apart, fields of forms, lists by Word, rows in between."""

import io
import re
import zipfile
from collections.abc import Sequence
from functools import partial
from html import escape

from tests.exchange.copied import around, bars_around, bars_behind, paragraphs, text
from tests.exchange.layouts import Change, Page, Table, Writer, _places, blanks, docx, half_brackets, texts, xlsx
from tests.exchange.offices import _document, _p, _run
from tests.exchange.sites import plain_table


def dropped(table: Table) -> str:
    """Blank cells left out, every row padded to the same number of bars."""
    width = max(sum(a for _, _, a in row) for row in table)
    lines = []
    for row in table:
        cells = [t.replace("\n", "") for t, _, _ in row if t]
        lines.append(" |\n".join(cells) + " |\n" + "|" * (width - len(cells)))
    return "\n".join(lines)


def wide_blanks(table: Table) -> str:
    return "\n".join("　　".join(t for t, _, _ in row) for row in table)


def marked_up(table: Table) -> str:
    """What is left of the page's own marks in a text: entities and <br>."""
    lines = bars_around([[(t.replace("\n", "<br>") or "&nbsp;", d, a) for t, d, a in row] for row in table])
    return lines.replace("商业企业", "商业<br>企业").replace("其他结果", "其他<br/>结果")


def ruled(table: Table) -> str:
    """Rules of + and - between the rows."""
    return "\n+----------+-----+\n".join(bars_around(table).split("\n"))


def interrupted(page: Page) -> Page:
    """Running heads and page numbers amid the tables, the branch at the head of a new page once more."""
    result: Page = []
    for item in page:
        if isinstance(item, str) or len(item) < 20:
            result.append(item)
            continue
        again = [[("三、本年度办理结果", 1, 1), ("（五）不予处理", 1, 1), *item[18][-8:]]]
        result += [item[:18], "青石镇人民政府2023年政府信息公开工作年度报告", "第 4 页 共 8 页", again + item[19:]]
    return result


def with_tail(page: Page) -> Page:
    tail = [
        "相关附件",
        "1.青石镇年报.docx",
        "相关文章",
        "青石镇2022年政府信息公开工作年度报告 2023-01-20",
        "分享到：",
        "版权所有",
    ]
    return [str(page[0]), str(page[0]), "2024-01-16 15:20", *page[1:], *tail]


def with_statistics(page: Page) -> Page:
    """A table of the office's own within part one."""
    own: Table = [
        [("公开渠道", 1, 1), ("条数", 1, 1)],
        [("政府网站", 1, 1), ("61", 1, 1)],
        [("合计", 1, 1), ("86", 1, 1)],
    ]
    at = next(n for n, i in enumerate(page) if isinstance(i, str) and i.startswith("二、"))
    return [*page[:at], own, *page[at:]]


# ---- pages


def head_apart(page: Page) -> bytes:
    """The head of every table is a table of its own above the body, as scrolling tables are built."""

    def table(rows: Table) -> str:
        first = next((n for n, r in enumerate(rows) if any(re.fullmatch(r"-?[\d.]+|", t) for t, _, _ in r)), 0)
        if first < 2 or len(rows[0]) == 1:
            return plain_table(rows)
        return f"<div class=header>{plain_table(rows[:first])}</div><div class=body>{plain_table(rows[first:])}</div>"

    lines = [f"<p>{escape(i)}</p>" if isinstance(i, str) else table(i) for i in page]
    return ("<html><meta charset=utf-8><body>" + "".join(lines)).encode()


def inputs(page: Page) -> bytes:
    """Numbers in fields of a form that cannot be typed in."""
    body = "".join(f"<p>{escape(i)}</p>" if isinstance(i, str) else
                   re.sub(r">(-?\d[\d.]*)<", r'><input type="text" disabled value="\1"><', plain_table(i))
                   for i in page)  # fmt: skip
    return f"<html><head><meta charset=utf-8></head><body><form>{body}</form></body></html>".encode()


def shredded(page: Page) -> bytes:
    """Every word in pieces of its own, with line ends between the marks; UTF-16."""

    def pieces(t: str) -> str:
        return "<span>" + "</span><font><b></b></font><span>".join(escape(t[i : i + 2]) for i in range(0, len(t), 2))

    lines = [f"<p>\n{pieces(i)}</span>\n</p>" if isinstance(i, str) else
             re.sub(r"<td([^>]*)>([^<]*)</td>", lambda m: f"<td{m[1]}>\n  <p>{pieces(m[2])}</span></p>\n</td>",
                    plain_table(i)) for i in page]  # fmt: skip
    return ("<html><body>" + "\n".join(lines) + "</body></html>").encode("utf-16")


def xhtml(page: Page) -> bytes:
    """A declared encoding that is not the real one, and the strict form."""
    body = "".join(f"<p>{escape(i)}</p>" if isinstance(i, str) else plain_table(i) for i in page)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">'
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; '
        f'charset=utf-8" /><title>x</title></head><body>{body}</body></html>'
    ).encode("gbk")


def a_table_a_row(page: Page) -> bytes:
    """Every row of the first tables, and every paragraph, a table of its own."""
    lines = [f"<table><tr><td>{escape(i)}</td></tr></table>" if isinstance(i, str) else
             "".join(plain_table([r]) for r in i) if len(i[0]) == 1 else plain_table(i) for i in page]  # fmt: skip
    return ("<html><head><meta charset='utf-8'></head><body>" + "".join(lines) + "</body></html>").encode()


def preformatted(page: Page) -> bytes:
    whole = "\n".join(i if isinstance(i, str) else "\n".join("\t".join(t for t, _, _ in r) for r in i) for i in page)
    return f"<html><head><meta charset=utf-8></head><body><pre>{escape(whole)}</pre></body></html>".encode()


def all_one_table(page: Page) -> bytes:
    """Text and figures in the rows of one table, as forms are printed."""
    rows = "".join(f"<tr><td colspan=15>{escape(i)}</td></tr>" if isinstance(i, str) else
                   "".join("<tr>" + "".join(f"<td rowspan={d} colspan={a}>{escape(t)}</td>" for t, d, a in r) + "</tr>"
                           for r in i) for i in page)  # fmt: skip
    return f"<html><head><meta charset=utf-8></head><body><table>{rows}</table></body></html>".encode()


# ---- documents


def old_merges(page: Page) -> bytes:
    """Cells merged across by w:hMerge; a row for each of them in the grid."""

    def table(rows: Table) -> str:
        boxes, lines = _places(rows), []
        for y in range(max(b.row + b.rows for b in boxes)):
            cells = ""
            for box in sorted((b for b in boxes if b.row <= y < b.row + b.rows), key=lambda b: b.column):
                for x in range(box.columns):
                    merge = '<w:hMerge w:val="restart"/>' if box.columns > 1 and not x else "<w:hMerge/>" * bool(x)
                    if box.rows > 1:
                        merge += '<w:vMerge w:val="restart"/>' if y == box.row else "<w:vMerge/>"
                    cells += (
                        f"<w:tc><w:tcPr>{merge}</w:tcPr>{_p(_run(box.text) if y == box.row and not x else '')}</w:tc>"
                    )
            lines.append(f"<w:tr>{cells}</w:tr>")
        return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(lines)}</w:tbl>"

    return _document("".join(_p(_run(i)) if isinstance(i, str) else table(i) for i in page))


def by_tabs(page: Page) -> bytes:
    """No tables at all: cells set by tabs."""
    tab = "<w:r><w:tab/></w:r>"
    return _document("".join(_p(_run(i)) if isinstance(i, str) else
                             "".join(_p(tab.join(_run(t) for t, _, _ in r)) for r in i) for i in page))  # fmt: skip


def strict(page: Page) -> bytes:
    """Word's strict form: other names of the same marks."""
    source, buffer = zipfile.ZipFile(io.BytesIO(docx(page))), io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as result:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "word/document.xml":
                data = data.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                                    b"http://purl.oclc.org/ooxml/wordprocessingml/main")  # fmt: skip
            result.writestr(member, data)
    return buffer.getvalue()


def counted_by_word(page: Page) -> bytes:
    """（一） made by Word's numbering in the text, 一、 in the headings."""
    from docx import Document
    from docx.oxml import parse_xml

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="{t}"/></w:lvl>'
        for n, t in enumerate(("%1、", "（%2）"))
    )
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {space} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for item in page:
        if isinstance(item, str):
            heading, sub = re.match("[一二三四五六]、", item), re.match("（[一二三四]）", item)
            bare = item[2:] if heading else item[3:] if sub else item
            paragraph = document.add_paragraph(bare)
            if heading or sub:
                properties = paragraph._p.get_or_add_pPr()
                level = 1 if sub else 0
                properties.append(
                    parse_xml(f'<w:numPr {space}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
                )
        else:
            from tests.exchange.layouts import _docx_table

            document.element.body.sectPr.addprevious(parse_xml(_docx_table(item)))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


# ---- workbooks


def hidden_columns(page: Page) -> bytes:
    """Beside the tables last year's numbers in hidden rows; decimal numbers; an error in a cell of its own."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(xlsx(page)))
    sheet = book.active
    assert sheet is not None
    last = sheet.max_row + 3
    for n, row in enumerate((("规章", 7, 7, 7), ("行政许可", 9))):
        for x, value in enumerate(row):
            sheet.cell(last + n, x + 1, value)
        sheet.row_dimensions[last + n].hidden = True
    sheet.cell(last + 5, 20, "#REF!")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def typed_as_text(page: Page) -> bytes:
    """Numbers as text with blanks, labels broken in their cells, a sheet a part."""
    change = partial(texts, lambda t: t[:4] + "\n" + t[4:] if len(t) > 6 else f" {t} ")
    return xlsx(change(page), sheets=True, as_text=True)


Layout = tuple[str, Sequence[Change], Writer]
STRANGERS: dict[str, Layout] = {
    "blank cells dropped": ("txt", (), partial(text, table=dropped)),
    "wide blanks": ("txt", (), partial(text, table=wide_blanks, narrow=False)),
    "marks of the page left": ("txt", (), partial(text, table=marked_up)),
    "rules between rows": ("txt", (around,), partial(text, table=ruled)),
    "interrupted": ("txt", (interrupted,), partial(text, table=bars_behind)),
    "interrupted, a cell a paragraph": ("txt", (interrupted,), partial(text, table=paragraphs, gap="\n\n")),
    "tail": ("txt", (with_tail,), partial(text, table=bars_behind, narrow=False)),
    "head apart": ("html", (), head_apart),
    "numbers in fields": ("html", (), inputs),
    "shredded": ("html", (with_tail,), shredded),
    "wrong encoding": ("html", (partial(texts, half_brackets),), xhtml),
    "a table a row": ("html", (), a_table_a_row),
    "preformatted": ("html", (), preformatted),
    "all one table": ("html", (with_statistics,), all_one_table),
    "statistics of its own": ("html", (with_statistics, partial(texts, blanks)), head_apart),
    "merged across": ("docx", (), old_merges),
    "by tabs": ("docx", (), by_tabs),
    "strict": ("docx", (), strict),
    "counted by Word": ("docx", (), counted_by_word),
    "interrupted docx": ("docx", (interrupted, with_statistics), docx),
    "hidden rows": ("xlsx", (), hidden_columns),
    "typed as text": ("xlsx", (), typed_as_text),
    "statistics xlsx": ("xlsx", (with_statistics, around), xlsx),
}
