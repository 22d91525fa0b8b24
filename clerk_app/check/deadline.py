"""The day by which a report must be handed in."""

from calendar import monthrange
from datetime import date

DUE = (1, 31)  # month and day: 31 January of the next year (条例 49)
_DUE_OF_GOVERNMENTS = (3, 31)  # the report of a county's government and above is published by then (条例 49)
_GOVERNMENTS = ("county", "city", "province")


def deadline_of(year: int, due: tuple[int, int] = DUE, level: str = "") -> date:
    """The day by which the report of a year must be handed in: month and day of the year that follows. A day that was
    set counts for all; else the government of a county and above has until the end of March."""
    month, day = _DUE_OF_GOVERNMENTS if due == DUE and level in _GOVERNMENTS else due
    return date(year + 1, month, min(day, monthrange(year + 1, month)[1]))
