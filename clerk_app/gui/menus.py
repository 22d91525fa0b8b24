"""The menu bar of the window, and the buttons at its right end."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from clerk_app.gui import commands, settings
from clerk_app.gui.wording import menu_text

if TYPE_CHECKING:
    from clerk_app.gui.window import Window

# The commands at the right end, with the words of those whose name is longer than their button.
BUTTONS = {"preview": "", "finding_next": "核对 F8", "seal": ""}


class Menus(QObject):
    """Made of `commands.MENUS`. `left` when a menu has been closed, whatever was chosen in it."""

    left = Signal()

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self._window = window
        self._recent = QMenu("最近的报告(&R)", window)
        self._recent.aboutToShow.connect(self._list_recent)
        self._text_edits = commands.text_edits(window)
        self._line = QAction(window)
        self._line.setSeparator(True)
        bar = window.menuBar()
        for title, names in commands.MENUS.items():
            menu = bar.addMenu(title)
            menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self.left.emit))
            for name in names.split():
                if name == "-":
                    menu.addSeparator()
                elif name == "recent":
                    menu.addMenu(self._recent)
                else:
                    menu.addAction(window.commands[name])
            if "undo" in names:
                self.edits, self._fixed = menu, len(menu.actions())
        bar.setCornerWidget(self._buttons())

    def show_edits(self, own: Sequence[QAction] | None, more: Sequence[QAction] = ()) -> None:
        """The menu 编辑 ends with what the page in sight can do (None: what can be done in any text), and `more`."""
        # Asked of the menu: a closed report's have gone by themselves.
        for action in self.edits.actions()[self._fixed :]:
            self.edits.removeAction(action)
        self.edits.addActions([*(self._text_edits if own is None else own), *([self._line] if more else []), *more])

    def _buttons(self) -> QWidget:
        corner = QWidget(self._window)
        line = QHBoxLayout(corner)
        line.setContentsMargins(0, 0, 8, 0)
        line.setSpacing(4)
        for name, words in BUTTONS.items():
            line.addWidget(commands.tool_button(self._window.commands[name], corner, words))
        for button in corner.findChildren(QToolButton):
            button.setMaximumHeight(self._window.menuBar().sizeHint().height())
        return corner

    def _list_recent(self) -> None:
        self._recent.clear()
        for path in settings.recent(self._window.store):
            self._offer(path)
        if self._recent.isEmpty():
            self._recent.addAction("还没有").setEnabled(False)

    def _offer(self, path: Path) -> None:
        action = self._recent.addAction(menu_text(str(path)))
        action.triggered.connect(lambda: self._window.filing.open(path))
