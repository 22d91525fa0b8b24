"""A report published before, as it was recognised: each field beside the source's own words, to be corrected before
anything is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clerk_app.errors import KnownError
from clerk_app.exchange import handout
from clerk_app.exchange.reading.account import account
from clerk_app.exchange.reading.recognise import Recognised
from clerk_app.gui import choosing, icons
from clerk_app.gui.own_window import OwnWindow, lay
from clerk_app.gui.places import Mark
from clerk_app.gui.wording import free_path, plain
from clerk_app.report import fields
from clerk_app.report.fields import COVER_NAMES, LEVEL_NAMES, PREVIOUS, name_of
from clerk_app.session import Session

if TYPE_CHECKING:
    from clerk_app.gui.window import Window

NAME, SOURCE, VALUE, WHY = range(4)
_SHOWN = 40  # characters of a text
_PICKED = ("cover/level", "cover/publish_note")  # fields of the cover that nobody types


@dataclass(frozen=True)
class Row:
    """One field: its name, what the source says, what was made of it, and what is to be looked at."""

    path: str
    name: str
    source: str
    value: str
    why: str
    mark: Mark
    later: str  # where it is corrected after the import; empty: here


def rows(found: Recognised) -> Iterator[Row]:
    """All fields that a report has, in the order of the paper."""
    edition = found.edition
    doubts: dict[str, list[str]] = {}
    for doubt in found.doubts:
        doubts.setdefault(doubt.path, []).append(doubt.why)
    passages = [p for p in edition.passages if p not in COVER_NAMES]
    for path in (*COVER_NAMES, *passages, *edition.cells):
        value = found.values.get(path)
        cell = path in edition.cells
        absent = cell and path not in found.sources and value is None
        why = doubts.get(path, ["原文里没有找到"] if absent else ["原文是空的"] if cell and value is None else [])
        blank: Mark = "blank" if cell or path in ("unit", "year") else "done"
        mark: Mark = "warning" if path in doubts else blank if value is None else "done"
        later = "导入后在正文里改" if path in edition.passages else "导入后在封面上改" if path in _PICKED else ""
        source = found.sources.get(path, "")
        yield Row(path, name_of(edition, path), source, _written(value), "；".join(why), mark, later)


class ImportPage(OwnWindow):
    """What was recognised in a file; `values` are the fields as corrected, None: blank."""

    def __init__(self, window: "Window", path: Path, found: Recognised) -> None:
        super().__init__(window)
        self.setObjectName("import")
        self.setWindowTitle(f"年报助手　导入 {path.name}")
        self._window, self._found = window, found
        self.values: dict[str, object] = dict(found.values)
        self.refused: set[str] = set()
        self.corrected = False
        lines = account(found)
        self._words = self._label("\n".join(lines[:3]))
        self.shown = QComboBox(self)
        self.shown.setAccessibleName("显示哪些")
        self.shown.activated.connect(self._show_rows)
        self.table = self._table()
        self.others = QListWidget(self)
        self.others.setAccessibleName("其他要核对的，没有认出的")
        self.others.setWordWrap(True)
        self.others.addItems([line for line in lines[3:] if not self._has_row(line)] or ["没有。"])
        self._fill(list(rows(found)))
        left, right = QWidget(), QWidget()
        for side, heading, content in (
            (left, self.shown, self.table),
            (right, self._label("其他要核对的，没有认出的"), self.others),
        ):
            column = QVBoxLayout(side)
            column.setContentsMargins(0 if side is left else 8, 0, 8 if side is left else 0, 0)
            heading.setMinimumHeight(self.shown.sizeHint().height())
            column.addWidget(heading)
            column.addWidget(content, 1)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.addWidget(left)
        across.addWidget(right)
        across.setChildrenCollapsible(False)
        em = self.fontMetrics().horizontalAdvance("国")
        across.setSizes([em * 62, em * 16])
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(self._words)
        column.addWidget(across, 1)
        self._said = self._label("")
        column.addWidget(self._said)
        column.addLayout(self._buttons())
        self.setCentralWidget(page)
        lay(self, window, QSize(em * 80, em * 46))
        QShortcut(QKeySequence("Esc"), self, self._escape)
        self.table.setFocus()

    def _label(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label

    def _buttons(self) -> QHBoxLayout:
        self.make = QPushButton("建立报告(&M)…", self)
        self.make.clicked.connect(self._ask)
        self.last_year = QPushButton("作为上年的数(&L)", self)
        self.last_year.clicked.connect(self.use_as_last_year)
        desk = self._window.desk
        self.last_year.setVisible(desk is not None and not desk.session.read_only)
        if desk:
            report = desk.session.report
            self.last_year.setText(f"作为{report.year}年报告的上年数(&L)")
        away = QPushButton("不要了(&D)", self)
        away.clicked.connect(self.close)
        line = QHBoxLayout()
        line.addStretch(1)
        for button in (away, self.last_year, self.make):
            line.addWidget(button)
        return line

    def _has_row(self, line: str) -> bool:
        """Whether a line of the account is told beside its field."""
        names = [name_of(self._found.edition, d.path) for d in self._found.doubts if d.path]
        return any(line.startswith(f"请核对：{name}") for name in names)

    # ---- the fields

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 4, self)
        table.setAccessibleName("认出的内容")
        table.setHorizontalHeaderLabels(["项目", "原文", "填入", "说明"])
        table.verticalHeader().hide()
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setWordWrap(True)
        head = table.horizontalHeader()
        em = self.fontMetrics().horizontalAdvance("国")
        for column, wide in ((NAME, 17), (SOURCE, 8), (VALUE, 9)):
            table.setColumnWidth(column, em * wide)
        head.setSectionResizeMode(WHY, QHeaderView.ResizeMode.Stretch)
        head.sectionResized.connect(table.resizeRowsToContents)
        table.itemChanged.connect(self._correct)
        table.itemDelegate().closeEditor.connect(self._go_on)
        return table

    def _fill(self, shown: list[Row]) -> None:
        self._rows = shown
        self.table.blockSignals(True)
        self.table.setRowCount(len(shown))
        fixed = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        for at, row in enumerate(shown):
            why = row.why or (row.later if row.value else "")
            for column, words in ((NAME, row.name), (SOURCE, row.source), (VALUE, row.value), (WHY, why)):
                item = QTableWidgetItem(_short(words))
                item.setToolTip(plain(words))
                if column != VALUE or row.later:
                    item.setFlags(fixed)
                self.table.setItem(at, column, item)
            self.table.item(at, NAME).setIcon(icons.icon(row.mark, self.table))
        self.table.blockSignals(False)
        doubtful, blank = (sum(row.mark == mark for row in shown) for mark in ("warning", "blank"))
        for words in (f"待核对和没有数的 {doubtful + blank} 项", f"待核对的 {doubtful} 项", f"全部 {len(shown)} 项"):
            self.shown.addItem(words)
        self.shown.setCurrentIndex(0 if 0 < doubtful + blank < len(shown) else 2)
        self._show_rows()

    def _show_rows(self) -> None:
        marks: tuple[set[Mark], ...] = (
            {"warning", "blank"},
            {"warning"},
            {"warning", "blank", "done", "hint", "error"},
        )
        wanted = marks[self.shown.currentIndex()]
        for at, row in enumerate(self._rows):
            self.table.setRowHidden(at, row.mark not in wanted)
        self.table.resizeRowsToContents()  # a reason is read whole
        first = next((at for at, row in enumerate(self._rows) if row.mark in wanted), -1)
        self.table.setCurrentCell(first, VALUE)

    def _correct(self, item: QTableWidgetItem) -> None:
        """The user has typed another value: taken by its field, or said beside it why not."""
        row = self._rows[item.row()]
        self.corrected = True
        try:
            value = fields.taken(self._found.edition, row.path, item.text())
        except KnownError as e:
            self.refused.add(row.path)
            self._tell(item.row(), "error", str(e))
            return
        self.refused.discard(row.path)
        self.values[row.path] = value
        self._tell(item.row(), "done", "已改" if item.text() != row.value else row.why)

    def _go_on(self, _editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes to the next line that is shown, when what was typed is taken."""
        at = self.table.currentRow()
        if hint != QAbstractItemDelegate.EndEditHint.SubmitModelCache or self._rows[at].path in self.refused:
            return
        following = (n for n in range(at + 1, len(self._rows)) if not self.table.isRowHidden(n))
        # After the table has put the field away.
        QTimer.singleShot(0, self, lambda: self.table.setCurrentCell(next(following, at), VALUE))

    def _tell(self, at: int, mark: Mark, why: str) -> None:
        self.table.blockSignals(True)
        self.table.item(at, NAME).setIcon(icons.icon(mark, self.table))
        self.table.item(at, WHY).setText(why)
        self.table.item(at, WHY).setToolTip(plain(why))
        self.table.resizeRowToContents(at)
        self.table.blockSignals(False)

    # ---- what becomes of it

    @property
    def found(self) -> Recognised:
        """As corrected. Raises KnownError: a value cannot be taken, unit or year is missing."""
        if self.refused:
            raise KnownError(f"{name_of(self._found.edition, min(self.refused))}填的不能用，请先改正。")
        values = {p: v for p, v in self.values.items() if v is not None}
        unit, year = values.get("unit"), values.get("year")
        if not isinstance(unit, str) or not isinstance(year, int):
            raise KnownError("请先填上单位全称和年度。")
        return replace(self._found, values=values, unit=unit, year=year)

    def _ask(self) -> None:
        try:
            found = self.found
        except KnownError as e:
            self._said.setText(str(e))
            return
        name = handout.safe_name(f"{found.unit}{found.year}年政府信息公开工作年度报告")
        start = free_path(self._window.filing.folder(), f"{name}.zfnb")
        if chosen := choosing.new_report(self, "导入为", start):
            self.create(chosen)

    def create(self, path: Path) -> None:
        """A new report of it, which is then open."""
        try:
            found = self.found
            assert found.year is not None
            with Session.create(path, found.unit, found.year, edition=found.edition.key) as session:
                session.edit({**found.wanted(), "unit": found.unit, "year": found.year}, "导入", given=True)
        except KnownError as e:
            self._said.setText(str(e))
            return
        self._window.filing.open(path, f"已导入为“{path}”。请逐项核对下面列出的问题。", "done")
        self.close()

    def use_as_last_year(self) -> None:
        """Its figures and texts stand beside those of the open report from now on."""
        desk = self._window.desk
        if desk is None:
            return
        desk.flush()
        report = desk.session.report
        try:
            found = self.found
            if found.year != report.year - 1:
                raise KnownError(f"这是{found.year}年的报告，{report.year}年的上年数要用{report.year - 1}年的。")
            edition = report.edition
            before = dict.fromkeys(PREVIOUS + p for p in (*edition.cells, *edition.passages))
            desk.session.edit({**before, **found.previous(edition)}, "导入上年的数")
        except KnownError as e:
            self._said.setText(str(e))
            return
        self._window.messages.say(f"已作为上年的数导入，共 {len(found.figures)} 格。", "done")
        self.close()

    def _escape(self) -> None:
        if not self.corrected:
            self.close()


def _written(value: object) -> str:
    """A value as the user writes it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else LEVEL_NAMES.get(str(value), str(value))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


def pick(window: "Window") -> None:
    """Asks for a published report, reads it beside the window, then shows what was recognised."""
    kinds = "已发布的报告 (*.docx *.html *.htm *.mht *.mhtml *.xlsx *.pdf *.txt *.csv *.json)"
    if chosen := choosing.existing(window, "导入已发布的报告", window.filing.folder(), kinds):
        read(window, chosen)


def read(window: "Window", path: Path) -> None:
    """Reads a published report; what cannot be read is said in the window."""

    def recognised() -> Recognised:
        from clerk_app.exchange.reading import importing
        from clerk_app.form.edition import editions

        return importing.recognised(path, editions())

    def show(found: Recognised) -> None:
        window.status.clearMessage()
        page = ImportPage(window, path, found)
        page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        page.come_forward()

    def failed(error: Exception) -> None:
        window.status.clearMessage()
        known = isinstance(error, KnownError)
        window.messages.say(str(error) if known else f"“{path.name}”没有读成：程序出了一个错误。", "error")
        if not known:
            raise error

    window.status.showMessage("正在读取…")
    window.worker.run(recognised, show, failed)
