"""A piece of a table for the clipboard: HTML for Word and WPS, TSV for spreadsheets. Pure functions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from clerk_app.form.edition import Part
from clerk_app.report.document import Figures, figures
from clerk_app.report.model import Report

# Word reads the styles; LibreOffice and many editors only the attributes: without them no lines, and all at the left.
_TABLE = "<table border='1' cellspacing='0' style='border-collapse:collapse'>"
# What a spreadsheet would take for a formula when it begins a text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Clip:
    """One copy in two forms: `text/html` and `text/plain`."""

    html: str
    text: str


def cells(rows: Sequence[Sequence[str]]) -> Clip:
    """A rectangle of cells as shown. Numbers stay numbers; text that a spreadsheet would compute stays text."""
    lines = ("".join(_td(text) for text in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return Clip(f"{_TABLE}{body}</table>", _tsv(rows))


def whole(report: Report, part: Part) -> Clip:
    """The tables of a part with their headers."""
    block = figures(report, part)
    return Clip(_table(block), _tsv(_grid(block)))


def _table(block: Figures) -> str:
    """As on paper. Plain cells only: a spreadsheet makes header cells bold and mixes a caption into the first one."""
    rows = [""] * block.sheet.rows
    for box in sorted(block.sheet.boxes, key=lambda b: b.column):
        text = block.numbers.get(box.path, "") if box.role == "figure" else box.text
        side = "left" if box.role == "row" and box.rows == 1 else "center"
        spans = f" rowspan='{box.rows}'" * (box.rows > 1) + f" colspan='{box.columns}'" * (box.columns > 1)
        rows[box.row] += _td(text, f"{spans} align='{side}' valign='middle'")
    return _TABLE + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def _grid(block: Figures) -> list[list[str]]:
    """Every box at its upper left corner, the places it covers besides are blank."""
    rows = [[""] * block.sheet.columns for _ in range(block.sheet.rows)]
    for box in block.sheet.boxes:
        rows[box.row][box.column] = block.numbers.get(box.path, "") if box.role == "figure" else box.text
    return rows


def _tsv(rows: Iterable[Sequence[str]]) -> str:
    return "".join("\t".join(_plain(text) for text in row) + "\r\n" for row in rows)


def _plain(text: str) -> str:
    line = " ".join(text.split())
    return f"'{line}" if _computed(line) else line


def _td(text: str, attributes: str = "") -> str:
    # Excel's own attribute for “this is text”; Word and WPS pass over it.
    style = " style='mso-number-format:\"\\@\"'" if _computed(text) else ""
    return f"<td{attributes}{style}>{escape(text)}</td>"


def _computed(text: str) -> bool:
    """Whether a spreadsheet would take `text` for a formula; -8 is a number."""
    return text.startswith(_FORMULA) and not text[1:].replace(".", "", 1).isdecimal()
