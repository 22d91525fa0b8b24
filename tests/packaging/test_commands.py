"""The two commands of the README, as far as they can be tried inside the environment they made."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = ["run", "test", "lock", "environment"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_script__parses_as_posix_sh(name: str) -> None:
    script = ROOT / "packaging" / name
    assert subprocess.run(["sh", "-n", script], capture_output=True, text=True, check=False).stderr == ""
    assert not re.search(r"\[\[|\bfunction\b|<<<|\blocal\b", script.read_text("utf-8"))


def shell(checkout: Path, words: str) -> subprocess.CompletedProcess[str]:
    """Runs shell words after packaging/environment in a made-up checkout."""
    script = f'. "{ROOT}/packaging/environment"\n{words}'
    return subprocess.run(["sh", "-c", script], cwd=checkout, capture_output=True, text=True, check=False)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose .venv is complete, as far as the stamp tells."""
    top = tmp_path / "我的 年报"
    bin_ = top / ".venv" / "bin"
    bin_.mkdir(parents=True)
    (top / "packaging").mkdir()
    for name in ("pyproject.toml", "packaging/requirements.txt", "packaging/requirements-test.txt"):
        (top / name).write_text(name)
    (bin_ / "python").symlink_to(sys.executable)
    (bin_ / "clerk-app").write_text("#!/bin/sh\n")
    (bin_ / "clerk-app").chmod(0o755)
    assert shell(top, "stamp run >.venv/stamp").returncode == 0
    return top


def test_environment__stamp_fits__is_fresh_and_usable(checkout: Path) -> None:
    assert shell(checkout, "fresh run && usable").returncode == 0


def test_environment__lock_changed__wants_packages_but_no_new_environment(checkout: Path) -> None:
    (checkout / "packaging/requirements.txt").write_text("other")
    assert shell(checkout, "! fresh run && usable").returncode == 0


def test_environment__made_for_running_only__wants_the_test_tools(checkout: Path) -> None:
    assert shell(checkout, "! fresh test && usable").returncode == 0


def test_environment__installation_was_interrupted__is_made_anew(checkout: Path) -> None:
    (checkout / ".venv/stamp").unlink()
    assert shell(checkout, "! fresh run && ! usable").returncode == 0


def test_environment__checkout_moved__is_made_anew(checkout: Path) -> None:
    moved = checkout.rename(checkout.with_name("别处"))
    assert shell(moved, "! fresh run && ! usable").returncode == 0


def test_environment__python_gone__is_made_anew(checkout: Path) -> None:
    (checkout / ".venv/bin/python").unlink()
    assert shell(checkout, "! fresh run && ! usable").returncode == 0


def test_environment__no_python_new_enough__says_which(tmp_path: Path) -> None:
    found = shell(tmp_path, "PYTHON=; PATH=$PWD; build run")
    assert found.returncode == 1
    assert "需要 Python 3.11 或更高版本" in found.stderr


def test_system__library_missing_and_no_administrator__names_the_command(checkout: Path) -> None:
    (checkout / "packaging/system.txt").write_text(
        "# comment\nlibnowhere.so.9 libnowhere9 run\nnowhere nowhere test\nlibc.so.6 libc6 run\n"
    )
    nobody = "administrator() { return 1; }\n"
    found = shell(checkout, nobody + "system run")
    assert found.returncode == 1
    assert "sudo apt-get install libnowhere9\n" in found.stderr
    assert "sudo apt-get install libnowhere9 nowhere\n" in shell(checkout, nobody + "system test").stderr


def test_system__nothing_missing__is_not_looked_for_again(checkout: Path) -> None:
    (checkout / "packaging/system.txt").write_text("libc.so.6 libc6 run\n")
    assert shell(checkout, "system run && test -f .venv/system-run").returncode == 0
