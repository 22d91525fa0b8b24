"""Labels and titles in even lines that end where the sense allows: 商业|企业, （三）|不予公开.

Chinese words are mostly two characters long, so a stretch without marks is counted from its end in twos; the place
behind a number （三） or 1. goes before all others, and a small word never ends a line.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

_NUMBER = re.compile(r"（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．]")
_AFTER = frozenset("，、；：）》”")  # a line may well end here
_BEFORE = frozenset("（《“")  # or before these
_SMALL = frozenset("其或和及与不未无本各每该被把为")  # bound to what follows
_PLACES = frozenset("省市州盟县旗区乡镇")
_THREES = ("办公室", "委员会", "管委会", "办事处", "指挥部")  # words of three that a name ends with
_TAIL = frozenset("的了者们等")  # bound to what stands before
_MOST = 12  # lines
_WITHIN = 5.0  # the price of ending a line inside a stretch of words, …
_SPLIT = 12.0  # … and in the middle of a word
_LINE = 4.0  # one more line costs a little less than a break inside words


@lru_cache(maxsize=1024)
def even_lines(text: str, widths: tuple[float, ...], measure: float, *, place: bool = False) -> list[tuple[int, int]]:
    """Start and end of each line, none wider than `measure` (in the unit of `widths`) unless one character is.

    `place`: the text is the name of an organ, which may end a line behind a place: 某某自治州|某某县人民政府.
    """
    total = sum(widths)
    if total <= measure:
        return [(0, len(text))]
    price = _prices(text, place)
    fewest = next((n for n in range(2, _MOST) if _best(widths, price, measure, n)), 0)
    if not fewest:
        return _hard(widths, measure)
    offers = [(n, offer) for n in (fewest, fewest + 1) if (offer := _best(widths, price, measure, n))]
    _, (_, ends) = min(offers, key=lambda o: o[1][0] + _LINE * o[0])
    return list(zip([0, *ends[:-1]], ends, strict=True))


def _prices(text: str, place: bool) -> list[float | None]:
    """What it costs to end a line before each character; None where it is forbidden."""
    number = _NUMBER.match(text)
    prefix = number.end() if number else 0
    prices: list[float | None] = [None] * (len(text) + 1)
    prices[-1] = 0.0
    end = len(text)  # of the stretch without marks that is being walked through from behind
    if text.endswith(_THREES):
        end -= 3
        prices[end] = _WITHIN
    for i in range(len(text) - 1, 0, -1):
        if i > end:
            continue  # within a word of three
        a, b = text[i - 1], text[i]
        if a in _AFTER or b in _BEFORE:
            end = i
        if b in _AFTER or a in _BEFORE or i < prefix or (a + b).isascii():
            if b in _AFTER:
                end = i
            continue
        if i == prefix or a in _AFTER or b in _BEFORE or (place and a in _PLACES and b not in _PLACES):
            prices[i] = 0.0
        else:
            odd = (end - i) % 2 == 1 and b not in _SMALL
            prices[i] = _WITHIN + (_SPLIT if odd or a in _SMALL or b in _TAIL else 0)
    return prices


def _best(
    widths: Sequence[float], prices: Sequence[float | None], measure: float, count: int
) -> tuple[float, list[int]] | None:
    """The cheapest way to set the text in `count` lines: its price and where the lines end."""
    n = len(widths)
    mean = sum(widths) / count
    ways: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for _ in range(count):
        longer: dict[int, tuple[float, list[int]]] = {}
        for start, (spent, ends) in ways.items():
            width = 0.0
            for end in range(start + 1, n + 1):
                width += widths[end - 1]
                if width > measure:
                    break
                price = prices[end]
                if price is None:
                    continue
                cost = spent + price + (width - mean) ** 2 / max(mean, 1.0)
                if end not in longer or cost < longer[end][0]:
                    longer[end] = (cost, [*ends, end])
        ways = longer
    return ways.get(n)


def _hard(widths: Sequence[float], measure: float) -> list[tuple[int, int]]:
    result: list[tuple[int, int]] = []
    start, width = 0, 0.0
    for i, w in enumerate(widths):
        if width + w > measure and i > start:
            result.append((start, i))
            start, width = i, 0.0
        width += w
    return [*result, (start, len(widths))]
