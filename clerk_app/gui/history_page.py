"""The history in a window of its own: what was changed when; a moment can be brought back, all of it handed out."""

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from clerk_app.errors import KnownError
from clerk_app.exchange import handout
from clerk_app.exchange.history import ACTS, Entry, as_csv, moments, sentence, wanted
from clerk_app.gui import choosing
from clerk_app.gui.own_window import OwnWindow, lay
from clerk_app.gui.wording import free_path, plain
from clerk_app.report.author import author
from clerk_app.report.fields import Refused
from clerk_app.report.model import Report

if TYPE_CHECKING:
    from clerk_app.gui.window import Window

SHOWN = 1_000  # steps; the file handed out has all
HELD = "选一步，报告就回到那一步做完时的样子；这本身也是一步，可以撤销。"
NONE = "还没有修改过。"
MORE = "共 {number} 步，这里列出最近的 " + str(SHOWN) + " 步，导出的文件里有全部。"
NAMELESS = "在“设置”里写上姓名，以后就记着是谁改的。"
TIME, WHO, ACT, WHAT = range(4)


class HistoryPage(OwnWindow):
    """The steps of the open report, the newest first."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.setObjectName("history")
        self.setWindowTitle("年报助手　修改记录")
        self._window = window
        self._entries: list[Entry] = []
        self._seen: Report | None = None  # to which the entries lead
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.list = QTreeWidget(self)
        self.list.setHeaderLabels(["时间", "修改人", "操作", "改了什么"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAccessibleName("修改记录")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.export = QPushButton("导出为 .csv…", self)
        self.restore = QPushButton("回到这一步", self)
        close = QPushButton("关闭", self)
        for button, act in ((self.restore, self.go_back), (self.export, self._ask), (close, self.close)):
            button.clicked.connect(act)
        self.list.itemActivated.connect(self.go_back)
        buttons = QHBoxLayout()
        buttons.addWidget(self.export)
        buttons.addStretch(1)
        buttons.addWidget(self.restore)
        buttons.addWidget(close)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.addWidget(self.words)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.setCentralWidget(middle)
        em = self.fontMetrics().horizontalAdvance("国")
        for column_, ems in ((TIME, 10), (WHO, 5), (ACT, 14)):
            self.list.setColumnWidth(column_, em * ems)
        lay(self, window, QSize(em * 60, em * 34))
        QShortcut(QKeySequence("Esc"), self, self.close)

    @property
    def report(self) -> Report:
        assert self._window.desk is not None
        return self._window.desk.session.report

    def refresh(self) -> None:
        """Lists the steps anew."""
        session = self._window.desk.session if self._window.desk else None
        self._seen = session.report if session else None
        self.list.clear()
        self._entries = []
        if session is None or session.document is None:
            self.words.setText("报告是只读打开的，看不到修改记录。")
        else:
            try:
                steps = session.document.history()
            except KnownError as e:
                self.words.setText(str(e))
                steps = []
            else:
                told = HELD + (MORE.format(number=len(steps)) if len(steps) > SHOWN else "") if steps else NONE
                self.words.setText(told + ("" if session.by else NAMELESS))
            self._entries = [Entry(step.at, step.act, step.changeset) for step in steps]
            edition = session.report.edition
            after = islice(moments(session.report, self._entries), SHOWN)
            for entry, report in zip(reversed(self._entries), after, strict=False):
                act = "" if entry.act == "do" else f"{ACTS[entry.act]}："
                said = sentence(edition, entry.changeset)
                row = [entry.at[:19].replace("T", " "), author(report), act + entry.changeset.label, said]
                item = QTreeWidgetItem(row)
                item.setToolTip(WHAT, plain(sentence(edition, entry.changeset, 30)))
                self.list.addTopLevelItem(item)
            if self.list.topLevelItemCount():
                self.list.setCurrentItem(self.list.topLevelItem(0))
        self.restore.setEnabled(bool(self._entries) and session is not None and not session.read_only)
        self.export.setEnabled(bool(self._entries))
        self.list.setFocus()

    def go_back(self) -> None:
        """Brings the chosen moment back, as one step."""
        at = self.list.currentIndex().row()
        if at < 0 or not self.restore.isEnabled() or self._window.desk is None:
            return
        self._window.desk.flush()
        session = self._window.desk.session
        if session.report is not self._seen:
            self.refresh()
            self.words.setText("报告又有了改动，记录已经更新，请再选一次。")
            return
        for i, then in enumerate(moments(session.report, self._entries)):
            if i == at:
                try:
                    session.edit(
                        wanted(session.report, then), f"回到 {self._entries[-1 - at].at[:16].replace('T', ' ')}"
                    )
                except Refused as e:
                    self.words.setText(str(e))
                else:
                    self.restore.setEnabled(False)
                    QTimer.singleShot(0, self, self.refresh)  # a turn of its own: both take long of a long history
                return

    def _ask(self) -> None:
        name = f"{self.report.unit}{self.report.year}年修改记录.csv"
        start = free_path(self._window.filing.folder(), name)
        path, _ = choosing.handed_out(self, "导出修改记录", start, "CSV 文件 (*.csv)")
        if path:
            try:
                handout.write(path, as_csv(self.report, self._entries))
                self.words.setText(f"已导出“{path}”。")
            except KnownError as e:
                self.words.setText(str(e))


def show_history(window: "Window") -> HistoryPage:
    """The one that is open already comes to the front."""
    if window.desk is not None:
        window.desk.flush()
    page = window.findChild(HistoryPage, "history") or HistoryPage(window)
    page.refresh()
    page.come_forward()
    return page
