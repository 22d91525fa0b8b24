"""Last year's text beside this year's: only looked at; a sentence is taken over one by one, on purpose."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTextEdit, QVBoxLayout, QWidget

from clerk_app.gui import palette
from clerk_app.gui.faces import dressed
from clerk_app.gui.levels import Levels, indent, units
from clerk_app.report.sentences import sentence_at


class Reference(QWidget):
    """`wanted` has the sentence that is to be taken over."""

    wanted = Signal(str)

    def __init__(self, year: int, text: str, *, read_only: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = _Text(self)
        self.text.setPlainText(text)
        self.text.setAccessibleName(f"{year} 年的原文，只读")
        self.text.entered.connect(self.adopt)
        self._levels = Levels(self.text.document())
        self.adopting = QPushButton("采用这一句", self)
        self.adopting.setToolTip("把光标所在的一句放到左边光标处（回车）")
        self.adopting.setEnabled(not read_only)
        self.adopting.clicked.connect(self.adopt)
        heading = QLabel(f"{year} 年原文", self)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        head.addWidget(self.adopting)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        self.setFocusProxy(self.text)
        self.text.cursorPositionChanged.connect(self._light)
        self._light()

    @property
    def sentence(self) -> str:
        """The sentence under the cursor."""
        text = self.text.toPlainText()
        found = sentence_at(text, self._at(text))
        return text[found[0] : found[1]] if found else ""

    def adopt(self) -> None:
        if self.adopting.isEnabled() and self.sentence:
            self.wanted.emit(self.sentence)

    def set_type(self, font: QFont) -> None:
        made = dressed(font)
        self.text.setFont(made)
        self.text.document().setDefaultFont(made)
        self.text.document().setDocumentMargin(self.text.fontMetrics().height() / 2)
        self._levels.rehighlight()
        indent(self.text.document(), made)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._light()

    def _at(self, text: str) -> int:
        raw = text.encode("utf-16-le", "surrogatepass")
        return len(raw[: 2 * self.text.textCursor().position()].decode("utf-16-le", "ignore"))

    def _light(self) -> None:
        text = self.text.toPlainText()
        found = sentence_at(text, self._at(text))
        lit = QTextEdit.ExtraSelection()
        light = QTextCharFormat()
        light.setBackground(palette.colours(self.palette()).accent_soft)
        cursor = QTextCursor(self.text.document())
        if found:
            cursor.setPosition(units(text, found[0]))
            cursor.setPosition(units(text, found[1]), QTextCursor.MoveMode.KeepAnchor)
        lit.cursor, lit.format = cursor, light  # type: ignore[attr-defined]
        self.text.setExtraSelections([lit] if found else [])


class _Text(QTextEdit):
    """Can be gone about in by keys, and not be changed."""

    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
