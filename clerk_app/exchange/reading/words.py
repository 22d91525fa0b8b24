"""The vocabulary of reading (resources/words/reading.toml), and labels compared as people compare them."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from functools import lru_cache

from clerk_app.form.edition import Edition
from clerk_app.form.outline import Node
from clerk_app.installed import resource

_NUMBERING = re.compile(
    r"\s*(第[一二三四五六七八九十]+(部分|项|章)|[(（][一二三四五六七八九十\d]{1,3}[)）]|"
    r"[一二三四五六七八九十]{1,3}\s*[、.．,，:：)）]|\d{1,2}\s*[、.．)）](?!\d))\s*"
)
_BRACKET = re.compile(r"(?<=.)[(（][^()（）]*[)）]?\s*$")
_NOTED = re.compile(r"[〔\[]\d{1,2}[\]〕]\s*$")  # the raised number of a note
_WITHIN = re.compile(r"[(（][一二三四五六七八九十][)）]|\d\s*[.．、](?!\d)")
ALIKE = 0.8  # the least likeness of a label with a slip in it
APART = 0.08  # by how much the best must be ahead of the second
_STRANGERS = 300  # texts that are no label, after which slips are no longer looked for: this is no report
_SHORT = 3  # characters; labels that are not longer tell little by themselves
PREFIX = 4  # characters by which a label that was cut off is still known


@dataclass(frozen=True)
class Words:
    titles: tuple[str, ...]
    contents: tuple[str, ...]
    nothing: frozenset[str]
    measures: tuple[str, ...]
    money: dict[str, Decimal]
    labels: dict[str, tuple[str, ...]]  # a label of the form → other words for it
    change: dict[str, str]  # word → sign
    this_year: frozenset[str]
    other_year: frozenset[str]
    headings: dict[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def words() -> Words:
    data = tomllib.loads(resource("words/reading.toml").read_text("utf-8"))
    return Words(
        tuple(data["titles"]),
        tuple(data["contents"]),
        frozenset(data["nothing"]),
        tuple(data["measures"]),
        {unit: Decimal(factor) for unit, factor in data["money"].items()},
        {label: tuple(others) for label, others in data["labels"].items()},
        dict(data["change"]),
        frozenset(data["this_year"]),
        frozenset(data["other_year"]),
        {part: tuple(variants) for part, variants in data["headings"].items()},
    )


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """A label without its number, blanks, brackets and marks; wide and narrow forms alike."""
    text = _NOTED.sub("", unicodedata.normalize("NFKC", text))
    bare = _NUMBERING.sub("", text, count=1) if _NUMBERING.match(text) else text
    return "".join(c for c in bare if c.isalnum()) or "".join(c for c in text if c.isalnum())


def is_numbered(text: str) -> bool:
    """Whether a label begins here."""
    return bool(_NUMBERING.match(unicodedata.normalize("NFKC", text)))


def short(text: str) -> str:
    """The same without what stands in brackets at its end."""
    return plain(_BRACKET.sub("", unicodedata.normalize("NFKC", text)))


@lru_cache(maxsize=8192)
def likeness(a: str, b: str) -> float:
    """0 … 1 for two plain labels; a label cut off after four characters or more is as good as nearly whole."""
    if a == b:
        return 1.0
    if min(len(a), len(b)) >= PREFIX and (a.startswith(b) or b.startswith(a)):
        return 0.95
    if 2 * min(len(a), len(b)) < ALIKE * (len(a) + len(b)):
        return 0.0  # no likeness is greater than this
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


@dataclass(frozen=True)
class Label:
    """A row or a column of a table of the edition."""

    table: str
    node: Node
    names: tuple[str, ...]  # plain
    above: tuple[str, ...]  # plain names of its branches, the outermost first


@dataclass(frozen=True)
class Match:
    """The labels that a text may be. `exact`: written as in the form but for numbers, brackets and blanks."""

    labels: tuple[Label, ...]
    exact: bool


class Labels:
    """All rows or all columns of an edition's tables, to be found by what is written in a source."""

    def __init__(self, edition: Edition, *, rows: bool) -> None:
        self.all = tuple(
            label
            for table in edition.tables.values()
            for root in (table.rows if rows else table.columns)
            for label in _labels(table.key, root, ())
        )
        self._found: dict[str, Match] = {}
        self._strangers = 0  # texts that were like none
        self._named: dict[str, list[Label]] = {}
        for label in self.all:
            for name in label.names:
                self._named.setdefault(name, []).append(label)

    def exactly(self, text: str) -> tuple[Label, ...]:
        """The labels that are written so in the form, but for numbers, brackets and blanks. A short one (其他) that has
        the number of another row is none."""
        labels = (label for name in (plain(text), short(text)) for label in self._named.get(name, ()))
        number = _ordinal(text)
        return tuple(
            label for label in dict.fromkeys(labels)
            if len(label.names[0]) > _SHORT or not number or _ordinal(label.node.label) in ("", number)
        )  # fmt: skip

    def find(self, text: str) -> Match:
        """The labels whose name `text` is, or is like; none when nothing is like it or two are equally so."""
        if text not in self._found:
            self._found[text] = self._find(text)
        return self._found[text]

    def _find(self, text: str) -> Match:
        wanted = {plain(text), short(text)} - {""}
        if not wanted or len(text) > 200 or all(w.isdecimal() for w in wanted):
            return Match((), False)
        if exact := self.exactly(text):
            return Match(exact, True)
        if _WITHIN.search(_NUMBERING.sub("", text, count=1)):
            return Match((), False)  # pieces of two labels
        if self._strangers > _STRANGERS:
            return Match((), False)
        scored = [(max(likeness(w, n) for w in wanted for n in label.names), label) for label in self.all]
        best = max(score for score, _ in scored)
        # Two labels of one name (in other blocks) are one answer; two names equally near are none.
        names = {label.names for score, label in scored if score > best - APART}
        if best < ALIKE or len(names) > 1:
            self._strangers += 1
            return Match((), False)
        return Match(tuple(label for score, label in scored if score == best), False)


def _ordinal(text: str) -> str:
    """The Arabic number before a label."""
    match = re.match(r"\s*(\d{1,2})\s*[.．、]", unicodedata.normalize("NFKC", text))
    return match[1] if match else ""


def _labels(table: str, node: Node, above: tuple[str, ...]) -> list[Label]:
    names = tuple(dict.fromkeys(n for n in (plain(node.label), short(node.label)) if n))
    names += tuple(n for name in names for n in words().labels.get(name, ()))
    own = [Label(table, node, names, above)] if names else []
    return own + [label for child in node.children for label in _labels(table, child, (*above, *names[:1]))]
