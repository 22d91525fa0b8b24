"""The history in its window: what is listed, and the way back to a moment."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from clerk_app.gui import choosing, history_page, settings
from clerk_app.gui.history_page import ACT, NAMELESS, WHAT, WHO, show_history
from clerk_app.gui.window import Window
from tests.gui.conftest import Until


def test_history__of_a_report__lists_its_steps_and_brings_a_moment_back(
    window: Window, report: Path, until: Until
) -> None:
    settings.set_author(window.store, "李文")
    window.filing.open(report)
    assert window.desk is not None
    session = window.desk.session
    for number in (3, 5):
        session.edit({"t3/new/natural": number}, "填写")
    session.edit({"overview": "收到{t3/new/natural}件。"}, "写")
    session.undo()
    page = show_history(window)
    said = [page.list.topLevelItem(i).text(ACT) for i in range(page.list.topLevelItemCount())]
    assert said == ["撤销：写", "写", "填写", "填写"]
    assert page.list.topLevelItem(2).text(WHAT) == "表三·自然人·本年新收 3 → 5"
    page.list.setCurrentItem(page.list.topLevelItem(3))
    page.restore.click()
    assert session.report.figure("t3/new/natural") == 3
    until(lambda: page.list.topLevelItem(0).text(ACT).startswith("回到 20"))
    assert {page.list.topLevelItem(i).text(WHO) for i in range(page.list.topLevelItemCount())} == {"李文"}
    assert NAMELESS not in page.words.text()
    session.undo()
    assert session.report.figure("t3/new/natural") == 5
    assert show_history(window) is page


def test_history__of_more_steps_than_are_listed__says_where_all_are(
    window: Window, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_page, "SHOWN", 2)
    monkeypatch.setattr(history_page, "MORE", history_page.MORE.replace("1000", "2"))
    window.filing.open(report)
    assert window.desk is not None
    for number in (3, 5, 7):
        window.desk.session.edit({"t3/new/natural": number}, "填写")
    page = show_history(window)
    assert page.list.topLevelItemCount() == 2
    assert "共 3 步，这里列出最近的 2 步，导出的文件里有全部。" in page.words.text()


def test_history__after_another_change__is_listed_anew_before_anything_is_brought_back(
    window: Window, report: Path
) -> None:
    window.filing.open(report)
    assert window.desk is not None
    session = window.desk.session
    session.edit({"t3/new/natural": 3}, "填写")
    page = show_history(window)
    assert page.words.text().endswith(NAMELESS)
    session.edit({"t3/new/natural": 5}, "填写")
    page.restore.click()
    assert session.report.figure("t3/new/natural") == 5
    assert page.list.topLevelItemCount() == 2
    assert "请再选一次" in page.words.text()


def test_history__handed_out__is_a_table(
    window: Window, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.filing.open(report)
    assert window.desk is not None
    window.desk.session.edit({"t3/new/natural": 3}, "填写")
    monkeypatch.setattr(choosing, "handed_out", lambda *_: (tmp_path / "x.csv", ""))
    page = show_history(window)
    page.export.click()
    assert "表三·自然人·本年新收" in (tmp_path / "x.csv").read_text("utf-8-sig")
    assert "已导出" in page.words.text()


def test_history__of_a_report_only_looked_at__says_why_it_is_not_there(window: Window) -> None:
    page = show_history(window)
    QTest.qWait(0)
    assert "看不到" in page.words.text()
    assert not page.restore.isEnabled()


def test_history__of_a_report_sealed_sent_and_opened_again__names_each(
    window: Window, complete: Path, tmp_path: Path
) -> None:
    window.filing.open(complete)
    assert window.desk is not None
    session = window.desk.session
    seal = session.seal()
    session.record_sending(tmp_path)
    session.reopen("表三填错")
    page = show_history(window)
    reopened, sent, sealed = (page.list.topLevelItem(i).text(page.list.columnCount() - 1) for i in range(3))
    assert reopened == "第 1 次定稿，退回修改：表三填错"
    assert sent.startswith(f"第 1 次定稿，送到“{str(tmp_path)[:20]}")
    assert sealed == f"第 1 次定稿，核对码 {seal.code}"
