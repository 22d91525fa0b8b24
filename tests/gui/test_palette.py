"""The colours: everything that is read can be read."""

import pytest
from PySide6.QtGui import QColor, QPalette

from clerk_app.gui.palette import DARK, LIGHT, Colours, colours, palette

READABLE = 4.5  # WCAG 2, level AA


def luminance(colour: QColor) -> float:
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(a: QColor, b: QColor) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=["light", "dark"])
def test_colours__ink_on_every_field__can_be_read(of: Colours) -> None:
    fields = [of.window, of.paper, of.header, of.total, of.blank, of.accent_soft]
    tints = [of.error, of.warning, of.hint]
    pairs = [(ink, field) for ink in (of.ink, of.faded, of.accent) for field in fields]
    pairs += [(of.ink, field) for t in tints for field in (t.strong, t.soft)]
    pairs += [(t.ink, field) for t in tints for field in (*fields, t.strong, t.soft)]
    pairs.append((of.on_accent, of.accent))
    poor = [(a.name(), b.name(), round(contrast(a, b), 2)) for a, b in pairs if contrast(a, b) < READABLE]
    assert poor == []


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=["light", "dark"])
def test_palette__made_of_a_set__gives_the_set_back(of: Colours) -> None:
    assert colours(palette(of)) is of


@pytest.mark.parametrize("of", [LIGHT, DARK], ids=["light", "dark"])
def test_palette__disabled_words__can_be_read(of: Colours) -> None:
    made, group, role = palette(of), QPalette.ColorGroup.Disabled, QPalette.ColorRole
    for words, field in ((role.WindowText, role.Window), (role.Text, role.Base), (role.ButtonText, role.Button)):
        assert contrast(made.color(group, words), made.color(group, field)) >= READABLE
