"""Breaks the labels of a table into lines at sensible places: 社会公益｜组织, never 社会公｜益组织."""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

_NUMBERING = re.compile(r"(（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．])")
_NO_START = frozenset("、，。；：！？）》”’…·%,.;:)]")
_NO_END = frozenset("（《“‘([")
_PAUSE = frozenset("、，。；：）》”")
# What a break costs after an even number of characters of a phrase, before an even number (a word of three stands
# rather at the beginning: 本年度｜办理结果), or neither; what lines of different length cost; and what a line costs:
# rather one more of them than words torn apart.
_BOTH, _BEFORE, _AFTER, _NEITHER, _UNEVEN, _LINE = 1.0, 1.5, 2.0, 9.0, 4.0, 5.0
_COSTS = {(True, True): _BOTH, (False, True): _BEFORE, (True, False): _AFTER, (False, False): _NEITHER}

Advance = Callable[[str], int]


def wrap(text: str, width: int, advance: Advance) -> tuple[str, ...]:
    """`text` in few lines that `width` allows, broken where it hurts least. `advance` measures a text.

    Chinese labels are made of words of two characters: a break an even number of characters after the last pause (or
    the numbering) mostly falls between words; one after a pause always does. No forbidden start or end of a line.
    """
    if not text or advance(text) <= width:
        return (text,)
    costs = _breaks(text)
    ends = [advance(text[:i]) for i in range(len(text) + 1)]
    # best[i]: (cost, where the last line begins) for the first i characters.
    best: dict[int, tuple[float, int]] = {0: (0.0, 0)}
    for end in (*costs, len(text)):
        for start, (cost, _) in tuple(best.items()):
            line = ends[end] - ends[start]
            if line > width and any(start < between < end for between in costs):
                continue  # too long, and there is a place to break it
            rest = max(width - line, 0) / width
            cost += _LINE + costs.get(end, 0.0) + _UNEVEN * rest * rest
            if end not in best or cost <= best[end][0]:  # of equals the longer first line
                best[end] = (cost, start)
    result: list[str] = []
    end = len(text)
    while end:
        start = best[end][1]
        result.insert(0, text[start:end])
        end = start
    return tuple(result)


@lru_cache(maxsize=512)
def _breaks(text: str) -> dict[int, float]:
    """The places where `text` may be broken, and what each costs."""
    match = _NUMBERING.match(text)
    first = match.end() if match else 0
    pauses = [i for i in range(first + 1, len(text)) if text[i - 1] in _PAUSE or text[i] in _NO_END]
    costs: dict[int, float] = {}
    for begin, end in pairwise((first, *pauses, len(text))):
        for i in range(begin + (begin == first), end):
            before, after = text[i - 1], text[i]
            if after in _NO_START or before in _NO_END or (before.isascii() and after.isascii()):
                continue
            costs[i] = 0.0 if i == begin else _COSTS[(i - begin) % 2 == 0, (end - i) % 2 == 0]
    return costs
