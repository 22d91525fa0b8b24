"""A published report: looked over, corrected, kept."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from clerk_app import formats
from clerk_app.gui import choosing, import_page
from clerk_app.gui.import_page import VALUE, WHY, ImportPage
from clerk_app.gui.window import Window
from clerk_app.report.fields import PREVIOUS
from clerk_app.session import Session
from tests.gui.conftest import Until


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """Last year's report as its web page: one number of it no number, one row unlike the form's."""
    with Session.create(tmp_path / "old.zfnb", "青石镇人民政府", 2024) as session:
        cells = dict.fromkeys(session.report.edition.cells, 0)
        session.edit({**cells, "t3/new/natural": 7, "overview": "公开工作平稳。"}, "x", given=True)
        page = formats.make(".html", session.report, "").decode()
    path = tmp_path / "去年.html"
    path.write_text(page.replace(">7<", ">若干<", 1), "utf-8")
    return path


def page_of(window: Window, until: Until) -> ImportPage:
    until(lambda: window.findChild(ImportPage))
    page = window.findChild(ImportPage)
    assert page is not None
    until(page.isActiveWindow)
    return page


def at(page: ImportPage, path: str) -> int:
    return next(i for i, row in enumerate(page._rows) if row.path == path)


def test_import__asked_by_key__shows_what_is_doubtful_with_the_words_of_the_source(
    window: Window, published: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "existing", lambda *_: published)
    QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    page = page_of(window, until)
    row = at(page, "t3/new/natural")
    assert page._rows[row].source == "若干"
    assert page._rows[row].value == ""
    assert page._rows[row].why
    assert not page.table.isRowHidden(row)
    assert page.table.isRowHidden(at(page, "unit"))
    assert page._rows[at(page, "cover/level")].value == "乡镇人民政府"
    page.shown.setCurrentIndex(2)
    page._show_rows()
    assert not page.table.isRowHidden(at(page, "unit"))


def typed(page: ImportPage, path: str, text: str) -> None:
    """Types into a cell with real keys."""
    page.table.setRowHidden(at(page, path), False)
    page.table.setCurrentCell(at(page, path), VALUE)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # the table takes it after the key


def test_import__corrected_and_made__is_a_new_report_in_the_window(
    window: Window, published: Path, tmp_path: Path, until: Until
) -> None:
    import_page.read(window, published)
    page = page_of(window, until)
    typed(page, "t3/new/natural", "7")
    page.create(tmp_path / "new.zfnb")
    assert window.desk is not None
    report = window.desk.session.report
    assert (report.unit, report.year, report.figure("t3/new/natural")) == ("青石镇人民政府", 2024, 7)
    assert report.text("overview") == "公开工作平稳。"
    assert window.messages.words.startswith("已导入为")


def test_import__a_value_that_cannot_be_taken__is_said_beside_it_and_nothing_is_made(
    window: Window, published: Path, tmp_path: Path, until: Until
) -> None:
    import_page.read(window, published)
    page = page_of(window, until)
    typed(page, "t3/new/natural", "x")
    assert "x" in page.table.item(at(page, "t3/new/natural"), WHY).text()
    page.create(tmp_path / "new.zfnb")
    assert not (tmp_path / "new.zfnb").exists()
    assert "请先改正" in page._said.text()
    typed(page, "t3/new/natural", "")
    typed(page, "unit", "")
    page.create(tmp_path / "new.zfnb")
    assert page._said.text() == "请先填上单位全称和年度。"


def test_import__as_last_years__stands_beside_this_years(
    window: Window, report: Path, published: Path, until: Until
) -> None:
    window.filing.open(report)
    import_page.read(window, published)
    page = page_of(window, until)
    typed(page, "t3/new/natural", "7")
    page.last_year.click()
    assert window.desk is not None
    session = window.desk.session
    assert session.report.figure(PREVIOUS + "t3/new/natural") == 7
    assert session.report.figure("t3/new/natural") is None
    session.undo()
    assert session.report.figure(PREVIOUS + "t3/new/natural") is None


def test_import__of_another_year_as_last_years__is_refused_in_the_page(
    window: Window, report: Path, published: Path, until: Until
) -> None:
    window.filing.open(report)
    import_page.read(window, published)
    page = page_of(window, until)
    typed(page, "year", "2023")
    page.last_year.click()
    assert "要用2024年的" in page._said.text()


def test_import__no_report_in_the_file__says_so_in_the_window(window: Window, tmp_path: Path, until: Until) -> None:
    path = tmp_path / "<b>.txt"
    path.write_text("你好", "utf-8")
    import_page.read(window, path)
    until(lambda: window.messages.words)
    assert window.findChild(ImportPage) is None


def test_Esc__nothing_corrected__closes_and_something_corrected_does_not(
    window: Window, published: Path, until: Until
) -> None:
    import_page.read(window, published)
    page = page_of(window, until)
    typed(page, "t3/new/natural", "7")
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert page.isVisible()
    page.corrected = False
    QTest.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.isVisible()


def test_import__enter_in_a_value__goes_to_the_next_line_shown_unless_it_cannot_be_taken(
    window: Window, published: Path, until: Until
) -> None:
    import_page.read(window, published)
    page = page_of(window, until)
    page.shown.setCurrentIndex(2)
    page._show_rows()
    row = at(page, "t3/new/natural")
    typed(page, "t3/new/natural", "7")
    until(lambda: page.table.currentRow() == row + 1)
    typed(page, "t3/carried/natural", "x")
    refused = at(page, "t3/carried/natural")
    QApplication.processEvents()
    assert page.table.currentRow() == refused
