"""Published reports in many layouts, made of one report: what the corpus and its figures are measured on.

A page is a list of paragraphs (text) and tables (rows of (text, rowspan, colspan)); changes of wording and of structure
are functions from page to page, and writers make files of it.
"""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from itertools import product

from clerk_app.form.sheet import Box, Sheet
from clerk_app.report.document import Figures, Heading, Paragraph, Signature, Title, blocks
from clerk_app.report.model import Report

Row = list[tuple[str, int, int]]
Table = list[Row]
Page = list[str | Table]
Change = Callable[[Page], Page]
Writer = Callable[[Page], bytes]


def page_of(report: Report) -> Page:
    """The report as it stands on paper."""
    page: Page = []
    for block in blocks(report):
        if isinstance(block, Title):
            page.append("".join(block.pieces))
        elif isinstance(block, Heading | Paragraph):
            page.append(block.text)
        elif isinstance(block, Figures):
            page.append(table_of(block.sheet, block.numbers))
        else:
            assert isinstance(block, Signature)
            page += [text for text in (block.unit, block.date, block.note) if text]
    return page


def table_of(sheet: Sheet, numbers: dict[str, str]) -> Table:
    rows: Table = [[] for _ in range(sheet.rows)]
    for box in sorted(sheet.boxes, key=lambda b: b.column):
        rows[box.row].append((numbers.get(box.path, "") if box.role == "figure" else box.text, box.rows, box.columns))
    return rows


# ---- changes


def texts(change: Callable[[str], str], page: Page) -> Page:
    """Every text of the tables that is no number, changed."""
    return [
        item if isinstance(item, str)
        else [[(change(t) if re.search(r"\D", t) and not re.fullmatch(r"[-\d.]+", t) else t, d, a) for t, d, a in row]
              for row in item]
        for item in page
    ]  # fmt: skip


def numbers(change: Callable[[str], str], page: Page) -> Page:
    return [
        item if isinstance(item, str)
        else [[(change(t) if re.fullmatch(r"-?\d[\d.]*", t) else t, d, a) for t, d, a in row] for row in item]
        for item in page
    ]  # fmt: skip


def headings(change: Callable[[str], str], page: Page) -> Page:
    """The headings of the parts changed."""
    return [change(i) if isinstance(i, str) and re.match("[一二三四五六]、", i) else i for i in page]


def tables(change: Callable[[Table], list[str | Table]], page: Page) -> Page:
    return [x for item in page for x in ([item] if isinstance(item, str) else change(item))]


def half_brackets(text: str) -> str:
    return text.translate(str.maketrans("（）：，“”", '():,""'))


def without_numbers(text: str) -> str:
    return re.sub(r"^(（?[一二三四五六七]+[、）]|\d\.)", "", text)


def wide_numbers(text: str) -> str:
    return re.sub(r"^(\d)\.", lambda m: chr(ord(m[1]) + 0xFEE0) + "．", text)


def commas(text: str) -> str:
    return re.sub(r"^(\d)\.", r"\1、", text)


def blanks(text: str) -> str:
    return " ".join(text) if len(text) < 8 else text[:4] + "　" + text[4:]


