"""What the program says of a form in its own words: what goes into each cell, standard texts, the tariff of fees.

One file an edition beside the form's own, `resources/guides/*.toml`; a form without one is filled in all the same.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

from clerk_app.form.edition import Edition, EditionError, Table, editions
from clerk_app.form.tariff import Tariff, WrongTariff, tariff
from clerk_app.installed import resource


@dataclass(frozen=True)
class Clause:
    """A clause of a standard sentence: `some`, with {} for the sum of the cells `of`, or `none` when that is 0; behind
    it those of the `items` that are not 0."""

    of: tuple[str, ...]
    some: str
    none: str = ""
    items: tuple["Clause", ...] = ()


@dataclass(frozen=True)
class Sentence:
    name: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True)
class Guide:
    """`helps`: by table, then rows or columns, then the row's or column's path. `preface` has {unit} and {year}."""

    helps: Mapping[str, Mapping[str, Mapping[str, str]]]
    sentences: tuple[Sentence, ...]
    tariff: Tariff | None = None
    preface: str = ""

    def help(self, edition: Edition, path: str) -> str:
        """The filling instruction of a cell: that of its row and of its column, or of the groups they are in."""
        cell = edition.cells[path]
        helps = self.helps.get(cell.table, {})
        found = (_nearest(helps.get("rows", {}), cell.row.path), _nearest(helps.get("columns", {}), cell.column.path))
        return "".join(f for f in found if f)


def _nearest(helps: Mapping[str, str], path: str) -> str:
    while path and path not in helps:
        path = path.rpartition(".")[0]
    return helps.get(path, "")


@lru_cache(maxsize=8)
def guide(edition: str) -> Guide:
    """The guide of an edition by its key; an empty one where there is none. Raises EditionError."""
    path = resource(f"guides/{edition}.toml")
    return load(path, editions()[edition]) if path.is_file() else Guide({}, ())


def load(path: Path, edition: Edition) -> Guide:
    """The guide in `path`. Raises EditionError."""
    try:
        return parse(path.read_text("utf-8"), f"guides/{path.name}", edition)
    except (OSError, UnicodeDecodeError) as e:
        raise EditionError(f"guides/{path.name}：读不了（{type(e).__name__}），请重新安装本程序。") from e


def parse(text: str, name: str, edition: Edition) -> Guide:
    """The guide in `text`; `name` is the file's, for complaints. Raises EditionError naming the file and the entry."""
    try:
        data = tomllib.loads(text)
        _only(data, "文件", "preface", "help", "sentence", "fee")
        helps = data.get("help", {})
        for table, axes in helps.items():
            _check_help(edition.tables.get(table), table, axes)
        sentences = tuple(_sentence(s, edition) for s in data.get("sentence", []))
        return Guide(helps, sentences, tariff(data["fee"]) if "fee" in data else None, _preface(data))
    except tomllib.TOMLDecodeError as e:
        raise EditionError(f"{name}：不是有效的 TOML：{e}") from e
    except (_Wrong, WrongTariff) as e:
        raise EditionError(f"{name}：{e}") from None


class _Wrong(Exception):
    pass


def _preface(data: Any) -> str:
    text = _text(data, "文件", "preface")
    if "{" in text.replace("{unit}", "").replace("{year}", ""):
        raise _Wrong("preface 里只能有 {unit} 和 {year}")
    return text


def _check_help(table: Table | None, key: str, axes: Any) -> None:
    if table is None:
        raise _Wrong(f"没有“{key}”这张表")
    _only(axes, f"help.{key}", "rows", "columns")
    for axis, helps in axes.items():
        roots = table.rows if axis == "rows" else table.columns
        paths = {n.path for root in roots for n in root.walk()}
        for path, words in helps.items():
            if path not in paths:
                raise _Wrong(f"help.{key}.{axis} 里的“{path}”不在表中")
            if not isinstance(words, str) or not words:
                raise _Wrong(f"help.{key}.{axis} 里的“{path}”不是文字")


def _sentence(data: Any, edition: Edition) -> Sentence:
    _only(data, "sentence", "name", "clause")
    name = _text(data, "sentence", "name")
    clauses = tuple(_clause(c, name, edition) for c in data.get("clause", []))
    if not name or not clauses:
        raise _Wrong(f"sentence “{name}”要有 name 和 clause")
    return Sentence(name, clauses)


def _clause(data: Any, name: str, edition: Edition, *, item: bool = False) -> Clause:
    where = f"sentence “{name}”"
    _only(data, where, "of", "some", *(() if item else ("none", "items")))
    of = tuple(cast(Iterable[str], data.get("of", ())))
    for cell in of:
        if cell not in edition.cells:
            raise _Wrong(f"{where}：没有“{cell}”这个格")
    some, none = _text(data, where, "some"), _text(data, where, "none")
    if not some or some.count("{}") != (1 if of else 0) or "{" in some.replace("{}", "") + none:
        raise _Wrong(f"{where}：“{some}”里要有一个 {{}}，没有 of 时不能有")
    return Clause(of, some, none, tuple(_clause(i, name, edition, item=True) for i in data.get("items", [])))


def _text(data: Any, where: str, key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise _Wrong(f"{where}：“{key}”不是文字")
    return value


def _only(data: Any, where: str, *known: str) -> None:
    if not isinstance(data, dict):
        raise _Wrong(f"{where} 的写法不对")
    for key in cast(Mapping[str, Any], data):
        if key not in known:
            raise _Wrong(f"{where} 里有不认识的“{key}”")
