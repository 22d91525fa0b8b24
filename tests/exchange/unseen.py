"""A fourth set of layouts: hidden columns, gutters, grids without tables, archives of pages, raised marks, tables
beside each other, boxes of characters."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from email.message import EmailMessage
from functools import partial
from html import escape
from itertools import product

from tests.exchange.copied import around, text
from tests.exchange.layouts import Change, Page, Row, Table, Writer, _places, docx, html, lines, tables, xlsx
from tests.exchange.sites import content_system, plain_table

_HEAD = "<!DOCTYPE html><html><head><meta charset=utf-8>"


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d[\d.]*", text))


def _page(page: Page, table: Callable[[Table], str], head: str = "") -> bytes:
    made = [f"<p>{escape(i)}</p>" if isinstance(i, str) else table(i) for i in page]
    return f"{_HEAD}{head}</head><body>{''.join(made)}</body></html>".encode()


# ---- pages


def hidden_columns(page: Page) -> bytes:
    """Behind every cell last year's number in a cell that is not shown, by style or by class."""

    def table(rows: Table) -> str:
        said = ""
        for row in rows:
            said += "<tr>"
            for t, d, a in row:
                said += f'<td rowspan="{d}" colspan="{a}">{escape(t)}</td>'
                if _is_number(t):
                    said += '<td style="display: none;">77</td><td class="old x">88</td>'
            said += "</tr>"
        return f"<table>{said}</table>"

    return _page(page, table, "<style>.a{color:red} td.old, .none { width:0; display:none }</style>")


def gutters(page: Page) -> bytes:
    """Every place two columns wide, the second of one of them an empty spacer; rowspan=0 never closed."""

    def table(rows: Table) -> str:
        cells = lambda row: "".join(  # noqa: E731
            f'<td rowspan="{d}" colspan="{2 * a - 1}">{escape(t)}</td><td rowspan="{d}" width=2></td>'
            for t, d, a in row
        )
        return "<table>" + "".join(f"<tr>{cells(row)}" for row in rows) + "</table>"

    return _page(page, table)


def css_grid(page: Page) -> bytes:
    """Boxes placed by display:grid, spans in their styles."""

    def table(rows: Table) -> str:
        width = max(b.column + b.columns for b in _places(rows))
        cells = "".join(
            f'<div style="grid-row: span {d}; grid-column: span {a}">{escape(t)}</div>'
            for row in rows
            for t, d, a in row
        )
        return f'<div style="display: grid; grid-template-columns: repeat({width}, 1fr)">{cells}</div>'

    return _page(page, table)


def table_in_a_cell(page: Page) -> bytes:
    """Long labels stand in a little table of their own within their cell, as pasted out of Word."""

    def table(rows: Table) -> str:
        def cell(t: str) -> str:
            inner = "".join(f"<tr><td>{escape(x)}</td></tr>" for x in (t[:4], t[4:]))
            return f"<table>{inner}</table>" if len(t) > 8 and not _is_number(t) else escape(t)

        return "<table>" + "".join(
            "<tr>" + "".join(f"<td rowspan={d} colspan={a}>{cell(t)}</td>" for t, d, a in row) + "</tr>" for row in rows
        ) + "</table>"  # fmt: skip

    return _page(page, table)


def raised_marks(page: Page) -> bytes:
    """Notes to some numbers as raised digits, explained below the table."""

    def table(rows: Table) -> str:
        def cell(t: str) -> str:
            return escape(t) + ("<sup>1</sup>" if _is_number(t) and t.endswith("2") else "")

        return "<table>" + "".join(
            "<tr>" + "".join(f"<td rowspan={d} colspan={a}>{cell(t)}</td>" for t, d, a in row) + "</tr>" for row in rows
        ) + "</table><p>1 此项数据由司法所提供。</p>"  # fmt: skip

    return _page(page, table)


def archive(page: Page) -> bytes:
    """One file with all of the page (.mht), as older browsers save it: quoted-printable GB 18030."""
    message = EmailMessage()
    message["From"], message["Subject"] = "<Saved by a browser>", "年报"
    message.set_content("x")
    message.clear_content()
    body = content_system(page).decode().replace("charset=utf-8", "charset=gb2312")
    message.add_related(body, subtype="html", charset="gb18030", cte="quoted-printable")
    message.add_related(b"GIF89a", "image", "gif")
    return message.as_bytes()


