"""The cover page: unit, year, level, dates, contact, and the preface."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from clerk_app.check.finding import Finding
from clerk_app.errors import KnownError
from clerk_app.form.edition import LEVELS
from clerk_app.gui import icons
from clerk_app.gui.editor import Editor, act_on
from clerk_app.gui.lines import Line
from clerk_app.gui.places import mark_of
from clerk_app.report.document import chinese_date
from clerk_app.report.fields import COVER, COVER_NAMES, LEVEL_NAMES, guess_level, read_date
from clerk_app.report.model import Report
from clerk_app.report.standard import standard_preface
from clerk_app.session import Changed, Session

PAUSE = 300  # ms after the last key
EXAMPLES = {
    "unit": "单位全称，如 青石镇人民政府",
    "cover/parent": "乡镇填所属县市名，署名时写在单位前，如 临江市",
    "cover/issued": "如 {next}-01-13，未定可不填",
}


class Field(QWidget):
    """One field with the sentence under it: a refusal, or what the checks say."""

    def __init__(self, session: Session, path: str, input_: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.path, self.input = session, path, input_
        input_.setAccessibleName(COVER_NAMES[path])
        if isinstance(input_, QLineEdit):
            input_.setReadOnly(session.read_only)  # can still be copied from
        else:
            input_.setEnabled(not session.read_only)
        self._icon, self._words = icons.Sign(self), QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        said = QHBoxLayout()
        said.setSpacing(4)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(input_)
        layout.addLayout(said)
        self.setFocusProxy(input_)
        self.refused = False
        self.say(None, "")

    def take(self, value: object) -> None:
        """Hands the value to the report, or says here why it cannot be taken; what was typed stays in sight."""
        self.refused = False
        try:
            self.session.edit({self.path: value}, f"修改{COVER_NAMES[self.path]}")
        except KnownError as e:
            self.refused = True
            self.say("error", str(e))
        else:
            self.refresh(self.session.report)
            self.look(self.session.findings.all)

    def restore(self) -> bool:
        """The report's value instead of one that was refused; False when none was."""
        if not self.refused:
            return False
        self.refused = False
        self.refresh(self.session.report)
        self.look(self.session.findings.all)
        return True

    def look(self, findings: tuple[Finding, ...]) -> None:
        """Says the first finding about this field, unless it holds something refused."""
        if self.refused:
            return
        about = next((f for f in findings if f.field == self.path and not f.cells and not f.passage), None)
        self.say(mark_of(about) if about else None, f"{about.message}{about.advice}" if about else "")

    def say(self, mark: icons.Mark | None, words: str) -> None:
        self._icon.setVisible(bool(words))
        self._words.setVisible(bool(words))
        self._words.setText(words)
        if mark:
            self._icon.tell(mark)

    def flush(self) -> None:
        """Takes what was typed and not taken yet."""

    def refresh(self, report: Report) -> None:
        """Shows the report's value."""


class LineField(Field):
    input: Line

    def __init__(self, session: Session, path: str, parent: QWidget | None = None) -> None:
        line = Line()
        line.setPlaceholderText(EXAMPLES.get(path, "").format(next=session.report.year + 1))
        super().__init__(session, path, line, parent)
        line.editingFinished.connect(self.flush)
        # While it is typed, what makes sense is kept already; what does not is only spoken of when the field is left.
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._keep)
        line.textEdited.connect(lambda _: self._pause.start())
        self.refresh(session.report)

    def flush(self) -> None:
        self._pause.stop()
        if self.input.isModified():
            self.input.setModified(False)
            self.take(self.input.text())

    def _keep(self) -> None:
        if self.input.isModified():
            with suppress(KnownError):
                self.session.edit({self.path: self.input.text()}, f"修改{COVER_NAMES[self.path]}")

    def refresh(self, report: Report) -> None:
        if not self.input.isModified() and not self.refused:
            self.input.setText(self.shown(report))

    def shown(self, report: Report) -> str:
        value = report.values.get(self.path)
        return "" if value is None else str(value)


class DateField(LineField):
    """A date, typed in any usual way or picked from a calendar."""

    def __init__(self, session: Session, path: str, parent: QWidget | None = None) -> None:
        super().__init__(session, path, parent)
        self.calendar = QCalendarWidget()
        self.calendar.setLocale(QLocale("zh_CN"))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        menu = QMenu(self)
        holder = QWidgetAction(menu)
        holder.setDefaultWidget(self.calendar)
        menu.addAction(holder)
        menu.aboutToShow.connect(self._open)
        self.calendar.activated.connect(self._pick)
        self.calendar.clicked.connect(self._pick)
        button = QToolButton(self)
        button.setText("日历")
        button.setAccessibleName(f"{COVER_NAMES[path]}：打开日历")
        button.clicked.connect(lambda: menu.popup(button.mapToGlobal(button.rect().bottomLeft())))
        button.setEnabled(not session.read_only)
        row = QHBoxLayout()
        row.setSpacing(4)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.removeWidget(self.input)
        row.addWidget(self.input, 1)
        row.addWidget(button)
        layout.insertLayout(0, row)
        self._menu = menu

    def shown(self, report: Report) -> str:
        text = report.text(self.path)
        return chinese_date(date.fromisoformat(text)) if text else ""

    def _open(self) -> None:
        try:
            day = read_date(self.input.text())
        except KnownError:
            day = date(self.session.report.year + 1, 1, 1)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))

    def _pick(self, day: QDate) -> None:
        self._menu.close()
        self.input.setModified(False)
        self.take(day.toString(Qt.DateFormat.ISODate))


