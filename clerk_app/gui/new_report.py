"""A new report: unit, year, level, last year's file, and where the file shall be."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from clerk_app.errors import KnownError
from clerk_app.exchange.handout import safe_name
from clerk_app.form.edition import LEVELS
from clerk_app.gui import choosing
from clerk_app.gui.centred import centre
from clerk_app.gui.wording import free_path
from clerk_app.report.fields import LEVEL_NAMES, guess_level, read_year
from clerk_app.report.model import Report
from clerk_app.session import Session


@dataclass(frozen=True)
class Wanted:
    path: Path
    unit: str
    year: int
    level: str
    previous: Report | None


def documents() -> Path:
    """The user's folder for documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def likely_year(today: date) -> int:
    """The report of a year is drafted from October on and handed in by January."""
    return today.year if today.month >= 10 else today.year - 1


class NewReport(QScrollArea):
    """The page 新建. `wanted` asks for the report, `given_up` to go back."""

    wanted = Signal(object)
    given_up = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields have the keys
        self._today, self._folder, self._previous, self._own_path = today, documents(), None, False
        self._previous: Report | None
        em = self.fontMetrics().horizontalAdvance("国")
        title = QLabel("新建报告")
        font = title.font()
        font.setPointSizeF(font.pointSizeF() * 1.6)
        title.setFont(font)
        self.unit, self.year, self.level, self.path, self.previous = (
            QLineEdit(), QLineEdit(), QComboBox(), QLineEdit(), QLineEdit(),
        )  # fmt: skip
        self.unit.setPlaceholderText("单位全称，如 青石镇人民政府")
        self.previous.setPlaceholderText("没有可不选；选了就带来单位资料、结转数和对照数")
        self.previous.setReadOnly(True)
        self.level.addItem("", "")
        for level in LEVELS:
            self.level.addItem(LEVEL_NAMES[level], level)
        self.unit.textChanged.connect(self._suggest)
        self.year.textChanged.connect(self._suggest)
        self.path.textEdited.connect(self._choose_own)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight)
        for name, field, button in (
            ("上年的报告", self.previous, ("选择(&P)…", self._pick_previous)),
            ("单位全称", self.unit, None),
            ("年度", self.year, None),
            ("层级", self.level, None),
            ("存为", self.path, ("更改(&S)…", self._pick_path)),
        ):
            field.setAccessibleName(name)
            label = QLabel(name)
            label.setBuddy(field)
            row = QHBoxLayout()
            row.setSpacing(4)
            row.addWidget(field, 1)
            if button:
                pick = QPushButton(button[0])
                pick.clicked.connect(button[1])
                row.addWidget(pick)
            form.addRow(label, row)
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._make = QPushButton("建立(&M)")
        self._make.setDefault(True)
        self._make.clicked.connect(self._ask)
        back = QPushButton("返回(&B)")
        back.setToolTip("Esc")
        back.clicked.connect(self.given_up)
        QShortcut(QKeySequence("Esc"), self, self.given_up.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(back)
        buttons.addWidget(self._make)
        for field in (self.unit, self.year, self.path):
            field.returnPressed.connect(self._ask)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(title)
        column.addLayout(form)
        column.addWidget(self._words)
        column.addLayout(buttons)
        column.addStretch(1)
        page = QWidget()
        page.setMinimumWidth(em * 24)
        centre(column, page, 4)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setWidget(page)

    def start(self, previous: Path | None = None) -> None:
        """An empty form, or one that begins with last year's report."""
        self._previous, self._own_path = None, False
        self.previous.clear()
        self.unit.clear()
        self.year.setText(str(likely_year(self._today)))
        self.level.setCurrentIndex(0)
        self._say("")
        self._suggest()
        self.unit.setFocus()
        if previous:
            self.take_previous(previous)

    def take_previous(self, path: Path) -> None:
        try:
            report = Session.look(path).report
        except KnownError as e:
            self._say(str(e))
            return
        self._previous, self._folder = report, path.parent
        self.previous.setText(str(path))
        self.unit.setText(report.unit)
        self.year.setText(str(report.year + 1))
        self.level.setCurrentIndex(max(0, self.level.findData(report.text("cover/level"))))
        self._say("")

    def failed(self, error: KnownError) -> None:
        """The report could not be made."""
        self._say(str(error))

    def _say(self, words: str) -> None:
        self._words.setText(words)

    def _suggest(self) -> None:
        """The file's name follows unit and year until one chooses it oneself."""
        unit = self.unit.text().strip()
        self.level.setItemText(0, f"按单位名称：{LEVEL_NAMES[guess_level(unit)]}" if unit else "按单位名称")
        if not self._own_path:
            name = safe_name(f"{unit}{self.year.text().strip()}年政府信息公开工作年度报告")
            self.path.setText(str(free_path(self._folder, f"{name}.zfnb")))

    def _choose_own(self) -> None:
        self._own_path = True

    def _pick_path(self) -> None:
        if chosen := choosing.new_report(self, "新报告存为", Path(self.path.text())):
            self._own_path = True
            self.path.setText(str(chosen))

    def _pick_previous(self) -> None:
        if chosen := choosing.existing(self, "上年的报告", self._folder):
            self.take_previous(chosen)

    def _ask(self) -> None:
        if not self.unit.text().strip():
            self._say("请先写单位全称，如 青石镇人民政府。")
            self.unit.setFocus()
            return
        try:
            year = read_year(self.year.text())
        except KnownError as e:
            self._say(str(e))
            self.year.setFocus()
            return
        path = Path(self.path.text().strip())
        if path.suffix.lower() != ".zfnb":
            path = path.with_name(path.name + ".zfnb")
        self._say("")
        self.wanted.emit(Wanted(path, self.unit.text(), year, self.level.currentData() or "", self._previous))
