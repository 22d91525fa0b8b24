"""The canonical form of what the paper shows, byte for byte, and its SHA-256: what a seal fixes.

Edition, unit, year, cover, cells, passages and the reasons written for warnings; neither last year's values, nor
seals, sources of sums, notes, authors, history or times of work. The form is described in DESIGN.md and never changes:
a new one would take a new header, and seals name theirs by the digest's prefix.
"""

from collections.abc import Iterable
from hashlib import sha256

from clerk_app.form.names import table_name
from clerk_app.report.fields import ANSWER, AUTHOR, NOTE, PREVIOUS, SEAL, SOURCE, Value, to_text
from clerk_app.report.model import Report

HEADER = b"zfnb-canonical/1 sha256\n"
PREFIX = "sha256:"

_Entry = tuple[str, Value]  # path, value


def canonical(report: Report) -> bytes:
    """The bytes themselves; a full report has about 17 kB."""
    return HEADER + _joined(_entries(report))


def digest(report: Report) -> str:
    """`sha256:` and 64 hexadecimal digits."""
    return PREFIX + sha256(canonical(report)).hexdigest()


def sections(report: Report) -> dict[str, str]:
    """For each section that holds anything, the first 16 digits of its own digest: they tell what was altered, and
    nothing rests on them."""
    parted: dict[str, list[_Entry]] = {}
    for entry in _entries(report):
        parted.setdefault(_section(report, entry[0]), []).append(entry)
    return {key: sha256(_joined(entries)).hexdigest()[:16] for key, entries in parted.items()}


def section_name(report: Report, section: str) -> str:
    """What people call a section: 封面, 表三, 一、总体情况."""
    if section in report.edition.tables:
        return table_name(report.edition, section)
    names = {part.key: part.heading for part in report.edition.parts}
    return names.get(section) or {"preface": "前言", "answer": "说明的原因"}.get(section, "封面")


def _entries(report: Report) -> list[_Entry]:
    """In the order of their paths by code point, which is also that of their bytes in UTF-8."""
    shown = [(p, v) for p, v in report.values.items() if not p.startswith((PREVIOUS, SEAL, SOURCE, NOTE, AUTHOR))]
    return sorted([("edition", report.edition.key), *shown])


def _joined(entries: Iterable[_Entry]) -> bytes:
    lines = [
        f"n{len(path)}:{path}{len(text := str(value))}:{text}\n"
        if type(value) is int and path.isascii()  # nearly all: half the time
        else f"{_tag(value)}{_counted(path)}{_counted(to_text(value))}\n"
        for path, value in entries
    ]
    return "".join(lines).encode()


def _tag(value: Value) -> str:
    """b: yes or no, n: number, t: text."""
    return "b" if isinstance(value, bool) else "t" if isinstance(value, str) else "n"


def _counted(text: str) -> str:
    """With its length in bytes before it."""
    return f"{len(text) if text.isascii() else len(text.encode())}:{text}"


def _section(report: Report, path: str) -> str:
    if path in report.edition.passages:
        return path
    if path in report.edition.cells:
        return path.partition("/")[0]
    return ANSWER.rstrip("/") if path.startswith(ANSWER) else "cover"
