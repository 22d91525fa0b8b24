"""The locked packages: each with its hashes, none from a named place, all that pyproject.toml asks for."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUN, TEST, BUILD = (ROOT / "packaging" / f"requirements{kind}.txt" for kind in ("", "-test", "-build"))


def entries(text: str) -> list[str]:
    """One string a package: its line with the lines that continue it."""
    joined = re.sub(r"\\\n\s*", "", text)
    return [line for line in joined.splitlines() if line and not line.startswith("#")]


def unsafe(text: str) -> list[str]:
    """What must not be in a lock: an entry without a pinned version or hash, an option, an address, a path."""
    pinned = re.compile(r"[\w.-]+==[\w.]+( ; [^-]+?)?(\s*--hash=sha256:[0-9a-f]{64})+")
    return [e for e in entries(text) if not pinned.fullmatch(e)] + re.findall(r".*(?:://|file:|/\w+/).*", text)


def names(text: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))


def name_of(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


@pytest.mark.parametrize("lock", [RUN, TEST, BUILD], ids=lambda p: p.name)
def test_lock__every_package_pinned_with_hashes__nothing_else(lock: Path) -> None:
    assert len(entries(lock.read_text("utf-8"))) > 10
    assert unsafe(lock.read_text("utf-8")) == []


HASH = "--hash=sha256:" + "0" * 64


@pytest.mark.parametrize(
    "text",
    [
        "click==8.1",
        f"click>=8.1 {HASH}",
        "click==8.1 --hash=md5:0",
        "--index-url https://example.invalid/simple",
        f"click @ https://example.invalid/click.whl {HASH}",
        f"click @ file:///opt/click.whl {HASH}",
        "-e .",
        "# made in /home/somebody/",
    ],
)
def test_lock__anything_loose__is_named(text: str) -> None:
    assert unsafe(f"pip==26.3 \\\n    {HASH}\n{text}\n") != []


def test_lock__holds_all_that_the_project_asks_for() -> None:
    project = PROJECT["project"]
    run, test = names(RUN.read_text("utf-8")), names(TEST.read_text("utf-8"))
    wanted = project["dependencies"] + PROJECT["build-system"]["requires"] + PROJECT["dependency-groups"]["build"]
    assert [r for r in wanted if name_of(r) not in run] == []
    assert [r for r in project["optional-dependencies"]["test"] if name_of(r) not in test] == []


def test_lock__test_packages_are_the_running_ones_and_more() -> None:
    run, test = names(RUN.read_text("utf-8")), names(TEST.read_text("utf-8"))
    assert {name: test.get(name) for name in run} == run
