"""Find and replace, in a bar above the text: Enter goes on, Shift+Enter back, Esc closes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QWidget

from clerk_app.gui.lines import Line
from clerk_app.gui.own_window import enters_button
from clerk_app.gui.prose import ProseEdit


class FindBar(QFrame):
    """Hidden until `open`. `replaced` after the text was changed."""

    replaced = Signal()

    def __init__(self, text: ProseEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.what, self.by, self.said = Line(self), Line(self), QLabel(self)
        self.what.setAccessibleName("查找")
        self.what.setPlaceholderText("查找")
        self.by.setAccessibleName("替换为")
        self.by.setPlaceholderText("替换为")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setMinimumWidth(self.fontMetrics().horizontalAdvance("第 000 处，共 000 处"))
        row = QGridLayout(self)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(4)
        row.addWidget(self.what, 0, 0)
        row.addWidget(self.by, 1, 0)
        row.setColumnStretch(0, 1)
        self._replacing: list[QWidget] = [self.by]
        for i, (words, act) in enumerate((
            ("上一处", lambda: self.step(-1)),
            ("下一处", lambda: self.step(1)),
            ("关闭", self.close_bar),
        )):  # fmt: skip
            row.addWidget(self._button(words, act), 0, 1 + i)
        for i, (words, act) in enumerate((("替换", self.replace), ("全部替换", self.replace_all))):
            button = self._button(words, act)
            self._replacing.append(button)
            row.addWidget(button, 1, 1 + i)
        row.addWidget(self.said, 0, 4)
        self.what.textChanged.connect(lambda _: self._tell())
        self.hide()

    def _button(self, words: str, act: object) -> QPushButton:
        button = QPushButton(words, self)
        button.clicked.connect(act)
        return button

    def open(self, *, replacing: bool = False) -> None:
        """Shows the bar; what is selected is what is sought."""
        for widget in self._replacing:
            widget.setVisible(replacing)
        selected = self._text.textCursor().selectedText()
        if selected and "\u2029" not in selected and "\ufffc" not in selected:
            self.what.setText(selected)
        self.show()
        self.what.setFocus()
        self.what.selectAll()
        self._tell()

    def close_bar(self) -> None:
        self.hide()
        self._text.light([])
        self._text.setFocus()

    def found(self) -> list[tuple[int, int]]:
        """Where what is sought stands in the text."""
        text, what = self._text.toPlainText(), self.what.text()
        result: list[tuple[int, int]] = []
        at = text.find(what) if what else -1
        while at >= 0:
            result.append((at, at + len(what)))
            at = text.find(what, at + len(what))
        return result

    def step(self, by: int) -> None:
        """To the next place, or the one before, and round."""
        found = self.found()
        if found:
            here = self._text.here()
            after = [s for s in found if s[0] >= here[1]] or found[:1]
            before = [s for s in found if s[1] <= here[0]] or found[-1:]
            self._text.select(*(after[0] if by > 0 else before[-1]))
        self._tell()

    def replace(self) -> None:
        """Replaces the selected place and goes to the next."""
        if self._text.here() in self.found():
            self._text.insert([self.by.text()])
            self.replaced.emit()
        self.step(1)

    def replace_all(self) -> None:
        """Replaces all, as one step."""
        found = self.found()
        if found:
            self._text.replace(self.what.text(), self.by.text(), (found[0][0], found[-1][1]))
            self.replaced.emit()
        self._tell(f"替换了 {len(found)} 处")

    def _tell(self, words: str = "") -> None:
        found = self.found()
        self._text.light(found)
        here = self._text.here()
        place = f"第 {found.index(here) + 1} 处，" if here in found else ""
        self.said.setText(words or (f"{place}共 {len(found)} 处" if found else "没有" if self.what.text() else ""))
        self.said.setAccessibleName(self.said.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the lines and buttons leave over."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif enters_button(event):
            return
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.by.hasFocus():
                self.replace()
                self.by.setFocus()
            else:
                self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
