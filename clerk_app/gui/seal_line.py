"""The line above a report that is sealed or was opened again: why it can or cannot be changed, and the way on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from clerk_app.gui import icons
from clerk_app.report.document import chinese_time
from clerk_app.report.fields import SEAL
from clerk_app.report.model import Report
from clerk_app.report.seal import current, seals, sendings
from clerk_app.session import Session


def sent_words(report: Report) -> str:
    """已送到“/media/K”（2026年1月13日 09:12）: of a sealed report, the last time; empty when it was not sent."""
    seal = current(report)
    last = sendings(report, seal)[-1:] if seal else ()
    return f"已送到“{last[0].where}”（{chinese_time(last[0].at)}）" if last else ""


def reopened_words(report: Report) -> str:
    """Of a report that was opened again: after which seal, and why; empty for any other."""
    last = seals(report)[-1:]
    if not last or current(report):
        return ""
    reason = report.text(f"{SEAL}{last[0].revision + 1}/reason")
    return f"{last[0].words}以后退回修改：{reason}"


class SealLine(QFrame):
    """There only while it has something to say. `asked` for the page 定稿送报, `correcting` for the line for a reason
    on it."""

    asked = Signal()
    correcting = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.palette().ColorRole.ToolTipBase)
        self._icon, self.words = icons.Sign(self), QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.correct, self.go = QPushButton("退回修改…", self), QPushButton("定稿送报 F12", self)
        self.correct.clicked.connect(self.correcting)
        self.go.clicked.connect(self.asked)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 8, 4)
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addWidget(self.words, 1)
        line.addWidget(self.correct)
        line.addWidget(self.go)
        self.refresh()

    def refresh(self) -> None:
        """Says how the report stands now."""
        report, seal = self._session.report, self._session.sealed
        if seal:
            sent = sent_words(report) or "还没有送报"
            words = f"已定稿，不能修改：{seal.words}，核对码 {seal.code}。{sent}。"
        else:
            reason = reopened_words(report)
            words = f"{reason}。改好以后再定稿。" if reason else ""
        self._icon.tell("done" if seal else "hint")
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.correct.setVisible(seal is not None and self._session.document is not None)
        self.setVisible(bool(words))
