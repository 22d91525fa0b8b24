"""From the common form to a report: edition, cover, parts, figures; what was not recognised and what looks doubtful."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clerk_app.exchange.reading import streams
from clerk_app.exchange.reading.frame import Frame, frame
from clerk_app.exchange.reading.gathering import gathered
from clerk_app.exchange.reading.grids import GridReader
from clerk_app.exchange.reading.loosening import loosened
from clerk_app.exchange.reading.placing import Doubt, Placed
from clerk_app.exchange.reading.source import Grid, Item, Source, Unreadable, visible
from clerk_app.exchange.reading.words import Words, plain, words
from clerk_app.form.edition import Edition, edition_for
from clerk_app.report import fields
from clerk_app.report.fields import COVER, COVER_NAMES, PREVIOUS
from clerk_app.report.numbers import shown
from clerk_app.report.passage import stored

_FOLIO = re.compile(r"[—–\-－]{1,2}\s*\d{1,3}\s*[—–\-－]{1,2}|第\s*\d{1,3}\s*页(\s*[/／,，]?\s*共\s*\d{1,3}\s*页)?")
_SAID = 80  # characters of a piece that was not recognised
_TEXTS = 6_000  # lines and paragraphs in all
_LINES = 3_000  # of text in the parts with tables; a report a line a cell has some four hundred
_PIECES = 200  # of them that are told


@dataclass(frozen=True)
class Recognised:
    """What a published report holds, before anything of it is kept.

    `values`: fields by path as `Session.edit` takes them. `sources`: the source's words of every cell that was found;
    `blank`: those of them that hold no number. `doubts`: what is to be looked at; `missed`: pieces of the source that
    found no place; `absent`: parts of the form that the source has not.
    """

    edition: Edition
    unit: str
    year: int | None
    values: Mapping[str, object]
    sources: Mapping[str, str]
    blank: frozenset[str]
    doubts: tuple[Doubt, ...]
    missed: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def figures(self) -> dict[str, object]:
        return {c: self.values[c] for c in self.edition.cells if c in self.values}

    def wanted(self) -> dict[str, object]:
        """All fields for a new report. Cells that are blank in the source are named as blank, so that no total that the
        source leaves open is computed into it."""
        return {**dict.fromkeys(self.edition.cells), **self.values}

    def previous(self, edition: Edition) -> dict[str, object]:
        """The same as last year's figures and texts of a report in `edition`: what both forms have."""
        paths = {*edition.cells, *edition.passages}
        return {PREVIOUS + p: v for p, v in self.values.items() if p in paths}


def recognise(source: Source, editions: Mapping[str, Edition], key: str = "") -> Recognised:
    """Recognises a report. `key` names the edition when the user knows better. Raises Unreadable: nothing is there."""
    if key and key not in editions:
        raise Unreadable(f"没有“{shown(key)}”这个格式，只有 {'、'.join(editions)}。")
    if source.given:
        return _given(source, editions, key)
    vocabulary = words()
    offers = [editions[key]] if key else list(editions.values())
    seen = [visible(i) if isinstance(i, str) else i.seen() for i in source.items]
    items = [i for i in seen if not (isinstance(i, str) and _FOLIO.fullmatch(i.strip()))]
    if (long := sum(isinstance(i, str) and bool(i.strip()) for i in items)) > _TEXTS:
        raise Unreadable(f"有 {long} 行文字，不像一份年度报告，没有导入。")
    read = [_read(loosened(gathered(items, edition, vocabulary), edition, vocabulary), edition, vocabulary)
            for edition in offers]  # fmt: skip
    texts, placed = _best(read, editions)
    if not placed.found and not texts.headings:
        raise Unreadable("没有认出年度报告的标题、各部分和表格，请核对是不是政府信息公开工作年度报告。")
    return _result(texts, placed, source.notes, editions)


def _read(items: Sequence[Item], edition: Edition, vocabulary: Words) -> tuple[Frame, Placed]:
    texts, placed = frame(items, edition, vocabulary), Placed(edition, vocabulary)
    grids = GridReader(placed)
    kept: dict[str, list[str]] = {}
    for key in ("preface", *(p.key for p in edition.parts)):
        items_of = texts.parts.get(key, [])
        kept[key] = [item for item in items_of if isinstance(item, str)]
        placed.missed += [_words_of(item) for item in items_of if not isinstance(item, str) and not grids.read(item)]
    lined = [(kept[p.key], p) for p in edition.parts if p.tables]
    if (long := sum(bool(x.strip()) for lines, _ in lined for x in lines)) > _LINES:
        raise Unreadable(f"表格部分有 {long} 行文字，不像一份年度报告，没有导入。")
    habits = streams.Habit()
    for lines, part in lined:
        habits |= streams.habit(lines, part, placed)
    for lines, part in lined:
        placed.missed += [x for x in streams.read(lines, part, placed, habits) if x.strip()]
        kept[part.key] = []
    texts.parts = {key: list(lines) for key, lines in kept.items()}
    grids.end()
    return texts, placed


