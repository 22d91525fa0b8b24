"""The list of a collection as a table for Qt: only the lines in sight are fetched: 40,000 cost no more than 40."""

from array import array
from functools import lru_cache

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QWidget

from clerk_app.collection.gathering import STATE_NAMES, Collecting, Entry, State
from clerk_app.collection.looking import printed
from clerk_app.gui import icons, palette
from clerk_app.gui.places import Mark
from clerk_app.gui.wording import plain
from clerk_app.store.spool import Order

MARKS: dict[State, Mark] = {
    "broken": "error",
    "changed": "error",
    "faulty": "error",
    "duplicate": "warning",
    "unsealed": "warning",
    "other": "warning",
    "missing": "blank",
    "unread": "blank",
    "counted": "done",
    "copy": "hint",
}
COLUMNS: tuple[tuple[str, Order], ...] = (
    ("情况", "state"),
    ("单位", "unit"),
    ("定稿", "revision"),
    ("错误", "errors"),
    ("需说明", "warnings"),
    ("说明", "words"),
)
STATE, UNIT, REVISION, ERRORS, WARNINGS, WORDS = range(6)
_KEPT = 512  # lines fetched last
Index = QModelIndex | QPersistentModelIndex


def mark_of(entry: Entry) -> Mark:
    """What counts and has a question without an answer is marked as well; before its text is read nothing is done."""
    if entry.state == "counted" and (entry.row.open or entry.row.pending):
        return "warning" if entry.row.open else "blank"
    return MARKS[entry.state]


class LinesModel(QAbstractTableModel):
    """Lines of `show`, in its order; none while there is nothing to look into."""

    def __init__(self, of: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent or of)
        self._of = of
        self._made: Collecting | None = None
        self._lines = array("q")
        self._entry = lru_cache(_KEPT)(self._fetched)

    def show(self, made: Collecting | None, lines: "array[int] | None" = None) -> None:
        self.beginResetModel()
        self._made, self._lines = made, lines or array("q")
        self._entry.cache_clear()
        self.endResetModel()

    def refresh(self) -> None:
        """What is known of the lines is more than before; they stand where they stood."""
        self._entry.cache_clear()
        if self._lines:
            self.dataChanged.emit(self.index(0, STATE), self.index(len(self._lines) - 1, WORDS))

    def entry(self, row: int) -> Entry | None:
        return self._entry(self._lines[row]) if self._made is not None and 0 <= row < len(self._lines) else None

    def row_of(self, entry: Entry) -> int:
        """Where the line of this file or missing unit stands now; -1 when it is not shown."""
        number = self._made.number(entry) if self._made is not None else 0
        return self._lines.index(number) if number in self._lines else -1

    def _fetched(self, number: int) -> Entry:
        assert self._made is not None
        return self._made.line(number)

    # ---- Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section][0]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index.row())
        if entry is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return text(entry, column)
        if role == Qt.ItemDataRole.DecorationRole and column == STATE:
            return icons.icon(mark_of(entry), self._of)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(text(entry, column))
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (ERRORS, WARNINGS):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        mark = mark_of(entry)
        if role == Qt.ItemDataRole.BackgroundRole and mark in ("error", "warning"):
            return palette.colours(self._of.palette()).tint(mark).soft
        return None


def text(entry: Entry, column: int) -> str:
    """What a cell says."""
    row = entry.row
    if column == STATE:
        return STATE_NAMES[entry.state]
    if column == UNIT:
        return row.unit or f"（{printed(entry.path.name)}）"
    if column == REVISION:
        return f"第 {row.revision} 次" if row.revision else ""
    if column == ERRORS:
        return str(row.errors) if row.errors else ""
    if column == WARNINGS and row.pending:
        return f"{row.warnings}，文字待核" if row.warnings else "文字待核"
    if column == WARNINGS:
        return f"{row.warnings}（{row.open} 未说明）" if row.open else str(row.warnings) if row.warnings else ""
    return "应报单位名单上有，还没有收到。" if entry.state == "missing" else " ".join(entry.words.split())
