"""What is not filled in yet: blank cells are no errors of arithmetic, but nothing is sealed with them."""

from collections.abc import Mapping

from clerk_app.check.finding import Finding, say
from clerk_app.check.turn import Turn
from clerk_app.form.names import cell_name, table_name
from clerk_app.report.model import Report

_NAMED = 3  # so many blank cells are named in the message; all are in `cells`


def filled(report: Report) -> Mapping[str, tuple[int, int]]:
    """For each part: the filled cells and all cells; a narrative part counts no cells (0, 0)."""
    cells, is_filled = report.edition.cells_of, report.values.__contains__
    result: dict[str, tuple[int, int]] = {}
    for part in report.edition.parts:
        of = [cells[table.key] for table in part.tables]
        result[part.key] = sum(sum(map(is_filled, c)) for c in of), sum(map(len, of))
    return result


def findings(turn: Turn) -> list[Finding]:
    """BLANK, one for each table with blank cells."""
    if turn.report.edition.cells.keys() <= turn.report.values.keys():
        return []
    return [f for f in turn.each(_blank, list(turn.report.edition.tables)) if f]


def _blank(report: Report, table: str) -> Finding | None:
    cells = report.edition.cells_of[table]
    blank = [c for c in cells if report.figure(c) is None]
    if not blank:
        return None
    band = report.edition.tables[table].band
    words = {
        "table": table_name(report.edition, table) + (f"（{band}）" if band else ""),
        "blank": len(blank),
        "all": len(cells),
        "names": "、".join(_short(report, c) for c in blank[:_NAMED]) + (" 等" if len(blank) > _NAMED else ""),
    }
    return say("BLANK.all" if len(blank) == len(cells) > 1 else "BLANK", words, cells=blank)


def _short(report: Report, cell: str) -> str:
    return cell_name(report.edition, cell).partition("·")[2]
