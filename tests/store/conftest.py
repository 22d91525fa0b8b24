"""What the tests of the file share: a form, a report with something of everything, a file with a history."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from clerk_app.form.edition import Edition, editions
from clerk_app.report.fields import Value
from clerk_app.report.model import Changeset, Report, empty
from clerk_app.store import document
from clerk_app.store.document import Document
from clerk_app.store.writer import SaveState

AT = "2026-01-05T09:00:00+08:00"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def forms() -> dict[str, Edition]:
    return editions()


@pytest.fixture(scope="session")
def form(forms: dict[str, Edition]) -> Edition:
    return forms["2021"]


@pytest.fixture
def report(form: Edition) -> Report:
    return empty(form, {"unit": "青石镇人民政府", "year": 2025})


def set_to(at: Document, wanted: dict[str, Value | None], label: str = "填写", act: str = "do") -> Changeset:
    changeset = Changeset(at.report.edits_to(wanted), label)
    assert act in ("do", "undo", "redo")
    at.commit(act, changeset, AT)
    return changeset


@pytest.fixture
def edit() -> Callable[..., Changeset]:
    """edit(document, {path: value}, label="填写") commits one step."""
    return set_to


@pytest.fixture
def saved(tmp_path: Path, report: Report) -> Path:
    """A closed file with three steps: a figure, a text, a correction in the text."""
    made = document.create(tmp_path / "青石镇2025.zfnb", report, AT)
    set_to(made, {"t3/new/natural": 5, "t3/new/total": 5})
    set_to(made, {"overview": "全年主动公开信息134件。\n机构改革已经完成。"}, "输入")
    set_to(made, {"overview": "全年主动公开信息143件。\n机构改革已经完成。"}, "输入")
    made.close()
    return made.path


@pytest.fixture
def opened(saved: Path, forms: dict[str, Edition]) -> Iterator[Document]:
    """The same file, open; what is unsaved when the test ends is dropped."""
    result = document.open(saved, forms)
    yield result
    result.close(discard=True)


@pytest.fixture
def states(opened: Document) -> list[SaveState]:
    """Every state that `opened` tells, in order."""
    told: list[SaveState] = []
    opened.listen(told.append)
    return told


@pytest.fixture
def alter() -> Callable[[Path, str], None]:
    """alter(path, statement): what another program does to a closed file."""

    def act(path: Path, statement: str) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(statement)

    return act


@pytest.fixture
def other() -> Callable[..., str]:
    """other(code, *arguments) runs Python code in another process; its standard output, stripped. It must end well."""

    def run(code: str, *arguments: object) -> str:
        command = [sys.executable, "-c", code, *map(str, arguments)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run
