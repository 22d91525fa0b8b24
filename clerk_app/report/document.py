"""The report as a stream of blocks, in the order of the paper: what every writer prints."""

import re
from datetime import date, datetime
from typing import NamedTuple

from clerk_app.form.edition import Part
from clerk_app.form.sheet import Sheet, sheet
from clerk_app.report.fields import COVER, COVER_NAMES
from clerk_app.report.model import Report
from clerk_app.report.numbers import write_number
from clerk_app.report.passage import resolved


class Title(NamedTuple):
    """The title in up to three pieces that may stand on lines of their own: unit, year, kind of document."""

    pieces: tuple[str, ...]


class Heading(NamedTuple):
    """The heading of a part: 一、总体情况."""

    text: str
    part: str


class Paragraph(NamedTuple):
    """One paragraph of a passage. `level`: 0 body, 1 “一、”, 2 “（一）”, 3 “1.”, 4 “（1）” (GB/T 9704 7.3.3).

    `head` is the length of the leading sentence that takes the level's face when the paragraph runs on behind it:
    “（一）主动公开情况。全年…” sets seven characters and the full stop in 楷体; the whole text when nothing follows.
    `passage` and `start` say where the paragraph stands in the report: for the preview and for findings.
    """

    text: str
    level: int
    head: int
    passage: str
    start: int


class Figures(NamedTuple):
    """The tables of one part with their numbers as printed (blank cells are empty, 0 is 0)."""

    sheet: Sheet
    numbers: dict[str, str]


class Signature(NamedTuple):
    """署名, 成文日期 and the note under them (GB/T 9704 7.3.5, 7.3.6). `date` is empty when none is set."""

    unit: str
    date: str
    note: str


Block = Title | Heading | Paragraph | Figures | Signature

_LEVELS = (
    (1, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (2, re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]")),
    (3, re.compile(r"\d{1,2}[.．、](?!\d)")),
    (4, re.compile(r"[（(]\d{1,2}[)）]")),
)
_RUN_IN = 30  # a first sentence longer than this is text, not a heading run in
NOTE = "（此件公开发布）"


def blocks(report: Report) -> list[Block]:
    """The whole report from the title to the note."""
    result: list[Block] = [title(report), *paragraphs(report, "preface"), *contact(report)]
    for part in report.edition.parts:
        result.append(Heading(part.heading, part.key))
        result += [figures(report, part)] if part.tables else paragraphs(report, part.key)
    return [*result, signature(report)]


def title(report: Report) -> Title:
    pieces = re.split(r"(?<=\})(?=\{)|(?<=\}年)", report.edition.title)
    return Title(tuple(p.format(unit=report.unit, year=report.year) for p in pieces if p))


def paragraphs(report: Report, passage: str) -> list[Block]:
    """The paragraphs of a passage, blank lines dropped and indents of the user's own stripped."""
    result: list[Block] = []
    at, read = 0, resolved(report, passage)
    for line in read.text.split("\n"):
        text = line.strip()
        if text:
            level, head = level_of(text)
            start, _ = read.span(at + len(line) - len(line.lstrip()), at + len(line))
            result.append(Paragraph(text, level, head, passage, start))
        at += len(line) + 1
    return result


def contact(report: Report) -> list[Block]:
    """One paragraph with the contact fields of the cover that the preface does not give already; none when blank."""
    fields = [p for p in COVER if p.startswith("cover/contact/") and report.text(p)]
    preface = resolved(report, "preface").text
    details = "；".join(f"{COVER_NAMES[p]}：{report.text(p)}" for p in fields if report.text(p) not in preface)
    if not details:
        return []
    text = report.edition.contact.format(unit=report.unit, details=details)
    return [Paragraph(text, 0, 0, "cover/contact", 0)]


def level_of(text: str) -> tuple[int, int]:
    """The paragraph's level by its numbering, and how many characters take the level's face."""
    level = next((n for n, pattern in _LEVELS if pattern.match(text)), 0)
    if level == 0:
        return 0, 0
    stop = re.search(r"[。：:]", text)
    if stop is None:
        return level, len(text)
    runs_on = stop.end() < len(text)
    return level, (stop.end() if stop.end() <= _RUN_IN else 0) if runs_on else len(text)


def figures(report: Report, part: Part) -> Figures:
    whole = sheet(part)
    return Figures(whole, {b.path: write_number(n) for b in whole.figures if (n := report.figure(b.path)) is not None})


def signature(report: Report) -> Signature:
    issued = report.text("cover/issued")
    parent = report.text("cover/parent")
    note = NOTE if report.values.get("cover/publish_note", True) else ""
    return Signature(full_name(parent, report.unit), chinese_date(date.fromisoformat(issued)) if issued else "", note)


def full_name(parent: str, unit: str) -> str:
    """A township signs with its full name, 临江市花山镇人民政府; what the unit's name begins with is not said twice."""
    shared = next((i for i in range(len(parent)) if unit.startswith(parent[i:])), len(parent))
    return parent[:shared] + unit


def chinese_date(day: date) -> str:
    """2027年1月8日: Arabic, four-digit year, no leading zeros (GB/T 9704 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_time(at: str) -> str:
    """2027年1月8日 15:20, of ISO 8601; what is none as it is: a file may say anything."""
    try:
        time = datetime.fromisoformat(at)
    except ValueError:
        return at
    return f"{chinese_date(time.date())} {time:%H:%M}"
