"""Standard sentences from the tables, with the numbers as figure fields; zeros are said in words."""

from decimal import Decimal

from clerk_app.form.guide import Clause, Sentence, guide
from clerk_app.report.model import Report
from clerk_app.report.passage import Field, number


def standard(report: Report, sentence: Sentence) -> list[str | Field]:
    """The sentence as the tables stand now: which clauses it has is settled here, its numbers follow the tables."""
    result: list[str | Field] = []
    between = ""
    for clause in sentence.clauses:
        words = _clause(report, clause)
        if words:
            result += [between if result else "", *words]
            items = [_clause(report, item) for item in clause.items if _sum(report, item)]
            for i, item in enumerate(items):
                result += ["、" if i else "，其中" if len(items) > 1 else "，", *item]
            between = "；" if items else "，"
    return [*(c for c in result if c != ""), "。"]


def standard_preface(report: Report) -> str:
    """The preface for this unit and year; empty where the form's guide has none."""
    return guide(report.edition.key).preface.replace("{unit}", report.unit).replace("{year}", str(report.year))


def _clause(report: Report, clause: Clause) -> list[str | Field]:
    if clause.of and _sum(report, clause) == 0:
        return [clause.none] if clause.none else []
    before, brace, after = clause.some.partition("{}")
    return [before, Field(clause.of), after] if brace else [before]


def _sum(report: Report, clause: Clause) -> int | Decimal | None:
    return number(report, Field(clause.of)) if clause.of else None
