"""Collecting many reports into the next level's: each read with suspicion, verified, checked by the receiver's own
rules; their figures added up; nothing silently chosen, nothing silently left out."""

import hashlib
import os
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from operator import add
from pathlib import Path
from typing import Literal, NamedTuple, Self, cast

from clerk_app import __version__
from clerk_app.collection.looking import (
    Noted,
    Number,
    folded,
    glance_at,
    judged,
    look_at,
    mark_of,
    noted_in,
    packed,
    printed,
    unpacked,
)
from clerk_app.collection.processes import Looker, processes
from clerk_app.errors import KnownError
from clerk_app.form.edition import editions, newest
from clerk_app.installed import cache_folder, resources
from clerk_app.report import fields, sources
from clerk_app.report.fields import Value
from clerk_app.report.fresh import fresh
from clerk_app.report.model import Changeset, Report
from clerk_app.store.spool import Order, Row, Spool

State = Literal["broken", "changed", "faulty", "duplicate", "unsealed", "other", "missing", "unread", "counted", "copy"]
# The gravest first: what somebody has to do something about.
STATE_NAMES: dict[State, str] = {
    "broken": "读不了",
    "changed": "已改动",
    "faulty": "有错误",
    "duplicate": "重复报送",
    "unsealed": "未定稿",
    "other": "年度不符",
    "missing": "未报送",
    "unread": "还没有读",
    "counted": "计入",
    "copy": "不再计",
}
_HERE: tuple[State, ...] = ("counted", "copy", "duplicate", "unsealed", "changed", "faulty")
# A total is one level above the highest it is made of.
_ABOVE = {"township": "county", "street": "county", "department": "county", "county": "city", "city": "province"}
_RANK = ("province", "city", "county")

_UNLISTED = "应报单位名单上没有这个单位，请核对该不该计入"
_BATCH = 1_000  # files between two transactions
# So few files are read without a second process: starting one takes a third of a second.
FEW_FILES, FEW_TEXTS = 400, 64
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Entry:
    """One line of the list: a file, or a unit of the roster that is `missing`; what became of it and why, in words."""

    state: State
    words: str
    row: Row

    @property
    def path(self) -> Path:
        return Path(os.fsdecode(self.row.path))

    @property
    def unit(self) -> str:
        return self.row.unit

    @property
    def refused(self) -> bool:
        return self.state not in ("counted", "copy")

    @property
    def unlisted(self) -> bool:
        """Whether it counts and its unit is not on the roster."""
        return self.state == "counted" and self.words.endswith(_UNLISTED)

    @cached_property
    def findings(self) -> tuple[Noted, ...]:
        return tuple(noted_in(self.row.findings))

    @cached_property
    def figures(self) -> tuple[Number, ...]:
        """All cells in the form's order; empty where a cell is blank, or nothing could be read."""
        edition = editions().get(self.row.edition)
        return (
            tuple(unpacked(edition.cells.values(), array("q", self.row.figures)))
            if edition and self.row.figures
            else ()
        )


class Version(NamedTuple):
    """One of several different reports that a unit has sent."""

    path: Path
    revision: int
    code: str


