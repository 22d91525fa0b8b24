"""One line of the list at length: what became of the file and why, its findings with reasons, what has changed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from clerk_app.check.finding import LEVEL_NAMES
from clerk_app.collection import returning
from clerk_app.collection.comparing import Changes, changes
from clerk_app.collection.gathering import STATE_NAMES, Collecting, Entry
from clerk_app.collection.looking import Noted, printed
from clerk_app.gui import icons
from clerk_app.gui.collecting.lines_model import mark_of
from clerk_app.gui.places import Mark
from clerk_app.gui.soft_selection import soften

_FIELDS = 200  # of what has changed; a report has some 220


class Details(QWidget):
    """Beside the list. `opened`, `chosen`, `returned`: what its buttons ask for."""

    opened = Signal()
    chosen = Signal()
    returned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._unit, self._words = QLabel(self), QLabel(self), QLabel(self)
        for label in (self._unit, self._words):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self._unit.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        self._unit.setFont(font)
        self.list = QListWidget(self)
        self.list.setAccessibleName("这一份的核对意见和改动")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        soften(self.list)
        self.open = self._button("打开查看(&V)", self.opened)
        self.choose = self._button("采用这一份(&U)", self.chosen)
        self.note = self._button("退回单(&R)…", self.returned)
        self.latest = QPushButton("重复的都采用最后一次定稿(&L)", self)
        head, buttons = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._unit, 1)
        for button in (self.open, self.choose, self.note):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        column.addWidget(self.latest, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_entry(None, None)

    def _button(self, words: str, signal: "Signal") -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(lambda _=False: signal.emit())  # type: ignore[attr-defined]
        return button

    def show_entry(self, made: Collecting | None, entry: Entry | None, latest: bool = False) -> None:
        """What there is to say of it; None: nothing is chosen. `latest`: of some units the last seal can be chosen."""
        self.list.clear()
        listed = entry is not None and entry.state not in ("missing", "unread")
        self.open.setEnabled(listed and entry is not None and entry.state != "broken")
        several = made is not None and entry is not None and _is_one_of_several(made, entry)
        self.choose.setVisible(several)
        self.choose.setEnabled(several and entry is not None and entry.state != "counted")
        self.latest.setVisible(several and latest)
        self.note.setEnabled(entry is not None and returning.to_return(entry) and not entry.row.pending)
        self._icon.setVisible(entry is not None)
        if entry is None or made is None:
            self._unit.setText("")
            self._words.setText("")
            return
        self._icon.setPixmap(icons.pixmap(mark_of(entry), self))
        self._unit.setText(entry.unit or printed(entry.path.name))
        why = entry.words if listed else "应报单位名单上有，还没有收到它的报告。"
        name = f"{STATE_NAMES[entry.state]}："
        self._words.setText(name + why.removeprefix(name))
        if listed:
            self._list(entry, changes(made, entry))
        self.list.setCurrentRow(0 if self.list.count() else -1)

    def _list(self, entry: Entry, changed: Changes | None) -> None:
        for noted in entry.findings:
            said = f"【{LEVEL_NAMES[noted.level]}】{noted.message}"
            more = (
                f"\n单位的说明：{noted.reason}" if noted.reason else f"\n改法：{noted.advice}" if noted.advice else ""
            )
            self._add(said + more, mark_of_noted(noted))
        if entry.row.pending:
            self._add(
                "文字还没有核对：上面只有对数字和封面的核对意见。" if entry.findings else "文字还没有核对。", "blank"
            )
        elif entry.row.code and not entry.findings:
            self._add("按本机的规则核对，没有要说明或改正的。", "done")
        if entry.row.reason:
            self._add(f"退回修改的原因：{entry.row.reason}", "hint")
        if changed is not None:
            lines = changed.lines or ("内容没有不同。",)
            more = f"\n等 {len(lines)} 处" if len(lines) > _FIELDS else ""
            self._add(f"与{changed.words}相比：\n" + "\n".join(lines[:_FIELDS]) + more, "hint")
        for name, value in (
            ("定稿", f"第 {entry.row.revision} 次，核对码 {entry.row.code}" if entry.row.code else ""),
            ("年度", f"{entry.row.year}年（{entry.row.edition} 年格式）" if entry.row.year else ""),
            ("文件", printed(str(entry.path))),
        ):
            if value:
                self._add(f"{name}：{value}", None)

    def _add(self, words: str, mark: Mark | None) -> None:
        item = QListWidgetItem(words)
        if mark is not None:
            item.setIcon(icons.icon(mark, self.list))
        self.list.addItem(item)


def mark_of_noted(noted: Noted) -> Mark:
    return "answered" if noted.reason else noted.level


def _is_one_of_several(made: Collecting, entry: Entry) -> bool:
    return any(v.path == entry.path for group in made.versions for v in group)
