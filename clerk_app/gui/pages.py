"""The pages of the parts: a text and what it must speak of, or the official table and what to know of a cell."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSplitter, QToolButton, QVBoxLayout, QWidget

from clerk_app.form.edition import Part
from clerk_app.form.guide import guide
from clerk_app.form.names import cell_name
from clerk_app.gui import icons
from clerk_app.gui.editor import Editor, act_on
from clerk_app.gui.fee_form import FeeForm
from clerk_app.gui.note_line import NoteLine
from clerk_app.gui.plain_label import LineLabel
from clerk_app.gui.reference import Reference
from clerk_app.gui.wording import menu_text, plain
from clerk_app.report.fields import PREVIOUS
from clerk_app.report.numbers import write_number
from clerk_app.report.standard import standard
from clerk_app.session import Changed, Session

LONGEST = "（原则上不超过一千字）"  # several notices, of the first part
MOST = 1000
KEYS = ("Ctrl+F", "Ctrl+H", "Ctrl+J", "Ctrl+0", "Ctrl+L", "Ctrl+T", "Ctrl+M")  # of a text: here and in the editor
COMPARABLE = 5  # below that a change in per cent says nothing


class TextPage(QWidget):
    """A narrative part."""

    def __init__(self, session: Session, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = QLabel(part.heading, self)
        heading.setTextFormat(Qt.TextFormat.PlainText)
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        heading.setFont(font)
        head = QHBoxLayout()
        head.addWidget(heading, 1)
        first = session.report.edition.passages[1] == part.key
        self.editor = Editor(session, part.key, LONGEST if first else "", self, most=MOST if first else 0)
        self.note = note_line(session, self, part.key)
        self.note.left.connect(self.editor.setFocus)
        self.reference = self._reference(session, part)
        self.fee = self._fee_form(session)
        self.sentences = self._sentences(session)
        if self.sentences.actions() and not session.read_only:
            head.addWidget(self._sentences_button())
        if self.reference is not None:
            head.addWidget(self._reference_button(self.reference))
        this_year = QWidget(self)
        column = QVBoxLayout(this_year)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        if part.must:
            topics = QLabel(f"应当写到：{'、'.join(part.must)}。", self)
            topics.setTextFormat(Qt.TextFormat.PlainText)
            topics.setWordWrap(True)
            column.addWidget(topics)
        column.addWidget(self.editor, 1)
        if self.fee is not None:
            column.addWidget(self.fee)
        column.addWidget(self.note)
        # A line of official prose has 28 characters; one much longer is hard to read.
        longest = self.fontMetrics().horizontalAdvance("国") * 60
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 16, 24, 12)
        if self.reference is None:
            this_year.setMaximumWidth(longest)
            line.addStretch(1)
            line.addWidget(this_year, 60)
            line.addStretch(1)
        else:
            beside = QSplitter(Qt.Orientation.Horizontal, self)
            beside.addWidget(this_year)
            beside.addWidget(self.reference)
            beside.setChildrenCollapsible(False)
            beside.setSizes([60, 40])
            line.addWidget(beside)
            self.reference.wanted.connect(self.editor.adopt)
            self.set_zoom(self.editor.zoom)
        self.setFocusProxy(self.editor)

    def _sentences(self, session: Session) -> QMenu:
        """The standard sentences, each written at the cursor with the tables' numbers in it."""
        menu = QMenu(self)
        for sentence in guide(session.report.edition.key).sentences:
            action = menu.addAction(menu_text(sentence.name))
            action.triggered.connect(
                lambda _=False, s=sentence: self.editor.insert(standard(session.report, s), f"写标准句：{s.name}")
            )
        if self.fee is not None:
            menu.addSeparator()
            menu.addAction("信息处理费，按件数或页数算…").triggered.connect(self.fee.ask)
        return menu

    def _fee_form(self, session: Session) -> FeeForm | None:
        """Where the form's guide has a tariff."""
        tariff = guide(session.report.edition.key).tariff
        if tariff is None:
            return None
        form = FeeForm(tariff, self)

        def chosen(sentence: str) -> None:
            if sentence:
                self.editor.insert([sentence], "写信息处理费")
            self.editor.setFocus()

        form.chosen.connect(chosen)
        return form

    def _sentences_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setText("标准句… Ctrl+T")
        button.setToolTip("用表里的数写一句")
        button.setAutoRaise(True)

        def ask() -> None:
            self.sentences.popup(button.mapToGlobal(button.rect().bottomLeft()))

        button.clicked.connect(ask)
        act_on(self, "标准句(&S)…", "Ctrl+T", ask)
        return button

    def _reference(self, session: Session, part: Part) -> Reference | None:
        """Last year's text, where there is one."""
        text = session.report.text(PREVIOUS + part.key)
        return Reference(session.report.year - 1, text, read_only=session.read_only) if text else None

    def _reference_button(self, reference: Reference) -> QToolButton:
        button = QToolButton(self)
        button.setText("上年原文 Ctrl+L")
        button.setCheckable(True)
        button.setChecked(True)
        button.setAutoRaise(True)
        button.toggled.connect(reference.setVisible)

        def turn() -> None:
            """To last year's text; from there back to this year's."""
            button.setChecked(True)
            (self.editor if reference.text.hasFocus() else reference).setFocus()

        act_on(self, "上年原文(&L)", "Ctrl+L", turn)
        return button

    def edit_actions(self) -> list[QAction]:
        """For the menu 编辑, while this page is in sight."""
        return [*self.editor.actions(), *self.actions()]

    def set_zoom(self, percent: int) -> None:
        self.editor.set_zoom(percent)
        if self.reference is not None:
            self.reference.set_type(self.editor.text.font())

    def flush(self) -> None:
        self.editor.flush()
        self.note.flush()

    def refresh(self, changed: Changed) -> None:
        self.editor.refresh(changed)
        self.note.show_for(self.editor.path)


