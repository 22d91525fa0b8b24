"""The line at the foot: whether all is saved, how much is filled, how long there is."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from clerk_app.gui import icons
from clerk_app.gui.places import Mark
from clerk_app.gui.wording import deadline_words, plain

if TYPE_CHECKING:
    from clerk_app.session import Session
    from clerk_app.store.writer import SaveState

_WORDS: dict[str, tuple[Mark, str]] = {
    "saved": ("done", "已保存 {time}"),
    "saving": ("blank", "正在保存"),
    "failed": ("error", "未保存：{cause}"),
}


class Status(QStatusBar):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._icon = icons.Sign(self)
        self.saved, self.filled, self.deadline = QLabel(self), QLabel(self), QLabel(self)
        for label in (self.saved, self.filled, self.deadline):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._icon.setContentsMargins(8, 0, 0, 0)
        self.saved.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.deadline.setContentsMargins(16, 0, 8, 0)
        self.addWidget(self._icon)
        self.addWidget(self.saved, 1)
        self.addPermanentWidget(self.filled)
        self.addPermanentWidget(self.deadline)

    def tell_saved(self, state: "SaveState | None", changed_at: str = "") -> None:
        """None: there is nothing to save. 已保存 is said only when the disk has it."""
        words = ""
        # Never shown or hidden by hand: a passing word takes their place and would be painted over.
        self._icon.tell(None)
        if state is not None:
            mark, words = _WORDS[state.kind]
            words = words.format(time=changed_at[11:16], cause=state.cause)
            self._icon.tell(mark)
        self.saved.setText(words)
        self.saved.setToolTip(plain(words))
        self.saved.setAccessibleName(words)

    def tell_report(self, session: "Session | None", today: date, due: tuple[int, int] = (1, 31)) -> None:
        filled = f"填报 {session.findings.filled}/{session.findings.of}" if session else ""
        self.filled.setText(f"正在核对…　{filled}" if session and session.checks.running else filled)
        self.deadline.setText(deadline_words(session.report.year, due, today) if session else "")
