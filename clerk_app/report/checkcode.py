"""The check code: 75 bits of a digest as 15 characters and a check symbol, XXXX-XXXX-XXXX-XXXX, to be read aloud.

Characters: Douglas Crockford's base 32 (https://www.crockford.com/base32.html), which leaves out I, L, O and U. The
check symbol is a weighted sum over GF(32): every wrong character and every swap of two is noticed, which his own
symbol modulo 37, having signs no telephone likes, would need five more characters for.
"""

import re
import unicodedata

from clerk_app.errors import KnownError
from clerk_app.report.canonical import PREFIX
from clerk_app.report.numbers import shown

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_LIKE = str.maketrans("OIL", "011")
_POLYNOMIAL = 0b100101  # x⁵ + x² + 1: primitive, so that the powers of x are 31 different weights


class Slip(KnownError):
    """A code that was misread or mistyped: it cannot be the code of any report."""


def code_of(digest: str) -> str:
    """The code of a digest with its prefix, as `canonical.digest` gives it."""
    bits = int(digest.removeprefix(PREFIX), 16) >> (256 - 75)
    symbols = [bits >> shift & 31 for shift in range(70, -1, -5)]
    return spaced("".join(ALPHABET[s] for s in (*symbols, _check(symbols))))


def read(text: str) -> str:
    """The code in `text`, as people type it: full-width and lower case, O for 0, I and L for 1, any blanks or dashes.
    Raises Slip."""
    folded = unicodedata.normalize("NFKC", text).upper()
    code = re.sub(r"[\s\-‐‑‒–—―−_.·]+", "", folded).translate(_LIKE)
    wrong = [c for c in code if c not in ALPHABET]
    if wrong:
        raise Slip(f"核对码有误写：核对码里没有“{shown(wrong[0])}”，请再核对一遍。")
    if len(code) != LENGTH:
        raise Slip(f"核对码有误写：应有 {LENGTH} 个字符，现在是 {len(code)} 个，请再核对一遍。")
    symbols = [ALPHABET.index(c) for c in code]
    if _check(symbols[:-1]) != symbols[-1]:
        raise Slip("核对码有误写：有字符写错或前后颠倒，请再核对一遍。")
    return spaced(code)


def spaced(code: str) -> str:
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def _check(symbols: list[int]) -> int:
    """Σ xⁱ·sᵢ over GF(32), i from 1; the check symbol's own weight is 1, so that its swaps are noticed too."""
    total = 0
    for symbol in reversed(symbols):
        total = _doubled(total ^ symbol)
    return total


def _doubled(element: int) -> int:
    """Times x in GF(32)."""
    return element << 1 ^ (_POLYNOMIAL if element & 16 else 0)
