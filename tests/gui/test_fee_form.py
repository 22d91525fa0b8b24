"""The fee for handling requests: numbers in, their working in sight, a sentence in the text."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from clerk_app.gui.fee_form import FeeForm
from clerk_app.gui.pages import TextPage
from clerk_app.session import Session
from tests.gui.conftest import InFront, Until, Write


@pytest.fixture
def page(report: Path, in_front: InFront) -> TextPage:
    session = Session.open(report)
    made = TextPage(session, session.report.edition.part("others"))
    session.listen(made.refresh)
    made.resize(900, 600)
    in_front(made)
    made.editor.setFocus()
    return made


def asked(page: TextPage, until: Until) -> FeeForm:
    """By keys alone: the last of the standard sentences."""
    QTest.keyClick(page.editor.text, Qt.Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    until(page.sentences.isVisible)
    QTest.keyClick(page.sentences, Qt.Key.Key_Up)
    QTest.keyClick(page.sentences, Qt.Key.Key_Return)
    assert page.fee is not None
    form = page.fee
    until(lambda: QApplication.focusWidget() is form.lines["按件"])
    return form


def workings(form: FeeForm) -> list[str]:
    return [form.working.item(i).text() for i in range(form.working.count())]


def test_fee__typed_by_keys__is_worked_out_and_written_as_one_step(page: TextPage, until: Until) -> None:
    form = asked(page, until)
    QTest.keyClicks(form.lines["按件"], "12 35")
    QTest.keyClicks(form.lines["按量"], "45")
    assert workings(form) == [
        "按件 12 件：10 件不收费，2 件 × 100 元，共 200 元",
        "按件 35 件：10 件不收费，20 件 × 100 元，5 件 × 200 元，共 3000 元",
        "按量 45 页：30 页不收费，15 页 × 10 元，共 150 元",
    ]
    QTest.keyClick(form.lines["按量"], Qt.Key.Key_Return)
    session = page.editor.session
    assert session.report.text("others") == (
        "本年收取政府信息公开信息处理费3350元，其中按件计收27件、3200元，按量计收15页、150元。"
    )
    assert [f.message for f in session.findings.all if f.passage and f.passage.part == "others"] == []
    assert form.isHidden()
    until(page.editor.text.hasFocus)
    session.undo()
    assert session.report.text("others") == ""


def test_fee__nothing_typed__says_that_none_was_charged(page: TextPage, until: Until) -> None:
    QTest.keyClick(asked(page, until).lines["按件"], Qt.Key.Key_Return)
    assert page.editor.session.report.text("others") == "本年没有收取政府信息公开信息处理费。"


def test_fee__full_width_and_other_marks__are_read(page: TextPage, until: Until, write: Write) -> None:
    form = asked(page, until)
    write(form.lines["按件"], "１２、11；0，")
    assert [line.partition("：")[0] for line in workings(form)] == ["按件 12 件", "按件 11 件", "按件 0 件"]
    assert form.said.text().startswith("本年收取政府信息公开信息处理费300元")


@pytest.mark.parametrize("word", ["x", "-3", "1.5", "9999999", "10001", "<b>"])
def test_fee__no_number__is_named_and_nothing_can_be_written(
    page: TextPage, until: Until, write: Write, word: str
) -> None:
    form = asked(page, until)
    write(form.lines["按量"], f"40 {word}")
    assert form.said.text() == f"“{word}”不是页数：请填 0 到 10000 的整数。"
    assert not form.write.isEnabled()
    QTest.keyClick(form.lines["按量"], Qt.Key.Key_Return)
    assert form.isVisible()
    QTest.keyClick(form.lines["按量"], Qt.Key.Key_Escape)
    assert form.isHidden()
    assert page.editor.session.report.text("others") == ""


def test_fee__of_a_report_before_the_tariff__is_not_offered(tmp_path: Path) -> None:
    with Session.create(tmp_path / "a.zfnb", "青石镇人民政府", 2020) as session:
        page = TextPage(session, session.report.edition.parts[-1])
        assert page.fee is None
        assert not [a for a in page.sentences.actions() if "处理费" in a.text()]


def test_fee__of_very_many_and_very_large_numbers__is_told_in_short(page: TextPage, until: Until) -> None:
    form = asked(page, until)
    form.lines["按件"].setText("10000 " * 3000)
    assert form.working.count() == 100
    assert (
        form.working.item(0)
        .text()
        .startswith("按件 10000 件：10 件不收费，20 件 × 100 元，10 件 × 200 元，…，10 件 × 99800 元，共 ")
    )
    assert form.said.text().startswith("本年收取政府信息公开信息处理费")


def test_enter__on_the_button_that_gives_up__writes_nothing(page: TextPage, until: Until, write: Write) -> None:
    form = asked(page, until)
    write(form.lines["按件"], "12")
    leave = next(b for b in form.findChildren(QPushButton) if b.text() == "取消")
    leave.setFocus()
    QTest.keyClick(leave, Qt.Key.Key_Return)
    assert not form.isVisible()
    assert page.editor.text.stored == ""
