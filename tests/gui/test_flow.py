"""A clerk's whole way through the window, with real keys: new, paste, findings, back and forth, seal, send."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from clerk_app.gui.cover import Cover
from clerk_app.gui.pages import TablePage, TextPage
from clerk_app.gui.window import Window
from clerk_app.session import Session
from clerk_app.store import places
from tests.gui.conftest import Until, Write

Ctrl, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PASTED = """(一)基本情况。全年公开信息70条。
(二)依申请公开情况。收到政府信息公开申请3件,均按时答复。"""
TEXT = """（一）基本情况。全年公开信息70条。
（二）依申请公开情况。收到政府信息公开申请3件，均按时答复。"""


def test_window__a_report_pasted_zeroed_undone_reopened_redone__is_the_same_again(
    window: Window,
    tmp_path: Path,
    until: Until,
    write: Write,
) -> None:
    QTest.keyClick(window, Qt.Key.Key_N, Ctrl)
    path = tmp_path / "新.zfnb"
    for field, text in ((window.new_page.unit, "花山镇人民政府"), (window.new_page.year, "2019")):
        field.clear()
        write(field, text)
    window.new_page.path.setText(str(path))
    QTest.keyClick(window.new_page.unit, Qt.Key.Key_Return)
    assert window.desk is not None
    session = window.desk.session
    assert session.report.edition.key == "2019"
    assert not session.can_undo
    before = dict(session.report.values)

    QApplication.clipboard().setText(PASTED)
    for passage in session.report.edition.passages:
        window.desk.tabs.show_key("cover" if passage == "preface" else passage)
        page = window.desk.page
        editor = page.preface if isinstance(page, Cover) else page.editor if isinstance(page, TextPage) else None
        assert editor is not None
        editor.text.setFocus()
        QTest.keyClick(editor.text, Qt.Key.Key_V, Ctrl)
    window.desk.flush()
    assert all(session.report.text(p) == TEXT for p in session.report.edition.passages)

    window.desk.tabs.show_key("applications")
    assert isinstance(window.desk.page, TablePage)
    window.commands["zero_table"].trigger()
    table = [c for c in session.report.edition.cells if c.startswith("t3/")]
    assert {session.report.figure(c) for c in table} == {0}
    assert window.status.filled.text() == f"填报 {len(table)}/198"
    # The text says three, the table none.
    contradiction = next(f for f in session.findings.all if f.rule == "TEXT-NONE")
    assert contradiction.message in [row.finding.message for row in window.desk.panel.rows if row.finding]

    for _ in range(len(session.findings.all)):
        QTest.keyClick(window, Qt.Key.Key_F8)
        if window.desk.tabs.key == "overview":
            break
    page = window.desk.page
    assert isinstance(page, TextPage)
    assert contradiction.passage is not None
    assert page.editor.text.textCursor().selectedText() == contradiction.passage.text

    after = dict(session.report.values)
    while session.can_undo:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Z, Ctrl)
    assert dict(session.report.values) == before
    assert page.editor.text.toPlainText() == ""

    until(lambda: window.status.saved.text().startswith("已保存"))
    QTest.keyClick(window, Qt.Key.Key_W, Ctrl)
    assert window.desk is None
    window.filing.open(path)
    assert window.desk is not None
    session = window.desk.session
    assert session.can_redo
    while session.can_redo:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Y, Ctrl)
    assert dict(session.report.values) == after


def test_window__from_a_wrong_number_to_the_stick__by_keys_alone(
    window: Window, complete: Path, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = places.Stick(tmp_path / "KINGSTON", "KINGSTON", writable=True)
    stick.root.mkdir()
    monkeypatch.setattr(places, "sticks", lambda: [stick])
    with Session.open(complete) as session:
        session.edit({"t3/new/natural": 8})
        right = session.report.figure("t3/new/natural")
        assert right == 8

    def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, modifier)

    window.filing.open(complete)
    until(QApplication.focusWidget)
    press(Qt.Key.Key_F12)
    press(Qt.Key.Key_Return)  # to the place of the first
    assert window.desk is not None
    assert window.desk.grid is not None
    assert window.desk.grid.current == "t3/new/natural"
    press(Qt.Key.Key_9)
    press(Qt.Key.Key_F12)  # what is being typed is taken
    report = window.desk.session
    assert report.report.figure("t3/new/natural") == 9
    assert report.findings.blocking == ()
    press(Qt.Key.Key_Return)  # sealed
    assert report.sealed is not None
    press(Qt.Key.Key_Return)  # sent
    until(lambda: len(list(stick.root.iterdir())) == 3 and not window.dispatch.running)
    press(Qt.Key.Key_W, Ctrl)
    assert window.desk is None
    listed = window.start_page.list
    until(lambda: listed.count() and "已送到" in listed.item(0).text())
    assert f"已送到“{stick.root}”" in listed.item(0).text()