class Collecting:
    """Files read (`read`), what becomes of each (`settle`), and what is made of them. To be used with `with`."""

    def __init__(self, cache: Path | None = None) -> None:
        """`cache`: a file in which an unchanged report is found again without reading it; None: none."""
        self._stack = ExitStack()
        self.spool = self._stack.enter_context(Spool(cache, _rules()))
        self.year, self.edition = 0, newest(editions())
        self.versions: list[list[Version]] = []  # of each unit that sent different ones

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.__exit__(*error)  # pyright: ignore[reportArgumentType]

    # ---- reading

    def read(self, given: Iterable[Path], progress: Progress = lambda done, of: None, workers: int = 0) -> None:
        """Reads what is new or changed among the given files and the .zfnb files of the given folders, all but their
        texts (`read_texts`): what becomes of each and the sums can be told in an eighth of the time.

        `progress` is called with how many are done, of how many; what it raises ends the reading, and what was read
        is remembered. `workers`: processes (0: as many as there are processors, 1: only this one).
        """
        for path in given:
            self.spool.add(_files(path.absolute()))
        of = self.spool.count()
        with ExitStack() as stack:
            look: Looker | None = None
            for start in range(0, of, _BATCH):
                batch = self.spool.here(start, _BATCH)
                stale = [name for name, mark in batch if not mark or mark != mark_of(name)]
                done = start + len(batch) - len(stale)
                progress(done, of)
                if stale and look is None:
                    look = stack.enter_context(processes(glance_at, workers if len(stale) > FEW_FILES else 1))
                rows: list[Row] = []
                try:
                    for row in look(stale) if look else ():
                        rows.append(row)
                        progress(done + len(rows), of)
                finally:
                    self.take(rows)

    def read_texts(self, progress: Progress = lambda done, of: None, workers: int = 0) -> None:
        """Reads the texts that have still to be read, as `read`; afterwards `settle` decides anew."""
        names = self.pending()
        progress(0, len(names))
        with processes(look_at, workers if len(names) > FEW_TEXTS else 1) as look:
            for start in range(0, len(names), _BATCH):
                rows: list[Row] = []
                try:
                    for row in look(names[start : start + _BATCH]):
                        rows.append(row)
                        progress(start + len(rows), len(names))
                finally:
                    self.take(rows)

    def pending(self) -> list[bytes]:
        """The files whose texts have still to be read."""
        return self.spool.pending()

    def take(self, rows: Iterable[Row]) -> None:
        """What was found in some files is remembered. What says the same as another file is not read once more."""
        self.spool.put(self._known(row) for row in rows)

    def _known(self, row: Row) -> Row:
        found = self.spool.findings_of(row.content) if row.pending else None
        return row if found is None else judged(row, noted_in(found))

    # ---- what becomes of each

    def expect(self, roster: Iterable[str]) -> None:
        """The units that have to hand in: `settle` finds who has not. Empty: nobody knows."""
        self.spool.expect((unit, folded(unit)) for unit in roster)

    def settle(self, year: int = 0, chosen: Collection[Path] = ()) -> None:
        """Decides which files count: sealed, unaltered, without errors, of one year and edition (`year`, or that of
        most units), one of each unit. Of several that differ none counts, but for those in `chosen`."""
        spool = self.spool
        spool.reset()
        self.versions = []
        found = [(y, e) for y, e, _ in spool.years() if year in (0, y)]
        self.year = year
        if found:
            self.year, self.edition = found[0][0], editions()[found[0][1]]
        if self.year:
            spool.set_aside_others(self.year, self.edition.key)
        for _, _, row in list(spool.rows("other")):
            here, this = f"{row.year}年的（{row.edition} 年格式）", f"{self.year}年的（{self.edition.key} 年格式）"
            words = f"这份报告是{here}，这次汇总的是{this}，不能加在一起。"
            spool.set_state(row.path, "other", words)
        wanted = {os.fsencode(p.absolute()) for p in chosen}
        for group in spool.repeated("unit_key"):
            for reports in _of_one_unit(group):
                self._settle_repeated(reports, wanted)
        for reports in spool.repeated("full_key"):  # 临江市青龙镇, and 青龙镇 of 临江市
            self._settle_repeated(reports, wanted)
        spool.compare_with_roster(*_HERE)
        for path, words in spool.unlisted():
            spool.set_state(path, "counted", f"{words}；{_UNLISTED}")

    def _settle_repeated(self, group: list[Row], wanted: Collection[bytes]) -> None:
        # Of files that say the same the one sealed last: it may have been opened and sealed again without a change.
        first = next((row for row in group if row.path in wanted), max(group, key=lambda row: row.revision))
        contents = len({row.code for row in group})
        different = contents > 1
        if different:
            self.versions.append([Version(Path(os.fsdecode(r.path)), r.revision, r.code) for r in group])
        if different and first.path not in wanted:
            names = "；".join(f"{_name(row.path, group)}（第 {row.revision} 次定稿，{row.code}）" for row in group)
            for row in group:
                several = f"{len(group)} 份" if contents == len(group) else f"{contents} 稿（{len(group)} 个文件）"
                words = f"{row.unit}报来内容不同的 {several}，都没有计入，请留下应当采用的一份：{names}。"
                self.spool.set_state(row.path, "duplicate", words)
            return
        for row in group:
            if row is not first:
                same = row.code == first.code
                words = f"与{_name(first.path, group)}{'内容相同，只计一份' if same else '重复，已选用那一份'}。"
                self.spool.set_state(row.path, "copy", words)

    def latest(self) -> list[Path]:
        """Of each unit that sent different reports the one sealed last, for `settle`; none of those where two that
        differ were sealed as often."""
        last = [[v for v in group if v.revision == max(w.revision for w in group)] for group in self.versions]
        return [group[0].path for group in last if len({v.code for v in group}) == 1]

    # ---- looking at it

    def entries(self, *states: State) -> Iterator[Entry]:
        """All files in the order they were found, or only those in `states`."""
        return (Entry(cast(State, state), words, row) for state, words, row in self.spool.rows(*states))

    def count(self, *states: State) -> int:
        """How many files, in all or in `states`."""
        found = self.spool.states()
        return sum(n for state, n in found.items() if not states or state in states)

    def lines(
        self, order: Order, states: Collection[State] = (), text: str = "", *, descending: bool = False
    ) -> "array[int]":
        """The numbers of the lines to list (`line`): files, and the units of the roster that are missing. By state the
        gravest come first."""
        return self.spool.lines(order, tuple(STATE_NAMES), tuple(states), text, descending=descending)

    def line(self, number: int) -> Entry:
        state, words, row = self.spool.line(number)
        return Entry(cast(State, state), words, row)

    def number(self, entry: Entry) -> int:
        """The number of the line of a file, or of a unit that is missing; 0 when there is none."""
        return self.spool.number(entry.row.path, entry.unit)

    def states(self) -> dict[State, int]:
        """How many lines there are in each state, the gravest first; none that is empty."""
        found = self.spool.states() | {"missing": len(self.missing())}
        return {state: found[state] for state in STATE_NAMES if found.get(state)}

    def years(self) -> list[int]:
        """The years of the reports that could be counted, the most frequent first."""
        return list(dict.fromkeys(year for year, _, _ in self.spool.years()))

    def missing(self) -> list[str]:
        """The units of the roster of which there is no report of this year at all; those of which one is there that
        does not count are told by that."""
        return self.spool.missing()

    # ---- what is made of it

    def sums(self, own: Report | None = None) -> dict[str, Number]:
        """Each cell's sum over the files that count, and the receiver's own figures. Raises KnownError."""
        totals = [0] * len(self.edition.cells)
        for _, figures in self.spool.figures("counted"):
            totals = list(map(add, totals, array("q", figures)))
        if own is not None:
            totals = list(map(add, totals, self.own_figures(own)))
        return dict(zip(self.edition.cells, unpacked(self.edition.cells.values(), totals), strict=True))

    def upper(self, unit: str = "", own: Report | None = None) -> Report:
        """The upper level's report: the sums, one level higher, without text, each figure with where it comes from.
        `unit`: its name; else the receiver's own, or the place above that all files name. Raises KnownError."""
        if not self.count("counted"):
            raise KnownError("没有一份可以计入汇总的报告：各份的情况见上。")
        unit = unit or (own.unit if own else self.above)
        if not unit:
            raise KnownError("各份报告没有写明共同的上级，请写明汇总单位的全称。")
        ranks = [_ABOVE.get(level, "province") for level in self.spool.values("level", "counted")]
        # A province may collect from county-level cities only; of 市 the name does not say which of two levels it is.
        named = fields.guess_level(unit)
        level = own.level if own else next(r for r in _RANK if r in ranks or r == named == "province")
        bare = fresh(unit, self.year, level, self.edition.key)
        wanted: dict[str, Value] = dict(self.sums(own))
        if self.count("counted") + bool(own) <= sources.LIMIT:
            wanted |= sources.source_values(self._sources(own), self.edition)
        taken = {path: fields.taken(self.edition, path, value) for path, value in wanted.items()}
        return bare.apply(Changeset(bare.edits_to(taken), "汇总"))

    @property
    def above(self) -> str:
        """The government of the place above that all files which count name; empty when they name none or several."""
        named = self.spool.values("parent", "counted")
        place = str(named[0]) if len(named) == 1 else ""
        return f"{place.removesuffix('人民政府')}人民政府" if place else ""

    def _sources(self, own: Report | None) -> Iterator[sources.Source]:
        for entry in self.entries("counted"):
            seal = f"{entry.row.code} 第 {entry.row.revision} 次定稿"
            yield sources.Source(entry.unit, seal, dict(zip(self.edition.cells, entry.figures, strict=True)))
        if own is not None:
            yield sources.Source(own.unit, "本级", own.figures)

    def doubt_of(self, own: Report, unit: str = "") -> str:
        """A sentence where the receiver's own figures are of a unit that counts already, or bear another name than the
        upper report will have (`unit`: the one it is given), else empty: they may have been taken by mistake."""
        if _bare(own.unit) in map(_bare, self.spool.values("unit", "counted")):
            return f"本级的数是“{own.unit}”的，这个单位的报告已经计入，会加两次：请核对是不是本级的数。"
        upper = unit or self.above
        if not upper or _bare(own.unit) == _bare(upper):
            return ""
        return f"本级的数是“{own.unit}”的，汇总单位是“{upper}”，名称不同：请核对是不是本级的数。"

    def own_figures(self, own: Report) -> "array[int]":
        """The receiver's own figures, packed. Raises KnownError: another year or edition, blank cells."""
        if (own.year, own.edition.key) != (self.year, self.edition.key):
            raise KnownError(f"本级的数据是{own.year}年的，这次汇总{self.year}年的，不能加在一起。")
        if blank := len(own.edition.cells) - len(own.figures):
            raise KnownError(f"本级的数据还有 {blank} 格没有填，请填完再汇总。")
        return packed(own)