def scrolling(page: Page) -> bytes:
    """Fixed columns: the labels in one table, the numbers in another beside it; only pieces of both are kept together
    by a table around them."""

    def table(rows: Table) -> str:
        if len(rows) < 20:
            return plain_table(rows)
        return f"<div class=scroll><table><tr><td>{plain_table(rows)}</td></tr></table></div>"

    return _page(page, table)


def totals_first(page: Page) -> Page:
    """总计 before 自然人 in the long table."""

    def turned(table: Table) -> list[str | Table]:
        if len(table) < 20:
            return [table]
        result: Table = []
        for row in table:
            at = next((i for i, (t, _, _) in enumerate(row) if t == "自然人" or _is_number(t) or not t), None)
            last = row[-1]
            first = row.index(("总计", 2, 1)) if ("总计", 2, 1) in row else -1
            if first >= 0:
                row = [c for c in row if c != ("总计", 2, 1)]
                at = next(i for i, (t, _, _) in enumerate(row) if t == "自然人")
                result.append([*row[:at], ("总计", 2, 1), *row[at:]])
            elif at is not None and sum(a for _, _, a in row[at:]) >= 7:
                result.append([*row[:at], last, *row[at:-1]])
            else:
                result.append(row)
        return [result]

    return tables(turned, page)


def beside_last_year(page: Page) -> Page:
    """Each column of the long table divided into 上年 and 本年."""

    def twice(table: Table) -> list[str | Table]:
        if len(table) < 20:
            return [table]
        result: Table = []
        for y, row in enumerate(table):
            wide: Row = []
            for t, d, a in row:
                if y < 3 and "勾稽" not in t:
                    wide.append((t, d, 2 * a))
                elif y < 3:
                    wide.append((t, d + 1, a))
                elif _is_number(t) or not t:
                    wide += [("77", d, 1), (t, d, 1)]
                else:
                    wide.append((t, d, a))
            result.append(wide)
            if y == 2:
                result.append([(word, 1, 1) for _ in range(7) for word in ("上年", "本年")])
        return [result]

    return tables(twice, page)


# ---- workbooks


def side_by_side(page: Page) -> bytes:
    """The tables of disputes stand right of the long one."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    row, column, top = 1, 1, 0
    for item in page:
        if isinstance(item, str):
            if item.startswith("四、"):
                row, column = top, 14
            elif item.startswith("五、"):
                row, column = top + 45, 1
            sheet.cell(row, column, item)
            top = row if item.startswith("三、") else top
            row += 1
            continue
        for box in _places(item):
            number = re.fullmatch(r"-?\d+", box.text)
            sheet.cell(row + box.row, column + box.column, int(box.text) if number else box.text or None)
            if box.rows > 1 or box.columns > 1:
                sheet.merge_cells(
                    start_row=row + box.row, start_column=column + box.column,
                    end_row=row + box.row + box.rows - 1, end_column=column + box.column + box.columns - 1,
                )  # fmt: skip
        row += max(b.row + b.rows for b in _places(item)) + 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def columns_out_of_sight(page: Page) -> bytes:
    """Two hidden columns with last year's numbers behind the labels of the long table, one of them in a group."""
    from openpyxl import load_workbook

    def wider(table: Table) -> list[str | Table]:
        if len(table) < 20:
            return [table]
        result: Table = []
        for y, row in enumerate(table):
            at = next((i for i, (t, _, _) in enumerate(row) if _is_number(t)), len(row))
            if y == 0:
                result.append([row[0], ("去年", 3, 1), ("前年", 3, 1), *row[1:]])
            elif y < 3:
                result.append(row)
            else:
                at = next(i for i in range(len(row)) if sum(a for _, _, a in row[i:]) == 7)
                result.append([*row[:at], ("77", 1, 1), ("88", 1, 1), *row[at:]])
        return [result]

    book = load_workbook(io.BytesIO(xlsx(tables(wider, page), sheets=True)))
    for sheet in book.worksheets:
        if sheet.title.startswith("三、"):
            sheet.column_dimensions["D"].hidden = True
            sheet.column_dimensions["E"].hidden = True
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