def _best(read: list[tuple[Frame, Placed]], editions: Mapping[str, Edition]) -> tuple[Frame, Placed]:
    """The edition whose labels the source has the most of; the one of its year when that is not decided."""

    def merit(one: tuple[Frame, Placed]) -> tuple[int, bool, int]:
        texts, placed = one
        of_year = texts.year is not None and edition_for(texts.year, editions) is placed.edition
        return placed.found - 10 * len(placed.missed), of_year, placed.edition.first_year

    return max(read, key=merit)


def _words_of(grid: Grid) -> str:
    return " ".join(c.text for c in grid.cells if c.text.strip())


def _result(texts: Frame, placed: Placed, notes: Sequence[str], editions: Mapping[str, Edition]) -> Recognised:
    edition = placed.edition
    values: dict[str, object] = dict(placed.numbers)
    doubts = [Doubt("", "", n) for n in notes]
    for passage in edition.passages:
        lines = [x.strip() for x in texts.parts.get(passage, []) if isinstance(x, str) and x.strip()]
        if passage == "preface":
            lines = _contact(lines, edition, values, texts.unit)
        values[passage] = stored(["\n".join(lines)])
    if texts.year:
        values["year"] = texts.year
    if texts.unit:
        values["unit"] = texts.unit
        values["cover/level"] = fields.guess_level(texts.unit)
    if texts.parent:
        values["cover/parent"] = texts.parent
    if texts.issued:
        values["cover/issued"] = texts.issued
    values["cover/publish_note"] = texts.note
    doubts += [*_of_year(texts, edition, editions), *placed.doubts]
    absent = [p.heading for p in edition.parts if p.key not in texts.headings and not _has_cells(p.key, placed)]
    missed = [*placed.missed, *texts.outside]
    missed = [shown(x, _SAID) for x in missed if not _furniture(x, edition)][:_PIECES]
    kept = _fitting(edition, values, doubts)
    return Recognised(
        edition, texts.unit, texts.year, kept, placed.sources, frozenset(placed.blank), tuple(doubts),
        tuple(dict.fromkeys(missed)), tuple(absent),
    )  # fmt: skip


def _has_cells(part: str, placed: Placed) -> bool:
    return any(placed.edition.part_of(c).key == part for c in placed.sources)


def _furniture(text: str, edition: Edition) -> bool:
    """Page numbers and 单位：件: no loss when they are left out."""
    units = {f"单位{t.unit}" for t in edition.tables.values() if t.unit}
    name = plain(text)
    return not name or name in units or bool(re.fullmatch(r"第?\d{1,3}页?(共?\d{1,3}页)?", name))


def _of_year(texts: Frame, edition: Edition, editions: Mapping[str, Edition]) -> list[Doubt]:
    if texts.year is None:
        return [Doubt("year", texts.title, "没有认出年度。")]
    doubts: list[Doubt] = []
    if texts.years:
        doubts.append(Doubt("year", "、".join(map(str, texts.years)), f"写了不同的年份，按{texts.year}年取。"))
    right = edition_for(texts.year, editions)
    if right is not edition:
        other = f"应当用 {right.key} 年格式" if right else "当时还没有统一格式"
        doubts.append(Doubt("year", f"{texts.year}年", f"这份报告用的是 {edition.key} 年格式，{texts.year}年{other}。"))
    return doubts


def _contact(lines: list[str], edition: Edition, values: dict[str, object], unit: str) -> list[str]:
    """The sentence that our own papers print after the preface goes back to the cover; any other stays text."""
    head, _, tail = edition.contact.partition("{details}")
    pattern = re.compile(re.escape(head).replace(re.escape("{unit}"), "(.+?)") + r"(?P<details>.+)" + re.escape(tail))
    if not lines or not (match := pattern.fullmatch(lines[-1])):
        return lines
    names = {COVER_NAMES[p]: p for p in COVER if p.startswith("cover/contact/")}
    found: dict[str, object] = {}
    for piece in match["details"].split("；"):
        name, _, value = piece.partition("：")
        if name not in names or not value:
            return lines
        found[names[name]] = value
    values |= found
    return lines[:-1]


def _fitting(edition: Edition, wanted: Mapping[str, object], doubts: list[Doubt]) -> dict[str, object]:
    """The values that their fields take; the others are told."""
    values: dict[str, object] = {}
    for path, value in wanted.items():
        try:
            if (taken := fields.taken(edition, path, value)) is not None:
                values[path] = taken
        except fields.Refused as e:
            doubts.append(Doubt("", shown(str(value)), str(e)))
    return values


def _given(source: Source, editions: Mapping[str, Edition], key: str) -> Recognised:
    """Data that came by names: taken as it is, each value by its field."""
    named = key or source.edition
    edition = editions.get(named) or (edition_for(source.year, editions) if source.year else None)
    if edition is None or (named and named not in editions):
        raise Unreadable(f"没有“{shown(named)}”这个格式，只有 {'、'.join(editions)}。")
    doubts = [Doubt("", "", n) for n in source.notes]
    values = _fitting(edition, source.given, doubts)
    year = values.get("year", source.year)
    cells = {p: str(v) for p, v in source.given.items() if p in edition.cells and v is not None}
    return Recognised(
        edition, str(values.get("unit", "")), year if isinstance(year, int) else None, values, cells,
        frozenset(c for c in edition.cells if c not in values), tuple(doubts), (), (),
    )  # fmt: skip
