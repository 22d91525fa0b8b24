"""The rules of the house, read from the source itself: which room may know which, and what has no place in code.

Every rule is a function from the files (path → source text) to its violations, and is shown to bite below.
"""

import ast
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
Files = Mapping[str, str]

# form ← report ← check ← {store, paper, exchange} ← session ← {sending, collection, selftest} ← {gui, __main__}: a
# room knows only what is listed.
BELOW: dict[str, set[str]] = {"errors": set(), "terminal": set(), "installed": set(), "form": {"errors", "installed"}}
BELOW["report"] = {"form", *BELOW["form"]}
BELOW["check"] = {"report", *BELOW["report"]}
BELOW["store"] = BELOW["paper"] = BELOW["exchange"] = {"check", *BELOW["check"]}
BELOW["session"] = {"store", "paper", "exchange", *BELOW["store"]}
for beside in ("formats", "sending", "collection", "selftest", "updating"):
    BELOW[beside] = {"session", *BELOW["session"]}
BELOW["gui"] = {"formats", "sending", "collection", "updating", *BELOW["sending"]}
BELOW["__main__"] = {"gui", "selftest", "terminal", *BELOW["gui"]}

# Libraries that have one room (or two) and are known nowhere else.
AT_HOME = {
    "PySide6": {"gui"},
    "shiboken6": {"gui"},
    "sqlite3": {"store"},
    "sqlite_utils": {"store"},
    "apsw": set[str](),
    "reportlab": {"paper"},
    "docx": {"exchange"},
    "openpyxl": {"exchange"},
    "lxml": {"exchange"},
    "pypdfium2": {"exchange", "gui"},
}

# form, report and check read resources and nothing else: no clock, no machine, no network.
PURE = {"form", "report", "check"}
WORLDLY = set(
    "asyncio fcntl getpass glob http io locale mmap multiprocessing os platform random secrets select shutil signal "
    "socket ssl subprocess tempfile threading time urllib uuid".split()
)
WORLDLY_NAMES = {"open", "input", "print", "exec", "eval"}
WORLDLY_METHODS = set(
    "now today utcnow fromtimestamp cwd home expanduser write_text write_bytes mkdir unlink touch rmdir".split()
)

LINES = 400
# path → why this file is one room all the same.
LONG: dict[str, str] = {}

# path → why there is no test of its own.
UNTESTED: dict[str, str] = {
    "clerk_app/errors.py": "only the names of exceptions",
}


# --- reading ---


def house() -> dict[str, str]:
    """The program's files, the forms, and its tests by name only."""
    found = (p for folder in ("clerk_app", "tests", "resources/forms") for p in sorted((ROOT / folder).rglob("*.*")))
    files = {p.relative_to(ROOT).as_posix(): p for p in found if p.suffix in (".py", ".toml")}
    return {path: "" if path.startswith("tests/") else p.read_text("utf-8") for path, p in files.items()}


def code(files: Files) -> Iterator[tuple[str, str]]:
    return ((path, text) for path, text in files.items() if path.startswith("clerk_app/"))


def room(path: str) -> str:
    """clerk_app/form/outline.py → form, clerk_app/session.py → session, clerk_app/__init__.py → '' (open to all)."""
    parts = path.removesuffix(".py").split("/")
    return "" if parts[1:] == ["__init__"] else parts[1]


def imports(path: str, text: str) -> Iterator[tuple[ast.stmt | ast.Call, str]]:
    """Every import and the full dotted name it asks for; `from a import b` asks for a.b."""
    package = path.split("/")[:-1]
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Import():
                for alias in node.names:
                    yield node, alias.name
            case ast.ImportFrom():
                base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
                for alias in node.names:
                    yield node, ".".join(x for x in (base, node.module, alias.name) if x)
            case ast.Call(
                func=ast.Attribute(attr="import_module") | ast.Name(id="import_module" | "__import__"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield node, name


def parents(tree: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}


def module_level(tree: ast.Module) -> Iterator[tuple[int, str, ast.expr]]:
    """(line, name, value) of every assignment outside functions and classes."""
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name), *_], value=value):
                yield node.lineno, name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield node.lineno, name, value
            case _:
                pass


