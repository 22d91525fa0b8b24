"""How the cells of the workbook look and what they take: borders, faces, colours, limits."""

import math
from collections.abc import Iterable, Mapping, Sequence
from html import escape

from clerk_app.form.outline import Kind
from clerk_app.form.sheet import Box

LINE = 13.5  # pt
WRONG = 0  # the number of the colour of what does not balance
_FONTS = ("Calibri", 11, "FF000000"), ("黑体", 14, "FF000000"), ("宋体", 10, "FF000000"), ("宋体", 9, "FF555555")
_PLAIN, _BOLD, _SONGTI, _SMALL = range(4)
_FILLS = ("F3F4F6", "E9EDF2")
_NONE, _LABEL, _TOTAL = 0, 2, 3  # 1 is taken by the format
_CENTRED = 'horizontal="center" vertical="center"'
_LEFT = 'horizontal="left" vertical="center"'
_TOP = 'vertical="top"'
_GENERAL, _INTEGER, _TEXT = 0, 1, 49  # numbers of the format's own: General, 0, @
_FORMATS: dict[Kind, int] = {"count": _INTEGER, "signed": _INTEGER, "money": _GENERAL}
# By what they are for: number format, font, fill, boxed, alignment, open. Text is open, and stays text when it is typed
# in later; numbers are open, a total that is a formula is not.
_STYLES: dict[str, tuple[int, int, int, bool, str, bool]] = {
    "": (_GENERAL, _PLAIN, _NONE, False, "", False),
    "heading": (_GENERAL, _BOLD, _NONE, False, _CENTRED, False),
    "label": (_GENERAL, _SONGTI, _LABEL, True, _CENTRED, False),
    "label left": (_GENERAL, _SONGTI, _LABEL, True, _LEFT, False),
    "text": (_TEXT, _SONGTI, _NONE, True, _TOP, True),
    "check": (_GENERAL, _SMALL, _NONE, False, _CENTRED, False),
    "note": (_GENERAL, _SMALL, _NONE, False, _LEFT, False),
    **{kind: (number, _SONGTI, _NONE, True, _CENTRED, True) for kind, number in _FORMATS.items()},
    **{f"{kind} total": (number, _SONGTI, _TOTAL, True, _CENTRED, False) for kind, number in _FORMATS.items()},
}
NUMBERS = {name: number for number, name in enumerate(_STYLES)}  # of the styles
_COUNTS = "请填 0 或正整数，不带单位和文字；没有填的格请留空。"
_LIMITS: dict[Kind, tuple[str, str, str]] = {
    "count": ("whole", "0", _COUNTS),
    "signed": ("whole", "-999999999999", "请填整数，减少的填负数，如 -8。"),
    "money": ("decimal", "0", "请填 0 或正的小数，如 1.25，不带单位和文字。"),
}


def styles() -> str:
    """The XML of the part with all styles."""
    fonts = [f'<sz val="{size}"/><color rgb="{colour}"/><name val="{name}"/>' for name, size, colour in _FONTS]
    fills = ['<patternFill patternType="none"/>', '<patternFill patternType="gray125"/>']
    fills += [f'<patternFill patternType="solid"><fgColor rgb="FF{colour}"/></patternFill>' for colour in _FILLS]
    sides = ("left", "right", "top", "bottom")
    box = "".join(f'<{side} style="thin"><color rgb="FF444444"/></{side}>' for side in sides) + "<diagonal/>"
    borders = ["".join(f"<{side}/>" for side in (*sides, "diagonal")), box]
    wrong = '<patternFill patternType="solid"><bgColor rgb="FFFFC7CE"/></patternFill>'
    plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"'
    return (
        _listed("fonts", [f"<font>{f}</font>" for f in fonts])
        + _listed("fills", [f"<fill>{f}</fill>" for f in fills])
        + _listed("borders", [f"<border>{b}</border>" for b in borders])
        + _listed("cellStyleXfs", [f"{plain}/>"])
        + _listed("cellXfs", [_style(*parts) for parts in _STYLES.values()])
        + _listed("cellStyles", ['<cellStyle name="Normal" xfId="0" builtinId="0"/>'])
        + _listed("dxfs", [f"<dxf><fill>{wrong}</fill></dxf>"])
    )


def _listed(tag: str, entries: Sequence[str]) -> str:
    return f'<{tag} count="{len(entries)}">{"".join(entries)}</{tag}>'


def _style(form: int, font: int, fill: int, boxed: bool, alignment: str, free: bool) -> str:
    inner = f'<alignment {alignment} wrapText="1"/>' if alignment else ""
    inner += '<protection locked="0"/>' if free else ""
    applied = "".join(
        f' apply{what}="1"'
        for what, so in (("NumberFormat", form), ("Font", font), ("Fill", fill), ("Border", boxed),
                         ("Alignment", alignment), ("Protection", free)) if so
    )  # fmt: skip
    head = f'<xf numFmtId="{form}" fontId="{font}" fillId="{fill}" borderId="{int(boxed)}" xfId="0"{applied}'
    return f"{head}>{inner}</xf>" if inner else f"{head}/>"


def limits(kinds: Mapping[str, Kind]) -> list[str]:
    """What may be typed into cells, by their references."""
    made: list[str] = []
    for kind, (sort, least, words) in _LIMITS.items():
        cells = [reference.rpartition("!")[2].replace("$", "") for reference, k in kinds.items() if k == kind]
        if cells:
            made.append(
                f'<dataValidation type="{sort}" operator="greaterThanOrEqual" allowBlank="1" showErrorMessage="1"'
                f' errorTitle="不是这一格的数" error="{escape(words)}" sqref="{" ".join(cells)}">'
                f"<formula1>{least}</formula1></dataValidation>"
            )
    return made


def choice(reference: str, words: Iterable[str]) -> str:
    """One cell that takes these words only."""
    place = reference.rpartition("!")[2].replace("$", "")
    listed = escape(",".join(words))
    return (
        f'<dataValidation type="list" showErrorMessage="1" sqref="{place}">'
        f'<formula1>"{listed}"</formula1></dataValidation>'
    )


def heights(top: int, boxes: Iterable[Box], widths: Sequence[float]) -> dict[int, float]:
    """Rows as high as their labels need: not every program finds that out for merged cells."""
    result: dict[int, float] = {}
    for box in boxes:
        room = sum(widths[box.column : box.column + box.columns])
        needed = _lines(box.text, room) * LINE / box.rows + 4
        for row in range(top + box.row, top + box.row + box.rows):
            result[row] = max(result.get(row, LINE + 6), needed)
    return result


def height_of(text: str, width: float) -> float:
    """Of a row with a paragraph in a column `width` characters wide; at most what Excel can."""
    return min(_lines(text, width) * LINE + 4, 409.0)


def _lines(text: str, width: float) -> int:
    """How many lines a text takes: a Chinese character is two of a column's characters wide, and a little goes lost."""
    return max(1, math.ceil(sum(1 if c.isascii() else 2 for c in text) / (width - 1.5)))
