"""The grid of one part: its official tables on the screen, and everything that can be done to many cells at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QVBoxLayout, QWidget

from clerk_app.exchange import clipboard
from clerk_app.exchange.pasted import TooLong, from_html, from_text
from clerk_app.form.edition import Part
from clerk_app.form.names import table_name
from clerk_app.form.sheet import sheet
from clerk_app.gui.grid_model import FigureModel
from clerk_app.gui.grid_view import FigureView
from clerk_app.gui.notice_bar import NoticeBar
from clerk_app.gui.paste import Nothing, Placed, place, settle
from clerk_app.report.numbers import shown
from clerk_app.report.totals import declared
from clerk_app.session import Changed, Session

Keys = QKeySequence.StandardKey
Scope = Literal["table", "row", "column", "selection"]
_OWN = "application/x-zfnb-figures"  # marks what was copied here: there a blank is a blank, nobody has to be asked
_ZOOMS = (70, 300)  # per cent
_EDITING = 5  # so many actions edit; those after them fill with 0
_NAMED = 5  # so many refused cells are named in the bar; all of them in its tooltip


class FigureGrid(QWidget):
    """Shows and edits the figures of `part`. The window calls `refresh` after each change of the session, and `finish`
    before it saves elsewhere, closes or undoes: the number being typed is committed then."""

    current_changed = Signal(str)  # path of the current cell, "" if none
    refused = Signal(str)  # one sentence for the window's message line
    zoomed = Signal(int)  # per cent, after Ctrl and the wheel or + - 0

    def __init__(self, session: Session, part: Part, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._part = session, part
        self.model = FigureModel(session, sheet(part), self)
        self.bar = NoticeBar(self)
        self.view = FigureView(self.model, self)
        self.view.setAccessibleName(part.heading)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._zoom = 100
        layout = QVBoxLayout(self)
        gap = self.fontMetrics().height() // 2
        layout.setContentsMargins(gap, gap // 2, gap, gap // 2)
        layout.setSpacing(gap)
        layout.addWidget(self.bar)
        layout.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self._actions = self._make_actions()
        self.model.refused.connect(self.refused)
        self.view.path_changed.connect(self.current_changed)
        self.view.turned.connect(self._turn)
        self.view.customContextMenuRequested.connect(self._menu)
        self.bar.closed.connect(self.view.setFocus)
        self._pasted = frozenset[str]()  # what the bar speaks of
        for key, notches in (("Ctrl+=", 1), ("Ctrl++", 1), ("Ctrl+-", -1), ("Ctrl+0", 0)):
            QShortcut(
                QKeySequence(key),
                self,
                lambda notches=notches: self._turn(notches),
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            )

    # ---- what the window asks for

    @property
    def current(self) -> str:
        """The path of the current cell."""
        return self.view.path

    def refresh(self, changed: Changed) -> None:
        """Shows what the session now says. Findings move with any change, so the whole sheet is looked at again.
        What was said of a paste is over when the paste is taken back."""
        self.model.refresh()
        if self._pasted and self._pasted <= changed.paths:
            self._pasted = frozenset()
            self.bar.hide()

    def finish(self) -> bool:
        """Commits the number being typed; False when it is refused and its editor stays open."""
        return self.view.finish()

    def show_cell(self, path: str) -> None:
        """Makes the cell current, brings it into sight, lights it for a moment and takes the focus."""
        if self.finish():
            self.view.light(path)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_blank(self) -> bool:
        """Goes to the next blank cell after the current one; to a blank total only when no other is left."""
        if not self.finish():
            return True
        order = self.view.steps.across
        at = order.index(self.current) + 1 if self.current else 0
        blank = [p for p in (*order[at:], *order[:at]) if self.model.is_blank(p)]
        found = next((p for p in blank if p in self.view.steps.entered), blank[0] if blank else "")
        if found:
            self.show_cell(found)
        return bool(found)

    def fill_zero(self, scope: Scope) -> None:
        """The blank cells of the scope become 0, as one step. Totals are left to follow their parts: a 0 in a total
        whose parts are not all filled would be a number that nobody said."""
        if not self.finish():
            return
        blank = [p for p in self._scope(scope) if self.model.is_blank(p) and p not in self.model.totals]
        if blank:
            table = table_name(self._session.report.edition, blank[0].partition("/")[0])
            words = {"table": "其余", "row": "本行其余", "column": "本列其余", "selection": "所选"}[scope]
            self._edit(dict.fromkeys(blank, 0), f"{table}{words} {len(blank)} 个空格填 0")

    def edit_actions(self) -> list[QAction]:
        """For the window's menus while this grid is in front, and for the context menu."""
        return list(self._actions)

    @property
    def zoom(self) -> int:
        """Per cent of the window's type."""
        return self._zoom

    def set_zoom(self, percent: int) -> None:
        self._zoom = min(max(percent, _ZOOMS[0]), _ZOOMS[1])
        font = QFont(self.font())
        font.setPointSizeF(max(10.5, font.pointSizeF()) * self._zoom / 100)
        self.view.setFont(font)

    # ---- many cells at once

    def copy(self) -> None:
        """The selected rectangle as tab-separated text and as a table for word processors."""
        rows = self._selected_rows()
        mime = QMimeData()
        mime.setText("\n".join("\t".join(row) for row in rows) + ("\n" if len(rows) > 1 else ""))
        mime.setHtml(clipboard.cells(rows).html)
        mime.setData(_OWN, b"")
        QApplication.clipboard().setMimeData(mime)

    def cut(self) -> None:
        self.copy()
        self.delete("剪切")

    def delete(self, act: str = "清空") -> None:
        """Blanks the selected cells. A total that was declared otherwise goes back to the sum of its parts instead."""
        if not self.finish():
            return
        paths = [p for p in self.view.selected() if not self.model.is_blank(p)]
        if len(paths) == 1:
            total = declared(self._session.report).get(paths[0])
            self._edit({paths[0]: total}, f"{act}{self.model.name(paths[0])}")
        elif paths:
            self._edit(dict.fromkeys(paths), f"{act}所选 {len(paths)} 格")

    def fill_down(self) -> None:
        """The uppermost selected row in all selected rows; of a single cell, the number above it. Totals follow."""
        if not self.finish():
            return
        paths = self.view.selected()
        steps, wanted = self.view.steps, dict[str, object]()
        if len(paths) == 1:
            above = steps.beside(paths[0], -1, 0)
            wanted = {paths[0]: self._session.report.figure(above)} if above != paths[0] else {}
        else:
            chosen = frozenset(paths)
            for path in paths:
                if (above := steps.beside(path, -1, 0)) in chosen and path not in self.model.totals:
                    wanted[path] = wanted.get(above, self._session.report.figure(above))
        if wanted:
            self._edit(wanted, f"向下填充 {len(wanted)} 格")

    def paste(self) -> None:
        """Takes a number or a block from the clipboard. What 无, —, / and empty cells mean is asked once for all."""
        mime = QApplication.clipboard().mimeData()
        if not self.finish() or not self.current or mime is None:
            return
        try:
            rows = (mime.hasHtml() and from_html(mime.html())) or (mime.text() and from_text(mime.text()))
        except TooLong as e:
            self.bar.tell(str(e))
            return
        if not rows:
            return
        chosen = self.view.selected()
        if len(rows) == len(rows[0]) == 1 and len(chosen) > 1:
            placed = Placed(dict.fromkeys(chosen, rows[0][0] or ""), ())  # one number over the whole selection
        else:
            placed = place(rows, self.model.sheet, chosen[0])
        unclear = placed.unclear(self.model.totals)
        if unclear == 0 or mime.hasFormat(_OWN):
            self._settle(placed, "blank")
            return
        self.bar.ask(
            f"贴入的 {len(placed.texts)} 格里有 {unclear} 格是空的，或者写着“无”“—”“/”。这些格怎么填？",
            [
                ("填 0", lambda: self._settle(placed, "zero")),
                ("留空（未填）", lambda: self._settle(placed, "blank")),
                ("不动", lambda: self._settle(placed, "skip")),
                ("取消粘贴", lambda: None),
            ],
        )

    def _settle(self, placed: Placed, nothing: Nothing) -> None:
        """Sets what can be set, in one step, and names what cannot: refusing all for one bad cell would make the user
        mend the source; one undo takes everything back."""
        settled = settle(self._session.report.edition, placed, nothing, self.model.totals)
        if settled.wanted and not self._edit(settled.wanted, f"粘贴 {len(settled.wanted)} 格"):
            return
        self.view.select(settled.wanted)
        if settled.wanted and not placed.texts.keys() >= {*self.view.selected()}:
            self.view.go(next(iter(settled.wanted)))  # not one rectangle: nothing beside it may be deleted with it
        told = list(settled.refused.values())
        if len(told) > 1:
            named = [f"{self.model.name(p)}“{shown(placed.texts[p])}”" for p in settled.refused]
            more = " 等" if len(named) > _NAMED else ""
            told = [f"{len(named)} 格不是该格要的数，没有贴入：{'、'.join(named[:_NAMED])}{more}。"]
        if placed.homeless:
            values = "、".join(f"“{shown(v)}”" for v in placed.homeless[:_NAMED])
            told.append(f"{len(placed.homeless)} 个数在表上没有位置，没有贴入：{values}。")
        self._pasted = frozenset(settled.wanted) if told else frozenset()
        if told:
            self.bar.tell(f"已贴入 {len(settled.wanted)} 格。{''.join(told)}", "\n".join(settled.refused.values()))
            self.refused.emit(told[0])
        else:
            self.bar.dismiss()

    def _edit(self, wanted: Mapping[str, object], label: str) -> bool:
        return self.model.edit(dict(wanted), label)

    def _scope(self, scope: Scope) -> Iterable[str]:
        if scope == "table":
            return self.view.steps.across
        chosen = frozenset(self.view.selected())
        if scope == "selection":
            return [p for p in self.view.steps.across if p in chosen]
        boxes = {box.path: box for box in self.model.sheet.figures}
        here = {boxes[p].row if scope == "row" else boxes[p].column for p in chosen}
        return [p for p in self.view.steps.across if (boxes[p].row if scope == "row" else boxes[p].column) in here]

    def _selected_rows(self) -> list[list[str]]:
        boxes = {box.path: box for box in self.model.sheet.figures}
        rows: dict[int, list[str]] = {}
        for path in self.view.selected():
            rows.setdefault(boxes[path].row, []).append(self.model.text(path))
        return list(rows.values())

    # ---- actions

    def _make_actions(self) -> tuple[QAction, ...]:
        return (
            self._action("剪切(&T)", [Keys.Cut], self.cut),
            self._action("复制(&C)", [Keys.Copy], self.copy),
            self._action("粘贴(&P)", [Keys.Paste], self.paste),
            self._action(
                "清空(&D)", [QKeySequence(Qt.Key.Key_Delete), QKeySequence(Qt.Key.Key_Backspace)], self.delete
            ),
            self._action("向下填充(&F)", [QKeySequence("Ctrl+D")], self.fill_down),
            self._action("所选的空格填 0(&S)", [], lambda: self.fill_zero("selection")),
            self._action("本行的空格填 0(&R)", [], lambda: self.fill_zero("row")),
            self._action("本列的空格填 0(&L)", [], lambda: self.fill_zero("column")),
            self._action("本表无此业务，其余全部填 0(&Z)", [], lambda: self.fill_zero("table")),
        )

    def _action(self, text: str, shortcuts: Sequence[QKeySequence | Keys], act: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setShortcuts(list(shortcuts))
        # Only while this grid has the focus: the other parts have the same keys.
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _=False: act())
        self.addAction(action)
        return action

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self._actions)
        menu.insertSeparator(self._actions[_EDITING])
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _turn(self, notches: int) -> None:
        self.set_zoom(self._zoom + 10 * notches if notches else 100)
        self.zoomed.emit(self._zoom)
