"""Old steps of a history in one piece: every word and time of them in a fraction of the room.

A pack is zlib over UTF-8 JSON: a list of [seq, at, act, label, [[path, at, before, after], …]], as the columns of
`step` and `change` have them. What comes out of a file is believed only as far as its form; the digests of the
steps decide.
"""

import zlib
from collections.abc import Iterable, Iterator
from typing import Any, cast

from clerk_app.report.model import Changeset, Edit
from clerk_app.store.steps import Step

STEPS, SIZE = 1_000, 2**20  # steps and characters of a pack; a single longer step is a pack by itself
LIMIT = 16 * 2**20  # bytes that may come out of one; the longest step has 5 MB


class Unreadable(Exception):
    """Not a pack, or one that this program would not make."""


def packed(steps: Iterable[Step]) -> bytes:
    """The values of the edits as texts, as they stand in the file."""
    import json  # here, as below: most files have no pack

    rows = [[s.seq, s.at, s.act, s.changeset.label, [_columns(e) for e in s.changeset.edits]] for s in steps]
    return zlib.compress(json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode(), 9)


def unpacked(data: bytes) -> list[Step]:
    """Raises Unreadable."""
    import json

    try:
        out = zlib.decompressobj()
        text = out.decompress(data, LIMIT)
        if out.unconsumed_tail or not out.eof or out.unused_data:
            raise Unreadable
        rows = json.loads(text)
        if type(rows) is not list:
            raise Unreadable
        return [_step(row) for row in cast("list[Any]", rows)]
    except (zlib.error, ValueError, TypeError, RecursionError, MemoryError):
        raise Unreadable from None


def parts(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """In pieces of which each may be a pack."""
    part: list[Step] = []
    size = 0
    for step in steps:
        of = sum(len(text) for e in step.changeset.edits for text in _columns(e) if isinstance(text, str))
        if part and (len(part) == STEPS or size + of > SIZE):
            yield part
            part, size = [], 0
        part.append(step)
        size += of
    if part:
        yield part


def _columns(edit: Edit) -> list[Any]:
    return [edit.path, edit.at, edit.before, edit.after]


def _step(row: Any) -> Step:
    seq, at, act, label, edits = row
    if type(seq) is not int or act not in ("do", "undo", "redo") or not all(type(t) is str for t in (at, label)):
        raise Unreadable
    return Step(seq, at, act, Changeset(tuple(_edit(*columns) for columns in edits), label))


def _edit(path: Any, at: Any, before: Any, after: Any) -> Edit:
    if type(path) is not str or type(at) not in (int, type(None)):
        raise Unreadable
    if not all(type(text) in (str, type(None)) for text in (before, after)):
        raise Unreadable
    return Edit(path, before, after, at)
