"""Where in a TOML file a key stands, so that a complaint can name the line (tomllib does not tell)."""

import re

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
