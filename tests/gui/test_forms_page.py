"""更新表样 on the screen: opened, looked at, taken by the code of the notice, undone; made by the office."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from clerk_app import RESOURCES, installed, updating
from clerk_app.gui import choosing, commands
from clerk_app.gui.forms_page import FormsPage, show_forms
from clerk_app.gui.window import Window

Until = Callable[[Callable[[], object]], None]
Write = Callable[[QWidget, str], None]
FORM = (
    (RESOURCES / "forms" / "2021.toml")
    .read_text("utf-8")
    .replace('edition = "2021"', 'edition = "2027"')
    .replace("years = { from = 2021 }", "years = { from = 2027 }")
)


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(installed.OVERRIDE, str(tmp_path / "own"))
    installed._given.cache_clear()
    yield
    installed._given.cache_clear()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    folder = tmp_path / "新表样" / "forms"
    folder.mkdir(parents=True)
    (folder / "2027.toml").write_text(FORM, "utf-8")
    package = updating.pack(folder.parent, "2027 年格式", "临江市人民政府办公室", "2027-10-08", "自 2027 年度起用。")
    updating.write(package, tmp_path / "新表样.zfby")
    return tmp_path / "新表样.zfby"


@pytest.fixture
def page(window: Window) -> FormsPage:
    window.commands["forms"].trigger()
    page = show_forms(window)
    assert len(window.findChildren(FormsPage)) == 1
    return page


def test_forms__command__is_in_the_menu_help() -> None:
    assert "forms" in commands.MENUS["帮助(&H)"].split()
    assert "forms" in commands.ALWAYS


def test_forms__file_with_the_code_of_the_notice__is_taken_and_undone_with_one_click(
    page: FormsPage, file: Path, until: Until
) -> None:
    assert "2021 年格式（国办公开办函〔2021〕30号）" in page.used.text()
    assert not page.undo_button.isEnabled()
    page.look_at(file)
    assert page.words.text() == "2027 年格式\n临江市人民政府办公室　2027-10-08"
    assert page.contents.text().splitlines() == [
        "自 2027 年度起用。",
        "· 新增 2027 年格式（国办公开办函〔2021〕30号），2027 年起的报告用，200 格",
    ]
    assert page.package is not None
    assert not page.take_button.isEnabled()
    QTest.keyClicks(page.code, page.package.code.lower().replace("-", " "))
    assert page.take_button.isEnabled()
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    until(lambda: "已采用" in page.words.text())
    assert page.words.text() == "已采用“2027 年格式”，下次启动程序时生效。"
    assert "更新：2027 年格式（临江市人民政府办公室，2027-10-08，核对码" in page.used.text()
    assert not page.taking.isVisibleTo(page)
    QTest.mouseClick(page.undo_button, Qt.MouseButton.LeftButton)
    assert page.words.text() == "已退回：不再使用“2027 年格式”，下次启动程序时生效。"
    assert installed.taken() == ()


def test_forms__wrong_code__is_said_and_nothing_can_be_taken(page: FormsPage, file: Path) -> None:
    page.look_at(file)
    QTest.keyClicks(page.code, "1234-5678-9ABC-DEF0")
    assert not page.take_button.isEnabled()
    assert "核对码有误写" in page.words.text()
    page.code.setText("0000-0000-0000-0000")
    assert not page.take_button.isEnabled()
    assert "核对码与这个文件不符" in page.words.text()


def test_forms__hostile_file__is_one_sentence_and_shows_no_button(page: FormsPage, tmp_path: Path) -> None:
    path = tmp_path / "<b>坏.zfby"
    path.write_bytes(b"{" * 100)
    page.look_at(path)
    assert page.words.text() == "“<b>坏.zfby”不是表样文件，或者传送时损坏了，请重新取得一份。"
    assert page.words.textFormat() == Qt.TextFormat.PlainText
    assert not page.taking.isVisibleTo(page)


def test_forms__folder_of_an_office__becomes_a_file_and_tells_its_code(
    page: FormsPage, file: Path, tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.make_of(tmp_path / "新表样")
    assert "· 新增 2027 年格式" in page.contents.text()
    QTest.mouseClick(page.write_button, Qt.MouseButton.LeftButton)
    assert "没有写名称" in page.words.text()
    for name, words in (("name", "市2027年格式"), ("issuer", "市政府办公室"), ("issued", "2027-10-08")):
        write(page.fields[name], words)
    monkeypatch.setattr(choosing, "handed_out", lambda *_: (tmp_path / "发出", ""))
    QTest.mouseClick(page.write_button, Qt.MouseButton.LeftButton)
    made = updating.load(tmp_path / "发出.zfby")
    assert made.issuer == "市政府办公室"
    assert f"核对码 {made.code}，请写进发文的通知" in page.words.text()
    page.make_of(tmp_path / "没有")
    assert "里没有表样" in page.words.text()


def test_forms__taken_by_another_version__rests_until_taken_again(
    page: FormsPage, file: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = updating.load(file)
    monkeypatch.setattr(updating, "__version__", "0.0.1")
    updating.take(package, package.code)
    monkeypatch.undo()
    monkeypatch.setenv(installed.OVERRIDE, str(file.parent / "own"))
    page._tell_used()
    assert "由 0.0.1 版采用" in page.used.text()
    QTest.mouseClick(page.again_button, Qt.MouseButton.LeftButton)
    until(lambda: "已采用" in page.words.text())
    assert updating.resting() == []
