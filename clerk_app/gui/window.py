"""The main window: menus, the line that says what is saved, and one report at a time."""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from clerk_app.errors import KnownError
from clerk_app.gui import commands, settings
from clerk_app.gui.background import Worker
from clerk_app.gui.dropping import reports
from clerk_app.gui.menus import Menus
from clerk_app.gui.messages import MessageBar
from clerk_app.gui.own_window import enters_button
from clerk_app.gui.start import Start
from clerk_app.gui.status import Status
from clerk_app.installed import replaced

if TYPE_CHECKING:  # what a report needs is loaded after the first paint
    from clerk_app.gui.desk import Desk
    from clerk_app.gui.dispatch import Dispatch
    from clerk_app.gui.filing import Filing
    from clerk_app.gui.grid import Scope
    from clerk_app.gui.new_report import NewReport
    from clerk_app.gui.outgoing import Outgoing
    from clerk_app.session import Session

NAME = "年报助手"


def today() -> date:
    return datetime.now().astimezone().date()


class Window(QMainWindow):
    """One window, one report (`desk`, or none). `store` is where its shape and the recent reports are remembered."""

    painted = Signal()  # for the first time
    _state_told = Signal(object)  # from the writer's thread

    def __init__(self, store: QSettings) -> None:
        super().__init__()
        self.store = store
        self.desk: Desk | None = None
        self.typecase = settings.Typecase(settings.official(store))
        self.worker, self.checker = Worker(self), Worker(self)  # checking long texts waits for no paper
        self.messages = MessageBar(self)
        self._unpainted = True
        self.commands = commands.made(self, self._acts())
        self.start_page = Start([self.commands[n] for n in commands.WAYS], self.worker, self)
        self.start_page.opened.connect(self.open)
        self.rooms = QStackedWidget(self)
        self.rooms.addWidget(self.start_page)
        self.home: QWidget = self.start_page  # what is shown without a report
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.messages)
        column.addWidget(self.rooms, 1)
        self.setCentralWidget(middle)
        self.status = Status(self)
        self.setStatusBar(self.status)
        self.menus = Menus(self)
        self.menus.left.connect(self._back_from_menu)
        self.setAcceptDrops(True)
        # What stands in the recent reports is read after the first paint.
        self.painted.connect(self._list_reports, Qt.ConnectionType.QueuedConnection)
        self._state_told.connect(self._tell_saved, Qt.ConnectionType.QueuedConnection)
        if not self.restoreGeometry(self.store.value("window/geometry", b"")):
            # The system's frame and title come on top of the window's own size.
            self.resize(QSize(1280, 720).boundedTo(self.screen().availableSize() - QSize(16, 48)))
        self.show_start()

    @cached_property
    def filing(self) -> "Filing":
        from clerk_app.gui.filing import Filing

        return Filing(self)

    @cached_property
    def outgoing(self) -> "Outgoing":
        from clerk_app.gui.outgoing import Outgoing

        return Outgoing(self)

    def open(self, path: Path) -> None:
        self.filing.open(path)

    @cached_property
    def new_page(self) -> "NewReport":
        from clerk_app.gui.new_report import NewReport

        page = NewReport(today(), self)
        page.wanted.connect(self.filing.create)
        page.given_up.connect(self.show_start)
        self.rooms.addWidget(page)
        return page

    # ---- what is shown

    def show_start(self) -> None:
        self.messages.hide()
        self.rooms.setCurrentWidget(self.home)
        if self.home is self.start_page and not self._unpainted:
            self._list_reports()
        self.home.setFocus()
        self.tell()

    def make_home(self, room: QWidget) -> None:
        """From now on this is shown when no report is."""
        self.home = room
        self.show_start()

    def _list_reports(self) -> None:
        self.start_page.show_recent(settings.recent(self.store), today(), settings.due(self.store))

    def show_new(self, previous: Path | None) -> None:
        self.rooms.setCurrentWidget(self.new_page)
        self.new_page.start(previous)
        self.tell()

    @cached_property
    def dispatch(self) -> "Dispatch":
        from clerk_app.gui.dispatch import Dispatch

        return Dispatch(self)

    def seat(self, session: "Session", *, own: bool = True) -> "Desk":
        """Shows an opened report. `own`: it is one of the user's, among the recent ones from now on."""
        self.messages.hide()
        session.checks.beside = self.checker.run
        settings.hand_to(self.store, session)
        desk = self._made_desk(session)
        self.rooms.setCurrentWidget(desk)
        if session.document:
            session.document.listen(self._state_told.emit)
        if own:
            settings.remember(self.store, session.path)
        self._turned()
        desk.page.setFocus()
        return desk

    def reseat(self) -> None:
        """The report has been sealed or opened again: its pages anew, as they may be used now."""
        if (old := self.desk) is not None:
            key = old.tabs.key
            self._take_down(old)
            self._made_desk(old.session).tabs.show_key(key)
            self._turned()

    def visit(self, page: QWidget) -> None:
        """A page in the place of the report or of the start page, for a while."""
        self.rooms.addWidget(page)
        self.rooms.setCurrentWidget(page)
        self.tell()

    @property
    def visited(self) -> QWidget | None:
        """The page that one is visiting."""
        page = self.rooms.currentWidget()
        return None if page in (self.desk, self.start_page) else page

    def back(self) -> None:
        """From such a page to what it stood in the place of."""
        if self.desk is None:
            self.show_start()
        elif self.rooms.currentWidget() is not self.desk:
            self.rooms.setCurrentWidget(self.desk)
            self.desk.page.setFocus()
            self.tell()

    def _made_desk(self, session: "Session") -> "Desk":
        from clerk_app.gui.desk import Desk
        from clerk_app.gui.sealing_page import show_sealing
        from clerk_app.gui.spots import tie

        ways = [self.commands[n] for n in ("finding_previous", "finding_next", "next_blank")]
        self.desk = desk = Desk(session, self.worker, ways, self.width(), self)
        desk.take_shape(self.store)
        tie(desk, self.typecase, self.store)
        desk.changed.connect(self.tell)
        desk.turned.connect(self._turned)
        desk.seal_line.asked.connect(lambda: show_sealing(self))
        desk.seal_line.correcting.connect(lambda: show_sealing(self, correcting=True))
        self.rooms.addWidget(desk)
        return desk

    def _take_down(self, desk: "Desk") -> None:
        desk.keep_shape(self.store)
        desk.preview.keep_shape(self.store)
        desk.leave()
        self.rooms.removeWidget(desk)
        desk.deleteLater()

    def unseat(self) -> None:
        """The report is closed: the start page."""
        if (desk := self.desk) is not None:
            self.desk = None
            self.commands["preview"].setChecked(False)
            self.show_start()  # first: taking down what is in sight would bring up any other page
            self._take_down(desk)

    def tell(self) -> None:
        """Title, foot and commands, as the report stands now."""
        session = self.desk.session if self.desk else None
        self.status.clearMessage()  # a passing word was about what was there before
        if session is None:
            self.setWindowTitle(NAME if self.home is self.start_page else f"{NAME} — 汇总")
        else:
            report, lock = session.report, "　只读" if session.read_only else ""
            self.setWindowTitle(f"{NAME} — {report.unit} {report.year} 年度（{report.edition.key} 年格式）{lock}")
        self.status.tell_report(session, today(), settings.due(self.store))
        self._tell_saved()
        for name, action in self.commands.items():
            elsewhere = name == "close" and self.home is not self.start_page
            action.setEnabled(session is not None or name in commands.ALWAYS or elsewhere)
        if session is not None and self.desk is not None:
            for name in commands.ZEROES:
                self.commands[name].setEnabled(self.desk.grid is not None and not session.read_only)
            # Always, not by what there is to undo: what is just being typed is no step yet, and can be taken back too.
            for name in ("undo", "redo"):
                self.commands[name].setEnabled(not session.read_only)

    def _tell_saved(self) -> None:
        session = self.desk.session if self.desk else None
        state = session.document.state if session and session.document else None
        self.status.tell_saved(state, session.changed_at if session else "")
        if state and state.kind == "failed":
            self.filing.refused(state.cause)
        elif state and state.kind == "saved":
            self.filing.saved()

    def hint(self, words: str) -> None:
        """A passing word in the foot."""
        self.status.showMessage(words, 4000)

    def tell_file(self, words: str, path: Path, *, opens: bool = False) -> None:
        """A file has been handed out."""
        self.status.clearMessage()
        choices = [("打开", lambda: self.show_folder(path))] if opens else []
        self.messages.say(words, "done", *choices, ("打开所在文件夹", lambda: self.show_folder(path.parent)))

    def show_folder(self, path: Path) -> None:
        """A folder, or a file, in the program that the system has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    # ---- commands

    def _acts(self) -> dict[str, Callable[[], object]]:
        return {
            # Lambdas: what files reports is loaded with the first of these commands.
            "new": lambda: self.filing.new(),  # noqa: PLW0108
            "new_from": lambda: self.filing.new_from(),  # noqa: PLW0108
            "open": lambda: self.filing.pick(),  # noqa: PLW0108
            "sample": lambda: self.filing.sample(today()),
            "copy": lambda: self.filing.copy(),  # noqa: PLW0108
            "backups": self._show_backups,
            "close": lambda: self.filing.close() if self.desk else self.make_home(self.start_page),
            "quit": self.close,
            "undo": lambda: self._on_desk(lambda d: d.undo() or self.hint("没有可以撤销的了。")),
            "redo": lambda: self._on_desk(lambda d: d.redo() or self.hint("没有可以重做的了。")),
            "next_blank": lambda: self._on_desk(lambda d: d.next_blank() or self.hint("各格都已填写。")),
            "zero_table": lambda: self._zero("table"),
            "zero_row": lambda: self._zero("row"),
            "zero_column": lambda: self._zero("column"),
            "zero_selection": lambda: self._zero("selection"),
            "page_next": lambda: self._on_desk(lambda d: d.turn(1)),
            "page_previous": lambda: self._on_desk(lambda d: d.turn(-1)),
            "finding_next": lambda: self._on_desk(lambda d: d.step_finding(1) or self.hint("没有发现问题。")),
            "finding_previous": lambda: self._on_desk(lambda d: d.step_finding(-1) or self.hint("没有发现问题。")),
            "findings_go": lambda: self._on_desk(lambda d: d.panel.take_keys() or self.hint("没有发现问题。")),
            "preview": self._toggle_preview,
            "preview_go": self._go_to_preview,
            **{name: lambda name=name: self.outgoing.do(name) for name in commands.OUT},
        }

    def take_settings(self) -> None:
        """The user's settings have been changed."""
        self.typecase.wanted = settings.official(self.store)
        if self.desk is not None:
            settings.hand_to(self.store, self.desk.session)
            self.desk.preview.refresh()
        elif self.rooms.currentWidget() is self.start_page:
            self._list_reports()
        self.tell()

    def _show_backups(self) -> None:
        from clerk_app.gui.backups_page import show_backups

        if self.desk is not None:
            self.desk.flush()
        show_backups(self)

    def _on_desk(self, act: "Callable[[Desk], object]") -> None:
        if self.desk is not None:
            self.back()
            try:
                act(self.desk)
            except KnownError as e:
                self.messages.say(str(e), "error")

    def _zero(self, scope: "Scope") -> None:
        self._on_desk(lambda d: d.grid and d.grid.fill_zero(scope))

    def _toggle_preview(self) -> None:
        if self.desk is not None:
            self.back()
            self.desk.preview.setVisible(not self.desk.preview.isVisibleTo(self.desk))
            self._turned()

    def _go_to_preview(self) -> None:
        if self.desk is not None:
            self.back()
            if not self.desk.preview.isVisible():
                self._toggle_preview()
            self.desk.preview.setFocus()

    def _back_from_menu(self) -> None:
        """The keys go back to the page: after Esc Qt leaves them on the menu bar, and forgets where they were."""
        if QApplication.activePopupWidget() is None and QApplication.focusWidget() in (None, self.menuBar()):
            self.menuBar().setActiveAction(None)  # type: ignore[arg-type] - Qt takes none
            shown = self.rooms.currentWidget()
            (self.desk.page if self.desk is shown and self.desk else shown).setFocus()

    def _turned(self) -> None:
        """Another page is in sight: its own commands stand in the menu 编辑."""
        desk = self.desk
        if desk is None:
            return
        # Of a table's own what has no key stands in the menu 填报.
        own = [a for a in desk.grid.edit_actions() if not a.shortcut().isEmpty()] if desk.grid else None
        self.menus.show_edits(own, desk.page.actions() if desk.grid else desk.page.edit_actions())
        self.commands["preview"].setChecked(desk.preview.isVisibleTo(desk))
        self.tell()

    # ---- Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._unpainted:
            self._unpainted = False
            self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody else wants sends the message away; Enter presses the button that has the keys."""
        if event.key() == Qt.Key.Key_Escape:
            self.messages.dismiss()
        elif not enters_button(event):
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Coming back to the window: has the file been moved away meanwhile?
        awake = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if awake and self.desk and (document := self.desk.session.document):
            document.recheck()
        if awake and not self.messages.words and replaced():
            self.messages.say("程序已经更新。改过的都已保存，关上窗口再打开，用的就是新版。")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(reports(event)))

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.filing.take(reports(event))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.store.setValue("window/geometry", self.saveGeometry())
        if not self.filing.close():
            event.ignore()
            return
        self.worker.stop()
        self.checker.stop()
        self.store.sync()
        super().closeEvent(event)
