"""Lines of text to the pieces that were cells: by bars or tabs, where there are any; else by wide blanks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clerk_app.exchange.reading.placing import Placed
from clerk_app.exchange.reading.values import looks_like_value

_GAPS = re.compile(r"\t|\|| {2,}|\u3000+")
_RULE = re.compile(r"[\s|:+\-—]*-{2}[\s|:+\-—]*$")  # the line under the head of a table in Markdown
_PADDING = re.compile(r"\|{2,}\s*$")
_BARRED = 3  # lines with a bar (or a tab) from which on they part cells


@dataclass(frozen=True)
class Piece:
    """A label, a value, or other text. `certain`: a separator says that this is one whole cell, blank ones too."""

    text: str
    value: bool
    line: int
    certain: bool = False
    alone: bool = False  # a bar alone on its line, where rows begin with one


def separator(lines: Sequence[str]) -> str:
    """What parts the cells: a bar, a tab, or nothing."""
    enough = (mark for mark in "|\t" if sum(mark in line.strip(" \u3000") for line in lines) >= _BARRED)
    return next(enough, "")


def pieces(lines: Sequence[str], placed: Placed) -> list[Piece]:
    """The cells of every line, empty ones too."""
    mark = separator(lines)
    if not mark:
        return list(_loose(lines, 0, len(lines), placed))
    marked = [i for i, line in enumerate(lines) if mark in line]
    first, last = _begun(lines, marked[0], mark, placed), marked[-1]
    between = _separated(lines, first, last, mark, placed)
    after, closing = last + 1, list[Piece]()
    if mark == "\t" and not lines[last].strip():
        # A tab alone on its line stands between two cells: the last one is what follows, if that is a value at all.
        at = next((i for i in range(after, len(lines)) if lines[i].strip()), len(lines))
        text = lines[at].strip() if at < len(lines) else ""
        is_value = looks_like_value(text, placed.words)
        closing = [Piece(text if is_value else "", True, last, certain=True)]
        after = at + is_value
        after = next((i for i in range(after, len(lines)) if lines[i].strip()), len(lines))
    return [*_loose(lines, 0, first, placed), *between, *closing, *_loose(lines, after, len(lines), placed)]


def _loose(lines: Sequence[str], first: int, end: int, placed: Placed) -> Iterator[Piece]:
    """Without separators: a bar at the end of a line ends its last cell."""
    for number in range(first, end):
        if "+" in lines[number] and _RULE.fullmatch(lines[number]):
            continue
        body = lines[number].strip(" \r\n\u3000").removesuffix("|")
        cells = [c.strip() for c in _GAPS.split(body)]
        if len(cells) == 1:
            # 三、本年度办理结果 （一）予以公开 9 3 0 0 1 0 13: labels are joined again where that makes one.
            cells = cells[0].split(" ")
        yield from (Piece(c, looks_like_value(c, placed.words), number) for c in cells)


def _separated(lines: Sequence[str], first: int, last: int, mark: str, placed: Placed) -> Iterator[Piece]:
    """Whatever stands between two separators is one cell, over as many lines as it may go.

    A run of bars at the end of a line pads the row: some converters give every row the same number of bars, and leave
    out blank cells, so that it says nothing of where those stood.
    """
    leading = lines[first].lstrip(" \u3000").startswith(mark)
    waiting: list[str] = []  # lines of the cell that is not closed yet
    before: Piece | None = None
    for number in range(first, last + 1):
        line = lines[number]
        if mark == "|":
            if _RULE.fullmatch(line):
                continue
            line = _PADDING.sub("|" if _open(line, waiting) else "", line)
        whole = mark == "\t" and mark in line and (bool(line.strip()) or line.count(mark) > 1)  # a row a line
        if whole and waiting:
            yield from _cell(waiting, number - 1, placed)
            waiting = []
        *closed, rest = line.split(mark)
        closed, rest = ([*closed, rest], "") if whole else (closed, rest)
        if leading and not waiting and line.lstrip().startswith(mark) and any(t.strip() for t in (*closed, rest)):
            closed = closed[1:]
        alone = leading and len(closed) == 1 and not line.replace(mark, "").strip()
        found: list[Piece] = []
        for text in closed:
            cell = _cell([*waiting, text], number, placed, alone=alone)
            if mark == "\t" and not whole and before is not None and _after_blank(before, cell[0], placed):
                yield Piece("", True, number, certain=True)
            found += cell
            before, waiting = None if whole else cell[-1], []
        if rest.strip():
            waiting.append(rest)
        yield from _from_label(found)
    yield from _cell(waiting, last, placed) if waiting else ()


def _begun(lines: Sequence[str], first: int, mark: str, placed: Placed) -> int:
    """The line in which the first cell begins: before `first`, when the mark alone there closes a label."""
    if lines[first].strip(mark + " \u3000"):
        return first
    at = next((i for i in reversed(range(first)) if lines[i].strip()), first)
    text = lines[at]
    known = placed.known(text) or placed.rows.find(text).exact or placed.columns.find(text).exact
    return at if known else first


def _after_blank(before: Piece, piece: Piece, placed: Placed) -> bool:
    """Whether a blank cell ended the row before `piece`, where separators stand only between the cells of a row."""
    if piece.value:
        return False
    leaf = any(not label.node.children for label in placed.rows.find(before.text).labels)
    return bool(before.value and before.text) or (leaf and placed.known(piece.text))


def _open(line: str, waiting: Sequence[str]) -> bool:
    """Whether the run of bars at the end of the line closes a cell before it pads."""
    before = _PADDING.sub("", line)
    return bool(before.rpartition("|")[2].strip()) or (not before.strip() and bool(waiting))


def _cell(texts: Sequence[str], line: int, placed: Placed, *, alone: bool = False) -> list[Piece]:
    """The pieces of what stood between two separators: one, when it is a label or a value as a whole."""
    parts = [t.strip(" \r\n\u3000\xa0") for t in texts]
    parts = [t for t in parts if t]
    whole = "".join(parts)
    if len(parts) < 2 or placed.rows.find(whole).exact or placed.columns.find(whole).exact:
        return [Piece(whole, looks_like_value(whole, placed.words), line, certain=True, alone=alone and not whole)]
    return [Piece(t, looks_like_value(t, placed.words), line, certain=True) for t in parts]


def _from_label(found: Sequence[Piece]) -> Sequence[Piece]:
    """Without the blank places that stand before the first label of a row: they lie under a merged cell."""
    first = next((i for i, p in enumerate(found) if not p.value), None)
    if first is None or any(p.text for p in found[:first]):
        return found
    return found[first:]
