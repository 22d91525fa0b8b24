"""Makes prints/: pages of web sites as browsers print, save and copy them, and what pdftotext makes of the prints.

python tests/exchange/make_prints.py    (needs chromium, soffice, pdftotext; the files are committed)
"""

import json
import subprocess
import tempfile
from collections.abc import Callable
from html import escape, unescape
from io import BytesIO
from pathlib import Path

import openpyxl

from clerk_app.exchange import html
from clerk_app.form.edition import editions
from clerk_app.form.sheet import Box
from clerk_app.report.document import Block, Figures, Heading, Paragraph, Title, blocks
from clerk_app.report.fields import taken
from clerk_app.report.model import Report, empty
from tests.exchange.reports import values

FOLDER = Path(__file__).parent / "prints"
CHROMIUM = ("chromium", "--headless=new", "--no-sandbox", "--disable-gpu")

_HEAD = """<div class="top"><a href="/">首页</a> | <a href="/zwgk/">政务公开</a> | <a href="/hdjl/">互动交流</a>
<span>今天是 2024年3月8日 星期五</span></div>
<div class="crumb">当前位置：首页 &gt; 政务公开 &gt; 政府信息公开年报</div>
<ul class="menu"><li>政府信息公开指南</li><li>政府信息公开制度</li><li>法定主动公开内容</li><li>政府信息公开年报</li>
<li>依申请公开</li></ul>"""
_INFO = """<table class="info"><tr><td>索&nbsp;引&nbsp;号</td><td>006939748/2024-00127</td>
<td>分类</td><td>年度报告</td></tr>
<tr><td>发布机构</td><td>{unit}</td><td>发文日期</td><td>2024-01-18</td></tr></table>
<div class="meta">发布时间：2024-01-18 09:32　来源：本网　浏览次数：386　字体：[大 中 小]　打印</div>"""
_FOOT = """<div class="share">分享到：微信 微博　【打印本页】【关闭窗口】</div>
<p>上一篇：2022年政府信息公开工作年度报告</p><p>下一篇：没有了</p>
<div class="foot">主办：云岭市人民政府办公室　承办：云岭市大数据中心　网站标识码：4401000123<br>
粤ICP备05012345号-1　粤公网安备 44010502000123号　联系电话：020-12345678</div>"""
_BASE = """body{font:14px/1.9 "WenQuanYi Zen Hei",sans-serif;width:1000px;margin:0 auto}
h1{text-align:center;font-size:24px}
.menu{float:left;width:180px}.main{margin-left:200px}.art p{text-indent:2em;margin:.6em 0}
.art table{border-collapse:collapse;width:100%}.art td{text-align:center;padding:4px}"""
RULED = ".art td{border:1px solid #000}"
ZEBRA = ".art tr:nth-child(even){background:#eef}"
LINES = ".art td{border-bottom:1px solid #ddd}"


def grid(
    block: Figures, number: Callable[[str], str] = escape, *, per_table: bool = False, attributes: str = ""
) -> str:
    """The tables of a part as Word's editors and web editors write them: td everywhere, no head."""
    sheet = block.sheet
    rows: list[list[Box]] = [[] for _ in range(sheet.rows)]
    for box in sorted(sheet.boxes, key=lambda b: b.column):
        rows[box.row].append(box)
    out, last = [f"<table{attributes}>"], None
    for row in rows:
        if per_table and row and last is not None and row[0].table != last:
            out += ["</table>", f"<table{attributes}>"]
        last = row[0].table if row else last
        cells: list[str] = []
        for box in row:
            spans = f' rowspan="{box.rows}"' * (box.rows > 1) + f' colspan="{box.columns}"' * (box.columns > 1)
            inner = number(block.numbers.get(box.path, "")) if box.role == "figure" else escape(box.text)
            cells.append(f"<td{spans}>{inner}</td>")
        out.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*out, "</table>"])


def article(report: Report, table: Callable[[Figures], str] = grid, word: bool = False) -> str:
    return "\n".join(_block(block, table, word) for block in blocks(report))


def _block(block: Block, table: Callable[[Figures], str], word: bool) -> str:
    if isinstance(block, Title):
        return f"<h1>{escape(''.join(block.pieces))}</h1>"
    if isinstance(block, Heading | Paragraph):
        if word:
            return (
                f'<p class="MsoNormal" style="text-indent:32pt"><span style="font-family:仿宋_GB2312">'
                f"<span>&nbsp;</span>{escape(block.text)}<o:p></o:p></span></p>"
            )
        return f"<p>{escape(block.text)}</p>"
    if isinstance(block, Figures):
        return table(block)
    lines = [x for x in (block.unit, block.date) if x]
    return "".join(f'<p style="text-align:right">{escape(x)}</p>' for x in lines) + (
        f"<p>{escape(block.note)}</p>" if block.note else ""
    )


def site(report: Report, css: str, body: str, charset: str = "utf-8") -> str:
    unit = escape(str(report.values["unit"]))
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>'
        f"{escape(report.title)}_云岭市人民政府门户网站</title>"
        f"<style>{_BASE}{css}</style></head><body>{_HEAD}<div class=main>{_INFO.format(unit=unit)}"
        f'<div class="art">{body}</div>{_FOOT}</div></body></html>'
    )


def printed(page: str, headers: bool = True) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "t20240118_1234.html", Path(folder) / "out.pdf"
        source.write_text(page, encoding="utf-8")
        options = () if headers else ("--no-pdf-header-footer",)
        subprocess.run([*CHROMIUM, *options, f"--print-to-pdf={target}", source], check=True, capture_output=True)
        return target.read_bytes()


