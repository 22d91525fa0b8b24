"""An indented outline (`key  label [:kind]`, a line a node) as a tree: the rows or the columns of a table."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

Kind = Literal["count", "signed", "money"]
KINDS: tuple[Kind, ...] = ("count", "signed", "money")

_LINE = re.compile(r"(?P<indent> *)(?P<key>\S+)(?:\s+(?!:)(?P<label>\S.*?))?(?:\s+:(?P<kind>\S+))?\s*$")
_KEY = re.compile(r"[a-z][a-z0-9]*$")


class OutlineError(ValueError):
    """A line of an outline that cannot be taken; `line` counts from 1 within the outline."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(words)
        self.line = line


class Node(NamedTuple):
    """One row or column of the form. `path` is the full dotted key; a leaf carries numbers, a branch merges headers."""

    path: str
    label: str
    kind: Kind
    depth: int
    children: tuple["Node", ...] = ()

    @property
    def leaves(self) -> tuple["Node", ...]:
        """The leaves below, itself if it is one, in the form's order."""
        return tuple(n for n in self.walk() if not n.children)

    def walk(self) -> Iterator["Node"]:
        """Itself and all nodes below, depth first."""
        yield self
        for child in self.children:
            yield from child.walk()


def parse(text: str) -> tuple[Node, ...]:
    """The roots of an outline. Raises OutlineError: a bad key, kind or indent, a key given twice, no line."""
    lines = [(i, line) for i, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        raise OutlineError(1, "大纲是空的")
    roots, rest = _siblings(lines, 0, "", 0)
    if rest:
        raise OutlineError(rest[0][0], "缩进与上面各行都对不上")
    return roots


def _siblings(
    lines: list[tuple[int, str]], indent: int, prefix: str, depth: int
) -> tuple[tuple[Node, ...], list[tuple[int, str]]]:
    nodes: list[Node] = []
    while lines:
        number, line = lines[0]
        match = _LINE.match(line)
        if match is None or "\t" in line:
            raise OutlineError(number, f"不能理解的一行：{line.strip()}")
        if len(match["indent"]) != indent:
            break
        key, label, kind = match["key"], match["label"] or "", match["kind"] or "count"
        if not _KEY.match(key):
            raise OutlineError(number, f"键名“{key}”只能是小写字母和数字，以字母开头")
        if kind not in KINDS:
            raise OutlineError(number, f"不认识的数值类型“:{kind}”，只有 {'、'.join(':' + k for k in KINDS)}")
        if any(n.path == prefix + key for n in nodes):
            raise OutlineError(number, f"键名“{prefix + key}”重复")
        lines = lines[1:]
        children: tuple[Node, ...] = ()
        if lines and (deeper := len(lines[0][1]) - len(lines[0][1].lstrip(" "))) > indent:
            children, lines = _siblings(lines, deeper, f"{prefix}{key}.", depth + 1)
        nodes.append(Node(prefix + key, label, kind, depth, children))
    return tuple(nodes), lines
