"""What a copied block of Excel, WPS, Word or a web page means for the cells of a sheet. Knows no clipboard."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal

from clerk_app.form.edition import Edition
from clerk_app.form.sheet import Box, Sheet
from clerk_app.report import fields
from clerk_app.report.fields import Refused
from clerk_app.report.numbers import shown

Rows = list[list[str | None]]  # None: covered by a merged cell of the source
Nothing = Literal["zero", "blank", "skip"]  # what 无, —, / and an empty cell mean

_NOTHING = frozenset(("", "无", "/", "\\", "-", "--", "—", "——", "–", "−", "―", "‐", "‑", "─", "──"))
_NUMBER = re.compile(r"[+-]?\d[\d,.]*")
_SPACED = re.compile(r"\d{1,3}(?: \d{3})+")  # one number, its thousands parted by blanks
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORDS = 4  # so many of them are no mistyped number but a label that is not the official one
_ORDINAL = re.compile(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、])")
_QUOTED = re.compile(r'(?:(?<=[\t\n])|^)"((?:[^"]|"")*)"(?=[\t\r\n]|$)')
_LENGTH = 2_000_000  # characters of HTML; a table of the form with all of Word's styles has a tenth
_LIMIT = 100  # rows and columns that are looked at; the largest table has 28 and 15


@dataclass(frozen=True)
class Placed:
    """A block laid over the sheet: cell → the text for it, and what found no place, in words."""

    texts: Mapping[str, str]
    homeless: tuple[str, ...]

    def unclear(self, totals: Collection[str]) -> int:
        """How many cells say 无, —, / or nothing at all; totals do not count, they follow."""
        return sum(means_nothing(text) for path, text in self.texts.items() if path not in totals)


@dataclass(frozen=True)
class Settled:
    """What a paste sets, and one sentence for each value that its cell does not take."""

    wanted: Mapping[str, object]
    refused: Mapping[str, str]


def means_nothing(text: str) -> bool:
    return _plain(text) in _NOTHING


def settle(edition: Edition, placed: Placed, nothing: Nothing, totals: Collection[str]) -> Settled:
    """The values of a placed block. A total without a number is left out: it follows its parts."""
    wanted: dict[str, object] = {}
    refused: dict[str, str] = {}
    for path, text in placed.texts.items():
        if means_nothing(text):
            if nothing != "skip" and path not in totals:
                wanted[path] = 0 if nothing == "zero" else None
            continue
        if len(text.split()) > 1 and not _SPACED.fullmatch(_folded(text)):
            refused[path] = f"{fields.name_of(edition, path)}：“{shown(text)}”中间有空格，看不出是一个数还是几个数。"
            continue
        try:
            wanted[path] = fields.taken(edition, path, text)
        except Refused as e:
            refused[path] = str(e)
    return Settled(wanted, refused)


# ---- reading


def from_text(text: str) -> Rows:
    """The rows of tab-separated text; quoted fields with line ends in them as spreadsheets write them."""
    lines = _QUOTED.sub(lambda m: " ".join(m[1].replace('""', '"').split()), text)
    lines = lines.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", " ")
    rows = [list[str | None](line.split("\t")) for line in lines.removesuffix("\n").split("\n")]
    return _square(rows if "\t" in lines else _parted(lines.removesuffix("\n").split("\n")))


def _parted(lines: list[str]) -> Rows:
    """Lines without tabs, as copied from a PDF: numbers with blanks between them are as many cells, never one."""
    rows: Rows = []
    apart = False
    for line in lines:
        words = line.split()
        numbers = [w for w in words if _NUMBER.fullmatch(_plain(w)) or means_nothing(w)]
        several = len(numbers) > 0 and len(words) > 1 and words[-len(numbers) :] == numbers
        apart = apart or (several and not _SPACED.fullmatch(_folded(line)))
        rows.append(list[str | None](words if several else [line]))
    return rows if apart else [[line] for line in lines]


def from_html(html: str) -> Rows:
    """The rows of the first table, merged cells spread out; none when there is no table."""
    reader = _TableReader()
    reader.feed(html[:_LENGTH])
    reader.close()
    rows: list[dict[int, str | None]] = []
    covered: dict[tuple[int, int], None] = {}
    for y, row in enumerate(reader.rows[:_LIMIT]):
        x, found = 0, dict[int, str | None]()
        for text, across, down in row:
            while (y, x) in covered:
                x += 1
            if x >= _LIMIT:
                break
            found[x] = " ".join("".join(text).split())
            covered |= {(y + i, x + j): None for i in range(down) for j in range(across)}
            x += across
        rows.append(found)
    width = max((x + 1 for _, x in covered), default=0)
    return [[row.get(x, None if (y, x) in covered else "") for x in range(width)] for y, row in enumerate(rows)]


class _TableReader(HTMLParser):
    """Collects the cells of the first table: text, columns, rows. Nothing else of the document is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[tuple[list[str], int, int]]] = []
        self._inside = self._done = self._hidden = False
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._inside = not self._done
        elif tag == "tr" and self._inside:
            self._hidden = _hidden(dict(attrs))
            if not self._hidden:
                self.rows.append([])
                self._inside = len(self.rows) <= _LIMIT
        elif tag in ("td", "th") and self._inside and self.rows and not self._hidden:
            spans = {name: value for name, value in attrs if name in ("colspan", "rowspan")}
            self._cell = []
            self.rows[-1].append((self._cell, _span(spans.get("colspan")), _span(spans.get("rowspan"))))

        elif tag in ("p", "div", "br", "li") and self._cell is not None:
            self._cell.append(" ")  # two paragraphs of a cell are not one number

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._cell = None
        elif tag == "table" and self._inside:
            self._inside, self._done = False, True

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)


