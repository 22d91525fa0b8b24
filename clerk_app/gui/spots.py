"""Where the work is, in the terms of the paper: what the preview follows."""

from clerk_app.gui.cover import Cover
from clerk_app.gui.desk import Desk
from clerk_app.gui.pages import TextPage
from clerk_app.gui.preview import Spot


def spot_of(desk: Desk) -> Spot | None:
    """A part's tables, or a place in a text; on the cover only in its preface."""
    page = desk.page
    if isinstance(page, Cover):
        text = page.preface.text
        return (page.preface.path, text.textCursor().position()) if text.hasFocus() else None
    if isinstance(page, TextPage):
        return page.editor.path, page.editor.text.textCursor().position()
    return desk.tabs.key, 0
