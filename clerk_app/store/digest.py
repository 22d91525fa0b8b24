"""Digests that notice every change of what a file says: of the content, of the history, of both together.

Canonical form: a header line naming what and how, then every string with its length in code points before it, all of
it in UTF-8.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from clerk_app.report.fields import to_text
from clerk_app.store.steps import Step

NO_STEP = bytes(32)  # what the first step follows


def content(edition: str, texts: Mapping[str, str]) -> bytes:
    """Of all values as stored, in the order of their paths by code point."""
    entries = [f"{len(path)}:{path}{len(text)}:{text}" for path, text in sorted(texts.items())]
    return sha256(_canonical("zfnb-content/1 sha256\n", (edition,)) + "".join(entries).encode()).digest()


def content_of(edition: str, entries: Iterable[bytes]) -> bytes:
    """The same of the values' entries in the order of their paths."""
    return sha256(b"".join([_canonical("zfnb-content/1 sha256\n", (edition,)), *entries])).digest()


def entry(path: str, text: str) -> bytes:
    """What a value adds to the canonical form."""
    return _canonical("", (path, text))


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
    return sha256(_canonical(f"{header}\n", parts)).digest()


def _canonical(start: str, parts: Iterable[str]) -> bytes:
    return "".join([start, *[f"{len(part)}:{part}" for part in parts]]).encode()
