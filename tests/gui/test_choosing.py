"""Choosing files: in Chinese, and without looking into them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QTreeView, QWidget

from clerk_app.gui import choosing
from clerk_app.gui.choosing import Dialog
from clerk_app.gui.window import Window
from clerk_app.session import Session
from clerk_app.store.refusals import Locked


@pytest.fixture
def parent(application: QApplication) -> QWidget:
    widget = QWidget()
    widget.show()
    return widget


def when_shown(parent: QWidget, answer: Callable[[Dialog], object]) -> None:
    """Answers the dialog that is opened next, as soon as it is there: however slow the machine, it is answered."""
    timer = QTimer(parent, interval=20)

    def look() -> None:
        found = [w for w in QApplication.topLevelWidgets() if isinstance(w, Dialog) and w.isVisible()]
        if found:
            timer.stop()
            answer(found[0])

    timer.timeout.connect(look)
    timer.start()


def test_dialog__folder_that_is_not_there__opens_in_the_one_above(parent: QWidget, tmp_path: Path) -> None:
    dialog = Dialog(parent, "打开报告", tmp_path / "没有" / "也没有", choosing.REPORTS)
    assert dialog.directory().absolutePath() == str(tmp_path)
    assert dialog.selectedFiles() in ([], [str(tmp_path)])


def test_dialog__its_labels__are_chinese(parent: QWidget, tmp_path: Path) -> None:
    dialog = Dialog(parent, "打开报告", tmp_path, choosing.REPORTS)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    words = "".join(label.text() for label in dialog.findChildren(QLabel))
    assert "位置" in words
    assert "文件名" in words
    assert "Look" not in words


@pytest.mark.parametrize("typed, got", [("乙", "乙.zfnb"), ("乙.zfnb", "乙.zfnb"), ("1.5版", "1.5版.zfnb")])
def test_new_report__whatever_ending_is_typed__is_a_report(
    parent: QWidget, tmp_path: Path, typed: str, got: str
) -> None:
    def answer(dialog: Dialog) -> None:
        line = dialog.findChild(QLineEdit, "fileNameEdit")
        assert line is not None
        line.setText(typed)
        dialog.accept()

    when_shown(parent, answer)
    assert choosing.new_report(parent, "存为", tmp_path / "甲.zfnb") == tmp_path / got


def test_existing__dialog_left__is_none(parent: QWidget, tmp_path: Path) -> None:
    when_shown(parent, Dialog.reject)
    assert choosing.existing(parent, "打开", tmp_path) is None


def test_existing__while_a_report_is_open__it_stays_locked(window: Window, report: Path) -> None:
    window.filing.open(report)
    when_shown(window, lambda dialog: QTimer.singleShot(500, dialog, dialog.reject))  # it may look into the file
    choosing.existing(window, "打开", report.parent)
    with pytest.raises(Locked):
        Session.open(report)
    assert posix_locks(report)


def posix_locks(path: Path) -> list[str]:
    """The locks on the file that this process holds, as the kernel lists them; one that is always there elsewhere."""
    table = Path("/proc/locks")
    number = f":{path.stat().st_ino} "
    return [x for x in table.read_text().splitlines() if number in x and "POSIX" in x] if table.exists() else ["?"]


def test_dialog__list_of_files__shows_dates_whole(parent: QWidget, tmp_path: Path) -> None:
    (tmp_path / "甲.zfnb").write_bytes(b"")
    dialog = Dialog(parent, "打开报告", tmp_path, choosing.REPORTS)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    heads = [tree.header() for tree in dialog.findChildren(QTreeView)]
    assert heads
    for head in heads:
        modes = [head.sectionResizeMode(i) for i in range(head.count())]
        assert modes == [head.ResizeMode.Stretch, *[head.ResizeMode.ResizeToContents] * (head.count() - 1)]
