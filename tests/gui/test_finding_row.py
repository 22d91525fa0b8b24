"""A line of the findings strip: what opens below it, and where its buttons lead."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.check.finding import Finding
from clerk_app.check.repeated import Pair
from clerk_app.gui.finding_row import Row
from tests.gui.conftest import InFront

FOUND = Finding("A", "error", "A 的话。", "依据。", "改法。")
PAIRS = (Pair(0, 5, "今年一句。", "去年一句。"), Pair(5, 10, "同样一句。", "同样一句。"))


def row_with(pairs: tuple[Pair, ...] = (), below: int = 0) -> Row:
    row = Row(lambda cell: cell, lambda finding: pairs)
    row.show_finding(FOUND, below=below, inside=False, read_only=False, opened=False, current=False)
    row.show()
    row.setFocus()
    return row


def test_right__why_and_what_to_do__open_and_left_closes_them() -> None:
    row = row_with()
    QTest.keyClick(row, Qt.Key.Key_Right)
    assert row._reasons.isVisible()
    assert row.pairs is None
    QTest.keyClick(row, Qt.Key.Key_Left)
    assert not row._reasons.isVisible()


def test_rule__button_by_the_keys__asks_to_read_of_it() -> None:
    row = row_with()
    asked: list[bool] = []
    row.asked.connect(lambda: asked.append(True))
    QTest.keyClick(row, Qt.Key.Key_Right)
    assert row.rule.accessibleName() == "规则说明：A 的话。"
    QTest.keyClick(row.rule, Qt.Key.Key_Space)
    assert asked == [True]


def test_right__of_repeated_text__shows_both_years_and_enter_leads_to_the_words() -> None:
    row = row_with(PAIRS)
    chosen: list[object] = []
    row.paired.connect(chosen.append)
    QTest.keyClick(row, Qt.Key.Key_Right)
    assert row.pairs is not None
    assert row.pairs.isVisible()
    row.pairs.setFocus()
    QTest.keyClick(row.pairs, Qt.Key.Key_Down)
    QTest.keyClick(row.pairs, Qt.Key.Key_Return)
    assert chosen == [PAIRS[1]]
    QTest.keyClick(row.pairs, Qt.Key.Key_Escape)
    assert row.hasFocus() or row.focusWidget() is row


def test_right__of_a_cause__opens_no_reasons_of_its_own() -> None:
    row = row_with(below=3)
    opened: list[bool] = []
    row.opened.connect(opened.append)
    assert row.why.text() == "由此引起 3 处"
    QTest.keyClick(row, Qt.Key.Key_Right)
    assert opened == [True]
    assert not row._reasons.isVisible()


def test_enter__on_the_button_for_the_reason__opens_its_line_and_leads_nowhere(in_front: InFront) -> None:
    row = row_with()
    warning = Finding("B", "warning", "B 的话。", "依据。", "改法。", answerable=True)
    row.show_finding(warning, below=0, inside=False, read_only=False, opened=False, current=False)
    in_front(row)
    chosen: list[bool] = []
    row.chosen.connect(lambda: chosen.append(True))
    row.explain.setFocus()
    QTest.keyClick(row.explain, Qt.Key.Key_Return)
    assert row.writing
    assert not chosen
