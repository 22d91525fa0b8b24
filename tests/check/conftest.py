"""The fixture `check`: the small tables and lines of a test's docstring as a report, and what is found in it."""

import re
from collections.abc import Callable, Mapping
from datetime import date

import pytest

from clerk_app.check.finding import Finding, Findings
from clerk_app.check.run import check as run
from clerk_app.report.model import Report

# What a report lacks: the tables and lines of a test show only what matters to it.
LACKING = {"BLANK", "PART-EMPTY", "TOPIC-MISSING", "FEE-STATED", "BASIS", "PERIOD"}


class Checked:
    """The findings of a report, without those of what is lacking."""

    def __init__(self, report: Report, findings: Findings) -> None:
        self.report, self.all = report, findings
        self.found = [f for f in findings.all if f.rule not in LACKING]

    @property
    def ids(self) -> list[str]:
        """`RULE` and what it is about: the column or row that its cells share, the passage, the field."""
        return [f"{f.rule} {_about(f)}".strip() for f in self.found]

    @property
    def first(self) -> Finding:
        return self.found[0]


def _about(finding: Finding) -> str:
    if finding.passage:
        return finding.passage.part
    columns, rows = ({c.split("/")[i] for c in finding.cells} for i in (2, 1))
    return next((s.pop() for s in (columns, rows) if len(s) == 1), finding.field)


def values(text: str) -> dict[str, object]:
    """`| t3 | natural |` heads a table; `overview: …` is a line of its own."""
    found: dict[str, object] = {}
    table, columns = "", list[str]()
    for line in text.splitlines():
        cells = [c.strip() for c in line.strip().strip("|").split("|")]
        if not line.strip().startswith("|"):
            table = ""
            if match := re.match(r"\s*([a-z_/]+): (.*)", line):
                found[match[1]] = match[2]
        elif not table:
            table, columns = cells[0], cells[1:]
        else:
            found |= {f"{table}/{cells[0]}/{c}": n for c, n in zip(columns, cells[1:], strict=True) if n}
    return found


@pytest.fixture
def read(make: Callable[..., Report]) -> Callable[..., Checked]:
    """read("| t3 | natural |…", overview="…", deadline=…) → what is found in that report."""

    def read(text: str = "", *, deadline: date | None = None, more: Mapping[str, object] | None = None) -> Checked:
        wanted = {**values(text), **(more or {})}
        key = str(wanted.pop("edition", "2021"))
        report = make(wanted, key, year=int(str(wanted.get("year", 0))))
        return Checked(report, run(report, deadline))

    return read


@pytest.fixture
def check(request: pytest.FixtureRequest, read: Callable[..., Checked]) -> Checked:
    return read(request.function.__doc__)