def broken(text: str) -> str:
    return text if len(text) < 4 else text[: len(text) // 2] + "\n" + text[len(text) // 2 :]


def slips(text: str) -> str:
    """A character left out or taken for another in every long label."""
    bare = without_numbers(text)
    if len(bare) < 9 or "第二十条" in text or "单位" in text:
        return text
    return text[:-3] + text[-2:] if len(bare) % 2 else text[:-4] + "止" + text[-3:]


def short(text: str) -> str:
    return re.sub(r"（(区分|单位).*）", "", text)


def unmerged(table: Table, *, repeat: bool = False) -> list[str | Table]:
    """The same without merged cells: the text in the first place, or in all."""
    width = max(sum(a for _, _, a in row) for row in table)
    grid: list[list[str | None]] = [[None] * width for _ in table]
    for y, row in enumerate(table):
        x = 0
        for text, down, across in row:
            while grid[y][x] is not None:
                x += 1
            number = re.fullmatch(r"-?[\d.]*", text)
            for i in range(down):
                for j in range(across):
                    first = i == j == 0
                    grid[y + i][x + j] = text if first or (repeat and not number) else ""
    return [[[(t or "", 1, 1) for t in row] for row in grid]]


def ragged(table: Table) -> list[str | Table]:
    """Spans lost: every row only with the cells that it has."""
    return [[[(t, 1, 1) for t, _, _ in row] for row in table]]


def apart(table: Table) -> list[str | Table]:
    """The stacked tables each on its own, the bands as paragraphs."""
    if len(table[0]) != 1:
        return [table]
    result: list[str | Table] = []
    for row in table:
        if len(row) == 1:
            result += [row[0][0], []]
        else:
            last = result[-1]
            assert isinstance(last, list)
            last.append(row)
    return result


def over_pages(table: Table, *, header: bool) -> list[str | Table]:
    """A long table broken in two, with or without its header again on the second page."""
    if len(table) < 20:
        return [table]
    at, head = 14, 3
    whole = _places(table)
    return [_cut(whole, 0, at), *([_cut(whole, 0, head, at, len(table))] if header else [_cut(whole, at, len(table))])]


def _places(table: Table) -> list[Box]:
    taken: dict[tuple[int, int], bool] = {}
    found: list[Box] = []
    for y, row in enumerate(table):
        x = 0
        for text, down, across in row:
            while (y, x) in taken:
                x += 1
            taken |= {(y + i, x + j): True for i in range(down) for j in range(across)}
            found.append(Box(y, x, down, across, text, "row", "", ""))
    return found


def _cut(boxes: Sequence[Box], *limits: int) -> Table:
    table: Table = []
    for first, last in zip(limits[::2], limits[1::2], strict=True):
        rows: Table = [[] for _ in range(last - first)]
        for box in sorted(boxes, key=lambda b: b.column):
            top, end = max(box.row, first), min(box.row + box.rows, last)
            if top < end:
                rows[top - first].append((box.text if top == box.row or last < 20 else "", end - top, box.columns))
        table += rows
    return table


def with_menu(page: Page) -> Page:
    menu = [
        "首页",
        "政务公开",
        "办事服务",
        "当前位置：首页 > 政府信息公开 > 政府信息公开年报",
        "索引号：0001 发布日期：2024-01-20",
    ]
    return [*menu, *page, "打印本页", "关闭窗口", "版权所有：某某市人民政府办公室", "京ICP备00000000号"]


def contents(page: Page) -> Page:
    """A list of contents between title and preface."""
    listed = [i for i in page if isinstance(i, str) and re.match("[一二三四五六]、", i)]
    return [page[0], "目录", *listed, *page[1:]]


def two_line_title(page: Page) -> Page:
    title = str(page[0])
    at = title.index("年") + 1
    return [title[:at], title[at:], *page[1:]]


def chinese_date(page: Page) -> Page:
    return [re.sub(r"^2024年1月15日$", "二〇二四年一月十五日", i) if isinstance(i, str) else i for i in page]


def joined_signature(page: Page) -> Page:
    """署名 and date on one line, no note."""
    return [*page[:-3], f"{page[-3]}　　{page[-2]}"]


def untitled(page: Page) -> Page:
    return page[1:]


# ---- writers


def html(page: Page, *, encoding: str = "utf-8", paragraph: str = "p") -> bytes:
    lines = [
        f"<{paragraph}>{escape(i)}</{paragraph}>" if isinstance(i, str) else _html_table(i) for i in page
    ]  # fmt: skip
    head = f'<html><head><meta charset="{encoding}"><title>x</title></head><body>'
    return (head + "\n".join(lines) + "</body></html>").encode(encoding)


def _html_table(table: Table) -> str:
    rows = "".join(
        "<tr>"
        + "".join(f'<td rowspan="{d}" colspan="{a}"><p><span>{_br(t)}</span></p></td>' for t, d, a in row)
        + "</tr>"
        for row in table
    )
    return f'<table border="1"><tbody>{rows}</tbody></table>'


def _br(text: str) -> str:
    return escape(text).replace("\n", "<br/>") or "&nbsp;"


def layout_html(page: Page) -> bytes:
    """A page of the kind that is arranged by tables, with scripts and hidden text, paragraphs by <br>."""
    inner = "".join(f"　　{escape(i)}<br>" if isinstance(i, str) else _html_table(i) for i in page)
    return (
        "<!DOCTYPE html><html><head><style>td{color:red}</style><script>var x='<p>一、总体情况</p>';</script>"
        "</head><body>"
        "<table width=100%><tr><td>首页</td><td>邮箱</td></tr><tr><td colspan=2><div id=zoom>"
        f"{inner}</div><div style='display: none'>隐藏的文字</div></td></tr></table></body></html>"
    ).encode("gb18030")


def docx(page: Page) -> bytes:
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    for item in page:
        if isinstance(item, str):
            document.add_paragraph(item)
        else:
            document.element.body.sectPr.addprevious(parse_xml(_docx_table(item)))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _docx_table(table: Table) -> str:
    boxes = _places(table)
    rows: list[str] = []
    columns = max(b.column + b.columns for b in boxes)
    each = 9000 // columns
    for y in range(max(b.row + b.rows for b in boxes)):
        cells = ""
        for box in sorted((b for b in boxes if b.row <= y < b.row + b.rows), key=lambda b: b.column):
            merge = f'<w:gridSpan w:val="{box.columns}"/>' if box.columns > 1 else ""
            if box.rows > 1:
                merge += '<w:vMerge w:val="restart"/>' if y == box.row else "<w:vMerge/>"
            text = escape(box.text if y == box.row else "").replace("\n", "</w:t><w:br/><w:t>")
            merge = f'<w:tcW w:w="{each * box.columns}" w:type="dxa"/>{merge}'
            cells += f"<w:tc><w:tcPr>{merge}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        rows.append(f"<w:tr>{cells}</w:tr>")
    grid = f'<w:gridCol w:w="{each}"/>' * columns
    return (
        '<w:tbl xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def xlsx(page: Page, *, sheets: bool = False, as_text: bool = False) -> bytes:
    """All on one sheet below one another, or a sheet from every heading on."""
    from openpyxl import Workbook
    from openpyxl.styles import Border, Side

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    row = 1
    for item in page:
        if isinstance(item, str):
            if sheets and re.match("[一二三四五六]、", item):
                sheet, row = book.create_sheet(item[:8]), 1
            sheet.cell(row, 1, item)
            row += 1
            continue
        for box in _places(item):
            number = re.fullmatch(r"-?\d+(\.\d+)?", box.text) and not as_text
            sheet.cell(row + box.row, 1 + box.column, float(box.text) if number else box.text or None)
            for y, x in product(range(box.rows), range(box.columns)):
                sheet.cell(row + box.row + y, 1 + box.column + x).border = Border(*[Side("thin")] * 4)
            if box.rows > 1 or box.columns > 1:
                at = (row + box.row, 1 + box.column, row + box.row + box.rows - 1, box.column + box.columns)
                sheet.merge_cells(start_row=at[0], start_column=at[1], end_row=at[2], end_column=at[3])
        row += max(b.row + b.rows for b in _places(item)) + 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def lines(page: Page, *, cell: str, end: str = "\n", encoding: str = "utf-8") -> bytes:
    """Text: every cell followed by `cell`, every row by `end`."""
    result = ""
    for item in page:
        if isinstance(item, str):
            result += item + "\n"
        else:
            result += "".join(cell.join(t.replace("\n", "") for t, _, _ in row) + end for row in item)
    return result.encode(encoding)


def single_blanks(page: Page) -> bytes:
    """As text comes out of a PDF: the label, then the numbers with single blanks between them."""
    return lines(page, cell=" ")


@dataclass(frozen=True)
class Layout:
    """One way to publish a report. `recall` is what can be known from it: without blank cells rows are not sure."""

    name: str
    ending: str
    changes: tuple[Change, ...]
    write: Writer

    def make(self, report: Report) -> bytes:
        page = page_of(report)
        for change in self.changes:
            page = change(page)
        return self.write(page)


def _both(name: str, *changes: Change) -> list[Layout]:
    return [Layout(f"{name} html", "html", changes, html), Layout(f"{name} docx", "docx", changes, docx)]


LABELS: dict[str, Change] = {
    "half brackets": partial(texts, half_brackets),
    "no numbers": partial(texts, without_numbers),
    "wide numbers": partial(texts, wide_numbers),
    "commas for points": partial(texts, commas),
    "blanks in labels": partial(texts, blanks),
    "broken labels": partial(texts, broken),
    "slips": partial(texts, slips),
    "short labels": partial(texts, short),
}
HEADINGS = {
    "headings without numbers": lambda t: t[2:],
    "headings with points": lambda t: t[0] + "." + t[2:],
    "headings with blanks": lambda t: t[:2] + "　" + t[2:],
    "headings by parts": lambda t: f"第{t[0]}部分 " + t[2:],
    "headings reworded": lambda t: (
        t.replace("情况", "的情况") if t[0] in "二三" else t.replace("情况", "措施") if t[0] == "五" else t
    ),
}
LAYOUTS: tuple[Layout, ...] = (
    *_both("as on paper"),
    *(layout for name, change in LABELS.items() for layout in _both(name, change)),
    *(Layout(name, "html", (partial(headings, change),), html) for name, change in HEADINGS.items()),
    Layout("gb2312 page", "html", (), partial(html, encoding="gb18030")),
    Layout("div paragraphs", "html", (), partial(html, paragraph="div")),
    Layout("page arranged by tables", "html", (with_menu,), layout_html),
    Layout("menu around", "html", (with_menu,), html),
    Layout("list of contents", "docx", (contents,), docx),
    Layout("title in two lines", "docx", (two_line_title,), docx),
    Layout("no title", "docx", (untitled,), docx),
    Layout("Chinese date", "docx", (chinese_date,), docx),
    Layout("signature in one line", "html", (joined_signature,), html),
    *_both("unmerged", partial(tables, unmerged)),
    *_both("unmerged, repeated", partial(tables, partial(unmerged, repeat=True))),
    *_both("broken over pages, header again", partial(tables, partial(over_pages, header=True))),
    *_both("broken over pages, no header", partial(tables, partial(over_pages, header=False))),
    *_both("tables apart", partial(tables, apart)),
    *_both("wide digits", partial(numbers, lambda t: "".join(chr(ord(c) + 0xFEE0) for c in t))),
    *_both("measures behind", partial(numbers, lambda t: t if "." in t else t + "件")),
    Layout("workbook", "xlsx", (), xlsx),
    Layout("workbook as text", "xlsx", (), partial(xlsx, as_text=True)),
    Layout("workbook by sheets", "xlsx", (), partial(xlsx, sheets=True)),
    Layout("workbook unmerged", "xlsx", (partial(tables, unmerged),), xlsx),
    Layout("workbook, half brackets, blanks", "xlsx", (LABELS["half brackets"], LABELS["blanks in labels"]), xlsx),
    Layout("workbook, slips", "xlsx", (LABELS["slips"],), xlsx),
    Layout("text by tabs", "txt", (), partial(lines, cell="\t")),
    Layout("text by tabs, gb18030", "txt", (LABELS["half brackets"],), partial(lines, cell="\t", encoding="gb18030")),
    Layout("text, a cell a line", "txt", (), partial(lines, cell="\n")),
    Layout("text, a cell a line, rows apart", "txt", (), partial(lines, cell="\n", end="\n\n")),
    Layout("text by bars", "txt", (), partial(lines, cell=" |\n", end=" |\n||||\n")),
    Layout("text by bars in rows", "txt", (), partial(lines, cell=" | ", end=" |\n")),
    Layout("text by single blanks", "txt", (), single_blanks),
    Layout("text, no numbers", "txt", (LABELS["no numbers"],), partial(lines, cell="\t")),
    Layout("text, slips", "txt", (LABELS["slips"],), partial(lines, cell="\n")),
)  # fmt: skip
