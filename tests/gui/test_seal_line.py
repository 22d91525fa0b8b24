"""The line above a report that is sealed or was opened again."""

from pathlib import Path

from PySide6.QtTest import QSignalSpy

from clerk_app.gui.seal_line import SealLine, reopened_words, sent_words
from clerk_app.report.document import chinese_time
from clerk_app.report.seal import sendings
from clerk_app.session import Session


def test_line__draft_sealed_sent_opened_again__each_in_words(complete: Path, tmp_path: Path) -> None:
    with Session.open(complete) as session:
        line = SealLine(session)
        assert line.isHidden()
        seal = session.seal()
        line.refresh()
        assert line.words.text() == f"已定稿，不能修改：第 1 次定稿，核对码 {seal.code}。还没有送报。"
        assert not line.correct.isHidden()
        session.record_sending(tmp_path)
        line.refresh()
        (sent,) = sendings(session.report, seal)
        assert line.words.text().endswith(f"。已送到“{tmp_path}”（{chinese_time(sent.at)}）。")
        session.reopen("表三 填错")
        line.refresh()
        assert line.words.text() == "第 1 次定稿以后退回修改：表三 填错。改好以后再定稿。"
        assert line.correct.isHidden()
        assert sent_words(session.report) == ""
        session.seal()
        assert reopened_words(session.report) == ""


def test_line__of_a_report_only_looked_at__offers_no_correction(complete: Path) -> None:
    with Session.open(complete) as session:
        session.seal()
    line = SealLine(Session.look(complete))
    asked = QSignalSpy(line.asked)
    line.go.click()
    assert asked.count() == 1
    assert line.correct.isHidden()
    assert not line.isHidden()
