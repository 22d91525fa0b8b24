"""The tabs: each with the part's short name, how much of it is filled, and its worst mark with a number."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabBar, QTabWidget, QVBoxLayout, QWidget

from clerk_app.gui import icons
from clerk_app.gui.places import MARK_NAMES, Mark
from clerk_app.gui.wording import menu_text


class Badge(QWidget):
    """A mark and its number beside the name of a tab."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._told: tuple[Mark, int] | None = None
        self._icon, self._number = icons.Sign(self), QLabel(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 4, 0)
        line.setSpacing(2)
        line.addWidget(self._icon)
        line.addWidget(self._number)

    def tell(self, mark: Mark, number: int) -> None:
        if (mark, number) == self._told:
            return
        self._told = mark, number
        self._icon.tell(mark)
        self._number.setText(str(number))
        self._number.setVisible(mark in ("error", "warning"))
        self.setAccessibleName(f"{number} 处{MARK_NAMES[mark]}" if number else MARK_NAMES[mark])
        self.resize(self.sizeHint())


class Tabs(QTabWidget):
    """Pages by key. Where room is short the tabs say less, and then scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.keys: list[str] = []
        self._names: list[tuple[str, str, str]] = []  # with the completeness, without, and the number of the part alone
        self.setDocumentMode(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabBar().setExpanding(False)
        self.tabBar().setDrawBase(True)
        self.tabBar().setAccessibleName("报告各部分")

    def add(self, key: str, name: str) -> None:
        """A tab whose page comes when it is first looked at."""
        room = QWidget(self)
        layout = QVBoxLayout(room)
        layout.setContentsMargins(0, 0, 0, 0)
        self.keys.append(key)
        self._names.append((name, name, name))
        index = self.addTab(room, menu_text(name))
        self.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, Badge(self.tabBar()))

    def fill(self, key: str, page: QWidget) -> None:
        room = self.widget(self.keys.index(key))
        layout = room.layout()
        assert layout is not None
        layout.addWidget(page)
        room.setFocusProxy(page)

    def tell(self, key: str, name: str, filled: int, of: int, mark: Mark, number: int) -> None:
        index = self.keys.index(key)
        self._names[index] = (f"{name} {filled}/{of}" if filled < of else name, name, name.partition("、")[0])
        badge = self.tabBar().tabButton(index, QTabBar.ButtonPosition.RightSide)
        assert isinstance(badge, Badge)
        before = badge.size()
        badge.tell(mark, number)
        if badge.size() != before:
            self.tabBar().setTabText(index, "")  # a tab is measured anew only with its text
        said = f"填报 {filled}/{of}，" if of else ""
        self.setTabToolTip(index, f"{name}：{said}{f'{number} 处' if number else ''}{MARK_NAMES[mark]}")

    def arrange(self) -> None:
        """Says as much as there is room for."""
        bar = self.tabBar()
        for length in range(3):
            for index, names in enumerate(self._names):
                if bar.tabText(index) != menu_text(names[length]):
                    bar.setTabText(index, menu_text(names[length]))
            if sum(bar.tabRect(i).width() for i in range(bar.count())) <= self.width():
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    @property
    def key(self) -> str:
        return self.keys[self.currentIndex()] if self.keys else ""

    def show_key(self, key: str) -> None:
        self.setCurrentIndex(self.keys.index(key))
