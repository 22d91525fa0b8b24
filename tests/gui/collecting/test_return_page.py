"""What the notes say of the office: typed once, kept, printed on all."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.gui import choosing
from clerk_app.gui.collecting.page import CollectingPage
from clerk_app.gui.collecting.return_page import ReturnPage
from clerk_app.gui.window import Window

Until = Callable[[Callable[[], object]], None]


def test_fields__typed__on_every_note_and_here_the_next_time(
    page: CollectingPage, window: Window, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.tabs.setCurrentWidget(page.returns)
    assert page.returns.words.text().startswith("有 8 份要写退回单。")
    for name, text in (("due", "1月25日"), ("where", "312 室 & <b>"), ("contact", "王敏 1234567")):
        page.returns.fields[name].setText(text)
    QTest.keyClick(page.returns.fields["contact"], Qt.Key.Key_Return)
    monkeypatch.setattr(choosing, "folder", lambda *_: tmp_path)
    page.returns.all.menu().actions()[0].trigger()
    until(lambda: page.work.finished)
    document = pypdfium2.PdfDocument(tmp_path / "白云镇人民政府_2025年报_退回单.pdf")
    text = "".join("".join(p.get_textpage().get_text_range().split()) for p in document)
    document.close()
    for words in ("退回单位清江市人民政府", "办理期限1月25日", "送到312室&<b>", "联系王敏1234567"):
        assert words in text.replace("\u3000", "")
    again = ReturnPage(page.work, window.store, page)
    assert again.office("").where == "312 室 & <b>"
