"""The field for a text: levels as they print, numbers of the tables as fields, findings underlined in place."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, islice

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from clerk_app.check.finding import Finding
from clerk_app.exchange.prose import TooLong, copied, official
from clerk_app.form.names import cell_name
from clerk_app.gui import palette
from clerk_app.gui.faces import dressed
from clerk_app.gui.figure_field import KIND, OBJECT, FigureObject, drawn, drawn_at, field_of, format_of
from clerk_app.gui.levels import Levels, indent, units
from clerk_app.gui.lines import is_undo
from clerk_app.gui.places import mark_of
from clerk_app.gui.wording import plain
from clerk_app.report.document import level_of
from clerk_app.report.fields import clean
from clerk_app.report.model import splice
from clerk_app.report.numbering import following, marker
from clerk_app.report.passage import Field, pieces, shown, stored
from clerk_app.session import Session

PAUSE = 300  # ms without a key after which the text is handed on
LATEST = 600  # ms after the first key, though one types on
MARKED = 300  # findings that are underlined; the strip names fewer, and says how many more there are
GLOW = 1600  # ms that a passage jumped to stays lit
OWN = "application/x-zfnb-passage"
Content = list[str | Field]


class ProseEdit(QTextEdit):
    """One passage. `settled` says that the text is to be handed on, `pasted` that text has come from another program
    (as it came, and as it was put right), `asked` that a field is wanted here."""

    settled = Signal()
    pasted = Signal(str, str)
    refused = Signal(str)  # why something is not pasted
    asked = Signal(str)  # what stands in the text if no field is chosen
    zoomed = Signal(int)  # notches

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._edition = session.report.edition
        self.setUndoRedoEnabled(False)  # the report's own history undoes, across restarts
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.composing = False
        self.dressing = False
        self._marked: list[tuple[QTextCursor, str]] = []
        self._underlines: list[QTextEdit.ExtraSelection] = []
        self._tints: list[QTextEdit.ExtraSelection] = []
        self._lit: list[QTextEdit.ExtraSelection] = []
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._latest = QTimer(self, singleShot=True, interval=LATEST)
        self._glow = QTimer(self, singleShot=True, interval=GLOW)
        self._pause.timeout.connect(self._settle)
        self._latest.timeout.connect(self._settle)
        self._glow.timeout.connect(lambda: self.light([]))
        self._levels = Levels(self.document())
        self._fields = FigureObject(lambda field: shown(session.report, field), self._edition, self)
        self.document().documentLayout().registerHandler(KIND, self._fields)

    # ---- the text

    def content(self, over: QTextCursor | None = None) -> Content:
        """The text, or what a cursor has selected, with its fields."""
        text = self.toPlainText() if over is None else over.selection().toPlainText()
        at = 0 if over is None else over.selectionStart()
        result: Content = []
        probe = QTextCursor(self.document())
        for i, words in enumerate(text.split(OBJECT)):
            if i:
                probe.setPosition(at + 1)
                field = field_of(self._edition, probe.charFormat())
                result += [field] if field else []
                at += 1
            result += [words] if words else []
            at += units(words, len(words))
        return result

    @property
    def stored(self) -> str:
        """The text as the report keeps it."""
        kept = clean(stored(self.content()))
        return kept if kept.strip() else ""

    def read(self, over: QTextCursor | None = None) -> str:
        """The text as it is read, with the numbers."""
        return "".join(c if isinstance(c, str) else shown(self.session.report, c) for c in self.content(over))

    def same_as(self, passage: str) -> bool:
        """Whether this is the passage, whichever way its braces are written."""
        return self.stored == passage or self.stored == stored(self._taken_apart(passage))

    def setPlainText(self, text: str) -> None:
        """Replaces everything by plain text."""
        super().setPlainText(text)
        self._dress()

    def show_passage(self, passage: str) -> None:
        """Makes `passage`, as stored, the content with the smallest change, the cursor where the change ends."""
        here = {c: chr(0xF0000 + i) for i, c in enumerate({f for f in self.content() if isinstance(f, Field)})}
        then = self._taken_apart(passage)
        for field in then:
            if isinstance(field, Field) and field not in here:
                here[field] = chr(0xF0000 + len(here))
        back = {sign: field for field, sign in here.items()}
        now = _signed(self.content(), here)
        edit = splice("", now, _signed(then, here))
        if edit.before == edit.after:
            return
        start, before = edit.at or 0, str(edit.before or "")
        cursor = self._over(start, start + len(before))
        cursor.removeSelectedText()
        self._insert(cursor, [back.get(c, c) for c in str(edit.after or "")])
        self.setTextCursor(cursor)

    def insert(self, content: Sequence[str | Field]) -> None:
        """Writes at the cursor, over what is selected."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        self._insert(cursor, content)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def replace(self, what: str, by: str, between: tuple[int, int]) -> None:
        """Writes other words wherever these stand in a stretch of `toPlainText`, as one change; every mark goes first,
        for it has a cursor, and each new paragraph would move all of them."""
        self._lit, self._tints, self._underlines, self._marked = [], [], [], []
        self._draw_marks()
        over = self._over(*between)
        made = [each.replace(what, by) if isinstance(each, str) else each for each in self.content(over)]
        self.setTextCursor(over)
        self.insert(made)

    def _insert(self, cursor: QTextCursor, content: Sequence[str | Field]) -> None:
        words = ""
        for each in (*content, None):
            if isinstance(each, str):
                words += each
                continue
            if words:
                cursor.insertText(words, QTextCharFormat())
                words = ""
            if each is not None:
                cursor.insertText(OBJECT, format_of(each))

    def _taken_apart(self, passage: str) -> Content:
        return [p.field or p.text for p in pieces(self._edition, passage)]

    def redraw_fields(self) -> None:
        """The tables' numbers have changed."""
        if OBJECT in self.toPlainText():
            self.dressing = True
            self.document().markContentsDirty(0, self.document().characterCount())
            self.dressing = False

    # ---- handing on

    def touched(self) -> None:
        """The user changed something: hand it on after a pause."""
        if not self.dressing:
            self._pause.start()
            if not self._latest.isActive():
                self._latest.start()

    def _settle(self) -> None:
        # Half a composed word is nobody's text; the end of the composition calls again.
        if not self.composing:
            self._pause.stop()
            self._latest.stop()
            self.settled.emit()

    # ---- how it looks

    def set_type(self, font: QFont) -> None:
        """The size of type; the face is that of body text."""
        made = dressed(font)
        self.setFont(made)
        self.document().setDefaultFont(made)
        self.document().setDocumentMargin(self.fontMetrics().height())
        self._levels.rehighlight()
        self._dress()

    def _dress(self) -> None:
        self.dressing = True
        indent(self.document(), self.document().defaultFont())
        self.dressing = False

    def mark(self, findings: Iterable[Finding], passage: str) -> None:
        """Underlines the words the findings speak of; `passage` is the stored text they were made from."""
        found, text = pieces(self._edition, passage), self.toPlainText()
        then, told = drawn(found), list[tuple[Finding, tuple[int, int]]]()
        for finding in islice((f for f in findings if f.passage), MARKED):
            if span := finding.passage:
                start, end = drawn_at(found, span.start), drawn_at(found, span.end)
                if start < end and text[start:end] == then[start:end]:
                    told.append((finding, (start, end)))
        self._marked, self._underlines, colours = [], [], palette.colours(self.palette())
        for (finding, _), cursor in zip(told, self._overs(span for _, span in told), strict=True):
            underline = QTextCharFormat()
            underline.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            underline.setUnderlineColor(palette.mark(mark_of(finding), colours))
            self._underlines.append(_selection(cursor, underline))
            self._marked.append((cursor, f"{finding.message}{finding.advice}"))
        self._draw_marks()

    def tint(self, spans: Iterable[tuple[int, int]]) -> None:
        """Tints stretches of the text (of `toPlainText`) that are last year's."""
        tint = QTextCharFormat()
        tint.setBackground(palette.colours(self.palette()).total)
        tint.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        self._tints = [_selection(cursor, tint) for cursor in self._overs(spans)]
        self._draw_marks()

    def light(self, spans: Iterable[tuple[int, int]]) -> None:
        """Lights stretches of the text: what was jumped to, what was searched for."""
        lit = QTextCharFormat()
        lit.setBackground(palette.lit(palette.colours(self.palette())))
        self._lit = [_selection(cursor, lit) for cursor in self._overs(spans)]
        self._draw_marks()

    def _draw_marks(self) -> None:
        self.setExtraSelections([*self._tints, *self._lit, *self._underlines])

    def show_span(self, start: int, end: int) -> None:
        """Selects the words (of the stored passage) and lights them for a moment."""
        found = pieces(self._edition, self.stored)
        over = drawn_at(found, start), drawn_at(found, end)
        self.setTextCursor(self._over(*over))
        self.ensureCursorVisible()
        self.light([over])
        self._glow.start()

    def _over(self, start: int, end: int) -> QTextCursor:
        return self._overs([(start, end)])[0]

    def _overs(self, spans: Iterable[tuple[int, int]]) -> list[QTextCursor]:
        """Cursors that select stretches of `toPlainText`."""
        result: list[QTextCursor] = []
        for start, end in self._in_units(spans):
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            result.append(cursor)
        return result

    def _in_units(self, spans: Iterable[tuple[int, int]]) -> Iterable[tuple[int, int]]:
        """Stretches of `toPlainText` as places in Qt's document."""
        text = self.toPlainText()
        if len(text) == self.document().characterCount() - 1:
            return spans  # without characters beyond 16 bits Qt counts as we do
        at = [0, *accumulate(1 + (c > "\uffff") for c in text)]
        return ((at[start], at[end]) for start, end in spans)

    def select(self, start: int, end: int) -> None:
        self.setTextCursor(self._over(start, end))
        self.ensureCursorVisible()

    def here(self) -> tuple[int, int]:
        """What is selected (or where the cursor stands), as places in `toPlainText`."""
        cursor, text = self.textCursor(), self.toPlainText()
        if len(text) == units(text, len(text)):
            return cursor.selectionStart(), cursor.selectionEnd()
        raw = text.encode("utf-16-le", "surrogatepass")
        start, end = (
            len(raw[: 2 * at].decode("utf-16-le", "ignore")) for at in (cursor.selectionStart(), cursor.selectionEnd())
        )
        return start, end

    def words_at(self, point: QPoint) -> str:
        """What is to be said of the words under `point` (in the viewport): findings, and which cells a field is."""
        cursor = self.cursorForPosition(point)
        at = cursor.position()
        said = [words for over, words in self._marked if over.selectionStart() <= at <= over.selectionEnd()]
        for place in (at, at + 1):
            cursor.setPosition(min(place, self.document().characterCount() - 1))
            field = field_of(self._edition, cursor.charFormat())
            if field and self.document().characterAt(cursor.position() - 1) == OBJECT:
                return "\n".join([" + ".join(cell_name(self._edition, c) for c in field.cells), *said])
        return "\n".join(said)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.isReadOnly():
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.composing:
            self._new_paragraph(numbered=event.modifiers() != Qt.KeyboardModifier.ShiftModifier)
        elif event.text() in ("{", "｛"):
            self.asked.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _new_paragraph(self, *, numbered: bool) -> None:
        """The next paragraph of a numbered list has the next number; a number with nothing behind it goes."""
        cursor = self.textCursor()
        text = cursor.block().text()
        indent = len(text) - len(text.lstrip())
        number = marker(text.strip())
        if numbered and number and text.strip() == number and not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
            self.setTextCursor(cursor)
            return
        level, head = level_of(text.strip())
        runs_on = level > 2 or head < len(text.strip())  # behind a heading on its own line comes body text
        behind = cursor.positionInBlock() >= units(text, indent + len(number))
        self.insert(["\n" + (following(number) if numbered and number and runs_on and behind else "")])

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString() in ("{", "｛") and not event.preeditString() and not self.isReadOnly():
            word = event.commitString()
            event.setCommitString("")
            super().inputMethodEvent(event)
            self.composing = False
            self.asked.emit(word)
            return
        super().inputMethodEvent(event)
        was, self.composing = self.composing, bool(event.preeditString())
        if was and not self.composing:
            self.touched()

    def createMimeDataFromSelection(self) -> QMimeData:
        over = self.textCursor()
        data = QMimeData()
        data.setText(self.read(over))
        data.setData(OWN, stored(self.content(over)).encode())
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # A file dropped here is not to be written as its path: the window may open it.
        return (source.hasText() or source.hasHtml()) and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        own = bytes(source.data(OWN).data()).decode()
        try:
            words = copied(own or source.text(), source.html())
        except TooLong as e:
            self.refused.emit(str(e))
            return
        if own:
            self.insert(self._taken_apart(clean(words)))
        elif words:
            raw = clean(words.replace("\v", "\n")).replace(OBJECT, "")
            self.pasted.emit(raw, official(raw))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._settle()


def _signed(content: Sequence[str | Field], signs: dict[Field, str]) -> str:
    return "".join(c if isinstance(c, str) else signs[c] for c in content)


def _selection(cursor: QTextCursor, written: QTextCharFormat) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor, made.format = cursor, written  # type: ignore[attr-defined]
    return made
