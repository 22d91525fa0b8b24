"""The preview: the very pages, beside the typing."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.gui.preview import Preview
from clerk_app.gui.window import Window

Until = Callable[[Callable[[], object]], None]


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
    assert preview._words.text() == f"预览　第 1 页，共 {preview.pages.count} 页"


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
