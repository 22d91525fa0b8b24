"""Pages of a PDF on the screen: side by side, at any size, without losing the place."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerk_app import formats
from clerk_app.gui.background import Worker
from clerk_app.gui.page_view import GAP, Pages, opened
from clerk_app.report.fresh import fresh
from tests.gui.conftest import Until


@pytest.fixture
def pages(application: QApplication, until: Until) -> Iterator[Pages]:
    worker = Worker()
    made = Pages(worker)
    made.resize(700, 500)
    made.show()
    data = formats.make(".pdf", fresh("青石镇人民政府", 2025), "")
    worker.run(lambda: opened(data), made.show_made, lambda error: pytest.fail(str(error)))
    until(lambda: made.count and made._images)
    yield made
    made.show_made(None)
    worker.stop()


def test_columns__two__stand_as_in_a_book_the_first_alone_on_the_right(pages: Pages) -> None:
    QTest.keyClick(pages, Qt.Key.Key_2)
    first, second, third = pages._boxes()[:3]
    assert first.bottom() < second.top() == third.top()
    assert third.left() - second.right() == pytest.approx(GAP, abs=2)
    assert first.left() == pytest.approx(third.left(), abs=2)
    assert third.right() < pages.viewport().width()
    assert pages.horizontalScrollBar().maximum() == 0
    QTest.keyClick(pages, Qt.Key.Key_1)
    assert pages._boxes()[1].top() > pages._boxes()[0].bottom()
    assert pages._boxes()[1].left() == pages._boxes()[0].left()


def test_columns__two_for_a_single_page__give_it_all_the_width(pages: Pages) -> None:
    whole = pages._boxes()[0]
    made = pages._made
    assert made is not None
    pages._made = replace(made, sizes=made.sizes[:1])
    pages.set_columns(2)
    assert pages._boxes() == [whole]
    pages._made = made


def test_zoom__by_keys_and_wheel__keeps_the_place(pages: Pages) -> None:
    pages.show_place(2, 300)
    at = pages.verticalScrollBar().value() / pages._boxes()[-1].bottom()
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Plus, Qt.Key.Key_Minus):
        QTest.keyClick(pages, key)
    assert pages.zoom == pytest.approx(1.25)
    turn, none = Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.NoButton
    here, begin = QPointF(50, 50), Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(here, here, QPoint(), QPoint(0, 120), none, turn, begin, False)
    QApplication.sendEvent(pages.viewport(), event)
    assert pages.zoom == pytest.approx(1.375)
    assert pages.verticalScrollBar().value() / pages._boxes()[-1].bottom() == pytest.approx(at, abs=0.02)
    QTest.keyClick(pages, Qt.Key.Key_0)
    assert pages.zoom == 1.0


def test_home_and_end__in_the_pages__go_to_the_ends(pages: Pages) -> None:
    QTest.keyClick(pages, Qt.Key.Key_End)
    assert pages.page == pages.count - 1
    QTest.keyClick(pages, Qt.Key.Key_Home)
    assert pages.page == 0


def test_show_place__in_sight_already__moves_nothing(pages: Pages) -> None:
    pages.show_place(1, 400)
    at = pages.verticalScrollBar().value()
    pages.show_place(1, 410)
    assert pages.verticalScrollBar().value() == at
    pages.show_place(1, 0, whole=True)
    assert pages.verticalScrollBar().value() == at
    pages.show_place(99, 0)


def test_zoom__far__has_ends(pages: Pages, report: Path) -> None:
    pages.set_zoom(99)
    assert pages.zoom == 4.0
    pages.set_zoom(0)
    assert pages.zoom == 0.5
