"""Light, dark or of strong contrast: as the user wants it, or as the system says, also while the window is open."""

from typing import Literal

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip

from clerk_app.gui.palette import CONTRAST, DARK, LIGHT, Colours, colours, palette

Scheme = Literal["system", "light", "dark", "contrast"]
SCHEMES: dict[Scheme, str] = {"system": "跟随系统", "light": "浅色", "dark": "深色", "contrast": "高对比（黑底）"}
_KEY = "appearance"


def scheme(store: QSettings) -> Scheme:
    """What the user wants."""
    kept = store.value(_KEY, "system", type=str)
    return next((name for name in SCHEMES if name == kept), "system")  # the file may have been edited


def set_scheme(store: QSettings, wanted: Scheme) -> None:
    store.setValue(_KEY, wanted)


def colours_of(wanted: Scheme) -> Colours:
    """The set of colours for a scheme, on this system at this time."""
    if wanted != "system":
        return {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}[wanted]
    hints = QGuiApplication.styleHints()
    if _strong(hints):
        return CONTRAST
    return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT


def _strong(hints: QObject) -> bool:
    """Whether the system asks for strong contrast; Qt before 6.10 cannot tell."""
    accessibility = getattr(hints, "accessibility", None)
    preference = getattr(accessibility() if callable(accessibility) else None, "contrastPreference", None)
    return bool(callable(preference) and getattr(preference(), "name", "") == "HighContrast")


def wear(application: QApplication, wanted: Scheme) -> None:
    """Gives all windows the colours; nothing when they have them."""
    of = colours_of(wanted)
    if colours(application.palette()) is not of:
        application.setPalette(palette(of))
        QToolTip.setPalette(palette(of))