def _hidden(row: Mapping[str, str | None]) -> bool:
    """Word and Excel end a table of merged cells with a row of no height, which only gives the widths of columns."""
    style = "".join((row.get("style") or "").split()).lower()
    return row.get("height") == "0" or "display:none" in style


def _span(value: str | None) -> int:
    return min(max(int(value), 1), _LIMIT) if value and value.strip().isdecimal() else 1


def _square(rows: Rows) -> Rows:
    rows = [row[:_LIMIT] for row in rows[:_LIMIT]]
    width = max(len(row) for row in rows)
    return [row + [None] * (width - len(row)) for row in rows]


# ---- placing


def place(rows: Rows, sheet: Sheet, at: str) -> Placed:
    """Lays the block over the sheet. Official labels in it are recognised and passed over; rows and columns that bring
    their labels find their own places, others follow one another from the cell `at` on."""
    lines = _figure_rows(sheet)
    known = {_plain(box.text) for box in sheet.boxes if box.text}
    own_rows = [(_plain(b.text), b.row) for b in sheet.boxes if b.role == "row" and b.rows == 1 and b.row in lines]
    start = next(box for box in sheet.figures if box.path == at)
    tops, heads, in_head = _tops(sheet), dict[int, str](), False
    bare = {_ORDINAL.sub("", text, count=1): row for text, row in own_rows}
    bare = {text: row for text, row in bare.items() if text not in known}  # 其他 is also a column
    known |= bare.keys()
    read = [_labels_off(row, known) for row in rows]
    free = list(lines)
    if sum(bool(values) for _, values, _ in read) != len(lines):
        free = [row for row in lines if row >= start.row]
    named = any(_own_row(labels, own_rows, bare) is not None for labels, _, _ in read)
    texts: dict[str, str] = {}
    homeless: list[str] = []
    for source, (labels, values, begin) in zip(rows, read, strict=True):
        row = _own_row(labels, own_rows, bare)
        empty = all(not _plain(value or "") for value in values)
        if not values or (labels and row is None and empty):
            # A head, or the band of a table.
            over = {x: _plain(text) for x, text in enumerate(source) if text and _plain(text) in tops.values()}
            heads, in_head = {**heads, **over} if in_head else over, True
            continue
        in_head = False
        if (named and row is None) or (not named and not free):
            homeless += [v for v in source if v and not means_nothing(v) and _plain(v) not in known]
            continue
        if row is None:
            row = free.pop(0)
        elif (found := next((pair for pair in own_rows if pair[1] == row), None)) is not None:
            own_rows.remove(found)  # the same label further down is another row
        under = {tops[box.path]: box.path for box in lines[row]}
        if (
            len(under) == len(lines[row])
            and heads.keys() == {*range(begin, begin + len(values))}
            and ({*heads.values()} <= under.keys() and len({*heads.values()}) == len(heads))
        ):
            texts |= {under[heads[x]]: text for x, text in enumerate(values, begin) if text is not None}
        else:
            homeless += _lay(values, lines[row], start.column, bool(labels), texts)
    return Placed(texts, tuple(homeless))


