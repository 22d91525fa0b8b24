"""The roster: typed, pasted, from files."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from clerk_app.gui import choosing
from clerk_app.gui.collecting.page import CollectingPage
from clerk_app.gui.collecting.roster_page import units

Until = Callable[[Callable[[], object]], None]


def test_units__pasted_with_blanks_marks_and_twice__each_once() -> None:
    assert units(" 花山镇人民政府 \r\n\n\t青石镇\u202e人民政府\n花山镇人民政府") == ["花山镇人民政府", "青石镇人民政府"]
    assert units("\0\n \n") == []
    assert len(units("长" * 500)[0]) == 200


def test_roster__pasted__who_is_missing_stands_in_the_list(page: CollectingPage, until: Until) -> None:
    page.tabs.setCurrentWidget(page.roster)
    assert page.roster.words.text() == "还没有名单：不知道谁还没有报送。"
    QApplication.clipboard().setText("花山镇人民政府\n白云镇人民政府\n东关镇人民政府\n松柏镇人民政府\n")
    QPlainTextEdit.paste(page.roster.text)
    until(lambda: page.work.roster and page.work.finished)
    page.roster.refresh()
    assert page.roster.words.text() == "名单上有 4 个单位，还没有收到 2 个单位的。"
    assert "应报 4 个单位" in page.words.text()
    assert "未报送 2 个单位" in page.words.text()
    lines = page.lines
    lines.filters.setCurrentIndex(lines._filters.index(("missing",)))
    names = [lines.model.entry(r) for r in range(lines.model.rowCount())]
    assert [e.unit for e in names if e] == ["东关镇人民政府", "松柏镇人民政府"]
    assert not lines.details.open.isEnabled()
    lines._open()
    assert page._window.desk is None


def test_roster__of_units_that_all_handed_in__says_so(page: CollectingPage, until: Until) -> None:
    page.tabs.setCurrentWidget(page.roster)
    QApplication.clipboard().setText("花山镇人民政府\n")
    QPlainTextEdit.paste(page.roster.text)
    until(lambda: page.work.roster and page.work.finished)
    page.roster.refresh()
    assert page.roster.words.text() == "名单上有 1 个单位，都收到了。"


def test_roster__from_a_workbook_and_from_last_years_collection__then_undone(
    page: CollectingPage, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["序号", "单位"], [1, "花山镇人民政府"], [2, "东关镇人民政府"]):
        book.active.append(row)
    book.save(tmp_path / "名单.xlsx")
    monkeypatch.setattr(choosing, "existing", lambda *_: tmp_path / "名单.xlsx")
    page.tabs.setCurrentWidget(page.roster)
    page.roster.read.click()
    until(lambda: page.work.finished)
    assert page.work.roster == ["花山镇人民政府", "东关镇人民政府"]
    page.work.write_report(tmp_path / "去年.zfnb", "清江市人民政府")
    until(lambda: page.work.finished)
    page.roster.take_file(tmp_path / "去年.zfnb")
    until(lambda: page.work.finished)
    assert page.work.roster == ["花山镇人民政府", "青石镇人民政府"]
    page.roster.text.undo()
    page.roster.take()
    until(lambda: page.work.finished)
    assert page.work.roster == ["花山镇人民政府", "东关镇人民政府"]


def test_roster__a_file_that_is_no_roster__is_refused_and_nothing_changes(page: CollectingPage, folder: Path) -> None:
    page.roster.text.setPlainText("花山镇人民政府")
    page.roster.take_file(folder / "花山.zfnb")
    assert "不是汇总" in page._window.messages.words
    page.roster.take_file(folder / "坏.zfnb")
    assert page.roster.text.toPlainText() == "花山镇人民政府"


def test_roster__typed_while_something_is_read__taken_afterwards(page: CollectingPage, until: Until) -> None:
    page.work.read()
    page.roster.text.setPlainText("东关镇人民政府")
    page.roster.take()
    assert page.work.roster == []
    until(lambda: page.work.roster == ["东关镇人民政府"] and page.work.finished)
