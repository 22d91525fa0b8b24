"""A report's values at one moment, and the changes between two moments."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from clerk_app.form.edition import Edition
from clerk_app.report.fields import PREVIOUS, SEAL, Value, guess_level


class Edit(NamedTuple):
    """One field from `before` to `after`; None is blank. For a passage `at` may name where in it: then `before` and
    `after` are only the text that differs, so that a history of typing stays small."""

    path: str
    before: Value | None
    after: Value | None
    at: int | None = None

    def inverse(self) -> "Edit":
        return Edit(self.path, self.after, self.before, self.at)


class Changeset(NamedTuple):
    """What one act of the user changed; applied, stored, undone as a whole. `label` says it in the user's words."""

    edits: tuple[Edit, ...]
    label: str = ""

    def inverse(self) -> "Changeset":
        return Changeset(tuple(e.inverse() for e in reversed(self.edits)), self.label)

    @property
    def paths(self) -> frozenset[str]:
        return frozenset(e.path for e in self.edits)


class Conflict(Exception):
    """A changeset that does not start from the values it is applied to: a bug, or a damaged history."""


class _Report(NamedTuple):
    edition: Edition
    values: MappingProxyType[str, Value]


class Report(_Report):
    """Immutable: an edit makes a new one, so that checks and pages may look at it from any thread.

    `values` maps paths to int, Decimal, str or bool; a blank field is not in it.
    """

    @property
    def unit(self) -> str:
        return str(self.values.get("unit", ""))

    @property
    def year(self) -> int:
        year = self.values.get("year")
        assert isinstance(year, int), "a report is created with its year"
        return year

    @property
    def level(self) -> str:
        """township … province: as said on the cover, else as the unit's name speaks."""
        return str(self.values.get("cover/level") or guess_level(self.unit))

    @property
    def title(self) -> str:
        return self.edition.title.format(unit=self.unit, year=self.year)

    def figure(self, cell: str) -> int | Decimal | None:
        """The number of a cell, or of last year's with the prefix `previous/`; None when blank."""
        value = self.values.get(cell)
        return value if type(value) is int or isinstance(value, int | Decimal) else None  # the first is much faster

    def text(self, path: str) -> str:
        """A passage or a line of the cover; empty when blank."""
        value = self.values.get(path)
        return value if isinstance(value, str) else ""

    @cached_property
    def figures(self) -> Mapping[str, int | Decimal]:
        """All filled cells in the form's order."""
        get = self.values.get
        return MappingProxyType(
            {c: v for c in self.edition.cells if type(v := get(c)) is int or isinstance(v, int | Decimal)}
        )

    @cached_property
    def seal_values(self) -> Mapping[str, Value]:
        """All that its seals have left (`report.seal`)."""
        return MappingProxyType({p: v for p, v in self.values.items() if p.startswith(SEAL)})

    @cached_property
    def has_previous(self) -> bool:
        return any([p.startswith(PREVIOUS) for p in self.values])  # noqa: C419 - there is none: twice as fast

    def apply(self, changeset: Changeset) -> "Report":
        """The report after the changeset. Raises Conflict when an edit's `before` is not what stands here."""
        values = self.values.copy()  # a sixth of what dict() takes: that asks a proxy for each value by itself
        for edit in changeset.edits:
            now = values.get(edit.path)
            after = _spliced(now, edit) if edit.at is not None else edit.after
            if edit.at is None and (now != edit.before or type(now) is not type(edit.before)):
                raise Conflict(f"{edit.path}: {edit.before!r} expected")
            if after is None or after == "":
                values.pop(edit.path, None)
            else:
                values[edit.path] = after
        after = Report(self.edition, MappingProxyType(values))
        if not any([e.path.startswith(SEAL) for e in changeset.edits]):  # noqa: C419 - as above
            # Asked before each edit: not looked for among all values each time.
            vars(after)["seal_values"] = self.seal_values
        return after

    def edits_to(self, wanted: Mapping[str, Value | None]) -> tuple[Edit, ...]:
        """The edits that bring the named fields to the wanted values; none for those that stand there already."""
        return tuple(e for path, value in wanted.items() if (e := self._edit(path, value)) is not None)

    def _edit(self, path: str, value: Value | None) -> Edit | None:
        now = self.values.get(path)
        if now == value and type(now) is type(value) and str(now) == str(value):
            return None
        if path in self.edition.passages:
            return splice(path, str(now or ""), str(value or ""))
        return Edit(path, now, value)


def empty(edition: Edition, values: Mapping[str, Value]) -> Report:
    """A report with no more than the given values (unit, year, …)."""
    return Report(edition, MappingProxyType(dict(values)))


def splice(path: str, old: str, new: str) -> Edit:
    """The smallest single replacement that makes `new` of `old`."""
    limit = min(len(old), len(new))
    start = _shared(old, new, limit)
    end = _shared(old[::-1], new[::-1], limit - start)
    return Edit(path, old[start : len(old) - end], new[start : len(new) - end], start)


def _shared(a: str, b: str, limit: int) -> int:
    """The length of the common beginning, at most `limit`: halving keeps a long text cheap."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        if a[:middle] == b[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _spliced(now: Value | None, edit: Edit) -> str:
    text, before, after = str(now or ""), str(edit.before or ""), str(edit.after or "")
    at = edit.at or 0
    if text[at : at + len(before)] != before:
        raise Conflict(f"{edit.path} at {at}: {before!r} expected")
    return text[:at] + after + text[at + len(before) :]
