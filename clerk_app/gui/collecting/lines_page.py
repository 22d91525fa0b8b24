"""Who has sent what: the list of all files, filtered by what became of them, sorted and searched; one at length."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTabBar,
    QTableView,
    QWidget,
)

from clerk_app.collection.gathering import STATE_NAMES, Entry, State
from clerk_app.gui import icons
from clerk_app.gui.collecting.details import Details
from clerk_app.gui.collecting.frames import dress, frame
from clerk_app.gui.collecting.lines_model import (
    COLUMNS,
    ERRORS,
    MARKS,
    REVISION,
    STATE,
    UNIT,
    WARNINGS,
    WORDS,
    LinesModel,
)

if TYPE_CHECKING:
    from clerk_app.gui.collecting.work import Work

_PAUSE = 200  # ms after the last key of a search
_TODO: tuple[State, ...] = ("broken", "changed", "faulty", "duplicate", "unsealed", "other", "missing", "unread")


class LinesTable(QTableView):
    """The table itself; Enter opens a line, a letter begins a search."""

    opened = Signal()
    sought = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.model().rowCount() - 1
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and last >= 0:
            self.setCurrentIndex(self.model().index(0 if event.key() == Qt.Key.Key_Home else last, UNIT))
        elif event.text().isalnum() and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.sought.emit(event.text())
        else:
            super().keyPressEvent(event)


class LinesPage(QWidget):
    """`opened` and `returned`: the current file is to be opened, or its note written."""

    opened = Signal(object)
    returned = Signal(object)

    def __init__(self, work: "Work", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._order, self._descending = STATE, False
        self._filters: list[tuple[State, ...]] = []
        self._kept: Entry | None = None  # the current line while the list is made anew
        self._wanted: tuple[State, ...] = ()
        self.filters = QTabBar(self)
        self.filters.setAccessibleName("按情况筛选")
        self.filters.setDrawBase(False)
        self.filters.setExpanding(False)
        self.filters.setUsesScrollButtons(True)
        self.filters.currentChanged.connect(self._filter)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("查找（Ctrl+F）")
        self.search.setAccessibleName("查找单位、说明、文件名")
        self.search.setClearButtonEnabled(True)
        self.search.returnPressed.connect(self._to_table)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.relist)
        self.search.textChanged.connect(lambda: self._pause.start())  # noqa: PLW0108
        self.table = self._table()
        self.details = Details(self)
        self.details.opened.connect(self._open)
        self.details.chosen.connect(self._choose)
        self.details.latest.clicked.connect(work.choose_latest)
        self.details.returned.connect(lambda: self._emit(self.returned))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.filters, 1)
        top.addWidget(self.search)
        self.search.setFixedWidth(self.fontMetrics().horizontalAdvance("国") * 14)
        frame(self, top, self.table, self.details, (62, 28))
        QShortcut(QKeySequence("Ctrl+F"), self, lambda: (self.search.setFocus(), self.search.selectAll()))
        escape = QShortcut(QKeySequence("Esc"), self.search, self._clear)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _table(self) -> LinesTable:
        table = LinesTable(self)
        self.model = LinesModel(table)
        table.setModel(self.model)
        dress(table, "各单位报来的文件")
        head, em = table.horizontalHeader(), self.fontMetrics().horizontalAdvance("国")
        for column, wide in ((STATE, 6.5), (UNIT, 10.5), (REVISION, 4.2), (ERRORS, 3.2), (WARNINGS, 6.8)):
            table.setColumnWidth(column, round(em * wide))
        head.setSectionResizeMode(WORDS, QHeaderView.ResizeMode.Stretch)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicator(self._order, Qt.SortOrder.AscendingOrder)
        head.sectionClicked.connect(self.sort)
        table.selectionModel().currentRowChanged.connect(self._show)
        table.opened.connect(self._open)
        table.doubleClicked.connect(self._open)
        table.sought.connect(self._seek)
        for key, column in enumerate((STATE, UNIT, REVISION, ERRORS, WARNINGS, WORDS), 1):
            QShortcut(QKeySequence(f"Ctrl+{key}"), self, lambda column=column: self.sort(column))
        return table

    # ---- the list

    @property
    def current(self) -> Entry | None:
        return self.model.entry(self.table.currentIndex().row())

    def refresh(self) -> None:
        """The collection is another, or none can be looked into just now."""
        made = self._work.made if not self._work.busy else None
        if made is None:
            self._kept = self.current or self._kept
            self.model.show(None)
            self.details.show_entry(None, None)
            return
        found = made.states()
        todo = sum(number for state, number in found.items() if state in _TODO)
        wanted = [((), f"全部 {sum(found.values())}", None), (_TODO, f"要处理 {todo}", None)]
        wanted += [((state,), f"{STATE_NAMES[state]} {number}", MARKS[state]) for state, number in found.items()]
        with QSignalBlocker(self.filters):
            while self.filters.count():
                self.filters.removeTab(0)
            self._filters = [states for states, _, _ in wanted]
            for _, words, mark in wanted:
                at = self.filters.addTab(words)
                if mark is not None:
                    self.filters.setTabIcon(at, icons.icon(mark, self.filters))
            if self._wanted not in self._filters:
                self._wanted = ()
            self.filters.setCurrentIndex(self._filters.index(self._wanted))
        self.relist()

    def _filter(self, at: int) -> None:
        self._wanted = self._filters[at]
        self.relist()

    def sort(self, column: int) -> None:
        """By a column; once more: the other way round."""
        self._descending = not self._descending if column == self._order else column in (REVISION, ERRORS, WARNINGS)
        self._order = column
        way = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, way)
        self.relist()

    def relist(self) -> None:
        """The lines as filter, search and order want them; the current one stays the current one."""
        self._pause.stop()
        made = self._work.made if not self._work.busy else None
        if made is None:
            return
        kept = self.current or self._kept
        order = COLUMNS[self._order][1]
        self.model.show(made, made.lines(order, self._wanted, self.search.text().strip(), descending=self._descending))
        self._kept = None
        row = self.model.row_of(kept) if kept else -1
        self.table.setCurrentIndex(self.model.index(max(row, 0), UNIT))
        if self.model.rowCount() == 0:
            self.details.show_entry(None, None)

    def arrived(self, names: set[bytes]) -> None:
        """The texts of these files have been read: their lines say more, and none moves under the eyes."""
        self.model.refresh()
        if (entry := self.current) is not None and entry.row.path in names:
            self._show(self.table.currentIndex())

    def _show(self, index: QModelIndex) -> None:
        made = self._work.made if not self._work.busy else None
        latest = made is not None and bool(set(made.latest()) - self._work.chosen)
        self.details.show_entry(made, self.model.entry(index.row()), latest)

    # ---- keys

    def _seek(self, text: str) -> None:
        self.search.setText(text)
        self.search.setFocus()
        self.search.end(False)

    def _to_table(self) -> None:
        self.relist()
        self.table.setFocus()

    def _clear(self) -> None:
        self.search.clear()
        self._to_table()

    def _open(self) -> None:
        if (entry := self.current) is not None and entry.state not in ("missing", "unread"):
            self.opened.emit(entry)

    def _choose(self) -> None:
        if (entry := self.current) is not None:
            self._work.choose(entry)

    def _emit(self, signal: "Signal") -> None:
        if (entry := self.current) is not None:
            signal.emit(entry)  # type: ignore[attr-defined]
