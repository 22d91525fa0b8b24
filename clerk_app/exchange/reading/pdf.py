"""The text of a PDF to the common form: tables by their rules, paragraphs by indents. Pictures are not read."""

import ctypes
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]
import pypdfium2.raw as pdfium  # pyright: ignore[reportMissingTypeStubs]

from clerk_app.exchange.reading import ruled
from clerk_app.exchange.reading.ruled import Character, Stroke
from clerk_app.exchange.reading.source import Source, Unreadable

PAGES = 200
_CHARACTERS = 400_000
_STROKES = 20_000  # of a page; more make no table
_MIDDLE = 0.38  # em from the base line to the middle of a character
_THIN = 3.0  # pt; a filled rectangle not thicker is a rule


def read(content: bytes) -> Source:
    """What the PDF says. Raises Unreadable: a scan, a password, too long."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as e:
        if "password" in str(e).lower():
            raise Unreadable("设了密码，请去掉密码后再导入。") from None
        raise Unreadable("已损坏，不能打开，请重新拷贝一份。") from None
    try:
        if len(document) > PAGES:
            raise Unreadable(f"有 {len(document)} 页，不像一份年度报告，没有导入。")
        pages: list[ruled.Page] = []
        total = 0
        for number in range(len(document)):
            page: Any = document[number]
            glyphs = _glyphs(page)
            total += len(glyphs)
            if total > _CHARACTERS:
                raise Unreadable("文字太多，不像一份年度报告，没有导入。")
            turn = _turn(page, glyphs)
            pages.append(ruled.page(_characters(glyphs, turn), _strokes(page, turn), turn.depth))
            page.close()
        if total == 0:
            raise Unreadable("是扫描件（图片），里面没有文字可读；请照着录入，或导入它的 Word 稿。")
        return Source(tuple(ruled.items(pages)))
    finally:
        document.close()


@dataclass(frozen=True)
class _Turn:
    """How a page is read: its text runs by `across`, `up` in the PDF's own measure, whatever way the page is shown."""

    across: int
    up: int
    width: float
    height: float

    @property
    def depth(self) -> float:
        """The page's height as it is read."""
        return self.width if self.up else self.height

    def place(self, x: float, y: float) -> tuple[float, float]:
        """(from the left, from the top) as it is read."""
        if self.up:
            return (y, x) if self.up > 0 else (self.height - y, self.width - x)
        return (x, self.height - y) if self.across > 0 else (self.width - x, y)


@dataclass(frozen=True)
class _Glyph:
    code: int
    box: tuple[float, float, float, float]  # left, bottom, right, top
    origin: tuple[float, float]  # on the base line
    size: float
    way: tuple[int, int]  # the direction of its line


def _glyphs(page: Any) -> list[_Glyph]:
    """All characters in the page's order; blanks that pdfium puts between words are left out."""
    text = page.get_textpage()
    result: list[_Glyph] = []
    x, y, loose, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    for i in range(min(text.count_chars(), _CHARACTERS + 1)):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if code in (0, 2, 10, 13, 0xFFFE) or pdfium.FPDFText_IsGenerated(text, i) == 1:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, i, loose) or not pdfium.FPDFText_GetMatrix(text, i, matrix):
            continue
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        size = pdfium.FPDFText_GetFontSize(text, i) * math.hypot(matrix.c, matrix.d)
        flat = abs(matrix.a) >= abs(matrix.b)
        way = (1 if matrix.a >= 0 else -1, 0) if flat else (0, 1 if matrix.b > 0 else -1)
        box = (loose.left, loose.bottom, loose.right, loose.top)
        result.append(_Glyph(code, box, (x.value, y.value), size, way))
    return result


def _turn(page: Any, glyphs: Sequence[_Glyph]) -> _Turn:
    """As most of its characters stand: tables too wide for the paper are printed turned."""
    width, height = page.get_size()
    if page.get_rotation() in (90, 270):
        width, height = height, width
    ways = Counter(g.way for g in glyphs).most_common(1)
    return _Turn(*(ways[0][0] if ways else (1, 0)), width, height)


def _characters(glyphs: Sequence[_Glyph], turn: _Turn) -> list[Character]:
    """The glyphs by their places. Their lines are told by the base line: boxes are as high as a face pleases."""
    result: list[Character] = []
    for glyph in glyphs:
        (left, _), (right, _) = sorted((turn.place(*glyph.box[:2]), turn.place(*glyph.box[2:])))
        middle = turn.place(*glyph.origin)[1] - _MIDDLE * glyph.size
        result.append(Character(chr(glyph.code), left, right, middle, glyph.size))
    return result


def _is_drawn(thing: Any) -> bool:
    """Whether the sides of a shape are drawn; what is only filled is a ground."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)) and bool(stroke.value)


def _strokes(page: Any, turn: _Turn) -> list[Stroke]:
    """Horizontal and vertical rules: stroked lines, thin filled rectangles, the sides of stroked rectangles."""
    result: list[Stroke] = []
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        if len(result) > _STROKES:
            return []
        bounds = thing.get_bounds()
        ends = turn.place(*bounds[:2]), turn.place(*bounds[2:])
        (left, right), (y0, y1) = (sorted(both) for both in zip(*ends, strict=True))
        if right - left <= _THIN or y1 - y0 <= _THIN:
            result.append(Stroke(left, y0, right, y1))
        elif pdfium.FPDFPath_CountSegments(thing) <= 6 and _is_drawn(thing):
            result += [Stroke(left, y0, right, y0), Stroke(left, y1, right, y1)]
            result += [Stroke(left, y0, left, y1), Stroke(right, y0, right, y1)]
    return result
