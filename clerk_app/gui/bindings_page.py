"""The numbers of the texts in a window of their own: which cells each was understood to speak of, and if it agrees.

That is why a report without findings can be trusted, and where it cannot: numbers that were bound to nothing.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from clerk_app.check.bindings import Binding, binding, paragraphs, total
from clerk_app.check.finding import Span
from clerk_app.form.names import cell_name
from clerk_app.gui import icons
from clerk_app.gui.own_window import OwnWindow, lay
from clerk_app.gui.places import Mark, Place, page_of
from clerk_app.gui.wording import plain
from clerk_app.report.fields import name_of
from clerk_app.report.model import Report
from clerk_app.report.numbers import write_number
from clerk_app.report.passage import printed, resolved

if TYPE_CHECKING:
    from clerk_app.gui.window import Window

NONE = "文字里还没有数。"
HELP = "回车到文字，Ctrl+回车到表格。“未核对”的数没有认出说的是哪一格，请自己看一遍。"
_STOPS = re.compile(r"[。；，：、;,:\n]")
AROUND = 16  # characters before a number that was bound to nothing


@dataclass(frozen=True)
class Row:
    """A number of the text: where it stands (as stored), what it was bound to, and what came of it."""

    span: Span
    said: str
    mark: Mark
    verdict: str
    name: str = ""  # of the cells
    names: str = ""  # of all of them
    number: str = ""  # of the tables
    cells: tuple[str, ...] = ()


def rows(report: Report) -> list[Row]:
    """All numbers of the narrative parts in the order of the paper."""
    read = printed(report)
    found: list[Row] = []
    for paragraph in paragraphs(read):
        way = resolved(report, paragraph.part)
        none = 0  # the end of what the words before have said there is none of
        for mention in paragraph.mentions:
            if mention.topics and mention.quantity is None:
                none = max(none, mention.end)
            elif mention.end <= none:
                continue  # 未收到〈一件〉申请
            read_at = paragraph.span(mention.start, mention.end)
            start, end = way.span(read_at.start, read_at.end)
            place = read_at._replace(start=start, end=end)
            if mention.topics:
                found.append(_row(read, place, binding(read, paragraph, mention)))
            else:
                found.append(Row(place, _before(paragraph.text, mention.start) + place.text, "blank", "未核对"))
    return found


def _before(text: str, at: int) -> str:
    """The words before a number back to the last mark; an ellipsis where there are more than are shown."""
    begin = max(at - AROUND, 0)
    while begin > 0 and at - begin < 2 * AROUND and text[begin - 1 : begin + 1].isdigit():
        begin -= 1  # 2019年 whole
    words = _STOPS.split(text[begin:at])[-1]
    whole = begin == 0 or len(words) < at - begin or _STOPS.match(text, begin - 1) is not None
    return words if whole else f"…{words}"


def _row(report: Report, place: Span, binding: Binding) -> Row:
    mark, verdict = _verdict(binding)
    money = binding.mention.quantity is not None and binding.mention.quantity.kind == "money"
    cells, expected = binding.cells, binding.expected
    for each in binding.mention.sums if binding.agrees else ():  # of several sums that are right, the one that is it
        if (number := total(report, each)) == binding.value:
            cells, expected = each, (number,)
            break
    names = " + ".join(cell_name(report.edition, c) for c in cells)
    name = f"{binding.topic}（{len(cells)} 格之和）" if len(cells) > 1 else names or binding.topic
    shown = " 或 ".join(dict.fromkeys(write_number(n.normalize()) + (" 元" if money else "") for n in expected))
    return Row(place, binding.said.text, mark, verdict, name, names, shown or "未填", cells)


def _verdict(binding: Binding) -> tuple[Mark, str]:
    if binding.agrees is None:
        return "hint", "未比较"  # a blank cell, about so many, another organ's
    return ("done", "一致") if binding.agrees else ("warning", "不一致")


class BindingsPage(OwnWindow):
    """Every number of the texts with its cells; Enter leads to the words, with Ctrl to the cell."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.setObjectName("bindings")
        self.setWindowTitle("年报助手　文字中的数")
        self._window = window
        self._rows: list[Row] = []
        self._at = 0  # the one gone to last
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.list = QTreeWidget(self)
        self.list.setHeaderLabels(["文字", "结果", "表中的数", "表格"])
        self.list.setAccessibleName("文字中的数")
        self.list.setWordWrap(True)
        self.list.itemDoubleClicked.connect(lambda item: self._show(item, cell=False))
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        self.setCentralWidget(middle)
        em = self.fontMetrics().horizontalAdvance("国")
        for section, ems in enumerate((24, 6, 7)):
            self.list.setColumnWidth(section, em * ems)
        lay(self, window, QSize(em * 64, em * 36))
        for key, cell in (("Return", False), ("Enter", False), ("Ctrl+Return", True), ("Ctrl+Enter", True)):
            QShortcut(QKeySequence(key), self, lambda cell=cell: self._show(self.list.currentItem(), cell=cell))
        for key in ("Esc", "F7"):
            QShortcut(QKeySequence(key), self, self.close)

    def refresh(self) -> None:
        """Reads the texts anew."""
        self.list.clear()
        report = self._window.desk.session.report if self._window.desk else None
        found = rows(report) if report else []
        heads: dict[str, QTreeWidgetItem] = {}
        items: list[QTreeWidgetItem] = []
        for row in found:
            if row.span.part not in heads and report:
                head = heads[row.span.part] = QTreeWidgetItem([name_of(report.edition, row.span.part)])
                self.list.addTopLevelItem(head)
                head.setFirstColumnSpanned(True)
            item = QTreeWidgetItem([row.said, row.verdict, row.number, row.name])
            item.setIcon(1, icons.icon(row.mark, self.list))
            item.setData(0, Qt.ItemDataRole.UserRole, len(items))
            for i in range(4):
                item.setToolTip(i, plain(item.text(i) if i < 3 else row.names))
            heads[row.span.part].addChild(item)
            items.append(item)
        self.list.expandAll()
        kinds = [r.verdict for r in found]
        told = "，".join(f"{kinds.count(k)} 个{k}" for k in ("一致", "不一致", "未比较", "未核对") if k in kinds)
        self.words.setText(f"文字里有 {len(found)} 个数：{told}。{HELP}" if found else NONE)
        if items:
            self.list.setCurrentItem(items[min(self._at, len(items) - 1)])
        self._rows = found
        self.list.setFocus()

    def _show(self, item: QTreeWidgetItem | None, *, cell: bool) -> None:
        at = item.data(0, Qt.ItemDataRole.UserRole) if item else None  # a heading has none
        if at is None or self._window.desk is None:
            return
        row, self._at = self._rows[at], at
        if cell and not row.cells:
            return
        self.close()
        self._window.activateWindow()
        edition = self._window.desk.session.report.edition
        path = row.cells[0] if cell else row.span.part
        self._window.desk.show_place(Place(page_of(edition, path), path, None if cell else row.span))


def show_bindings(window: "Window") -> BindingsPage:
    """The one that is open already comes to the front."""
    if window.desk is not None:
        window.desk.flush()
    page = window.findChild(BindingsPage, "bindings") or BindingsPage(window)
    page.refresh()
    page.come_forward()
    return page
