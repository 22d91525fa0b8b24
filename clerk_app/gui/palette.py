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


_PLAIN = {  # light, dark, and of the strongest contrast, where inks stand out by 7 and more
    "window": ("#f4f5f7", "#202329", "#262626"),
    "paper": ("#ffffff", "#17191d", "#000000"),  # the style draws frames darker: fields are seen by a black ground
    "ink": ("#1d2127", "#e8eaee", "#ffffff"),
    "faded": ("#565e6b", "#a9b1be", "#e2e2e2"),
    "line": ("#b9c0ca", "#4a515d", "#c8c8c8"),
    "header": ("#f0f2f5", "#262a31", "#363636"),
    "total": ("#e9ecf0", "#2b2f37", "#2c2c2c"),
    "blank": ("#fbfaf5", "#1d1f22", "#000000"),
    "hatch": ("#ddd9c9", "#3a3d40", "#8a8a8a"),
    "accent": ("#1c5ba8", "#8ab8f2", "#ffe14d"),
    "accent_soft": ("#dbe7f5", "#243a56", "#00345a"),
    "on_accent": ("#ffffff", "#10131a", "#000000"),
}
_TINTS: dict[str, tuple[str, str, str]] = {  # each: ink, strong, soft
    "error": ("#a8201a #f9cfca #fdeae8", "#ff9d94 #5b1f1c #3a1d1c", "#ffb3ad #5c0f0b #3a0806"),
    "warning": ("#7a4d00 #fbe0a6 #fef3da", "#f2c063 #54400f #362c14", "#ffd24d #4a3600 #2c2000"),
    "hint": ("#1f5f4c #cbe6dc #e8f4f0", "#8fd3bb #1d4a3c #1b322b", "#8ff5cf #004634 #002a1f"),
}


def _set(at: int) -> Colours:
    """One of the three."""
    error, warning, hint = (Tint(*map(QColor, sets[at].split())) for sets in _TINTS.values())
    plain = {role: QColor(sets[at]) for role, sets in _PLAIN.items()}
    return Colours(error=error, warning=warning, hint=hint, **plain)


SETS = LIGHT, DARK, CONTRAST = _set(0), _set(1), _set(2)


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
