"""An edition of the official form: one TOML file, whole, read and complained about with file name and line."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from numbers import Real
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from clerk_app.form import identity, outline
from clerk_app.form.identity import Identity, Rule, Sum
from clerk_app.form.outline import Kind, Node
from clerk_app.form.source import EditionError, Place
from clerk_app.form.speech import Speech
from clerk_app.form.speech_reader import SpeechReader
from clerk_app.installed import resources

_Sections = list[dict[str, object]]
LEVELS = ("township", "street", "department", "county", "city", "province")


class Cell(NamedTuple):
    """One number of the form; `path` is `table/row/column`."""

    path: str
    table: str
    row: Node
    column: Node
    kind: Kind
    unit: str  # 件, 万元 or empty where the form prints none


class Table(NamedTuple):
    key: str
    band: str
    stub: str
    corner: str
    spanner: str
    unit: str
    columns: tuple[Node, ...]
    rows: tuple[Node, ...]
    short: dict[str, str]

    @property
    def stub_columns(self) -> int:
        """How many columns of the sheet the row labels take; none when the rows are unlabelled."""
        nodes = [n for root in self.rows for n in root.walk()]
        return 1 + max(n.depth for n in nodes) if any(n.label for n in nodes) else 0

    @property
    def row_leaves(self) -> tuple[Node, ...]:
        return tuple(leaf for n in self.rows for leaf in n.leaves)

    @property
    def column_leaves(self) -> tuple[Node, ...]:
        return tuple(leaf for n in self.columns for leaf in n.leaves)


class Part(NamedTuple):
    """One of the six parts. `tab` is its name where room is short; `widths` are column widths in mm of the template."""

    key: str
    heading: str
    kind: str  # narrative | tables
    tab: str
    must: tuple[str, ...]
    tables: tuple[Table, ...]
    widths: tuple[float, ...]
    asks: str = ""  # the rule that asks for what the part must speak of
    said: Mapping[str, tuple[str, ...]] = MappingProxyType({})  # by what words
    compare: bool = False  # is its text to be compared with last year's?

    @property
    def numeral(self) -> str:
        """一 … 六: the part's number as it stands in the heading."""
        return self.heading.partition("、")[0]


class _Edition(NamedTuple):
    key: str
    source: str
    first_year: int
    last_year: int | None
    title: str
    contact: str
    parts: tuple[Part, ...]
    rules: tuple[Rule, ...]
    identities: tuple[Identity, ...]
    sums: tuple[Sum, ...]
    speech: Speech
    cells: dict[str, Cell]


