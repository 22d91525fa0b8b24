"""What a report can be handed out as: the ending of a file, and the bytes that go into it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from clerk_app.report.model import Report

if TYPE_CHECKING:
    from clerk_app.paper.faces import Faces


def make(ending: str, report: Report, changed_at: str, faces: "Faces | None" = None, *, draft: bool = False) -> bytes:
    """The file of one of `ENDINGS`. `draft`: also when the report is sealed. `faces`: others than the bundled ones."""
    if ending == ".pdf":
        from clerk_app.paper import pdf

        mark = pdf.Draft(changed_at) if draft else pdf.mark_of(report, changed_at)
        return pdf.make(report, mark=mark, faces=faces)
    if ending == ".png":
        from clerk_app.exchange import raster

        return raster.png(picture(report, faces))
    return _PLAIN[ending](report)


def picture(report: Report, faces: "Faces | None" = None) -> bytes:
    """The one-page picture as PDF."""
    from clerk_app.paper import picture as paper

    return paper.make(report, faces=faces)


def _docx(report: Report) -> bytes:
    from clerk_app.exchange import docx

    return docx.make(report)


def _xlsx(report: Report) -> bytes:
    from clerk_app.exchange import xlsx

    return xlsx.make(report)


def _html(report: Report) -> bytes:
    from clerk_app.exchange import html

    return html.page(report)


def _json(report: Report) -> bytes:
    from clerk_app.exchange import interchange

    return interchange.dump(report).encode()


_PLAIN: dict[str, Callable[[Report], bytes]] = {".docx": _docx, ".xlsx": _xlsx, ".html": _html, ".json": _json}
ENDINGS = (".pdf", *_PLAIN, ".png")
