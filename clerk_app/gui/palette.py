"""The colours of the window, all of them, by what they are for: light, dark, and of the strongest contrast."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

from clerk_app.gui.places import Mark

if TYPE_CHECKING:  # the colours are needed before there is a report
    from clerk_app.check.finding import Severity


@dataclass(frozen=True)
class Tint:
    """The colour of one level of findings: for words and marks, and for fields behind text (strong, soft)."""

    ink: QColor
    strong: QColor
    soft: QColor


@dataclass(frozen=True)
class Colours:
    """Every ink reads on every field it can stand on with a contrast of 4.5 and more (a test holds it to that)."""

    window: QColor  # around everything
    paper: QColor  # where is written: cells, editors, lists
    ink: QColor
    faded: QColor  # secondary words
    line: QColor  # rules of tables, frames
    header: QColor  # labels of a table
    total: QColor  # numbers that follow from others
    blank: QColor  # a cell that nobody has filled
    hatch: QColor  # the thin strokes in it
    accent: QColor  # the current thing; links
    accent_soft: QColor  # what belongs to the current thing; the selection
    on_accent: QColor
    error: Tint
    warning: Tint
    hint: Tint

    def tint(self, level: "Severity") -> Tint:
        return {"error": self.error, "warning": self.warning, "hint": self.hint}[level]


LIGHT = Colours(
    window=QColor("#f4f5f7"),
    paper=QColor("#ffffff"),
    ink=QColor("#1d2127"),
    faded=QColor("#565e6b"),
    line=QColor("#b9c0ca"),
    header=QColor("#f0f2f5"),
    total=QColor("#e9ecf0"),
    blank=QColor("#fbfaf5"),
    hatch=QColor("#ddd9c9"),
    accent=QColor("#1c5ba8"),
    accent_soft=QColor("#dbe7f5"),
    on_accent=QColor("#ffffff"),
    error=Tint(QColor("#a8201a"), QColor("#f9cfca"), QColor("#fdeae8")),
    warning=Tint(QColor("#7a4d00"), QColor("#fbe0a6"), QColor("#fef3da")),
    hint=Tint(QColor("#1f5f4c"), QColor("#cbe6dc"), QColor("#e8f4f0")),
)
DARK = Colours(
    window=QColor("#202329"),
    paper=QColor("#17191d"),
    ink=QColor("#e8eaee"),
    faded=QColor("#a9b1be"),
    line=QColor("#4a515d"),
    header=QColor("#262a31"),
    total=QColor("#2b2f37"),
    blank=QColor("#1d1f22"),
    hatch=QColor("#3a3d40"),
    accent=QColor("#8ab8f2"),
    accent_soft=QColor("#243a56"),
    on_accent=QColor("#10131a"),
    error=Tint(QColor("#ff9d94"), QColor("#5b1f1c"), QColor("#3a1d1c")),
    warning=Tint(QColor("#f2c063"), QColor("#54400f"), QColor("#362c14")),
    hint=Tint(QColor("#8fd3bb"), QColor("#1d4a3c"), QColor("#1b322b")),
)
# Inks stand out by 7 and more. The style draws frames darker than what is around: fields are seen by a black ground.
CONTRAST = Colours(
    window=QColor("#262626"),
    paper=QColor("#000000"),
    ink=QColor("#ffffff"),
    faded=QColor("#e2e2e2"),
    line=QColor("#c8c8c8"),
    header=QColor("#363636"),
    total=QColor("#2c2c2c"),
    blank=QColor("#000000"),
    hatch=QColor("#8a8a8a"),
    accent=QColor("#ffe14d"),
    accent_soft=QColor("#00345a"),
    on_accent=QColor("#000000"),
    error=Tint(QColor("#ffb3ad"), QColor("#5c0f0b"), QColor("#3a0806")),
    warning=Tint(QColor("#ffd24d"), QColor("#4a3600"), QColor("#2c2000")),
    hint=Tint(QColor("#8ff5cf"), QColor("#004634"), QColor("#002a1f")),
)
SETS = (LIGHT, DARK, CONTRAST)


def colours(palette: QPalette) -> Colours:
    """The set that goes with a widget's palette: a view that paints itself asks at every paint and is never stale."""
    base = palette.color(QPalette.ColorRole.Base)
    return next((of for of in SETS if of.paper == base), DARK if base.lightness() < 128 else LIGHT)


def mark(kind: Mark, of: Colours = LIGHT) -> QColor:
    """The colour of a mark of findings, on any ground of the set."""
    return of.faded if kind == "blank" else of.hint.ink if kind in ("done", "answered") else of.tint(kind).ink


def lit(of: Colours = LIGHT) -> QColor:
    """The field behind words that the window has just jumped to."""
    return of.warning.strong


def palette(of: Colours) -> QPalette:
    """The whole Fusion palette of a set; what is disabled is faded, and stays readable."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    made = QPalette()
    for colour, roles in (
        (of.window, (role.Window,)),
        (of.paper, (role.Base, role.ToolTipBase)),
        (of.header, (role.AlternateBase, role.Button)),
        (of.ink, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText)),
        (of.accent, (role.Highlight, role.Link, role.LinkVisited, role.Accent)),
        (of.on_accent, (role.HighlightedText, role.BrightText)),
        (of.faded, (role.PlaceholderText,)),
        # Fusion draws frames, bevels and focus marks with these five.
        (of.paper, (role.Light,)),
        (of.header, (role.Midlight,)),
        (of.line, (role.Mid, role.Dark)),
        (of.faded, (role.Shadow,)),
    ):
        for each in roles:
            made.setColor(each, colour)
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, each, of.faded)
    made.setColor(group.Disabled, role.Highlight, of.line)
    return made
