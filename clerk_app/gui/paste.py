"""What a copied block of cells means for the cells of a sheet. Knows no clipboard."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from clerk_app.exchange.pasted import LIMIT, Rows, bare, means_nothing
from clerk_app.form.edition import Edition
from clerk_app.form.sheet import Box, Sheet
from clerk_app.report import fields
from clerk_app.report.fields import Refused

Nothing = Literal["zero", "blank", "skip"]  # what 无, —, / and an empty cell mean

_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORDS = 4  # so many of them are no mistyped number but a label that is not the official one
_ORDINAL = re.compile(r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|\d+[.、])")


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


def settle(edition: Edition, placed: Placed, nothing: Nothing, totals: Collection[str]) -> Settled:
    """The values of a placed block. A total without a number is left out: it follows its parts."""
    wanted: dict[str, object] = {}
    refused: dict[str, str] = {}
    for path, text in placed.texts.items():
        if means_nothing(text):
            if nothing != "skip" and path not in totals:
                wanted[path] = 0 if nothing == "zero" else None
            continue
        try:
            wanted[path] = fields.taken(edition, path, text)
        except Refused as e:
            refused[path] = str(e)
    return Settled(wanted, refused)


# ---- placing


def place(rows: Rows, sheet: Sheet, at: str) -> Placed:
    """Lays the block over the sheet. Official labels in it are recognised and passed over; rows and columns that bring
    their labels find their own places, others follow one another from the cell `at` on."""
    lines = _figure_rows(sheet)
    known = {bare(box.text) for box in sheet.boxes if box.text}
    own_rows = [(bare(b.text), b.row) for b in sheet.boxes if b.role == "row" and b.rows == 1 and b.row in lines]
    start = next(box for box in sheet.figures if box.path == at)
    tops, heads, in_head = _tops(sheet), dict[int, str](), False
    unnumbered = {_ORDINAL.sub("", text, count=1): row for text, row in own_rows}
    unnumbered = {text: row for text, row in unnumbered.items() if text not in known}  # 其他 is also a column
    known |= unnumbered.keys()
    read = [_labels_off(row, known) for row in rows]
    free = list(lines)
    if sum(bool(values) for _, values, _ in read) != len(lines):
        free = [row for row in lines if row >= start.row]
    named = any(_own_row(labels, own_rows, unnumbered) is not None for labels, _, _ in read)
    texts: dict[str, str] = {}
    homeless: list[str] = []
    for source, (labels, values, begin) in zip(rows, read, strict=True):
        row = _own_row(labels, own_rows, unnumbered)
        empty = all(not bare(value or "") for value in values)
        if not values or (labels and row is None and empty):
            # A head, or the band of a table.
            over = {x: bare(text) for x, text in enumerate(source) if text and bare(text) in tops.values()}
            heads, in_head = {**heads, **over} if in_head else over, True
            continue
        in_head = False
        if (named and row is None) or (not named and not free):
            homeless += [v for v in source if v and not means_nothing(v) and bare(v) not in known]
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
        tops[figure.path] = bare(max(over, key=lambda b: b.row).text) if over else ""
    return tops


def _labels_off(row: list[str | None], known: set[str]) -> tuple[list[str], list[str | None], int]:
    """The labels at the beginning of a row, what comes after them, and where in the row that begins."""
    last = max((i for i, text in enumerate(row) if text and bare(text) in known), default=-1)
    while last + 1 < len(row) and len(_HAN.findall((row[last + 1] or "")[:LIMIT])) >= _WORDS:
        last += 1  # not an official label, and no number either
    values, begin = row[last + 1 :], last + 1
    while values and values[-1] is None:
        values = values[:-1]
    while values and last >= 0 and values[0] is None:
        values, begin = values[1:], begin + 1
    return [bare(text) for text in row[: last + 1] if text], values, begin


def _own_row(labels: list[str], own_rows: list[tuple[str, int]], unnumbered: Mapping[str, int]) -> int | None:
    """The row of the sheet that the innermost label names, with its number in the form or without."""
    for label in reversed(labels):
        exact = next((row for text, row in own_rows if text == label), unnumbered.get(label))
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
