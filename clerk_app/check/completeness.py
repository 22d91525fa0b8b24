"""What is not filled in yet: blank cells are no errors of arithmetic, but nothing is sealed with them."""

from collections import Counter
from collections.abc import Mapping

from clerk_app.check.finding import Finding, say
from clerk_app.form.names import cell_name, table_name
from clerk_app.report.model import Report

_NAMED = 3  # so many blank cells are named in the message; all are in `cells`


def filled(report: Report) -> Mapping[str, tuple[int, int]]:
    """For each part: the filled cells and all cells; a narrative part counts no cells (0, 0)."""
    cells = report.edition.cells
    of = Counter(cell.table for cell in cells.values())
    blank = Counter(cells[c].table for c in cells.keys() - report.values.keys())
    result: dict[str, tuple[int, int]] = {}
    for part in report.edition.parts:
        all_of = sum(of[t.key] for t in part.tables)
        result[part.key] = (all_of - sum(blank[t.key] for t in part.tables), all_of)
    return result


def findings(report: Report) -> list[Finding]:
    """BLANK, one for each table with blank cells."""
    found: list[Finding] = []
    if report.edition.cells.keys() <= report.values.keys():
        return found
    for table in report.edition.tables:
        blank = [c for c, cell in report.edition.cells.items() if cell.table == table and report.figure(c) is None]
        if not blank:
            continue
        all_of = sum(cell.table == table for cell in report.edition.cells.values())
        band = report.edition.tables[table].band
        words = {
            "table": table_name(report.edition, table) + (f"（{band}）" if band else ""),
            "blank": len(blank),
            "all": all_of,
            "names": "、".join(_short(report, c) for c in blank[:_NAMED]) + (" 等" if len(blank) > _NAMED else ""),
        }
        found.append(say("BLANK.all" if len(blank) == all_of > 1 else "BLANK", words, cells=blank))
    return found


def _short(report: Report, cell: str) -> str:
    return cell_name(report.edition, cell).partition("·")[2]
