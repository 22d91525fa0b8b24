"""The words the reader knows: those of all prose (resources/words/prose.toml) and those of the edition's topics."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product

from clerk_app.form.speech import Facet, Speech, Topic
from clerk_app.installed import resource

# Words by which a unit of this level speaks of the whole of what it governs: then they say nothing special.
OWN = {
    "township": ("全镇", "全乡"),
    "street": ("全街道", "全街", "全办", "街道", "街道办", "办事处", "街道办事处"),
    "county": ("全县", "全区", "全旗", "我县", "我区", "各级"),
    "city": ("全市", "全州", "全盟", "我市", "各级"),
    "province": ("全省", "各级"),
}
_GOVERNING = ("county", "city", "province")  # their reports add up those of the organs within them

_SETTLING = frozenset(("foreign", "past", "present", "wide", "within", "own", "parts", "apart"))
_STOPPING = frozenset(("narrow", "foreign", "compare", "none", "within"))
_LEANING = frozenset(("takes", "such"))
_PASSING = frozenset(("light", "happens", "each", "present", "disclosed", "belongs"))

# What begins something else than a word, or may: numerals, letters, marks and blanks, see clauses.py.
_SPECIAL = r"[0-9零一二两三四五六七八九十百千万亿A-Za-z第〔（，,：；。！？《〈“‘「 \t\u3000\u00a0\ue000]"


@dataclass(frozen=True)
class Word:
    """One word and all it may be: how it stands to a number, the topics it names, the matter it opens, the column."""

    text: str
    senses: frozenset[str] = frozenset()
    topics: tuple[Topic, ...] = ()
    matter: str = ""
    facet: Facet | None = None
    bare: tuple[Topic, ...] = ()  # that it names only right before a number, beside another result

    @cached_property
    def known(self) -> bool:
        """Whether it says something by itself: 征收 does only where a whole with its examples follows."""
        return bool(self.text) and not (self.senses and self.senses <= _LEANING)

    @cached_property
    def settles(self) -> bool:
        """Whether it settles something for the words behind it (reader.State): most words do not."""
        return bool(self.matter) or not self.senses.isdisjoint(_SETTLING)

    @cached_property
    def some(self) -> bool:
        """Whether it names cases of another kind, and so changes what a matter beside it means."""
        return any(t.part for t in self.topics)

    @cached_property
    def none(self) -> bool:
        """Whether it says that there is none of something."""
        return "none" in self.senses

    @cached_property
    def passes(self) -> bool:
        """Whether between a number and its topic it changes nothing."""
        names = bool(self.matter or self.facet or self.topics)
        return self.senses.isdisjoint(_STOPPING) and (names or not self.senses.isdisjoint(_PASSING))


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All words; compared and hashed by identity."""

    words: Mapping[str, Word]
    lengths: Mapping[str, tuple[int, ...]]  # of the words that begin with a character, the longest first
    scan: re.Pattern[str]  # where a word may begin, or in its group what begins something else
    measures: Mapping[str, str]  # measure → cases, money or other
    numbers: Mapping[str, tuple[str, ...]]
    year: int
    governing: bool  # the report adds up those of the organs within it


@dataclass(frozen=True)
class Source:
    """The file of the words as it stands."""

    groups: Mapping[str, tuple[str, ...]]
    senses: Mapping[str, tuple[str, ...]]
    measures: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def source() -> Source:
    """resources/words/prose.toml."""
    data = tomllib.loads(resource("words/prose.toml").read_text("utf-8"))
    return Source(**{name: {k: tuple(v) for k, v in table.items()} for name, table in data.items()})


@lru_cache(maxsize=16)
def vocabulary(speech: Speech, year: int, level: str) -> Vocabulary:
    """The words for a report of `year` by a unit of `level`."""
    known, names = source(), _names(year)
    entries: dict[str, Word] = {}

    def add(texts: Iterable[str], word: Word) -> None:
        for text in (t for entry in texts for t in expanded(entry, names)):
            had = entries.get(text, Word(text))
            topics = had.topics + tuple(t for t in word.topics if t not in had.topics)
            entries[text] = Word(
                text, had.senses | word.senses, topics, word.matter or had.matter, word.facet or had.facet,
                had.bare + word.bare,
            )  # fmt: skip

    own = OWN.get(level, ())
    add(own, Word("", frozenset(["own", "light"])))
    for sense, texts in known.senses.items():
        if sense == "within" and level not in _GOVERNING:
            sense = "wide"  # 县政府 in a township's report is another organ
        add([t for t in texts if sense != "wide" or t not in own], Word("", frozenset([sense])))
    for matter in speech.matters:
        add(matter.words, Word("", matter=matter.name))
        add(matter.weak, Word("", frozenset(["weak"]), matter=matter.name))
    for facet in speech.facets:
        add(facet.words, Word("", facet=facet))
    for topic in speech.topics:
        add(topic.words, Word("", topics=(topic,)))
        add(topic.bare, Word("", bare=(topic,)))
    lengths: dict[str, set[int]] = {}
    for text in entries:
        lengths.setdefault(text[0], set()).add(len(text))
    longest = {c: tuple(sorted(found, reverse=True)) for c, found in lengths.items()}
    scan = re.compile(f"({_SPECIAL})|[{''.join(map(re.escape, lengths))}]")
    measures = {m: kind for kind, texts in known.measures.items() for m in texts}
    return Vocabulary(entries, longest, scan, measures, known.numbers, year, level in _GOVERNING)


def _names(year: int) -> Mapping[str, tuple[str, ...]]:
    years = {"last": (str(year - 1),), "year": (str(year),), "next": (str(year + 1),)}
    return {**source().groups, **years}


def expanded(entry: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """`{收}申请` → 收到申请, 受理申请, …; raises KeyError for a group that is not there."""
    pieces = re.split(r"\{(.+?)\}", entry)
    for choice in product(*(names[p] for p in pieces[1::2])):
        yield "".join(a + b for a, b in zip(pieces[::2], (*choice, ""), strict=True))
