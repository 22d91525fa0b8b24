"""Notes on cells and texts: written by key, shown with their cell, undone, never part of what is sealed."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest

from clerk_app.gui.pages import TablePage, TextPage
from clerk_app.gui.window import Window
from clerk_app.report.canonical import canonical
from clerk_app.report.fields import NOTE, name_of
from tests.gui.conftest import Write

CELL = "t3/new/natural"


def opened(window: Window, report: Path) -> TablePage:
    window.filing.open(report)
    assert window.desk is not None
    window.desk.tabs.show_key("applications")
    page = window.desk.page
    assert isinstance(page, TablePage)
    QCoreApplication.processEvents()  # a page just made is shown then
    page.grid.show_cell(CELL)
    return page


def test_note__written_on_a_cell__is_shown_with_it_alone(window: Window, report: Path, write: Write) -> None:
    page = opened(window, report)
    session = page.session
    before = canonical(session.report)
    QTest.keyClick(page.grid.view, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert page.note.line.hasFocus()
    write(page.note.line, "待县局核对")
    QTest.keyClick(page.note.line, Qt.Key.Key_Return)
    assert session.report.text(NOTE + CELL) == "待县局核对"
    assert page.grid.view.hasFocus()
    assert page.note.words.text() == "备注：待县局核对"
    assert "备注：待县局核对" in page.grid.model.place(CELL).data(Qt.ItemDataRole.AccessibleTextRole)
    assert canonical(session.report) == before
    QTest.keyClick(page.grid.view, Qt.Key.Key_Right)
    assert not page.note.isVisible()
    assert window.desk is not None
    window.desk.undo()
    assert session.report.text(NOTE + CELL) == ""
    assert window.desk.tabs.key == "applications"


def test_note__emptied_or_escaped__goes_or_stays(window: Window, report: Path, write: Write) -> None:
    page = opened(window, report)
    page.session.edit({NOTE + CELL: "旧"}, "x")
    page.note.write()
    write(page.note.line, "半句")
    QTest.keyClick(page.note.line, Qt.Key.Key_Escape)
    assert page.session.report.text(NOTE + CELL) == "旧"
    page.note.change.click()
    page.note.line.clear()
    QTest.keyClick(page.note.line, Qt.Key.Key_Return)
    assert page.session.report.text(NOTE + CELL) == ""
    assert not page.note.isVisible()


def test_note__on_a_text__is_its_own(window: Window, report: Path, write: Write) -> None:
    opened(window, report)
    assert window.desk is not None
    window.desk.tabs.show_key("overview")
    page = window.desk.page
    assert isinstance(page, TextPage)
    QCoreApplication.processEvents()
    page.editor.setFocus()
    QTest.keyClick(page.editor.text, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    write(page.note.line, "等数据")
    window.desk.flush()
    assert window.desk.session.report.text(NOTE + "overview") == "等数据"
    assert page.note.isVisible()


@pytest.mark.parametrize("path, name", [(NOTE + CELL, "表三·自然人·本年新收的备注"), (NOTE + "preface", "前言的备注")])
def test_note__in_the_history__is_called_by_what_it_is_on(window: Window, report: Path, path: str, name: str) -> None:
    assert name_of(opened(window, report).session.report.edition, path) == name
