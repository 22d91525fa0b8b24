"""Sentences of this year beside those of last year that they repeat, as a list for the keys."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from clerk_app.check.finding import Finding
from clerk_app.check.repeated import Pair, repeated
from clerk_app.report.fields import PREVIOUS
from clerk_app.report.model import Report
from clerk_app.report.passage import resolved

LINES = 9  # that are in sight


class Pairs(QTableWidget):
    """`chosen` asks to be shown a sentence of this year, `left` gives the keys back."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self.setHorizontalHeaderLabels(["本年", "上年"])
        self.setAccessibleName("与上年重复的句子")
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.itemDoubleClicked.connect(self._choose)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.horizontalHeader().setHighlightSections(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.verticalHeader().hide()
        self.setFixedHeight(self.fontMetrics().lineSpacing() * LINES)
        self._pairs: tuple[Pair, ...] = ()

    def show_pairs(self, pairs: tuple[Pair, ...]) -> None:
        if pairs == self._pairs:
            return
        self._pairs = pairs
        self.setRowCount(len(pairs))
        for row, pair in enumerate(pairs):
            for column, words in enumerate((pair.now, pair.before if pair.before != pair.now else "相同")):
                item = QTableWidgetItem(words)
                item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
                self.setItem(row, column, item)
        if pairs:
            self.setCurrentCell(0, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Left):
            self.left.emit()
        else:
            super().keyPressEvent(event)
        event.accept()  # what the list has no use for is not the row's either

    def _choose(self, _item: object = None) -> None:
        at = self.currentRow()
        if 0 <= at < len(self._pairs):
            self.chosen.emit(self._pairs[at])


def pairs_of(report: Report, finding: Finding) -> tuple[Pair, ...]:
    """The repeated sentences that a finding speaks of, each with its place in the passage as it is stored."""
    if finding.rule != "REPEATED" or finding.passage is None:
        return ()
    part = finding.passage.part
    read = resolved(report, part)
    found = repeated(read.text, report.text(PREVIOUS + part))
    return tuple(Pair(*read.span(p.start, p.end), p.now, p.before) for p in found)
