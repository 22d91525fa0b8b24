"""A workbook to the common form: our own by its hidden sheet of names, another's sheet by sheet."""

import io
import re
import warnings
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText

from clerk_app.exchange.interchange import FORMAT
from clerk_app.exchange.reading.packages import member
from clerk_app.exchange.reading.source import MAX_COLUMNS, MAX_ROWS, Cell, Grid, Item, Source, Unreadable
from clerk_app.exchange.reading.words import is_numbered
from clerk_app.exchange.xlsx import CONTINUED, NAMES, NO, YES
from clerk_app.report.fields import COVER
from clerk_app.report.passage import stored

_SHEETS = 60
_MERGED = re.compile(rb'<mergeCell [^>]*ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_ROW = re.compile(rb"<row [^>]*>")
_COLUMN = re.compile(rb"<col [^>]*>")
_POINTER = re.compile(r"=\$?'?(.+?)'?[!.]\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
_LONG = 40  # characters; a lone cell of more is a paragraph
Rows = list[list[str]]


def read(content: bytes) -> Source:
    """What the workbook holds. Raises Unreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl speaks of styles it does not know
            # Read only and value by value: a cell at XFD1048576 would else fill the memory with blanks before it.
            book: Any = openpyxl.load_workbook(
                io.BytesIO(content), read_only=True, data_only=True, keep_links=False, rich_text=True
            )
            sheets: dict[str, Any] = {s.title: s for s in book.worksheets[:_SHEETS]}
            if NAMES in sheets:
                formulas: Any = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
                return _named(_rows(formulas[NAMES]), {t: _rows(s) for t, s in sheets.items() if t != NAMES})
            items: list[Item] = []
            notes: list[str] = []
            for sheet in sheets.values():
                if sheet.sheet_state == "visible":
                    rows, hidden = _rows(sheet), _hidden(content, sheet)
                    notes += _without_hidden_columns(rows, content, sheet)
                    said = [n for n in hidden if n < len(rows) and any(t.strip() for t in rows[n])]
                    notes += [f"工作表“{sheet.title}”有 {len(said)} 行是隐藏的，没有读。"] if said else []
                    for number in said:
                        rows[number] = []
                    items += _items(rows, _merged(content, sheet))
            return Source(tuple(items), notes=tuple(notes))
    except Unreadable:
        raise
    except Exception:  # openpyxl raises whatever its parsing stumbles over
        raise Unreadable("已损坏或不是正常的工作簿，请用 Excel 或 WPS 打开后另存一份。") from None


def _rows(sheet: Any) -> Rows:
    """The window of a sheet that is looked at, as text. Rows left out in the file are blank ones."""
    result: Rows = []
    cells: Iterable[Any]
    for cells in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS):
        result.append([_text(c.value) for c in cells])
    return result


def _text(value: Any) -> str:
    """A value as it is shown: whole numbers without a point, dates as dates."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else format(value, ".12g")
    if isinstance(value, datetime | date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, CellRichText):
        return "".join(map(_run, value))
    return str(value)


def _run(run: Any) -> str:
    """A piece of a text with faces of its own; the raised number of a note is no digit of the one before it."""
    if getattr(getattr(run, "font", None), "vertAlign", None) == "superscript" and str(run).strip().isdecimal():
        return f"〔{str(run).strip()}〕"
    return str(run)


# ---- our own


def _named(names: Rows, sheets: dict[str, Rows]) -> Source:
    """Every path from the cell that the hidden sheet points to."""
    pairs = {row[0]: row[1] for row in names if len(row) > 1 and row[0]}
    if pairs.pop("format", "") != FORMAT:
        raise Unreadable("里的隐藏表不是年报助手这一版写的，请用新版打开。")
    edition = pairs.pop("edition", "")
    given: dict[str, object] = {"cover/level": pairs.pop("cover/level", "") or None}
    for path, pointer in pairs.items():
        match = _POINTER.match(pointer)
        rows = sheets.get(match[1].replace("''", "'")) if match else None
        if match is None or rows is None:
            raise Unreadable("缺了工作表，或者单元格被删除，请用没有改过结构的那一份。")
        row, column = int(match[3]) - 1, _column(match[2])
        if path in COVER or "/" in path:
            given[path] = _at(rows, row, column)
        else:
            given[path] = stored([_paragraphs(rows, row)])
    if given.get("cover/publish_note") in (YES, NO):
        given["cover/publish_note"] = given["cover/publish_note"] == YES
    year = str(given.get("year") or "")
    return Source((), given, edition, int(year) if year.isdecimal() else None)


def _at(rows: Rows, row: int, column: int) -> str:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def _paragraphs(rows: Rows, first: int) -> str:
    lines: list[str] = []
    for row in rows[first:]:
        if len(row) > 1 and row[1] == CONTINUED and lines:
            lines[-1] += row[0]
        else:
            lines.append(row[0] if row else "")
    return "\n".join(lines).rstrip("\n")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


# ---- another's


def _hidden(content: bytes, sheet: Any) -> list[int]:
    """The rows, from 0, that nobody sees: openpyxl does not tell them when it reads only."""
    marks = (m[0] for m in _ROW.finditer(member(content, str(getattr(sheet, "_worksheet_path", "")).lstrip("/"))))
    numbers = (re.search(rb' r="([0-9]{1,7})"', m) for m in marks if re.search(rb' hidden="(1|true)"', m))
    return [int(n[1]) - 1 for n in numbers if n]


def _without_hidden_columns(rows: Rows, content: bytes, sheet: Any) -> list[str]:
    """Empties the columns that nobody sees; says so when something stood in them."""
    marks = (m[0] for m in _COLUMN.finditer(member(content, str(getattr(sheet, "_worksheet_path", "")).lstrip("/"))))
    told: set[int] = set()
    for mark in marks:
        first, last = re.search(rb' min="([0-9]{1,5})"', mark), re.search(rb' max="([0-9]{1,5})"', mark)
        if first and last and re.search(rb' hidden="(1|true)"', mark):
            for column in range(int(first[1]) - 1, min(int(last[1]), MAX_COLUMNS)):
                for row in rows:
                    if column < len(row) and row[column].strip():
                        told.add(column)
                        row[column] = ""
    return [f"工作表“{sheet.title}”有 {len(told)} 列是隐藏的，没有读。"] if told else []


def _merged(content: bytes, sheet: Any) -> list[tuple[int, int, int, int]]:
    """(row, column, rows, columns) of merged cells: openpyxl does not tell them when it reads only."""
    found: list[tuple[int, int, int, int]] = []
    path = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    for match in _MERGED.finditer(member(content, path)):
        left, right = _column(match[1].decode()), _column(match[3].decode())
        top, bottom = int(match[2]) - 1, int(match[4]) - 1
        if top <= bottom < MAX_ROWS and left <= right < MAX_COLUMNS:
            found.append((top, left, bottom - top + 1, right - left + 1))
    return found[:MAX_ROWS]


def _items(rows: Rows, merged: list[tuple[int, int, int, int]]) -> list[Item]:
    """A sheet in its order: a row with nothing but one cell of text is a paragraph, runs of other rows are tables."""
    spans = {(r, c): (down, across) for r, c, down, across in merged}
    items: list[Item] = []
    table: list[int] = []
    beside: dict[int, tuple[int, list[Item]]] = {}  # first row → row behind the last, what stands there

    def close() -> None:
        if table:
            items.append(_grid(rows, table, spans))
            table.clear()

    for first, end in _runs(rows, merged):
        if at := _beside(rows[first:end], [(r - first, c, d, a) for r, c, d, a in merged if first <= r < end]):
            left, right = [r[:at] for r in rows[first:end]], [r[at:] for r in rows[first:end]]
            parts = [(r - first, c, d, a) for r, c, d, a in merged if first <= r < end]
            sides = [*_items(left, [p for p in parts if p[1] < at])]
            sides += _items(right, [(r, c - at, d, a) for r, c, d, a in parts if c >= at])
            beside[first] = end, sides
    skip = 0
    for number, row in enumerate(rows):
        if number in beside:
            close()
            skip, sides = beside[number]
            items += sides
        if number < skip:
            continue
        filled = [t for t in row if t.strip()]
        inside = any(r <= number < r + down and down > 1 for (r, _), (down, _) in spans.items())
        if not filled and not inside:
            close()
        elif len(filled) == 1 and not inside and _is_paragraph(row, number, spans, bool(table)):
            close()
            items += [line.strip() for line in filled[0].split("\n") if line.strip()]
        else:
            table.append(number)
    close()
    return items


def _runs(rows: Rows, merged: list[tuple[int, int, int, int]]) -> list[tuple[int, int]]:
    """(first, end) of the runs of rows that are not blank."""
    held = {r + i for r, _, down, _ in merged for i in range(down)}
    runs: list[tuple[int, int]] = []
    for number, row in enumerate(rows):
        if number in held or any(t.strip() for t in row):
            first = runs.pop()[0] if runs and runs[-1][1] == number else number
            runs.append((first, number + 1))
    return runs


def _beside(rows: Rows, merged: list[tuple[int, int, int, int]]) -> int:
    """The column at which another piece begins beside the first: behind a blank column, with a numbered heading of its
    own that nothing else stands beside. 0 when there is none."""
    held = {c + j for _, c, _, across in merged for j in range(across)}
    held |= {c for row in rows for c, t in enumerate(row) if t.strip()}
    for at in sorted(held):
        if at and at - 1 not in held and any(c < at for c in held):
            heads = [[t for t in row[at:] if t.strip()] for row in rows]
            first = next(h for h in heads if h)
            if len(first) == 1 and is_numbered(first[0]) and sum(len(h) > 1 for h in heads) > 1:
                return at
    return 0


def _is_paragraph(row: list[str], number: int, spans: dict[tuple[int, int], tuple[int, int]], in_table: bool) -> bool:
    """A lone text before a table, or a long one; in a table a lone short one is a band or a label."""
    text = next(t for t in row if t.strip())
    return len(text) > _LONG or not in_table


def _grid(rows: Rows, numbers: list[int], spans: dict[tuple[int, int], tuple[int, int]]) -> Grid:
    top = numbers[0]
    width = max((len(rows[n].copy()) for n in numbers), default=0)
    last = max((c for n in numbers for c in range(width) if c < len(rows[n]) and rows[n][c].strip()), default=-1)
    last = max([last, *(c + across - 1 for (r, c), (_, across) in spans.items() if top <= r <= numbers[-1])])
    covered = {
        (r + i, c + j) for (r, c), (down, across) in spans.items() for i in range(down) for j in range(across) if i or j
    }
    cells: list[Cell] = []
    for number in numbers:
        for column in range(last + 1):
            if (number, column) not in covered:
                down, across = spans.get((number, column), (1, 1))
                text = rows[number][column] if column < len(rows[number]) else ""
                cells.append(Cell(number - top, column, min(down, numbers[-1] - number + 1), across, text))
    return Grid(tuple(cells))
