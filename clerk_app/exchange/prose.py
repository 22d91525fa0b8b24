"""Text from Word, WPS or a web page as official prose: clean paragraphs, curly quotes, full-width punctuation."""

import re

from clerk_app.errors import KnownError
from clerk_app.exchange import page

LIMIT = 20_000  # characters taken from a clipboard at a time; a whole report has about 5,000
_PAGE = 1_000_000  # characters of HTML; programs that give no plain words write none of Word's styles

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHINESE = rf"{_HAN}“”‘’《》〈〉、。，；：？！（）〔〕【】…—％"
_LETTERS = {c: c - 0xFEE0 for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_BLANKS = dict.fromkeys((0xA0, 0x3000, *range(0x2000, 0x200B)), 0x20)
_PLAIN: dict[int, int | None] = {**_LETTERS, **_BLANKS, 0xFF05: 0x25, 0x200B: None}
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_BULLET = re.compile(r"^[•·●○■□▪◆◇►➢✓*-]\s+|^[•●■▪◆➢✓]")
_MARKS = re.compile(r"[,;:?!]+")
_BESIDE = re.compile(f"[{_CHINESE}]")
_OPENING = re.compile(f"[{_HAN}“《（]")
_PASSES = 8  # over a line; brackets in brackets in brackets are no prose
_STOP = re.compile(rf"(?<=[{_CHINESE}])\.(?=$|[{_CHINESE}])|(?<=[0-9A-Za-z%])\.$")
_BRACKETS = re.compile(r"\(([^()\n]*)\)")
_LINES = "p div br li ul ol dl dd tr table h1 h2 h3 h4 h5 h6 section article".split()
_PARTING: dict[str, str] = {"td": " ", "th": " ", **dict.fromkeys(_LINES, "\n")}
_BLANK = re.compile(rf"(?<=[{_CHINESE}])\s+|\s+(?=[{_CHINESE}])")


class TooLong(KnownError):
    """More than any part of a report has."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"剪贴板里有 {number} 字，一次最多贴入 {LIMIT} 字，没有贴入。年报的一部分通常只有几千字，请只复制要的段落。"
        )


def copied(text: str, html: str) -> str:
    """The words on a clipboard; those of the page, a paragraph a line, where a program gives no others. Raises
    TooLong."""
    words = text or _from_html(html)
    if len(words) > LIMIT:
        raise TooLong(len(words))
    return words


def _from_html(html: str) -> str:
    if len(html) > _PAGE:
        raise TooLong(len(html))
    root = page.parsed(html)
    if root is None:
        return ""
    lines = page.words(root, _PARTING, ("head", "script", "style")).split("\n")
    return "\n".join(line.strip() for line in lines if not line.isspace() and line)


def official(text: str) -> str:
    """The text as an official document has it, a paragraph a line. What is right already stays to the letter."""
    lines = (_settled(line) for line in re.split(r"[\n\v\f]", text))
    made = "\n".join(line for line in lines if line)
    # A line break at an end is kept: the text was copied with it.
    return made + "\n" if made and text.rstrip(" \u3000\t").endswith("\n") else made


def _settled(line: str) -> str:
    """One mark put right may show what the one before it is."""
    for _ in range(_PASSES):
        if (made := _paragraph(line)) == line:
            break
        line = made
    return line


def _paragraph(line: str) -> str:
    line = re.sub(r"\s+", " ", line.translate(_PLAIN)).strip()
    line = _BLANK.sub("", _BULLET.sub("", line))
    if not re.search(f"[{_HAN}]", line):
        return line  # an address, a number, a line in another language
    line = _quoted(line)
    line = re.sub(r"。{2,}|…(?!…)(?<!……)|\.{3,}", "……", line)
    line = re.sub(rf"(?<=[{_CHINESE}])--+(?=[{_CHINESE}])", "——", line)
    line = _BRACKETS.sub(lambda m: _bracket(line, m), line)
    line = _MARKS.sub(lambda m: _marks(line, m), line)
    return _STOP.sub("。", line)


def _quoted(line: str) -> str:
    """Straight quotes as pairs; an odd one, and an apostrophe, stays as it is."""
    for straight, pair, pattern in (('"', "“”", r'"'), ("'", "‘’", r"(?<![A-Za-z])'|'(?![A-Za-z])")):
        found = [m.start() for m in re.finditer(pattern, line)]
        if len(found) % 2 == 0:
            signs = list(line)
            for i, at in enumerate(found):
                assert signs[at] == straight
                signs[at] = pair[i % 2]
            line = "".join(signs)
    return line


def _marks(line: str, match: re.Match[str]) -> str:
    """Marks between Chinese; 12:30 and a,b stay."""
    before, behind = line[match.start() - 1 : match.start()], line[match.end() : match.end() + 1]
    chinese = _BESIDE.match(before) or _OPENING.match(behind) or (_BESIDE.match(behind) and not before.isdecimal())
    return "".join(_FULL[c] for c in match[0]) if chinese else match[0]


def _bracket(line: str, match: re.Match[str]) -> str:
    beside = line[match.start() - 1 : match.start()] + line[match.end() : match.end() + 1]
    return f"（{match[1]}）" if re.search(f"[{_CHINESE}]", match[1] + beside) else match[0]
