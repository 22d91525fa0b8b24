"""Findings that are put off for long texts: what is known meanwhile, and what is told when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from clerk_app.check.current import LONG, Checks
from clerk_app.check.finding import Findings
from clerk_app.report.fresh import fresh
from clerk_app.report.model import Changeset, Report

Job = tuple[Callable[[], Findings], Callable[[Findings], Any], Callable[[Exception], Any]]


@dataclass
class Desk:
    """A report, its checks (the count of filled cells stands for the length of the text), and a thread that waits."""

    report: Report = field(default_factory=lambda: fresh("青石镇人民政府", 2025, "", "", None))
    told: list[int] = field(default_factory=list[int])
    waiting: list[Job] = field(default_factory=list[Job])

    def __post_init__(self) -> None:
        self.checks = Checks(lambda: self.report, self.check, lambda f: self.told.append(f.filled))
        self.checks.beside = lambda *job: self.waiting.append(job)

    @staticmethod
    def check(report: Report) -> Findings:
        return Findings((), len(report.text("overview")), 0, {})

    def write(self, length: int) -> None:
        self.report = self.report.apply(Changeset(self.report.edits_to({"overview": "国" * length})))
        self.checks.again()

    def work(self) -> None:
        work, done, _ = self.waiting.pop(0)
        done(work())


def test_findings__short_texts__are_known_at_once() -> None:
    desk = Desk()
    desk.write(100)
    assert desk.checks.findings.filled == 100
    assert not desk.waiting
    desk.write(LONG - 100)
    assert desk.checks.findings.filled == LONG - 100


def test_findings__long_text_first_seen__are_those_of_its_beginning_then_told_in_full() -> None:
    desk = Desk()
    desk.write(LONG * 2)
    assert (desk.checks.findings.filled, desk.checks.running) == (2_000, True)
    desk.work()
    assert (desk.checks.findings.filled, desk.checks.running, desk.told) == (LONG * 2, False, [LONG * 2])


def test_findings__long_text_changed_while_it_is_read__are_told_once_of_the_last() -> None:
    desk = Desk()
    desk.write(LONG * 2)
    assert desk.checks.findings
    for length in (LONG * 2 + 1, LONG * 2 + 2):
        desk.write(length)
    assert len(desk.waiting) == 1
    desk.work()
    assert desk.told == []
    desk.work()
    assert (desk.told, desk.waiting) == ([LONG * 2 + 2], [])


def test_findings__cut_short_while_they_are_worked_out__are_known_at_once_and_nothing_old_is_told() -> None:
    desk = Desk()
    desk.write(LONG * 2)
    assert desk.checks.findings
    desk.write(5)
    assert (desk.checks.findings.filled, desk.checks.running) == (5, False)
    desk.work()
    assert (desk.checks.findings.filled, desk.told) == (5, [])


def test_settled__while_they_are_worked_out__are_those_of_the_report_as_it_stands() -> None:
    desk = Desk()
    desk.write(LONG * 2)
    assert desk.checks.findings
    assert (desk.checks.settled().filled, desk.checks.running) == (LONG * 2, False)


def test_findings__check_that_fails__is_raised_and_the_next_change_is_checked() -> None:
    desk = Desk()
    desk.write(LONG * 2)
    assert desk.checks.findings
    with pytest.raises(ValueError, match="broken"):
        desk.waiting.pop()[2](ValueError("broken"))
    desk.write(LONG * 2 + 1)
    desk.work()
    assert desk.told == [LONG * 2 + 1]
