"""What of the workbook is the edition's: its sheets with their pages, limits and colours, and the place of every field.

Made by openpyxl, once a process for every edition: that takes longer than a whole PDF. A report fills in its cells.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl
from openpyxl.packaging.core import DocumentProperties
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

from clerk_app.exchange import xlsx_look as look
from clerk_app.exchange.xlsx_cells import Cells, letters
from clerk_app.form.edition import Edition, Part
from clerk_app.form.identity import Identity, Side
from clerk_app.form.sheet import Sheet, sheet
from clerk_app.report.fields import COVER, COVER_NAMES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COVER_SHEET, PREFACE, NAMES = "封面", "preface", "zfnb"  # keys of sheets that belong to no part
YES, NO = "是", "否"
TOP = 3  # the row of a sheet in which its table begins
TEXT = 72.0  # characters, the width of a text
_WIDTH = 86.0  # of a table

Names = dict[str, str]  # path → reference, as in 'sheet'!$B$4


class Watch(NamedTuple):
    """A cell that says whether an identity holds, and the one beside which the reason stands."""

    identity: Identity
    row: int
    column: int
    formula: str
    note: tuple[int, int]


class _Inside(NamedTuple):
    """The XML of a sheet: before its cells, from there to its merged cells, and after them."""

    member: str
    before: bytes
    between: bytes
    after: bytes


class Frame(NamedTuple):
    """The workbook without cells: `names` of all fields, `styles` by what they are for, `watches` by the keys of parts,
    and what is written: `sheets` by their keys, `others` by their names in the file."""

    names: Names
    styles: Mapping[str, int]
    watches: Mapping[str, list[Watch]]
    sheets: Mapping[str, _Inside]
    others: Mapping[str, bytes]

    def filled(self, title: str, author: str, cells: Mapping[str, Cells]) -> bytes:
        """The file with the cells of every sheet, by its key."""
        properties = DocumentProperties(title=title, creator=author)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as file:
            for member, content in self.others.items():
                file.writestr(member, tostring(properties.to_tree()) if member == ARC_CORE else content)
            for key, one in self.sheets.items():
                inside, merged = cells[key].xml().encode(), cells[key].merged_xml().encode()
                file.writestr(one.member, b"".join((one.before, inside, one.between, merged, one.after)))
        return buffer.getvalue()


class _Same:
    """An edition as a key: it holds what has no hash, and every report of one run has the same."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.edition is other.edition

    def __hash__(self) -> int:
        return hash(self.edition.key)


def frame(edition: Edition) -> Frame:
    """That of an edition; the same for one that was asked for before."""
    return _kept(_Same(edition))


@lru_cache(maxsize=4)
def _kept(of: _Same) -> Frame:
    return _frame(of.edition)


def local(reference: str) -> str:
    """The cell of a reference without its sheet."""
    return reference.rpartition("!")[2]


def _frame(edition: Edition) -> Frame:
    book = openpyxl.Workbook()
    styles = look.styles(book.worksheets[0])
    book.remove(book.worksheets[0])
    keys, names, watches = [COVER_SHEET, PREFACE], Names(), dict[str, list[Watch]]()
    _cover(book.create_sheet(COVER_SHEET), names)
    _text(book.create_sheet(COVER_NAMES["preface"]), PREFACE, names)
    for part in edition.parts:
        keys.append(part.key)
        target = book.create_sheet(part.tab[:31])
        if part.tables:
            watches[part.key] = _tables(target, edition, part, names)
        else:
            _text(target, part.key, names)
    keys.append(NAMES)
    book.create_sheet(NAMES).sheet_state = "veryHidden"
    buffer = io.BytesIO()
    writer = _BookWriter(book, zipfile.ZipFile(buffer, "w"))
    writer.save()
    with zipfile.ZipFile(buffer) as file:
        others = {member: file.read(member) for member in file.namelist()}
    return Frame(names, styles, watches, dict(zip(keys, writer.sheets, strict=True)), others)


# ---- sheets


def _cover(target: "Worksheet", names: Names) -> None:
    paths = [path for path in COVER_NAMES if path in COVER and path != "cover/level"]
    names.update((path, _reference(target, row, 2)) for row, path in enumerate(paths, TOP))
    look.choice(target, names["cover/publish_note"], (YES, NO))
    look.page(target, (18.0, 60.0))


def _text(target: "Worksheet", key: str, names: Names) -> None:
    names[key] = _reference(target, TOP, 1)
    look.page(target, (TEXT, 8.0))


