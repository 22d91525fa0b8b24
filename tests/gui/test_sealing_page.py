"""The page 定稿送报, by keys: what blocks, the seal and its code, and the way back to correction."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from clerk_app.gui import commands
from clerk_app.gui.pages import TablePage
from clerk_app.gui.sealing_page import ROWS, SealingPage, show_sealing
from clerk_app.gui.verify_page import show_verify
from clerk_app.gui.window import Window
from clerk_app.report.fields import ANSWER
from clerk_app.report.seal import seals
from clerk_app.session import Session

Until = Callable[[Callable[[], object]], None]
Key = Qt.Key


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def opened(window: Window, path: Path, until: Until) -> SealingPage:
    """The report in the window, then its page by the key."""
    window.filing.open(path)
    until(QApplication.focusWidget)
    press(Key.Key_F12)
    page = window.rooms.currentWidget()
    assert isinstance(page, SealingPage)
    return page


def session_of(window: Window) -> Session:
    assert window.desk is not None
    return window.desk.session


def test_page__something_blocks__each_is_listed_and_enter_leads_to_its_place(
    window: Window, complete: Path, until: Until
) -> None:
    with Session.open(complete) as session:
        session.edit({"t3/next/natural": 9, "t4/cases/review.total": None, "problems": None})
    page = opened(window, complete, until)
    session = session_of(window)
    said = [page.blocking.item(i).text() for i in range(page.blocking.count())]
    assert len(said) == len(session.findings.blocking)
    assert [line.partition("　")[0] for line in said] == sorted(
        (line.partition("　")[0] for line in said), key=["错误", "需说明", "未填"].index
    )
    assert not page.seal.isEnabled()
    assert page._firm.text() == "上面各项处理完，就可以定稿。"
    assert QApplication.focusWidget() is page.blocking
    press(Key.Key_Return)
    assert window.desk is not None
    assert window.rooms.currentWidget() is window.desk
    assert isinstance(window.desk.page, TablePage)
    assert window.desk.grid is not None
    assert window.desk.grid.current.startswith("t3/")
    assert QApplication.focusWidget() is not None
    press(Key.Key_F12)
    assert isinstance(window.rooms.currentWidget(), SealingPage)
    until(lambda: len(window.findChildren(SealingPage)) == 1)  # the one that was left is gone


def test_page__very_much_blocks__is_a_list_of_some_lines_and_never_higher(
    window: Window, report: Path, until: Until
) -> None:
    page = opened(window, report, until)
    assert page.blocking.count() > 5
    assert page.blocking.height() <= (ROWS + 1) * (page.fontMetrics().lineSpacing() + 8)


def test_page__sealed_by_enter__code_in_sight_on_the_disk_and_nothing_can_be_typed(
    window: Window, complete: Path, until: Until
) -> None:
    page = opened(window, complete, until)
    session = session_of(window)
    assert QApplication.focusWidget() is page.seal
    press(Key.Key_Return)
    seal = session.sealed
    assert seal is not None
    assert page.code.text() == seal.code
    assert page.code.isVisible()
    assert page.code.font().pointSizeF() > 2 * page.font().pointSizeF()
    assert session.document is not None
    assert session.document.state.kind == "saved"
    page.copy.click()
    assert QGuiApplication.clipboard().text() == seal.code
    assert "只读" in window.windowTitle()
    press(Key.Key_Escape)
    assert window.desk is not None
    window.desk.tabs.show_key("applications")
    assert isinstance(window.desk.page, TablePage)
    before = dict(session.report.values)
    QTest.keyClick(window.desk.page.grid.view, Key.Key_7)
    assert window.desk.page._name.text() == "已经定稿，不能修改；要改正，请先退回修改。"
    assert dict(session.report.values) == before
    assert not window.commands["undo"].isEnabled()
    assert window.desk.seal_line.isVisible()
    window.filing.close()
    assert Session.look(complete).sealed == seal


def test_page__opened_again_with_a_reason__can_be_edited_and_sealed_a_second_time(
    window: Window, complete: Path, until: Until
) -> None:
    page = opened(window, complete, until)
    session = session_of(window)
    press(Key.Key_Return)
    first = session.sealed
    page.correct.click()
    assert QApplication.focusWidget() is page.reason
    press(Key.Key_Return)
    assert page._told.text() == "请写明退回修改的原因。"
    assert session.sealed == first
    press(Key.Key_Escape)
    assert page.answer.isHidden()
    assert window.rooms.currentWidget() is page
    page.correct.click()
    page.reason.setText("  表三\u202e填错<b>一件</b>  ")
    press(Key.Key_Return)
    assert session.sealed is None
    assert window.rooms.currentWidget() is window.desk
    assert window.desk is not None
    assert window.desk.seal_line.words.text() == "第 1 次定稿以后退回修改：表三填错<b>一件</b>。改好以后再定稿。"
    assert "只读" not in window.windowTitle()
    window.desk.tabs.show_key("others")
    session.edit({"others": session.report.text("others") + "另，已补报一项。"})
    assert window.commands["undo"].isEnabled()
    again = show_sealing(window)
    assert again is not None
    press(Key.Key_Return)
    second = session.sealed
    assert first is not None
    assert second is not None
    assert (second.revision, second.reason) == (2, "表三填错<b>一件</b>")
    assert second.code != first.code
    assert again.code.text() == second.code
    assert first.code in again._earlier.text()
    window.filing.close()
    assert seals(Session.look(complete).report) == (first, second)


def test_page__only_looked_at__says_why_it_cannot_be_sealed(window: Window, complete: Path, until: Until) -> None:
    window.filing.look(complete, "正在另一台电脑上编辑。")
    page = show_sealing(window)
    assert page is not None
    assert page._firm.text() == "这份报告是只读打开的，不能定稿。"
    assert not page.seal.isEnabled()


def test_page__year_not_over__says_that_the_figures_are_provisional(window: Window, complete: Path) -> None:
    window.filing.open(complete)
    year = session_of(window).report.year
    early, late = SealingPage(window, date(year, 12, 31)), SealingPage(window, date(year + 1, 1, 1))
    assert f"{year}年还没有过完，现在的数是暂定的" in early._firm.text()
    assert early.seal.isEnabled()
    assert "暂定" not in late._firm.text()


def test_page__answered_warnings__are_counted_and_go_onto_the_slip(window: Window, complete: Path) -> None:
    with Session.open(complete) as session:
        session.edit({"previous/overview": session.report.text("overview")})
        (warning,) = [f for f in session.findings.blocking if f.answerable]
        session.edit({ANSWER + warning.key: "文字由县里统一提供。"})
    window.filing.open(complete)
    page = show_sealing(window)
    assert page is not None
    assert page._why.text() == "没有错误，没有空格。需要说明的 1 处都写了原因，会印在送报单上。"


def test_page__undo_pressed_on_it__shows_the_report_and_takes_back_there(
    window: Window, complete: Path, until: Until
) -> None:
    opened(window, complete, until)
    session = session_of(window)
    session.edit({"others": None})
    QTest.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.rooms.currentWidget() is window.desk
    assert session.report.text("others")


def test_button__at_the_right_end__opens_the_page_and_leads_back(window: Window, complete: Path) -> None:
    assert not window.commands["seal"].isEnabled()
    window.filing.open(complete)
    window.commands["seal"].trigger()
    assert isinstance(window.rooms.currentWidget(), SealingPage)
    window.commands["seal"].trigger()
    assert window.rooms.currentWidget() is window.desk


def text_of(document: PdfDocument) -> str:
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def test_sealed__previewed_and_printed__every_page_bears_the_code_and_none_says_draft(
    window: Window, complete: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(window, complete, until)
    press(Key.Key_Return)
    seal = session_of(window).sealed
    assert seal is not None
    printed: list[bytes] = []
    monkeypatch.setattr(window.outgoing, "_ask_printer", lambda title, data, pages: printed.append(data))
    QTest.keyClick(window, Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    until(lambda: printed)
    press(Key.Key_F9)
    assert window.desk is not None
    preview = window.desk.preview
    until(lambda: preview._shown)
    assert preview._shown is not None
    pages = len(PdfDocument(printed[0]))
    for text in (text_of(PdfDocument(printed[0])), text_of(preview._shown.document)):
        assert text.count(f"第1次定稿核对码{seal.code}") == pages + 1  # and once beside the signature
        assert "草稿" not in text


def test_letters__of_the_pages__are_each_given_once_and_none_is_a_menus(window: Window, complete: Path) -> None:
    with Session.open(complete) as session:
        session.seal()
    window.filing.open(complete)
    menus = {title.partition("&")[2][:1] for title in commands.MENUS}
    for page in (show_sealing(window), show_verify(window)):
        assert page is not None
        said = [w.text() for w in (*page.findChildren(QAbstractButton), *page.findChildren(QLabel)) if "&" in w.text()]
        letters = [text.partition("&")[2][:1] for text in said]
        assert len(letters) > 3
        assert len(set(letters)) == len(letters)
        assert not menus & set(letters)


def test_page__sealed_again_without_a_change__says_that_the_code_stays(
    window: Window, complete: Path, until: Until
) -> None:
    page = opened(window, complete, until)
    session = session_of(window)
    press(Key.Key_Return)
    first = session.sealed
    assert "核对码没有变" not in page._firm.text()
    page.correct.click()
    page.reason.setText("盖章前再看一遍")
    press(Key.Key_Return)
    again = show_sealing(window)
    assert again is not None
    assert again._firm.text().startswith("内容与第 1 次定稿相同，一处也没有改：现在定稿，核对码不会变。")
    press(Key.Key_Return)
    assert "内容与第 1 次定稿相同，核对码没有变。" in again._firm.text()
    assert first is not None
    assert again.code.text() == first.code
