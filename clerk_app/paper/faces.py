"""The faces of the paper by role, and what takes the place of a character that a face lacks.

A setting may name faces found on the machine; they go before the bundled ones.
"""

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from clerk_app import RESOURCES
from clerk_app.paper.truetype import TrueType

Role = Literal["fangsong", "kaiti", "heiti", "title", "songti"]
BUNDLED = RESOURCES / "fonts"
# The typesetter's sign for a sort that is not in the case: it prints a missing character, never an empty box.
GETA = "〓"
# Marks that are one em wide in Chinese text; where a face draws them narrower (as Latin ones) another is asked.
_WIDE = frozenset("“”‘’—…·")
_BESIDE = 0.06  # em beside an apostrophe


class Glyph(NamedTuple):
    """What prints one character: `width` in em. `face` keeps its glyphs in `subset` files, one a document. `shift`: how
    far to the right of its place it is drawn, in em."""

    face: "Face"
    number: int
    width: float
    shift: float = 0.0

    def narrow(self) -> "Glyph":
        """The same with no more blank at its sides than a letter has."""
        left, right = self.face.file.sides(self.number)
        return self._replace(width=right - left + 2 * _BESIDE, shift=_BESIDE - left)


class Face:
    """A face that can be set: its name in the PDF and its glyphs."""

    def __init__(self, path: Path, index: int = 0) -> None:
        self.path, self.index = path, index

    @property
    def name(self) -> str:
        """The file's name as far as a PDF's name may have it."""
        return "".join(c for c in self.path.stem if c.isascii() and c.isalnum()) or "Face"

    @cached_property
    def file(self) -> TrueType:
        return TrueType(self.path, self.index)

    def glyph(self, character: str) -> Glyph | None:
        number = self.file.glyph(ord(character))
        if not number:
            return None
        width = self.file.width(number)
        return None if character in _WIDE and width < 900 else Glyph(self, number, width / 1000)


class Faces:
    """The faces in use. `machine` names official faces of this machine by role; they are tried first."""

    def __init__(self, folder: Path = BUNDLED, machine: Mapping[Role, Face] | None = None) -> None:
        listed = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))["face"]
        self._faces = [(str(f["role"]), Face(folder / f["file"])) for f in listed]
        self._machine = machine or {}
        self._known: dict[Role, dict[str, Glyph | None]] = {}

    def glyphs(self, role: Role) -> dict[str, Glyph | None]:
        """A mapping that finds what prints a character in this role and remembers it; None where no face has it."""
        if role not in self._known:
            first = [self._machine[role]] if role in self._machine else []
            own = [f for r, f in self._faces if r == role]
            rest = [f for r, f in self._faces if r not in (role, "heiti")]
            self._known[role] = _Found([*first, *own, *rest, *(f for r, f in self._faces if r == "heiti")])
        return self._known[role]

    def printable(self, character: str) -> bool:
        """Whether some face has the character, or it prints nothing by nature."""
        return silent(character) or self.glyphs("fangsong")[character] is not None


class _Found(dict[str, Glyph | None]):
    def __init__(self, faces: list[Face]) -> None:
        super().__init__()
        self._faces = faces

    def __missing__(self, character: str) -> Glyph | None:
        # A face may draw a format character, such as the soft hyphen, that prints nothing where it stands.
        faces = [] if unicodedata.category(character) == "Cf" else self._faces
        found = next((g for f in faces if (g := f.glyph(character)) is not None), None)
        self[character] = found
        return found


def silent(character: str) -> bool:
    """Blanks, joiners and selectors: nothing to print, so nothing to miss."""
    return character.isspace() or unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"


@lru_cache(maxsize=1)
def bundled() -> Faces:
    """The faces that come with the program."""
    return Faces()


@lru_cache(maxsize=2**14)
def printable(character: str) -> bool:
    """Whether a bundled face has the character: what the finding GLYPH asks."""
    return bundled().printable(character)
