"""The settings in a window of their own: taken at once, nothing to confirm."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from clerk_app.gui import appearance, settings
from clerk_app.gui.lines import Line
from clerk_app.gui.own_window import OwnWindow, lay
from clerk_app.gui.pages import TablePage
from clerk_app.paper import machine
from clerk_app.paper.faces import Role

if TYPE_CHECKING:
    from clerk_app.gui.grid import FigureGrid
    from clerk_app.gui.window import Window

ROLE_NAMES: dict[Role, str] = {
    "title": "标题（小标宋）",
    "fangsong": "正文（仿宋）",
    "heiti": "一级标题（黑体）",
    "kaiti": "二级标题（楷体）",
    "songti": "表格和页码（宋体）",
}
ZOOMS = (70, 300)  # per cent
LAST_MONTH = 6  # nobody waits longer for the report of a year


class SettingsPage(OwnWindow):
    """`changed` after every change; it is remembered by then."""

    changed = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.setObjectName("settings")
        self.setWindowTitle("年报助手　设置")
        self._window = window
        em = self.fontMetrics().horizontalAdvance("国")
        column = QVBoxLayout()
        column.setContentsMargins(em * 2, em, em * 2, em * 2)
        column.setSpacing(em // 2)
        column.addWidget(self._heading("报送期限"))
        column.addLayout(self._due())
        column.addWidget(
            self._said("《条例》规定是下一年1月31日以前；上级要求提前的，在这里改。核对和倒计时都按这一天。")
        )
        column.addSpacing(em)
        column.addWidget(self._heading("窗口"))
        column.addLayout(self._scheme())
        column.addLayout(self._size())
        column.addSpacing(em)
        column.addWidget(self._heading("修改记录"))
        column.addLayout(self._author())
        column.addWidget(
            self._said("写上的，以后每次修改都记着是谁改的；不写就不记。只在本机的报告里，报送的文件里没有。")
        )
        column.addSpacing(em)
        column.addWidget(self._heading("字体"))
        self.official = QCheckBox("排版用本机的公文字体")
        self.official.setChecked(settings.official(window.store))
        self.official.toggled.connect(self._choose_faces)
        column.addWidget(self.official)
        self._faces = QGridLayout()
        self._faces.setHorizontalSpacing(em * 2)
        column.addLayout(self._faces)
        self._words = self._said("正在查看本机的字体…")
        column.addWidget(self._words)
        column.addStretch(1)
        self._page = QWidget()
        self._page.setLayout(column)
        view = QScrollArea()
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setWidgetResizable(True)
        view.setWidget(self._page)
        self.setCentralWidget(view)
        self._fit()
        QShortcut(QKeySequence("Esc"), self, self.close)
        window.worker.run(machine.survey, self._show_faces, lambda _: self._words.setText("本机的字体读不了。"))

    def _fit(self) -> None:
        """As large as what is in it, where the screen has room; else it is scrolled."""
        self._page.ensurePolished()
        wanted = self._page.sizeHint()
        high = max(wanted.height(), self._page.heightForWidth(wanted.width()))  # lines that are wrapped
        lay(self, self._window, QSize(wanted.width() + self.fontMetrics().height(), high))

    def _heading(self, words: str) -> QLabel:
        label = QLabel(words)
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        label.setFont(font)
        return label

    def _said(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 30)
        return label

    def _due(self) -> QHBoxLayout:
        """下一年 1 月 31 日."""
        month, day = settings.due(self._window.store)
        self.month, self.day = QSpinBox(), QSpinBox()
        line = QHBoxLayout()
        line.addWidget(QLabel("下一年"))
        for box, name, value, most in ((self.month, "月", month, LAST_MONTH), (self.day, "日", day, 31)):
            box.setAccessibleName(f"报送期限：{name}")
            box.setRange(1, most)
            box.setValue(value)
            box.valueChanged.connect(self._choose_due)
            line.addWidget(box)
            line.addWidget(QLabel(name))
        line.addStretch(1)
        return line

    def _scheme(self) -> QHBoxLayout:
        """Light or dark."""
        self.scheme = QComboBox()
        self.scheme.setAccessibleName("颜色")
        for name, words in appearance.SCHEMES.items():
            self.scheme.addItem(words, name)
        self.scheme.setCurrentIndex(self.scheme.findData(appearance.scheme(self._window.store)))
        self.scheme.currentIndexChanged.connect(self._choose_scheme)
        line = QHBoxLayout()
        line.addWidget(QLabel("颜色"))
        line.addWidget(self.scheme)
        line.addStretch(1)
        return line

    def _choose_scheme(self) -> None:
        wanted: appearance.Scheme = self.scheme.currentData()
        appearance.set_scheme(self._window.store, wanted)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        appearance.wear(application, wanted)

    def _author(self) -> QHBoxLayout:
        """Under which name changes stand in the history."""
        self.author = Line()
        self.author.setAccessibleName("修改人姓名")
        self.author.setMaxLength(settings.NAME_LIMIT)
        self.author.setText(settings.author(self._window.store))
        self.author.setPlaceholderText("不记")
        self.author.textChanged.connect(self._choose_author)
        line = QHBoxLayout()
        line.addWidget(QLabel("修改人"))
        line.addWidget(self.author)
        line.addStretch(1)
        return line

    def _choose_author(self, name: str) -> None:
        settings.set_author(self._window.store, name)
        self.changed.emit()

    def _size(self) -> QHBoxLayout:
        """How large the tables are."""
        self.zoom = QSpinBox()
        self.zoom.setAccessibleName("表格大小")
        self.zoom.setRange(*ZOOMS)
        self.zoom.setSingleStep(10)
        self.zoom.setSuffix("%")
        grid = self._grid()
        self.zoom.setValue(grid.zoom if grid else self._window.store.value("desk/zoom", 100, type=int))
        self.zoom.valueChanged.connect(self._choose_zoom)
        line = QHBoxLayout()
        line.addWidget(QLabel("表格大小"))
        line.addWidget(self.zoom)
        line.addWidget(QLabel("也可以在表里按住 Ctrl 转滚轮，或者按加号、减号、0"))
        line.addStretch(1)
        return line

    def _grid(self) -> "FigureGrid | None":
        """A table of the open report; all of them have one size."""
        desk = self._window.desk
        if desk is None:
            return None
        key = next(part.key for part in desk.session.report.edition.parts if part.tables)
        page = desk.page_at(key)
        return page.grid if isinstance(page, TablePage) else None

    def _choose_zoom(self, percent: int) -> None:
        self._window.store.setValue("desk/zoom", percent)
        if grid := self._grid():
            grid.zoomed.emit(percent)

    def _choose_due(self) -> None:
        settings.set_due(self._window.store, self.month.value(), self.day.value())
        self.changed.emit()

    def _choose_faces(self, wanted: bool) -> None:
        settings.set_official(self._window.store, wanted)
        self.changed.emit()

    def _show_faces(self, found: dict[Role, machine.Official]) -> None:
        """What the machine has, by name, and why one of them is not used."""
        for row, (role, name) in enumerate(ROLE_NAMES.items()):
            face = found.get(role)
            said = "本机没有，用自带的字体" if face is None else f"{face.name}　可以用"
            if face is not None and not face.allowed:
                said = f"{face.name}　字体厂商不许嵌入文件，用自带的字体"
            for at, words in enumerate((name, said)):
                label = QLabel(words)
                label.setTextFormat(Qt.TextFormat.PlainText)
                self._faces.addWidget(label, row, at)
        self._faces.setColumnStretch(1, 1)
        usable = any(face.allowed for face in found.values())
        self.official.setEnabled(usable or self.official.isChecked())
        self._words.setText(
            "字体会嵌在导出的文件里，在哪台电脑上打印都一样。" if usable else "本机没有可用的公文字体，用自带的。"
        )
        QTimer.singleShot(0, self, self._fit)  # when the lines have their sizes


def show_settings(window: "Window") -> SettingsPage:
    """The settings; those that are open already come to the front."""
    page = window.findChild(SettingsPage, "settings")
    if page is None:
        page = SettingsPage(window)
        page.changed.connect(window.take_settings)
    page.come_forward()
    return page
