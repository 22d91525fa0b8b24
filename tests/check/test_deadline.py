"""The last day for a report."""

from datetime import date

from clerk_app.check.deadline import deadline_of


def test_deadline_of__a_day_the_month_has_not__is_its_last() -> None:
    assert deadline_of(2025) == date(2026, 1, 31)
    assert deadline_of(2025, (2, 30)) == date(2026, 2, 28)
