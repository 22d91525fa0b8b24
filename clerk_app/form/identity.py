"""The identities of a form: `new + carried = done.total + next`, quantified over the rows or columns of a table."""

import re
from collections.abc import Callable
from typing import Literal, NamedTuple, cast

from clerk_app.form.outline import Node

Relation = Literal["=", "<=", ">="]
_TERM = re.compile(r"(?P<previous>@previous\.)?(?:(?P<ref>[a-z][a-z0-9.]*?)(?P<all>\.\*)?|(?P<number>\d+))$")


class IdentityError(ValueError):
    """A `holds` that cannot be read, or that names a row or column which is not there; `key` is the rule's key."""

    def __init__(self, words: str, key: str = "holds") -> None:
        super().__init__(words)
        self.key = key


class Term(NamedTuple):
    """One signed summand: a cell's number, last year's number of a cell (`previous`), or a constant (`cell` empty)."""

    sign: int
    cell: str
    name: str
    previous: bool = False
    constant: int = 0
    grouped: bool = False  # came from `x.*`: named in a message only when it is not zero


Side = tuple[Term, ...]


class Rule(NamedTuple):
    """One `[[rule]]` of an edition as it stands there. `levels` empty: for every level of government."""

    id: str
    level: Literal["error", "warning"]
    table: str
    each: Literal["row", "column"]
    holds: str
    why: str
    advice: str
    says: str
    levels: tuple[str, ...]
    settle: str  # the reference whose number settles the identity when nothing else points elsewhere; or empty
    answerable: bool  # an error that a written reason may lift (T3-CARRIED); warnings always may


class Identity(NamedTuple):
    """A rule for one row or column: concrete cells. `at` is how people call that row or column; `cells` are this
    year's, left side first."""

    rule: Rule
    at: str
    left: Side
    relation: Relation
    right: Side
    settle: str  # the cell of `rule.settle`, or empty
    cells: tuple[str, ...]
    added: tuple[tuple[str, ...], tuple[str, ...]] | None  # the cells of both sides, if it says that two sums are equal


class Sum(NamedTuple):
    """A total that is nothing but the sum of cells of this year: it follows its parts."""

    total: str
    parts: tuple[str, ...]


class Axis:
    """The rows or columns an identity refers to: paths to nodes, with their short names."""

    def __init__(self, nodes: tuple[Node, ...], short: dict[str, str]) -> None:
        self.nodes = {n.path: n for root in nodes for n in root.walk()}
        self._short = short

    def name(self, path: str) -> str:
        return self._short.get(path) or bare(self.nodes[path].label)


def bare(label: str) -> str:
    """A label without its numbering and its bracketed remark: `（二）部分公开（…）` → `部分公开`."""
    label = re.sub(r"^(（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．])", "", label)
    return re.sub(r"(?<=.)（.*）$", "", label)


def parse(rule: Rule, terms: Axis, each: Axis) -> list[Identity]:
    """The identities of `rule`, one for each leaf of `each`. Raises IdentityError."""
    match = re.split(r"\s*(<=|>=|=)\s*", rule.holds)
    if len(match) != 3:
        raise IdentityError(f"“{rule.holds}”里要有一个、也只能有一个 = 、<= 或 >=")
    settle = _reference(rule.settle, terms) if rule.settle else ""
    result: list[Identity] = []
    for node in each.nodes.values():
        if node.children:
            continue

        def cell(path: str, at: str = node.path) -> str:
            row, column = (at, path) if rule.each == "row" else (path, at)
            return f"{rule.table}/{row}/{column}"

        left, right = (_side(text, terms, cell, rule.holds) for text in (match[0], match[2]))
        at = each.name(node.path) or _common(left + right, terms)
        cells = tuple(t.cell for t in left + right if t.cell and not t.previous)
        relation = cast(Relation, match[1])
        sums = relation == "=" and all(t.cell and not t.previous and t.sign == 1 for t in left + right)
        added = (tuple(t.cell for t in left), tuple(t.cell for t in right)) if sums else None
        result.append(Identity(rule, at, left, relation, right, cell(settle) if settle else "", cells, added))
    return result


def _side(text: str, terms: Axis, cell: Callable[[str], str], whole: str) -> Side:
    signs = re.split(r"\s*([+-])\s*", text.strip())
    if signs[0] == "" and len(signs) > 1:
        raise IdentityError(f"“{whole}”：加减号前面缺一项")
    side: list[Term] = []
    for sign, word in zip(["+", *signs[1::2]], signs[0::2], strict=True):
        match = _TERM.match(word)
        if match is None:
            raise IdentityError(f"“{whole}”里的“{word}”不能理解" if word else f"“{whole}”：加减号旁边缺一项")
        plus, previous = (1 if sign == "+" else -1), bool(match["previous"])
        if match["number"]:
            if previous:
                raise IdentityError(f"“{whole}”里的“{word}”不能理解")
            side.append(Term(plus, "", match["number"], constant=int(match["number"])))
            continue
        if match["ref"] not in terms.nodes:
            raise IdentityError(f"“{whole}”里的“{match['ref']}”不在本表中")
        node = terms.nodes[match["ref"]]
        if bool(node.children) != bool(match["all"]):
            raise IdentityError(
                f"“{whole}”里的“{match['ref']}”"
                + ("是一组，要写成“" + match["ref"] + ".*”" if node.children else "下面没有分项，不能用“.*”")
            )
        for leaf in node.leaves:
            name = ("上年报告的" if previous else "") + terms.name(leaf.path)
            side.append(Term(plus, cell(leaf.path), name, previous, grouped=bool(match["all"])))
    return tuple(side)


def _reference(path: str, terms: Axis) -> str:
    if path not in terms.nodes or terms.nodes[path].children:
        raise IdentityError(f"settle 里的“{path}”不在本表中", "settle")
    return path


def _common(terms: Side, axis: Axis) -> str:
    """The innermost branch over all cells named: what an identity in an unlabelled row is about."""
    paths = [t.cell.split("/")[2].split(".") for t in terms if t.cell]
    shared: list[str] = []
    for keys in zip(*paths, strict=False):
        if len(set(keys)) > 1:
            break
        shared.append(keys[0])
    return axis.name(".".join(shared)) if shared else ""


def as_sum(identity: Identity) -> Sum | None:
    """The identity as a total that follows, when it is one: an error `cell = cell + cell + …` of this year alone."""
    if identity.rule.level != "error" or identity.added is None:
        return None
    left, right = identity.added
    return Sum(left[0], right) if len(left) == 1 and len(right) >= 2 else None


def in_order(sums: list[Sum]) -> tuple[Sum, ...]:
    """The sums so that every part that is itself a total comes before its total. Raises IdentityError on a circle."""
    waiting, result = list(sums), list[Sum]()
    while waiting:
        totals = {s.total for s in waiting}
        ready = [s for s in waiting if not totals.intersection(s.parts)]
        if not ready:
            raise IdentityError(f"总计互相包含，算不出先后：{'、'.join(sorted(totals))}")
        result += ready
        waiting = [s for s in waiting if totals.intersection(s.parts)]
    return tuple(result)
