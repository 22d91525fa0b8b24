"""The last step of 定稿送报: where to, what goes along, how far it is, and that it may be pulled out."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clerk_app.gui import choosing, icons, settings
from clerk_app.gui.places import Mark
from clerk_app.gui.soft_selection import soften
from clerk_app.gui.wording import plain
from clerk_app.report.document import chinese_time
from clerk_app.report.seal import sendings
from clerk_app.store import places

if TYPE_CHECKING:
    from clerk_app.gui.window import Window

LOOK = 2_000  # ms: how soon a stick that is plugged in is seen
BEFORE = "定稿以后，把年报文件、定稿 PDF 和送报单写到 U 盘或文件夹。"
WHERE = "写到哪里："
NOWHERE = "没有插着 U 盘，插上以后会列在这里；也可以选别的文件夹。"


class SendingBox(QWidget):
    """Sends the report of `window` when it is sealed. The work itself is the window's: it goes on without this. `told`:
    how it ended can be read."""

    told = Signal()

    def __init__(self, window: "Window", parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._session = window, window.desk.session if window.desk else None
        last, docx = settings.sending(window.store)
        self._chosen: list[Path] = [last] if last else []  # folders beside the sticks
        self._sticks: list[places.Stick] | None = None
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self.list = QListWidget(self)
        self.list.setAccessibleName("送到哪里")
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemActivated.connect(lambda _: self.start())
        soften(self.list)
        self.pick = QPushButton("选择文件夹(&L)…", self)
        self.pick.clicked.connect(self._pick)
        self.docx = QCheckBox("同时写一份 Word 文档(&W)", self)
        self.docx.setChecked(docx)
        self.send = QPushButton("送报(&S)", self)
        self.send.setAutoDefault(True)
        self.send.clicked.connect(self._press)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(max(self.fontMetrics().height() // 3, 4))
        self._icon, self.said = icons.Sign(self), QLabel(self)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.show_folder = QPushButton("打开所在文件夹", self)
        self.show_folder.clicked.connect(lambda: window.show_folder(self._target))
        self._target = Path()
        buttons, said = QHBoxLayout(), QHBoxLayout()
        for widget in (self.send, self.pick, self.docx):
            buttons.addWidget(widget)
        buttons.setSpacing(8)
        buttons.addStretch(1)
        said.setSpacing(8)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.said, 1)
        said.addWidget(self.show_folder, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.list)
        column.addLayout(buttons)
        column.addWidget(self.bar)
        column.addLayout(said)
        self.setFocusProxy(self.list)
        self._say(None, "")
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._look)
        dispatch = window.dispatch
        dispatch.moved.connect(self._move)
        dispatch.sent.connect(self._done)
        dispatch.failed.connect(self._fail)

    @property
    def running(self) -> bool:
        return self._window.dispatch.running

    # ---- as the report stands

    def refresh(self) -> None:
        seal = self._session.sealed if self._session else None
        for widget in (self.pick, self.docx, self.send):
            widget.setVisible(seal is not None)
        self.list.setVisible(seal is not None and self.list.count() > 0)
        self.bar.setVisible(self.running)
        if seal is None or self._session is None:
            self._timer.stop()
            self.words.setText(BEFORE)
            self.setFocusProxy(None)
            return
        self.setFocusProxy(self.send)
        self._look()
        self._timer.start()
        if not self.running and not self.said.text() and (before := sendings(self._session.report, seal)):
            times = [f"{chinese_time(s.at)}　已送到“{s.where}”。" for s in before[-3:]]
            self._say("done", "\n".join(times))

    def _look(self) -> None:
        """The sticks that are plugged in now, then the folders."""
        found = places.sticks()
        if found == self._sticks:
            return
        self._sticks = found
        self._list()

    def _list(self) -> None:
        kept = self.folder
        self.list.clear()
        for stick in self._sticks or ():
            locked = "" if stick.writable else "　写保护，写不进去"
            self._add(stick.root, f"U 盘　{stick.name}{locked}", str(stick.root))
        roots = [s.root for s in self._sticks or ()]
        for folder in self._chosen:
            # Not Path.is_dir: it raises when the stick is there no more.
            if folder not in roots and os.path.isdir(folder):  # noqa: PTH112
                inside = any(folder.is_relative_to(root) for root in roots)
                self._add(folder, "U 盘里的文件夹" if inside else "文件夹", str(folder))
        rows = self.list.count()
        self.words.setText(WHERE if rows else NOWHERE)
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(max(rows, 1) * (self.fontMetrics().lineSpacing() + 8) + 4)
        self.list.setCurrentRow(self._first(kept))
        self.send.setEnabled(bool(rows) or self.running)

    def _add(self, folder: Path, kind: str, where: str) -> None:
        item = QListWidgetItem(f"{kind}　{where}" if not kind.endswith(where) else kind)
        item.setData(Qt.ItemDataRole.UserRole, folder)
        item.setToolTip(plain(str(folder)))
        item.setSizeHint(item.sizeHint().expandedTo(self._row_size()))
        self.list.addItem(item)

    def _row_size(self) -> QSize:
        return QSize(0, self.fontMetrics().lineSpacing() + 8)

    def _first(self, kept: Path | None) -> int:
        """The one chosen before; else the folder used last where it lies on a stick that is here, or the first."""
        folders = [self.list.item(i).data(Qt.ItemDataRole.UserRole) for i in range(self.list.count())]
        if kept in folders:
            return folders.index(kept)
        usable = [s.root for s in self._sticks or () if s.writable]
        last = [f for f in self._chosen if f in folders and any(f.is_relative_to(root) for root in usable)]
        return next((folders.index(f) for f in (*last, *usable) if f in folders), len(folders) - 1)

    @property
    def folder(self) -> Path | None:
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    # ---- what can be done

    def _pick(self) -> None:
        start = self.folder or self._window.filing.folder()
        if folder := choosing.folder(self, "送到哪个文件夹", start):
            self.choose(folder)

    def choose(self, folder: Path) -> None:
        """Offers a folder, and takes it."""
        self._chosen = [folder, *(f for f in self._chosen if f != folder)][:3]
        self._list()
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == folder:
                self.list.setCurrentRow(row)
        self.send.setFocus()

    def _press(self) -> None:
        if self.running:
            self._window.dispatch.stop()
            self.send.setEnabled(False)
        else:
            self.start()

    def start(self) -> None:
        """Sends into the folder that is chosen."""
        folder = self.folder
        if folder is None or self.running:
            return
        self._target = folder
        self._window.dispatch.start(folder, docx=self.docx.isChecked())
        self._tell_running()
        self._say("blank", "正在准备…")

    def _tell_running(self) -> None:
        running = self.running
        self.send.setText("停止(&S)" if running else "送报(&S)")
        self.send.setEnabled(running or self.list.count() > 0)
        for widget in (self.list, self.pick, self.docx):
            widget.setEnabled(not running)
        self.bar.setVisible(running)

    def _move(self, done: int, of: int, what: str) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self._say("blank", f"{what}（第 {done + 1} 步，共 {of} 步）…")

    def _done(self, words: str) -> None:
        self._end("done", words)

    def _fail(self, words: str) -> None:
        self._end("error", words)

    def _end(self, mark: Mark, words: str) -> None:
        self._tell_running()
        self._sticks = None
        self._look()
        self._say(mark, words)
        self.show_folder.setVisible(mark == "done")
        self.send.setFocus()
        QTimer.singleShot(0, self, self.told.emit)  # when the page has made room for it

    def _say(self, mark: Mark | None, words: str) -> None:
        self._icon.setVisible(mark is not None)
        self._icon.tell(mark)
        self.said.setText(words)
        self.said.setAccessibleName(words)
        self.said.setVisible(bool(words))
        self.show_folder.hide()
