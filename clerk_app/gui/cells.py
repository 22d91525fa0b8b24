"""One cell of the grid: how it is painted, and the line in which its number is typed."""

import unicodedata
from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from clerk_app.gui.boxes import Look, is_label_of, paint_figure, paint_label
from clerk_app.gui.grid_model import FigureModel, Index
from clerk_app.gui.lines import Line
from clerk_app.gui.measure import Measures
from clerk_app.gui.palette import colours

DIGITS = Qt.InputMethodHint.ImhFormattedNumbersOnly | Qt.InputMethodHint.ImhNoPredictiveText
"""Tells input methods that a number is typed. They stay on: their full-width digits and candidates are taken too."""


class FigureEditor(Line):
    """The number being typed. Nothing is committed while an input method composes."""

    def __init__(self, parent: QWidget, typed: bool) -> None:
        super().__init__(parent)
        self.typed = typed  # opened by typing: then the arrows leave the cell, else they move in the text
        self.composing = False
        self.refused = False
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setInputMethodHints(DIGITS)
        self.setMaxLength(60)  # longer than any number; a refusal shows the beginning
        self.textEdited.connect(self._fold)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def mark_refused(self, refused: bool) -> None:
        self.refused = refused
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        own = colours(self.palette())
        wide = max(2, self.fontMetrics().height() // 9)
        painter = QPainter(self)
        painter.setPen(QPen(own.error.ink if self.refused else own.accent, wide))
        painter.drawRect(self.rect().adjusted(wide // 2, wide // 2, -wide // 2 - 1, -wide // 2 - 1))

    def _fold(self, text: str) -> None:
        """Full-width digits become plain ones in sight of whoever types them."""
        self.mark_refused(False)
        folded = unicodedata.normalize("NFKC", text)
        if folded != text and not self.composing:
            at = len(unicodedata.normalize("NFKC", text[: self.cursorPosition()]))
            self.setText(folded)
            self.setCursorPosition(at)


KeyTaker = Callable[[FigureEditor, QKeyEvent], bool]
FocusTaker = Callable[[FigureEditor, Qt.FocusReason], None]


class FigureDelegate(QStyledItemDelegate):
    """Paints cells and opens editors; keys and focus are told to the view, which alone decides what is committed.

    Qt's own event filter would commit and close on any loss of focus: a refused number would vanish with its reason.
    """

    def __init__(self, on_key: KeyTaker, on_leave: FocusTaker, parent: QObject) -> None:
        super().__init__(parent)
        self._on_key, self._on_leave = on_key, on_leave
        self.measures: Measures | None = None
        self.lit = ""  # the path of the cell that a jump has just led to
        self.typed = False  # how the next editor is being opened
        self.editor: FigureEditor | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, view = index.model(), option.widget
        if self.measures is None or not isinstance(model, FigureModel) or (box := model.box(index)) is None:
            return
        own, rect = colours(option.palette), option.rect
        at = view.currentIndex() if isinstance(view, QAbstractItemView) else None
        if box.role != "figure":
            active = at is not None and is_label_of(box, model.box(at))
            paint_label(painter, rect, rect, box, self.measures, own, active)
            return
        look = Look(
            model.text(box.path),
            total=box.path in model.totals,
            disagrees=box.path in model.declared,
            mark=model.marks.get(box.path),
            selected=bool(option.state & QStyle.StateFlag.State_Selected),
            current=at == index,
            focus=view.hasFocus(),
            lit=box.path == self.lit,
            noted=bool(model.note(box.path)),
        )
        painter.setFont(view.font())
        paint_figure(painter, rect, box, look, self.measures, own)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self.editor = FigureEditor(parent, self.typed)
        self.editor.setFont(option.widget.font())
        self.editor.setAccessibleName(index.data(Qt.ItemDataRole.AccessibleTextRole))
        self.editor.setText(index.data(Qt.ItemDataRole.EditRole))
        return self.editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Left alone: the text was set when the editor opened, and a refresh must not wipe out what is being typed."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Left alone: the view commits, because only it can keep the editor open when the number is refused."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, -1, -1))  # the rules of the table stay

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        editor.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(watched, FigureEditor):
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() in _KEPT:
            event.accept()  # else a shortcut of the window would take Esc or Enter before the editor sees it
            return True
        if event.type() == QEvent.Type.KeyPress:
            return self._on_key(watched, event)
        if event.type() == QEvent.Type.FocusOut:
            self._on_leave(watched, event.reason())
        return False


_KEPT = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
