"""Text cut into clauses, and clauses into words, quantities and what the reader does not know."""

import re
from collections.abc import Callable
from functools import partial
from typing import Literal, NamedTuple

from clerk_app.check.prose import quantities
from clerk_app.check.prose.quantities import NO_NUMBER, Quantity
from clerk_app.check.prose.vocabulary import Vocabulary, Word

_NUMERALS = frozenset("0123456789零一二两三四五六七八九十百千万亿")
_LETTERS = frozenset("第〔ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_BLANKS = frozenset(" \t\u3000\u00a0")
_BRACKET = re.compile("[（）]")
_SPACE = re.compile(r"[ \t\u3000\u00a0]+")
_QUOTES = {"《": "》", "〈": "〉", "“": "”", "‘": "’", "「": "」"}
_QUOTED = 80  # a longer quotation is no title: a mark was forgotten
_LEVEL = re.compile(
    r"\s*(?:（?[一二三四五六七八九十]{1,3}[、）]|\d{1,2}[.．、](?!\d)|（\d{1,2}）|[一二三四五六七八九十]是)"
)
_UNKNOWN = Word("")
OWN_NAME = "\ue000"  # stands for each character of the unit's own name: no text that was cleaned holds it
_OWN = Word(OWN_NAME, frozenset({"own", "light", "unit"}))
_ORGAN = re.compile(r"(?:局|委|镇|乡|街道|办事处|委员会|分局|支队|大队)$")
_YEAR = re.compile(r"\d{4}(?=年)")
_MONTHS = re.compile(r"(\d{1,2})[—–\-至~](\d{1,2})月")
_UNTIL = re.compile(r"截[至止]到?(?:\d{4}年)?(\d{1,2})月")

Stop = Literal["", ",", ";", "."]  # what ends a clause: nothing, a comma, a semicolon, the sentence


class Token(NamedTuple):
    """A stretch of the text: a known word, a quantity, a bracket, or what the reader does not know.

    A named tuple, as is the clause: a report has 300 of them, and a frozen dataclass takes five times as long to make.
    """

    start: int
    end: int
    word: Word = _UNKNOWN
    quantity: Quantity | None = None
    year: int = 0  # of a date that names one; 1 for a part of a year
    bracket: bool = False
    date: bool = False  # or any other digits that count nothing
    organ: bool = False  # it is not known and ends like the name of an organ: 〈县教育局〉收到3件

    def is_(self, sense: str) -> bool:
        return sense in self.word.senses

    @property
    def unknown(self) -> bool:
        return not (self.word.known or self.quantity or self.bracket or self.date)


# From a tuple of all its fields, at a third of the time: most of a text is words.
_token: Callable[[tuple[object, ...]], Token] = partial(tuple.__new__, Token)  # pyright: ignore[reportUnknownMemberType]


class Clause(NamedTuple):
    """The words between two marks. `counts`: there is a number among them, or a word that says there is none;
    `heads`: it begins a numbered paragraph; `inside`: it stands in brackets."""

    tokens: tuple[Token, ...]
    stop: str
    colon: bool  # it ends with a colon: what follows are its parts
    counts: bool
    heads: bool
    inside: bool = False


_STOPS: dict[str, Stop] = {"，": ",", ",": ",", "：": ",", "；": ";", "。": ".", "！": ".", "？": "."}


def clauses(line: str, vocabulary: Vocabulary) -> list[Clause]:
    """All clauses of a paragraph; those in brackets follow the clause they stand in."""
    found: list[Clause] = []
    line = quantities.folded(line)
    head = _LEVEL.match(line)
    _within(found, line, head.end() if head else 0, len(line), vocabulary, heads=bool(head), inside=False)
    return found


def _within(
    found: list[Clause], line: str, start: int, stop: int, vocabulary: Vocabulary, *, heads: bool, inside: bool
) -> None:
    """Adds the clauses of a stretch of the line to `found`."""
    closing = {} if inside or "（" not in line else _brackets(line, start)
    search, words, lengths = vocabulary.scan.search, vocabulary.words, vocabulary.lengths
    tokens: list[Token] = []
    later: list[tuple[int, int]] = []
    place = unknown = start

    def ended(mark: str) -> None:
        nonlocal tokens, later
        counts = bool([t for t in tokens if t.quantity or t.word.none])
        found.append(Clause(tuple(tokens), _STOPS[mark], mark == "：", counts, heads, inside))
        for begin, end in later:
            _within(found, line, begin, end, vocabulary, heads=False, inside=True)
        tokens, later = [], []

    while looked := search(line, place, stop):
        begin, place = looked.span()
        mark = looked[0]
        if not looked.lastindex:  # a word or nothing known: most of a text, so without more ado
            for length in lengths[mark]:
                if (word := words.get(line[begin : begin + length])) and begin + length <= stop:
                    place = begin + length
                    token = _token((begin, place, word, None, 0, False, False, False))
                    break
            else:
                continue
        elif mark in _STOPS:
            # 1,234 is read as one number below: a comma between digits gets here only when it separates.
            _not_known(tokens, line, unknown, begin, vocabulary)
            unknown = place
            ended(mark)
            heads = False
            continue
        else:
            place, token = _other(line, begin, stop, vocabulary, closing)
            if token is None and place == begin + 1 and mark not in _BLANKS:
                continue
        _not_known(tokens, line, unknown, begin, vocabulary)
        unknown = place
        if token:
            if token.bracket:
                later.append((begin + 1, place - 1))
            if vocabulary.governing and token.is_("unit") and tokens and tokens[-1].unknown:
                token = token._replace(organ=True)  # 教育〈局〉
            tokens.append(token)
        elif mark not in _BLANKS:
            tokens.append(Token(begin, place))
    _not_known(tokens, line, unknown, stop, vocabulary)
    ended("。")


def _not_known(tokens: list[Token], line: str, start: int, end: int, vocabulary: Vocabulary) -> None:
    """Takes what the reader does not know up to `end`."""
    if end > start:
        organ = vocabulary.governing and _ORGAN.search(line, max(start, end - 3), end) is not None
        tokens.append(Token(start, end, organ=organ))


def _other(
    line: str, place: int, stop: int, vocabulary: Vocabulary, closing: dict[int, int]
) -> tuple[int, Token | None]:
    """The end of what begins at `place`, and the token; none for what is not known."""
    c = line[place]
    if c == OWN_NAME:
        end = next((k for k in range(place, stop) if line[k] != OWN_NAME), stop)
        return end, Token(place, end, _OWN)
    numeral = c in _NUMERALS
    for length in vocabulary.lengths.get(c, ()):
        if numeral and length == 1:
            break  # 零件 is a number, 零申请 a “none”
        if (word := vocabulary.words.get(line[place : place + length])) and place + length <= stop:
            return place + length, Token(place, place + length, word)
    if place in closing:
        return closing[place] + 1, Token(place, closing[place] + 1, bracket=True)
    if (close := _QUOTES.get(c)) and (end := line.find(close, place + 1, min(stop, place + _QUOTED))) > 0:
        # “予以公开”9件: a word in quotation marks is the word; anything longer is a title or somebody's saying
        word = vocabulary.words.get(line[place + 1 : end])
        token = Token(place, end + 1, word) if word and word.topics else None
        return end + 1, token
    if c in _BLANKS and (space := _SPACE.match(line, place)):
        return min(space.end(), stop), None
    if (numeral or c in _LETTERS) and (match := NO_NUMBER.match(line, place, stop)) and match.end() > place:
        return match.end(), Token(place, match.end(), year=_year(line, match), date=True)
    if numeral:
        found = quantities.at(line, place, vocabulary)
        if found and found.end <= stop:
            return found.end, Token(found.start, found.end, quantity=found)
        if not found and (word := vocabulary.words.get(c)):
            return place + 1, Token(place, place + 1, word)
    if c.isdigit():
        while place + 1 < stop and line[place + 1].isdigit():
            place += 1
    return place + 1, None


def _year(line: str, match: re.Match[str]) -> int:
    """The year that a date speaks of; 1, which no report is of, when it speaks of a part of a year; 0 of none."""
    if (months := _MONTHS.match(match[0])) and months.groups() != ("1", "12"):
        return 1
    until = _UNTIL.search(line, max(0, match.start() - 12), match.end())
    if until and until[1] != "12":
        return 1
    year = _YEAR.match(match[0])
    return int(year[0]) if year else 0


def _brackets(line: str, start: int) -> dict[int, int]:
    """The outermost pairs of round brackets: opening place → closing place. One pass, however deep they nest."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKET.finditer(line, start):
        if match[0] == "（":
            opened.append(match.start())
        elif opened:
            begin = opened.pop()
            if not opened:
                pairs[begin] = match.start()
    return pairs
