"""The page 核对码: every verdict in words, by code, by file, by both."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerk_app.gui import choosing, settings
from clerk_app.gui.verify_page import VerifyPage, show_verify
from clerk_app.gui.window import Window
from clerk_app.sending import send
from clerk_app.session import Session

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def received(complete: Path, tmp_path: Path) -> Path:
    """A sending copy, as a city office has it."""
    folder = tmp_path / "收件"
    with Session.open(complete) as session:
        session.seal()
        return send(session, folder).files[0]


def code_of(path: Path) -> str:
    seal = Session.look(path).sealed
    assert seal is not None
    return seal.code


def test_page__by_its_key_from_the_start_page__and_esc_back(window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_F12, Qt.KeyboardModifier.ShiftModifier)
    page = window.rooms.currentWidget()
    assert isinstance(page, VerifyPage)
    assert show_verify(window) is page
    assert QApplication.focusWidget() is page.code
    QTest.keyClick(page.code, Qt.Key.Key_Escape)
    assert window.rooms.currentWidget() is window.start_page


def test_code_typed__of_a_report_opened_lately__is_named(window: Window, received: Path, until: Until) -> None:
    settings.remember(window.store, received)
    page = show_verify(window)
    QTest.keyClicks(page.code, code_of(received).lower().replace("-", " "))
    until(lambda: page.verdict.text() == "核对码书写无误")
    assert page.words.text() == f"是石桥湾镇人民政府2025年年度报告第 1 次定稿的核对码，文件是“{received}”。"
    assert f"核对码　{code_of(received)}" in page.facts.text()
    page.code.clear()
    assert not page._answer.isVisible()


def test_code_typed__of_no_report_known_here__asks_for_the_file(window: Window, until: Until) -> None:
    page = show_verify(window)
    page.code.setText("VM84-D58E-7P1B-76QP")
    until(page.verdict.text)
    assert page.words.text() == "最近打开过的报告里没有这个核对码，请选择收到的文件再核对。"


@pytest.mark.parametrize(
    "text, words",
    [
        ("VM84-D58E-7P1B-76PQ", "有字符写错或前后颠倒，请再核对一遍。"),
        ("VM84-D58E-7P1B-76Q", "应有 16 个字符，现在是 15 个，请再核对一遍。"),
        ("VM84-D58E-7P1B-76QU", "核对码里没有“U”，请再核对一遍。"),
        ("<b>VM84D58E7P1B76QP</b>", "核对码里没有“<”，请再核对一遍。"),
    ],
)
def test_code_typed__with_a_slip__says_what_is_wrong_with_it(
    window: Window, until: Until, text: str, words: str
) -> None:
    page = show_verify(window)
    page.code.setText(text)
    until(page.verdict.text)
    assert (page.verdict.text(), page.words.text()) == ("核对码有误写", words)


def test_file__same_other_changed_unsealed__each_in_words(
    window: Window, received: Path, report: Path, tmp_path: Path, until: Until
) -> None:
    page = show_verify(window)

    def said(path: Path, code: str = "") -> str:
        page.verdict.clear()
        page.code.setText(code)
        page.take(path)
        until(page.verdict.text)
        return page.verdict.text()

    assert said(received) == "一致"
    assert said(received, code_of(received)) == "一致"
    assert said(received, "VM84-D58E-7P1B-76QP") == "核对码不是这份报告的"
    assert said(report) == "未定稿"
    with closing(sqlite3.connect(received, isolation_level=None)) as db:
        db.execute("UPDATE value SET value = '99' WHERE path = 't3/new/natural'")
    assert said(received) == "内容已改动"
    assert "以后，表三被改动过" in page.words.text()
    (tmp_path / "x.zfnb").write_bytes(b"garbage")
    assert said(tmp_path / "x.zfnb") == "读不了"
    assert str(tmp_path / "x.zfnb") in page.words.text()


def test_file__that_is_open_here__is_looked_at_without_touching_it(
    window: Window, received: Path, complete: Path
) -> None:
    window.filing.open(complete)
    page = show_verify(window)
    page.take(complete)
    assert page.verdict.text() == "一致"
    page.code.setText(code_of(received))
    page.ask()
    assert page.verdict.text() == "一致"
    assert window.desk is not None
    assert window.desk.session.document is not None
    assert window.desk.session.document.state.kind == "saved"


def test_file__dropped_or_chosen__is_taken_and_can_be_opened(
    window: Window, received: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = show_verify(window)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(received))])
    action, button, key = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(9, 9), action, data, button, key)
    QApplication.sendEvent(page.viewport(), entered)
    assert entered.isAccepted()
    QApplication.sendEvent(page.viewport(), QDropEvent(QPoint(9, 9), action, data, button, key))
    until(lambda: page.verdict.text() == "一致")
    page.take(None)
    assert not page._answer.isVisible()
    monkeypatch.setattr(choosing, "existing", lambda *_: received)
    page._pick()
    until(page._answer.isVisible)
    page.look.click()
    assert window.desk is not None
    assert window.desk.session.path == received
    until(lambda: not window.findChildren(VerifyPage))
