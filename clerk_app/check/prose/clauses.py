"""Text cut into clauses, and clauses into words, quantities and what the reader does not know."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from clerk_app.check.prose import quantities
from clerk_app.check.prose.quantities import NO_NUMBER, Quantity
from clerk_app.check.prose.vocabulary import Vocabulary, Word

_NUMERALS = frozenset("0123456789零一二两三四五六七八九十百千万亿")
_LETTERS = frozenset("第〔ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
# What begins something else than a word, or may; all other characters looked at are those of words.
_SPECIAL = _NUMERALS | _LETTERS | frozenset("（《〈“‘「 \t\u3000\u00a0\ue000")
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
        return not (self.word.text or self.quantity or self.bracket or self.date)


class Clause(NamedTuple):
    """The words between two marks. `heads`: it begins a numbered paragraph; `inside`: it stands in brackets."""

    tokens: tuple[Token, ...]
    stop: str
    colon: bool  # it ends with a colon: what follows are its parts
    heads: bool
    inside: bool = False


_STOPS: dict[str, Stop] = {"，": ",", ",": ",", "：": ",", "；": ";", "。": ".", "！": ".", "？": "."}


def clauses(text: str, vocabulary: Vocabulary) -> Iterator[Clause]:
    """All clauses of a passage, paragraph by paragraph; those in brackets follow the clause they stand in."""
    at = 0
    for line in text.split("\n"):
        yield from _line(quantities.folded(line), at, vocabulary)
        at += len(line) + 1


def _line(line: str, offset: int, vocabulary: Vocabulary) -> Iterator[Clause]:
    head = _LEVEL.match(line)
    start = head.end() if head else 0
    yield from _within(line, start, len(line), offset, vocabulary, heads=bool(head), inside=False)


def _within(
    line: str, start: int, stop: int, offset: int, vocabulary: Vocabulary, *, heads: bool, inside: bool
) -> Iterator[Clause]:
    closing = {} if inside or "（" not in line else _brackets(line, start)
    search, words = vocabulary.begins.search, vocabulary.words
    tokens: list[Token] = []
    later: list[tuple[int, int]] = []
    place = unknown = start

    def known(token: Token | None, begin: int) -> None:
        """Takes what the reader did not know so far, then the token."""
        if begin > unknown:
            organ = vocabulary.governing and _ORGAN.search(line, max(unknown, begin - 3), begin) is not None
            tokens.append(Token(offset + unknown, offset + begin, organ=organ))
        if token:
            if vocabulary.governing and "unit" in token.word.senses and tokens and tokens[-1].unknown:
                token = token._replace(organ=True)  # 教育〈局〉
            tokens.append(token)

    while place < stop:
        looked = search(line, place, stop)
        if looked is None:
            break
        place = looked.start()
        c = line[place]
        # 1,234 is read as one number below: a comma between digits gets here only when it separates.
        if c in _STOPS:
            known(None, place)
            yield Clause(tuple(tokens), _STOPS[c], c == "：", heads, inside)
            for begin, end in later:
                yield from _within(line, begin, end, offset, vocabulary, heads=False, inside=True)
            tokens, later, heads = [], [], False
            place = unknown = place + 1
            continue
        if c not in _SPECIAL:  # a word, or nothing known: most of a text, so without more ado
            for word in words[c]:
                end = place + len(word.text)
                if end <= stop and line.startswith(word.text, place):
                    known(Token(offset + place, offset + end, word), place)
                    place = unknown = end
                    break
            else:
                place += 1
            continue
        end, token = _token(line, place, stop, offset, vocabulary, closing)
        if token or end > place + 1 or c in " \u3000\t\u00a0":
            if token and token.bracket:
                later.append((place + 1, end - 1))
            if token is None and not line[place:end].strip():
                known(None, place)  # blanks are nothing at all
            elif token is None:
                known(Token(offset + place, offset + end), place)
            else:
                known(token, place)
            unknown = end
        place = end
    known(None, stop)
    yield Clause(tuple(tokens), ".", False, heads, inside)
    for begin, end in later:
        yield from _within(line, begin, end, offset, vocabulary, heads=False, inside=True)


def _token(
    line: str, place: int, stop: int, offset: int, vocabulary: Vocabulary, closing: dict[int, int]
) -> tuple[int, Token | None]:
    """The end of what begins at `place`, and the token; none for what is not known."""
    c = line[place]
    if c == OWN_NAME:
        end = next((k for k in range(place, stop) if line[k] != OWN_NAME), stop)
        return end, Token(offset + place, offset + end, _OWN)
    found = quantities.at(line, place, vocabulary, offset) if c in _NUMERALS else None
    for word in vocabulary.words.get(c, ()):
        if found and len(word.text) == 1:
            break  # 零件 is a number, 零申请 a “none”
        if line.startswith(word.text, place) and place + len(word.text) <= stop:
            return place + len(word.text), Token(offset + place, offset + place + len(word.text), word)
    if place in closing:
        return closing[place] + 1, Token(offset + place, offset + closing[place] + 1, bracket=True)
    if (close := _QUOTES.get(c)) and (end := line.find(close, place + 1, min(stop, place + _QUOTED))) > 0:
        # “予以公开”9件: a word in quotation marks is the word; anything longer is a title or somebody's saying
        word = next((w for w in vocabulary.words.get(line[place + 1], ()) if w.text == line[place + 1 : end]), None)
        token = Token(offset + place, offset + end + 1, word) if word and word.topics else None
        return end + 1, token
    if c in " \t\u3000\u00a0" and (space := _SPACE.match(line, place)):
        return min(space.end(), stop), None
    if (c in _NUMERALS or c in _LETTERS) and (match := NO_NUMBER.match(line, place, stop)) and match.end() > place:
        return match.end(), Token(offset + place, offset + match.end(), year=_year(line, match), date=True)
    if found and found.end <= offset + stop:
        return found.end - offset, Token(found.start, found.end, quantity=found)
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