def _tables(target: "Worksheet", edition: Edition, part: Part, names: Names) -> list[Watch]:
    whole = sheet(part)
    for box in whole.figures:
        names[box.path] = _reference(target, TOP + box.row, 1 + box.column)
    look.limits(target, {names[b.path]: edition.cells[b.path].kind for b in whole.figures})
    beside = len(list(_rules(edition, part, "row")))
    extra = (3.0, *(24.0,) * beside) if beside else ()  # a gap, then the checks with the words above them
    head, last = TOP + whole.head_rows, letters(whole.columns)
    look.page(
        target,
        (*widths(whole), *extra),
        area=f"A1:{last}{TOP + whole.rows - 1}",
        head=f"{TOP}:{head - 1}" if whole.head_rows else "",
        frozen=f"{letters(whole.stub_columns + 1)}{head}" if whole.head_rows else "",
    )
    return list(_watches(target, edition, part, whole, names))


def widths(whole: Sheet) -> list[float]:
    """Of the columns of a table, in characters."""
    return [max(w * _WIDTH / sum(whole.widths), 5.0) for w in whole.widths]


def _reference(target: "Worksheet", row: int, column: int) -> str:
    return f"'{target.title}'!${letters(column)}${row}"


# ---- checks


def _rules(edition: Edition, part: Part, each: str) -> Iterable[str]:
    """Ids of the identities that a sheet can watch by itself, in the form's order."""
    return dict.fromkeys(i.rule.id for i in _watched(edition, part) if i.rule.each == each)


def _watched(edition: Edition, part: Part) -> list[Identity]:
    keys = {t.key for t in part.tables}
    return [
        i for i in edition.identities
        if i.rule.table in keys and i.rule.level == "error" and i.relation == "="
        and all(t.cell and not t.previous for t in (*i.left, *i.right))
    ]  # fmt: skip


def _watches(target: "Worksheet", edition: Edition, part: Part, whole: Sheet, names: Names) -> Iterable[Watch]:
    """A cell for every identity that says 平 or by how much it is out, and a colour on the cells it speaks of."""
    below = {rule: TOP + whole.rows + 1 + n for n, rule in enumerate(_rules(edition, part, "column"))}
    beside = {rule: 2 + whole.columns + n for n, rule in enumerate(_rules(edition, part, "row"))}
    places = {b.path: (TOP + b.row, 1 + b.column) for b in whole.figures}
    for identity in _watched(edition, part):
        spoken = [local(names[c]) for c in identity.cells]
        left, right = _side(identity.left, names), _side(identity.right, names)
        filled = f"COUNT({','.join(spoken)})={len(spoken)}"
        look.colour(target, spoken, f"AND({filled},({left})<>({right}))")
        rule, first = identity.rule, places[identity.cells[0]]
        row, column = (below[rule.id], first[1]) if rule.each == "column" else (first[0], beside[rule.id])
        note = (row, 1) if rule.each == "column" else (TOP + max(whole.head_rows - 1, 0), column)
        said = f'IF({filled},IF(({left})=({right}),"平","差"&ABS(({left})-({right}))),"")'
        yield Watch(identity, row, column, said, note)


def _side(side: Side, names: Names) -> str:
    return "".join(("+" if t.sign > 0 else "-") + local(names[t.cell]) for t in side).lstrip("+")


# ---- writing


class _SheetWriter(WorksheetWriter):
    """openpyxl's, that notes where cells and merged cells have their place."""

    def __init__(self, target: "Worksheet") -> None:
        self.file = io.BytesIO()
        self.places: list[int] = []
        super().__init__(target, self.file)

    def write_dimensions(self) -> None:
        """Its own would be those of a sheet without cells."""

    def write_rows(self) -> None:
        self._note()

    def write_merged_cells(self) -> None:
        self._note()

    def _note(self) -> None:
        stream: Any = self.xf.send(True)  # openpyxl's way to ask for what it writes to
        stream.flush()
        self.places.append(self.file.tell())
        self.xf.send(None)


class _BookWriter(ExcelWriter):
    """openpyxl's, that keeps the sheets to itself."""

    def __init__(self, book: openpyxl.Workbook, archive: zipfile.ZipFile) -> None:
        super().__init__(book, archive)
        self.sheets: list[_Inside] = []

    def write_worksheet(self, ws: Any) -> None:
        writer = _SheetWriter(ws)
        writer.write()
        xml, (first, second) = writer.file.getvalue(), writer.places
        self.sheets.append(_Inside(ws.path[1:], xml[:first], xml[first:second], xml[second:]))
        manifest: Any = self.manifest
        manifest.append(ws)
