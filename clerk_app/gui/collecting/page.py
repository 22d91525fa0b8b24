"""The room 汇总: folders and files are dropped here or chosen; what came, the sums, the roster; and what is written."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from clerk_app.collection import returning
from clerk_app.collection.gathering import Entry
from clerk_app.errors import KnownError
from clerk_app.exchange import handout
from clerk_app.gui import choosing, icons
from clerk_app.gui.collecting.lines_page import LinesPage
from clerk_app.gui.collecting.return_page import ReturnPage
from clerk_app.gui.collecting.roster_page import RosterPage
from clerk_app.gui.collecting.sums_page import SumsPage
from clerk_app.gui.collecting.work import Work
from clerk_app.gui.dropping import reports
from clerk_app.gui.places import Mark
from clerk_app.gui.wording import free_path

if TYPE_CHECKING:
    from clerk_app.gui.window import Window

INVITATION = (
    "把装着各单位定稿的文件夹（或 U 盘上的文件）拖到这里，或者按下面的按钮选取。\n"
    "只读打开，逐份核验定稿、按本机的规则核对，合格的加在一起；有问题的逐份列出，原来的文件不会改动。"
)


class Bar(QTabBar):
    """Tabs whose letters lead onto the page. `sought`: by its letter, also when it was in sight already."""

    sought = Signal()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.Shortcut:
            self.sought.emit()
        return done


class CollectingPage(QWidget):
    """Stands in the window in the place of the start page, until it is left."""

    HELP = "collect"  # where the manual speaks of it

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.work = Work(window.worker, self)
        self.setAcceptDrops(True)
        folder = window.filing.folder()
        self._folder = folder
        self.lines = LinesPage(self.work, self)
        self.sums, self.roster = SumsPage(self.work, folder, self), RosterPage(self.work, folder, self)
        self.returns = ReturnPage(self.work, window.store, self)
        self.tabs, bar = QTabWidget(self), Bar(self)
        bar.sought.connect(lambda: self.tabs.currentWidget().setFocus())
        self.tabs.setTabBar(bar)
        self.tabs.setDocumentMode(True)
        for page, name in (
            (self.lines, "各单位(&G)"), (self.sums, "合计(&S)"), (self.roster, "应报名单(&Y)"),
            (self.returns, "退回单(&I)"),
        ):  # fmt: skip
            self.tabs.addTab(page, name)
        self.tabs.currentChanged.connect(self._turn)
        self.rooms = QStackedWidget(self)
        self.rooms.addWidget(self._invitation())
        self.rooms.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self.rooms, 1)
        column.addLayout(self._foot())
        self.work.changed.connect(self.refresh)
        self.work.progressed.connect(self._progress)
        self.work.arrived.connect(self._arrived)
        self.work.said.connect(self._say)
        self.lines.opened.connect(self.open)
        self.lines.returned.connect(self._ask_note)
        self.returns.wanted.connect(self._ask_notes)
        self.refresh()

    def _invitation(self) -> QWidget:
        page = QWidget(self)
        words = QLabel(INVITATION, page)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setWordWrap(True)
        self.first = self._button("选取文件夹(&D)…", self._ask_folder)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addStretch(1)
        line.addWidget(self.first)
        line.addWidget(self._button("选取文件(&K)…", self._ask_files))
        line.addStretch(1)
        self.first.setMinimumHeight(self.fontMetrics().height() * 2)
        line.itemAt(2).widget().setMinimumHeight(self.fontMetrics().height() * 2)
        column = QVBoxLayout(page)
        column.setSpacing(16)
        column.addStretch(2)
        column.addWidget(words)
        column.addLayout(line)
        column.addStretch(3)
        return page

    def _button(self, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(lambda _=False: act())
        return button

    def _head(self) -> QHBoxLayout:
        self._icon, self.words = QLabel(self), QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.year = QComboBox(self)
        self.year.setAccessibleName("汇总的年度")
        self.year.activated.connect(self._take_year)
        self.more = QPushButton("添加(&A)", self)
        menu = QMenu(self.more)
        for words, act in (("文件夹(&D)…", self._ask_folder), ("文件(&F)…", self._ask_files)):
            menu.addAction(words).triggered.connect(lambda _=False, act=act: act())
        self.more.setMenu(menu)
        self.again = self._button("重新读取 F5", self.work.read)
        self.again.setShortcut("F5")
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addWidget(self.words, 1)
        for widget in (self.year, self.more, self.again):
            line.addWidget(widget)
        return line

    def _foot(self) -> QHBoxLayout:
        self.away = self._button("回到开始页(&Q)", self.leave)
        self.unit = QLineEdit(self)
        self.unit.setAccessibleName("汇总单位全称")
        self.unit.setPlaceholderText("汇总单位全称，如 临江市人民政府")
        self.unit.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 8)
        self.unit.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * 20)
        self.unit.textChanged.connect(self._take_unit)
        named = QLabel("汇总单位(&N)", self)
        named.setBuddy(self.unit)
        self.report = self._button("写成上级报告(&Z)…", self._ask_report)
        self.workbook = self._button("写成工作簿(&X)…", self._ask_workbook)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(True)
        self.stop = self._button("停止 Esc", self.work.stop)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.away)
        line.addWidget(self.bar, 1)
        line.addWidget(self.stop)
        self._writing = (named, self.unit, self.report, self.workbook)
        line.addStretch(1)
        for widget in self._writing:
            line.addWidget(widget, 10 if widget is self.unit else 0)
        return line

    # ---- what is shown

    def refresh(self) -> None:
        """As the collection stands now."""
        work = self.work
        made, busy = (work.made if not work.busy else None), work.busy
        self.lines.refresh()  # first: a progress bar paints at once, and the list with it
        self.rooms.setCurrentIndex(1 if work.sources or work.made else 0)
        for widget in (self.bar, self.stop):
            widget.setVisible(not work.finished)
        for widget in self._writing:
            widget.setVisible(work.finished and made is not None)
        for widget in (self.more, self.again, self.year):
            widget.setVisible(bool(work.sources))
            widget.setEnabled(not busy)
        if busy:
            self.bar.setRange(0, 1)
            self.bar.setValue(0)
            self.bar.setFormat(work.job)
            self._told(f"{work.job}……", "hint")
        else:
            self._tell_texts()
            self._conclude()
        self._turn()
        if not busy and (focus := self.focusWidget()) and not focus.isVisible():
            self.setFocus()

    def _conclude(self) -> None:
        """The line above: how many have come, how many count, and what is to be done."""
        made, work = self.work.made, self.work
        if made is None:
            self._told("汇总：收报单位把各单位的定稿合在一起", "hint")
            return
        found = made.states()
        self.report.setEnabled("counted" in found)
        self.workbook.setEnabled(bool(found))
        if not found:
            self._told("这里没有年报文件（.zfnb）。", "hint")
            return
        counted, missing = found.get("counted", 0), found.get("missing", 0)
        wrong = sum(n for state, n in found.items() if state not in ("counted", "copy", "missing"))
        year = f"{made.year}年（{made.edition.key} 年格式）" if made.year else ""
        due = f"应报 {len(work.roster)} 个单位，" if work.roster else ""
        said = [f"收到 {sum(found.values()) - missing} 份", f"计入 {counted} 份"]
        said += [f"不再计 {found['copy']} 份"] if "copy" in found else []
        said += [f"没有计入 {wrong} 份"] if wrong else []
        said += [f"未报送 {missing} 个单位"] if missing else []
        if work.texts:
            more = "文字还在核对，结果陆续列入。"
        else:
            more = f"还有 {pending} 份的文字没有核对。" if (pending := work.pending) else ""
        mark: Mark = "warning" if wrong or missing else "blank" if more else "done"
        self._told(f"{year}{due}{'，'.join(said)}。{more}", mark)
        self.year.clear()
        years = made.years()
        for each in years:
            self.year.addItem(f"{each}年", each)
        self.year.setCurrentIndex(years.index(made.year) if made.year in years else -1)
        self.year.setVisible(len(years) > 1)
        if not self.unit.text():
            self.unit.setText(work.own.unit if work.own else made.above)

    def _told(self, words: str, mark: Mark) -> None:
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self._icon.setPixmap(icons.pixmap(mark, self))

    def _turn(self) -> None:
        """The pages behind the list cost something: they are made when they are in sight."""
        page = self.tabs.currentWidget()
        if isinstance(page, SumsPage | RosterPage | ReturnPage):
            page.refresh()
        self.setFocusProxy(page if self.rooms.currentIndex() else self.first)

    def _progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, max(of, 1))
        self.bar.setValue(done)
        self.bar.setFormat(f"{self.work.job or '正在核对文字'} {done}/{of}")

    def _tell_texts(self) -> None:
        if self.work.texts and not self.work.busy:
            self._progress(*self.work.texts)

    def _arrived(self, names: set[bytes]) -> None:
        """Some more of what stands behind the list is known."""
        self._tell_texts()
        self.lines.arrived(names)

    def _say(self, words: str, mark: Mark, path: Path | None) -> None:
        messages = self._window.messages
        if path is None:
            messages.say(words, mark)
            return
        folder = path if path.is_dir() else path.parent
        choices = [("打开所在文件夹", lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))]
        if path.suffix.lower() == ".zfnb":
            choices.insert(0, ("打开这份汇总", partial(self._window.filing.open, path)))  # type: ignore[arg-type]
        messages.say(words, mark, *choices)

    # ---- what goes in

    def _ask_folder(self) -> None:
        if path := choosing.folder(self, "各单位报来的文件夹", self._folder):
            self.take([path])

    def _ask_files(self) -> None:
        self.take(choosing.several(self, "各单位报来的文件", self._folder))

    def take(self, paths: list[Path]) -> None:
        """Files and folders, together with those before."""
        if self.work.busy:
            self._window.hint("正在读取，读完再添加。")
        elif paths:
            self._folder = paths[0] if paths[0].is_dir() else paths[0].parent
            self._window.messages.hide()
            self.work.add(paths)

    def _take_unit(self, text: str) -> None:
        self.work.unit = " ".join(text.split())

    def _take_year(self) -> None:
        self.work.year = self.year.currentData()
        self.work.settle()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if reports(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if paths := reports(event):
            event.acceptProposedAction()
            self.take(paths)

    # ---- what comes out

    def open(self, entry: Entry) -> None:
        """A report to look at, its findings below it; closing it leads back here."""
        self._window.filing.look_at_received(entry)

    def _unit(self) -> str:
        """Raises KnownError: it has to be named, and can be."""
        unit = " ".join(self.unit.text().split())
        if not unit:
            self.unit.setFocus()
            raise KnownError("请先在下面写明汇总单位的全称，如 临江市人民政府。")
        return unit

    def _ask_report(self) -> None:
        try:
            unit = self._unit()
        except KnownError as e:
            self._window.messages.say(str(e), "warning")
            return
        name = handout.safe_name(f"{unit}{self._year()}政府信息公开工作年度报告（汇总）")
        if path := choosing.new_report(self, "写成上级报告", free_path(self._out(), f"{name}.zfnb")):
            self.work.write_report(path, unit)

    def _ask_workbook(self) -> None:
        name = handout.safe_name(f"{self.unit.text()}{self._year()}政府信息公开年报汇总")
        path, _ = choosing.handed_out(self, "写成工作簿", self._out() / f"{name}.xlsx", "Excel 工作簿 (*.xlsx)")
        if path:
            self.work.write_workbook(path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx"))

    def _ask_note(self, entry: Entry) -> None:
        start = self._out() / f"{returning.note_name(entry)}.pdf"
        path, kind = choosing.handed_out(self, "写成退回单", start, "PDF (*.pdf);;Word 文档 (*.docx)")
        if path and path.suffix.lower() not in (".pdf", ".docx"):
            path = path.with_name(path.name + (".docx" if "docx" in kind else ".pdf"))
        if path:
            self.work.write_note(entry, path, self.returns.office(self.unit.text()))

    def _ask_notes(self, ending: returning.NoteEnding) -> None:
        if path := choosing.folder(self, "退回单写到哪个文件夹", self._out()):
            self.work.write_notes(path, ending, self.returns.office(self.unit.text()))

    def _year(self) -> str:
        return f"{self.work.made.year}年" if self.work.made and self.work.made.year else ""

    def _out(self) -> Path:
        """Beside the folder that was received, never in it: what is written there would be collected next time."""
        return self._folder.parent if self._folder.parent.is_dir() else self._folder

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.work.finished:
            self.work.stop()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Back to the start page; what was collected stays, and is here again the next time."""
        self._window.make_home(self._window.start_page)


def show_collecting(window: "Window", paths: Sequence[Path] = ()) -> None:
    """The room 汇总, to which reports that are looked at lead back; `paths` are collected at once."""
    if not window.filing.close():
        return
    page = window.findChild(CollectingPage)
    if page is None:
        page = CollectingPage(window)
        window.rooms.addWidget(page)
    window.make_home(page)
    page.take(list(paths))
