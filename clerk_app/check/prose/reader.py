"""Which numbers of a text speak of which topics of the form: bound where it is sure, left alone where it is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from clerk_app.check.prose.clauses import Clause, Token, clauses
from clerk_app.check.prose.quantities import Quantity
from clerk_app.check.prose.vocabulary import Vocabulary
from clerk_app.check.prose.walk import Found, bare, before, behind, denied, listed, narrowed
from clerk_app.form.speech import Facet, Sum, Topic


class Mention(NamedTuple):
    """A number of the text (or a “none”) and what it was found to speak of.

    `start` and `end` are the number's place, `said` that of the words it was understood by. `topics` has several when
    their sum is named (行政复议和行政诉讼共3件); it is empty when the number was left alone. `quantity` is None for a
    “none” (未收到申请), whose value is 0. `wide`: it speaks of more than this organ (全市). `share`: it is a percentage
    of what the mention before it counts. `change`: it is by how much that has grown (1) or shrunk (-1) since last year.
    `disclosed`: it is the number of all that was disclosed. `sums` are all sums of cells that it may be, the likeliest
    first.
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
    change: int = 0
    disclosed: bool = False
    sums: tuple[Sum, ...] = ()

    @property
    def exact(self) -> bool:
        return self.quantity is None or not self.quantity.about


class Reading(NamedTuple):
    """What the reader found in one paragraph: its clauses, each with the matter it ends in, and all mentions in order.
    `matter` and `spoken` are what it leaves for the next paragraph. Compared and hashed by identity: what is made of a
    reading is kept by it."""

    mentions: tuple[Mention, ...]
    clauses: tuple[tuple[Clause, str], ...]
    matter: str | None
    spoken: tuple[Topic, ...]

    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__


@dataclass
class State:
    """What earlier words have settled for the later ones."""

    matter: str | None = None  # None: nothing said yet; empty: a matter of no table
    past: bool = False  # another time than the report's year
    wide: bool = False  # another organ than this one
    within: bool = False  # one of the organs whose numbers this one adds up
    base: Topic | None = None  # what the last bound number of the sentence counts
    spoken: tuple[Topic, ...] = ()  # what the paragraph has counted; a sentence may tell their applicants
    counted: dict[tuple[Topic, Facet | None], None] = field(default_factory=dict[tuple[Topic, Facet | None], None])
    parts: bool = False  # 其中 was said in this sentence
    bound: bool = True  # was the last number of the sentence bound?
    results: bool = False  # does the sentence name what became of the cases?
    foreign_parts: bool = False  # 其中 was said of a number that was not, or something else is counted here

    def take(self, token: Token, before: Token | None, year: int) -> None:
        """Takes in a word that settles something, or a date that names a year."""
        word = token.word
        if word.matter:
            other = before is not None and (before.unknown or before.is_("foreign"))  # 建房〈申请〉
            if not (token.is_("weak") and other):
                self.matter = word.matter
            elif not any(t.matter == self.matter for t, _ in self.counted):
                self.matter = ""  # but in 收到申请23件，通过网站方式〈申请〉8件，答复24件 it goes on
        elif token.is_("foreign"):
            self.matter = ""
        if token.is_("past") or token.year not in (0, year):
            self.past = True
        elif token.is_("present") or token.year == year:
            self.past = self.wide = False
        own = token.is_("own")
        self.wide = token.is_("wide") or (self.wide and not own)
        self.within = token.is_("within") or (self.within and not own)
        if token.is_("parts"):
            self.parts, self.foreign_parts = True, self.foreign_parts or not self.bound
        self.foreign_parts = self.foreign_parts or token.is_("apart")


def read(text: str, vocabulary: Vocabulary) -> Iterator[Reading]:
    """The paragraphs of a passage, one after another: all their quantities, bound or not; places count from the
    beginning of each. In time linear in the length; a paragraph that was read is not read again."""
    matter, spoken = None, ()
    for line in text.split("\n"):
        found = paragraph(line, vocabulary, matter, spoken)
        matter, spoken = found.matter, found.spoken
        yield found


