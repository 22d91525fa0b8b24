"""The faces in which a text prints, as faces of the window: loaded when the first text is shown."""

from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase

from clerk_app import RESOURCES

_FILES = ("FangSong.ttf", "HeiTi.ttf", "KaiTi.ttf", "FangSong.ttf", "FangSong.ttf")  # by the paragraph's level


@lru_cache(maxsize=8)
def _family(file: str) -> str:
    number = QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / file))
    return next(iter(QFontDatabase.applicationFontFamilies(number)), "") if number >= 0 else ""


def families(level: int) -> list[str]:
    """The face of a paragraph's level (0: body), and one that has the rare characters of names."""
    return [family for file in (_FILES[level], "Rare.ttf") if (family := _family(file))]


def dressed(font: QFont) -> QFont:
    """`font` in the face of body text."""
    result = QFont(font)
    result.setFamilies([*families(0), *font.families()])
    return result
