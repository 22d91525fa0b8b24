"""A finding: what is wrong, why, what to do, and where; and the patterns of its words."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from clerk_app import RESOURCES

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
LEVEL_NAMES: dict[Severity, str] = {"error": "错误", "warning": "需说明", "hint": "提示"}


@dataclass(frozen=True)
class Span:
    """A stretch of a passage: character offsets, `end` exclusive, and the words that stand there."""

    part: str
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Finding:
    """One thing to put right. `cells` has the primary cell first; `fix` is given only where setting those cells settles
    the finding and all that hangs on it; `field` is a path of the cover when it is about neither cell nor passage."""

    rule: str
    level: Severity
    message: str
    why: str
    advice: str
    cells: tuple[str, ...] = ()
    difference: int | Decimal | None = None
    fix: Mapping[str, int | Decimal] | None = None
    passage: Span | None = None
    field: str = ""
    reason: str | None = None  # the clerk's written answer
    answerable: bool = False  # may a written reason lift it? Every warning, and errors whose rule says so

    @property
    def key(self) -> str:
        """What an answer is filed under: the rule and the place, so that it outlives a change of other numbers."""
        place = f"{self.passage.part} {self.passage.text}" if self.passage else (self.cells[0] if self.cells else "")
        return f"{self.rule} {place or self.field}".strip()


@dataclass(frozen=True)
class Findings:
    """All findings of a report at one moment, and how much of the form is filled."""

    all: tuple[Finding, ...]
    filled: int
    of: int
    by_part: Mapping[str, tuple[int, int]]  # part → cells filled, cells in all

    def count(self, level: Severity) -> int:
        return sum(f.level == level for f in self.all)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """What keeps the report from being sealed: errors and warnings, but those with an accepted reason."""
        return tuple(f for f in self.all if f.level != "hint" and not f.reason)


@dataclass(frozen=True)
class Pattern:
    """The words of one rule: what (with the user's numbers filled in), why, what to do."""

    level: Severity
    message: str
    why: str
    advice: str


@lru_cache(maxsize=1)
def patterns() -> Mapping[str, Pattern]:
    """The one table of messages, resources/words/messages.toml; the identities bring theirs in the edition."""
    data = tomllib.loads((RESOURCES / "words" / "messages.toml").read_text("utf-8"))
    return {name: Pattern(**entry) for name, entry in data.items()}


def say(
    name: str,
    words: Mapping[str, object],
    *,
    cells: Iterable[str] = (),
    fix: Mapping[str, int | Decimal] | None = None,
    passage: Span | None = None,
    field: str = "",
) -> Finding:
    """The finding of the pattern `name` (`RULE` or `RULE.variant`), `words` filled into message and advice."""
    p = patterns()[name]
    rule = name.partition(".")[0]
    return Finding(
        rule, p.level, p.message.format(**words), p.why.format(**words), p.advice.format(**words), tuple(cells),
        fix=fix, passage=passage, field=field, answerable=p.level == "warning",
    )  # fmt: skip