@lru_cache(maxsize=256)
def paragraph(line: str, vocabulary: Vocabulary, matter: str | None, spoken: tuple[Topic, ...]) -> Reading:
    """One paragraph after what those before it have settled: the matter, and what was counted."""
    found: list[Mention] = []
    read_clauses: list[tuple[Clause, str]] = []
    for sentence in _sentences(clauses(line, vocabulary)):
        if sentence[0].heads:
            matter, spoken = None, ()
        if matter != "":
            matter = _opened(sentence) or matter
        state = State(matter, spoken=spoken, results=any(t.opens for t in _named(sentence)))
        stop, asked = "", ()
        for clause in sentence:
            if not clause.inside:
                if stop == ";":
                    state.past = state.wide = state.within = state.parts = state.foreign_parts = False
                    state.bound = True
                stop = clause.stop
            before_it = replace(state) if clause.inside else None
            found += _mentions(clause, state, vocabulary, asked)
            if before_it:  # what brackets say of another time or matter ends with them: 新收12件（上年新收10件）
                before_it.counted = state.counted
                state = before_it
            asked = clause.tokens if clause.colon else ()
            read_clauses.append((clause, state.matter or ""))
        matter, spoken = state.matter, state.spoken
    return Reading(tuple(sorted(found, key=lambda m: m.start)), tuple(read_clauses), matter, spoken)


def _sentences(found: Sequence[Clause]) -> Iterator[Sequence[Clause]]:
    """The clauses of one sentence after another, those in its brackets among them."""
    begin, ended = 0, False
    for i, clause in enumerate(found):
        if ended and not clause.inside:
            yield found[begin:i]
            begin, ended = i, False
        ended = ended or (clause.stop == "." and not clause.inside)
    yield found[begin:]


def _named(sentence: Sequence[Clause]) -> Iterator[Topic]:
    """All topics that the words of a sentence may name."""
    return (t for c in sentence for token in c.tokens for t in token.word.topics)


def _opened(sentence: Sequence[Clause]) -> str:
    """The matter that a sentence is about because of two words that are said of no other: 予以公开…，部分公开…"""
    topics = {t for t in _named(sentence) if t.opens}
    return next(iter(topics)).matter if len(topics) > 1 else ""


def _mentions(clause: Clause, state: State, vocabulary: Vocabulary, asked: tuple[Token, ...]) -> Iterator[Mention]:
    """The mentions of one clause; `asked` are the words before its colon (行政复议：〈无〉)."""
    tokens = clause.tokens
    if vocabulary.governing and any(t.organ and _acts(tokens, i) for i, t in enumerate(tokens)):
        state.within = True
    none_asked = asked and tokens and not clause.inside and tokens[0].is_("none")
    if none_asked and all(t.is_("light") for t in tokens[1:]) and not any(t.quantity for t in asked):
        tokens = (*asked, *tokens)
    if not clause.counts and tokens is clause.tokens:
        for i, token in enumerate(tokens):
            if token.word.settles or token.year:
                state.take(token, tokens[i - 1] if i else None, vocabulary.year)
        return
    rows = listed(tokens, state.matter)
    start = 0  # words before this index belong to an earlier number
    none = -1
    for i, token in enumerate(tokens):
        if token.word.settles or token.year:
            state.take(token, tokens[i - 1] if i else None, vocabulary.year)
        if none < 0 and token.is_("none"):
            none = i
        if token.quantity is None:
            continue
        if none >= 0:
            if token.quantity.value != 1:  # 未办结2件; but 未收到一件申请 is a “none”
                none = len(tokens)
            yield Mention(token.start, token.end, (token.start, token.end), token.quantity.value, token.quantity)
            continue
        base = state.base or next((t for t in state.spoken if t.matter == state.matter), None)
        if i in rows:
            found = rows[i]
        else:
            found = (
                (bare(tokens, start, i, state.matter) if state.results else None)
                or before(tokens, start, i, state.matter, base)
                or behind(tokens, i, state.matter, base)
                or _together(tokens, start, i, state)
            )
        mention = _mention(tokens, start, i, found, state)
        if found and found.each and mention.topics:
            yield from (mention._replace(topics=(t,), sums=_sums((t,), mention.facet, ())) for t in mention.topics)
        else:
            yield mention
        start = i + 1
        if token.quantity.measure != "%" and not mention.change:
            state.bound = bool(mention.topics)
        if found and mention.topics:
            state.base = mention.topics[-1]
            state.counted |= {(t, mention.facet): None for t in mention.topics}
            state.spoken += tuple(t for t in mention.topics if t not in state.spoken)
            start = max(i, found.last) + 1
    if 0 <= none < len(tokens) and not (state.past or state.wide or state.within):
        for said, topic in denied(tokens, none, state.matter):
            yield Mention(*said, said, Decimal(0), None, (topic,), sums=topic.sums)


