"""What an edition's file says of the text, taken apart: matters, topics, applicants, rates, outcomes, money."""

from typing import Any

from clerk_app.form.outline import Kind, Node
from clerk_app.form.source import Place, Source
from clerk_app.form.speech import Facet, Matter, Money, Outcome, Rate, Speech, Topic


class SpeechReader(Source):
    """`cells` are the paths of all cells with their kinds, `columns` the leaves of all tables' columns."""

    def speech(self, top: dict[str, Any], columns: list[Node], cells: dict[str, Kind]) -> Speech:
        matters = tuple(self.matter(m, ("matter", i), cells) for i, m in enumerate(top["matter"]))
        names = {m.name for m in matters}
        return Speech(
            matters,
            tuple(self.topic(t, ("topic", i), cells, names) for i, t in enumerate(top["topic"])),
            tuple(self.facet(f, ("facet", i), columns) for i, f in enumerate(top["facet"])),
            tuple(self.rate(r, ("rate", i), cells, names) for i, r in enumerate(top["rate"])),
            tuple(self.outcome(o, ("outcome", i), cells, names) for i, o in enumerate(top["outcome"])),
            tuple(self.money(m, ("money", i), cells) for i, m in enumerate(top["money"])),
        )

    def matter(self, data: dict[str, Any], place: Place, cells: dict[str, Kind]) -> Matter:
        got = self.take(data, place, name=str, words=list[str], weak_=list[str], shares_=list[list[str]])
        self.filled(got, place, "words")
        shares = (self.sum(s, (*place, "shares"), cells) for s in got["shares"])
        return Matter(got["name"], tuple(got["words"]), tuple(got["weak"]), tuple(shares))

    def topic(self, data: dict[str, Any], place: Place, cells: dict[str, Kind], matters: set[str]) -> Topic:
        got = self.take(
            data, place, name=str, words=list[str], cells=list[str], matter_=str, also_=list[list[str]], odd_=list[str],
            named_=list[str], none_=bool, general_=bool, opens_=bool, unless_=list[str], bare_=list[str], part_=bool,
            by_=list[str],
        )  # fmt: skip
        self.filled(got, place, "words", "cells")
        self.known(got, place, matters | {""})
        own = self.sum(got["cells"], (*place, "cells"), cells)
        return Topic(
            got["name"], tuple(got["words"]), own, got["matter"],
            tuple(self.sum(a, (*place, "also"), cells) for a in got["also"]), tuple(got["odd"]), tuple(got["named"]),
            got["none"], got["general"], got["opens"], tuple(got["unless"]), tuple(got["bare"]), got["part"],
            tuple(got["by"]), any(cells[c] == "money" for c in own),
        )  # fmt: skip

    def facet(self, data: dict[str, Any], place: Place, columns: list[Node]) -> Facet:
        got = self.take(data, place, words=list[str], total=str, columns=list[str])
        self.filled(got, place, "words", "columns")
        found: list[str] = []
        for path in (got["total"], *got["columns"]):
            leaves = [c.path for c in columns if _fits(path, c.path)]
            if not leaves:
                raise self.wrong((*place, "columns"), f"没有“{path}”这一列")
            found += leaves if path != got["total"] else []
        return Facet(tuple(got["words"]), got["total"], tuple(dict.fromkeys(found)))

    def rate(self, data: dict[str, Any], place: Place, cells: dict[str, Kind], matters: set[str]) -> Rate:
        got = self.take(data, place, matter=str, words=list[str], parts=list[list[str]], wholes=list[list[str]])
        self.filled(got, place, "words", "parts", "wholes")
        self.known(got, place, matters)
        parts, wholes = (tuple(self.sum(s, (*place, key), cells) for s in got[key]) for key in ("parts", "wholes"))
        return Rate(got["matter"], tuple(got["words"]), parts, wholes)

    def outcome(self, data: dict[str, Any], place: Place, cells: dict[str, Kind], matters: set[str]) -> Outcome:
        got = self.take(data, place, matter=str, words=list[str], zero=list[str], whole_=bool, unless_=list[str])
        self.filled(got, place, "words", "zero")
        self.known(got, place, matters)
        zero, unless = self.sum(got["zero"], (*place, "zero"), cells), tuple(got["unless"])
        return Outcome(got["matter"], tuple(got["words"]), zero, got["whole"], unless)

    def money(self, data: dict[str, Any], place: Place, cells: dict[str, Kind]) -> Money:
        got = self.take(data, place, id=str, cell=str, each_=str, small_=int, whole_=int, least_=int, leap_=int)
        for key in ("cell", "each"):
            if got[key]:
                self.sum([got[key]], (*place, key), cells)
        return Money(**got)

    def known(self, got: dict[str, Any], place: Place, matters: set[str]) -> None:
        if got["matter"] not in matters:
            raise self.wrong((*place, "matter"), f"没有“{got['matter']}”这个 [[matter]]")

    def sum(self, paths: list[str], place: Place, cells: dict[str, Kind]) -> tuple[str, ...]:
        """The cells of `paths`; `t/group.*/c` is all the leaves of a group."""
        result: list[str] = []
        for path in paths:
            found = [c for c in cells if _fits(path, c)] if "*" in path else [path] if path in cells else []
            if not found:
                raise self.wrong(place, f"没有“{path}”这个格")
            result += found
        return tuple(result)


def _fits(pattern: str, path: str) -> bool:
    """Whether `path` is `pattern`, in which one `*` stands for the last step of a group."""
    before, star, after = pattern.partition("*")
    inside = path.startswith(before) and path.endswith(after) and len(path) > len(before + after)
    return inside if star else pattern == path