class TablePage(QWidget):
    """A part of tables."""

    def __init__(self, session: Session, part: Part, parent: QWidget | None = None) -> None:
        from clerk_app.gui.grid import FigureGrid

        super().__init__(parent)
        self.session = session
        self.grid: FigureGrid = FigureGrid(session, part, self)
        self._icon, self._name, self._facts = icons.Sign(self), LineLabel(self), QLabel(self)
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._help = LineLabel(self)
        self._help.setContentsMargins(12, 0, 12, 4)
        self._help.setForegroundRole(self.palette().ColorRole.PlaceholderText)
        self._icon.hide()
        strip = QHBoxLayout()
        strip.setContentsMargins(12, 4, 12, 4)
        strip.setSpacing(8)
        strip.addWidget(self._icon)
        strip.addWidget(self._name, 1)
        strip.addWidget(self._facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.grid, 1)
        column.addLayout(strip)
        column.addWidget(self._help)
        self.note = note_line(session, self)
        self.note.left.connect(self.grid.setFocus)
        column.addWidget(self.note)
        self._path = ""
        self.grid.current_changed.connect(self._tell)
        self.grid.refused.connect(self._refuse)
        self.setFocusProxy(self.grid)
        self._tell(self.grid.current)

    def flush(self) -> None:
        self.grid.finish()
        self.note.flush()

    def refresh(self, changed: Changed) -> None:
        self.grid.refresh(changed)
        if self._path in changed.paths:
            self._tell(self._path)
        self.note.show_for(self._path)

    def _tell(self, path: str) -> None:
        """Name, unit, and last year's number of the current cell."""
        self._path = path
        report = self.session.report
        cell = report.edition.cells.get(path)
        if cell is None:
            return
        before = report.figure(PREVIOUS + path)
        facts = [f"单位：{cell.unit}"] if cell.unit else []
        if before is not None:
            facts.append(f"上年：{write_number(before)}{change(before, report.figure(path))}")
        elif report.has_previous:
            facts.append("上年：未填")
        self._icon.hide()
        self._name.setText(cell_name(report.edition, path))
        self._name.setToolTip("")
        self._facts.setText("　".join(facts))
        told = guide(report.edition.key).help(report.edition, path)
        self._help.setText(told)
        self._help.setToolTip(plain(told))
        self.note.show_for(path)

    def _refuse(self, words: str) -> None:
        """What was typed cannot be taken: said here, by the cell. Nothing: it was given up."""
        if not words:
            self._tell(self._path)
            return
        self._icon.tell("error")
        self._icon.show()
        self._name.setText(words)
        self._name.setToolTip(plain(words))
        self._facts.clear()


def note_line(session: Session, page: QWidget, path: str = "") -> NoteLine:
    """The line for notes on a page, with its key."""
    line = NoteLine(session, page)
    line.show_for(path)
    if not session.read_only:
        act_on(page, "备注(&M)…", "Ctrl+M", line.write)
    return line


def change(before: int | Decimal, now: int | Decimal | None) -> str:
    """，增 2（40%）: how this year's number differs from last year's."""
    if now is None:
        return ""
    if now == before:
        return "，持平"
    part = f"（{abs(now - before) * 100 / before:.0f}%）" if before >= COMPARABLE else ""
    return f"，{'增' if now > before else '减'} {write_number(abs(now - before))}{part}"
