"""A finding: what is wrong, why, what to do, and where; and the patterns of its words."""

import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from clerk_app.check.turn import Kept
from clerk_app.installed import resource

Severity = Literal["error", "warning", "hint"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")
_KEPT = 60  # characters of a text in a key; a path holds 200
LEVEL_NAMES: dict[Severity, str] = {"error": "错误", "warning": "需说明", "hint": "提示"}


_KEY = 180  # characters: a path holds 200


class Span(NamedTuple):
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
        if self.passage:
            return f"{self.rule} {self.passage.part} {self.passage.text[:_KEPT]}"
        return f"{self.rule} {self.cells[0] if self.cells else self.field}".strip()[:_KEY]


@dataclass(frozen=True)
class Cause:
    """What several findings come from. In the tables `cells` has the likeliest cell first, `value` is the number with
    which it would settle all `findings`; in the text `passage` is what is written wrong, and there is no value, for
    the words are the clerk's. `message` says with which number all would agree."""

    cells: tuple[str, ...]
    value: int | Decimal | None
    findings: tuple[Finding, ...]
    message: str
    passage: Span | None = None


@dataclass(frozen=True)
class Findings:
    """All findings of a report at one moment, and how much of the form is filled."""

    all: tuple[Finding, ...]
    filled: int
    of: int
    by_part: Mapping[str, tuple[int, int]]  # part → cells filled, cells in all
    explain: Callable[[], tuple[Cause, ...]] = field(default=tuple, repr=False, compare=False)
    kept: Kept | None = field(default=None, repr=False, compare=False)  # for the check after the next edit

    @cached_property
    def causes(self) -> tuple[Cause, ...]:
        """The findings that have one cause, grouped. Worked out when it is asked for: it takes longer
        than a key may."""
        return self.explain()

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
    data = tomllib.loads(resource("words/messages.toml").read_text("utf-8"))
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
