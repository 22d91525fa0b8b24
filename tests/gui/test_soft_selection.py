"""Quiet grounds of what is chosen in a list."""

import pytest
from PySide6.QtWidgets import QListWidget

from clerk_app.gui.palette import DARK, LIGHT, palette
from clerk_app.gui.soft_selection import soften


@pytest.fixture
def view(application: object) -> QListWidget:
    made = QListWidget()
    made.setPalette(palette(LIGHT))
    return made


def test_soften__a_list__has_the_quiet_ground_with_words_in_ink(view: QListWidget) -> None:
    soften(view)
    role = view.palette().ColorRole
    assert view.palette().color(role.Highlight) == LIGHT.accent_soft
    assert view.palette().color(role.HighlightedText) == LIGHT.ink


def test_soften__other_colours_while_it_is_shown__takes_theirs(view: QListWidget) -> None:
    soften(view)
    view.setPalette(palette(DARK))
    assert view.palette().color(view.palette().ColorRole.Highlight) == DARK.accent_soft
