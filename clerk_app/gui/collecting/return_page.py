"""What the notes to the units say of the office itself: by when and where to reports come again, and whom to ask."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QVBoxLayout, QWidget

from clerk_app.collection import returning
from clerk_app.collection.returning import NoteEnding, Office
from clerk_app.gui import settings

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings

    from clerk_app.gui.collecting.work import Work

HELP = (
    "给每个有问题或者有意见的单位写一张退回单：没有计入的原因、怎么办、每一条意见和改法。"
    "下面三行印在每张退回单上，记在这台电脑里；空着的印成横线，可以手写。"
)
ENDINGS: tuple[tuple[str, NoteEnding], ...] = (("PDF(&P)…", ".pdf"), ("Word(&W)…", ".docx"))
_FIELDS = (
    ("due", "办理期限", "如 2026年1月25日下班前"),
    ("where", "送到", "如 市政府办公室政务公开科，行政中心 312 室；内网邮箱 gk@example.gov.cn"),
    ("contact", "联系人、电话", "如 王敏 0432-1234567"),
)
_LONGEST = 200  # characters


class ReturnPage(QWidget):
    """`wanted`: all notes are to be written, with this ending."""

    wanted = Signal(str)

    def __init__(self, work: "Work", store: "QSettings", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._store = work, store
        help_, self.words = QLabel(HELP, self), QLabel(self)
        for label in (help_, self.words):
            label.setTextFormat(label.textFormat().PlainText)
            label.setWordWrap(True)
        kept = settings.returning(store)
        self.fields = {name: QLineEdit(kept.get(name, ""), self) for name, _, _ in _FIELDS}
        form = QFormLayout()
        for name, label, example in _FIELDS:
            field = self.fields[name]
            field.setPlaceholderText(example)
            field.setMaxLength(_LONGEST)
            field.editingFinished.connect(self._keep)
            form.addRow(label, field)
        self.all = QPushButton("全部退回单(&M)", self)
        menu = QMenu(self.all)
        for words, ending in ENDINGS:
            menu.addAction(words).triggered.connect(lambda _=False, ending=ending: self.wanted.emit(ending))
        self.all.setMenu(menu)
        line = QHBoxLayout()
        line.addWidget(self.words, 1)
        line.addWidget(self.all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        column.addWidget(help_)
        column.addLayout(form)
        column.addLayout(line)
        column.addStretch(1)
        self.setFocusProxy(self.fields["due"])

    def refresh(self) -> None:
        made = self._work.made if self._work.finished else None
        number = sum(map(returning.to_return, made.entries())) if made else 0
        self.words.setText(f"有 {number} 份要写退回单。" if number else "没有要写退回单的。" if made else "")
        self.all.setEnabled(number > 0)

    def office(self, unit: str) -> Office:
        """As it stands here."""
        said = {name: " ".join(field.text().split()) for name, field in self.fields.items()}
        return Office(" ".join(unit.split()), **said)

    def _keep(self) -> None:
        settings.set_returning(self._store, self.office("")._asdict())