def _acts(tokens: Sequence[Token], i: int) -> bool:
    """县教育局〈共收到〉3件: whether the organ `i` is the one that did what is counted next."""
    following = next((t for t in tokens[i + 1 :] if t.word.topics or not (t.is_("light") or t.is_("present"))), None)
    return following is not None and bool(following.word.topics)


def _together(tokens: tuple[Token, ...], start: int, i: int, state: State) -> Found | None:
    """新收23件，上年结转4件，〈共计〉27件: the sum of the two things that the sentence has counted."""
    between = tokens[start:i]
    topics = tuple(t for t, facet in state.counted if facet is None)
    apart = len(topics) == 2 and set(topics[0].cells).isdisjoint(topics[1].cells)
    if not apart or not narrowed(between, "whole") or not all(t.is_("light") for t in between):
        return None
    return Found(topics, None, i - 1, i)


def _mention(tokens: tuple[Token, ...], start: int, i: int, found: Found | None, state: State) -> Mention:
    """The number with its topics; without them where something says that it counts only a part, or another year."""
    quantity = tokens[i].quantity
    assert quantity is not None
    place = (quantity.start, quantity.end)
    alone = Mention(*place, place, quantity.value, quantity, wide=state.wide, change=_change(tokens[start:i]))
    if quantity.measure == "%":
        share = narrowed(tokens[start:i], "share") and not narrowed(tokens[start:i], "foreign", "narrow", "wide")
        return alone._replace(share=share and not state.past)
    first, end = found.examples if found else (start, start)
    between = (*tokens[start : max(first, start)], *tokens[max(end, start) : i])
    if state.past or state.within or state.foreign_parts or narrowed(between, "narrow", "foreign", "compare"):
        return alone
    if found is None:
        return alone._replace(disclosed=not state.wide and not state.parts and _disclosed(tokens[start:i]))
    topics = tuple(t for t in found.topics if _counts(t, quantity))
    again = state.parts and not found.facet and any((t, None) in state.counted for t in topics if not t.part)
    if not topics or len(topics) < len(found.topics) or again:
        return alone
    said = (min(tokens[found.first].start, quantity.start), max(tokens[found.last].end, quantity.end))
    others = tuple(t for t in state.spoken if t not in topics and t.matter == topics[0].matter) if found.facet else ()
    sums = _sums(topics, found.facet, others)
    return Mention(*place, said, quantity.value, quantity, topics, found.facet, state.wide, sums=sums)


def _sums(topics: tuple[Topic, ...], facet: Facet | None, others: tuple[Topic, ...]) -> tuple[Sum, ...]:
    """All sums that a number of these topics may be; an applicant's may be the share of what `others` count, too."""
    choices = topics[0].sums if len(topics) == 1 else (sum(c, ()) for c in product(*(t.sums for t in topics)))
    once = (s for s in choices if len(set(s)) == len(s))  # 新收 with 结转 in it, and 结转: not twice
    if facet is None:
        return tuple(once)
    return tuple(s for x in (*once, *(s for t in others for s in t.sums)) if (s := facet.of(x)))


def _change(between: Sequence[Token]) -> int:
    """同比增长〈21%〉: up or down since last year; 0 when the number says nothing of the kind."""
    if not narrowed(between, "since") or narrowed(between, "respectively", "narrow", "foreign"):
        return 0
    return narrowed(between, "up") - narrowed(between, "down")


def _disclosed(tokens: Sequence[Token]) -> bool:
    """全年公开政府信息〈214条〉: the whole of what was disclosed, with nothing between that makes it a part."""
    if not narrowed(tokens, "whole"):
        return False
    last = next((k for k in range(len(tokens) - 1, -1, -1) if not tokens[k].is_("light")), -1)
    return any(t.is_("disclosed") for t in tokens[max(last, 0) :])


def _counts(topic: Topic, quantity: Quantity) -> bool:
    """Whether the measure can count the topic: cases by 件, 起, 次, nothing or the topic's own, money by 元."""
    if topic.money:
        return quantity.kind == "money"
    return quantity.kind == "cases" or not quantity.measure or quantity.measure in topic.by
