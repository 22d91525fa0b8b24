"""What the text of a report may speak of, as an edition says it: matters, topics, applicants, outcomes, money."""

from typing import NamedTuple

Sum = tuple[str, ...]  # cells whose numbers are added


class Matter(NamedTuple):
    """What a paragraph is about; `shares` are the sums that a percentage in it may be taken of. A `weak` word means it
    only where nothing unknown stands right before: 建房〈申请〉 is another's."""

    name: str
    words: tuple[str, ...]
    weak: tuple[str, ...] = ()
    shares: tuple[Sum, ...] = ()


class Topic(NamedTuple):
    """What a number in the text may count: the words beside it, and the cells whose sum it then is.

    `also` are other sums that are right as well (收办: new, or new and carried over), `odd` measures that are wrong for
    it, `named` the words of which one should stand in the text when the sum is not 0, `none` that the text may say
    there was none (未收到申请), `general` that a more special word beside it says what is counted (结转下年度〈办理〉),
    `opens` that two such words in a sentence say what it is about (予以公开…部分公开), `unless` words before it with
    which it is not meant (办理行政复议: another's), `money` that it counts 元.
    """

    name: str
    words: tuple[str, ...]
    cells: Sum
    matter: str = ""
    also: tuple[Sum, ...] = ()
    odd: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    none: bool = False
    general: bool = False
    opens: bool = False
    unless: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    part: bool = False
    by: tuple[str, ...] = ()
    money: bool = False

    def __hash__(self) -> int:
        """Of the name alone, which no two topics of a matter share: topics are looked up at every number."""
        return hash(self.name)

    @property
    def sums(self) -> tuple[Sum, ...]:
        """All sums that a number of this topic may be, the first one first."""
        return (self.cells, *self.also)


class Facet(NamedTuple):
    """A kind of applicant: beside a number it turns a sum of the column `total` into one of its own `columns`."""

    words: tuple[str, ...]
    total: str
    columns: tuple[str, ...]

    def __hash__(self) -> int:
        return hash(self.columns)

    def of(self, cells: Sum) -> Sum:
        """The same rows in this applicant's columns; empty when a cell is in no column `total`."""
        rows = [c.removesuffix(f"/{self.total}") for c in cells if c.endswith(f"/{self.total}")]
        return tuple(f"{row}/{column}" for row in rows for column in self.columns) if len(rows) == len(cells) else ()


class Rate(NamedTuple):
    """A percentage with a name of its own (办结率): of one of `parts` in one of `wholes`."""

    matter: str
    words: tuple[str, ...]
    parts: tuple[Sum, ...]
    wholes: tuple[Sum, ...]


class Outcome(NamedTuple):
    """Words that say how all cases of a matter ended (均获维持), and the cells that then are 0. With `whole` they
    say so only when they are the whole clause (结果维持, but not 结果维持1件), with a word of `unless` in the clause
    they do not (已审结的3件均获维持)."""

    matter: str
    words: tuple[str, ...]
    zero: Sum
    whole: bool = False
    unless: tuple[str, ...] = ()


class Money(NamedTuple):
    """A number whose unit is easily mistaken (元 for 万元). A limit of 0 is none.

    `small`: a township's or street's number above it looks like 元. `whole`: so does a whole number from it on.
    `least`: under it a unit of `each` looks like 万元. `leap`: the ratio to last year's number that speaks of
    two units.
    """

    id: str
    cell: str
    each: str = ""
    small: int = 0
    whole: int = 0
    least: int = 0
    leap: int = 0


class Speech(NamedTuple):
    """All that an edition says of its reports' text; compared and hashed by identity: it is asked for at every key."""

    matters: tuple[Matter, ...]
    topics: tuple[Topic, ...]
    facets: tuple[Facet, ...]
    rates: tuple[Rate, ...]
    outcomes: tuple[Outcome, ...]
    money: tuple[Money, ...]

    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__
