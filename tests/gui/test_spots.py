"""Where the work is."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.gui.cover import Cover
from clerk_app.gui.pages import TextPage
from clerk_app.gui.spots import spot_of
from clerk_app.gui.window import Window


def test_spot__on_each_page__is_what_is_written_there(window: Window, report: Path) -> None:
    window.filing.open(report)
    desk = window.desk
    assert desk is not None
    assert spot_of(desk) is None
    assert isinstance(desk.page, Cover)
    desk.page.preface.text.setFocus()
    assert spot_of(desk) == ("preface", 0)
    for part in desk.session.report.edition.parts:
        desk.tabs.show_key(part.key)
        page = desk.page
        if isinstance(page, TextPage):
            page.setFocus()
            QTest.keyClick(page.editor.text, Qt.Key.Key_A)
            assert spot_of(desk) == (part.key, 1)
        else:
            assert spot_of(desk) == (part.key, 0)