# ---- text


def _laid_out(table: Table, *, repeat: bool) -> list[list[str]]:
    boxes = _places(table)
    rows = [[""] * max(b.column + b.columns for b in boxes) for _ in range(max(b.row + b.rows for b in boxes))]
    for box in boxes:
        for y, x in product(range(box.rows), range(box.columns)):
            if repeat or (y == x == 0):
                rows[box.row + y][box.column + x] = box.text
    return rows


def from_spreadsheet(table: Table) -> str:
    """Tabs, a place for every place under a merged cell, cells of two lines in quotes."""

    def quoted(t: str) -> str:
        return f'"{t[:3]}\n{t[3:]}"' if len(t) > 5 and not _is_number(t) else t

    return "\n".join("\t".join(map(quoted, row)) for row in _laid_out(table, repeat=False))


def commas(page: Page) -> bytes:
    """Comma-separated, as a spreadsheet saves a sheet; GB 18030."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for item in page:
        if isinstance(item, str):
            writer.writerow([item, *[""] * 9])
        else:
            writer.writerows(_laid_out(item, repeat=False))
    return buffer.getvalue().encode("gb18030")


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(c) in "WFA") for c in text)


def drawn(table: Table) -> str:
    """Boxes of │ ─ ┼, every place padded to its column's width."""
    rows = _laid_out(table, repeat=False)
    widths = [max(_width(row[x]) for row in rows) for x in range(len(rows[0]))]
    rule = "├" + "┼".join("─" * w for w in widths) + "┤"
    said = ["│" + "│".join(t + " " * (w - _width(t)) for t, w in zip(row, widths, strict=True)) + "│" for row in rows]
    return "\n".join(["┌" + "┬".join("─" * w for w in widths) + "┐", f"\n{rule}\n".join(said), rule])


def wide_bars(table: Table) -> str:
    return "\n".join("｜" + "｜".join(t for t, _, _ in row) + "｜" for row in table)


def by_measures(page: Page) -> Page:
    """1001（件） in the cells."""
    return [i if isinstance(i, str) else [[(f"{t}（件）" if re.fullmatch(r"\d+", t) else t, d, a) for t, d, a in r]
                                          for r in i] for i in page]  # fmt: skip


def circled(page: Page) -> Page:
    """Marks of notes behind some numbers."""
    return [i if isinstance(i, str) else [[(f"{t}①" if _is_number(t) and t.endswith("3") else t, d, a)
                                           for t, d, a in r] for r in i] for i in page]  # fmt: skip


Layout = tuple[str, tuple[Change, ...], Writer]
UNSEEN: dict[str, Layout] = {
    "hidden columns": ("html", (), hidden_columns),
    "gutters": ("html", (), gutters),
    "grid": ("html", (), css_grid),
    "table in a cell": ("html", (), table_in_a_cell),
    "raised marks": ("html", (), raised_marks),
    "archive": ("html", (), archive),
    "scrolling": ("html", (around,), scrolling),
    "totals first": ("html", (totals_first,), html),
    "totals first docx": ("docx", (totals_first,), docx),
    "totals first by tabs": ("txt", (totals_first,), partial(lines, cell="\t")),
    "beside last year": ("html", (beside_last_year,), html),
    "beside last year docx": ("docx", (beside_last_year,), docx),
    "side by side": ("xlsx", (), side_by_side),
    "columns out of sight": ("xlsx", (), columns_out_of_sight),
    "from a spreadsheet": ("txt", (), partial(text, table=from_spreadsheet, narrow=False)),
    "commas": ("txt", (), commas),
    "drawn": ("txt", (), partial(text, table=drawn, narrow=False)),
    "wide bars": ("txt", (), partial(text, table=wide_bars, narrow=False)),
    "measures in brackets": ("docx", (by_measures,), docx),
    "circled notes": ("html", (circled,), html),
    "circled notes xlsx": ("xlsx", (circled,), xlsx),
}
