"""The first page: the reports in work with their state and deadline, and the ways to a new one."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clerk_app.errors import KnownError
from clerk_app.gui import icons
from clerk_app.gui.background import Worker
from clerk_app.gui.centred import centre
from clerk_app.gui.places import MARK_NAMES, MARKS, Mark
from clerk_app.gui.soft_selection import soften
from clerk_app.gui.wording import deadline_words, plain

TALL = 36  # lines: room for the buttons with what each is good for
MARK = Qt.ItemDataRole.UserRole + 1


def state_of(path: Path, today: date, due: tuple[int, int] = (1, 31)) -> tuple[Mark, str]:
    """A report's worst mark and two lines about it. Raises KnownError when it cannot be read."""
    from clerk_app.gui.findings_panel import counts
    from clerk_app.gui.seal_line import reopened_words, sent_words
    from clerk_app.report.document import chinese_time
    from clerk_app.report.seal import holding
    from clerk_app.session import Session

    session = Session.look(path)
    session.set_due(*due)
    report, findings = session.report, session.findings
    head = f"{report.unit}　{report.year} 年度　{path.name}"
    left = deadline_words(report.year, due, today, report.level)
    if seal := session.sealed:
        if holding(report) is None:
            return "error", f"{head}\n{seal.words}以后内容被改动过，请用“核对码”看改了什么。"
        sent = sent_words(report)
        state = [f"已定稿（{seal.words}，{chinese_time(seal.at)}）", *([sent] if sent else ["还没有送报", left])]
        return "done", f"{head}\n{'，'.join(state)}"
    marks = counts(findings)
    worst = next((mark for mark in MARKS if marks[mark]), "done")
    # The figures of a year that is not over are provisional, however many of them there are.
    draft = "退回修改" if reopened_words(report) else "草稿"
    said = [f"{draft}（暂定数，12月31日以后核实）" if today.year <= report.year else draft]
    said += [f"填报 {findings.filled}/{findings.of}"]
    said += [f"{marks[mark]} 处{MARK_NAMES[mark]}" for mark in MARKS if marks[mark] and mark != "blank"]
    said += [] if findings.blocking else ["可以定稿"]
    return worst, f"{head}\n{'，'.join([*said, left])}"


TOGETHER = 3  # characters at least stand on a last line
_JOINED = "\u2060"


def sweep(paths: list[Path]) -> None:
    """What a crash has left of files being written beside the reports."""
    from clerk_app.store import files

    for folder in {path.parent for path in paths}:
        files.sweep(folder)


class Start(QWidget):
    """`opened` asks to open a report."""

    opened = Signal(Path)

    def __init__(self, actions: list[QAction], worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._worker = worker
        em = self.fontMetrics().height()
        title = QLabel("年报助手", self)
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 2)
        title.setFont(font)
        under = QLabel("政府信息公开工作年度报告的填写、核对与排版", self)
        self._tips: list[QLabel] = []
        left = QWidget(self)
        # What the buttons are good for may make no window taller than a low screen: it is hidden there.
        left.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        ways = QVBoxLayout(left)
        ways.setContentsMargins(0, 0, 0, 0)
        ways.setSpacing(8)
        for action in actions:
            ways.addWidget(self._way(action))
        self._first = left.findChildren(QPushButton)[0]
        ways.addStretch(1)
        heading = QLabel("最近的报告", self)
        self.list = QListWidget(self)
        self.list.setAccessibleName("最近的报告")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setSpacing(4)
        self.list.setIconSize(QSize(em, em))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        soften(self.list)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self._none = QLabel("还没有。新建一份，或者先打开示例看看。", self)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(heading)
        right.addWidget(self.list, 1)
        right.addWidget(self._none)
        right.addStretch(0)
        body = QHBoxLayout()
        body.setSpacing(em * 2)
        body.addWidget(left, 2)
        body.addLayout(right, 5)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(under)
        column.addSpacing(em)
        column.addLayout(body, 1)
        centre(column, self, 12)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for item in (self.list.item(row) for row in range(self.list.count())):
                item.setIcon(icons.icon(item.data(MARK), self.list))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the buttons speak for themselves."""
        super().resizeEvent(event)
        for tip in self._tips:
            tip.setVisible(self.height() > self.fontMetrics().height() * TALL)

    def show_recent(self, paths: list[Path], today: date, due: tuple[int, int] = (1, 31)) -> None:
        """Lists the reports; what stands in them is read beside the window and comes in one by one."""
        self.list.clear()
        self.list.setVisible(bool(paths))
        self._none.setVisible(not paths)
        for path in paths:
            item = QListWidgetItem(icons.icon("blank", self.list), f"{path.stem}\n{path.parent}")
            item.setData(Qt.ItemDataRole.UserRole, path)
            item.setData(MARK, "blank")
            item.setToolTip(plain(str(path)))
            self.list.addItem(item)
            self._worker.run(
                lambda path=path: state_of(path, today, due),
                lambda state, path=path: self._tell(path, *state),
                lambda error, path=path: self._tell(path, "warning", f"{path.stem}\n{_why(error)}"),
            )
        self.list.setCurrentRow(0)
        self.setFocusProxy(self.list if paths else self._first)
        if self.isVisible() and self.window().focusWidget() in (None, self, self.window()):
            self.setFocus()  # Enter goes on with the last report
        self._worker.run(lambda: sweep(paths), lambda _: None, lambda _: None)

    def _tell(self, path: Path, mark: Mark, words: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == path:
                item.setText(words)
                item.setIcon(icons.icon(mark, self.list))
                item.setData(MARK, mark)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(Qt.ItemDataRole.UserRole))

    def _way(self, action: QAction) -> QWidget:
        """A button with what it is good for below."""
        button = QPushButton(action.iconText(), self)
        button.setMinimumHeight(button.fontMetrics().height() * 2)
        button.setAutoDefault(True)  # Enter presses it
        button.clicked.connect(action.trigger)
        words = action.whatsThis()
        tip = QLabel(words[:-TOGETHER] + _JOINED.join(words[-TOGETHER:]), self)
        self._tips.append(tip)
        tip.setWordWrap(True)
        tip.setEnabled(False)
        button.setAccessibleDescription(action.whatsThis())
        way = QWidget(self)
        column = QVBoxLayout(way)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(4)
        column.addWidget(button)
        column.addWidget(tip)
        return way


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, KnownError) else "读不了这个文件。"
