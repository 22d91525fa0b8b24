"""Where the work is, in the terms of the paper: what the preview follows."""

from functools import partial

from PySide6.QtCore import QSettings

from clerk_app.gui.cover import Cover
from clerk_app.gui.desk import Desk
from clerk_app.gui.pages import TextPage
from clerk_app.gui.preview import Spot
from clerk_app.gui.settings import Typecase


def tie(desk: Desk, typecase: Typecase, store: QSettings) -> None:
    """The preview of a desk has its shape, follows the work, and gives the keys back to it."""
    preview = desk.preview
    preview.faces, preview.spot = typecase.faces, partial(spot_of, desk)
    preview.take_shape(store)
    # A lambda: the page that is in sight by then.
    preview.left.connect(lambda: desk.page.setFocus())  # noqa: PLW0108
    desk.turned.connect(preview.follow)


def spot_of(desk: Desk) -> Spot | None:
    """A part's tables, or a place in a text; on the cover only in its preface."""
    page = desk.page
    if isinstance(page, Cover):
        text = page.preface.text
        return (page.preface.path, text.textCursor().position()) if text.hasFocus() else None
    if isinstance(page, TextPage):
        return page.editor.path, page.editor.text.textCursor().position()
    return desk.tabs.key, 0
