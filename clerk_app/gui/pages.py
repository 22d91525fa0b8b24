"""The pages of the parts: a text and what it must speak of, or the official table and what to know of a cell."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from clerk_app.form.edition import Part
from clerk_app.form.names import cell_name
from clerk_app.gui import icons
from clerk_app.gui.editor import Editor
from clerk_app.report.fields import PREVIOUS
from clerk_app.report.numbers import write_number
from clerk_app.session import Changed, Session

if TYPE_CHECKING:
    pass

LONGEST = "（原则上不超过一千字）"  # several notices, of the first part


class TextPage(QWidget):
    """A narrative part."""

    def __init__(self, session: Session, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = QLabel(part.heading, self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        heading.setFont(font)
        first = session.report.edition.passages[1] == part.key
        self.editor = Editor(session, part.key, LONGEST if first else "", self)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(heading)
        if part.must:
            topics = QLabel(f"应当写到：{'、'.join(part.must)}。", self)
            topics.setTextFormat(Qt.TextFormat.PlainText)
            topics.setWordWrap(True)
            column.addWidget(topics)
        column.addWidget(self.editor, 1)
        # A line of official prose has 28 characters; one much longer is hard to read.
        self.editor.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * 60)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 16, 24, 12)
        line.addStretch(1)
        line.addLayout(column, 60)
        line.addStretch(1)
        self.setFocusProxy(self.editor)

    def flush(self) -> None:
        self.editor.flush()

    def refresh(self, changed: Changed) -> None:
        self.editor.refresh(changed)


class TablePage(QWidget):
    """A part of tables."""

    def __init__(self, session: Session, part: Part, parent: QWidget | None = None) -> None:
        from clerk_app.gui.grid import FigureGrid

        super().__init__(parent)
        self.session = session
        self.grid: FigureGrid = FigureGrid(session, part, self)
        self._icon, self._name, self._facts = QLabel(self), QLabel(self), QLabel(self)
        for label in (self._name, self._facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._icon.hide()
        strip = QHBoxLayout()
        strip.setContentsMargins(12, 4, 12, 4)
        strip.setSpacing(8)
        strip.addWidget(self._icon)
        strip.addWidget(self._name, 1)
        strip.addWidget(self._facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.grid, 1)
        column.addLayout(strip)
        self._path = ""
        self.grid.current_changed.connect(self._tell)
        self.grid.refused.connect(self._refuse)
        self.setFocusProxy(self.grid)
        self._tell(self.grid.current)

    def flush(self) -> None:
        self.grid.finish()

    def refresh(self, changed: Changed) -> None:
        self.grid.refresh(changed)
        if self._path in changed.paths:
            self._tell(self._path)

    def _tell(self, path: str) -> None:
        """Name, unit, and last year's number of the current cell."""
        self._path = path
        report = self.session.report
        cell = report.edition.cells.get(path)
        if cell is None:
            return
        before = report.figure(PREVIOUS + path)
        facts = [f"单位：{cell.unit}"] if cell.unit else []
        if before is not None:
            facts.append(f"上年：{write_number(before)}")
        elif report.has_previous:
            facts.append("上年：未填")
        self._icon.hide()
        self._name.setText(cell_name(report.edition, path))
        self._name.setToolTip("")
        self._facts.setText("　".join(facts))

    def _refuse(self, words: str) -> None:
        """What was typed cannot be taken: said here, by the cell."""
        self._icon.setPixmap(icons.pixmap("error", self))
        self._icon.show()
        self._name.setText(words)
        self._facts.clear()