def copied(page: str) -> bytes:
    """What lies in the clipboard after Ctrl+A, Ctrl+C in the browser."""
    script = (
        "<script>addEventListener('load',()=>{const t=document.body.innerText;"
        "document.documentElement.innerHTML='<body></body>';document.body.textContent=JSON.stringify(t)})</script>"
    )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page.replace("</body>", script + "</body>"), encoding="utf-8")
        dumped = subprocess.run([*CHROMIUM, "--dump-dom", source], check=True, capture_output=True, text=True).stdout
    inner = dumped[dumped.index("<body>") + 6 : dumped.rindex("</body>")]
    return json.loads(unescape(inner)).encode()


def pdftotext(pdf: bytes, *options: str) -> bytes:
    return subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, check=True, capture_output=True).stdout


def office(content: bytes, ending: str, to: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"source.{ending}"
        source.write_bytes(content)
        subprocess.run(
            ["soffice", "--headless", "--convert-to", to, source, "--outdir", folder], check=True, capture_output=True
        )
        return (Path(folder) / f"source.{to.partition(':')[0]}").read_bytes()


def word_grid(block: Figures) -> str:
    return grid(
        block,
        lambda n: f'<p class="MsoNormal" align="center"><span lang="EN-US">{n or "&nbsp;"}</span></p>',
        per_table=True,
        attributes=' class="MsoNormalTable" border="1" cellspacing="0"',
    )


def flex(block: Figures) -> str:
    """Rows of div, as some editors save a table; no spans: the label of a spanned cell stands in its first row."""
    sheet = block.sheet
    rows: list[list[Box]] = [[] for _ in range(sheet.rows)]
    for box in sorted(sheet.boxes, key=lambda b: b.column):
        rows[box.row].append(box)

    def text(box: Box) -> str:
        return block.numbers.get(box.path, "") if box.role == "figure" else box.text

    return (
        "<div class=t>"
        + "".join(
            "<div class=r>" + "".join(f"<div class=c>{escape(text(b))}</div>" for b in row) + "</div>" for row in rows
        )
        + "</div>"
    )


def stranger_book(report: Report) -> bytes:
    """Everything on one sheet, one below another, units behind numbers, labels with blanks, numbers as text."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "年报"
    at = 1
    for block in blocks(report):
        if isinstance(block, Figures):
            for box in block.sheet.boxes:
                value = block.numbers.get(box.path, "") if box.role == "figure" else box.text
                if box.role == "figure" and value and box.column % 3 == 0:
                    value = f" {value} "
                elif box.role == "figure" and value:
                    value = float(value) if "." in value else int(value)
                sheet.cell(at + box.row, 2 + box.column, value)
                if box.rows > 1 or box.columns > 1:
                    sheet.merge_cells(
                        start_row=at + box.row,
                        start_column=2 + box.column,
                        end_row=at + box.row + box.rows - 1,
                        end_column=2 + box.column + box.columns - 1,
                    )
            at += block.sheet.rows + 1
        else:
            for text in (
                ["".join(block.pieces)]
                if isinstance(block, Title)
                else [block.text]
                if isinstance(block, Heading | Paragraph)
                else [x for x in (block.unit, block.date, block.note) if x]
            ):
                sheet.cell(at, 1, text)
                sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=12)
                at += 1
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def made(key: str, every: int) -> Report:
    edition = editions()[key]
    kept = {path: taken(edition, path, value) for path, value in values(edition, every).items()}
    return empty(edition, {path: value for path, value in kept.items() if value is not None})


LAYOUTS: dict[str, Callable[[Report], bytes]] = {
    "cms-print.pdf": lambda r: printed(site(r, RULED, article(r))),
    "cms-print-zebra.pdf": lambda r: printed(site(r, ZEBRA, article(r))),
    "cms-print-lines.pdf": lambda r: printed(site(r, LINES, article(r))),
    "own-page-print.pdf": lambda r: printed(html.page(r).decode()),
    "own-page-print-bare.pdf": lambda r: printed(html.page(r).decode(), headers=False),
    "word-page-print.pdf": lambda r: printed(site(r, "", article(r, word_grid, word=True))),
    "cms-layout.txt": lambda r: pdftotext(printed(site(r, RULED, article(r))), "-layout"),
    "zebra-layout.txt": lambda r: pdftotext(printed(site(r, ZEBRA, article(r))), "-layout"),
    "own-layout.txt": lambda r: pdftotext(printed(html.page(r).decode()), "-layout"),
    "cms-raw.txt": lambda r: pdftotext(printed(site(r, RULED, article(r)))),
    "cms-copied.txt": lambda r: copied(site(r, RULED, article(r))),
    "word-copied.txt": lambda r: copied(site(r, "", article(r, word_grid, word=True))),
    "own-copied.txt": lambda r: copied(html.page(r).decode()),
    "word-saved.html": lambda r: site(r, "", article(r, word_grid, word=True), "gb2312").encode("gb18030"),
    "flex-saved.html": lambda r: site(r, ".r{display:flex}.c{flex:1}", article(r, flex)).encode(),
    "flex-print.pdf": lambda r: printed(site(r, ".r{display:flex}.c{flex:1;border:1px solid}", article(r, flex))),
    "cms-writer.docx": lambda r: office(site(r, RULED, article(r)).encode(), "html", "docx:MS Word 2007 XML"),
    "plain-writer.pdf": lambda r: office(site(r, "", article(r)).encode(), "html", "pdf:writer_web_pdf_Export"),
    "stranger.xlsx": stranger_book,
    "stranger-calc.pdf": lambda r: office(stranger_book(r), "xlsx", "pdf"),
}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, make in LAYOUTS.items():
        stem, ending = name.split(".")
        for key, every in (("2021", 0), ("2019", 3)):
            (FOLDER / f"{stem}.{key}.{every}.{ending}").write_bytes(make(made(key, every)))


if __name__ == "__main__":
    main()
