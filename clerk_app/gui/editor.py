"""The editor of a narrative text: plain, counted, its findings underlined in place, saved while one types."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTextEdit, QToolTip, QVBoxLayout, QWidget

from clerk_app.check.finding import Finding
from clerk_app.gui import palette
from clerk_app.gui.places import mark_of
from clerk_app.gui.wording import plain
from clerk_app.report.fields import Refused, clean, name_of
from clerk_app.report.model import splice
from clerk_app.session import Changed, Session

PAUSE = 300  # ms without a key after which the text is handed on
LATEST = 600  # ms after the first key, though one types on
GLOW = 1600  # ms that a passage jumped to stays lit


def units(text: str, characters: int) -> int:
    """Qt counts UTF-16 units: the position of a character in its documents (rare names lie beyond 16 bits)."""
    return len(text[:characters].encode("utf-16-le", "surrogatepass")) // 2


class TextEdit(QPlainTextEdit):
    """Plain text of one passage. `settled` says that the text is to be handed on."""

    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)  # the report's own history undoes, across restarts
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.composing = False
        self._marked: list[tuple[QTextCursor, str]] = []
        self._underlines: list[QTextEdit.ExtraSelection] = []
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._latest = QTimer(self, singleShot=True, interval=LATEST)
        self._glow = QTimer(self, singleShot=True, interval=GLOW)
        self._pause.timeout.connect(self._settle)
        self._latest.timeout.connect(self._settle)
        self._glow.timeout.connect(self._draw_marks)

    def touched(self) -> None:
        """The user changed something: hand it on after a pause."""
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()

    def _settle(self) -> None:
        # Half a composed word is nobody's text; the end of the composition calls again.
        if not self.composing:
            self._pause.stop()
            self._latest.stop()
            self.settled.emit()

    def rewrite(self, text: str) -> None:
        """Makes `text` the content with the smallest change, the cursor where the change ends."""
        now = self.toPlainText()
        edit = splice("", now, text)
        if edit.before == edit.after:
            return
        start, before = edit.at or 0, str(edit.before or "")
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(now, start))
        cursor.setPosition(units(now, start + len(before)), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(str(edit.after or ""))
        self.setTextCursor(cursor)

    def mark(self, findings: Iterable[Finding]) -> None:
        """Underlines the words the findings speak of."""
        text = self.toPlainText()
        self._marked, self._underlines = [], []
        for finding in findings:
            if (span := finding.passage) is None or text[span.start : span.end] != span.text:
                continue
            underline = QTextCharFormat()
            underline.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            underline.setUnderlineColor(palette.mark(mark_of(finding), palette.colours(self.palette())))
            cursor = self._over(span.start, span.end)
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, underline  # type: ignore[attr-defined]
            self._underlines.append(selection)
            self._marked.append((cursor, f"{finding.message}{finding.advice}"))
        self._draw_marks()

    def _draw_marks(self) -> None:
        self.setExtraSelections(self._underlines)

    def show_span(self, start: int, end: int) -> None:
        """Selects the words and lights them for a moment."""
        cursor = self._over(start, end)
        self.setTextCursor(cursor)
        self.centerCursor()
        lit = QTextEdit.ExtraSelection()
        light = QTextCharFormat()
        light.setBackground(palette.lit(palette.colours(self.palette())))
        lit.cursor, lit.format = QTextCursor(cursor), light  # type: ignore[attr-defined]
        self.setExtraSelections([*self._underlines, lit])
        self._glow.start()

    def _over(self, start: int, end: int) -> QTextCursor:
        text = self.toPlainText()
        cursor = QTextCursor(self.document())
        cursor.setPosition(units(text, start))
        cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def words_at(self, point: QPoint) -> str:
        """What the findings say of the words under `point` (in the viewport)."""
        at = self.cursorForPosition(point).position()
        return "\n".join(words for over, words in self._marked if over.selectionStart() <= at <= over.selectionEnd())

    # ---- Qt

    def event(self, event: QEvent) -> bool:
        # The text control would take Ctrl+Z for itself: it belongs to the window's undo.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            words = self.words_at(event.pos())
            QToolTip.showText(event.globalPos(), plain(words), self)
            return True
        return super().viewportEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        super().inputMethodEvent(event)
        was, self.composing = self.composing, bool(event.preeditString())
        if was and not self.composing:
            self.touched()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # A file dropped here is not to be written as its path: the window may open it.
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.textCursor().insertText(clean(source.text()))
            self.ensureCursorVisible()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settle()


def is_undo(event: QKeyEvent) -> bool:
    keys = event.keyCombination()
    return keys.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier == Qt.KeyboardModifier.ControlModifier and (
        keys.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y)
    )


class Editor(QWidget):
    """A passage of the report with its count of characters and, when the text is refused, the reason."""

    def __init__(self, session: Session, path: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.path, self._note, self._refusal = session, path, note, ""
        self.text = TextEdit(self)
        self.text.setAccessibleName(name_of(session.report.edition, path))
        self.text.setReadOnly(session.read_only)
        self.text.setPlainText(session.report.text(path))
        self.text.settled.connect(self.flush)
        self.text.textChanged.connect(self._changed)
        self._below = QLabel(self)
        self._below.setTextFormat(Qt.TextFormat.PlainText)
        self._below.setWordWrap(True)
        font = self.text.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)  # prose is read in longer lines than labels
        self.text.setFont(font)
        self.text.document().setDocumentMargin(self.text.fontMetrics().height())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._below)
        self.setFocusProxy(self.text)
        self._count()
        self.text.mark(self._findings())

    def flush(self) -> None:
        """Hands the text on to the report if it differs. Half-composed text waits."""
        text = self.text.toPlainText()
        if self.session.read_only or self.text.composing:
            return
        self._refusal = ""
        if as_kept(text) != self.session.report.text(self.path):
            try:
                self.session.edit({self.path: text}, f"修改{name_of(self.session.report.edition, self.path)}")
            except Refused as e:
                self._refusal = str(e)
        self._count()

    def refresh(self, changed: Changed) -> None:
        """Draws what changed; the text only when another than its own typing changed it."""
        if self.path in changed.paths:
            kept = self.session.report.text(self.path)
            if as_kept(self.text.toPlainText()) != kept:
                self.text.rewrite(kept)
            self._count()
        self.text.mark(self._findings())

    def show_span(self, start: int, end: int) -> None:
        self.text.setFocus()
        self.text.show_span(start, end)

    def _findings(self) -> list[Finding]:
        return [f for f in self.session.findings.all if f.passage and f.passage.part == self.path]

    def _changed(self) -> None:
        self._count()
        self.text.touched()

    def _count(self) -> None:
        """Below the text: its length, or why it is not taken, as long as that holds."""
        self._below.setText(self._refusal or f"{count(self.text.toPlainText())} 字{self._note}")


def count(text: str) -> int:
    """Characters as official prose is counted: blanks and line ends are none."""
    return sum(not c.isspace() for c in text)


def as_kept(text: str) -> str:
    """The text as the report keeps it."""
    kept = clean(text)
    return kept if kept.strip() else ""