class Edition(_Edition):
    """One edition of the form, `first_year` to `last_year` (None: still in force)."""

    @cached_property
    def tables(self) -> dict[str, Table]:
        return {t.key: t for p in self.parts for t in p.tables}

    @cached_property
    def counts(self) -> tuple[str, ...]:
        """The cells that hold whole numbers without a sign."""
        return tuple(path for path, cell in self.cells.items() if cell.kind == "count")

    def part(self, key: str) -> Part:
        return next(p for p in self.parts if p.key == key)

    def part_of(self, cell: str) -> Part:
        table = cell.partition("/")[0]
        return next(p for p in self.parts if any(t.key == table for t in p.tables))

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """The keys of all passages: the preface and the narrative parts, in the order of the paper."""
        return ("preface", *(p.key for p in self.parts if p.kind == "narrative"))

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each passage and each cell comes: the passages first, each kind in the order of the paper."""
        return {path: place for place, path in enumerate((*self.passages, *self.cells))}

    @cached_property
    def readers(self) -> Mapping[str, Sequence[int]]:
        """Cell → the places of the identities that read it, this year's number."""
        found: dict[str, list[int]] = {}
        for place, one in enumerate(self.identities):
            for cell in set(one.cells):
                found.setdefault(cell, []).append(place)
        return found

    @cached_property
    def sums_above(self) -> Mapping[str, Sequence[int]]:
        """Cell → the places of the sums that it may move, itself or through the totals that it moves, in order."""
        found: dict[str, set[int]] = {}
        for place, one in reversed(list(enumerate(self.sums))):  # a total comes after its parts
            further = found.get(one.total, set[int]())
            for part in one.parts:
                found.setdefault(part, set()).update(further, (place,))
        return {cell: sorted(places) for cell, places in found.items()}

    @cached_property
    def cells_of(self) -> Mapping[str, tuple[str, ...]]:
        """The cells of each table."""
        return {key: tuple(path for path, cell in self.cells.items() if cell.table == key) for key in self.tables}

    @cached_property
    def totals(self) -> tuple[str, ...]:
        """The cells that are no part of a total, and never below zero."""
        parts = {part for total in self.sums for part in total.parts}
        return tuple(path for path, cell in self.cells.items() if path not in parts and cell.kind != "signed")

    def covers(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


class Editions(Mapping[str, Edition]):
    """The editions of some files by key, the oldest first. A file is read when its edition is asked for: a report needs
    one only. Asking raises EditionError."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = {path.stem: path for path in sorted(paths)}
        self._read: dict[str, Edition] = {}

    def __getitem__(self, key: str) -> Edition:
        if key not in self._read:
            path, found = self._paths[key], load(self._paths[key])
            if found.key != key:
                raise EditionError(
                    f"{path.name}：里面是“{found.key}”的表样，文件名要与 edition 相同，请重新安装本程序。"
                )
            self._read.setdefault(key, found)  # one for all, whichever thread was first
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._paths, key=lambda key: self[key].first_year))

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, key: object) -> bool:
        return key in self._paths


@lru_cache(maxsize=8)
def editions(folder: Path | None = None) -> Editions:
    """All editions of a folder (None: of this installation). Raises EditionError: there is none."""
    found = Editions(resources("forms", ".toml") if folder is None else folder.glob("*.toml"))
    if not found:
        raise EditionError(f"在“{folder or '本程序'}”里找不到年报表样，请重新安装本程序。")
    return found


def newest(known: Mapping[str, Edition]) -> Edition:
    """The last to come into force."""
    return list(known.values())[-1]


def edition_for(year: int, known: Mapping[str, Edition]) -> Edition | None:
    """The edition in force for the reports of `year`; None before the first."""
    return next((e for e in reversed(list(known.values())) if e.covers(year)), None)


def load(path: Path) -> Edition:
    """The edition in `path`. Raises EditionError."""
    try:
        return parse(path.read_text("utf-8"), path.name)
    except UnicodeDecodeError as e:
        line = e.object.count(b"\n", 0, e.start) + 1
        raise EditionError(f"{path.name} 第 {line} 行：不是 UTF-8 编码，请重新安装本程序。") from e
    except OSError as e:
        raise EditionError(f"{path.name}：读不了（{type(e).__name__}），请重新安装本程序。") from e


def parse(text: str, name: str) -> Edition:
    """The edition in `text`; `name` is the file's, for complaints. Raises EditionError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        where = re.search(r"at line (\d+), column (\d+)", str(e))
        place = f" 第 {where[1]} 行第 {where[2]} 列" if where else ""
        raise EditionError(f"{name}{place}：不是有效的 TOML（{str(e).partition(' (at ')[0]}）") from e
    return _Reader(name, text).edition(data)


class _Reader(SpeechReader):
    """Takes the parsed file apart; every refusal names the line."""

    def pattern(self, text: str, place: Place, *names: str) -> str:
        """`text` itself, a sentence that has nothing but `names` in braces."""
        try:
            text.format(**dict.fromkeys(names, ""))
        except (LookupError, ValueError, AttributeError):
            raise self.wrong(place, f"花括号里只能是 {'、'.join(names)}：{text}") from None
        return text

    def edition(self, data: dict[str, Any]) -> Edition:
        top = self.take(
            data, (), edition=str, source=str, years=dict, title=str, contact=str, part=_Sections,
            rule_=_Sections, topic_=_Sections, matter_=_Sections, facet_=_Sections, rate_=_Sections, outcome_=_Sections,
            money_=_Sections,
        )  # fmt: skip
        years = self.take(top["years"], ("years",), **{"from": int, "to_": int})
        if years["to"] and years["to"] < years["from"]:
            raise self.wrong(("years",), f"years 到 {years['to']} 年为止，早于开始的 {years['from']} 年")
        parts = tuple(self.part(p, ("part", i)) for i, p in enumerate(top["part"]))
        self.unique([p.key for p in parts], "part", "部分")
        tables: list[Table] = []
        for i, p in enumerate(parts):
            for j, t in enumerate(p.tables):
                if any(t.key == other.key for other in tables):
                    raise self.wrong(("part", i, "table", j, "key"), f"表“{t.key}”重复")
                tables.append(t)
        cells = {c.path: c for t in tables for c in _cells(t)}
        rules = tuple(self.rule(r, ("rule", i), {t.key: t for t in tables}) for i, r in enumerate(top["rule"]))
        identities: list[Identity] = []
        sums: tuple[Sum, ...] = ()
        for i, r in enumerate(rules):
            if any((r.id, r.table, r.holds) == (o.id, o.table, o.holds) for o in rules[:i]):
                raise self.wrong(("rule", i, "id"), f"规则“{r.id}”（{r.holds}）重复")
            of_rule = self.identities(r, ("rule", i), tables)
            identities += of_rule
            try:
                if totals := [s for x in of_rule if (s := identity.as_sum(x))]:
                    sums = identity.in_order([*sums, *totals])
            except identity.IdentityError as e:
                raise self.wrong(("rule", i, "holds"), str(e)) from e
        columns = [c for t in tables for c in t.column_leaves]
        return Edition(
            key=top["edition"], source=top["source"], first_year=years["from"], last_year=years["to"] or None,
            title=self.pattern(top["title"], ("title",), "unit", "year"),
            contact=self.pattern(top["contact"], ("contact",), "unit", "details"),
            parts=parts, rules=rules, identities=tuple(identities), sums=sums,
            speech=self.speech(top, columns, {path: c.kind for path, c in cells.items()}), cells=cells,
        )  # fmt: skip

    def unique(self, keys: list[str], section: str, words: str) -> None:
        for i, key in enumerate(keys):
            if key in keys[:i]:
                raise self.wrong((section, i, "key"), f"{words}“{key}”重复")

    def part(self, data: dict[str, Any], place: Place) -> Part:
        got = self.take(
            data, place, key=str, heading=str, kind=str, tab_=str, must_=list[str], table_=_Sections,
            widths_=list[Real], asks_=str, said_=dict[str, list[str]], compare_=bool,
        )  # fmt: skip
        if got["kind"] not in ("narrative", "tables"):
            raise self.wrong((*place, "kind"), f"kind 只能是 narrative 或 tables，不能是“{got['kind']}”")
        if (got["kind"] == "tables") != bool(got["table"]):
            raise self.wrong(place, "kind 是 tables 的部分要有 [[part.table]]，是 narrative 的不能有")
        for word in got["must"]:
            if not got["asks"] or word not in got["said"]:
                raise self.wrong((*place, "must"), f"must 里的“{word}”要有 asks，并在 said 里有它的说法")
        tables = tuple(self.table(t, (*place, "table", i)) for i, t in enumerate(got["table"]))
        across = max((t.stub_columns + len(t.column_leaves) for t in tables), default=0)
        if got["widths"] and (len(got["widths"]) != across or min(got["widths"]) <= 0):
            raise self.wrong((*place, "widths"), f"widths 要有 {across} 个大于 0 的数，每栏一个")
        return Part(
            got["key"], got["heading"], got["kind"], got["tab"] or got["heading"], tuple(got["must"]), tables,
            tuple(float(w) for w in got["widths"]), got["asks"],
            {word: tuple(words) for word, words in got["said"].items()}, got["compare"],
        )  # fmt: skip

    def table(self, data: dict[str, Any], place: Place) -> Table:
        got = self.take(
            data, place, key=str, rows=str, columns=str, band_=str, stub_=str, corner_=str, spanner_=str, unit_=str,
            short_=dict[str, str],
        )  # fmt: skip
        rows, columns = self.outline(got["rows"], (*place, "rows")), self.outline(got["columns"], (*place, "columns"))
        paths = {n.path for root in (*rows, *columns) for n in root.walk()}
        for path in got["short"]:
            if path not in paths:
                raise self.wrong((*place, "short", path), f"short 里的“{path}”不在本表中")
        return Table(
            got["key"], got["band"], got["stub"], got["corner"], got["spanner"], got["unit"],
            columns, rows, got["short"],
        )  # fmt: skip

    def outline(self, text: str, place: Place) -> tuple[Node, ...]:
        # A one-line string stands on the key's own line; a multi-line one begins on the next (its newline is dropped).
        try:
            return outline.parse(text)
        except outline.OutlineError as e:
            raise self.wrong(place, str(e), offset=e.line if "\n" in text else 0) from e

    def rule(self, data: dict[str, Any], place: Place, tables: dict[str, Table]) -> Rule:
        got = self.take(
            data, place, id=str, level=str, **{"in": str}, each=str, holds=str, why=str, advice_=str, says_=str,
            levels_=list[str], settle_=str, answerable_=bool,
        )  # fmt: skip
        for key, allowed in (("level", ("error", "warning")), ("each", ("row", "column")), ("in", tuple(tables))):
            if got[key] not in allowed:
                raise self.wrong((*place, key), f"“{key}”只能是 {'、'.join(allowed)}，不能是“{got[key]}”")
        self.pattern(got["says"], (*place, "says"), "at", "left", "right")
        for level in got["levels"]:
            if level not in LEVELS:
                raise self.wrong((*place, "levels"), f"不认识的层级“{level}”，只有 {'、'.join(LEVELS)}")
        return Rule(
            got["id"], got["level"], got["in"], got["each"], got["holds"], got["why"], got["advice"], got["says"],
            tuple(got["levels"]), got["settle"], got["answerable"],
        )  # fmt: skip

    def identities(self, rule: Rule, place: Place, tables: list[Table]) -> list[Identity]:
        table = next(t for t in tables if t.key == rule.table)
        rows, columns = identity.Axis(table.rows, table.short), identity.Axis(table.columns, table.short)
        try:
            return identity.parse(rule, *((columns, rows) if rule.each == "row" else (rows, columns)))
        except identity.IdentityError as e:
            raise self.wrong((*place, e.key), str(e)) from e


def _cells(table: Table) -> list[Cell]:
    return [
        Cell(f"{table.key}/{r.path}/{c.path}", table.key, r, c, c.kind, table.unit)
        for r in table.row_leaves
        for c in table.column_leaves
    ]
