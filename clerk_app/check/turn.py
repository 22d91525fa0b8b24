"""What of a check still holds in the next one: a number that is typed costs what reads it, and no more.

A check is made of pieces of work, each about one thing: an identity, a paragraph, a cell. A piece that is done notes
which numbers it asks for; in the next turn it is done again only where one of them has changed.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from operator import is_
from typing import Any, NamedTuple, TypeVar

from clerk_app.report.fields import PREVIOUS
from clerk_app.report.model import Report

About = TypeVar("About")
T = TypeVar("T")


class _Noting(Report):
    """A report that notes which cells' numbers are asked for."""

    noted: set[str]

    def figure(self, cell: str) -> Any:
        self.noted.add(cell)
        value = self.values.get(cell)  # as Report does: asked hundreds of times after a key
        return value if type(value) is int or isinstance(value, int | Decimal) else None


class _Pieces(NamedTuple):
    """One kind of work: what each piece is about, what came of it, which cells it read."""

    about: Sequence[object]
    results: list[Any]
    reads: list[frozenset[str]]
    readers: Mapping[str, Sequence[int]]  # cell → the places of the pieces that read it


class Kept(NamedTuple):
    """What a turn leaves for the next: the report as it was read, and its pieces by their work."""

    report: Report
    pieces: Mapping[object, _Pieces]


class Turn:
    """One check over `report`, after the one that has left `before`; without that nothing is taken over, and nothing
    noted: who looks at a report but once does not pay for it. `give_way` is called between two kinds of work."""

    def __init__(
        self, report: Report, before: Kept | None = None, give_way: Callable[[], object] = lambda: None
    ) -> None:
        self.report, self._give_way = report, give_way
        self.first = before is None
        self._pieces: dict[object, _Pieces] = {}
        self._changed, self._words = _changes(before.report, report) if before else (None, True)
        self._before: Mapping[object, _Pieces] = before.pieces if before and self._changed is not None else {}
        self._noting = _Noting(*report)

    @property
    def kept(self) -> Kept:
        return Kept(self.report, self._pieces)

    def each(self, work: Callable[[Report, About], T], about: Sequence[About]) -> Sequence[T]:
        """The results of `work` about each, in order. It asks for numbers by `Report.figure` alone; of words it may
        read what it is about, the form, and what the cover says, but no passage."""
        return self._each(work, work, about)

    def held(
        self, claims: Callable[[Report, About], Sequence[Callable[[Report], T]]], about: Sequence[About]
    ) -> list[T]:
        """What comes of all `claims` about each, in order: a claim is what a text says of the numbers, and is looked
        for by words alone; only the claims themselves ask for numbers."""
        made = [claim for found in self.each(claims, about) for claim in found]
        return list(self._each((claims,), _answer, made))

    def _each(self, name: object, work: Callable[[Report, About], T], about: Sequence[About]) -> Sequence[T]:
        if self.first:
            return [work(self.report, one) for one in about]
        self._give_way()
        before = self._before.get(name)
        if before is None:
            pieces = _pieces(about, [self._done(work, one) for one in about])
        elif len(before.about) == len(about) and all(map(is_, before.about, about)):
            pieces = self._mended(work, before)
        else:
            # What pieces are about lives as long as they do: nothing else can have its identity.
            known = {id(one): place for place, one in enumerate(before.about)}
            stale = self._stale(before)
            done: list[tuple[T, frozenset[str]]] = []
            for one in about:
                place = known.get(id(one), -1)
                still = place >= 0 and place not in stale
                done.append((before.results[place], before.reads[place]) if still else self._done(work, one))
            pieces = _pieces(about, done)
        self._pieces[name] = pieces
        return pieces.results

    def of_words(self, work: Callable[..., T], *about: object) -> T:
        """What comes of `work`, which asks for no numbers but the year, with what it is about."""
        before = self._before.get(work)
        if before is None or self._words or before.about != about:
            before = _Pieces(about, [work(self.report, *about)], [frozenset()], {})
        self._pieces[work] = before
        return before.results[0]

    def _stale(self, before: _Pieces) -> set[int]:
        """The places of the pieces that have read a number that has changed."""
        return {place for cell in self._changed or () for place in before.readers.get(cell, ())}

    def _mended(self, work: Callable[[Report, Any], object], before: _Pieces) -> _Pieces:
        if not (stale := self._stale(before)):
            return before
        results, reads = list(before.results), list(before.reads)
        for place in stale:
            results[place], reads[place] = self._done(work, before.about[place])
        if reads == before.reads:
            return before._replace(results=results)
        return _pieces(before.about, list(zip(results, reads, strict=True)))

    def _done(self, work: Callable[[Report, About], T], one: About) -> tuple[T, frozenset[str]]:
        self._noting.noted = set()
        return work(self._noting, one), frozenset(self._noting.noted)


def _answer(report: Report, claim: Callable[[Report], T]) -> T:
    return claim(report)


def _pieces(about: Sequence[object], done: Sequence[tuple[object, frozenset[str]]]) -> _Pieces:
    readers: dict[str, list[int]] = {}
    for place, (_, reads) in enumerate(done):
        for cell in reads:
            readers.setdefault(cell, []).append(place)
    return _Pieces(about, [result for result, _ in done], [reads for _, reads in done], readers)


def _changes(before: Report, now: Report) -> tuple[frozenset[str] | None, bool]:
    """The cells with another number (last year's under their prefix), and whether a passage is another; no cells at all
    but None when anything else is, so that everything has to be looked at anew."""
    if now.edition is not before.edition:
        return None, True
    then, values, cells = before.values, now.values, now.edition.cells
    changed = [p for p, v in values.items() if then.get(p) is not v]
    changed += then.keys() - values.keys()
    figures, words = set[str](), False
    for path in changed:
        name = path.removeprefix(PREVIOUS)
        if name in cells:
            figures.add(path)
        elif then.get(path) != values.get(path):
            if name not in now.edition.passages:
                return None, True
            words = True
    return frozenset(figures), words
