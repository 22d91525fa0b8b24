"""Sending from the page: sticks first, what was chosen last, progress, and the clear sentence when it fails."""

import errno
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from clerk_app.gui import choosing, settings
from clerk_app.gui.sealing_page import SealingPage, show_sealing
from clerk_app.gui.sending_box import NOWHERE, SendingBox
from clerk_app.gui.start import state_of
from clerk_app.gui.window import Window, today
from clerk_app.report.seal import sendings
from clerk_app.sending import verify
from clerk_app.session import Session
from clerk_app.store import files, places
from clerk_app.store.places import Stick

Until = Callable[[Callable[[], object]], None]


@pytest.fixture
def sticks(monkeypatch: pytest.MonkeyPatch) -> list[Stick]:
    """The sticks of this machine: those that a test plugs in."""
    plugged: list[Stick] = []
    monkeypatch.setattr(places, "sticks", lambda: list(plugged))
    return plugged


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    root = tmp_path / "media" / "KINGSTON"
    root.mkdir(parents=True)
    return Stick(root, "KINGSTON", writable=True)


@pytest.fixture
def page(window: Window, complete: Path, sticks: list[Stick]) -> Iterator[SealingPage]:
    """The page of a sealed report."""
    with Session.open(complete) as session:
        session.seal()
    window.filing.open(complete)
    made = show_sealing(window)
    assert made is not None
    return made


def folders(box: SendingBox) -> list[Path]:
    return [box.list.item(i).data(Qt.ItemDataRole.UserRole) for i in range(box.list.count())]


def test_box__stick_plugged_in_while_it_is_open__is_listed_and_taken(
    page: SealingPage, sticks: list[Stick], stick: Stick, until: Until
) -> None:
    box = page.sending
    assert box.words.text() == NOWHERE
    assert not box.send.isEnabled()
    box._timer.setInterval(10)
    sticks.append(stick)
    until(lambda: folders(box) == [stick.root])
    assert box.folder == stick.root
    assert box.send.isEnabled()
    sticks.clear()
    until(lambda: not box.send.isEnabled())


def test_box__no_stick_and_sealed_once_more__no_empty_list_stands_there(page: SealingPage, sticks: list[Stick]) -> None:
    box = page.sending
    box.refresh()
    assert box.words.text() == NOWHERE
    assert box.list.isHidden()
    assert not box.send.isHidden()


def test_box__sent_by_enter__files_words_and_the_report_remember_it(
    window: Window, page: SealingPage, sticks: list[Stick], stick: Stick, until: Until, complete: Path
) -> None:
    sticks.append(stick)
    box = page.sending
    box._look()
    (stick.root / "别人的.txt").write_text("别动")
    box.docx.setChecked(True)
    box.send.setFocus()
    QTest.keyClick(box.send, Qt.Key.Key_Return)
    assert not box.list.isEnabled()
    until(lambda: box.said.text().startswith("已写入"))
    assert box.said.text() == f"已写入“{stick.root}”，共 4 个文件，逐个读回核对无误，可安全弹出。"
    assert box.bar.isHidden()
    assert box.show_folder.isVisible()
    assert len(list(stick.root.iterdir())) == 5
    assert (stick.root / "别人的.txt").read_text() == "别动"
    (copy,) = stick.root.glob("*.zfnb")
    assert window.desk is not None
    session = window.desk.session
    assert session.sealed is not None
    assert verify(copy, session.sealed.code).kind == "same"
    (sent,) = sendings(session.report, session.sealed)
    assert sent.where == str(stick.root)
    assert settings.sending(window.store) == (stick.root, True)
    assert str(stick.root).encode() not in copy.read_bytes()
    window.filing.close()
    mark, words = state_of(complete, today())
    assert mark == "done"
    assert f"已送到“{stick.root}”" in words
    window.filing.open(complete)
    again = show_sealing(window)
    assert again is not None
    assert f"已送到“{stick.root}”" in again.sending.said.text()


def test_box__folder_chosen__is_offered_after_the_sticks_and_remembered(
    window: Window, page: SealingPage, sticks: list[Stick], stick: Stick, until: Until, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    own = tmp_path / "送报"
    own.mkdir()
    sticks.append(stick)
    monkeypatch.setattr(choosing, "folder", lambda *_: own)
    page.sending._look()
    page.sending.pick.click()
    assert page.sending.folder == own
    assert folders(page.sending) == [stick.root, own]
    page.sending.start()
    until(lambda: "可安全弹出" in page.sending.said.text())
    window.back()
    again = show_sealing(window)
    assert again is not None
    assert folders(again.sending) == [stick.root, own]
    assert again.sending.folder == stick.root  # a stick that is plugged in is meant


def test_box__stick_pulled_after_it_was_chosen__one_sentence_and_nothing_written_here(
    page: SealingPage, sticks: list[Stick], stick: Stick, until: Until
) -> None:
    sticks.append(stick)
    page.sending._look()
    stick.root.rmdir()
    page.sending.start()
    until(lambda: page.sending.said.text().endswith("再送一次。"))
    assert page.sending.said.text() == f"“{stick.root}”不见了，U 盘可能已经拔出：请插好再送一次。"
    assert not stick.root.exists()


@pytest.mark.parametrize(
    "number, words",
    [(errno.ENOTCONN, "磁盘或 U 盘不见了，请插好再试。"),
     (errno.ENOSPC, "磁盘已满，请腾出空间。"), (errno.EROFS, "磁盘是只读的，请换一个位置。"),
     (errno.EIO, "磁盘读写出错，请检查 U 盘或磁盘，换一个位置再试。")],
)  # fmt: skip
def test_box__stick_that_takes_nothing__one_sentence_and_no_word_of_pulling_it_out(
    page: SealingPage, sticks: list[Stick], stick: Stick, until: Until, monkeypatch: pytest.MonkeyPatch,
    number: int, words: str,
) -> None:  # fmt: skip
    def refuse(descriptor: int) -> None:
        raise OSError(number, "x")

    sticks.append(stick)
    page.sending._look()
    monkeypatch.setattr(files.os, "fsync", refuse)
    page.sending.start()
    until(lambda: page.sending.said.text().startswith("往"))
    monkeypatch.undo()
    assert page.sending.said.text() == f"往“{stick.root}”写“年报文件”时没有存成：{words}"
    assert list(stick.root.iterdir()) == []
    assert page.sending.send.isEnabled()


def test_box__write_protected_stick__is_listed_as_such_and_not_taken_first(
    page: SealingPage, sticks: list[Stick], stick: Stick, tmp_path: Path
) -> None:
    locked = tmp_path / "media" / "LOCKED"
    locked.mkdir()
    sticks += [Stick(locked, "LOCKED", writable=False), stick]
    page.sending._look()
    assert "写保护" in page.sending.list.item(0).text()
    assert page.sending.folder == stick.root


def test_box__stopped__goes_no_further_than_the_file_it_is_at(
    window: Window, page: SealingPage, sticks: list[Stick], stick: Stick, until: Until
) -> None:
    sticks.append(stick)
    box = page.sending
    box._look()
    go = threading.Event()
    window.worker.run(go.wait, lambda _: None, lambda _: None)
    box.start()
    assert box.send.text().startswith("停止")
    box.send.click()
    go.set()
    until(lambda: not box.running)
    assert box.said.text() == "已停止，没有写完。"
    assert list(stick.root.iterdir()) == []
    assert box.send.text().startswith("送报")
    assert box.send.isEnabled()
    box.send.click()
    until(lambda: "可安全弹出" in box.said.text())
