"""The grid of one part: its official tables on the screen, and everything that can be done to many cells at once."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from clerk_app.form.edition import Part
from clerk_app.form.sheet import sheet
from clerk_app.gui.grid_model import FigureModel
from clerk_app.gui.grid_view import FigureView
from clerk_app.session import Changed, Session

Scope = Literal["table", "row", "column", "selection"]


class FigureGrid(QWidget):
    """Shows and edits the figures of `part`. The window calls `refresh` after each change of the session."""

    current_changed = Signal(str)  # path of the current cell
    refused = Signal(str)  # one sentence for the window's message line
    zoomed = Signal(int)  # per cent, after Ctrl and the wheel

    def __init__(self, session: Session, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = FigureModel(session, sheet(part), self)
        self.view = FigureView(self.model, self)
        self.view.setAccessibleName(part.heading)
        layout = QVBoxLayout(self)
        layout.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.model.refused.connect(self.refused)
        self.view.path_changed.connect(self.current_changed)

    def refresh(self, changed: Changed) -> None:
        self.model.refresh()
