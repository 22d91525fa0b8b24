"""The marks: each has a shape of its own."""

from PySide6.QtGui import QColor, QImage

from clerk_app.gui.icons import painted
from clerk_app.gui.palette import LIGHT
from clerk_app.gui.places import MARK_NAMES


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
