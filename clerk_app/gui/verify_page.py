"""The page 核对码: a code read over the telephone, a file that was received: is it what was sealed? In words."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from clerk_app.errors import KnownError
from clerk_app.gui import choosing, icons, settings
from clerk_app.gui.centred import CentredPage
from clerk_app.gui.dropping import report
from clerk_app.gui.places import Mark
from clerk_app.gui.plain_label import PlainLabel
from clerk_app.report.checkcode import Slip
from clerk_app.report.document import chinese_time
from clerk_app.report.model import Report
from clerk_app.report.seal import Kind, Verdict, current, verdict

if TYPE_CHECKING:
    from clerk_app.gui.window import Window

MARKS: dict[Kind, Mark] = {
    "same": "done", "changed": "error", "unsealed": "warning", "slip": "warning", "other": "error",
}  # fmt: skip
SHORT = 13  # characters of a code: with fewer somebody is still typing
INTRO = "收到的文件、电话里读来的核对码，与定稿时是否一致。可以只填一样，也可以两样都填。"


class VerifyPage(CentredPage):
    """Says it as soon as there is enough to say. Esc leads back; it goes when it is no longer in sight."""

    HELP = "verify"  # its place in the manual

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self.path: Path | None = None
        self._asked = 0  # an answer to an older question is for nobody
        em = self.fontMetrics().horizontalAdvance("国")
        title, intro = PlainLabel("核对码", scale=1.6), PlainLabel(INTRO, soft=True)
        self.code, self.file = QLineEdit(self), QLineEdit(self)
        font = self.code.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        self.code.setFont(font)
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX")
        self.code.textChanged.connect(lambda text: self.ask() if len(text.strip()) >= SHORT or not text else None)
        self.code.returnPressed.connect(self.ask)
        self.file.setReadOnly(True)
        self.file.setPlaceholderText("收到的 .zfnb 文件，也可以拖到这里")
        pick, clear = QPushButton("选择(&S)…", self), QPushButton("不用文件(&N)", self)
        pick.clicked.connect(self._pick)
        clear.clicked.connect(lambda: self.take(None))
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.file, pick, clear):
            row.addWidget(widget)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for name, field, content in (("核对码(&M)", self.code, self.code), ("文件", self.file, row)):
            label = QLabel(name, self)
            label.setBuddy(field)
            field.setAccessibleName(name.partition("(")[0])
            form.addRow(label, content)
        self._icon, self.verdict, self.words = QLabel(self), PlainLabel(scale=1.6), PlainLabel()
        self.facts = PlainLabel()
        self.look = QPushButton("打开看看(&L)", self)
        self.look.clicked.connect(self._look)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon)
        head.addWidget(self.verdict, 1)
        head.addWidget(self.look)
        self._answer = QFrame(self)
        self._answer.setFrameShape(QFrame.Shape.StyledPanel)
        self._answer.setAutoFillBackground(True)
        self._answer.setBackgroundRole(self.palette().ColorRole.Base)
        answer = QVBoxLayout(self._answer)
        answer.setContentsMargins(16, 12, 16, 12)
        answer.setSpacing(8)
        answer.addLayout(head)
        answer.addWidget(self.words)
        answer.addWidget(self.facts)
        back = QPushButton("← 返回(&B)", self)
        back.setToolTip("Esc")
        back.clicked.connect(window.back)
        top = QHBoxLayout()
        top.addWidget(title, 1)
        top.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(em // 2)
        column.addLayout(top)
        column.addWidget(intro)
        column.addSpacing(em)
        column.addLayout(form)
        column.addSpacing(em)
        column.addWidget(self._answer)
        column.addStretch(1)
        self.lay(column, 8)
        self.setAcceptDrops(True)
        for field in (self.code, self.file):
            field.setAcceptDrops(False)  # a file that is dropped on them is the page's
        self.setFocusProxy(self.code)
        self._answer.hide()

    # ---- asking

    def _pick(self) -> None:
        if path := choosing.existing(self, "收到的年报文件", self._window.filing.folder()):
            self.take(path)

    def take(self, path: Path | None) -> None:
        """Looks at a file, or at none."""
        self.path = path
        self.file.setText(str(path or ""))
        self.code.setFocus()
        self.ask()

    def ask(self) -> None:
        """Looks beside the window at what is filled in; the answer comes into the page."""
        typed, path, window = self.code.text().strip(), self.path, self._window
        self._asked += 1
        asked = self._asked
        held = window.desk.session if window.desk else None
        if not typed and path is None:
            self._answer.hide()
        elif path is not None and held and held.document and held.path.absolute() == path.absolute():
            self._show(verdict(held.report, typed or None), held.report)  # open here: nobody else may read it now
        else:
            paths = [p for p in settings.recent(window.store) if not held or p != held.path.absolute()]
            window.worker.run(
                lambda: _looked(typed, path, paths, (held.path, held.report) if held else None),
                lambda found: self._show(*found) if asked == self._asked else None,
                lambda error: self._fail(error) if asked == self._asked else None,
            )

    def _show(self, said: Verdict, report: Report | None) -> None:
        self._tell(MARKS[said.kind], *said.words.split("：", 1))
        facts: list[str] = []
        if report is not None:
            seal = current(report)
            facts = [f"单位　{report.unit}", f"年度　{report.year}年"]
            facts += [f"定稿　{seal.words}　{chinese_time(seal.at)}", f"核对码　{seal.code}"] if seal else []
        self.facts.setText("\n".join(facts))
        self.facts.setVisible(bool(facts))
        self.look.setVisible(self.path is not None)

    def _fail(self, error: Exception) -> None:
        self._tell("error", "读不了", str(error) if isinstance(error, KnownError) else "程序出了一个错误。")
        self.facts.hide()
        self.look.hide()
        if not isinstance(error, KnownError):
            raise error

    def _tell(self, mark: Mark, head: str, words: str) -> None:
        self._icon.setPixmap(icons.pixmap(mark, self.verdict))
        self.verdict.setText(head)
        self.words.setText(words)
        self._answer.setAccessibleName(f"{head}：{words}")
        self._answer.show()

    def _look(self) -> None:
        if self.path is not None:
            self._window.filing.open(self.path)

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._window.back()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self._asked += 1
            self.deleteLater()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if report(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := report(event):
            event.acceptProposedAction()
            self.take(path)


def _looked(
    typed: str, path: Path | None, recent: list[Path], held: tuple[Path, Report] | None
) -> tuple[Verdict, Report | None]:
    """What to say of a code, a file or both. Raises FileRefused: the file cannot be read."""
    from clerk_app import sending

    if path is not None:
        return sending.examined(path, typed or None)
    try:
        found = sending.bearers(typed, recent, held)
    except Slip as e:
        return Verdict("slip", str(e)), None
    if not found:
        return Verdict("unsealed", "核对码书写无误：最近打开过的报告里没有这个核对码，请选择收到的文件再核对。"), None
    where, report, seal = found[0]
    words = f"核对码书写无误：是{report.unit}{report.year}年年度报告{seal.words}的核对码，文件是“{where}”。"
    return Verdict("same", words), report


def show_verify(window: "Window") -> VerifyPage:
    """In the place of the report or of the start page; the one that is there already stays."""
    shown = window.rooms.currentWidget()
    if isinstance(shown, VerifyPage):
        shown.code.setFocus()
        return shown
    page = VerifyPage(window)
    window.visit(page)
    page.code.setFocus()
    return page
