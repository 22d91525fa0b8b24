"""The page 定稿送报: what still keeps the report from being sealed, the seal with its check code, and sending it."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QGuiApplication, QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from clerk_app.check.finding import Finding, Findings
from clerk_app.errors import KnownError
from clerk_app.gui import icons, palette
from clerk_app.gui.centred import CentredPage
from clerk_app.gui.lines import Line
from clerk_app.gui.places import MARK_NAMES, MARKS, Mark, mark_of
from clerk_app.gui.plain_label import PlainLabel
from clerk_app.gui.seal_line import reopened_words
from clerk_app.gui.sending_box import SendingBox
from clerk_app.gui.soft_selection import soften
from clerk_app.report.document import chinese_time
from clerk_app.report.fields import LINE_LIMIT
from clerk_app.report.seal import Seal, Sending, same_before, seals, sendings

if TYPE_CHECKING:
    from clerk_app.gui.window import Window
    from clerk_app.session import Changed

ROWS = 7  # of what blocks are in sight at once
ALOUD = "电话核对时四个字符一组地读。核对码里没有字母 I、L、O、U：0 读“零”，1 读“幺”。"
FIRM = "定稿以后报告不能再改，每页页脚印上核对码；发现有错，可以退回修改，改好再定稿一次。"


class SealingPage(CentredPage):
    """Stands in the place of the report; Esc leads back to it. It goes when it is no longer in sight."""

    HELP = "seal"  # its place in the manual

    def __init__(self, window: "Window", today: date) -> None:
        super().__init__(window)
        self.setAccessibleName("定稿送报")
        assert window.desk is not None
        self._window, self._today, self._session = window, today, window.desk.session
        self._unlisten, self._left = self._session.listen(self._changed), False
        self._em = em = self.fontMetrics().horizontalAdvance("国")
        self._title, self._why = PlainLabel(parent=self, scale=1.6), PlainLabel(parent=self, soft=True)
        self._report = PlainLabel(parent=self, soft=True)
        self.blocking = QListWidget(self)
        self.blocking.setAccessibleName("还要处理的")
        self.blocking.setWordWrap(True)
        self.blocking.setSpacing(2)
        mark = round(self.fontMetrics().height() * 0.9)
        self.blocking.setIconSize(QSize(mark, mark))
        self.blocking.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.blocking.itemActivated.connect(self._jump)
        self.blocking.itemClicked.connect(self._jump)
        soften(self.blocking)
        self._checked, self._sealed = Step("1　核对", self), Step("2　定稿", self)
        self._sent = Step("3　送报", self)
        self.code = self._code()
        self.copy = self._button("复制核对码(&Y)", self._copy_code)
        self.print = self._button("打印定稿(&P)…", window.commands["print"].trigger)
        self.correct = self._button("退回修改(&R)…", self.ask_reason)
        self.seal = self._button("定稿(&D)", self._seal)
        emphasise(self.seal)
        self._told = PlainLabel(parent=self)
        self._told.hide()
        self.answer = self._answer()
        self.sending = SendingBox(window, self)
        self.sending.told.connect(lambda: self.ensureWidgetVisible(self.sending.said))
        self._earlier = PlainLabel(parent=self, soft=True)
        body = self._checked.body
        body.addWidget(self._why)
        body.addWidget(self.blocking)
        body = self._sealed.body
        self._firm = PlainLabel(FIRM, self, soft=True)
        self._aloud = PlainLabel(ALOUD, self, soft=True)
        for widget in (self.code, self._aloud, self._firm, self._told):
            body.addWidget(widget)
        body.addLayout(_row(self.seal, self.print, self.copy, self.correct))
        body.addWidget(self.answer)
        body.addWidget(self._earlier)
        self._sent.body.addWidget(self.sending)
        back = self._button("← 返回报告(&B)", window.back)
        back.setToolTip("Esc")
        column = QVBoxLayout()
        column.setSpacing(em // 2)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._report)
        for step in (self._checked, self._sealed, self._sent):
            column.addSpacing(em // 2)
            column.addWidget(step)
        column.addStretch(1)
        self.lay(column, 12)
        self.refresh()

    # ---- its parts

    def _code(self) -> QLabel:
        """Large, its four groups apart, to be read aloud or copied."""
        label = PlainLabel(parent=self, scale=2.4)
        label.setWordWrap(False)
        font = label.font()
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 112)
        label.setFont(font)
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        label.setForegroundRole(self.palette().ColorRole.Link)
        return label

    def _button(self, words: str, act: object) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(True)  # Enter presses the one that has the keys
        button.clicked.connect(act)
        return button

    def _answer(self) -> QWidget:
        """The line for the reason why it is opened again."""
        widget = QWidget(self)
        self.reason: Line = Line(widget)
        self.reason.setAccessibleName("退回修改的原因")
        self.reason.setMaxLength(LINE_LIMIT)
        self.reason.setPlaceholderText("写明原因，如：表三本年新收填错；按回车退回修改，按 Esc 不退回")
        self.reason.returnPressed.connect(self._reopen)
        keep = self._button("退回修改", self._reopen)
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.reason, 1)
        row.addWidget(keep)
        widget.hide()
        return widget

    # ---- as the report stands

    def refresh(self) -> None:
        """Everything anew."""
        session, seal = self._session, self._session.sealed
        report, findings = session.report, session.findings
        self._title.setText("定稿送报")
        self._report.setText("　".join(filter(None, (report.title, reopened_words(report)))))
        blocking = () if seal else findings.blocking
        self._list(blocking)
        self._checked.tell("done" if seal or not blocking else _worst(blocking))
        self._why.setText(_checked_words(findings, sealed=seal is not None))
        ready = seal is None and not blocking
        self._sealed.tell("done" if seal else "blank")
        self.code.setText(seal.code if seal else "")
        self.code.setAccessibleName(f"核对码 {seal.code}" if seal else "")
        for widget in (self.code, self._aloud, self.copy, self.print):
            widget.setVisible(seal is not None)
        looked_at = session.document is None
        self.correct.setVisible(seal is not None and not looked_at)
        self.seal.setVisible(seal is None)
        self.seal.setEnabled(ready and not looked_at)
        self._firm.setText(self._firm_words(seal, ready=ready, looked_at=looked_at))
        lines = [_line(s, sendings(report, s)) for s in reversed(seals(report)) if s != seal]
        self._earlier.setText("\n".join(["以前的定稿", *lines]))
        self._earlier.setVisible(bool(lines))
        done = seal is not None and bool(sendings(report, seal))
        self._sent.tell("done" if done else "blank")
        self.sending.refresh()

    def _firm_words(self, seal: Seal | None, *, ready: bool, looked_at: bool) -> str:
        before = same_before(self._session.report)
        if seal:
            same = f"内容与{before.words}相同，核对码没有变。" if before else ""
            return f"{seal.words}　{chinese_time(seal.at)}　{same}报告不能再改；要改正，请退回修改。"
        if looked_at:
            return "这份报告是只读打开的，不能定稿。"
        if before and ready:
            return f"内容与{before.words}相同，一处也没有改：现在定稿，核对码不会变。{FIRM}"
        year = self._session.report.year
        early = f"{year}年还没有过完，现在的数是暂定的：12月31日以后核实了再定稿。" if self._today.year <= year else ""
        return (FIRM if ready else "上面各项处理完，就可以定稿。") + early

    def _list(self, blocking: tuple[Finding, ...]) -> None:
        self.blocking.clear()
        for finding in sorted(blocking, key=lambda f: MARKS.index(mark_of(f))):
            mark = mark_of(finding)
            item = QListWidgetItem(icons.icon(mark, self.blocking), f"{MARK_NAMES[mark]}　{finding.message}")
            item.setData(Qt.ItemDataRole.UserRole, finding)
            self.blocking.addItem(item)
        self.blocking.setVisible(bool(blocking))
        self.blocking.setCurrentRow(0)
        self._fit()

    def _fit(self) -> None:
        """The list as high as its lines, which break where there is no more room, and no higher than some."""
        heights = [self.blocking.sizeHintForRow(i) + 2 * self.blocking.spacing() for i in range(self.blocking.count())]
        most = ROWS * (self.fontMetrics().lineSpacing() + 8)
        self.blocking.setFixedHeight(min(sum(heights), most) + 8)

    def set_focus(self) -> None:
        """The keys go to what comes next."""
        for widget in (self.blocking, self.seal, self.sending):
            if widget.isVisibleTo(self) and widget.isEnabled():
                widget.setFocus()
                self._window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)  # shows what Enter presses
                return
        self.setFocus()

    def _changed(self, changed: "Changed") -> None:
        del changed
        self.refresh()

    # ---- what can be done

    def _jump(self, item: QListWidgetItem) -> None:
        finding, desk = item.data(Qt.ItemDataRole.UserRole), self._window.desk
        if desk is not None:
            self._window.back()
            desk.show_finding(finding)

    def _seal(self) -> None:
        self._do(self._session.seal)

    def ask_reason(self) -> None:
        """Opens the line for the reason, with the keys in it."""
        if self._session.sealed and self._session.document:
            self.answer.show()
            self.reason.setFocus()
            self.ensureWidgetVisible(self.answer)

    def _reopen(self) -> None:
        if self.sending.running:
            self._say("正在送报，写完以后再退回修改。")
        elif self._do(lambda: self._session.reopen(self.reason.text())):
            self._window.back()

    def _do(self, act: object) -> bool:
        """Seals or opens again; the report's pages are then made anew, for what may be typed has changed."""
        assert callable(act)
        try:
            act()
        except KnownError as e:
            self._say(str(e))
            return False
        self._told.hide()
        self.answer.hide()
        self._window.reseat()
        self.refresh()
        self.set_focus()
        self.ensureWidgetVisible(self._sealed)
        return True

    def _say(self, words: str) -> None:
        self._told.setText(words)
        self._told.show()

    def _copy_code(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())
        self._window.hint("核对码已复制。")

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the line for the reason, then the page."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.answer.isHidden():
            self.answer.hide()
            self.correct.setFocus()
        else:
            self._window.back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and not self._left:
            self._left = True
            self._unlisten()
            self.deleteLater()


