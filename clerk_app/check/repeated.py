"""Sentences taken over from last year's text: more than half of a part is a repetition."""

import re
from dataclasses import dataclass
from functools import lru_cache

from clerk_app.check.finding import Finding, Span, say
from clerk_app.report.fields import PREVIOUS
from clerk_app.report.model import Report

_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?")
_SHORT = 12  # characters; shorter sentences are alike by nature
_ALIKE = 85.0  # of 100, by which two sentences say the same
_LIMIT = 0.5  # of the part's characters: over it costs points in an assessment
_ENOUGH = 200  # characters; a short part has not much to say anew
_COMPARED = 200  # sentences a side are compared one by one, the rest only for equality: the time stays bounded
_CLIPPED = 300  # characters of a sentence that are compared
_READ = 5_000  # characters of last year's that a sentence is compared with one by one: 1 ms


@dataclass(frozen=True)
class Pair:
    """A sentence of this year and the one of last year that it repeats."""

    start: int
    end: int
    now: str
    before: str


def findings(report: Report) -> list[Finding]:
    """REPEATED, one for each part that is compared."""
    found: list[Finding] = []
    for part in report.edition.parts:
        text, before = report.text(part.key), report.text(PREVIOUS + part.key)
        if not part.compare or len(text) < _ENOUGH or not before:
            continue
        pairs = repeated(text, before)
        share = sum(p.end - p.start for p in pairs) / sum(len(m[0]) for m in _SENTENCE.finditer(text))
        if pairs and share > _LIMIT:
            first = pairs[0]
            words = {
                "place": part.heading,
                "percent": round(100 * share),
                "number": len(pairs),
                "now": _shown(first.now),
                "before": _shown(first.before),
            }
            found.append(say("REPEATED", words, passage=Span(part.key, first.start, first.end, first.now)))
    return found


@lru_cache(maxsize=8)
def repeated(text: str, before: str) -> tuple[Pair, ...]:
    """The sentences of `text` that stand, the same or nearly, in `before`: for showing both side by side."""
    old = [s for m in _SENTENCE.finditer(before) if len(s := m[0].strip()) >= _SHORT]
    exact, clipped = set(old), tuple(s[:_CLIPPED] for s in old[:_COMPARED])
    pairs: list[Pair] = []
    for i, match in enumerate(_SENTENCE.finditer(text)):
        sentence = match[0].strip()
        if len(sentence) < _SHORT:
            continue
        if sentence in exact:
            pairs.append(Pair(match.start(), match.end(), sentence, sentence))
        elif i < _COMPARED and (best := _best(sentence[:_CLIPPED], clipped)) is not None:
            pairs.append(Pair(match.start(), match.end(), sentence, old[best]))
    return tuple(pairs)


@lru_cache(maxsize=2048)  # a text that is typed changes one sentence
def _best(sentence: str, old: tuple[str, ...]) -> int | None:
    """The index of the sentence of last year that is most alike; None when none is alike enough."""
    from rapidfuzz.distance import LCSseq  # where a text of last year's is there; importing it takes 25 ms

    letters, length, left = frozenset(sentence), len(sentence), _READ
    most, best = _ALIKE, None
    for i, (other, others) in enumerate(_lettered(old)):
        both = length + len(other)
        if 200 * min(length, len(other)) < most * both:
            continue
        # What the other lacks cannot be common: nearly all are told apart by that.
        shared = len(letters & others)
        bound = min(length - len(letters) + shared, len(other) - len(others) + shared)
        if 200 * bound < most * both:
            continue
        left -= len(other)
        if left < 0:
            break
        alike = 200 * LCSseq.similarity(other, sentence) / both
        if alike > most or (best is None and alike == most):
            most, best = alike, i
    return best


@lru_cache(maxsize=8)
def _lettered(old: tuple[str, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((s, frozenset(s)) for s in old)


def _shown(sentence: str) -> str:
    return sentence if len(sentence) <= 40 else sentence[:39] + "…"
