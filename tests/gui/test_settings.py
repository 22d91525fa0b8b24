"""What is remembered between two starts."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from clerk_app.gui.settings import RECENT, forget, recent, remember


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


def test_recent__forgotten__is_gone(store: QSettings, tmp_path: Path) -> None:
    remember(store, tmp_path / "a.zfnb")
    remember(store, tmp_path / "b.zfnb")
    forget(store, tmp_path / "b.zfnb")
    assert recent(store) == [tmp_path / "a.zfnb"]
