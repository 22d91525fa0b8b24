"""The backups in a window of their own: when, what has changed since, and a way back into a new file."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clerk_app.errors import KnownError
from clerk_app.gui import choosing
from clerk_app.gui.own_window import OwnWindow, lay
from clerk_app.gui.wording import free_path, plain
from clerk_app.report.document import chinese_date
from clerk_app.report.fields import name_of
from clerk_app.report.model import Report
from clerk_app.session import backups as own_backups
from clerk_app.store.backups import Backup, Backups, Shelf, changed

if TYPE_CHECKING:
    from clerk_app.gui.window import Window

Line = tuple[Backup, str, str]  # what is said of it, and at length
NAMED = 12  # fields named at length
NONE = "还没有备份。每天第一次修改、定稿和填入数据之前，以及关闭报告时，会自动备份。"


class BackupsPage(OwnWindow):
    """The open report's backups first, then those of every other one, also of files that are no more."""

    def __init__(self, window: "Window", backups: Backups) -> None:
        super().__init__(window)
        self.setObjectName("backups")
        self.setWindowTitle("年报助手　备份")
        self._window, self._backups = window, backups
        self._words = QLabel("正在查看备份…", self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("备份")
        self.list.setSpacing(4)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.restore = QPushButton("恢复为新文件…", self)
        self.restore.setEnabled(False)
        self.restore.clicked.connect(self._ask)
        self.list.itemActivated.connect(self._ask)
        self.list.currentRowChanged.connect(lambda row: self.restore.setEnabled(row >= 0))
        close = QPushButton("关闭", self)
        close.clicked.connect(self.close)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.restore)
        buttons.addWidget(close)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.addWidget(self._words)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.setCentralWidget(middle)
        em = self.fontMetrics().horizontalAdvance("国")
        lay(self, window, QSize(em * 44, em * 32))
        QShortcut(QKeySequence("Esc"), self, self.close)

    def refresh(self) -> None:
        """Lists them anew; they are read beside the window."""
        desk = self._window.desk
        session = desk.session if desk else None
        document = session.document if session else None
        shelf, report = (document.shelf if document else None), (session.report if session else None)
        self._window.worker.run(
            lambda: lines(self._backups, shelf, report),
            lambda found: self._show(found, document.not_backed_up if document else ""),
            lambda error: self._words.setText(str(error) if isinstance(error, KnownError) else "备份读不了。"),
        )

    def _show(self, found: Sequence[Line], failed: str) -> None:
        self.list.clear()
        for backup, words, names in found:
            item = QListWidgetItem(words)
            item.setData(Qt.ItemDataRole.UserRole, backup)
            item.setToolTip(plain(names))
            self.list.addItem(item)
        said = "选一份恢复为新文件，现在的文件不受影响。" if found else NONE
        self._words.setText(f"最近一次备份没有做成：{failed}\n{said}" if failed else said)
        self.list.setCurrentRow(0 if found else -1)
        self.list.setFocus()

    def _ask(self) -> None:
        backup: Backup = self.list.currentItem().data(Qt.ItemDataRole.UserRole)
        name = f"{backup.document} {backup.at:%Y-%m-%d %H%M}.zfnb"
        path = choosing.new_report(self, "恢复为新文件", free_path(self._window.filing.folder(), name))
        if path:
            self.restore_to(backup, path)

    def restore_to(self, backup: Backup, path: Path) -> None:
        try:
            self._backups.restore(backup, path)
        except KnownError as e:
            self._words.setText(str(e))
            return
        done = f"已把 {_when(backup)}的备份恢复为“{path}”"
        if self._window.filing.open(path, f"{done}，现在编辑的就是它。", "done"):
            self.close()
        else:
            self._words.setText(f"{done}，还没有打开它：请看主窗口里的话。")


def show_backups(window: "Window") -> BackupsPage:
    """The one that is open already comes to the front."""
    page = window.findChild(BackupsPage, "backups") or BackupsPage(window, own_backups())
    page.refresh()
    page.come_forward()
    return page


def lines(backups: Backups, shelf: Shelf | None, report: Report | None) -> list[Line]:
    """What to say of every backup; `shelf` is that of the open `report`."""
    own = [shelf] if shelf and report else []
    result: list[Line] = []
    for each in [*own, *(s for s in backups.shelves() if s not in own)]:
        newest = report if each in own else None
        for backup in each.list():
            try:
                found = backups.read(backup).report
            except KnownError as e:
                result.append((backup, f"{_when(backup)}　{backup.document}\n读不了，不能恢复。", str(e)))
                continue
            words, names = since(found, newest) if newest else ("这份报告最新的备份", "")
            newest = newest or found
            result.append(
                (backup, f"{_when(backup)}　{found.unit} {found.year} 年度　{backup.document}\n{words}", names)
            )
    return result


def since(old: Report, new: Report) -> tuple[str, str]:
    """How much has changed between two reports, and where."""
    paths = changed(old, new)
    if not paths:
        return "此后没有改动", ""
    cells = sum(p in new.edition.cells for p in paths)
    passages = sum(p in new.edition.passages for p in paths)
    counts = (("数字 {} 处", cells), ("文字 {} 段", passages), ("其他 {} 项", len(paths) - cells - passages))
    names = [name_of(new.edition, p) for p in paths[:NAMED]]
    more = f"\n等 {len(paths)} 项" if len(paths) > NAMED else ""
    return "此后改了" + "、".join(words.format(n) for words, n in counts if n), "\n".join(names) + more


def _when(backup: Backup) -> str:
    return f"{chinese_date(backup.at.date())} {backup.at:%H:%M}"