# --- rules ---


def arrows_only_down(files: Files) -> Iterator[str]:
    for path, text in code(files):
        here = room(path)
        if here and here not in BELOW:
            yield f"{path}: the house has no room “{here}”"
            continue
        for node, name in imports(path, text):
            first, _, rest = name.partition(".")
            there = rest.partition(".")[0]
            if first == "clerk_app" and there in BELOW and there != here and there not in BELOW.get(here, set()):
                yield f"{path}:{node.lineno}: {here or 'the package'} may not know {there}"


def libraries_stay_at_home(files: Files) -> Iterator[str]:
    for path, text in code(files):
        for node, name in imports(path, text):
            library = name.partition(".")[0]
            if library in AT_HOME and room(path) not in AT_HOME[library]:
                yield f"{path}:{node.lineno}: {library} belongs in {' and '.join(sorted(AT_HOME[library])) or 'tests'}"


def the_window_comes_late(files: Files) -> Iterator[str]:
    """Commands work without Qt: __main__ and gui/__init__ import it inside the function that needs it."""
    for path, text in code(files):
        if path not in ("clerk_app/__main__.py", "clerk_app/gui/__init__.py"):
            continue
        for node, name in imports(path, text):
            late = ("clerk_app.gui.", "PySide6") if path.endswith("gui/__init__.py") else ("clerk_app.gui", "PySide6")
            if node.col_offset == 0 and name.startswith(late):
                yield f"{path}:{node.lineno}: {name} is imported too early"


def the_core_is_pure(files: Files) -> Iterator[str]:
    for path, text in code(files):
        if room(path) not in PURE:
            continue
        for node, name in imports(path, text):
            if name.partition(".")[0] in WORLDLY:
                yield f"{path}:{node.lineno}: {name} reaches outside"
        for node in ast.walk(ast.parse(text)):
            match node:
                case ast.Call(func=ast.Name(id=name)) if name in WORLDLY_NAMES:
                    yield f"{path}:{node.lineno}: {name}() reaches outside"
                case ast.Call(func=ast.Attribute(attr=name)) if name in WORLDLY_METHODS:
                    yield f"{path}:{node.lineno}: .{name}() reaches outside"
                case _:
                    pass


def no_singletons(files: Files) -> Iterator[str]:
    """No state at module level: no `global`, no empty container to fill, no instance of a mutable class of ours."""
    trees = {path: ast.parse(text) for path, text in code(files)}
    mutable = {
        node.name
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and is_mutable(node)
    }
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Global):
                yield f"{path}:{node.lineno}: global {', '.join(node.names)}"
        for line, name, value in module_level(tree):
            match value:
                case ast.Dict(keys=[]) | ast.List(elts=[]):
                    yield f"{path}:{line}: {name} is state of the module"
                case ast.Call(func=ast.Name(id="dict" | "list" | "set" | "deque"), args=[], keywords=[]):
                    yield f"{path}:{line}: {name} is state of the module"
                case ast.Call(func=ast.Name(id="defaultdict")):
                    yield f"{path}:{line}: {name} is state of the module"
                case ast.Call(func=ast.Name(id=kind) | ast.Attribute(attr=kind)) if kind in mutable:
                    yield f"{path}:{line}: {name} is the module's own {kind}"
                case _:
                    pass


def is_mutable(node: ast.ClassDef) -> bool:
    frozen = any("frozen=True" in ast.unparse(decorator) for decorator in node.decorator_list)
    bases = {ast.unparse(base).rpartition(".")[2] for base in node.bases}
    return not frozen and not bases & {"NamedTuple", "Enum", "IntEnum", "StrEnum", "Flag", "Protocol", "TypedDict"}