class LevelField(Field):
    input: QComboBox

    def __init__(self, session: Session, path: str, parent: QWidget | None = None) -> None:
        box = QComboBox()
        box.addItem("", "")
        for level in LEVELS:
            box.addItem(LEVEL_NAMES[level], level)
        super().__init__(session, path, box, parent)
        box.activated.connect(lambda _: self.take(box.currentData() or None))
        self.refresh(session.report)

    def refresh(self, report: Report) -> None:
        self.input.setItemText(0, f"按单位名称：{LEVEL_NAMES[guess_level(report.unit)]}")
        self.input.setCurrentIndex(max(0, self.input.findData(report.text(self.path))))


class FlagField(Field):
    input: QCheckBox

    def __init__(self, session: Session, path: str, parent: QWidget | None = None) -> None:
        box = QCheckBox("在报告末尾印“（此件公开发布）”")
        super().__init__(session, path, box, parent)
        box.clicked.connect(self.take)
        self.refresh(session.report)

    def refresh(self, report: Report) -> None:
        self.input.setChecked(bool(report.values.get(self.path, True)))


# What stands beside each other.
_ROWS = (
    ("unit",),
    ("year", "cover/level"),
    ("cover/parent", "cover/issued"),
    ("cover/contact/address",),
    ("cover/contact/postcode", "cover/contact/phone"),
    ("cover/contact/email", "cover/publish_note"),
)
_FIELDS: dict[str, Callable[[Session, str], Field]] = {"date": DateField, "level": LevelField, "flag": FlagField}


class Cover(QScrollArea):
    """The page 封面."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        page = QWidget()
        page.setAutoFillBackground(True)
        sheet = QWidget(page)
        sheet.setMaximumWidth(self.fontMetrics().horizontalAdvance("国") * 68)
        form = QGridLayout(sheet)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        self.fields: dict[str, Field] = {}
        self._labels: dict[str, QWidget] = {}
        for path in (path for paths in _ROWS for path in paths):
            field = self.fields[path] = _FIELDS.get(COVER[path], LineField)(session, path)
            self._labels[path] = self._label("" if COVER[path] == "flag" else COVER_NAMES[path], field.input)
        self.preface = Editor(session, "preface", note="。写依据、统计期限和联系方式。")
        self.preface.setMinimumHeight(self.fontMetrics().height() * 7)
        self._labels["preface"] = self._preface_label()
        self._form, self._across = form, 0
        self._arrange(2)
        middle = QHBoxLayout(page)
        middle.setContentsMargins(24, 16, 24, 12)
        middle.addStretch(1)
        middle.addWidget(sheet, 60)
        middle.addStretch(1)
        self.setWidget(page)
        self.setFocusProxy(self.fields["unit"])
        for field in self.fields.values():
            field.look(session.findings.all)

    def _arrange(self, across: int) -> None:
        """Places the fields, so many beside each other."""
        if across == self._across:
            return
        self._across = across
        rows = [paths[i : i + across] for paths in _ROWS for i in range(0, len(paths), across)]
        top = Qt.AlignmentFlag.AlignTop
        for row in range(self._form.rowCount()):
            self._form.setRowStretch(row, 0)
        for row, paths in enumerate(rows):
            for i, path in enumerate(paths):
                span = 1 if len(paths) > 1 else 2 * across - 1
                self._form.addWidget(self._labels[path], row, 2 * i, top)
                self._form.addWidget(self.fields[path], row, 2 * i + 1, 1, span, top)
        self._form.addWidget(self._labels["preface"], len(rows), 0, top)
        self._form.addWidget(self.preface, len(rows), 1, 1, 2 * across - 1)
        self._form.setRowStretch(len(rows), 1)
        self._form.setColumnStretch(1, 1)
        self._form.setColumnStretch(3, across - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if self.viewport().width() > self.fontMetrics().horizontalAdvance("国") * 44 else 1)

    def _label(self, words: str, of: QWidget) -> QLabel:
        """The name of a field, on the line of what is typed in it."""
        label = QLabel(words)
        label.setBuddy(of)
        label.setMinimumHeight(QLineEdit().sizeHint().height())
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return label

    def _preface_label(self) -> QWidget:
        """With the button that writes the usual one."""
        label, corner = self._label(COVER_NAMES["preface"], self.preface.text), QWidget()
        column = QVBoxLayout(corner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label)
        if standard_preface(self.session.report) and not self.session.read_only:
            button = QToolButton()
            button.setText("标准前言")
            button.setToolTip("写上依据、年度和统计期限（Ctrl+T）")
            button.setAutoRaise(True)
            button.clicked.connect(self._write_preface)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
            act_on(self, "标准前言(&S)", "Ctrl+T", self._write_preface)
        column.addStretch(1)
        return corner

    def edit_actions(self) -> list[QAction]:
        """For the menu 编辑, while this page is in sight."""
        return [*self.preface.actions(), *self.actions()]

    def _write_preface(self) -> None:
        self.flush()  # the unit may just have been written
        self.preface.insert([standard_preface(self.session.report)], "写标准前言")

    def flush(self) -> None:
        for field in self.fields.values():
            field.flush()
        self.preface.flush()

    def restore(self) -> bool:
        """Takes back what was refused; False when nothing was."""
        return sum(field.restore() for field in (*self.fields.values(), self.preface)) > 0

    def refresh(self, changed: Changed) -> None:
        for field in self.fields.values():
            field.refresh(self.session.report)
            field.look(changed.findings.all)
        self.preface.refresh(changed)

    def show_path(self, path: str) -> None:
        """Brings a field into sight, with the keys on it."""
        target = self.fields.get(path, self.preface)
        self.ensureWidgetVisible(target)
        target.setFocus()
