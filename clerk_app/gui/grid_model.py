"""The figures of one part as a Qt model: numbers, marks of findings, words for tooltips and screen readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from clerk_app.check.finding import SEVERITIES, Finding, Severity
from clerk_app.errors import KnownError
from clerk_app.form.names import cell_name
from clerk_app.form.sheet import Box, Sheet
from clerk_app.gui.places import MARK_NAMES, mark_of
from clerk_app.gui.wording import plain
from clerk_app.report.fields import NOTE
from clerk_app.report.numbers import write_number
from clerk_app.report.totals import declared
from clerk_app.session import Session

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
READ_ONLY = "这份报告是只读打开的，不能修改。"
SEALED = "已经定稿，不能修改；要改正，请先退回修改。"


@dataclass(frozen=True)
class CellMark:
    """What the findings say of one cell: the gravest level, and whether one of that level is first of all about it."""

    level: Severity
    primary: bool
    findings: tuple[Finding, ...]


def marks_of(findings: Sequence[Finding]) -> dict[str, CellMark]:
    """The mark of each cell that a finding speaks of. That a cell is blank is seen without one."""
    by_cell: dict[str, list[Finding]] = {}
    for finding in findings:
        if mark_of(finding) == "blank":
            continue
        for cell in dict.fromkeys(finding.cells):
            by_cell.setdefault(cell, []).append(finding)
    result: dict[str, CellMark] = {}
    for cell, found in by_cell.items():
        # What has been given a reason for is no more than a hint.
        levels: list[Severity] = ["hint" if f.reason else f.level for f in found]
        level = min(levels, key=SEVERITIES.index)
        primary = any(f.cells[0] == cell for f, its in zip(found, levels, strict=True) if its == level)
        result[cell] = CellMark(level, primary, tuple(found))
    return result


class FigureModel(QAbstractTableModel):
    """The part of the sheet that scrolls: of one table its figures (the labels are the view's headers), of stacked
    tables everything. `top`/`left` is where it begins on the sheet."""

    refused = Signal(str)

    def __init__(self, session: Session, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session, self.sheet = session, sheet
        one_table = sheet.head_rows > 0
        self.top, self.left = (sheet.head_rows, sheet.stub_columns) if one_table else (0, 0)
        self.boxes = {
            (box.row - self.top, box.column - self.left): box
            for box in sheet.boxes
            if box.row >= self.top and box.column >= self.left
        }
        self._places = {box.path: place for place, box in self.boxes.items() if box.role == "figure"}
        own = set(self._places)
        self.totals = frozenset(s.total for s in session.report.edition.sums) & own
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        self._flags = flags if session.read_only else flags | Qt.ItemFlag.ItemIsEditable
        self.declared: frozenset[str] = frozenset()
        self.marks: dict[str, CellMark] = {}
        self._looks: dict[str, object] = {}  # by this a cell that has to be painted again is known
        self._look()

    def refresh(self) -> None:
        """Takes over what the session now says; only cells that look different are told, for painting is what takes
        time when a number is entered."""
        before = self._looks
        self._look()
        for path, look in self._looks.items():
            if look != before[path]:
                index = self.place(path)
                self.dataChanged.emit(index, index)

    def _look(self) -> None:
        self.marks = marks_of(self.session.findings.all)
        self.declared = frozenset(declared(self.session.report)) & self.totals
        marks = {path: (mark.level, mark.primary) for path, mark in self.marks.items()}
        self._looks = {
            path: (self.text(path), marks.get(path), path in self.declared, self.note(path)) for path in self._places
        }

    # ---- places

    def place(self, path: str) -> QModelIndex:
        """The index of a figure; an invalid one for a path of another part."""
        at = self._places.get(path)
        return self.index(*at) if at else QModelIndex()

    def box(self, index: Index) -> Box | None:
        """The box whose upper left corner lies at `index`."""
        return self.boxes.get((index.row(), index.column())) if index.isValid() else None

    def path(self, index: Index) -> str:
        """The figure's path, empty for a label."""
        box = self.box(index)
        return box.path if box and box.role == "figure" else ""

    def text(self, path: str) -> str:
        """The number as stored and printed; empty when blank."""
        number = self.session.report.figure(path)
        return "" if number is None else write_number(number)

    def note(self, path: str) -> str:
        return self.session.report.text(NOTE + path)

    def is_blank(self, path: str) -> bool:
        return self.session.report.figure(path) is None

    # ---- Qt's side

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.sheet.rows - self.top

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.sheet.columns - self.left

    def flags(self, index: Index) -> Qt.ItemFlag:
        # A label between stacked tables is neither current nor selected.
        return self._flags if self.path(index) else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        box = self.box(index)
        if box is None:
            return None
        if box.role != "figure":
            return box.text if role in (Role.DisplayRole, Role.AccessibleTextRole) else None
        if role in (Role.DisplayRole, Role.EditRole):
            return self.text(box.path)
        if role == Role.AccessibleTextRole:
            return "，".join((self.name(box.path), self.text(box.path) or "空白", *self._said(box.path)))
        if role == Role.ToolTipRole:
            return plain("\n".join(self._said(box.path)))
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        path = self.path(index)
        if not path or role != Role.EditRole:
            return False
        return self.edit({path: value}, f"填写{self.name(path)}")

    def edit(self, wanted: dict[str, object], label: str) -> bool:
        """One step of the session; False and one sentence through `refused` when it does not take it."""
        try:
            self.session.edit(wanted, label)
        except KnownError as e:
            self.refused.emit(str(e).partition("\n")[0])
            return False
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The innermost label over a column or before a row: painted by the header itself, read out by others."""
        if role not in (Role.DisplayRole, Role.AccessibleTextRole):
            return None
        across = orientation == Qt.Orientation.Horizontal
        labels = [
            box
            for box in self.sheet.boxes
            if (box.role == "column" and box.column <= section + self.left < box.column + box.columns)
            or (box.role == "row" and box.row <= section + self.top < box.row + box.rows)
            if across == (box.role == "column")
        ]
        return max(labels, key=lambda b: (b.row, b.column)).text if labels else None

    # ---- words

    def name(self, path: str) -> str:
        return cell_name(self.session.report.edition, path)

    def _said(self, path: str) -> list[str]:
        mark, note = self.marks.get(path), self.note(path)
        said = [f"{MARK_NAMES[mark_of(f)]}：{f.message}" for f in mark.findings] if mark else []
        return [*said, f"备注：{note}"] if note else said
