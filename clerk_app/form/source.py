"""A TOML file taken apart: values of the types wanted, and where a key stands, so that a complaint can name the line
(tomllib does not tell)."""

import re
from functools import lru_cache
from typing import Any, cast, get_args, get_origin

from clerk_app.errors import KnownError

Place = tuple[str | int, ...]

_SECTION = re.compile(r"\s*(\[\[?)\s*([\w.\- ]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*["']?([\w.\-]+)["']?\s*=\s*(.*)$""")


def lines_of(text: str) -> dict[Place, int]:
    """Place of each key and section, as in `("part", 2, "table", 0, "rows")`, to its line (from 1).

    Sections are found as the editions use them: `[[part]]`, `[[part.table]]`, `[part.table.short]`; a quoted key
    as it reads, an inline table by its first key only, a dotted key not at all.
    """
    found: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    here: Place = ()
    closing = ""
    for number, line in enumerate(text.split("\n"), 1):
        if closing:
            closing = "" if closing in line else closing
        elif section := _SECTION.match(line):
            here = _section(section[2].split("."), section[1] == "[[", counts)
            found[here] = number
        elif key := _KEY.match(line):
            found.setdefault((*here, key[1]), number)
            for quotes in ('"""', "'''"):
                if key[2].startswith(quotes) and quotes not in key[2][3:]:
                    closing = quotes
    return found


def _section(names: list[str], repeated: bool, counts: dict[Place, int]) -> Place:
    here: Place = ()
    for i, name in enumerate(names):
        here = (*here, name)
        if repeated and i == len(names) - 1:
            counts[here] = counts.get(here, -1) + 1
        if here in counts:
            here = (*here, counts[here])
    return here


def line_of(lines: dict[Place, int], place: Place) -> int:
    """The line of `place`, or of the nearest thing around it that has one."""
    while place and place not in lines:
        place = place[:-1]
    return lines.get(place, 1)


class EditionError(KnownError):
    """An edition file that cannot be taken: names the file, the line and what is wrong."""


class Source:
    """The file with this name and text; what is parsed from it is handed in piece by piece."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text

    def wrong(self, place: Place, words: str, offset: int = 0) -> EditionError:
        line = line_of(lines_of(self.text), place) + offset
        return EditionError(f"{self.name} 第 {line} 行：{words}")

    def take(self, data: dict[str, Any], place: Place, **wanted: Any) -> dict[str, Any]:
        """The values of `data` by `wanted` name → type (`list[str]`, …); one whose name ends in _ may be left out."""
        names = {n.rstrip("_") for n in wanted}
        for key in data:
            if key not in names:
                raise self.wrong((*place, key), f"不认识的键“{key}”")
        result: dict[str, Any] = {}
        for name, kind in wanted.items():
            key = name.rstrip("_")
            if key not in data and not name.endswith("_"):
                raise self.wrong(place, f"缺少“{key}”")
            value = data.get(key, kind())
            if not _is(value, kind):
                raise self.wrong((*place, key), f"“{key}”的类型不对")
            result[key] = value
        return result

    def filled(self, got: dict[str, Any], place: Place, *keys: str) -> None:
        for key in keys:
            if not all(got[key]) or not got[key]:
                raise self.wrong((*place, key), f"“{key}”不能是空的")


def _is(value: object, kind: Any) -> bool:
    """Whether `value` is of `kind`, as are the items of a `list[…]` and the values of a `dict[str, …]`."""
    whole, item = _taken_apart(kind)
    if not isinstance(value, whole) or (kind is int and isinstance(value, bool)):
        return False
    items: Any = cast(dict[str, Any], value).values() if isinstance(value, dict) else value
    return item is None or all(_is(i, item) for i in items)


@lru_cache(maxsize=32)
def _taken_apart(kind: Any) -> tuple[type, Any]:
    """`list[str]` as list and str, `str` as str and None."""
    return get_origin(kind) or kind, next(reversed(get_args(kind)), None)
