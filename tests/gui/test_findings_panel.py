"""The findings strip: order, counts, where the keys lead, what a click settles."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerk_app.check.finding import Cause, Finding, Findings, Span
from clerk_app.check.repeated import Pair
from clerk_app.check.run import check
from clerk_app.form.names import cell_name
from clerk_app.gui.finding_row import Row
from clerk_app.gui.findings_panel import SHOWN, FindingsPanel, counts
from clerk_app.gui.window import Window
from clerk_app.report.model import Report, empty
from clerk_app.session import Session
from tests.gui.conftest import InFront, Until, Write

NAMES = {"t3/next/natural": "表三·自然人·结转下年度", "p1/rule/made": "表二·规章·本年制发"}
SLIP, OTHER = "t3/done.open/natural", "t4/cases/review.total"


def finding(rule: str, level: str = "error", **more: object) -> Finding:
    return Finding(rule, level, f"{rule} 的话。", "依据。", "改法。", **more)  # type: ignore[arg-type]


def all_of(*found: Finding) -> Findings:
    return Findings(found, 190, 200, {})


@pytest.fixture
def panel(in_front: InFront) -> FindingsPanel:
    made = FindingsPanel([], NAMES.__getitem__, read_only=False)
    made.resize(900, 200)
    in_front(made)
    return made


def shown(panel: FindingsPanel) -> list[str]:
    return [row.finding.rule for row in panel.rows if row.isVisible() and row.finding]


def test_list__of_all_kinds__has_the_gravest_first_and_blanks_after_what_is_wrong(panel: FindingsPanel) -> None:
    found = all_of(finding("BLANK"), finding("A"), finding("H", "hint"), finding("W", "warning"), finding("B"))
    panel.refresh(found)
    assert shown(panel) == ["A", "B", "W", "BLANK", "H"]
    assert counts(found) == {"error": 2, "warning": 1, "blank": 10, "hint": 1, "answered": 0}


def test_list__nothing_wrong__says_so(panel: FindingsPanel) -> None:
    panel.refresh(Findings((), 200, 200, {}))
    assert shown(panel) == []
    assert panel._more.text() == "没有发现问题，200 格都已填写。"


def test_list__very_long__shows_the_first_and_says_how_many_more(panel: FindingsPanel) -> None:
    panel.refresh(all_of(*(finding(f"R{i}") for i in range(SHOWN + 7))))
    assert len(shown(panel)) == SHOWN
    assert "7 处" in panel._more.text()


def test_step__round_and_back__goes_through_all(panel: FindingsPanel) -> None:
    panel.refresh(all_of(finding("A"), finding("B"), finding("C")))
    seen = [found.rule for found in (panel.step(by) for by in (1, 1, 1, 1, -1)) if found]
    assert seen == ["A", "B", "C", "A", "C"]


def test_step__current_one_settled__goes_to_the_one_that_took_its_place(panel: FindingsPanel) -> None:
    panel.refresh(all_of(finding("A"), finding("B"), finding("C")))
    panel.step(1)
    panel.step(1)
    panel.refresh(all_of(finding("A"), finding("C")))
    found = panel.step(1)
    assert found
    assert found.rule == "C"


def test_row__enter__asks_for_its_place_and_arrows_go_on(panel: FindingsPanel) -> None:
    panel.refresh(all_of(finding("A"), finding("B")))
    asked: list[Finding] = []
    panel.chosen.connect(asked.append)
    panel.rows[0].setFocus()
    QTest.keyClick(panel.rows[0], Qt.Key.Key_Down)
    assert panel.rows[1].hasFocus()
    QTest.keyClick(panel.rows[1], Qt.Key.Key_Return)
    assert [f.rule for f in asked] == ["B"]


def test_row__why__opens_reason_and_advice_and_stays_open(panel: FindingsPanel) -> None:
    panel.refresh(all_of(finding("A")))
    row = panel.rows[0]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Right)
    panel.refresh(all_of(finding("B"), finding("A")))
    opened = panel.rows[1]
    assert opened._reasons.isVisible()
    assert opened._reasons.text() == "依据。\n改法。"
    assert not panel.rows[0]._reasons.isVisible()


def test_fix__one_number__is_on_the_button_and_settles(report: Path, panel: FindingsPanel) -> None:
    panel.refresh(all_of(finding("A", fix={"t3/next/natural": 2}), finding("B")))
    asked: list[Finding] = []
    panel.settled.connect(asked.append)
    assert panel.rows[0].fix.text() == "结转下年度改为 2"
    assert "表三·自然人·结转下年度改为 2" in panel.rows[0].fix.toolTip()
    assert not panel.rows[1].fix.isVisible()
    panel.rows[0].fix.click()
    assert [f.rule for f in asked] == ["A"]


def test_fix__read_only__is_not_offered(report: Path) -> None:
    looked = FindingsPanel([], NAMES.__getitem__, read_only=Session.look(report).read_only)
    looked.refresh(all_of(finding("A", fix={"t3/next/natural": 2})))
    assert not looked.rows[0].fix.isVisibleTo(looked)


def test_current__chosen__is_seen_at_its_ground(panel: FindingsPanel, until: Until) -> None:
    panel.refresh(all_of(finding("A"), finding("B")))
    panel.step(1)
    here, other = (row.grab().toImage().pixelColor(4, 4) for row in panel.rows[:2])
    assert here != other


@pytest.fixture
def answering(report: Path, panel: FindingsPanel) -> Iterator[Session]:
    """A township that says it has made regulations: a warning that a reason may lift."""
    with Session.open(report) as session:
        panel.answered.connect(session.answer)
        session.listen(lambda changed: panel.refresh(changed.findings))
        session.edit({"p1/rule/made": 1}, "x")
        yield session


def test_reason__typed_in_the_line__is_kept_and_shown_with_the_finding(
    answering: Session, panel: FindingsPanel, write: Write
) -> None:
    row = row_of(panel, "P1-AUTHORITY")
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_F2)
    assert row.line.hasFocus()
    write(row.line, "上级授权")
    QTest.keyClick(row.line, Qt.Key.Key_Return)
    (finding,) = [f for f in answering.findings.all if f.rule == "P1-AUTHORITY"]
    assert finding.reason == "上级授权"
    row = row_of(panel, "P1-AUTHORITY")
    assert row.hasFocus()
    assert row._reason.text() == "已说明：上级授权"
    assert row.explain.text() == "改说明"
    found = counts(answering.findings)
    assert (found["warning"], found["answered"]) == (0, 1)
    assert panel._counts["answered"].text() == "1 处已说明"
    answering.undo()
    assert row_of(panel, "P1-AUTHORITY").explain.text() == "说明原因"
    assert not panel._counts["answered"].isVisible()


def test_reason__emptied__is_taken_back(answering: Session, panel: FindingsPanel, write: Write) -> None:
    panel.answered.emit(row_of(panel, "P1-AUTHORITY").finding, "上级授权")
    row = row_of(panel, "P1-AUTHORITY")
    row.explain.click()
    assert row.line.selectedText() == "上级授权"
    QTest.keyClick(row.line, Qt.Key.Key_Delete)
    QTest.keyClick(row.line, Qt.Key.Key_Return)
    assert counts(answering.findings)["answered"] == 0


def test_reason__esc__leaves_all_as_it_was(answering: Session, panel: FindingsPanel, write: Write) -> None:
    row = row_of(panel, "P1-AUTHORITY")
    row.explain.click()
    write(row.line, "半句")
    QTest.keyClick(row.line, Qt.Key.Key_Escape)
    assert row.hasFocus()
    assert counts(answering.findings)["answered"] == 0


def test_reason__left_unfinished__is_kept_before_anything_else_happens(
    answering: Session, panel: FindingsPanel, write: Write
) -> None:
    row = row_of(panel, "P1-AUTHORITY")
    row.explain.click()
    write(row.line, "上级授权")
    panel.flush()
    assert counts(answering.findings)["answered"] == 1


def test_reason__of_an_error__is_not_asked_for(panel: FindingsPanel) -> None:
    panel.refresh(all_of(finding("A"), finding("W", "warning", answerable=True)))
    assert not panel.rows[0].explain.isVisible()
    assert panel.rows[1].explain.isVisible()
    panel.rows[0].write_reason()
    assert not panel.rows[0]._answer.isVisible()


def test_reason__looked_at_only__is_shown_and_not_changed() -> None:
    looked = FindingsPanel([], NAMES.__getitem__, read_only=True)
    looked.refresh(all_of(finding("W", "warning", answerable=True, reason="上级授权")))
    assert not looked.rows[0].explain.isVisibleTo(looked)
    assert looked.rows[0]._reason.isVisibleTo(looked)


def test_why__opened_by_a_key_on_the_lowest_line__comes_into_sight(
    panel: FindingsPanel, until: Until, in_front: InFront
) -> None:
    in_front(panel)
    panel.resize(500, 150)
    panel.refresh(all_of(*(finding(f"A{n}") for n in range(20))))
    last = panel.rows[9]  # comes into sight as the lowest
    until(lambda: last.height() > 10)
    panel._go(9)
    until(lambda: last.hasFocus() and not panel._pause.isActive())
    low = last.height()
    QTest.keyClick(last, Qt.Key.Key_Right)
    until(lambda: last.height() > low)
    seen = panel._scroll.viewport()
    until(lambda: last.mapTo(seen, last.rect().bottomLeft()).y() <= seen.height())


def row_of(panel: FindingsPanel, rule: str) -> Row:
    return next(row for row in panel.rows if row.isVisible() and row.finding and row.finding.rule == rule)


@pytest.fixture
def caused(balanced: Callable[[str], Report], until: Until, in_front: InFront) -> FindingsPanel:
    """One mistyped cell, which breaks its row and its column, and a slip elsewhere."""
    report = balanced("2021")
    wrong = {SLIP: int(str(report.figure(SLIP))) + 5, OTHER: int(str(report.figure(OTHER))) + 1}
    made = FindingsPanel([], lambda cell: cell_name(report.edition, cell), read_only=False)
    made.resize(900, 300)
    in_front(made)
    made.refresh(check(empty(report.edition, {**report.values, **wrong})))
    until(lambda: any(row.isVisible() and row.why.text() == "由此引起 2 处" for row in made.rows))
    return made


def lines(panel: FindingsPanel) -> list[str]:
    return [rule for rule in shown(panel) if rule in ("", "T4-REVIEW", "T3-RESULTS", "T3-APPLICANTS")]


def test_cause__of_two_findings__is_one_line_with_its_number_and_counts_stay(caused: FindingsPanel) -> None:
    assert sorted(lines(caused)) == ["", "T4-REVIEW"]
    assert caused._counts["error"].text() == "3 处错误"
    row = row_of(caused, "")
    asked: list[Finding] = []
    caused.settled.connect(asked.append)
    row.fix.click()
    assert asked[0].fix == {SLIP: caused._all.causes[0].value}


def test_cause__in_the_text__is_one_line_that_leads_to_the_words_and_offers_no_number(
    make: Callable[..., Report], until: Until, in_front: InFront
) -> None:
    """What the text should say is for the clerk to write."""
    values = {"t3/new/total": 7, "t3/carried/total": 0, "overview": "收到申请8件。", "problems": "全年收到申请7件。"}
    panel = FindingsPanel([], str, read_only=False)
    panel.resize(900, 300)
    in_front(panel)
    panel.refresh(check(make(values)))
    until(lambda: any(row.isVisible() and row.why.text() == "由此引起 2 处" for row in panel.rows))
    row = row_of(panel, "")
    assert not row.fix.isVisible()
    assert "TEXT-TWICE" not in shown(panel)
    asked: list[Finding] = []
    panel.chosen.connect(asked.append)
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert asked[0].passage == Span("overview", 0, 6, "收到申请8件")
    QTest.keyClick(row, Qt.Key.Key_Right)
    at = shown(panel).index("")
    assert shown(panel)[at + 1 : at + 3] == ["TEXT-TABLE", "TEXT-TWICE"]


def test_cause__right_and_left__unfold_and_fold_what_it_has_caused(caused: FindingsPanel) -> None:
    row = row_of(caused, "")
    QTest.keyClick(row, Qt.Key.Key_Right)
    at = lines(caused).index("")
    assert sorted(lines(caused)[at + 1 : at + 3]) == ["T3-APPLICANTS", "T3-RESULTS"]
    QTest.keyClick(row_of(caused, ""), Qt.Key.Key_Left)
    assert sorted(lines(caused)) == ["", "T4-REVIEW"]


def test_step__with_a_cause_unfolded__goes_from_cause_to_cause(caused: FindingsPanel) -> None:
    QTest.keyClick(row_of(caused, ""), Qt.Key.Key_Right)
    seen = [found.rule for found in (caused.step(1) for _ in range(3)) if found and found.level == "error"]
    assert "T3-RESULTS" not in seen
    assert {"", "T4-REVIEW"} <= set(seen)


def test_cause__one_of_its_findings_chosen__goes_on_behind_it(caused: FindingsPanel) -> None:
    first = caused.step(1)
    assert first
    QTest.keyClick(row_of(caused, ""), Qt.Key.Key_Right)
    QTest.keyClick(row_of(caused, "T3-RESULTS"), Qt.Key.Key_Return)
    followed = caused.step(1)
    assert followed
    assert followed.rule not in ("", "T3-RESULTS", "T3-APPLICANTS")


def test_repeated__opened__gets_room_until_it_is_gone(until: Until) -> None:
    panel = FindingsPanel([], str, read_only=False, pairs=lambda f: (Pair(0, 1, "a", "b"),) if f.rule == "R" else ())
    panel.show()
    panel.refresh(all_of(finding("R", "warning"), finding("A")))
    low = panel.minimumHeight()
    QTest.keyClick(row_of(panel, "R"), Qt.Key.Key_Right)
    assert panel.minimumHeight() > low
    panel.refresh(all_of(finding("A")))
    assert panel.minimumHeight() == low


def test_keys__on_a_finding_that_is_folded_into_its_cause__stay_on_the_cause(caused: FindingsPanel) -> None:
    QTest.keyClick(row_of(caused, ""), Qt.Key.Key_Right)
    inside = row_of(caused, "T3-RESULTS")
    inside.setFocus()
    row_of(caused, "").why.setChecked(False)
    assert row_of(caused, "").hasFocus()


def test_cause__known_while_a_reason_is_written__waits(panel: FindingsPanel) -> None:
    pair = finding("A"), finding("B")
    cause = Cause(("t3/next/natural",), 1, pair, "一个原因。")
    answerable = finding("W", "warning", answerable=True)
    panel.refresh(Findings((*pair, answerable), 1, 2, {}, lambda: (cause,)))
    row_of(panel, "W").write_reason()
    panel._work_out()
    assert shown(panel) == ["A", "B", "W"]
    panel.flush()
    assert panel.step(1) is not None
    assert shown(panel) == ["", "W"]


def test_keys__by_themselves__go_into_the_strip_and_come_back(window: Window, report: Path, write: Write) -> None:
    """From a table, whose own Tab never leaves it: to the finding, a reason written, back to the cell."""
    window.filing.open(report)
    assert window.desk is not None
    desk = window.desk
    desk.session.edit({"p1/rule/made": 1})
    desk.tabs.show_key("applications")
    assert desk.grid is not None
    desk.grid.view.setFocus()
    QTest.keyClick(desk.grid.view, Qt.Key.Key_F8)
    while desk.grid is None or desk.grid.current != "p1/rule/made":
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier)
    row = QApplication.focusWidget()
    assert isinstance(row, Row)
    assert row.finding is not None
    assert row.finding.rule == "P1-AUTHORITY"
    QTest.keyClick(row, Qt.Key.Key_F2)
    write(row.line, "上级授权")
    QTest.keyClick(row.line, Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert desk.grid is not None
    assert desk.grid.view.hasFocus()
    assert counts(desk.session.findings)["answered"] == 1


def test_reason__of_the_last_line_in_sight__brings_the_line_for_it_into_sight(
    panel: FindingsPanel, until: Until
) -> None:
    panel.refresh(all_of(*(finding(rule, "warning", answerable=True) for rule in "ABCDEF")))
    panel.resize(900, panel.fontMetrics().lineSpacing() * 5)
    row = panel.rows[5]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_F2)
    until(lambda: row.line.visibleRegion().boundingRect().height() == row.line.height() > 0)
