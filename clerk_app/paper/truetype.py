"""One TrueType file read where it lies: the glyph of a character, its width, and the smallest file with some of them.

Nothing is parsed beforehand and nothing is cached on disk: the few tables are looked into in place, so that opening a
face of 6 MB takes about a millisecond, wherever the program runs from.
"""

import mmap
import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

_COLLECTION = b"ttcf"
_OUTLINES = (b"\0\1\0\0", b"true")
_NAMES = (1, 4, 6, 16)
_GBK = ((1, 25), (3, 3))  # platform and encoding under which Chinese makers write GBK
_COPIED = ("cvt ", "fpgm", "prep")


class NotTrueType(Exception):
    """A file that is no TrueType face with quadratic outlines, or a damaged one."""


class TrueType:
    """One face of the file at `path`; `index` counts the faces of a collection. Raises NotTrueType or OSError."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path = path
        with path.open("rb") as file:
            try:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as e:
                raise NotTrueType(path.name) from e
        try:
            self._tables = self._directory(index)
            self.units = self._number(">H", "head", 18)
            self.box = struct.unpack_from(">4h", self._data, self._at("head") + 36)
            self._long = self._number(">h", "head", 50) == 1
            self.ascent, self.descent = struct.unpack_from(">2h", self._data, self._at("hhea") + 4)
            self._metrics = self._number(">H", "hhea", 34)
            self.glyphs = self._number(">H", "maxp", 4)
            self._outlines, self._offsets, self._widths = self._at("glyf"), self._at("loca"), self._at("hmtx")
        except (struct.error, KeyError) as e:
            raise NotTrueType(path.name) from e

    def _directory(self, index: int) -> dict[str, tuple[int, int]]:
        start = 0
        if self._data[:4] == _COLLECTION:
            (start,) = struct.unpack_from(">I", self._data, 12 + 4 * index)
        if self._data[start : start + 4] not in _OUTLINES:
            raise NotTrueType(self.path.name)
        (count,) = struct.unpack_from(">H", self._data, start + 4)
        entries = (struct.unpack_from(">4sIII", self._data, start + 12 + 16 * i) for i in range(count))
        return {tag.decode("latin-1"): (offset, length) for tag, _, offset, length in entries}

    def _at(self, tag: str) -> int:
        return self._tables[tag][0]

    def _number(self, code: str, tag: str, offset: int) -> int:
        return struct.unpack_from(code, self._data, self._at(tag) + offset)[0]

    def table(self, tag: str) -> bytes:
        """The bytes of a table; empty when there is none."""
        offset, length = self._tables.get(tag, (0, 0))
        return self._data[offset : offset + length]

    @property
    def embeddable(self) -> bool:
        """Whether the face's maker allows it to be embedded in part (OS/2 fsType: installable, print or editable)."""
        table = self.table("OS/2")
        return len(table) >= 10 and struct.unpack_from(">H", table, 8)[0] in (0, 4, 8)

    @property
    def names(self) -> set[str]:
        """What the face calls itself: family, full, PostScript and typographic family name, in every script."""
        table = self.table("name")
        if len(table) < 6:
            return set()
        count, strings = struct.unpack_from(">HH", table, 2)
        found: set[str] = set()
        for i in range(min(count, (len(table) - 6) // 12)):
            platform, encoding, _, name, length, offset = struct.unpack_from(">6H", table, 6 + 12 * i)
            raw = table[strings + offset : strings + offset + length]
            if name in _NAMES and (platform, encoding) in _GBK:
                found.add(raw.replace(b"\0", b"").decode("gbk", "ignore"))
            elif name in _NAMES and platform in (0, 3):
                found.add(raw.decode("utf-16-be", "ignore"))
        return found

    def glyph(self, code: int) -> int:
        """The glyph of a character; 0 when the face lacks it."""
        starts, ends, firsts = self._segments
        i = bisect_right(starts, code) - 1
        if i < 0 or code > ends[i]:
            return 0
        first = firsts[i]
        if first >= 0:
            return (first + code - starts[i]) & 0xFFFF
        (glyph,) = struct.unpack_from(">H", self._data, -first + 2 * (code - starts[i]))
        return glyph

    @cached_property
    def _segments(self) -> tuple[list[int], list[int], list[int]]:
        """Runs of characters: first and last character, first glyph (negative: minus the place of a list of glyphs)."""
        base = self._at("cmap")
        (count,) = struct.unpack_from(">H", self._data, base + 2)
        found: dict[int, int] = {}
        for i in range(count):
            platform, encoding, offset = struct.unpack_from(">HHI", self._data, base + 4 + 8 * i)
            (form,) = struct.unpack_from(">H", self._data, base + offset)
            if platform in (0, 3) and form in (4, 12) and (platform, encoding) != (3, 0):
                found[form] = base + offset
        if 12 in found:
            (groups,) = struct.unpack_from(">I", self._data, found[12] + 12)
            numbers = self._array("I", found[12] + 16, 3 * groups)
            return numbers[0::3], numbers[1::3], numbers[2::3]
        return self._short_segments(found[4]) if 4 in found else ([], [], [])

    def _short_segments(self, at: int) -> tuple[list[int], list[int], list[int]]:
        (double,) = struct.unpack_from(">H", self._data, at + 6)
        n = double // 2
        ends, starts = self._array("H", at + 14, n), self._array("H", at + 16 + double, n)
        deltas, ranges = self._array("H", at + 16 + 2 * double, n), self._array("H", at + 16 + 3 * double, n)
        firsts = [
            -(at + 16 + 3 * double + 2 * i + shift) if shift else (starts[i] + deltas[i]) & 0xFFFF
            for i, shift in enumerate(ranges)
        ]
        return starts, ends, firsts

    def _array(self, code: str, at: int, count: int) -> list[int]:
        numbers = array("I" if code == "I" else "H")
        numbers.frombytes(self._data[at : at + count * numbers.itemsize])
        if sys.byteorder == "little":
            numbers.byteswap()
        return numbers.tolist()

    def width(self, glyph: int) -> int:
        """The advance of a glyph in thousandths of an em."""
        (width,) = struct.unpack_from(">H", self._data, self._widths + 4 * min(glyph, self._metrics - 1))
        return round(width * 1000 / self.units)

    def sides(self, glyph: int) -> tuple[float, float]:
        """Where the ink of a glyph begins and ends, in em from its origin."""
        left, _, right, _ = struct.unpack_from(">4h", self.outline(glyph).ljust(10, b"\0"), 2)
        return left / self.units, right / self.units

    def outline(self, glyph: int) -> bytes:
        """A glyph's entry of `glyf`; empty for a blank one."""
        code, size, unit = (">2I", 4, 1) if self._long else (">2H", 2, 2)
        first, last = struct.unpack_from(code, self._data, self._offsets + size * glyph)
        return self._data[self._outlines + first * unit : self._outlines + last * unit]

    def subset(self, glyphs: Iterable[tuple[int, int]]) -> bytes:
        """A TrueType file with these glyphs, numbered in the order given, and what they are composed of behind them.

        Each comes with the advance it is to have, in thousandths of an em.
        """
        wanted = list(glyphs)
        chosen = [glyph for glyph, _ in wanted]
        numbers: dict[int, int] = {}
        outlines: list[bytes] = []
        for glyph in chosen:  # grows while it runs
            outline = self.outline(glyph)
            if outline[:1] >= b"\x80":  # a negative number of contours: composed of other glyphs
                changed = bytearray(outline)
                for at, part in _components(outline):
                    if part not in numbers:
                        numbers[part] = len(chosen)
                        chosen.append(part)
                    struct.pack_into(">H", changed, at, numbers[part])
                outline = bytes(changed)
            outlines.append(outline + b"\0" * (-len(outline) % 4))
        offsets = [0]
        for outline in outlines:
            offsets.append(offsets[-1] + len(outline))
        advances = [round(width * self.units / 1000) for _, width in wanted] + [0] * (len(chosen) - len(wanted))
        widths = b"".join(struct.pack(">Hh", a, _left(o)) for a, o in zip(advances, outlines, strict=True))
        count = len(chosen)
        head = bytearray(self.table("head")[:54])
        struct.pack_into(">I", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)
        tables = {
            "glyf": b"".join(outlines),
            "head": bytes(head),
            "hhea": self.table("hhea")[:34] + struct.pack(">H", count),
            "hmtx": widths,
            "loca": struct.pack(f">{count + 1}I", *offsets),
            "maxp": self.table("maxp")[:4] + struct.pack(">H", count) + self.table("maxp")[6:],
        }
        return _file(tables | {tag: table for tag in _COPIED if (table := self.table(tag))})


def faces_in(path: Path) -> int:
    """How many faces the file holds: one, or those of a collection."""
    with path.open("rb") as file:
        start = file.read(12)
    return struct.unpack(">I", start[8:])[0] if start[:4] == _COLLECTION and len(start) == 12 else 1


def _left(outline: bytes) -> int:
    return struct.unpack_from(">h", outline, 2)[0] if outline else 0


def _components(outline: bytes) -> Iterator[tuple[int, int]]:
    """Where a composed glyph names its parts, and the parts."""
    at, more = 10, True
    while more:
        flags, glyph = struct.unpack_from(">HH", outline, at)
        yield at + 2, glyph
        at += 4 + (4 if flags & 1 else 2) + (2 if flags & 8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0)
        more = bool(flags & 0x20)


def _file(tables: dict[str, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">4sHHHH", _OUTLINES[0], count, 16 << power, power, (count << 4) - (16 << power))
    at = len(head) + 16 * count
    entries: list[bytes] = []
    body: list[bytes] = []
    for tag in sorted(tables):
        table = tables[tag]
        padded = table + b"\0" * (-len(table) % 4)
        entries.append(struct.pack(">4sIII", tag.encode("latin-1"), _sum(padded), at, len(table)))
        body.append(padded)
        at += len(padded)
    return head + b"".join(entries) + b"".join(body)


def _sum(table: bytes) -> int:
    words = array("I", table)
    if sys.byteorder == "little":
        words.byteswap()
    return sum(words) & 0xFFFFFFFF