def long_files_have_a_reason(files: Files) -> Iterator[str]:
    for path, text in code(files):
        lines = len(text.splitlines())
        if lines > LINES and path not in LONG:
            yield f"{path}: {lines} lines ask to be two rooms"
        if lines <= LINES and path in LONG:
            yield f"{path}: no longer long, take it off the list"


def source_has_its_tests(files: Files) -> Iterator[str]:
    """clerk_app/x/y.py is tested by tests/x/test_y.py; an __init__ only where it defines something."""
    for path, text in code(files):
        if path in UNTESTED:
            continue
        folder, _, name = path.removeprefix("clerk_app/").rpartition("/")
        stem = name.removesuffix(".py").strip("_")
        if stem == "init":
            if not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.parse(text).body):
                continue
            stem = folder or "package"
        test = "/".join(x for x in ("tests", folder, f"test_{stem}.py") if x)
        if test not in files:
            yield f"{path}: there is no {test}"


def labels_are_data(files: Files) -> Iterator[str]:
    """No name of a table, row or column in code: a new form costs one data file."""
    labels = {label for path, text in files.items() if path.endswith(".toml") for label in labels_of(text)}
    for path, text in code(files):
        tree = ast.parse(text)
        parent = parents(tree)
        for node in ast.walk(tree):
            # A docstring (and any other bare string) says something to the reader only.
            if not isinstance(node, ast.Constant) or isinstance(parent[node], ast.Expr):
                continue
            if isinstance(node.value, str):
                for label in sorted(label for label in labels if label in node.value):
                    yield f"{path}:{node.lineno}: “{label}” is a label of the form"


def labels_of(text: str) -> Iterator[str]:
    """The labels of an edition file that are longer than three characters, as they stand and without their number."""
    for part in tomllib.loads(text).get("part", []):
        labels = [part.get("heading", "")]
        for table in part.get("table", []):
            labels += [table.get(key, "") for key in ("band", "stub", "corner", "spanner")]
            for line in f"{table['columns']}\n{table['rows']}".splitlines():
                label = re.sub(r"\s+:\w+\s*$", "", line.strip())
                labels.append(label.partition(" ")[2].strip())
        for label in labels:
            bare = re.sub(r"^(（?[一二三四五六七八九十]+[、）]|\d+\.)", "", label)
            yield from {x for x in (label, bare) if len(x) > 3}


# --- the rules hold ---

Rule = Callable[[Files], Iterator[str]]
RULES: list[Rule] = [
    arrows_only_down,
    libraries_stay_at_home,
    the_window_comes_late,
    the_core_is_pure,
    no_singletons,
    long_files_have_a_reason,
    source_has_its_tests,
    labels_are_data,
]


@pytest.mark.parametrize("rule", RULES)
def test_rule_holds(rule: Rule) -> None:
    assert list(rule(house())) == []


def test_rules_see_the_house() -> None:
    files = house()
    assert {"clerk_app/__init__.py", "resources/forms/2021.toml", "tests/architecture.py"} <= set(files)
    assert "信息内容" in set(labels_of(files["resources/forms/2021.toml"]))


def test_exceptions_name_files_that_exist() -> None:
    assert [path for path in (*LONG, *UNTESTED) if not (ROOT / path).is_file()] == []


# --- the rules bite ---

FORM = 'part = [{heading = "二、公开情况", table = [{columns = "made  制发件数 :money", rows = "a  （一）予以公开"}]}]'