class Step(QWidget):
    """One of the three: its mark and name, and its body below."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon, heading = icons.Sign(self), QLabel(name, self)
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.2)
        heading.setFont(font)
        self._name = name
        rule = QFrame(self)
        rule.setFrameShape(QFrame.Shape.HLine)
        rule.setForegroundRole(self.palette().ColorRole.Mid)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._icon)
        line.addWidget(heading)
        line.addWidget(rule, 1)
        em = self.fontMetrics().height()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(round(em * 0.9) + 8, 0, 0, 0)
        self.body.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addLayout(self.body)

    def tell(self, mark: Mark) -> None:
        self._icon.tell(mark)
        self.setAccessibleName(f"{self._name}：{MARK_NAMES[mark]}")


def emphasise(button: QPushButton) -> None:
    """The one thing to do next."""
    of, made = palette.colours(button.palette()), button.palette()
    group = made.ColorGroup.Active, made.ColorGroup.Inactive
    for each in group:
        made.setColor(each, made.ColorRole.Button, of.accent)
        made.setColor(each, made.ColorRole.ButtonText, of.on_accent)
    button.setPalette(made)
    button.setMinimumWidth(button.fontMetrics().horizontalAdvance("国") * 8)


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _worst(findings: tuple[Finding, ...]) -> Mark:
    marks = [mark_of(f) for f in findings]
    return next(mark for mark in MARKS if mark in marks)


def _checked_words(findings: Findings, *, sealed: bool) -> str:
    if blocking := () if sealed else findings.blocking:
        marks = [mark_of(f) for f in blocking]
        told = [f"{MARK_NAMES[m]} {marks.count(m)} 处" for m in MARKS if m in marks]
        return f"还有{'、'.join(told)}。选一处按回车就到那里；需说明的，改正或者写明原因。"
    answered = sum(bool(f.reason) for f in findings.all)
    more = f"需要说明的 {answered} 处都写了原因，会印在送报单上。" if answered else ""
    return f"没有错误，没有空格。{more}"


def _line(seal: Seal, sent: tuple[Sending, ...]) -> str:
    where = f"　送到“{sent[-1].where}”" if sent else ""
    return f"{seal.words}　{chinese_time(seal.at)}　核对码 {seal.code}{where}"


def show_sealing(window: "Window", *, correcting: bool = False) -> SealingPage | None:
    """In the place of the report; when it is there already, back to the report."""
    from clerk_app.gui.window import today

    shown = window.rooms.currentWidget()
    if window.desk is None or (isinstance(shown, SealingPage) and not correcting):
        window.back()
        return None
    window.desk.flush()
    page = SealingPage(window, today())
    window.visit(page)
    page.set_focus()
    if correcting:
        page.ask_reason()
    return page
