"""The roster: which units have to hand in, typed, pasted, or read from a file; and who of them has not."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from clerk_app.collection import papers
from clerk_app.errors import KnownError
from clerk_app.gui import choosing
from clerk_app.report import fields

if TYPE_CHECKING:
    from clerk_app.gui.collecting.work import Work

KINDS = "名单 (*.zfnb *.xlsx *.txt *.csv)"
HELP = (
    "每行写一个应当报送的单位的全称；可以从表格里复制一列粘贴到这里，也可以读入文件："
    "去年的汇总（.zfnb）、工作簿（.xlsx，单位在第一列或在“单位”一列）、文本（.txt）。"
    "同名的单位在前面写上上级地名，如 临江市青龙镇人民政府。"
)
_PAUSE = 600  # ms after the last key
_LONGEST = 50_000  # units


class RosterPage(QWidget):
    """What is typed is the roster after a pause."""

    def __init__(self, work: "Work", folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._folder = work, folder
        help_ = QLabel(HELP, self)
        help_.setTextFormat(Qt.TextFormat.PlainText)
        help_.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName("应报单位名单")
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText("青石镇人民政府\n花山镇人民政府\n…")
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.read = QPushButton("从文件读入(&J)…", self)
        self.read.clicked.connect(self._ask)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.take)
        self.text.textChanged.connect(lambda: self._pause.start())  # noqa: PLW0108 - the signal has no number for it
        line = QHBoxLayout()
        line.addWidget(self.words, 1)
        line.addWidget(self.read)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(help_)
        column.addWidget(self.text, 1)
        column.addLayout(line)
        self.setFocusProxy(self.text)

    def take(self) -> None:
        """What stands there now is the roster; waits while something else is being done."""
        if self._work.busy:
            self._pause.start()
            return
        self._pause.stop()
        found = units(self.text.toPlainText())[:_LONGEST]
        if found != self._work.roster:
            self._work.roster = found
            self._work.settle()
        self.refresh()

    def refresh(self) -> None:
        number = len(self._work.roster)
        made = self._work.made if not self._work.busy else None
        missing = ""
        if made and number:
            missing = f"，还没有收到 {absent} 个单位的" if (absent := len(made.missing())) else "，都收到了"
        self.words.setText(f"名单上有 {number} 个单位{missing}。" if number else "还没有名单：不知道谁还没有报送。")

    def _ask(self) -> None:
        if path := choosing.existing(self, "应报单位名单", self._folder, KINDS):
            self.take_file(path)

    def take_file(self, path: Path) -> None:
        """The units of a file in the place of those that stand here; undone like anything typed."""
        try:
            found = papers.roster(path)
        except KnownError as e:
            self._work.said.emit(str(e), "error", None)
            return
        cursor = self.text.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText("\n".join(found))
        self.take()


def units(text: str) -> list[str]:
    """A unit a line, each once, as a report's cover would keep it."""
    lines = (" ".join(fields.clean(line).split()) for line in text.splitlines())
    return list(dict.fromkeys(line[: fields.LINE_LIMIT] for line in lines if line))
