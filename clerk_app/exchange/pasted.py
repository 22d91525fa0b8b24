"""A block of cells as Excel, WPS, Word, a web page or a PDF puts it on the clipboard: its rows. Knows no form."""

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from clerk_app.errors import KnownError
from clerk_app.exchange.page import parsed, words

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]  # lxml's stubs name it so

Rows = list[list[str | None]]  # None: covered by a merged cell of the source

LIMIT = 100  # rows and columns that are looked at; the largest table has 28 and 15
LENGTH = 2_000_000  # characters; a table of the form with all of Word's styles has a tenth
TOO_LONG = f"剪贴板里的内容超过 {LENGTH // 10_000} 万字，不像一张表，没有贴入。请只复制要的那张表。"

_NOTHING = frozenset(("", "无", "/", "\\", "-", "--", "—", "——", "–", "−", "―", "‐", "‑", "─", "──"))
_NUMBER = re.compile(r"[+-]?\d[\d,.]*")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+")  # one number, its thousands parted by blanks
_QUOTED = re.compile(r'(?:(?<=[\t\n])|^)"((?:[^"]|"")*)"(?=[\t\r\n]|$)')
_PARTING: dict[str, str] = dict.fromkeys(("p", "div", "br", "li"), " ")  # two paragraphs of a cell are not one number
_OTHER = frozenset(("table", "script", "style"))  # their text is no text of the cell


class TooLong(KnownError):
    """More than any table has."""


def means_nothing(text: str) -> bool:
    """Whether it is a blank cell, or what clerks write for none."""
    return bare(text) in _NOTHING


def bare(text: str) -> str:
    """A text by which labels are compared: neither blanks nor the width of a character count."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def from_text(text: str) -> Rows:
    """The rows of tab-separated text, quoted fields as spreadsheets write them. Raises TooLong."""
    if len(text) > LENGTH:
        raise TooLong(TOO_LONG)
    lines = _QUOTED.sub(lambda m: " ".join(m[1].replace('""', '"').split()), text)
    lines = lines.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", " ").removesuffix("\n")
    first = lines.split("\n", LIMIT)[:LIMIT]
    rows = [list[str | None](line.split("\t", LIMIT)) for line in first]
    return _square(rows if "\t" in lines else _parted(first))


def _parted(lines: list[str]) -> Rows:
    """Lines without tabs, as copied from a PDF: numbers with blanks between them are as many cells, never one."""
    rows: Rows = []
    apart = False
    for line in lines:
        words = line.split(maxsplit=LIMIT)
        numbers = [w for w in words if _NUMBER.fullmatch(bare(w)) or means_nothing(w)]
        several = len(numbers) > 0 and len(words) > 1 and words[-len(numbers) :] == numbers
        apart = apart or (several and not _SPACED.fullmatch(_folded(line)))
        rows.append(list[str | None](words if several else [line]))
    return rows if apart else [[line] for line in lines]


def from_html(html: str) -> Rows:
    """The rows of the first table, merged cells spread out; none when there is no table. Raises TooLong."""
    if len(html) > LENGTH:
        raise TooLong(TOO_LONG)
    page = parsed(html)
    if page is None or (table := next(page.iter("table"), None)) is None:
        return []
    rows: list[dict[int, str | None]] = []
    covered: dict[tuple[int, int], None] = {}
    shown = (row for row in table.iter("tr") if not _hidden(row))
    for y, row in enumerate(islice(shown, LIMIT)):
        x, found = 0, dict[int, str | None]()
        for cell in row.iterchildren("td", "th"):
            while (y, x) in covered:
                x += 1
            if x >= LIMIT:
                break
            across, down = _span(cell.get("colspan")), _span(cell.get("rowspan"))
            found[x] = " ".join(words(cell, _PARTING, _OTHER).split())
            covered |= {(y + i, x + j): None for i in range(down) for j in range(across)}
            x += across
        rows.append(found)
    width = max((x + 1 for _, x in covered), default=0)
    return [[row.get(x, None if (y, x) in covered else "") for x in range(width)] for y, row in enumerate(rows)]


def _hidden(row: "Element") -> bool:
    """Word and Excel end a table of merged cells with a row of no height, which only gives the widths of columns."""
    style = "".join(row.get("style", "").split()).lower()
    return row.get("height") == "0" or "display:none" in style


def _span(value: str | None) -> int:
    return min(max(int(value[:4]), 1), LIMIT) if value and value.strip().isdecimal() else 1


def _square(rows: Rows) -> Rows:
    rows = [row[:LIMIT] for row in rows[:LIMIT]]
    width = max(len(row) for row in rows)
    return [row + [None] * (width - len(row)) for row in rows]


def _folded(text: str) -> str:
    """The text in half-width characters, its words one blank apart."""
    return " ".join(unicodedata.normalize("NFKC", text).split())
