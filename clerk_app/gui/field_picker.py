"""Which cell's number is to stand in the text: found by its name or by the initials of its name."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from clerk_app.form.edition import Edition
from clerk_app.form.initials import initials
from clerk_app.form.names import cell_name
from clerk_app.gui.lines import Line
from clerk_app.report.numbers import write_number
from clerk_app.report.passage import BLANK, Field
from clerk_app.session import Session

ROWS = 4
HINT = "写名称或拼音首字母，按回车放入文字；按 + 再选一格相加；按 Esc 取消。"


class FieldPicker(QFrame):
    """Hidden until `ask`. `chosen` has the field, or the text to be written instead, or nothing; `closed` after it."""

    chosen = Signal(list)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._otherwise = session, ""
        self._cells: list[str] = []  # chosen so far, to be added up
        edition = session.report.edition
        self._names = {path: cell_name(edition, path) for path in edition.cells}
        # Both ways round: 总计本年新收 and 本年新收总计.
        self._known = {path: f"{name.lower()} {initials(name)} {_turned(name)}" for path, name in self._names.items()}
        self._order = _order(edition)
        self._said, self.line, self.list = QLabel(self), Line(self), QListWidget(self)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self.line.setAccessibleName("表中的数：名称或拼音首字母")
        self.list.setAccessibleName("找到的格")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFixedHeight(round(self.fontMetrics().height() * 1.3 * ROWS))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._said, self.line, self.list):
            column.addWidget(widget)
        self.line.textEdited.connect(self._edited)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(lambda _: self._choose())
        self.hide()

    def ask(self, otherwise: str = "") -> None:
        """Opens; `otherwise` is what is chosen when no cell is."""
        self._otherwise, self._cells = otherwise, []
        self.line.clear()
        self._fill()
        self.show()
        self.line.setFocus()

    def _edited(self, text: str) -> None:
        if text[-1:] in ("+", "＋"):
            self.line.setText("")
            if (path := self._current()) is not None:
                self._cells.append(path)
        self._fill()

    def _fill(self) -> None:
        words = self.line.text().lower().split()
        report = self._session.report
        found = [p for p in self._order if all(w in self._known[p] for w in words)]
        self.list.clear()
        for path in found:
            number = report.figure(path)
            shown = BLANK if number is None else write_number(number)
            item = QListWidgetItem(f"{self._names[path]}　{shown}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, path)
        self.list.setCurrentRow(0)
        sum_ = " + ".join(self._names[c] for c in self._cells)
        self._said.setText(f"{sum_} + …" if sum_ else HINT if found else "没有这样的格。")

    def _current(self) -> str | None:
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else None

    def _choose(self) -> None:
        path = self._current()
        if path is not None:
            self._close([Field((*self._cells, path))])

    def _close(self, content: list[str | Field]) -> None:
        self.hide()
        self.closed.emit()
        self.chosen.emit(content)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key, row = event.key(), self.list.currentRow()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                step = 1 if key == Qt.Key.Key_Down else -1
                self.list.setCurrentRow(min(max(row + step, 0), self.list.count() - 1))
            elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self._choose()
            elif key == Qt.Key.Key_Escape:
                self._close([self._otherwise] if self._otherwise else [])
            else:
                return False
            return True
        return super().eventFilter(watched, event)


def _turned(name: str) -> str:
    return initials("".join(reversed(name.split("·"))))


def _order(edition: Edition) -> list[str]:
    """The cells that texts speak of first: totals of totals, totals, then the others, each in the form's order."""
    whole = {cell for s in edition.sums for cell in [s.total]}
    parts = {cell for s in edition.sums for cell in s.parts}
    return sorted(edition.cells, key=lambda p: (p not in whole or p in parts, p not in whole))
