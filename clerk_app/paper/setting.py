"""Characters ready to be printed: which glyph, and where on the sheet."""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from clerk_app.paper.faces import GETA, Faces, Glyph, Role, silent
from clerk_app.paper.measures import HEIGHT, WIDTH

# Within a Latin word ’ is no Chinese quotation mark: Xi’an.
_APOSTROPHE = re.compile(r"(?<=[A-Za-zÀ-ɏ])’(?=[A-Za-zÀ-ɏ])")
Colour = tuple[float, float, float]  # red, green, blue from 0 to 1
BLACK: Colour = (0.0, 0.0, 0.0)


class Element:
    """One node of the document's structure as readers for the blind hear it: H1, P, Table, TR, TH, TD, …"""

    def __init__(self, tag: str, attributes: str = "") -> None:
        self.tag, self.attributes = tag, attributes  # the latter a PDF attribute dictionary
        self.children: list[Element] = []

    def add(self, tag: str, attributes: str = "") -> "Element":
        child = Element(tag, attributes)
        self.children.append(child)
        return child


class Text(NamedTuple):
    """A line of characters: where each stands (x in pt), their baseline (y in pt from the sheet's top) and size.

    `element` is what it belongs to; None for what is no content: page numbers, marks, repeated headers.
    """

    text: str
    glyphs: Sequence[Glyph | None]
    xs: Sequence[float]
    y: float
    size: float
    element: Element | None
    colour: Colour = BLACK
    end: float = math.inf  # x beyond which the last character's advance may not reach: a mark at the edge is cut to it


class Rule(NamedTuple):
    """A straight line, pt from the upper left."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float


class Fill(NamedTuple):
    """A filled rectangle, pt from the upper left."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


class Circle(NamedTuple):
    """A dashed circle: where the seal goes."""

    x: float
    y: float
    radius: float


class Place(NamedTuple):
    """Where a stretch of a passage or the tables of a part begin: page from 0, y in pt from the sheet's top."""

    passage: str
    start: int
    page: int
    y: float


class Entry(NamedTuple):
    """One line of the outline."""

    text: str
    page: int
    y: float


class Page:
    """What stands on one sheet; `width` and `height` in pt."""

    def __init__(self, width: float = WIDTH, height: float = HEIGHT) -> None:
        self.width, self.height = width, height
        self.fills: list[Fill] = []
        self.texts: list[Text] = []
        self.rules: list[Rule] = []
        self.circles: list[Circle] = []


class Book:
    """The whole report as set: what `writing` writes and what a preview asks where a passage stands."""

    def __init__(self, title: str, pages: list[Page], root: Element) -> None:
        self.title, self.pages, self.root = title, pages, root
        self.outline: list[Entry] = []
        self.places: list[Place] = []

    def place(self, passage: str, offset: int) -> Place | None:
        """Where character `offset` of a passage, or a part's tables, are printed; None for what is not."""
        found = [p for p in self.places if p.passage == passage]
        return next((p for p in reversed(found) if p.start <= offset), found[0] if found else None)


def glyphs_of(text: str, role: Role, faces: Faces) -> list[Glyph | None]:
    """What prints each character: 〓 for one that no face has, None for what prints nothing by nature."""
    known = faces.glyphs(role)
    geta = known[GETA]
    found = [g if (g := known[c]) is not None else None if silent(c) else geta for c in text]
    if "’" in text:
        for match in _APOSTROPHE.finditer(text):
            if glyph := found[match.start()]:
                found[match.start()] = glyph.narrow()
    return found


def widths_of(glyphs: Sequence[Glyph | None], text: str) -> list[float]:
    """The widths in em; a blank that no face has is half an em wide."""
    return [g.width if g is not None else 0.5 if c.isspace() else 0.0 for g, c in zip(glyphs, text, strict=True)]


def flat(
    text: str,
    role: Role,
    size: float,
    x: float,
    y: float,
    faces: Faces,
    element: Element | None,
    colour: Colour = BLACK,
) -> Text:
    """One line in its natural width from `x`."""
    glyphs = glyphs_of(text, role, faces)
    xs: list[float] = []
    for width in widths_of(glyphs, text):
        xs.append(x)
        x += width * size
    return Text(text, glyphs, xs, y, size, element, colour)


def width_of(text: str, role: Role, size: float, faces: Faces) -> float:
    """The natural width of a line in pt."""
    return sum(widths_of(glyphs_of(text, role, faces), text)) * size
