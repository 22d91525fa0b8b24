"""The PDF of a report: what the rest of the program asks of this room."""

from typing import NamedTuple

from clerk_app.paper.faces import Faces, bundled
from clerk_app.paper.pages import typeset
from clerk_app.paper.setting import Book
from clerk_app.paper.writing import write
from clerk_app.report.document import blocks, chinese_time
from clerk_app.report.fields import PREVIOUS
from clerk_app.report.model import Report
from clerk_app.report.seal import holding


class Draft(NamedTuple):
    """Not sealed. `changed`: when the report was last changed, ISO 8601, said by `words`; empty: unknown."""

    changed: str = ""

    @property
    def words(self) -> str:
        return f"草稿　最后修改：{chinese_time(self.changed)}" if self.changed else "草稿"


class Final(NamedTuple):
    """Sealed. `code` is the check code, `revision` counts from 1: how often the report has been sealed."""

    code: str
    revision: int = 1

    @property
    def words(self) -> str:
        return f"第 {self.revision} 次定稿　核对码 {self.code}"


def mark_of(report: Report, changed_at: str) -> Draft | Final:
    """What a report is printed as, by its seal: one that does not hold makes no final print."""
    seal = holding(report)
    return Final(seal.code, seal.revision) if seal else Draft(changed_at)


def make(report: Report, *, mark: Draft | Final, faces: Faces | None = None) -> bytes:
    """The PDF. The same report and mark give the same bytes. `faces`: others than the bundled ones."""
    return write(book(report, mark=mark, faces=faces))


def book(report: Report, *, mark: Draft | Final, faces: Faces | None = None) -> Book:
    """The set pages without the file, for a preview that asks where a passage stands."""
    draft, code = (mark.words, "") if isinstance(mark, Draft) else ("", mark.words)
    return typeset(blocks(report), faces or bundled(), draft=draft, code=code)


def missing(report: Report, faces: Faces | None = None) -> list[tuple[str, int, str]]:
    """The characters that no face has: path of the field, place in its text, character."""
    found = faces or bundled()
    return [
        (path, i, c)
        for path, value in report.values.items()
        if isinstance(value, str) and not path.startswith(PREVIOUS)
        for i, c in enumerate(value)
        if not found.printable(c)
    ]