@pytest.mark.parametrize(
    "rule, path, text, words",
    [
        (arrows_only_down, "form/x.py", "from clerk_app.report import model", "form may not know report"),
        (arrows_only_down, "form/x.py", "from clerk_app import check", "form may not know check"),
        (arrows_only_down, "store/x.py", "import clerk_app.paper.fonts", "store may not know paper"),
        (arrows_only_down, "paper/x.py", "from ..exchange import html", "paper may not know exchange"),
        (arrows_only_down, "session.py", "from . import gui", "session may not know gui"),
        (arrows_only_down, "check/x.py", "import_module('clerk_app.session')", "check may not know session"),
        (arrows_only_down, "errors.py", "import clerk_app.form", "errors may not know form"),
        (arrows_only_down, "__init__.py", "import clerk_app.form", "the package may not know form"),
        (arrows_only_down, "utils.py", "", "the house has no room “utils”"),
        (libraries_stay_at_home, "session.py", "from PySide6.QtCore import QObject", "PySide6 belongs in gui"),
        (libraries_stay_at_home, "__main__.py", "def f():\n import sqlite3", "sqlite3 belongs in store"),
        (libraries_stay_at_home, "gui/x.py", "import reportlab", "reportlab belongs in paper"),
        (libraries_stay_at_home, "paper/x.py", "import pypdfium2", "pypdfium2 belongs in exchange and gui"),
        (libraries_stay_at_home, "store/x.py", "import apsw", "apsw belongs in tests"),
        (the_window_comes_late, "__main__.py", "from clerk_app import gui", "clerk_app.gui is imported too early"),
        (the_window_comes_late, "gui/__init__.py", "import PySide6", "PySide6 is imported too early"),
        (the_core_is_pure, "check/x.py", "from datetime import date\nd = date.today()", ".today() reaches outside"),
        (the_core_is_pure, "report/x.py", "import os", "os reaches outside"),
        (the_core_is_pure, "form/x.py", "def f():\n import urllib.request", "urllib.request reaches outside"),
        (the_core_is_pure, "form/x.py", "open('x')", "open() reaches outside"),
        (the_core_is_pure, "report/x.py", "p.write_text('x')", ".write_text() reaches outside"),
        (no_singletons, "store/x.py", "_cache: dict[str, int] = {}", "_cache is state of the module"),
        (no_singletons, "store/x.py", "seen = set()", "seen is state of the module"),
        (no_singletons, "gui/x.py", "def f():\n global n\n n = 1", "global n"),
        (no_singletons, "gui/x.py", "class App: ...\napp = App()", "app is the module's own App"),
        (long_files_have_a_reason, "form/x.py", "\n" * 401, "401 lines ask to be two rooms"),
        (source_has_its_tests, "form/x.py", "", "there is no tests/form/test_x.py"),
        (source_has_its_tests, "__main__.py", "", "there is no tests/test_main.py"),
        (source_has_its_tests, "form/__init__.py", "def f(): ...", "there is no tests/form/test_form.py"),
        (labels_are_data, "gui/x.py", "title = f'{n} 制发件数'", "“制发件数” is a label of the form"),
        (labels_are_data, "gui/x.py", "f('共', '予以公' '开5件')", "“予以公开” is a label of the form"),
        (labels_are_data, "gui/x.py", "x = '二、公开情况'", "“二、公开情况” is a label of the form"),
    ],
)
def test_rule_bites(rule: Rule, path: str, text: str, words: str) -> None:
    violations = list(rule({f"clerk_app/{path}": text, "resources/forms/9999.toml": FORM} | INNOCENT))
    assert any(v.startswith(f"clerk_app/{path}:") and v.endswith(words) for v in violations), violations


# Innocent neighbours: nothing of theirs is ever a violation.
INNOCENT = {
    "clerk_app/check/innocent.py": '''"""Speaks of 予以公开 in a docstring only."""
from clerk_app import RESOURCES
from clerk_app.errors import KnownError
from clerk_app.form import edition
from dataclasses import dataclass

WORDS = {"error": "错误"}

@dataclass(frozen=True)
class Mark:
    sign: str

MARKS = (Mark("●"),)
BEST = Mark("▲")

def read() -> str:
    return (RESOURCES / "words").read_text("utf-8")
''',
    "tests/check/test_innocent.py": "",
}


@pytest.mark.parametrize("rule", RULES)
def test_rule_lets_innocent_code_pass(rule: Rule) -> None:
    assert list(rule({**INNOCENT, "resources/forms/9999.toml": FORM})) == []
