"""The grid of one part, in a real window with real keys."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QInputMethodQueryEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from clerk_app.gui.grid import FigureGrid
from clerk_app.session import Session
from tests.gui.conftest import InFront

Key = Qt.Key
Shift, Ctrl = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
COLUMNS = "natural legal.business legal.research legal.charity legal.lawfirm legal.other total".split()


class Desk:
    """A grid in a window of its own, with what it says collected."""

    def __init__(self, session: Session, part: str, in_front: InFront) -> None:
        self.session = session
        self.window = QWidget()
        self.elsewhere = QPushButton("x", self.window)
        self.grid = FigureGrid(session, session.report.edition.part(part), self.window)
        layout = QVBoxLayout(self.window)
        layout.addWidget(self.grid)
        layout.addWidget(self.elsewhere)
        self.refusals: list[str] = []
        self.currents: list[str] = []
        self.grid.refused.connect(self.refusals.append)
        self.grid.current_changed.connect(self.currents.append)
        session.listen(self.grid.refresh)
        self.window.resize(1366, 700)
        self.grid.setFocus()
        in_front(self.window)

    def keys(self, *keys: str | Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
        """Types into whatever has the focus, as a person does."""
        for key in keys:
            to = QApplication.focusWidget()
            if isinstance(key, str):
                for character in key:
                    QTest.keyClicks(QApplication.focusWidget(), character)
            elif isinstance(key, tuple):
                QTest.keyClick(to, *key)
            else:
                QTest.keyClick(to, key)

    def compose(self, preedit: str, commit: str = "") -> None:
        event = QInputMethodEvent(preedit, [])
        if commit:
            event.setCommitString(commit)
        QCoreApplication.sendEvent(QApplication.focusWidget(), event)

    def click(self, path: str) -> None:
        view = self.grid.view
        at = view.visualRect(self.grid.model.place(path)).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def put(self, text: str, html: str = "") -> None:
        mime = QMimeData()
        mime.setText(text)
        if html:
            mime.setHtml(html)
        QApplication.clipboard().setMimeData(mime)

    def choose(self, text: str) -> None:
        button = next(b for b in self.grid.bar.findChildren(QPushButton) if b.text() == text and b.isVisible())
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def value(self, path: str) -> object:
        return self.session.report.figure(path)

    @property
    def current(self) -> str:
        return self.grid.current

    @property
    def editing(self) -> bool:
        return self.grid.view.state() == self.grid.view.State.EditingState

    def action(self, words: str) -> QAction:
        return next(a for a in self.grid.edit_actions() if words in a.text())


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with Session.create(tmp_path / "a.zfnb", "青石镇人民政府", 2024) as session:
        yield session


@pytest.fixture
def desk(session: Session, in_front: InFront) -> Desk:
    return Desk(session, "applications", in_front)


@pytest.fixture
def part(session: Session, in_front: InFront) -> Callable[[str], Desk]:
    return lambda key: Desk(session, key, in_front)


# ---- typing


def test_typing__digits_and_enter__sets_the_cell_and_goes_down(desk: Desk) -> None:
    desk.keys("12", Key.Key_Return)
    assert (desk.value("t3/new/natural"), desk.current, desk.editing) == (12, "t3/carried/natural", False)


def test_typing__over_a_number__replaces_it(desk: Desk) -> None:
    desk.session.edit({"t3/new/natural": 5})
    desk.keys("7", Key.Key_Tab)
    assert (desk.value("t3/new/natural"), desk.current) == (7, "t3/new/legal.business")


def test_typing__numeric_pad__types_and_enters(desk: Desk) -> None:
    desk.keys((Key.Key_4, Qt.KeyboardModifier.KeypadModifier))
    QTest.keyClick(QApplication.focusWidget(), "4", Qt.KeyboardModifier.KeypadModifier)
    desk.keys((Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier))
    assert (desk.value("t3/new/natural"), desk.current) == (44, "t3/carried/natural")


def test_typing__row_across_with_tab__total_follows_and_is_passed_by(desk: Desk) -> None:
    for digit in "123456":
        desk.keys(digit, Key.Key_Tab)
    assert desk.value("t3/new/total") == 21
    assert desk.current == "t3/carried/natural"


def test_typing__over_a_total__declares_it(desk: Desk) -> None:
    desk.session.edit({f"t3/new/{c}": 1 for c in COLUMNS[:-1]})
    desk.keys((Key.Key_End, Qt.KeyboardModifier.NoModifier), "9", Key.Key_Left)
    assert desk.value("t3/new/total") == 9
    assert desk.current == "t3/new/legal.other"
    assert "t3/new/total" in desk.grid.model.declared


def test_typing__escape__restores(desk: Desk) -> None:
    desk.session.edit({"t3/new/natural": 5})
    desk.keys("78", Key.Key_Escape)
    assert (desk.value("t3/new/natural"), desk.editing, desk.current) == (5, False, "t3/new/natural")


def test_typing__f2__continues_the_number_and_arrows_move_in_it(desk: Desk) -> None:
    desk.session.edit({"t3/new/natural": 15})
    desk.keys(Key.Key_F2, Key.Key_Left, "2", Key.Key_Return)
    assert desk.value("t3/new/natural") == 125


def test_typing__arrow_after_digits__commits_and_moves(desk: Desk) -> None:
    desk.keys("3", Key.Key_Right, "4", Key.Key_Down)
    assert (desk.value("t3/new/natural"), desk.value("t3/new/legal.business")) == (3, 4)
    assert desk.current == "t3/carried/legal.business"


def test_typing__click_on_another_cell__commits(desk: Desk) -> None:
    desk.keys("3")
    desk.click("t3/done.open/legal.other")
    assert (desk.value("t3/new/natural"), desk.current) == (3, "t3/done.open/legal.other")


def test_typing__focus_goes_elsewhere__commits(desk: Desk) -> None:
    desk.keys("3")
    desk.elsewhere.setFocus()
    assert (desk.value("t3/new/natural"), desk.editing) == (3, False)


def test_typing__unchanged_number__is_no_step(desk: Desk) -> None:
    desk.keys(Key.Key_F2, Key.Key_Return)
    assert not desk.session.can_undo


def test_typing__refresh_meanwhile__leaves_the_text_alone(desk: Desk) -> None:
    desk.keys("12")
    desk.session.edit({"t3/next/natural": 1})
    desk.keys("3", Key.Key_Return)
    assert desk.value("t3/new/natural") == 123


def test_refused__word_and_enter__editor_stays_with_the_text(desk: Desk) -> None:
    desk.keys("3x", Key.Key_Return)
    assert desk.editing
    assert desk.value("t3/new/natural") is None
    assert desk.refusals == ["表三·自然人·本年新收：“3x”不是件数：请填 0 或正整数，不带正负号、单位和文字。"]
    desk.keys(Key.Key_Backspace, Key.Key_Return)
    assert (desk.value("t3/new/natural"), desk.editing) == (3, False)


def test_refused__click_on_another_cell__editor_keeps_focus_and_cell(desk: Desk) -> None:
    desk.keys("3x")
    desk.click("t3/done.open/legal.other")
    QCoreApplication.processEvents()
    assert desk.editing
    assert desk.current == "t3/new/natural"
    desk.keys(Key.Key_Backspace, Key.Key_Return)
    assert desk.value("t3/new/natural") == 3


def test_refused__jump_from_outside__waits_for_the_number(desk: Desk) -> None:
    desk.keys("3x")
    desk.grid.show_cell("t3/next/natural")
    assert desk.current == "t3/new/natural"


# ---- moving


def test_moving__tab_at_the_last_cell__begins_again(desk: Desk) -> None:
    desk.click("t3/next/legal.other")
    desk.keys(Key.Key_Tab)
    assert desk.current == "t3/new/natural"
    desk.keys((Key.Key_Backtab, Shift))
    assert desk.current == "t3/next/legal.other"


def test_moving__enter_at_the_foot__goes_to_the_next_column(desk: Desk) -> None:
    desk.click("t3/next/natural")
    desk.keys(Key.Key_Return)
    assert desk.current == "t3/new/legal.business"
    desk.keys((Key.Key_Return, Shift))
    assert desk.current == "t3/next/natural"


def test_moving__home_end_and_ctrl__go_to_the_edges(desk: Desk) -> None:
    desk.keys(Key.Key_End)
    assert desk.current == "t3/new/total"
    desk.keys((Key.Key_Down, Ctrl))
    assert desk.current == "t3/next/total"
    desk.keys(Key.Key_Home)
    assert desk.current == "t3/next/natural"
    desk.keys((Key.Key_Home, Ctrl))
    assert desk.current == "t3/new/natural"
    desk.keys((Key.Key_End, Ctrl))
    assert desk.current == "t3/next/total"


def test_moving__page_down__leaps_and_stays_in_sight(desk: Desk) -> None:
    desk.window.resize(1366, 400)
    desk.keys(Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageDown)
    assert desk.current == "t3/next/natural"
    view = desk.grid.view
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_moving__down_over_stacked_tables__passes_labels_by(part: Callable[[str], Desk]) -> None:
    desk = part("disclosure")
    desk.keys(Key.Key_Down, Key.Key_Right, Key.Key_Down)
    assert desk.current == "p5/permit/decided"
    desk.keys(Key.Key_Up)
    assert desk.current == "p1/normative/made"


def test_moving__click_on_a_label_of_a_stacked_table__changes_nothing(part: Callable[[str], Desk]) -> None:
    desk = part("disclosure")
    view = desk.grid.view
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert desk.current == "p1/rule/made"


def test_moving__any_way__is_told(desk: Desk) -> None:
    desk.keys(Key.Key_Right, Key.Key_Down)
    assert desk.currents == ["t3/new/legal.business", "t3/carried/legal.business"]


def test_show_cell__far_away__comes_into_sight_with_the_focus(desk: Desk) -> None:
    desk.window.resize(1366, 300)
    desk.elsewhere.setFocus()
    desk.grid.show_cell("t3/next/total")
    view = desk.grid.view
    assert desk.current == "t3/next/total"
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))
    assert view.hasFocus()


def test_next_blank__some_filled__goes_on_round_and_ends(desk: Desk) -> None:
    desk.session.edit({c: 0 for c in desk.grid.view.steps.entered if not c.startswith("t3/next/")})
    assert desk.grid.next_blank()
    assert desk.current == "t3/next/natural"
    desk.session.edit({f"t3/next/{c}": 0 for c in COLUMNS[:-1]})
    assert not desk.grid.next_blank()


def test_click_on_a_column_label__selects_its_figures(desk: Desk) -> None:
    head = desk.grid.view.horizontalHeader()
    x = head.sectionViewportPosition(3) + 5
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, head.height() - 5))
    chosen = desk.grid.view.selected()
    assert len(chosen) == 25
    assert {p.rpartition("/")[2] for p in chosen} == {"legal.charity"}


# ---- many cells


def test_delete__selection__is_blanked_in_one_step(desk: Desk) -> None:
    desk.session.edit({f"t3/new/{c}": 1 for c in COLUMNS[:-1]})
    desk.keys((Key.Key_Right, Shift), Key.Key_Delete)
    assert (desk.value("t3/new/natural"), desk.value("t3/new/legal.business")) == (None, None)
    desk.session.undo()
    assert desk.value("t3/new/natural") == 1


def test_backspace__one_cell__is_blanked(desk: Desk) -> None:
    desk.session.edit({"t3/new/natural": 1})
    desk.keys(Key.Key_Backspace)
    assert desk.value("t3/new/natural") is None


def test_delete__declared_total__goes_back_to_its_parts(desk: Desk) -> None:
    desk.session.edit({f"t3/new/{c}": 1 for c in COLUMNS[:-1]})
    desk.session.edit({"t3/new/total": 9})
    desk.keys(Key.Key_End, Key.Key_Delete)
    assert desk.value("t3/new/total") == 6


def test_fill_down__one_cell__takes_the_number_above(desk: Desk) -> None:
    desk.session.edit({"t3/new/natural": 4})
    desk.keys(Key.Key_Down, (Key.Key_D, Ctrl))
    assert desk.value("t3/carried/natural") == 4


def test_fill_down__selection__repeats_its_first_row_but_no_totals(desk: Desk) -> None:
    desk.session.edit({f"t3/new/{c}": n for n, c in enumerate(COLUMNS[:-1])})
    desk.keys((Key.Key_End, Shift), (Key.Key_Down, Shift), (Key.Key_Down, Shift), (Key.Key_D, Ctrl))
    assert [desk.value(f"t3/done.open/{c}") for c in COLUMNS] == [0, 1, 2, 3, 4, 5, 15]
    desk.session.undo()
    assert desk.value("t3/carried/natural") is None


def test_fill_down__number_half_typed__is_committed_first(desk: Desk) -> None:
    desk.session.edit({"t3/new/natural": 4})
    desk.keys(Key.Key_Down, "9", (Key.Key_D, Ctrl))
    assert (desk.value("t3/carried/natural"), desk.editing) == (4, False)
    desk.session.undo()
    assert desk.value("t3/carried/natural") == 9


def test_fill_zero__whole_table__only_blanks_and_totals_follow(desk: Desk) -> None:
    desk.session.edit({"t3/new/natural": 2})
    desk.action("本表").trigger()
    report = desk.session.report
    assert all(report.figure(b.path) is not None for b in desk.grid.model.sheet.figures)
    assert (desk.value("t3/new/natural"), desk.value("t3/new/total"), desk.value("t3/done.total/total")) == (2, 2, 0)
    desk.session.undo()
    assert report.edition.cells.keys() & desk.session.report.figures.keys() == {"t3/new/natural"}


def test_fill_zero__stacked_tables__are_one_form(part: Callable[[str], Desk]) -> None:
    desk = part("disclosure")
    desk.grid.fill_zero("table")
    assert desk.value("p8/fee/amount") == 0
    assert desk.value("p1/rule/made") == 0


def test_fill_zero__row__leaves_the_rest_blank(desk: Desk) -> None:
    desk.click("t3/done.open/legal.research")
    desk.grid.fill_zero("row")
    assert len(desk.session.report.figures) == 7
    assert desk.value("t3/done.open/total") == 0


def test_fill_zero__column__leaves_the_rest_blank(desk: Desk) -> None:
    desk.grid.fill_zero("column")
    assert {c.rpartition("/")[2] for c in desk.session.report.figures} == {"natural"}
    assert desk.value("t3/done.total/natural") == 0


def test_fill_zero__nothing_blank__is_no_step(desk: Desk) -> None:
    desk.grid.fill_zero("table")
    desk.session.undo()
    desk.session.redo()
    desk.grid.fill_zero("table")
    desk.session.undo()
    assert desk.value("t3/new/natural") is None


# ---- clipboard


def test_copy__selection__is_a_block_for_spreadsheets(desk: Desk) -> None:
    desk.session.edit({"t3/new/natural": 1, "t3/carried/legal.business": 0})
    desk.keys((Key.Key_Right, Shift), (Key.Key_Down, Shift), (Key.Key_C, Ctrl))
    mime = QApplication.clipboard().mimeData()
    assert mime.text() == "1\t\n\t0\n"
    assert "<td>1</td><td></td>" in mime.html()


def test_cut_and_paste__inside_the_grid__blanks_stay_blanks_unasked(desk: Desk) -> None:
    desk.session.edit({"t3/new/natural": 1})
    desk.keys((Key.Key_Right, Shift), (Key.Key_X, Ctrl))
    assert desk.value("t3/new/natural") is None
    desk.click("t3/next/natural")
    desk.keys((Key.Key_V, Ctrl))
    assert desk.value("t3/next/natural") == 1
    assert desk.value("t3/next/legal.business") is None
    assert not desk.grid.bar.words


def test_paste__block_of_numbers__is_one_step(desk: Desk) -> None:
    desk.put("1\t２\r\n1,234\t 4 \r\n")
    desk.keys((Key.Key_V, Ctrl))
    assert [desk.value(f"t3/{r}/{c}") for r in ("new", "carried") for c in COLUMNS[:2]] == [1, 2, 1234, 4]
    desk.session.undo()
    assert desk.session.report.figures == {}


def test_paste__table_of_a_word_processor__rows_find_their_places(desk: Desk) -> None:
    row = (
        "<td rowspan=2>三、本年度办理结果</td><td colspan=2>（一）予以公开</td>"
        + "<td><p>2</p></td>" * 6
        + "<td>12</td>"
    )
    other = "<td colspan=2>（二）部分公开（区分处理的，只计这一情形，不计其他情形）</td>" + "<td>0</td>" * 7
    desk.put("not read", f"<html><table border=1><tr>{row}</tr><tr>{other}</tr></table></html>")
    desk.keys((Key.Key_V, Ctrl))
    assert [desk.value(f"t3/done.open/{c}") for c in COLUMNS] == [2, 2, 2, 2, 2, 2, 12]
    assert [desk.value(f"t3/done.partial/{c}") for c in COLUMNS] == [0] * 7
    assert len(desk.session.report.figures) == 14


def test_paste__nothing_words__are_asked_about_once(desk: Desk) -> None:
    desk.put("1\t无\t—\t/\t\t6")
    desk.keys((Key.Key_V, Ctrl))
    assert desk.session.report.figures == {}
    assert "4 格" in desk.grid.bar.words
    desk.choose("填 0")
    assert [desk.value(f"t3/new/{c}") for c in COLUMNS] == [1, 0, 0, 0, 0, 6, 7]
    assert not desk.grid.bar.words
    assert desk.grid.view.hasFocus()


def test_paste__only_the_total_is_blank__nobody_is_asked_and_it_follows(desk: Desk) -> None:
    desk.put("1\t1\t1\t1\t1\t1\t")
    desk.keys((Key.Key_V, Ctrl))
    assert not desk.grid.bar.words
    assert desk.value("t3/new/total") == 6


def test_paste__asked_and_enter__takes_the_first_answer(desk: Desk) -> None:
    desk.put("1\t无")
    desk.keys((Key.Key_V, Ctrl), Key.Key_Return)
    assert desk.value("t3/new/legal.business") == 0


def test_paste__asked_and_escape__pastes_nothing(desk: Desk) -> None:
    desk.put("1\t无")
    desk.keys((Key.Key_V, Ctrl), Key.Key_Escape)
    assert desk.session.report.figures == {}
    assert desk.grid.view.hasFocus()


def test_paste__kept_as_they_are__changes_only_numbers(desk: Desk) -> None:
    desk.session.edit({"t3/new/legal.business": 8})
    desk.put("1\t无")
    desk.keys((Key.Key_V, Ctrl))
    desk.choose("不动")
    assert (desk.value("t3/new/natural"), desk.value("t3/new/legal.business")) == (1, 8)


def test_paste__bad_cells__are_named_and_the_rest_goes_in(desk: Desk) -> None:
    desk.put("1\t2件\t3")
    desk.keys((Key.Key_V, Ctrl))
    assert [desk.value(f"t3/new/{c}") for c in COLUMNS[:3]] == [1, None, 3]
    assert "表三·商业企业·本年新收：“2件”" in desk.grid.bar.words
    assert desk.refusals


def test_paste__several_bad_cells__are_listed_by_name_and_value(desk: Desk) -> None:
    desk.put("1\t2件\t三\n4\t5\t6\t7\t8\t9\t39\t88")
    desk.keys((Key.Key_V, Ctrl))
    assert desk.grid.bar.words == (
        "已贴入 8 格。2 格不是该格要的数，没有贴入：表三·商业企业·本年新收“2件”、表三·科研机构·本年新收“三”。"
        "1 个数在表上没有位置，没有贴入：“88”。"
    )


def test_paste__columns_far_apart__selects_nothing_between_them(desk: Desk) -> None:
    desk.put("\t总计\t自然人\n一、本年新收政府信息公开申请数量\t3\t1\n")
    desk.keys((Key.Key_V, Ctrl))
    assert (desk.value("t3/new/total"), desk.value("t3/new/natural")) == (3, 1)
    assert desk.grid.view.selected() == ["t3/new/total"]


def test_paste__nothing_but_refused__is_told(desk: Desk) -> None:
    desk.put("（一）予以公开\tabc\n")
    desk.keys((Key.Key_V, Ctrl))
    assert desk.grid.bar.words.startswith("已贴入 0 格。表三·自然人·（一）予以公开：“abc”")


def test_paste__taken_back__what_was_said_of_it_goes_too(desk: Desk) -> None:
    desk.put("1\tabc\n")
    desk.keys((Key.Key_V, Ctrl))
    assert "“abc”" in desk.grid.bar.words
    desk.session.undo()
    assert desk.grid.bar.words == ""


def test_paste__one_number_over_a_selection__fills_it(desk: Desk) -> None:
    desk.put("0")
    desk.keys((Key.Key_Down, Shift), (Key.Key_Down, Shift), (Key.Key_V, Ctrl))
    assert [desk.value(f"t3/{r}/natural") for r in ("new", "carried", "done.open")] == [0, 0, 0]


def test_paste__in_the_open_editor__is_text(desk: Desk) -> None:
    desk.put("23")
    desk.keys("1", (Key.Key_V, Ctrl), Key.Key_Return)
    assert desk.value("t3/new/natural") == 123


def test_paste__empty_clipboard__does_nothing(desk: Desk) -> None:
    QApplication.clipboard().clear()
    desk.keys((Key.Key_V, Ctrl))
    assert not desk.grid.bar.words


# ---- input methods


def test_input_method__full_width_digit_without_preedit__opens_the_editor_with_it(desk: Desk) -> None:
    desk.compose("", "５")
    assert desk.editing
    desk.compose("", "６")
    desk.keys(Key.Key_Return)
    assert (desk.value("t3/new/natural"), desk.current) == (56, "t3/carried/natural")


def test_input_method__commit_over_a_number__replaces_it(desk: Desk) -> None:
    desk.session.edit({"t3/new/natural": 9})
    desk.compose("", "５")
    desk.keys(Key.Key_Return)
    assert desk.value("t3/new/natural") == 5


def test_input_method__composition_then_candidate__nothing_lost(desk: Desk) -> None:
    desk.compose("wu")
    desk.compose("", "５")
    QCoreApplication.processEvents()
    desk.keys(Key.Key_Return)
    assert desk.value("t3/new/natural") == 5


def test_input_method__enter_while_composing__never_moves_the_cell(desk: Desk) -> None:
    desk.compose("wu")
    desk.keys(Key.Key_Return)
    assert desk.current == "t3/new/natural"
    desk.compose("", "7")
    desk.keys(Key.Key_Return)
    assert (desk.value("t3/new/natural"), desk.current) == (7, "t3/carried/natural")


def test_input_method__enter_while_composing_in_the_open_editor__never_moves_the_cell(desk: Desk) -> None:
    desk.keys("1")
    desk.compose("er")
    desk.keys(Key.Key_Return, Key.Key_Tab)
    assert desk.current == "t3/new/natural"
    desk.compose("", "２")
    desk.keys(Key.Key_Return)
    assert desk.value("t3/new/natural") == 12


def test_input_method__asks_what_is_wanted__digits(desk: Desk) -> None:
    hints = Qt.InputMethodHint(desk.grid.view.inputMethodQuery(Qt.InputMethodQuery.ImHints))
    assert hints & Qt.InputMethodHint.ImhFormattedNumbersOnly
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QCoreApplication.sendEvent(desk.grid.view, asked)
    assert asked.value(Qt.InputMethodQuery.ImEnabled)


# ---- the rest


def test_zoom__ctrl_wheel__makes_type_and_rows_larger_and_is_told(desk: Desk) -> None:
    told: list[int] = []
    desk.grid.zoomed.connect(told.append)
    high = desk.grid.view.rowHeight(0)
    at = QPointF(100, 100)
    turn = QWheelEvent(
        at, at, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, Ctrl, Qt.ScrollPhase.NoScrollPhase, False
    )
    QCoreApplication.sendEvent(desk.grid.view.viewport(), turn)
    assert (told, desk.grid.zoom) == ([120], 120)
    assert desk.grid.view.rowHeight(0) > high


def test_zoom__keys__larger_smaller_and_as_it_was(desk: Desk) -> None:
    told: list[int] = []
    desk.grid.zoomed.connect(told.append)
    desk.keys((Key.Key_Equal, Ctrl), (Key.Key_Plus, Ctrl), (Key.Key_Minus, Ctrl), (Key.Key_0, Ctrl))
    assert told == [110, 120, 110, 100]
    assert desk.value(desk.current) is None


def test_zoom__touch_pad__adds_small_turns_up(desk: Desk) -> None:
    told: list[int] = []
    desk.grid.zoomed.connect(told.append)
    at = QPointF(100, 100)
    for _ in range(5):
        turn = QWheelEvent(
            at, at, QPoint(), QPoint(0, -50), Qt.MouseButton.NoButton, Ctrl, Qt.ScrollPhase.NoScrollPhase, False
        )
        QCoreApplication.sendEvent(desk.grid.view.viewport(), turn)
    assert told == [90, 80]


def test_read_only__typing_and_deleting__is_refused_in_words(
    tmp_path: Path, session: Session, in_front: InFront
) -> None:
    session.edit({"t3/new/natural": 5})
    session.close()
    desk = Desk(Session.look(session.path), "applications", in_front)
    desk.keys("7", Key.Key_Delete)
    assert desk.value("t3/new/natural") == 5
    assert not desk.editing
    assert desk.refusals == ["这份报告是只读打开的，不能修改。"] * 2


def test_every_key__in_a_full_table__leads_nowhere_wrong(desk: Desk) -> None:
    """No key, with or without modifiers, leaves the grid without a current cell or opens an editor unasked."""
    desk.grid.fill_zero("table")
    for modifier in (Qt.KeyboardModifier.NoModifier, Shift, Ctrl, Ctrl | Shift):
        for key in (Key.Key_Up, Key.Key_Down, Key.Key_Left, Key.Key_Right, Key.Key_Home, Key.Key_End, Key.Key_Tab,
                    Key.Key_PageUp, Key.Key_PageDown, Key.Key_Return, Key.Key_Space, Key.Key_Escape):  # fmt: skip
            QTest.keyClick(desk.grid.view, key, modifier)
            assert desk.current
            assert not desk.editing


def test_paste__far_more_than_a_table__is_refused_in_one_sentence(desk: Desk) -> None:
    desk.put("1\t" * 1_100_000)
    desk.keys((Key.Key_V, Ctrl))
    assert desk.grid.bar.words.startswith("剪贴板里的内容超过 200 万字，不像一张表，没有贴入。")
    assert not desk.session.can_undo


def test_refused__two_numbers_in_one_cell__are_not_run_together(desk: Desk) -> None:
    desk.keys(Key.Key_1, Key.Key_Space, Key.Key_2, Key.Key_Return)
    assert desk.session.report.figure("t3/new/natural") is None
    assert desk.refusals[-1].endswith("“1 2”中间有空格，看不出是一个数还是几个数。")
