"""The settings: taken at once."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from clerk_app.gui import settings, settings_page
from clerk_app.gui.settings_page import SettingsPage
from clerk_app.gui.window import Window
from clerk_app.paper.faces import BUNDLED, Face, Role
from clerk_app.paper.machine import Official
from clerk_app.report.author import author

Until = Callable[[Callable[[], object]], None]
Ctrl = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> dict[Role, Official]:
    """The official faces that this machine is said to have."""
    found: dict[Role, Official] = {
        "title": Official("方正小标宋_GBK", Face(BUNDLED / "FangSong.ttf"), True),
        "fangsong": Official("仿宋_GB2312", Face(BUNDLED / "FangSong.ttf"), False),
    }
    monkeypatch.setattr(settings_page.machine, "survey", lambda: found)
    monkeypatch.setattr(
        settings_page.machine, "official", lambda: {role: o.face for role, o in found.items() if o.allowed}
    )
    return found


def page_of(window: Window, until: Until) -> SettingsPage:
    QTest.keyClick(window, Qt.Key.Key_Comma, Ctrl)
    page = window.findChild(SettingsPage)
    assert page is not None
    until(lambda: not page._words.text().startswith("正在"))
    return page


def test_faces__of_the_machine__are_named_with_the_reason_why_not(
    window: Window, machine: dict[Role, Official], until: Until
) -> None:
    said = [label.text() for label in page_of(window, until).findChildren(QLabel)]
    assert "方正小标宋_GBK　可以用" in said
    assert "仿宋_GB2312　字体厂商不许嵌入文件，用自带的字体" in said
    assert said.count("本机没有，用自带的字体") == 3


def test_faces__none_that_may_be_used__cannot_be_chosen(
    window: Window, machine: dict[Role, Official], until: Until
) -> None:
    machine.pop("title")
    assert not page_of(window, until).official.isEnabled()


def test_faces__chosen__are_used_by_preview_and_remembered(
    window: Window, machine: dict[Role, Official], report: Path, until: Until
) -> None:
    window.filing.open(report)
    QTest.keyClick(window, Qt.Key.Key_F9)
    assert window.desk is not None
    preview = window.desk.preview
    until(lambda: preview._shown)
    before = preview._shown
    page_of(window, until).official.click()
    until(lambda: preview._shown is not before)
    faces = window.typecase.faces()
    assert faces is not None
    assert faces.glyphs("title")["一"].face is machine["title"].face  # type: ignore[union-attr]
    window.store.sync()
    assert settings.official(QSettings(window.store.fileName(), QSettings.Format.IniFormat))


def test_due__changed__is_counted_and_checked_at_once(
    window: Window, machine: dict[Role, Official], report: Path, until: Until
) -> None:
    window.filing.open(report)
    assert window.desk is not None
    session = window.desk.session
    session.edit({"cover/issued": "2026-01-25"}, "x")
    page = page_of(window, until)
    page.day.setFocus()
    page.day.selectAll()
    QTest.keyClicks(page.day, "20")
    assert "2026年1月20日" in window.status.deadline.text()
    assert "DATE-LATE" in {f.rule for f in session.findings.all}
    window.filing.close()
    window.filing.open(report)
    assert window.desk is not None
    assert "DATE-LATE" in {f.rule for f in window.desk.session.findings.all}


def test_settings__opened_twice__is_one_window_and_Esc_closes_it(
    window: Window, machine: dict[Role, Official], until: Until
) -> None:
    page = page_of(window, until)
    assert page_of(window, until) is page
    until(page.isActiveWindow)  # Esc is a shortcut, and only the active window's are heard
    QTest.keyClick(page.day, Qt.Key.Key_Escape)
    until(page.isHidden)


def test_author__written__stands_in_the_history_from_then_on(
    window: Window, machine: dict[Role, Official], report: Path, until: Until
) -> None:
    window.filing.open(report)
    assert window.desk is not None
    session = window.desk.session
    page = page_of(window, until)
    page.author.setFocus()
    QTest.keyClicks(page.author, " Li ")
    session.edit({"preface": "一"}, "x")
    assert author(session.report) == "Li"
    page.author.clear()
    session.edit({"preface": "二"}, "x")
    assert author(session.report) == ""


def test_zoom__chosen__is_that_of_all_tables_and_of_the_next_report(
    window: Window, machine: dict[Role, Official], report: Path, until: Until
) -> None:
    window.filing.open(report)
    page = page_of(window, until)
    page.zoom.setFocus()
    QTest.keyClick(page.zoom, Qt.Key.Key_Up)
    assert window.desk is not None
    keys = [part.key for part in window.desk.session.report.edition.parts if part.tables]
    for key in keys:
        window.desk.tabs.show_key(key)
        assert window.desk.grid is not None
        assert window.desk.grid.zoom == 110
    window.filing.close()
    window.filing.open(report)
    assert window.desk is not None
    window.desk.tabs.show_key(keys[0])
    assert window.desk.grid is not None
    assert window.desk.grid.zoom == 110
