"""The text of a PDF to the common form: tables by their rules, paragraphs by indents. Pictures are not read."""

import ctypes
from typing import Any

import pypdfium2  # pyright: ignore[reportMissingTypeStubs]
import pypdfium2.raw as pdfium  # pyright: ignore[reportMissingTypeStubs]

from clerk_app.exchange.reading import ruled
from clerk_app.exchange.reading.ruled import Character, Stroke
from clerk_app.exchange.reading.source import Source, Unreadable

PAGES = 200
_CHARACTERS = 400_000
_STROKES = 20_000  # of a page; more make no table
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
            characters = _characters(page)
            total += len(characters)
            if total > _CHARACTERS:
                raise Unreadable("文字太多，不像一份年度报告，没有导入。")
            pages.append(ruled.page(characters, _strokes(page), page.get_height()))
            page.close()
        if total == 0:
            raise Unreadable("是扫描件（图片），里面没有文字可读；请照着录入，或导入它的 Word 稿。")
        return Source(tuple(ruled.items(pages)))
    finally:
        document.close()


def _characters(page: Any) -> list[Character]:
    """All characters with their boxes, in the page's order; blanks that pdfium puts between words are left out."""
    text = page.get_textpage()
    result: list[Character] = []
    box = [ctypes.c_double() for _ in range(4)]
    left, right, bottom, top = box
    height = page.get_height()
    for i in range(min(text.count_chars(), _CHARACTERS + 1)):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if code in (0, 2, 10, 13, 0xFFFE) or pdfium.FPDFText_IsGenerated(text, i) == 1:
            continue
        loose = pdfium.FS_RECTF()
        if not pdfium.FPDFText_GetLooseCharBox(text, i, loose):
            continue
        pdfium.FPDFText_GetCharBox(text, i, *map(ctypes.byref, (left, right, bottom, top)))
        middle = height - (loose.top + loose.bottom) / 2
        result.append(Character(chr(code), loose.left, loose.right, middle, abs(loose.top - loose.bottom)))
    return result


def _is_drawn(thing: Any) -> bool:
    """Whether the sides of a shape are drawn; what is only filled is a ground."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(pdfium.FPDFPath_GetDrawMode(thing, fill, stroke)) and bool(stroke.value)


def _strokes(page: Any) -> list[Stroke]:
    """Horizontal and vertical rules: stroked lines, thin filled rectangles, the sides of stroked rectangles."""
    height = page.get_height()
    result: list[Stroke] = []
    for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        if len(result) > _STROKES:
            return []
        left, bottom, right, top = thing.get_bounds()
        y0, y1 = height - top, height - bottom
        if right - left <= _THIN or y1 - y0 <= _THIN:
            result.append(Stroke(left, y0, right, y1))
        elif pdfium.FPDFPath_CountSegments(thing) <= 6 and _is_drawn(thing):
            result += [Stroke(left, y0, right, y0), Stroke(left, y1, right, y1)]
            result += [Stroke(left, y0, left, y1), Stroke(right, y0, right, y1)]
    return result
