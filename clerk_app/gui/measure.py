"""How wide and how high the rows and columns of a sheet are in a given room, all from the font's metrics."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QFontMetrics

from clerk_app.form.sheet import Box, Sheet
from clerk_app.gui.labels import wrap

_FIGURE_EMS = 3.0  # no narrower: five digits, or two characters of a label beside each other with room
_LABEL_EMS = (5.2, 12.0)  # the outer label columns, and the innermost which holds the long labels
_AIR = 0.9  # where there is room, rows grow by as much as this part of a line


@dataclass(frozen=True)
class Measures:
    """Pixels of every column and row of the sheet; the labels in their lines, by the box's row and column."""

    widths: tuple[int, ...]
    heights: tuple[int, ...]
    lines: dict[tuple[int, int], tuple[str, ...]]
    pad: int
    margin: int  # beside the labels of outlined rows, which begin at the left; 0 where all stand in the middle

    def rect(self, box: Box) -> QRect:
        """Where the box lies on the whole sheet."""
        return QRect(
            sum(self.widths[: box.column]),
            sum(self.heights[: box.row]),
            sum(self.widths[box.column : box.column + box.columns]),
            sum(self.heights[box.row : box.row + box.rows]),
        )

    @property
    def size(self) -> QSize:
        return QSize(sum(self.widths), sum(self.heights))


def measure(sheet: Sheet, metrics: QFontMetrics, room: QSize, scroll_bar: int) -> Measures:
    """The measures of `sheet` in `room`: its own proportions over the whole width, rows as high as their labels ask.

    What is then left below is shared out evenly. A sheet that has to scroll anyway (`scroll_bar` is what that takes of
    the width) has comfortable rows; one that just fits without has tight ones.
    """
    pad = max(2, round(metrics.height() / 8))
    made = _measure(sheet, metrics, room.width(), pad, max(1, pad // 2))
    spare = room.height() - made.size.height()
    if spare < 0:
        return _measure(sheet, metrics, room.width() - scroll_bar, pad, pad)
    air = min(spare // sheet.rows, round(_AIR * metrics.height()))
    return replace(made, heights=tuple(h + air for h in made.heights))


def _measure(sheet: Sheet, metrics: QFontMetrics, width: int, pad: int, above: int) -> Measures:
    """`pad` pixels are free beside every label and number, `above` pixels above and below."""
    margin = 3 * pad if sheet.stub_columns > 1 else 0
    beside = {box: 2 * (margin if margin and box.role == "row" else pad) for box in sheet.boxes if box.role != "figure"}
    widths = _widths(sheet, metrics, beside, width)
    heights = [metrics.height() + 2 * above] * sheet.rows
    lines: dict[tuple[int, int], tuple[str, ...]] = {}
    # A label over several rows takes what they have anyway, so the flat ones come first.
    for box in sorted(beside, key=lambda b: b.rows):
        room = sum(widths[box.column : box.column + box.columns]) - beside[box]
        found = wrap(box.text, room, metrics.horizontalAdvance)
        lines[box.row, box.column] = found
        spanned = range(box.row, box.row + box.rows)
        missing = len(found) * metrics.lineSpacing() + 2 * above - sum(heights[i] for i in spanned)
        if missing > 0:
            for i in spanned:
                heights[i] += -(-missing // len(spanned))
    return Measures(tuple(widths), tuple(heights), lines, pad, margin)


def _widths(sheet: Sheet, metrics: QFontMetrics, beside: Mapping[Box, int], width: int) -> list[int]:
    """By the sheet's proportions, but none so narrow that a label would have to be broken; where even that does not go,
    none below what a number and a few characters need. Equal columns stay equal to the pixel."""
    outer, inner = _LABEL_EMS
    stub, em = sheet.stub_columns, metrics.horizontalAdvance("国")
    ems = [*[outer] * (stub - 1), *[inner] * min(stub, 1), *[_FIGURE_EMS] * (sheet.columns - stub)]
    least = [n * em + max(beside.values()) for n in ems]
    whole = list(least)
    for box, free in beside.items():
        # The labels of whole groups of rows have height enough for several lines.
        if box.columns == 1 and (box.rows == 1 or box.column > 0):
            whole[box.column] = max(whole[box.column], metrics.horizontalAdvance(box.text) + free)
    whole[stub:] = [max(whole[stub:])] * (sheet.columns - stub)
    widths = _shared(sheet.widths, whole if sum(whole) <= width else least, width)
    # The pixels lost in rounding go to the widest label column: it is equal to nobody.
    if stub and len(set(sheet.widths)) > 1:
        widths[stub - 1] += max(0, width - sum(widths))
    return widths


def _shared(parts: Sequence[float], least: Sequence[float], width: int) -> list[int]:
    fixed: set[int] = set()
    while True:
        free = [i for i in range(len(parts)) if i not in fixed]
        rest = width - sum(least[i] for i in fixed)
        scale = rest / sum(parts[i] for i in free) if free else 0.0
        narrow = {i for i in free if parts[i] * scale < least[i]}
        if not narrow:
            return [round(least[i]) if i in fixed else int(parts[i] * scale) for i in range(len(parts))]
        fixed |= narrow
