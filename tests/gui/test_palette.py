"""The colours: everything that is read can be read."""

import pytest
from PySide6.QtGui import QColor, QPalette

from clerk_app.gui.palette import CONTRAST, LIGHT, SETS, Colours, colours, mark, palette
from clerk_app.gui.places import MARKS

READABLE = 4.5  # WCAG 2, level AA
STRONG = 7  # level AAA


def luminance(colour: QColor) -> float:
    channels = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(a: QColor, b: QColor) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("of", SETS, ids=["light", "dark", "contrast"])
def test_colours__ink_on_every_field__can_be_read(of: Colours) -> None:
    fields = [of.window, of.paper, of.header, of.total, of.blank, of.accent_soft]
    tints = [of.error, of.warning, of.hint]
    pairs = [(ink, field) for ink in (of.ink, of.faded, of.accent) for field in fields]
    pairs += [(of.ink, field) for t in tints for field in (t.strong, t.soft)]
    pairs += [(t.ink, field) for t in tints for field in (*fields, t.strong, t.soft)]
    pairs.append((of.on_accent, of.accent))
    least = STRONG if of is CONTRAST else READABLE
    poor = [(a.name(), b.name(), round(contrast(a, b), 2)) for a, b in pairs if contrast(a, b) < least]
    assert poor == []


@pytest.mark.parametrize("of", SETS, ids=["light", "dark", "contrast"])
def test_palette__made_of_a_set__gives_the_set_back(of: Colours) -> None:
    assert colours(palette(of)) is of


@pytest.mark.parametrize("of", SETS, ids=["light", "dark", "contrast"])
def test_palette__disabled_words__can_be_read(of: Colours) -> None:
    made, group, role = palette(of), QPalette.ColorGroup.Disabled, QPalette.ColorRole
    for words, field in ((role.WindowText, role.Window), (role.Text, role.Base), (role.ButtonText, role.Button)):
        assert contrast(made.color(group, words), made.color(group, field)) >= READABLE


def test_palette__of_somebody_elses__is_taken_by_its_ground() -> None:
    made = palette(LIGHT)
    made.setColor(QPalette.ColorRole.Base, QColor("#222222"))
    assert colours(made) is SETS[1]


@pytest.mark.parametrize("of", SETS, ids=["light", "dark", "contrast"])
def test_marks__and_lines__stand_out_from_the_grounds(of: Colours) -> None:
    """What is no text has to stand out by 3; thin rules of tables by less, but in the set of strong contrast."""
    for ground in (of.window, of.paper):
        for kind in MARKS:
            assert contrast(mark(kind, of), ground) >= 3, kind
    assert contrast(of.line, of.paper) >= (STRONG if of is CONTRAST else 1.5)
