"""About: versions and licences of all parts, from the bill of materials or from Python's own data."""

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from clerk_app import RESOURCES, __version__
from clerk_app.gui import about
from clerk_app.gui.window import Window


def test_about__in_a_checkout__lists_every_dependency_with_its_licence_text(window: Window) -> None:
    window.commands["about"].trigger()
    page = window.findChild(about.AboutPage)
    assert page is not None
    assert page is about.show_about(window)
    assert __version__ in page.head.text()
    assert "LGPL-3.0" in page.head.text()
    named = [page.list.item(row).text() for row in range(page.list.count())]
    for name in ("CPython", "Qt ", "PySide6", "reportlab", "sqlite-utils", "pypdfium2", "lxml", "随附的字体"):
        assert any(name.lower() in words.lower() for words in named), name
    for row in range(1, page.list.count()):
        page.list.setCurrentRow(row)
        assert len(page.text.toPlainText()) > 20


def test_about__qt__tells_how_it_is_replaced_where_its_source_is_and_shows_lgpl_and_gpl(window: Window) -> None:
    page = about.show_about(window)
    page.list.setCurrentRow(1)
    text = page.text.toPlainText()
    for words in ("替换", "源代码", "GNU LESSER GENERAL PUBLIC LICENSE", "GNU GENERAL PUBLIC LICENSE"):
        assert words in text


def test_parts__of_an_installed_program__are_those_of_its_bill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ffi = {"licenses": [{"license": {"name": "GPL"}}], "purl": "pkg:deb/debian/libffi7@3.3"}
    qt_ = {"licenses": [{"expression": "LGPL-3.0-only"}], "purl": "pkg:generic/qt@6.9.3"}
    components = [{"name": "libffi", "version": "3.3", **ffi}, {"name": "Qt", "version": "6.9.3", **qt_}]
    (tmp_path / "sbom.cdx.json").write_text(json.dumps({"components": components}), "utf-8")
    (tmp_path / "libffi7").mkdir()
    (tmp_path / "libffi7" / "copyright").write_text("Anthony Green", "utf-8")
    monkeypatch.setattr(about, "LICENCES", tmp_path)
    libffi, qt = about.parts()
    assert (libffi.name, libffi.version, libffi.licence) == ("libffi", "3.3", "GPL")
    assert [p.read_text("utf-8") for p in libffi.texts] == ["Anthony Green"]
    assert qt.texts == about.QT
    assert all((RESOURCES / "licences" / p.name).is_file() for p in about.QT)


def test_about__versions__go_to_the_clipboard_without_any_report(window: Window) -> None:
    page = about.show_about(window)
    said = page.versions()
    QApplication.clipboard().setText(said)
    assert said.splitlines()[0] == f"年报助手 {__version__}"
    assert any(line.startswith("reportlab ") for line in said.splitlines())
