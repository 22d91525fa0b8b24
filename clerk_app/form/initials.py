"""The initials of Chinese words, as people type them to find a name: 本年新收 → bnxs."""

from bisect import bisect_right

# GB 2312 has its 3755 common characters in the order of their sound: where each letter begins, and where all end.
_BEGINS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8, 0xC4C3, 0xC5B6,
    0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1, 0xD7FA,
)  # fmt: skip
_LETTERS = "abcdefghjklmnopqrstwxyz"


def initials(text: str) -> str:
    """One letter a character; Latin letters and digits stay, all else is left out."""
    return "".join(c.lower() if c.isascii() and c.isalnum() else _initial(c) for c in text)


def by_sound(text: str) -> bytes:
    """What sorts Chinese names as a dictionary does: the common characters of GB 18030 stand in the order of sound."""
    return text.encode("gb18030", "replace")


def _initial(character: str) -> str:
    try:
        code = int.from_bytes(character.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    at = bisect_right(_BEGINS, code) - 1
    return _LETTERS[at] if 0 <= at < len(_LETTERS) else ""
