"""Dates and form: the right edition for the year, the date of the report inside its window."""

from datetime import date

from clerk_app.check.finding import Finding, say
from clerk_app.form.edition import Edition, edition_for, editions
from clerk_app.report.document import chinese_date
from clerk_app.report.model import Report


def findings(report: Report, deadline: date) -> list[Finding]:
    """EDITION, DATE-EARLY, DATE-LATE."""
    return [*_edition(report), *_dates(report, deadline)]


def _edition(report: Report) -> list[Finding]:
    edition = report.edition
    if edition.covers(report.year):
        return []
    right = edition_for(report.year, editions())
    words = {"year": report.year, "key": edition.key, "source": edition.source, "years": _years(edition)}
    if right is None:
        return [say("EDITION.none", words, field="year")]
    return [say("EDITION", words | {"right": right.key, "right_source": right.source}, field="year")]


def _years(edition: Edition) -> str:
    if edition.last_year is None:
        return f"{edition.first_year}年以后"
    if edition.last_year == edition.first_year:
        return f"{edition.first_year}年"
    return f"{edition.first_year}年至{edition.last_year}年"


def _dates(report: Report, deadline: date) -> list[Finding]:
    if not (text := report.text("cover/issued")):
        return []
    issued, end = date.fromisoformat(text), date(report.year, 12, 31)
    words = {"date": chinese_date(issued), "end": chinese_date(end), "next": report.year + 1}
    if issued <= end:
        return [say("DATE-EARLY", words, field="cover/issued")]
    if issued > deadline:
        words |= {"deadline": chinese_date(deadline), "days": (issued - deadline).days}
        return [say("DATE-LATE", words, field="cover/issued")]
    return []
