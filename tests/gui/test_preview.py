"""The preview: the very pages, beside the typing."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerk_app.gui import preview as module
from clerk_app.gui.page_view import Made
from clerk_app.gui.pages import TextPage
from clerk_app.gui.preview import Preview
from clerk_app.gui.window import Window
from tests.gui.conftest import Until


@pytest.fixture
def preview(window: Window, report: Path, until: Until) -> Preview:
    window.filing.open(report)
    assert window.desk is not None
    QTest.keyClick(window, Qt.Key.Key_F9)
    shown = window.desk.preview
    until(lambda: shown.pages.count and shown.pages._images)
    return shown


def test_preview__opened__shows_pages_with_ink_and_their_number(preview: Preview) -> None:
    image = preview.pages._images[0][2]
    dark = sum(image.pixelColor(x, y).lightness() < 128 for x in range(0, image.width(), 3) for y in range(0, 300, 3))
    assert dark > 20
    assert preview._words.text() == f"第 1 页，共 {preview.pages.count} 页"


def test_preview__report_changed__follows_and_keeps_its_place(window: Window, preview: Preview, until: Until) -> None:
    assert window.desk is not None
    bar = preview.pages.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place, before = bar.value(), preview.pages._made
    window.desk.session.edit({"preface": "根据有关规定编制。"}, "x")
    until(lambda: preview.pages._made is not before)
    assert bar.value() == place
    until(lambda: any(of is preview.pages._made for of, _, _ in preview.pages._images.values()))


def test_preview__closed__makes_nothing(window: Window, preview: Preview) -> None:
    assert window.desk is not None
    QTest.keyClick(window, Qt.Key.Key_F9)
    window.desk.session.edit({"preface": "根据有关规定编制。"}, "x")
    assert not preview._pause.isActive()
    assert not preview._working


def test_preview__report_closed_while_pages_are_made__ends_quietly(
    window: Window, preview: Preview, until: Until, report: Path
) -> None:
    assert window.desk is not None
    window.desk.session.edit({"preface": "根据有关规定编制。"}, "x")
    preview._make()
    window.filing.close()
    window.filing.open(report)
    assert window.desk is not None
    again = window.desk.preview
    until(lambda: again.pages.count)


def test_zoom__in_and_to_the_width__keeps_the_page(preview: Preview) -> None:
    bar = preview.pages.verticalScrollBar()
    bar.setValue(bar.maximum())
    page = preview.pages.page
    preview.pages.set_zoom(2.0)
    assert preview.pages.page == page
    assert preview.pages.horizontalScrollBar().maximum() > 0
    preview.pages.set_zoom(1.0)
    assert preview.pages.page == page
    assert preview.pages.horizontalScrollBar().maximum() == 0


def test_preview__while_a_version_is_made__every_key_is_taken(
    window: Window, preview: Preview, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The paper is held up until three keys have been typed and shown: the window waits for it nowhere."""
    gate, begun, make, versions = threading.Event(), threading.Event(), module.made, list[str]()

    def held(*given: object) -> Made:
        begun.set()
        assert gate.wait(10)
        versions.append(given[0].text("overview"))  # type: ignore[attr-defined]
        return make(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "made", held)
    assert window.desk is not None
    window.desk.turn(1)
    page = window.desk.page
    assert isinstance(page, TextPage)
    text = page.editor.text
    before = preview.pages._made
    QTest.keyClick(text, Qt.Key.Key_A)
    page.flush()
    until(begun.is_set)
    for key in (Qt.Key.Key_B, Qt.Key.Key_C, Qt.Key.Key_D):
        QTest.keyClick(text, key)
        QApplication.processEvents()
    assert text.toPlainText() == "abcd"
    page.flush()
    assert preview.pages._made is before
    gate.set()
    until(lambda: len(versions) == 2 and not preview._working)
    assert versions[-1] == "abcd"


def test_preview__text_edited_far_below__follows_it(window: Window, preview: Preview, until: Until) -> None:
    assert window.desk is not None
    last = window.desk.session.report.edition.parts[-1].key
    window.desk.session.edit({"overview": "\n".join(["公开工作稳步推进。" * 30] * 12)}, "x")
    window.desk.tabs.show_key(last)
    page = window.desk.page
    assert isinstance(page, TextPage)
    page.setFocus()
    QTest.keyClick(page.editor.text, Qt.Key.Key_A)
    page.flush()
    until(lambda: preview._shown and preview._shown.book and preview._shown.book.place(last, 0))
    assert preview._shown is not None
    assert preview._shown.book is not None
    place = preview._shown.book.place(last, 0)
    assert place is not None
    pages = preview.pages
    y = pages._boxes()[place.page].top() + place.y * pages._scale() - pages.verticalScrollBar().value()
    assert 0 < y < pages.viewport().height()


def test_preview__tab_turned__shows_that_part(window: Window, preview: Preview) -> None:
    assert window.desk is not None
    table = next(p.key for p in reversed(window.desk.session.report.edition.parts) if p.tables)
    window.desk.tabs.show_key(table)
    assert preview._shown is not None
    assert preview._shown.book is not None
    place = preview._shown.book.place(table, 0)
    assert place is not None
    box, bar = preview.pages._boxes()[place.page], preview.pages.verticalScrollBar()
    assert bar.value() < box.bottom()
    assert box.top() + place.y * preview.pages._scale() < bar.value() + preview.pages.viewport().height()


def test_preview__picture_asked__shows_one_page_and_comes_back(preview: Preview, until: Until) -> None:
    many = preview.pages.count
    preview._picture.click()
    until(lambda: preview.pages.count == 1)
    preview._picture.click()
    until(lambda: preview.pages.count == many)


def test_preview__gone_to_by_key__is_left_by_Esc(window: Window, report: Path) -> None:
    window.filing.open(report)
    assert window.desk is not None
    work = QApplication.focusWidget()
    QTest.keyClick(window, Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert window.desk.preview.pages.hasFocus()
    QTest.keyClick(window.desk.preview.pages, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is work


def test_preview__closed_and_opened_again__has_its_size(window: Window, preview: Preview, report: Path) -> None:
    preview.pages.set_columns(2)
    preview.pages.set_zoom(1.5)
    window.filing.close()
    window.filing.open(report)
    assert window.desk is not None
    again = window.desk.preview.pages
    assert (again.columns, again.zoom) == (2, 1.5)
