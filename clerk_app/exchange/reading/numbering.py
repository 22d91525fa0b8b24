"""The numbers that Word makes by itself before paragraphs: they are in no text of the document."""

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]  # lxml's stubs name it so

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_CHINESE = {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting"}
_CIRCLED = {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"}
_LEVELS = 9


@dataclass(frozen=True)
class _Level:
    start: int
    form: str  # w:numFmt
    text: str  # such as （%2）


@dataclass
class Numbering:
    """Counts the paragraphs of a document in their order."""

    levels: dict[tuple[str, int], _Level]  # (list, level)
    styles: dict[str, tuple[str, int]]  # paragraph style → (list, level)
    counted: dict[str, Counter[int]] = field(default_factory=dict[str, Counter[int]])

    def before(self, paragraph: "Element") -> str:
        """The number that stands before the paragraph; empty when it has none."""
        properties = paragraph.find(_W + "pPr")
        if properties is None:
            return ""
        name, at = self._place(properties)
        level = self.levels.get((name, at))
        if level is None or level.form in ("none", "bullet"):
            return ""
        counts = self.counted.setdefault(name, Counter())
        counts[at] = counts[at] + 1 if counts[at] else level.start
        for deeper in range(at + 1, _LEVELS):
            counts[deeper] = 0
        text = level.text
        for n in range(at + 1):
            outer = self.levels.get((name, n), level)
            text = text.replace(f"%{n + 1}", written(counts[n] or outer.start, outer.form))
        return text

    def _place(self, properties: "Element") -> tuple[str, int]:
        own, style = properties.find(_W + "numPr"), properties.find(_W + "pStyle")
        name, at = self.styles.get(style.get(_W + "val", ""), ("", 0)) if style is not None else ("", 0)
        if own is not None:
            number, level = own.find(_W + "numId"), own.find(_W + "ilvl")
            name = number.get(_W + "val", "") if number is not None else name
            at = _int(level.get(_W + "val")) if level is not None else at
        return name, at


def numbering(lists: "Element | None", styles: "Element | None") -> Numbering:
    """Of the parts word/numbering.xml and word/styles.xml."""
    levels: dict[tuple[str, int], _Level] = {}
    abstract = {a.get(_W + "abstractNumId"): a for a in lists.iter(_W + "abstractNum")} if lists is not None else {}
    for one in lists.iter(_W + "num") if lists is not None else ():
        kind = one.find(_W + "abstractNumId")
        base = abstract.get(kind.get(_W + "val")) if kind is not None else None
        for level in base.iter(_W + "lvl") if base is not None else ():
            said = {
                n: e.get(_W + "val", "")
                for n in ("start", "numFmt", "lvlText")
                if (e := level.find(_W + n)) is not None
            }
            at = _int(level.get(_W + "ilvl"))
            levels[one.get(_W + "numId", ""), at] = _Level(
                _int(said.get("start", "1")), said.get("numFmt", "decimal"), said.get("lvlText", "")
            )
    by_style: dict[str, tuple[str, int]] = {}
    for style in styles.iter(_W + "style") if styles is not None else ():
        properties = style.find(f"{_W}pPr/{_W}numPr")
        if properties is not None and (number := properties.find(_W + "numId")) is not None:
            level = properties.find(_W + "ilvl")
            at = _int(level.get(_W + "val")) if level is not None else 0
            by_style[style.get(_W + "styleId", "")] = number.get(_W + "val", ""), at
    return Numbering(levels, by_style)


def written(number: int, form: str) -> str:
    """A number in one of Word's forms; Arabic digits for those that reports do not use."""
    if form in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        return ("" if tens < 2 else _DIGITS[tens]) + "十" * bool(tens) + (_DIGITS[ones] if ones else "")
    if form in _CIRCLED and 0 < number <= 20:
        return chr(ord("①") + number - 1)
    if form == "decimalFullWidth":
        return str(number).translate({ord(str(d)): chr(ord("０") + d) for d in range(10)})
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr(ord("A" if form == "upperLetter" else "a") + number - 1)
    return str(number)


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else 0
