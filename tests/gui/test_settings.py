"""What is remembered between two starts."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from clerk_app.gui.settings import RECENT, Typecase, due, forget, recent, remember, set_due


@pytest.fixture
def store(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)


@pytest.mark.parametrize("number", [0, 1, 2, RECENT + 3])
def test_recent__written_and_read_again__is_the_same(store: QSettings, tmp_path: Path, number: int) -> None:
    paths = [tmp_path / f"甲, {i}.zfnb" for i in range(number)]
    for path in paths:
        remember(store, path)
    store.sync()
    again = QSettings(store.fileName(), QSettings.Format.IniFormat)
    assert recent(again) == paths[::-1][:RECENT]


OTHER = """
import sys; from pathlib import Path
from PySide6.QtCore import QSettings
from clerk_app.gui import settings
settings.remember(QSettings(sys.argv[1], QSettings.Format.IniFormat), Path(sys.argv[2]))
"""


def test_recent__opened_by_another_process_meanwhile__both_are_listed(store: QSettings, tmp_path: Path) -> None:
    remember(store, tmp_path / "a.zfnb")
    store.sync()
    subprocess.run([sys.executable, "-c", OTHER, store.fileName(), str(tmp_path / "b.zfnb")], check=True)
    remember(store, tmp_path / "c.zfnb")
    assert recent(store) == [tmp_path / f"{name}.zfnb" for name in "cba"]


def test_recent__forgotten__is_gone(store: QSettings, tmp_path: Path) -> None:
    remember(store, tmp_path / "a.zfnb")
    remember(store, tmp_path / "b.zfnb")
    forget(store, tmp_path / "b.zfnb")
    assert recent(store) == [tmp_path / "a.zfnb"]


def test_due__set_or_spoilt__is_a_day(store: QSettings) -> None:
    assert due(store) == (1, 31)
    set_due(store, 2, 5)
    assert due(store) == (2, 5)
    store.setValue("due/month", 77)
    assert due(store) == (1, 31)


def test_typecase__machine_wanted__looks_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    monkeypatch.setattr("clerk_app.paper.machine.official", lambda: looked.append(1) or {})
    assert Typecase(False).faces() is None
    case = Typecase(True)
    assert case.faces() is case.faces()
    assert looked == [1]
