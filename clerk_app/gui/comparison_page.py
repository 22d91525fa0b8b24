"""This year beside last year in a window of its own: the cells that differ, the sentences that are new or gone."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from clerk_app.gui.own_window import OwnWindow, lay
from clerk_app.gui.pages import change
from clerk_app.gui.places import Place, page_of
from clerk_app.gui.wording import plain
from clerk_app.report import comparison
from clerk_app.report.fields import name_of
from clerk_app.report.numbers import write_number

if TYPE_CHECKING:
    from clerk_app.gui.window import Window

NONE = "没有上年的数据可比。从去年的报告新建，才有上年的数和文字。"
SAME = "与上年的数和文字完全相同。"


class ComparisonPage(OwnWindow):
    """What differs from last year; Enter leads to its place."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.setObjectName("comparison")
        self.setWindowTitle("年报助手　与上年对照")
        self._window = window
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.list = QTreeWidget(self)
        self.list.setHeaderLabels(["项目", "上年", "本年", "增减"])
        self.list.setAccessibleName("与上年对照")
        self.list.itemActivated.connect(self._show)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        self.setCentralWidget(middle)
        em = self.fontMetrics().horizontalAdvance("国")
        for section, ems in enumerate((28, 9, 9)):
            self.list.setColumnWidth(section, em * ems)
        lay(self, window, QSize(em * 60, em * 34))
        QShortcut(QKeySequence("Esc"), self, self.close)

    def refresh(self) -> None:
        """Compares anew."""
        self.list.clear()
        report = self._window.desk.session.report if self._window.desk else None
        if report is None or not report.has_previous:
            self.words.setText(NONE)
            return
        cells, texts = comparison.cells(report), comparison.texts(report)
        for part in report.edition.parts:
            own = [c for c in cells if report.edition.part_of(c.cell) is part]
            if own:
                head = self._head(f"{part.heading}：{len(own)} 格不同")
                for each in own:
                    now = write_number(each.now)
                    row = [name_of(report.edition, each.cell), write_number(each.before), now]
                    self._item(head, [*row, change(each.before, each.now).lstrip("，")], each.cell)
        for text in texts:
            if text.new or text.gone:
                name = name_of(report.edition, text.passage)
                head = self._head(f"{name}：新写 {len(text.new)} 句，去掉 {len(text.gone)} 句，相同 {text.same} 句")
                for what, sentences in (("去掉", text.gone), ("新写", text.new)):
                    for sentence in sentences:
                        self._item(head, [f"{what}　{sentence}"], text.passage).setFirstColumnSpanned(True)
        self.list.expandAll()
        different = self.list.topLevelItemCount() > 0
        self.words.setText("选一行按回车，就跳到那里。" if different else SAME)
        if different:
            self.list.setCurrentItem(self.list.topLevelItem(0))
        self.list.setFocus()

    def _head(self, words: str) -> QTreeWidgetItem:
        head = QTreeWidgetItem([words])
        self.list.addTopLevelItem(head)
        head.setFirstColumnSpanned(True)
        return head

    def _item(self, head: QTreeWidgetItem, columns: list[str], path: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(columns)
        item.setData(0, Qt.ItemDataRole.UserRole, path)
        for i, words in enumerate(columns):
            item.setToolTip(i, plain(words))
        head.addChild(item)
        return item

    def _show(self, item: QTreeWidgetItem) -> None:
        path = item.data(0, Qt.ItemDataRole.UserRole)
        if path and self._window.desk is not None:
            self.close()
            self._window.activateWindow()
            edition = self._window.desk.session.report.edition
            self._window.desk.show_place(Place(page_of(edition, path), path))


def show_comparison(window: "Window") -> ComparisonPage:
    """The one that is open already comes to the front."""
    if window.desk is not None:
        window.desk.flush()
    page = window.findChild(ComparisonPage, "comparison") or ComparisonPage(window)
    page.refresh()
    page.come_forward()
    return page
