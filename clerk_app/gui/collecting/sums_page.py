"""The sums, cell by cell, each with what every unit gave to it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clerk_app.collection.comparing import contributions, spoken
from clerk_app.collection.looking import Number
from clerk_app.errors import KnownError
from clerk_app.form.names import cell_name
from clerk_app.gui import choosing
from clerk_app.gui.collecting.frames import dress, frame
from clerk_app.report.numbers import write_number
from clerk_app.session import Session

if TYPE_CHECKING:
    from pathlib import Path

    from clerk_app.gui.collecting.work import Work

NOTHING = "还没有可以合计的报告。"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SHOWN = 2_000  # contributions in the list; a city has some 200. The workbook has all


class SumsPage(QWidget):
    """`folder` is where one looks first for the receiver's own figures."""

    def __init__(self, work: "Work", folder: "Path", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._folder = work, folder
        self._sums: dict[str, Number] = {}
        self.words = self._label()
        self.own = QPushButton("加上本级的数(&B)…", self)
        self.own.clicked.connect(self._own)
        self.bare = QCheckBox("只看不是 0 的(&0)", self)
        self.bare.setChecked(True)
        self.bare.toggled.connect(self._hide_zeros)
        self.table = self._table("各格合计", ["项目", "合计"])
        self.table.currentItemChanged.connect(lambda *_: self._trace())
        self.trace = self._label()
        self.trace.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.given = self._table("各单位的数", ["单位", "数"])
        top = QHBoxLayout()
        top.addWidget(self.words, 1)
        top.addWidget(self.bare)
        top.addWidget(self.own)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.trace)
        column.addWidget(self.given, 1)
        frame(self, top, self.table, right, (62, 28))

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _table(self, name: str, heads: list[str]) -> QTableWidget:
        table = QTableWidget(0, 2, self)
        dress(table, name)
        table.setHorizontalHeaderLabels(heads)
        if numbers := table.horizontalHeaderItem(1):
            numbers.setTextAlignment(_RIGHT)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(1, self.fontMetrics().horizontalAdvance("国") * 9)
        return table

    # ---- what is shown

    def refresh(self) -> None:
        """Added up anew; nothing while something else is being done."""
        work, row = self._work, self.table.currentRow()
        made = work.made if not work.busy else None
        self.own.setText(f"去掉本级（{work.own.unit}）的数(&B)" if work.own else "加上本级的数(&B)…")
        self.own.setEnabled(made is not None)
        self._sums = {}
        try:
            number = made.count("counted") if made else 0
            if made is not None and (number or work.own):
                self._sums = made.sums(work.own)
            own = "，加上本级的数" if work.own else ""
            unread = f"；还有 {work.unread} 份没有读，不是全部" if work.unread else ""
            self.words.setText(f"{number} 份报告的合计{own}{unread}。{work.doubt}" if self._sums else NOTHING)
        except KnownError as e:  # the year has been changed since the receiver's own figures were taken
            self.words.setText(str(e))
        self.table.setRowCount(len(self._sums))
        for at, (cell, total) in enumerate(self._sums.items()):
            assert made is not None
            _fill(self.table, at, cell_name(made.edition, cell), total)
        self.table.setCurrentCell(min(max(row, 0), self.table.rowCount() - 1), 0)
        self._hide_zeros()
        self._trace()

    def _hide_zeros(self) -> None:
        shown = [at for at, total in enumerate(self._sums.values()) if total or not self.bare.isChecked()]
        for at in range(len(self._sums)):
            self.table.setRowHidden(at, at not in shown)
        if shown and self.table.currentRow() not in shown:
            self.table.setCurrentCell(shown[0], 0)

    @property
    def cell(self) -> str:
        """The cell whose contributions are shown; empty without sums."""
        row = self.table.currentRow()
        return list(self._sums)[row] if 0 <= row < len(self._sums) else ""

    def _trace(self) -> None:
        made, cell = self._work.made, self.cell
        if made is None or self._work.busy or not cell:
            self.given.setRowCount(0)
            self.trace.setText("")
            return
        found = sorted(contributions(made, cell, self._work.own), key=lambda c: -abs(c.number))
        more = f"下面是最大的 {SHOWN} 个，全部的数在工作簿里。" if len(found) > SHOWN else ""
        self.trace.setText(spoken(cell_name(made.edition, cell), found) + more)
        self.given.setRowCount(min(len(found), SHOWN))
        for at, one in enumerate(found[:SHOWN]):
            _fill(self.given, at, one.unit, one.number)

    # ---- the receiver's own figures

    def _own(self) -> None:
        if self._work.own is not None:
            self._work.take_own(None)
        elif path := choosing.existing(self, "本级的数据", self._folder):
            self.take_own(path)

    def take_own(self, path: "Path") -> None:
        """Adds the figures of a report of the receiver's own; what speaks against it is said."""
        try:
            self._work.take_own(Session.look(path).report)
        except KnownError as e:
            self._work.said.emit(str(e), "error", None)


def _fill(table: QTableWidget, row: int, name: str, number: Number) -> None:
    left, right = QTableWidgetItem(name), QTableWidgetItem(write_number(number))
    right.setTextAlignment(_RIGHT)
    table.setItem(row, 0, left)
    table.setItem(row, 1, right)
