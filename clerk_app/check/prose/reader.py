"""Which numbers of a text speak of which topics of the form: bound where it is sure, left alone where it is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache

from clerk_app.check.prose.clauses import Clause, Token, clauses
from clerk_app.check.prose.quantities import Quantity
from clerk_app.check.prose.vocabulary import Vocabulary
from clerk_app.check.prose.walk import Found, before, behind, denied, listed, narrowed
from clerk_app.form.speech import Facet, Sum, Topic


@dataclass(frozen=True)
class Mention:
    """A number of the text (or a “none”) and what it was found to speak of.

    `start` and `end` are the number's place, `said` that of the words it was understood by. `topics` has several when
    their sum is named (行政复议和行政诉讼共3件); it is empty when the number was left alone. `quantity` is None for a
    “none” (未收到申请), whose value is 0. `wide`: it speaks of more than this organ (全市). `share`: it is a percentage
    of what the mention before it counts. `disclosed`: it is the number of all that was disclosed.
    """

    start: int
    end: int
    said: tuple[int, int]
    value: Decimal
    quantity: Quantity | None
    topics: tuple[Topic, ...] = ()
    facet: Facet | None = None
    wide: bool = False
    share: bool = False
    disclosed: bool = False

    @property
    def exact(self) -> bool:
        return self.quantity is None or not self.quantity.about

    @property
    def sums(self) -> tuple[Sum, ...]:
        """All sums of cells that the number may be, the likeliest first."""
        alone = self.topics[0].sums if len(self.topics) == 1 else ()
        sums = alone or (tuple(c for t in self.topics for c in t.cells),)
        return tuple(s for x in sums if (s := self.facet.of(x))) if self.facet else sums


@dataclass(frozen=True)
class Reading:
    """What the reader found in one passage: its clauses, each with the matter it ends in, and all mentions in order."""

    mentions: tuple[Mention, ...]
    clauses: tuple[tuple[Clause, str], ...]


@dataclass
class State:
    """What earlier words have settled for the later ones."""

    matter: str | None = None  # None: nothing said yet; empty: a matter of no table
    past: bool = False  # another time than the report's year
    wide: bool = False  # another organ than this one
    base: Topic | None = None  # what the last bound number of the sentence counts
    counted: set[tuple[Topic, Facet | None]] = field(default_factory=set[tuple[Topic, Facet | None]])  # in the sentence
    parts: bool = False  # 其中 was said in this sentence
    bound: bool = True  # was the last number of the sentence bound?
    foreign_parts: bool = False  # 其中 was said of a number that was not, or something else is counted here

    def take(self, token: Token, before: Token | None, year: int) -> None:
        word = token.word
        if not word.settles and not token.year:
            return
        if word.matter:
            weak = token.is_("weak") and before is not None and (before.unknown or before.is_("foreign"))
            self.matter = "" if weak else word.matter
        elif token.is_("foreign"):
            self.matter = ""
        if token.is_("past") or token.year not in (0, year):
            self.past = True
        elif token.is_("present") or token.year == year:
            self.past = self.wide = False
        self.wide = token.is_("wide") or (self.wide and not token.is_("own"))
        if token.is_("parts"):
            self.parts, self.foreign_parts = True, self.foreign_parts or not self.bound
        self.foreign_parts = self.foreign_parts or token.is_("apart")


@lru_cache(maxsize=32)
def read(text: str, vocabulary: Vocabulary) -> Reading:
    """All quantities of the passage, bound or not, in the order of the text. In time linear in its length."""
    state, found = State(), list[Mention]()
    read_clauses: list[tuple[Clause, str]] = []
    stop = "."
    for clause in clauses(text, vocabulary):
        if not clause.inside:
            if clause.heads:
                state.matter = None
            if stop in (";", "."):
                state.past = state.wide = state.parts = state.foreign_parts = False
                state.bound = True
            if stop == ".":
                state.base, state.counted = None, set()
            stop = clause.stop
        found += _mentions(clause, state, vocabulary.year)
        read_clauses.append((clause, state.matter or ""))
    return Reading(tuple(sorted(found, key=lambda m: m.start)), tuple(read_clauses))


def _mentions(clause: Clause, state: State, year: int) -> Iterator[Mention]:
    tokens = clause.tokens
    if not any(t.quantity or "none" in t.word.senses for t in tokens):
        for i, token in enumerate(tokens):
            if token.word.settles or token.year:
                state.take(token, tokens[i - 1] if i else None, year)
        return
    rows = listed(tokens, state.matter)
    start = 0  # words before this index belong to an earlier number
    none = -1
    for i, token in enumerate(tokens):
        state.take(token, tokens[i - 1] if i else None, year)
        if token.is_("none") and none < 0:
            none = i
        if token.quantity is None:
            continue
        if none >= 0:
            if token.quantity.value != 1:  # 未办结2件; but 未收到一件申请 is a “none”
                none = len(tokens)
            yield Mention(token.start, token.end, (token.start, token.end), token.quantity.value, token.quantity)
            continue
        if i in rows:
            found = rows[i]
        else:
            found = before(tokens, start, i, state.matter, state.base) or behind(tokens, start, i, state.matter)
        mention = _mention(tokens, start, i, found, state)
        if found and found.each and mention.topics:
            yield from (replace(mention, topics=(t,)) for t in mention.topics)
        else:
            yield mention
        start = i + 1
        state.bound = bool(mention.topics) or mention.share
        if found and mention.topics:
            state.base = mention.topics[-1]
            state.counted.update((t, mention.facet) for t in mention.topics)
            start = max(i, found.last) + 1
    if 0 <= none < len(tokens) and not state.past and not state.wide:
        for said, topic in denied(tokens, none, state.matter):
            yield Mention(*said, said, Decimal(0), None, (topic,))


def _mention(tokens: tuple[Token, ...], start: int, i: int, found: Found | None, state: State) -> Mention:
    """The number with its topics; without them where something says that it counts only a part, or another year."""
    quantity = tokens[i].quantity
    assert quantity is not None
    place = (quantity.start, quantity.end)
    alone = Mention(*place, place, quantity.value, quantity, wide=state.wide)
    if quantity.measure == "%":
        share = narrowed(tokens[start:i], "share") and not narrowed(tokens[start:i], "foreign", "narrow", "wide")
        return replace(alone, share=share and not state.past)
    if state.past or state.foreign_parts or narrowed(tokens[start:i], "narrow", "foreign", "compare"):
        return alone
    if found is None:
        return replace(alone, disclosed=not state.wide and not state.parts and _disclosed(tokens[start:i]))
    topics = tuple(t for t in found.topics if _counts(t, quantity))
    again = state.parts and not found.facet and any((t, None) in state.counted for t in topics)
    if not topics or len(topics) < len(found.topics) or again:
        return alone
    said = (min(tokens[found.first].start, quantity.start), max(tokens[found.last].end, quantity.end))
    return Mention(*place, said, quantity.value, quantity, topics, found.facet, state.wide)


def _disclosed(tokens: Sequence[Token]) -> bool:
    """全年公开政府信息〈214条〉: the whole of what was disclosed, with nothing between that makes it a part."""
    if not narrowed(tokens, "whole"):
        return False
    last = next((k for k in range(len(tokens) - 1, -1, -1) if not tokens[k].is_("light")), -1)
    return any(t.is_("disclosed") for t in tokens[max(last, 0) :])


def _counts(topic: Topic, quantity: Quantity) -> bool:
    """Whether the measure can count the topic: cases by 件, 起, 次 or nothing, money by 元."""
    return quantity.kind == "money" if topic.money else quantity.kind == "cases" or not quantity.measure
