"""Sentences of a passage: the one under a place, and those that stand in last year's text to the letter."""

import re
from collections.abc import Iterator

from clerk_app.report.document import level_of

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；][”’》）]*|[^。！？；\n]+")
_SHORT = 6  # characters: anything shorter is a phrase that any two texts share


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence stands, its end mark with it, blanks at its ends without."""
    for match in _SENTENCE.finditer(text):
        words = match[0].strip()
        if words:
            start = match.start() + match[0].index(words)
            yield start, start + len(words)


def sentence_at(text: str, at: int) -> tuple[int, int] | None:
    """The sentence that the place `at` lies in, or the last one before it in its paragraph; None on an empty line."""
    line = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    here = [(a, b) for a, b in sentences(text) if line <= a and (end < 0 or b <= end)]
    return next((s for s in here if at < s[1]), here[-1] if here else None)


def unchanged(text: str, previous: str) -> list[tuple[int, int]]:
    """The sentences of `text` that last year's text has too. Headings are the same every year and do not count."""
    known = {previous[a:b] for a, b in sentences(previous)}
    return [(a, b) for a, b in sentences(text) if b - a >= _SHORT and text[a:b] in known and not _heading(text, a, b)]


def _heading(text: str, start: int, end: int) -> bool:
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", start)
    line = text[begin : stop if stop >= 0 else len(text)]
    indent = len(line) - len(line.lstrip())
    _, head = level_of(line.strip())
    return end - begin - indent <= head