def _files(given: Path) -> Iterator[bytes]:
    """The file itself, or the reports below a folder in the order of their names."""
    if not given.is_dir():
        yield os.fsencode(given)
        return
    closed: list[str] = []
    for folder, folders, names in os.walk(given, onerror=lambda error: closed.append(str(error.filename))):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(".zfnb") and not name.startswith("."):
                yield os.fsencode(f"{folder}{os.sep}{name}")
    yield from map(os.fsencode, closed)  # a folder that cannot be entered is named like a file that cannot be read


def _of_one_unit(group: list[Row]) -> list[list[Row]]:
    """Reports under one name, parted where the place above says that there are two such units: many counties have a
    青龙镇. Where one of them names no place, nobody can tell, and they are taken for one."""
    if not all(row.parent for row in group):
        return [group]
    parted: dict[str, list[Row]] = {}
    for row in group:
        parted.setdefault(row.full_key, []).append(row)
    return list(parted.values())


def cache_file() -> Path:
    """Where unchanged reports are found again: this user's own, and deleted without loss."""
    return cache_folder() / "collection.sqlite"


def _rules() -> str:
    """What findings depend on, short: forms, words, and the program's version."""
    digest = hashlib.sha256(__version__.encode())
    for path in (*resources("forms", ".toml"), *resources("words", "")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _bare(unit: str) -> str:
    return folded(unit).removesuffix("人民政府")


def _name(path: bytes, among: list[Row]) -> str:
    """A file's name where it tells it from the others, else its whole path."""
    name = os.path.basename(path)  # noqa: PTH119 - bytes
    alone = sum(os.path.basename(row.path) == name for row in among) == 1  # noqa: PTH119
    return f"“{printed(os.fsdecode(name if alone else path))}”"
