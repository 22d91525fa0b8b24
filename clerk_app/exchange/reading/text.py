"""Plain text, web pages and exchange data to the common form; the encoding is found out."""

import csv
import io
import re
from html import unescape
from unicodedata import east_asian_width

from clerk_app.exchange import interchange
from clerk_app.exchange.reading import ruled
from clerk_app.exchange.reading.source import MAX_ITEMS, MAX_TEXT, Piece, Source, Unreadable

_MARKUP = re.compile(r"<(!doctype\s+html|html|head|body|table|div|p|h[1-6])[\s>]", re.IGNORECASE)
_MARKDOWN = re.compile(r"\*\*|__|^#{1,6} +", re.MULTILINE)
_MARKS = 5  # of Markdown from which on they are taken for such
# Browsers copy a paragraph within a cell as lines of its own between the tabs.
_OPENED = re.compile(r"\t\r?\n[ \u00a0]*\r?\n")
_CLOSED = re.compile(r"\r?\n[ \u00a0]*\r?\n\t")
_AT_ONCE = re.compile(r"\t\r?\n\S")  # a cell begins in the next line: blank lines are blank cells
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_LEFT = re.compile(r"&(nbsp|emsp|ensp|amp|lt|gt|quot|#\d{2,5});|<br\s*/?>", re.IGNORECASE)  # of a page's own marks
_QUOTED = re.compile(r'(?:^|\t)"[^"\t]*\n[^"\t]*"(?=\t|$)', re.MULTILINE)  # a cell of several lines
_COMMAS = 5  # in a line that may be one of comma-separated values
_DRAWN = re.compile(r"[│┃║｜￨].*[│┃║｜￨]")
_RULED = re.compile(r"\s*[┌├└┏┣┗╔╠╚─━═]+[^\w]*$")
_PLAIN = {**dict.fromkeys(map(ord, "│┃║｜￨"), " | "), **dict.fromkeys(map(ord, "─━═┄┈"), "-"),
          **dict.fromkeys(map(ord, "┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝"), "+")}  # fmt: skip
_COLUMNS = re.compile(r"\S {3,}\S")
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)")
_WORD = re.compile(r"\S+")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)


def read(content: bytes) -> Source:
    """What the text holds. Raises Unreadable."""
    text = decoded(content)
    if text.lstrip().startswith("{"):
        data = interchange.parse(text)
        return Source((), {**data.wanted, "year": data.year}, data.edition, data.year)
    if _MARKUP.search(text[:20_000]):
        from clerk_app.exchange.reading import web

        return web.read(text)
    if _LEFT.search(text):
        text = unescape(_BREAK.sub("", text))
    if len(_OPENED.findall(text)) > _MARKS and not _AT_ONCE.search(text):
        text = _OPENED.sub("\t", _CLOSED.sub("\t", text))
    if len(_MARKDOWN.findall(text)) > _MARKS:
        text = _MARKDOWN.sub("", text)
    text = _with_bars(_from_sheet(text))
    lines = text.replace("\f", "\n").splitlines()
    if len(text) > MAX_TEXT or len(lines) > MAX_ITEMS:
        raise Unreadable("文字太多，不像一份年度报告，没有导入。")
    if "\f" in text and len(_COLUMNS.findall(text)) > _MARKS:
        return Source(tuple(ruled.items([_page(p, n) for n, p in enumerate(text.split("\f"))], steady=False)))
    return Source(tuple(lines))


def _from_sheet(text: str) -> str:
    """What a spreadsheet wrote (cells in quotes, by tabs or commas) as lines with tabs; any other text as it is."""
    if len(_QUOTED.findall(text)) > _MARKS:
        mark = "\t"
    elif len(text) <= MAX_TEXT and sum(line.count(",") >= _COMMAS for line in text.splitlines()) > _COMMAS * 2:
        mark = ","
    else:
        return text
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=mark))
    except csv.Error:
        return text
    # A paragraph has the first cell alone, and is padded to the width of the sheet.
    return "\n".join(
        "\t".join("".join(c.split("\n")) for c in row) if any(row[1:]) else "".join(row[:1]) for row in rows
    )


def _with_bars(text: str) -> str:
    """Lines of tables that are drawn with characters (│ ─ ┼), or parted by wide bars, with plain ones."""
    if len(_DRAWN.findall(text)) <= _MARKS:
        return text
    lines = text.split("\n")
    return "\n".join(line.translate(_PLAIN) if _DRAWN.search(line) or _RULED.match(line) else line for line in lines)


def _page(text: str, number: int) -> ruled.Page:
    """A page as pdftotext -layout writes it: blanks tell the places, one character wide each."""
    lines = text.splitlines()
    result: ruled.Page = []
    for at, line in enumerate(lines):
        found = [Piece(m[0], m.start(), m.end(), at, number) for m in _WORD.finditer(line)]
        if found:
            said = _GAP.sub("  ", line.strip())
            # A place is a character there, wide or not; running text is as long as it is wide.
            right = found[0].left + sum(1 + (east_asian_width(c) in "WF") for c in said)
            result.append(ruled.Line(said, found[0].left, right, 2.0, at / len(lines), tuple(found)))
    return result


def decoded(content: bytes) -> str:
    """The text of `content`: by its mark, as UTF-8, as it says itself, as GB 18030. Raises Unreadable."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        told = _CHARSET.search(content[:4096])
        encodings = ["utf-8-sig", *([told[1].decode().lower()] if told else []), "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode("gb18030" if encoding in ("gb2312", "gbk") else encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text:
            return text
    raise Unreadable("不是文字，也不是能导入的格式（.docx、.xlsx、.html、.pdf、.txt、.json）。")
