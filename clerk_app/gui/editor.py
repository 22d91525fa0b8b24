"""The editor of a narrative text: counted, searched, with the tables' numbers in it, saved while one types."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFont, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from clerk_app.check.finding import Finding
from clerk_app.gui.field_picker import FieldPicker
from clerk_app.gui.find_bar import FindBar
from clerk_app.gui.levels import units
from clerk_app.gui.prose import Content, ProseEdit
from clerk_app.report.fields import PREVIOUS, Refused, name_of
from clerk_app.report.sentences import unchanged
from clerk_app.session import Changed, Session

TIDIED = "已把贴入的文字改成公文的段落和标点，按 Ctrl+Z 退回原样。"
SAME = "灰底点线的 {number} 句与上年相同，改动后标记消失。"
HOW = "在这里写，或者按 Ctrl+V 贴进来。Ctrl+T 写标准句，Ctrl+J 放入表中的数。"
_ZOOMS = (60, 300)  # per cent


class Editor(QWidget):
    """A passage of the report with its count of characters and, when the text is refused, the reason."""

    zoomed = Signal(int)  # per cent

    def __init__(
        self, session: Session, path: str, note: str = "", parent: QWidget | None = None, *, most: int = 0
    ) -> None:
        """`note` stands behind the count; beyond `most` characters, if given, it says by how many."""
        super().__init__(parent)
        self._most = most
        self.session, self.path, self._note, self._refusal, self._told = session, path, note, "", ""
        self._name = name_of(session.report.edition, path)
        self.zoom = 100
        self.text = ProseEdit(session, self)
        self.text.setAccessibleName(self._name)
        self.text.setReadOnly(session.read_only)
        if not session.read_only:
            self.text.setPlaceholderText(HOW)
        self.text.setMinimumHeight(self.fontMetrics().height() * 3)  # on a low screen, with something open below it
        self.text.show_passage(session.report.text(path))
        self.text.moveCursor(QTextCursor.MoveOperation.Start)
        self.text.settled.connect(self.flush)
        self.text.textChanged.connect(self._changed)
        self.text.pasted.connect(self.paste)
        self.text.refused.connect(self._refuse)
        self.text.asked.connect(self.pick_field)
        self.text.zoomed.connect(lambda notches: self._zoom_by(10 * notches))
        self.find = FindBar(self.text, self)
        self.find.replaced.connect(lambda: self.flush("替换文字"))
        self.picker = FieldPicker(session, self)
        self.picker.chosen.connect(self._insert_picked)
        self.picker.closed.connect(self.text.setFocus)
        self._below = QLabel(self)
        self._below.setTextFormat(Qt.TextFormat.PlainText)
        self._below.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.find)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.picker)
        layout.addWidget(self._below)
        self.setFocusProxy(self.text)
        self.set_zoom(100)
        act_on(self, "查找(&F)…", "Ctrl+F", lambda: self.find.open())  # noqa: PLW0108 - the bar may be another by then
        if not session.read_only:
            act_on(self, "替换(&E)…", "Ctrl+H", lambda: self.find.open(replacing=True))
            act_on(self, "放入表中的数(&J)…", "Ctrl+J", lambda: self.pick_field(""))
        for key, act in (
            ("Ctrl+=", lambda: self._zoom_by(10)),
            ("Ctrl++", lambda: self._zoom_by(10)),
            ("Ctrl+-", lambda: self._zoom_by(-10)),
            ("Ctrl+0", lambda: self._zoom_by(100 - self.zoom)),
        ):
            QShortcut(QKeySequence(key), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._look()

    # ---- the report

    def flush(self, label: str = "") -> None:
        """Hands the text on to the report if it differs. Half-composed text waits."""
        if self.session.read_only or self.text.composing:
            return
        self._refusal = ""
        if not self.text.same_as(self.session.report.text(self.path)):
            try:
                self.session.edit({self.path: self.text.stored}, label or f"修改{self._name}")
            except Refused as e:
                self._refusal = str(e)
        self._count()

    def restore(self) -> bool:
        """The report's text instead of one that was refused; False when none was."""
        if not self._refusal:
            return False
        self._refusal = ""
        self.text.show_passage(self.session.report.text(self.path))
        self._look()
        return True

    def refresh(self, changed: Changed) -> None:
        """Draws what changed; the text only when another than its own typing changed it."""
        if self._told:  # what Ctrl+Z was said to do, it would do no more
            self._told = ""
            self._count()
        if self.path in changed.paths:
            kept = self.session.report.text(self.path)
            if not self.text.same_as(kept):
                self.text.show_passage(kept)
        if any(path in self.session.report.edition.cells for path in changed.paths):
            self.text.redraw_fields()
        self._look()

    def insert(self, content: Content, label: str) -> bool:
        """Writes at the cursor, as a step of its own. What the report does not take is not left standing in the text:
        no undo would reach it, and it would be in no file. False then."""
        if self.session.read_only:
            return False
        self.flush()
        fitted = not self._refusal
        self.text.insert(content)
        self.flush(label)
        self.text.setFocus()
        if not self._refusal or not fitted:
            return not self._refusal
        told, self._refusal = f"没有放入。{self._refusal}", ""
        self.text.show_passage(self.session.report.text(self.path))
        self._tell(told)  # after the change, which would end it
        return False

    def adopt(self, sentence: str) -> None:
        """Takes a sentence of last year's over, at the cursor."""
        self.insert([sentence], "采用上年一句")

    def paste(self, raw: str, tidy: str) -> None:
        """Two steps: the text as it came, and as it was put right."""
        start = self.text.textCursor().selectionStart()
        if self.insert([raw], "粘贴") and tidy != raw:
            cursor = self.text.textCursor()
            cursor.setPosition(start)
            cursor.setPosition(start + units(raw, len(raw)), cursor.MoveMode.KeepAnchor)
            self.text.setTextCursor(cursor)
            self.insert([tidy], "整理贴入的文字")
            self._tell(TIDIED)

    # ---- figure fields

    def pick_field(self, otherwise: str) -> None:
        """Asks which cell's number is to stand at the cursor; `otherwise` is written when none is chosen."""
        if not self.session.read_only:
            self.picker.ask(otherwise)
            QTimer.singleShot(0, self.text, self.text.ensureCursorVisible)  # there is less room for the text now

    def _insert_picked(self, content: Content) -> None:
        if content:
            self.insert(content, "插入表中的数")

    # ---- what is seen

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._look()  # marks and tints have the colours of when they were made

    def show_span(self, start: int, end: int) -> None:
        self.text.setFocus()
        self.text.show_span(start, end)

    def set_zoom(self, percent: int) -> None:
        self.zoom = min(max(percent, _ZOOMS[0]), _ZOOMS[1])
        font = QFont(self.font())
        # Prose is read in longer lines than labels.
        font.setPointSizeF(max(10.5, font.pointSizeF()) * 1.2 * self.zoom / 100)
        self.text.set_type(font)

    def _zoom_by(self, percent: int) -> None:
        self.set_zoom(self.zoom + percent)
        self.zoomed.emit(self.zoom)

    def _findings(self) -> list[Finding]:
        return [f for f in self.session.findings.all if f.passage and f.passage.part == self.path]

    def _changed(self) -> None:
        if not self.text.dressing:
            self._told = ""
            self._tint()
            self._count()
            self.text.touched()

    def _look(self) -> None:
        self.text.mark(self._findings(), self.session.report.text(self.path))
        self._tint()
        self._count()

    def _tint(self) -> None:
        previous = self.session.report.text(PREVIOUS + self.path)
        same = unchanged(self.text.toPlainText(), previous) if previous else []
        self._same = len(same)
        self.text.tint(same)

    def _refuse(self, words: str) -> None:
        """Says why nothing was pasted; what is typed is handed on first, or that would end the saying."""
        self.flush()
        self._tell(words)

    def _tell(self, words: str) -> None:
        """Below the text, until the next change."""
        self._told = words
        self._count()

    def _count(self) -> None:
        """Below the text: its length, or why it is not taken, as long as that holds."""
        number = count(self.text.read())
        said = f"{number} 字{self._note}"
        if self._most and number > self._most:
            said += f"，多了 {number - self._most} 字"
        if self._same:
            said += f"　{SAME.format(number=self._same)}"
        self._below.setText(self._refusal or said + (f"　{self._told}" if self._told else ""))


def act_on(widget: QWidget, words: str, key: str, act: Callable[[], object]) -> None:
    """Gives the widget an action with a key that holds inside it; the menu 编辑 shows what the page in sight has."""
    action = QAction(words, widget)
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda _=False: act())
    widget.addAction(action)


def count(text: str) -> int:
    """Characters as official prose is counted: blanks and line ends are none."""
    return len("".join(text.split()))
