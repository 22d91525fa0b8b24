"""更新表样: the forms in use, an office's new ones taken by the code in its notice, the last ones given back; and, for
the office itself, a file made of a folder of forms."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from clerk_app import updating
from clerk_app.errors import KnownError
from clerk_app.exchange.handout import safe_name
from clerk_app.form.edition import editions
from clerk_app.gui import choosing
from clerk_app.gui.own_window import OwnWindow, lay
from clerk_app.installed import Taken, in_use, taken
from clerk_app.report.checkcode import read

if TYPE_CHECKING:
    from clerk_app.gui.window import Window
    from clerk_app.updating import Package

KINDS = f"表样文件 (*{updating.ENDING})"
NEXT = "下次启动程序时生效。"


class FormsPage(OwnWindow):
    """`package` is the file that was opened and looked through, until it is taken."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.setObjectName("forms")
        self.setWindowTitle("年报助手　更新表样")
        self._window = window
        self._own = {key: edition.source for key, edition in editions().items()}
        self.package: Package | None = None
        em = self.fontMetrics().horizontalAdvance("国")
        self.used = _said(em)
        self.words = _said(em)
        self.contents = _said(em)
        self.open_button = QPushButton("打开表样文件(&O)…")
        self.open_button.clicked.connect(self._ask)
        self.again_button = QPushButton("再采用一次(&R)")
        self.again_button.clicked.connect(self._again)
        self.undo_button = QPushButton("退回上一份表样(&U)")
        self.undo_button.clicked.connect(self._undo)
        self.make_button = QPushButton("制作表样文件(&M)…")
        self.make_button.setToolTip("收报单位用：把改好的表样文件夹做成一个文件发给填报单位")
        self.make_button.clicked.connect(self._ask_folder)
        column = QVBoxLayout()
        column.setContentsMargins(em * 2, em, em * 2, em * 2)
        column.setSpacing(em // 2)
        column.addWidget(_heading("在用的表样"))
        column.addWidget(self.used)
        column.addLayout(_row(self.open_button, self.again_button, self.undo_button, self.make_button))
        column.addSpacing(em // 2)
        column.addWidget(self.words)
        column.addWidget(self.contents)
        column.addWidget(self._taking())
        column.addWidget(self._making())
        column.addStretch(1)
        page = QWidget()
        page.setLayout(column)
        self.setCentralWidget(page)
        lay(self, window, QSize(em * 46, em * 30))
        QShortcut(QKeySequence("Esc"), self, self.close)
        self._tell_used()
        self._calm("上级发来新的表样文件（.zfby）时在这里打开。填好的报告不受影响。")

    # ---- what is on the page

    def _taking(self) -> QWidget:
        """核对码 and 采用, once a file is open."""
        self.code = QLineEdit()
        self.code.setAccessibleName("通知上的核对码")
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX")
        self.code.setMinimumWidth(self.code.fontMetrics().horizontalAdvance("W" * 22))
        self.code.textChanged.connect(self._look_at_code)
        self.take_button = QPushButton("采用(&T)")
        self.take_button.clicked.connect(self._take)
        self.code.returnPressed.connect(self.take_button.click)
        self.taking = QWidget()
        self.taking.setLayout(_row(QLabel("通知上的核对码"), self.code, self.take_button))
        self.taking.hide()
        return self.taking

    def _making(self) -> QWidget:
        """What a file says of itself, once a folder is chosen."""
        self.fields = {name: QLineEdit() for name in ("name", "issuer", "issued", "note")}
        form = QFormLayout()
        labels = ("名称", "发文单位", "日期", "说明（可以不写）")
        for (name, field), label in zip(self.fields.items(), labels, strict=True):
            field.setObjectName(name)
            form.addRow(label, field)
        self.write_button = QPushButton("存成表样文件(&W)…")
        self.write_button.clicked.connect(self._write)
        form.addRow("", _boxed(self.write_button))
        self.making = QWidget()
        self.making.setLayout(form)
        self.making.hide()
        self._folder = Path()
        return self.making

    def _tell_used(self) -> None:
        updates = taken()
        lines = [f"{key} 年格式（{source}）" for key, source in self._own.items()]
        for update in updates:
            rests = "" if in_use(update) else f"　没有使用：由 {update.program} 版采用，或者文件已损坏，请再采用一次"
            lines.append(f"更新：{update.name}（{update.issuer}，{update.issued}，核对码 {update.code}）{rests}")
        self.used.setText("\n".join(lines))
        self.undo_button.setEnabled(bool(updates))
        self.again_button.setVisible(bool(updating.resting()))

    def _calm(self, words: str) -> None:
        self.words.setText(words)
        self.contents.clear()
        self.taking.hide()
        self.making.hide()

    # ---- taking

    def _ask(self) -> None:
        if path := choosing.existing(self, "打开表样文件", self._window.filing.folder(), KINDS):
            self.look_at(path)

    def look_at(self, path: Path) -> None:
        """Reads a file and says what is in it."""
        try:
            self.package = updating.load(path)
            contents = self.package.contents()
        except KnownError as e:
            self._calm(str(e))
            return
        self._show(self.package, contents)

    def _show(self, package: "Package", contents: list[str]) -> None:
        self._calm(f"{package.name}\n{package.issuer}　{package.issued}")
        note = [package.note] if package.note else []
        self.contents.setText("\n".join([*note, *(f"· {line}" for line in contents)]))
        self.taking.show()
        self.code.clear()
        self.code.setFocus()
        self.take_button.setEnabled(False)

    def _look_at_code(self, typed: str) -> None:
        """The button waits for a whole code; a slip is said when as much as a code is there."""
        package = self.package
        if package is None:
            return
        head = f"{package.name}\n{package.issuer}　{package.issued}"
        try:
            code = read(typed)
        except KnownError as e:
            self.take_button.setEnabled(False)
            whole = len(typed.replace("-", "").strip()) >= len(package.code.replace("-", ""))
            self.words.setText(f"{head}\n{e}" if whole else head)
            return
        right = code == package.code
        self.take_button.setEnabled(right)
        self.words.setText(head if right else f"{head}\n核对码与这个文件不符，请核对通知，或者向发文单位重新取得文件。")

    def _take(self) -> None:
        package = self.package
        if package is None:
            return
        typed = self.code.text()
        self.take_button.setEnabled(False)
        self.words.setText("正在试用…")
        self._window.worker.run(lambda: updating.take(package, typed), self._taken, self._failed)

    def _taken(self, update: Taken) -> None:
        self.package = None
        self._calm(f"已采用“{update.name}”，{NEXT}")
        self._tell_used()

    def _failed(self, error: Exception) -> None:
        self._calm(str(error) if isinstance(error, KnownError) else "表样没有采用，程序出错了。")
        self._tell_used()

    def _again(self) -> None:
        """What another version of the program took, tried by this one; its code was typed when it was first taken."""
        update = updating.resting()[0]
        self.words.setText("正在试用…")

        def work() -> Taken:
            package = updating.again(update)
            return updating.take(package, update.code)

        self._window.worker.run(work, self._taken, self._failed)

    def _undo(self) -> None:
        try:
            update = updating.undo()
        except KnownError as e:
            self._calm(str(e))
            return
        self._calm(f"已退回：不再使用“{update.name}”，{NEXT}" if update else "没有可以退回的。")
        self._tell_used()

    # ---- making

    def _ask_folder(self) -> None:
        if folder := choosing.folder(self, "选择放着 forms、guides、words 的文件夹", self._window.filing.folder()):
            self.make_of(folder)

    def make_of(self, folder: Path) -> None:
        """Looks the folder through, then asks what the file shall say of itself."""
        try:
            found = updating.pack(folder, folder.name, "—", "—")
        except KnownError as e:
            self._calm(str(e))
            return
        self._folder = folder
        self._calm(f"“{folder}”里有：")
        self.contents.setText("\n".join(f"· {line}" for line in found.contents()))
        self.making.show()
        self.fields["name"].setFocus()

    def _write(self) -> None:
        said = {name: field.text() for name, field in self.fields.items()}
        try:
            package = updating.pack(self._folder, **said)
            start = self._window.filing.folder() / f"{safe_name(package.name)}{updating.ENDING}"
            path, _ = choosing.handed_out(self, "存成表样文件", start, KINDS)
            if path is None:
                return
            path = path if path.suffix.lower() == updating.ENDING else path.with_name(path.name + updating.ENDING)
            updating.write(package, path)
        except KnownError as e:
            self.words.setText(str(e))
            return
        self._calm(f"已存成“{path}”。核对码 {package.code}，请写进发文的通知：填报单位要照通知输入。")


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    font = label.font()
    font.setPointSizeF(font.pointSizeF() * 1.2)
    label.setFont(font)
    return label


def _said(em: int) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setMinimumWidth(em * 36)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def _row(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


def _boxed(widget: QWidget) -> QWidget:
    box = QWidget()
    box.setLayout(_row(widget))
    return box


def show_forms(window: "Window") -> FormsPage:
    """The one that is open already comes to the front."""
    page = window.findChild(FormsPage, "forms") or FormsPage(window)
    page.come_forward()
    return page
