"""Lists whose lines have colours and marks of their own: what is chosen in them has a quiet ground."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractItemView

from clerk_app.gui import palette


class _Ground(QObject):
    """Keeps the ground of the selection that of the colours in use, which may change while the list is shown."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.PaletteChange and isinstance(watched, QAbstractItemView):
            _lay(watched)
        return False


def soften(view: QAbstractItemView) -> None:
    _Ground(view)
    _lay(view)


def _lay(view: QAbstractItemView) -> None:
    soft, of = view.palette(), palette.colours(view.palette())
    soft.setColor(soft.ColorRole.Highlight, of.accent_soft)
    soft.setColor(soft.ColorRole.HighlightedText, of.ink)
    if soft != view.palette():
        view.setPalette(soft)
