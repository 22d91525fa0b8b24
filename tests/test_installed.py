"""Where this installation keeps what, and the data that an update lays over what came with the program."""

import json
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from clerk_app import RESOURCES, __version__, installed


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(installed.OVERRIDE, str(tmp_path / "own"))
    installed._given.cache_clear()
    yield tmp_path / "own"
    installed._given.cache_clear()


def given(folder: Path, files: dict[str, str], program: str = __version__) -> None:
    """An update as it lies there once it was taken."""
    code = "0000-0000-0000-0000"
    for name, text in files.items():
        path = folder / "forms" / code / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    digests = {name: sha256(text.encode()).hexdigest() for name, text in files.items()}
    entry = {"code": code, "name": "新", "issuer": "市", "issued": "2027", "program": program, "files": digests}
    (folder / "forms" / "in-use.json").write_text(json.dumps({"taken": [entry]}), "utf-8")


def test_data_folder__a_user_without_a_home__is_a_folder_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def homeless() -> Path:
        raise RuntimeError

    monkeypatch.delenv(installed.OVERRIDE)
    monkeypatch.setenv("XDG_DATA_HOME", "not/absolute")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    monkeypatch.setattr(Path, "home", homeless)
    assert installed.data_folder().is_absolute()
    assert installed.cache_folder().is_absolute()


def test_data_folder__frozen_with_a_folder_data_beside_it__is_that_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(installed.OVERRIDE)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "clerk-app"))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert installed.data_folder() != tmp_path / "data"
    (tmp_path / "data").mkdir()
    assert installed.data_folder() == tmp_path / "data"
    assert installed.cache_folder() == tmp_path / "data" / "cache"
    monkeypatch.setattr(sys, "frozen", False)
    assert installed.portable() is None


def test_resource__without_an_update__is_what_came_with_the_program() -> None:
    assert installed.resource("words/prose.toml") == RESOURCES / "words" / "prose.toml"
    assert [p.name for p in installed.resources("forms", ".toml")] == ["2019.toml", "2021.toml"]


def test_resource__of_an_update__stands_before_what_came_with_the_program(own: Path) -> None:
    given(own, {"forms/2027.toml": "a", "words/prose.toml": "b"})
    assert [p.name for p in installed.resources("forms", ".toml")] == ["2019.toml", "2021.toml", "2027.toml"]
    assert installed.resource("words/prose.toml").read_text("utf-8") == "b"
    assert installed.resource("words/wording.toml") == RESOURCES / "words" / "wording.toml"


def test_resource__update_was_altered_or_tried_by_another_version__is_not_used(own: Path) -> None:
    given(own, {"words/prose.toml": "b"})
    (own / "forms" / "0000-0000-0000-0000" / "words" / "prose.toml").write_text("c", "utf-8")
    assert installed.resource("words/prose.toml") == RESOURCES / "words" / "prose.toml"
    given(own, {"words/prose.toml": "b"}, program="0.0.1")
    installed._given.cache_clear()
    assert installed.resource("words/prose.toml") == RESOURCES / "words" / "prose.toml"
    assert [t.program for t in installed.taken()] == ["0.0.1"]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"taken": 3}', '{"taken": [{"code": "x"}]}', "\x00"])
def test_taken__list_that_cannot_be_read__is_none(own: Path, text: str) -> None:
    (own / "forms").mkdir(parents=True)
    (own / "forms" / "in-use.json").write_text(text, "utf-8")
    assert installed.taken() == ()


def test_replaced__another_file_in_the_place_of_the_frozen_program__is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program, newer = tmp_path / "clerk-app", tmp_path / "clerk-app.dpkg-new"
    program.write_bytes(b"old")
    monkeypatch.setattr(sys, "executable", str(program))
    told = program.stat()
    monkeypatch.setattr(installed, "_STARTED", (told.st_dev, told.st_ino))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert not installed.replaced()
    newer.write_bytes(b"new")
    newer.replace(program)
    assert installed.replaced()
    monkeypatch.delattr(sys, "frozen")
    assert not installed.replaced()


def test_replaced__program_removed_while_it_runs__is_no_other_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    assert not installed.replaced()
