"""The pages as they will print: the very PDF, made and drawn beside the typing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from clerk_app.gui.background import Worker
from clerk_app.gui.page_view import STEP, Made, Pages, opened
from clerk_app.session import Session

if TYPE_CHECKING:
    from clerk_app.paper.faces import Faces
    from clerk_app.report.model import Report

PAUSE = 30  # ms after an edit: texts are handed on after a pause of their own, cells one by one
Spot = tuple[str, int]  # a passage or a part with tables, and the character of it where the work is


def made(report: "Report", changed_at: str, faces: "Faces | None") -> Made:
    """The report as it prints. Slow: for the thread of the paper."""
    from clerk_app.paper import pdf, writing

    book = pdf.book(report, mark=pdf.mark_of(report, changed_at), faces=faces)
    return opened(writing.write(book), book)


def made_picture(report: "Report", faces: "Faces | None") -> Made:
    """The one-page picture."""
    from clerk_app import formats

    return opened(formats.picture(report, faces))


class Preview(QWidget):
    """The pane on the right. Follows the session's report, and the place in work, while it is in sight.

    `left` asks to go back to the work. `spot` tells where the work is.
    """

    left = Signal()

    def __init__(self, session: Session, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._worker = session, worker
        self._working, self._stale, self._left = False, True, False
        self.faces: Callable[[], Faces | None] = lambda: None  # the bundled ones; called in the paper's thread
        self.spot: Callable[[], Spot | None] = lambda: None
        self._shown: Made | None = None
        self.pages = Pages(worker, self)
        self.pages.moved.connect(lambda _: self._tell())
        self.pages.zoomed.connect(self._tell)
        self.setFocusProxy(self.pages)
        self._words = QLabel("预览", self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head = QHBoxLayout()
        head.setContentsMargins(12, 4, 8, 4)
        head.setSpacing(4)
        head.addWidget(self._words, 1)
        self._two = self._button(
            "双页", "两页并排（2，1 为单页）", lambda: self.pages.set_columns(1 + self._two.isChecked())
        )
        self._picture = self._button("一图", "看一图读懂", self._make)
        for button in (self._two, self._picture):
            button.setCheckable(True)
        for button in (
            self._button("－", "缩小（-）", lambda: self.pages.set_zoom(self.pages.zoom / STEP)),
            self._button("＋", "放大（+）", lambda: self.pages.set_zoom(self.pages.zoom * STEP)),
            self._button("适合", "适合宽度（0）", lambda: self.pages.set_zoom(1.0)),
            self._two,
            self._picture,
        ):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._make)

    def _button(self, words: str, name: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setAccessibleName(name.partition("（")[0])
        button.setToolTip(name)
        button.setAutoRaise(True)
        button.clicked.connect(lambda _=False: act())
        return button

    def refresh(self) -> None:
        """The report has changed."""
        self._stale = True
        if self.isVisible():
            self._pause.start()

    def follow(self) -> None:
        """Brings the place in work into sight."""
        book, spot = self._shown.book if self._shown else None, self.spot()
        if book and spot and (place := book.place(*spot)):
            self.pages.show_place(place.page, place.y, whole=not spot[1])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._make()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the work."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """The report is closed: what is still being made is for nobody."""
        self._left, self._shown = True, None
        self._pause.stop()
        self.pages.show_made(None)

    def _make(self) -> None:
        if self._working:
            self._stale = True
            return  # its end looks again
        self._working, self._stale = True, False
        report, at, faces = self._session.report, self._session.changed_at, self.faces
        picture = self._picture.isChecked()
        self._worker.run(
            lambda: made_picture(report, faces()) if picture else made(report, at, faces()), self._made, self._failed
        )

    def _made(self, made: Made) -> None:
        if self._left:
            self._worker.run(made.document.close, lambda _: None, lambda _: None)
            return
        self._working, self._shown = False, made
        self.pages.show_made(made)
        self.follow()
        if self._stale and self.isVisible():
            self._pause.start()

    def _failed(self, error: Exception) -> None:
        if self._left:
            return
        self._working = False
        self._words.setText("这一版排不出来，显示的是上一版。")
        raise error  # ours to mend: the window's last resort logs it

    def _tell(self) -> None:
        pages = self.pages
        self._two.setChecked(pages.columns == 2)
        self._words.setText(f"第 {pages.page + 1} 页，共 {pages.count} 页" if pages.count else "预览")
        self._words.setToolTip(f"{round(pages.zoom * 100)}%")

    # ---- its shape

    def keep_shape(self, store: QSettings) -> None:
        store.setValue("preview/zoom", self.pages.zoom)
        store.setValue("preview/columns", self.pages.columns)

    def take_shape(self, store: QSettings) -> None:
        self.pages.set_columns(2 if store.value("preview/columns", 1, type=int) == 2 else 1)
        self.pages.set_zoom(store.value("preview/zoom", 1.0, type=float))
