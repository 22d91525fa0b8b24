"""What a terminal is told: words that it does not take for orders, and a bar that shows how far long work has come."""

import re
import sys
import time
from typing import TextIO

_EVERY = 0.1  # seconds between two drawings
_WIDTH = 30  # characters
_OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain(words: str) -> str:
    """Names of files may have anything in them: nothing that a terminal would obey, or that turns its lines around."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", words)


class Bar:
    """Draws nothing where nobody looks: into a file or a pipe. To be used with `with`, which clears it away."""

    def __init__(self, what: str, stream: TextIO | None = None) -> None:
        self._what, self._stream, self._next = what, stream or sys.stderr, 0.0
        self._seen = self._stream.isatty()

    def __enter__(self) -> "Bar":
        return self

    def __exit__(self, *_: object) -> None:
        if self._seen:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def __call__(self, done: int, of: int) -> None:
        now = time.monotonic()
        if not self._seen or (now < self._next and done < of):
            return
        self._next = now + _EVERY
        full = _WIDTH * done // max(of, 1)
        self._stream.write(f"\r{self._what} [{'█' * full}{'░' * (_WIDTH - full)}] {done}/{of}\x1b[K")
        self._stream.flush()
