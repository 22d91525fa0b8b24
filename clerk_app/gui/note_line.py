"""A note on a cell or a text, in a line below it: for the clerks, never printed, travelling with the file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from clerk_app.gui.lines import Line
from clerk_app.report.fields import LINE_LIMIT, NOTE, name_of
from clerk_app.session import Session


class NoteLine(QWidget):
    """Shows the note on what is current; `write` opens it. `left` when the keys go back to the work."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self._path = session, ""
        self.words, self.line = QLabel(self), Line(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.line.setMaxLength(LINE_LIMIT)
        self.line.setPlaceholderText("备注，不印出；按回车记下，清空再按回车就是删去")
        self.line.editingFinished.connect(self.flush)
        self.change = QPushButton("改备注 Ctrl+M", self)
        self.change.clicked.connect(self.write)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 4)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        row.addWidget(self.line, 1)
        row.addWidget(self.change)
        self.line.hide()
        self.hide()

    def show_for(self, path: str) -> None:
        """Turns to the cell or text at `path`; what is being written is kept first."""
        if path != self._path:
            self.flush()
        self._path = path
        note = self.session.report.text(NOTE + path)
        self.words.setText(f"备注：{note}" if note else "")
        if self.line.isHidden():
            self.setVisible(bool(note))
        self.change.setVisible(not self.session.read_only and self.line.isHidden())

    def write(self) -> None:
        """Opens the line, with the keys in it."""
        if self._path and not self.session.read_only:
            self.line.setText(self.session.report.text(NOTE + self._path))
            self.line.setAccessibleName(f"备注：{name_of(self.session.report.edition, self._path)}")
            self.words.hide()
            self.change.hide()
            self.line.show()
            self.show()
            self.line.setFocus()

    def flush(self, *, keep: bool = True) -> None:
        """Closes the line; what stands in it is the note, unless it shall not be kept."""
        if self.line.isHidden():
            return
        focused, text = self.line.hasFocus(), self.line.text()
        self.line.hide()
        self.words.show()
        if keep and text.strip() != self.session.report.text(NOTE + self._path):
            name = name_of(self.session.report.edition, self._path)
            self.session.edit({NOTE + self._path: text}, f"写备注：{name}")
        self.show_for(self._path)
        if focused:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the line leaves over."""
        if event.key() == Qt.Key.Key_Escape and not self.line.isHidden():
            self.flush(keep=False)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
