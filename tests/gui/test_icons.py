"""The marks: each has a shape of its own."""

import pytest
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtWidgets import QListWidget

from clerk_app.gui.icons import icon, painted
from clerk_app.gui.palette import LIGHT, SETS, Colours, palette
from clerk_app.gui.places import MARK_NAMES
from clerk_app.gui.soft_selection import soften
from tests.gui.test_palette import contrast


def shape(image: QImage) -> frozenset[tuple[int, int]]:
    """Where there is ink, whatever its colour; white inside a filled form is none."""
    white = QColor("white").rgb()
    return frozenset(
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 128 and image.pixel(x, y) != white
    )


def test_marks__without_their_colour__are_all_different() -> None:
    shapes = [shape(painted(mark, 16, 1.0, LIGHT).toImage()) for mark in MARK_NAMES]
    assert all(shapes)
    for i, one in enumerate(shapes):
        for other in shapes[i + 1 :]:
            assert len(one ^ other) > 20


def test_mark__on_a_fine_screen__has_its_pixels(application: object) -> None:
    picture = painted("error", 16, 1.5, LIGHT)
    assert picture.width() == 24
    assert picture.devicePixelRatio() == 1.5


@pytest.mark.parametrize("soft", [False, True], ids=["strong ground", "quiet ground"])
@pytest.mark.parametrize("of", SETS, ids=["light", "dark", "contrast"])
def test_mark__on_the_line_that_is_chosen__stands_out_from_its_ground(
    application: object, of: Colours, soft: bool
) -> None:
    view = QListWidget()
    view.setPalette(palette(of))
    if soft:
        soften(view)
    ground = view.palette().color(view.palette().ColorRole.Highlight)
    for kind in MARK_NAMES:
        image = icon(kind, view).pixmap(32, 32, QIcon.Mode.Selected).toImage()
        pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        assert max(contrast(p, ground) for p in pixels if p.alpha() == 255) >= 3, kind
