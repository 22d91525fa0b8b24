"""The table on the screen: moving, selecting and typing in it, with every key a data-entry clerk expects."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QStyle, QTableView, QWidget

from clerk_app.form.sheet import Box
from clerk_app.gui.cells import DIGITS, FigureDelegate, FigureEditor
from clerk_app.gui.grid_model import READ_ONLY, SEALED, FigureModel
from clerk_app.gui.headers import Corner, MergedHeader
from clerk_app.gui.measure import measure
from clerk_app.gui.steps import Steps

Key = Qt.Key
Action = QAbstractItemView.CursorAction
_ENTER = (Key.Key_Return, Key.Key_Enter)
_SIDEWAYS = (Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End)
_UPWARDS = (Key.Key_Up, Key.Key_Down, Key.Key_PageUp, Key.Key_PageDown)
_LIGHT = 1600  # milliseconds that a cell stays lit after a jump
_TURN = 120  # one notch of a mouse wheel
_MODIFIERS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class FigureView(QTableView):
    """Shows a FigureModel under its official headers. A number is committed when its cell is left in any way; a
    refused one stays in its editor, and the reason goes out through the model."""

    path_changed = Signal(str)
    turned = Signal(int)  # notches of the wheel with Ctrl

    def __init__(self, model: FigureModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.steps = Steps(model.sheet.figures, model.totals)
        self._delegate = FigureDelegate(self._key_in_editor, self._editor_left, self)
        self._wheel = 0
        self._composing = False  # an input method composes before the editor has the focus
        self._heads = tuple(
            MergedHeader(o, model.sheet, model.top, model.left, self)
            for o in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical)
        )
        self._corner = Corner(model.sheet, self)
        self._glow = QTimer(self, singleShot=True, interval=_LIGHT)
        self._glow.timeout.connect(lambda: self._light(""))
        self._dress()
        self.setModel(model)
        for (row, column), box in model.boxes.items():
            if box.rows > 1 or box.columns > 1:
                self.setSpan(row, column, box.rows, box.columns)
        self.setCurrentIndex(model.place(self.steps.across[0]))

    def _dress(self) -> None:
        self.setHorizontalHeader(self._heads[0])
        self.setVerticalHeader(self._heads[1])
        self._heads[0].setVisible(self._model.top > 0)
        self._heads[1].setVisible(self._model.left > 0)
        for head in self._heads:
            head.pressed.connect(self._choose)
        self.horizontalScrollBar().valueChanged.connect(self._heads[0].viewport().update)
        self.verticalScrollBar().valueChanged.connect(self._heads[1].viewport().update)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)

    # ---- places

    @property
    def path(self) -> str:
        """The current cell."""
        return self._model.path(self.currentIndex())

    def selected(self) -> list[str]:
        """The selected cells in reading order; the current one when nothing more is selected."""
        chosen = {self._model.path(i) for i in self.selectedIndexes()}
        return [p for p in self.steps.across if p in chosen] or [p for p in [self.path] if p]

    def go(self, path: str) -> None:
        """Makes the cell current, alone selected and visible."""
        index = self._model.place(path)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def light(self, path: str) -> None:
        """Goes to the cell, with its surroundings in sight, and shows for a moment which one it is."""
        index = self._model.place(path)
        if index.isValid() and not self.viewport().rect().contains(self.visualRect(index)):
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.go(path)
        self._light(path)
        self._glow.start()

    def _light(self, path: str) -> None:
        self._delegate.lit = path
        self.viewport().update()

    def select(self, paths: Iterable[str]) -> None:
        """Selects the rectangle over the cells; the first is current."""
        places = [self._model.place(p) for p in paths]
        if not places:
            return
        rows, columns = [i.row() for i in places], [i.column() for i in places]
        corners = (self._model.index(f(rows), f(columns)) for f in (min, max))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(places[0], flags.NoUpdate)
        self.selectionModel().select(QItemSelection(*corners), flags.ClearAndSelect)

    def _choose(self, label: Box) -> None:
        """A click on a label selects all figures over which (or beside which) it stands."""
        if not self.finish():
            return
        row = label.role == "row"
        begin, size = (label.row, label.rows) if row else (label.column, label.columns)
        figures = self._model.sheet.figures
        self.select(b.path for b in figures if begin <= (b.row if row else b.column) < begin + size)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    # ---- measures

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.arrange()

    def arrange(self) -> None:
        """Gives every row and column its size in the room there is now."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, self)
        made = measure(self._model.sheet, self.fontMetrics(), self.size(), bar)
        self._delegate.measures = made
        for head in self._heads:
            head.setFont(self.font())
            head.set_measures(made)
        self._corner.setFont(self.font())
        self._corner.set_measures(made)
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._corner.setGeometry(0, 0, self._heads[1].width(), self._heads[0].height())
        self._corner.setVisible(self._model.top > 0 and self._model.left > 0)
        self._corner.raise_()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._wheel += event.angleDelta().y()  # touch pads turn by less than a notch
            notches = int(self._wheel / _TURN)
            self._wheel -= notches * _TURN
            if notches:
                self.turned.emit(notches)
            event.accept()
        else:
            super().wheelEvent(event)

    # ---- moving

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        super().currentChanged(current, previous)
        for head in self._heads:
            head.set_current(self._model.box(current))
        if self._model.top == 0:
            self.viewport().update()  # the labels of stacked tables are among the cells
        self.path_changed.emit(self._model.path(current))

    def moveCursor(self, action: Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Arrows go cell by cell, with Ctrl to the edge; Home and End to the ends of the row, with Ctrl the sheet's."""
        path, steps = self.path, self.steps
        if not path:
            return self._model.place(steps.across[0])
        far = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        page = max(1, self.viewport().height() // max(1, self.rowHeight(self.currentIndex().row())) - 1)
        ways = {Action.MoveUp: (-1, 0), Action.MoveDown: (1, 0), Action.MoveLeft: (0, -1), Action.MoveRight: (0, 1)}
        pages = {Action.MovePageUp: -1, Action.MovePageDown: 1}
        if action in ways:
            goal = steps.far(path, *ways[action]) if far else steps.beside(path, *ways[action])
        elif action in pages:
            goal = steps.far(path, pages[action], 0, page)
        elif action == Action.MoveHome:
            goal = steps.across[0] if far else steps.far(path, 0, -1)
        elif action == Action.MoveEnd:
            goal = steps.across[-1] if far else steps.far(path, 0, 1)
        else:
            goal = steps.tab(path, back=action == Action.MovePrevious)
        return self._model.place(goal)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Tab belongs to the cells; out of the grid lead the window's own keys."""
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composing and event.key() in _ENTER:
            return  # confirms a candidate
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER and not event.modifiers() & _MODIFIERS:
            self.go(self.steps.enter(self.path, back))
        elif event.key() in (Key.Key_Tab, Key.Key_Backtab) and not event.modifiers() & _MODIFIERS:
            self.go(self.steps.tab(self.path, event.key() == Key.Key_Backtab or back))
        elif event.key() == Key.Key_Space:
            event.accept()  # would open the editor with a blank in it
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._composing = False  # whatever was being composed ends with the focus

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.finish():  # a refused number keeps its cell
            super().mousePressEvent(event)

    # ---- typing

    def edit(self, index: QModelIndex, trigger: QAbstractItemView.EditTrigger, event: QEvent) -> bool:
        # The view has a second `edit`, for one argument; everything in Qt and here comes through this one.
        self._delegate.typed = trigger == QAbstractItemView.EditTrigger.AnyKeyPressed
        opened = super().edit(index, trigger, event)
        if trigger & self.editTriggers() and self._model.session.read_only:
            self._model.refused.emit(SEALED if self._model.session.document else READ_ONLY)
        editor = self._delegate.editor
        if opened and editor and trigger == QAbstractItemView.EditTrigger.EditKeyPressed:
            editor.end(False)  # F2 continues the number; Qt would have it selected and overtyped
        return opened

    def finish(self) -> bool:
        """Commits the number being typed; False when it was refused (then its editor stays open)."""
        editor = self._delegate.editor
        if editor is None:
            return True
        if editor.composing:
            QGuiApplication.inputMethod().commit()
        if editor.composing:
            return False  # half a composition is nobody's number yet
        if not self._model.setData(self.currentIndex(), editor.text()):
            editor.mark_refused(True)
            return False
        self._close(editor)
        return True

    def _close(self, editor: FigureEditor) -> None:
        self._delegate.editor = None  # losing the focus now commits nothing
        self.closeEditor(editor, FigureDelegate.EndEditHint.NoHint)

    def _key_in_editor(self, editor: FigureEditor, event: QKeyEvent) -> bool:
        key = event.key()
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if editor.composing:
            return key in (*_ENTER, Key.Key_Tab, Key.Key_Backtab)  # belongs to the input method, not to the cell
        if key == Key.Key_Escape:
            self._close(editor)
            self._model.refused.emit("")  # what was said of it is over too
        elif key in _ENTER:
            self._leave(lambda: self.go(self.steps.enter(self.path, back)))
        elif key in (Key.Key_Tab, Key.Key_Backtab):
            self._leave(lambda: self.go(self.steps.tab(self.path, key == Key.Key_Backtab or back)))
        elif key in _UPWARDS or (key in _SIDEWAYS and editor.typed and not back):
            self._leave(lambda: self.keyPressEvent(event))
        else:
            return False
        return True

    def _leave(self, onwards: Callable[[], None]) -> None:
        if self.finish():
            onwards()

    def _editor_left(self, editor: FigureEditor, reason: Qt.FocusReason) -> None:
        away = (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.MenuBarFocusReason,
        )
        if editor is not self._delegate.editor or reason in away:
            return  # a menu, or another program to look something up: the number goes on being typed afterwards
        to = QApplication.focusWidget()
        if not self.finish() and to is not None and (to is self or self.isAncestorOf(to)):
            QTimer.singleShot(0, editor, editor.setFocus)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What an input method gives while no editor is open begins a new number.

        Qt opens the editor for a composition but loses a text committed without one (a full-width digit, a candidate
        clicked with the mouse): that one is handed on by hand.
        """
        self._composing = bool(event.preeditString())
        if event.commitString() and not event.preeditString() and self._delegate.editor is None:
            self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AnyKeyPressed, event)
            if (editor := self._delegate.editor) is not None:
                editor.setFocus(Qt.FocusReason.OtherFocusReason)
                editor.selectAll()
                QCoreApplication.sendEvent(editor, event)
            return
        super().inputMethodEvent(event)

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        return int(DIGITS.value) if query == Qt.InputMethodQuery.ImHints else super().inputMethodQuery(query)
