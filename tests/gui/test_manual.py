"""The manual: opens once, speaks of commands that exist."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QTextBrowser

from clerk_app import RESOURCES
from clerk_app.exchange import interchange
from clerk_app.form.edition import editions
from clerk_app.gui import commands, manual
from clerk_app.gui.pages import KEYS
from clerk_app.gui.places import Place
from clerk_app.gui.window import Window
from clerk_app.session import Session
from tests.gui.conftest import Until

TEXT = (RESOURCES / "manual" / "index.html").read_text("utf-8")


def test_manual__asked_for_twice__is_one_window_with_the_text(window: Window) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert manual.show_manual(window) is manual.show_manual(window)
    shown = window.findChildren(QMainWindow, "manual")
    assert len(shown) == 1
    assert "十分钟做完第一份报告" in shown[0].findChild(QTextBrowser).toPlainText()


def test_manual__keys_it_names__are_those_of_the_commands() -> None:
    known = {key for _, key, _ in commands.COMMANDS.values()} | {
        "F2",
        "F5",
        "Ctrl+1",
        "Ctrl+6",
        "Delete",
        "Ctrl+D",
        "Esc",
        "Tab",
        *KEYS,
    }
    named = set(re.findall(r"(?:Ctrl\+|Shift\+)+\w+|\bF\d+\b", TEXT))
    assert named
    assert named <= known


def test_manual__commands_it_quotes__exist() -> None:
    words = {words.partition("(")[0].rstrip("…") for words, _, _ in commands.COMMANDS.values()}
    for quoted in (
        "新建",
        "从去年的报告新建",
        "打开示例",
        "本表无此业务，其余全部填 0",
        "导出 PDF",
        "定稿送报",
        "核对码",
        "汇总",
    ):
        assert f"“{quoted}”" in TEXT
        assert quoted in words


def test_manual__messages_it_quotes__are_what_the_program_says(tmp_path: Path) -> None:
    data = interchange.parse(next((RESOURCES / "sample").glob("*.json")).read_text("utf-8"))
    with Session.create(tmp_path / "a.zfnb", data.unit, 2025, edition=data.edition, given=data.wanted) as session:
        session.edit({"t3/next/natural": 4, "previous/t3/next/natural": 9, "t4/cases/review.other": ""})
        said = [f.message for f in session.findings.all]
    quoted = re.findall(r"<li><b>“([^”]+。|[^”]+：……)”</b>", TEXT)
    assert len(quoted) == 4
    for message in quoted:
        plain = message.replace("‘", "“").replace("’", "”").removesuffix("……")
        assert any(m.startswith(plain) for m in said), message


def test_manual__asked_for_on_a_cell__opens_at_its_instruction(window: Window, report: Path) -> None:
    window.filing.open(report)
    assert window.desk is not None
    window.desk.show_place(Place("applications", "t3/done.refuse.safety/natural"))
    assert manual.place_in(window.desk) == "help-t3-done.refuse.safety"
    QTest.keyClick(window, Qt.Key.Key_F1)
    (shown,) = window.findChildren(QMainWindow, "manual")
    browser = shown.findChild(QTextBrowser)
    assert browser.verticalScrollBar().value() > 0
    assert "社会稳定的信息" in browser.toPlainText()
    window.desk.tabs.show_key("overview")
    assert manual.place_in(window.desk) == "texts"
    assert 'id="texts"' in TEXT


@pytest.mark.parametrize("command, place", [("seal", "seal"), ("verify", "verify")])
def test_manual__asked_for_on_a_page_in_place_of_the_report__opens_at_its_chapter(
    window: Window, report: Path, command: str, place: str
) -> None:
    window.filing.open(report)
    window.commands[command].trigger()
    QTest.keyClick(window, Qt.Key.Key_F1)
    (shown,) = window.findChildren(QMainWindow, "manual")
    browser = shown.findChild(QTextBrowser)
    first = browser.cursorForPosition(browser.viewport().rect().topLeft()).block()
    near = first.text() + first.next().text() + first.next().next().text()
    assert {"seal": "六、定稿和送报", "verify": "七、核对码"}[place] in near
    assert f'id="{place}"' in TEXT


def test_rules__asked_for_one__is_selected_in_its_edition_and_alt_left_leads_back(window: Window, until: Until) -> None:
    edition = editions()["2021"]
    shown = manual.show_rules(window, edition, "T3-RESULTS")
    browser = shown.findChild(QTextBrowser)
    text, at = browser.toPlainText(), browser.textCursor()
    assert at.selectedText() == "T3-RESULTS"
    assert at.selectionStart() > text.index("2021 年格式的")
    manual.show_rules(window, edition, "REPEATED")
    assert browser.textCursor().block().text() == "REPEATED"
    until(shown.isActiveWindow)
    QTest.keyClick(browser, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert "十分钟做完第一份报告" in browser.toPlainText()


def test_manual__link_to_the_handbook__leads_there_and_back(window: Window) -> None:
    assert f'<a href="{manual.RULES}">' in TEXT
    browser = manual.show_manual(window).findChild(QTextBrowser)
    browser.anchorClicked.emit(QUrl(manual.RULES))
    assert browser.toPlainText().startswith("← 使用手册")
    browser.anchorClicked.emit(QUrl(manual.MANUAL))
    assert "十分钟做完第一份报告" in browser.toPlainText()


def test_manual__links_and_pictures__lead_somewhere() -> None:
    folder = RESOURCES / "manual"
    for page in (manual.MANUAL, manual.OFFICE):
        text = (folder / page).read_text("utf-8")
        named = set(re.findall(r'(?:id|name)="([^"]+)"', text)) | {"help"}  # the cells' chapter is made of the form
        for link in re.findall(r'href="([^"]+)"', text):
            file, _, anchor = link.partition("#")
            assert anchor in named if not file else (folder / file).is_file(), link
        for picture in re.findall(r'src="([^"]+)"', text):
            assert (folder / picture).is_file(), picture


def test_manual__asked_for_in_a_window_or_page_of_its_own__opens_where_it_is_spoken_of(
    window: Window, until: Until
) -> None:
    window.commands["settings"].trigger()
    page = window.findChild(QMainWindow, "settings")
    assert page is not None
    until(page.isActiveWindow)
    assert manual.place_of_window(page) == "settings"
    QTest.keyClick(page, Qt.Key.Key_F1)
    until(lambda: window.findChildren(QMainWindow, "manual"))
    for name, place in manual._PLACES.items():
        file, _, anchor = place.rpartition("#")
        text = (RESOURCES / "manual" / (file or manual.MANUAL)).read_text("utf-8")
        assert f'id="{anchor}"' in text, name


def test_manual__city_office__has_a_page_of_its_own(window: Window) -> None:
    browser = manual.show_manual(window).findChild(QTextBrowser)
    browser.anchorClicked.emit(QUrl(manual.OFFICE))
    assert browser.toPlainText().startswith("收报单位用")
    browser.anchorClicked.emit(QUrl(manual.MANUAL))
    assert "十分钟做完第一份报告" in browser.toPlainText()
