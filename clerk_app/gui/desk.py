"""One open report: its tabs, the findings below, the preview beside; and how one gets from a finding to its place."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from clerk_app.check.finding import Finding
from clerk_app.form.edition import Part
from clerk_app.form.names import cell_name
from clerk_app.gui.background import Worker
from clerk_app.gui.cover import Cover
from clerk_app.gui.findings_panel import FindingsPanel
from clerk_app.gui.pages import TablePage, TextPage
from clerk_app.gui.places import COVER, MARKS, Place, mark_of, page_of, place_of
from clerk_app.gui.preview import Preview
from clerk_app.gui.seal_line import SealLine
from clerk_app.gui.side_by_side import pairs_of
from clerk_app.gui.tabs import Tabs
from clerk_app.report.fields import ANSWER, NOTE, name_of
from clerk_app.session import Changed, Session

if TYPE_CHECKING:
    from clerk_app.gui.grid import FigureGrid

Page = Cover | TextPage | TablePage
WIDE = 1500  # px: from here on there is room for the preview beside the table
TALL = 40  # lines: from here on the findings keep their place when there are none


class Desk(QWidget):
    """`changed` after every change, `turned` when another page is in sight."""

    changed = Signal()
    turned = Signal()

    def __init__(
        self, session: Session, worker: Worker, ways: list[QAction], width: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.pages: dict[str, Page] = {}
        self._zoom = 100  # per cent, of all tables and texts
        self.tabs = Tabs(self)
        self.tabs.add(COVER, "封面")
        for part in session.report.edition.parts:
            self.tabs.add(part.key, part.tab)
        self.panel = FindingsPanel(
            ways,
            lambda cell: cell_name(session.report.edition, cell),
            read_only=session.read_only,
            pairs=lambda finding: pairs_of(session.report, finding),
        )
        self.panel.asked.connect(self.show_rule)
        self.panel.gone.connect(self._back_to_page)
        self.panel.chosen.connect(self.show_finding)
        self.panel.settled.connect(self.settle)
        self.panel.answered.connect(self.session.answer)
        self.preview = Preview(session, worker)
        self.preview.setVisible(width >= WIDE)
        self._across = QSplitter(Qt.Orientation.Horizontal)
        self._across.addWidget(self.tabs)
        self._across.addWidget(self.preview)
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._down.addWidget(self._across)
        self._down.addWidget(self.panel)
        line = self.fontMetrics().height()
        for splitter, sizes in ((self._across, (width * 3 // 5, width * 2 // 5)), (self._down, (10_000, line * 7))):
            splitter.setChildrenCollapsible(False)
            splitter.setStretchFactor(0, 1)
            splitter.setStretchFactor(1, 0)
            splitter.setSizes(list(sizes))
        self.preview.setMinimumWidth(line * 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.seal_line = SealLine(session, self)
        column.setSpacing(0)
        column.addWidget(self.seal_line)
        column.addWidget(self._down)
        self._lower = 0  # what the findings had before there were none
        self.tabs.currentChanged.connect(self._turn)
        self._turn()
        self._tell()
        self._unlisten = session.listen(self._changed)

    # ---- going about

    @property
    def page(self) -> Page:
        return self.page_at(self.tabs.key)

    @property
    def grid(self) -> "FigureGrid | None":
        """The table in sight."""
        return self.page.grid if isinstance(self.page, TablePage) else None

    def page_at(self, key: str) -> Page:
        """The page of a tab, made when first asked for."""
        if key not in self.pages:
            page = Cover(self.session) if key == COVER else self._part_page(self.session.report.edition.part(key))
            self.pages[key] = page
            self.tabs.fill(key, page)
        return self.pages[key]

    def _part_page(self, part: Part) -> Page:
        if not part.tables:
            text = TextPage(self.session, part)
            text.set_zoom(self._zoom)
            text.editor.zoomed.connect(self._zoom_to)
            return text
        page = TablePage(self.session, part)
        page.grid.set_zoom(self._zoom)
        page.grid.zoomed.connect(self._zoom_to)
        return page

    def _zoom_to(self, percent: int) -> None:
        self._zoom = percent
        for page in list(self.pages.values()):
            if isinstance(page, TablePage) and page.grid.zoom != percent:
                page.grid.set_zoom(percent)
            elif isinstance(page, TextPage) and page.editor.zoom != percent:
                page.set_zoom(percent)

    def _turn(self) -> None:
        self.flush()
        self.page_at(self.tabs.key)
        self.turned.emit()

    def _back_to_page(self) -> None:
        self.page.setFocus()

    def turn(self, by: int) -> None:
        """The next tab or the one before, round at the end."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % self.tabs.count())
        self.page.setFocus()

    def show_place(self, place: Place) -> None:
        self.tabs.show_key(place.page)
        page = self.page
        if isinstance(page, TablePage):
            page.grid.show_cell(place.path)
            page.grid.setFocus()
        elif isinstance(page, TextPage):
            page.editor.setFocus()
            if place.span:
                page.editor.show_span(place.span.start, place.span.end)
        else:
            page.show_path(place.path)
            if place.span:
                page.preface.show_span(place.span.start, place.span.end)

    def show_finding(self, finding: Finding) -> None:
        self.flush()
        self.show_place(place_of(self.session.report.edition, finding))

    def show_rule(self, rule: str) -> None:
        """The rule handbook, at a rule."""
        from clerk_app.gui.manual import show_rules

        show_rules(self.window(), self.session.report.edition, rule)

    def step_finding(self, by: int) -> bool:
        """To the next finding or the one before; False when there is none."""
        self.flush()
        finding = self.panel.step(by)
        if finding is not None:
            self.show_finding(finding)
        return finding is not None

    def next_blank(self) -> bool:
        """To the next blank cell, over the tabs and round; False when there is none."""
        parts = [p.key for p in self.session.report.edition.parts]
        at = parts.index(self.tabs.key) if self.tabs.key in parts else -1
        for i in range(len(parts) + 1):
            key = parts[(max(at, 0) + i) % len(parts)]
            filled, of = self.session.findings.by_part.get(key, (0, 0))
            page = self.page_at(key) if filled < of else None
            if not isinstance(page, TablePage):
                continue
            here = page.grid.current
            if key != self.tabs.key and page.grid.model.is_blank(here):
                self.show_place(Place(key, here))
                return True
            if page.grid.next_blank():
                self.tabs.show_key(key)
                page.grid.setFocus()
                return True
        return False

    # ---- changing

    def flush(self) -> None:
        """Everything typed goes into the report before anything else happens."""
        for page in list(self.pages.values()):
            page.flush()
        self.panel.flush()

    def settle(self, finding: Finding) -> None:
        """Sets the numbers that settle a finding."""
        self.flush()
        if finding.fix:
            edition, cell = self.session.report.edition, next(iter(finding.fix))
            self.session.edit(finding.fix, f"按核对改正{name_of(edition, cell)}")
            # The number that was set comes into sight: it is for the clerk to say whether it is right.
            self.show_place(Place(page_of(edition, cell), cell))

    def undo(self) -> bool:
        """What was refused is no step of the report, but the last that was typed: it goes first."""
        self.flush()
        page = self.page
        refused = page if isinstance(page, Cover) else page.editor if isinstance(page, TextPage) else None
        return (refused is not None and refused.restore()) or self._step(self.session.undo)

    def redo(self) -> bool:
        return self._step(self.session.redo)

    def _step(self, act: Callable[[], Changed | None]) -> bool:
        self.flush()
        changed = act()
        if changed and changed.paths:
            # What is taken back is in sight: else one would not know what happened.
            edition = self.session.report.edition
            # A reason stands in the strip below, which is in sight anyway.
            bare = sorted(p.removeprefix(NOTE) for p in changed.paths if not p.startswith(ANSWER))
            pages = {page_of(edition, p): p for p in bare}
            if pages and self.tabs.key not in pages:
                self.show_place(Place(*next(iter(pages.items()))))
        return changed is not None

    # ---- telling

    def _changed(self, changed: Changed) -> None:
        for page in list(self.pages.values()):
            page.refresh(changed)
        self._tell()
        self.preview.refresh()
        self.seal_line.refresh()
        self.changed.emit()

    def _tell(self) -> None:
        findings, edition = self.session.findings, self.session.report.edition
        self.panel.refresh(findings)
        self._make_room(for_findings=bool(findings.all))
        names = {COVER: "封面"} | {part.key: part.tab for part in edition.parts}
        # A number of the text that is not the table's is seen at both tabs.
        placed = [
            ({place_of(edition, f).page, *(page_of(edition, c) for c in f.cells)}, mark_of(f)) for f in findings.all
        ]
        for key, name in names.items():
            marks = [mark for pages, mark in placed if key in pages]
            marks += ["blank"] * self._is_bare(key)
            worst = next((mark for mark in MARKS if mark in marks), "done")
            filled, of = findings.by_part.get(key, (0, 0))
            self.tabs.tell(key, name, filled, of, worst, marks.count(worst))
        self.tabs.arrange()

    def _make_room(self, *, for_findings: bool) -> None:
        """On a low screen findings that there are none of leave their place to the work."""
        upper, lower = self._down.sizes()
        if self._lower and for_findings:
            self.panel.unfold()
            self._down.refresh()
            self._down.setSizes([upper + lower - self._lower, self._lower])
            self._lower = 0
            if self.grid is not None:
                self.grid.view.scrollTo(self.grid.view.currentIndex())
        elif not self._lower and not for_findings and 0 < self.height() < self.fontMetrics().height() * TALL:
            self._lower = lower
            self.panel.fold()
            self._down.refresh()  # else it knows of no new limits yet
            self._down.setSizes([upper + lower, 0])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Later: what is in it has its new sizes then.
        QTimer.singleShot(0, self, lambda: self._make_room(for_findings=bool(self.session.findings.all)))

    def _is_bare(self, key: str) -> bool:
        """Whether a text is not written yet, or the cover lacks its preface or its date."""
        report = self.session.report
        if key == COVER:
            return not (report.text("preface") and report.text("cover/issued"))
        return key in report.edition.passages and not report.text(key)

    def leave(self) -> None:
        """It is taken down: what still comes is for nobody."""
        self._unlisten()
        self.preview.leave()

    # ---- its shape

    def keep_shape(self, store: QSettings) -> None:
        self._make_room(for_findings=True)
        store.setValue("desk/across", self._across.saveState())
        store.setValue("desk/down", self._down.saveState())
        store.setValue("desk/preview", self.preview.isVisibleTo(self))
        store.setValue("desk/zoom", self._zoom)

    def take_shape(self, store: QSettings) -> None:
        if store.contains("desk/down"):
            self._across.restoreState(store.value("desk/across"))
            self._down.restoreState(store.value("desk/down"))
            self.preview.setVisible(store.value("desk/preview", type=bool))
            self._zoom_to(store.value("desk/zoom", 100, type=int))
