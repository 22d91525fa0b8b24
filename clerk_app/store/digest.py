"""Digests that notice every change of what a file says: of the content, of the history, of both together.

Canonical form: a header line naming what and how, then every string with its length in bytes before it, in UTF-8.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from clerk_app.report.fields import to_text
from clerk_app.store.steps import Step

NO_STEP = bytes(32)  # what the first step follows


def content(edition: str, texts: Mapping[str, str]) -> bytes:
    """Of all values as stored, in the order of their paths by code point. About 0.1 ms for a full report."""
    return _digest("zfnb-content/1 sha256", (edition, *(part for item in sorted(texts.items()) for part in item)))


def step(previous: bytes, step: Step) -> bytes:
    """Of one step and, through `previous`, of all before it."""
    parts = [previous.hex(), str(step.seq), step.at, step.act, step.changeset.label]
    for edit in step.changeset.edits:
        # A blank and the empty text are two things: the mark before the value tells them apart.
        parts += ("-" if v is None else "=" + to_text(v) for v in (edit.path, edit.at, edit.before, edit.after))
    return _digest("zfnb-step/1 sha256", parts)


def state(content: bytes, created_at: str, changed_at: str, seq: int, last_step: bytes) -> str:
    """Of a committed state whole, as it stands in the file."""
    parts = (content.hex(), created_at, changed_at, str(seq), last_step.hex())
    return "sha256:" + _digest("zfnb-state/1 sha256", parts).hex()


def _digest(header: str, parts: Iterable[str]) -> bytes:
    encoded = (part.encode() for part in parts)
    return sha256(header.encode() + b"\n" + b"".join(b"%d:%s" % (len(p), p) for p in encoded)).digest()