def _tops(sheet: Sheet) -> dict[str, str]:
    """Of each figure the label that stands directly over its column."""
    columns = [box for box in sheet.boxes if box.role == "column"]
    tops: dict[str, str] = {}
    for figure in sheet.figures:
        over = [
            b for b in columns if b.row < figure.row and b.column <= figure.column < b.column + b.columns and b.text
        ]
        tops[figure.path] = _plain(max(over, key=lambda b: b.row).text) if over else ""
    return tops


def _labels_off(row: list[str | None], known: set[str]) -> tuple[list[str], list[str | None], int]:
    """The labels at the beginning of a row, what comes after them, and where in the row that begins."""
    last = max((i for i, text in enumerate(row) if text and _plain(text) in known), default=-1)
    while last + 1 < len(row) and len(_HAN.findall((row[last + 1] or "")[:_LIMIT])) >= _WORDS:
        last += 1  # not an official label, and no number either
    values, begin = row[last + 1 :], last + 1
    while values and values[-1] is None:
        values = values[:-1]
    while values and last >= 0 and values[0] is None:
        values, begin = values[1:], begin + 1
    return [_plain(text) for text in row[: last + 1] if text], values, begin


def _own_row(labels: list[str], own_rows: list[tuple[str, int]], bare: Mapping[str, int]) -> int | None:
    """The row of the sheet that the innermost label names, with its number in the form or without."""
    for label in reversed(labels):
        exact = next((row for text, row in own_rows if text == label), bare.get(label))
        if exact is not None:
            return exact
    return None


def _lay(
    values: Sequence[str | None], cells: Sequence[Box], column: int, named: bool, texts: dict[str, str]
) -> list[str]:
    """Puts the values of one row into its cells; gives back what goes over the edge."""
    values = list(values)
    while len(values) > len(cells) and named and not values[0]:
        values = values[1:]  # a merged label of a spreadsheet leaves blanks behind it
    while len(values) > len(cells) and not values[-1]:
        values = values[:-1]
    whole = len(values) >= len(cells)
    first = 0 if whole else max(i for i, box in enumerate(cells) if box.column <= column or i == 0)
    for box, text in zip(cells[first:], values, strict=False):
        if text is not None:
            texts[box.path] = text
    return [v for v in values[len(cells) - first :] if v and not means_nothing(v)]


def _figure_rows(sheet: Sheet) -> dict[int, list[Box]]:
    """The figures of every row that has any, from left to right."""
    rows: dict[int, list[Box]] = {}
    for box in sorted(sheet.figures, key=lambda b: (b.row, b.column)):
        rows.setdefault(box.row, []).append(box)
    return rows


def _folded(text: str) -> str:
    """The text in half-width characters, its words one blank apart."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _plain(text: str) -> str:
    """A text by which labels are compared: neither blanks nor the width of a character count."""
    return "".join(unicodedata.normalize("NFKC", text).split())
