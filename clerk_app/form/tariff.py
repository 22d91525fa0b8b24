"""The tariff of the fee for handling requests: what so many cost, part by part, each part at its own price."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast

LIMIT = 10_000  # of one number: nobody asks for more in a month


class WrongTariff(Exception):
    """Says what is wrong in the data."""


@dataclass(frozen=True)
class Part:
    """So many at one price, in 元; 0 is free."""

    number: int
    price: int

    @property
    def fee(self) -> int:
        return self.number * self.price


@dataclass(frozen=True)
class Bracket:
    """Up to the `to`th at `price`. The last one has no end: with `every`, each further so many cost `more` more."""

    price: int
    to: int = 0
    every: int = 0
    more: int = 0


@dataclass(frozen=True)
class Way:
    """A way of charging. `counts` says what one number of it stands for; `said` has {number} and {fee}."""

    name: str
    unit: str
    counts: str
    said: str
    brackets: tuple[Bracket, ...]

    def parts(self, number: int) -> tuple[Part, ...]:
        """What `number` of them cost; none for 0. At most LIMIT are counted."""
        left, begin, found = min(number, LIMIT), 0, list[Part]()
        for bracket in self.brackets[:-1]:
            size = min(left, bracket.to - begin)
            found.append(Part(size, bracket.price))
            left, begin = left - size, bracket.to
        last, price = self.brackets[-1], self.brackets[-1].price
        while left:
            size = min(left, last.every or left)
            found.append(Part(size, price))
            left, price = left - size, price + last.more
        return tuple(part for part in found if part.number)


@dataclass(frozen=True)
class Tariff:
    """`some` has {} for the whole fee, `none` is said when there was none."""

    basis: str
    some: str
    none: str
    ways: tuple[Way, ...]

    def sentence(self, charged: Mapping[str, tuple[int, int]]) -> str:
        """The report's sentence; `charged` has for each way's name the number that had to be paid for and its fee."""
        told = [(way, *charged[way.name]) for way in self.ways if charged.get(way.name, (0, 0))[1]]
        if not told:
            return f"{self.none}。"
        total = self.some.replace("{}", str(sum(fee for _, _, fee in told)))
        among = "，其中" if len(told) > 1 else "，"
        return total + among + "，".join(way.said.format(number=n, fee=fee) for way, n, fee in told) + "。"


def tariff(data: object) -> Tariff:
    """The tariff in the data of a guide. Raises WrongTariff."""
    known = _table(data, "fee", {"basis": str, "some": str, "none": str, "way": list})
    if known["some"].count("{}") != 1:
        raise WrongTariff("fee.some 里要有一个 {}")
    ways = tuple(_way(way) for way in known["way"])
    if not ways or len({way.name for way in ways}) < len(ways):
        raise WrongTariff("fee.way 一种都没有，或者重名")
    return Tariff(known["basis"], known["some"], known["none"], ways)


def _way(data: object) -> Way:
    known = _table(data, "fee.way", {"name": str, "unit": str, "counts": str, "said": str, "brackets": list})
    where = f"fee.way “{known['name']}”"
    said = known["said"]
    if said.count("{number}") != 1 or said.count("{fee}") != 1 or said.count("{") != 2:
        raise WrongTariff(f"{where} 的 said 里要各有一个 {{number}} 和 {{fee}}")
    brackets = tuple(_bracket(bracket, where) for bracket in known["brackets"])
    ends = [bracket.to for bracket in brackets]
    if not ends or ends[-1] or any(a >= b for a, b in pairwise([0, *ends[:-1]])):
        raise WrongTariff(f"{where} 的 brackets 要一档高过一档，只有最后一档没有 to")
    return Way(known["name"], known["unit"], known["counts"], said, brackets)


def _bracket(data: object, where: str) -> Bracket:
    known = dict(cast(Mapping[str, Any], data)) if isinstance(data, dict) else {}
    numbers = all(isinstance(v, int) and not isinstance(v, bool) and v >= 0 for v in known.values())
    if not numbers or "price" not in known or known.keys() - {"price", "to", "every", "more"}:
        raise WrongTariff(f"{where} 的 brackets 里只能有 price、to、every、more，都是不小于 0 的整数")
    return Bracket(**known)


def _table(data: object, where: str, wanted: Mapping[str, type]) -> dict[str, Any]:
    """Exactly the wanted entries, of the wanted kinds."""
    known = dict(cast(Mapping[str, Any], data)) if isinstance(data, dict) else {}
    if known.keys() != wanted.keys() or not all(known[k] and isinstance(known[k], kind) for k, kind in wanted.items()):
        raise WrongTariff(f"{where} 里要有、也只能有 {'、'.join(wanted)}")
    return known
