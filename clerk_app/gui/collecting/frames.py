"""What the pages of the room 汇总 have in common: a table on the left, beside it what there is to say of a line."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLayout, QSplitter, QTableView, QVBoxLayout, QWidget

from clerk_app.gui.soft_selection import soften


def dress(table: QTableView, name: str) -> None:
    """A table of lines, one of them the current one; `name` is for screen readers."""
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(round(table.fontMetrics().height() * 1.6))
    soften(table)
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def frame(page: QWidget, top: QLayout, table: QTableView, beside: QWidget, ems: tuple[int, int]) -> None:
    """`top` above, below it both halves, so many characters wide; the keys of the page are the table's."""
    em = page.fontMetrics().horizontalAdvance("国")
    across = QSplitter(Qt.Orientation.Horizontal, page)
    across.addWidget(table)
    across.addWidget(beside)
    across.setChildrenCollapsible(False)
    across.setStretchFactor(0, 1)
    across.setSizes([em * wide for wide in ems])
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 8, 0, 0)
    column.setSpacing(8)
    column.addLayout(top)
    column.addWidget(across, 1)
    page.setFocusProxy(table)
