"""Wording: characters outside the standard table, confused words, marks, doubled words."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from clerk_app.check.bindings import span
from clerk_app.check.finding import Finding, say
from clerk_app.installed import resource
from clerk_app.report.model import Report

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHARACTER = re.compile(f"[{_HAN}]")
# A half-width mark that has a Chinese character or mark beside it; not the point of “1.” or 3.5.
_MARK = "，。；：、《》“”（）〔〕"
_HALF = re.compile(
    "|".join(
        (
            rf"(?<=[{_HAN}》”）〕])[ ]?[,;:!?](?!//)",
            rf"[,;:!?](?=[ ]?[{_HAN}《“（])",
            rf"\((?=[^()\n]{{0,60}}[{_HAN}])",
            rf"(?<=[{_HAN}》”])\(",
            rf"\)(?=[{_HAN}，。；])",
            rf"(?<=[{_HAN}])\)",
            rf"(?<=[{_HAN}])\.(?=[{_HAN}\n]|$)",
        )
    )
)
_HALVES = frozenset(",;:!?().")
_BLANK = re.compile(
    "|".join(
        (
            rf"(?<=[{_HAN}{_MARK}])[ \u00a0]+(?=[{_HAN}{_MARK}])",
            r"(?<=[\d〕]) +(?=[年月日号件条例份宗起次个])",
            r"(?<=[〔《年月]) +(?=\d)",
            r"(?<=[〔《]) +|(?<! ) +(?=[〕》])",
        )
    )
)
_PAIRS = {"《": "》", "“": "”", "（": "）", "〔": "〕", "〈": "〉", "【": "】"}
_ASCII_PAIRS = str.maketrans("()", "（）")
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,5})\1")
_NUMERALS = "一二三四五六七八九十"
_NUMBERED = re.compile(r"^\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})）", re.MULTILINE)  # 1）is a numbering, no pair
_SHOWN = 6  # places in a message
_MOST = 50  # findings of one kind in a passage: a text with more is not Chinese, or hostile


@dataclass(frozen=True)
class Lists:
    """resources/words/wording.toml as it stands."""

    template: tuple[str, ...]
    of_other_years: tuple[str, ...]
    no_names: tuple[str, ...]
    no_names_in: tuple[str, ...]
    with_others: tuple[str, ...]
    as_subject: tuple[str, ...]
    acts: tuple[str, ...]
    doubled: tuple[str, ...]
    doubled_but: tuple[str, ...]
    confused: Mapping[str, str]


@lru_cache(maxsize=1)
def lists() -> Lists:
    data = tomllib.loads(resource("words/wording.toml").read_text("utf-8"))
    confused = data.pop("confused")
    return Lists(**{name: tuple(words) for name, words in data.items()}, confused=confused)


@lru_cache(maxsize=1)
def standard() -> frozenset[str]:
    """The characters of 《通用规范汉字表》, resources/words/standard-characters.txt."""
    lines = resource("words/standard-characters.txt").read_text("utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))


def findings(report: Report) -> list[Finding]:
    """WORD-CHARACTER, WORD-CONFUSED, WORD-PUNCTUATION, WORD-DOUBLED."""
    return [f for part in report.edition.passages if (text := report.text(part)) for f in of_text(part, text)]


@lru_cache(maxsize=32)
def of_text(part: str, text: str) -> tuple[Finding, ...]:
    """The findings of wording in one passage; kept, because a report is checked after every key."""
    return (*_characters(part, text), *_confused(part, text), *_half_width(part, text), *_blanks(part, text),
            *_unpaired(part, text), *_doubled(part, text))  # fmt: skip


def _characters(part: str, text: str) -> Iterator[Finding]:
    known, places = standard(), dict[str, int]()
    if not any(_CHARACTER.match(c) for c in set(text) - known):
        return
    for match in _CHARACTER.finditer(text):
        if match[0] not in known and len(places) < _MOST:
            places.setdefault(match[0], match.start())
    for c, at in places.items():
        around = text[max(0, at - 4) : at + 5].replace("\n", " ")
        words = {"character": c, "around": around, "times": text.count(c)}
        yield say("WORD-CHARACTER", words, passage=span(part, text, at, at + 1))


@lru_cache(maxsize=1)
def _confusions() -> re.Pattern[str]:
    wrong = sorted(lists().confused, key=len, reverse=True)
    return re.compile("|".join(re.escape(w).replace(r"\#", r"(?=\d)") for w in wrong))


def _confused(part: str, text: str) -> Iterator[Finding]:
    confused = lists().confused
    for match in islice(_confusions().finditer(text), _MOST):
        right = confused.get(match[0]) or confused[match[0] + "#"]
        words = {
            "wrong": match[0],
            "right": right,
            "around": text[max(0, match.start() - 4) : match.end() + 4].replace("\n", " "),
        }
        yield say("WORD-CONFUSED", words, passage=span(part, text, match.start(), match.end()))


def _half_width(part: str, text: str) -> Iterator[Finding]:
    if not _HALVES.isdisjoint(text):
        yield from _gathered("WORD-PUNCTUATION", part, text, list(_HALF.finditer(text)))


def _blanks(part: str, text: str) -> Iterator[Finding]:
    if " " in text or "\u00a0" in text:
        yield from _gathered("WORD-PUNCTUATION.blank", part, text, list(_BLANK.finditer(text)))


def _gathered(name: str, part: str, text: str, matches: list[re.Match[str]]) -> Iterator[Finding]:
    """One finding for all places of a passage: a text typed in half-width marks has hundreds."""
    if matches:
        at = [m.start() for m in matches]
        shown = "、".join(f"“{text[max(0, a - 3) : a + 3]}”".replace("\n", " ") for a in at[:_SHOWN])
        words = {"number": len(at), "shown": shown + ("等" if len(at) > _SHOWN else "")}
        yield say(name, words, passage=span(part, text, at[0], matches[0].end()))


def _unpaired(part: str, text: str) -> Iterator[Finding]:
    """A mark without its partner in the same paragraph; half-width brackets count as brackets."""
    at = 0
    for line in text.split("\n"):
        line_ = _NUMBERED.sub(lambda m: " " * len(m[0]), line.translate(_ASCII_PAIRS))
        for place in unpaired(line_):
            words = {"mark": line[place], "around": line[max(0, place - 6) : place + 7]}
            yield say("WORD-PUNCTUATION.pair", words, passage=span(part, text, at + place, at + place + 1))
        at += len(line) + 1


def unpaired(line: str) -> list[int]:
    """The places of marks that have no partner, at most one of each kind: one slip makes many."""
    places: list[int] = []
    for left, right in _PAIRS.items():
        if left not in line and right not in line:
            continue
        opened: list[int] = []
        alone: list[int] = []
        for match in re.finditer(f"[{left}{right}]", line):
            if match[0] == left:
                opened.append(match.start())
            elif opened:
                opened.pop()
            else:
                alone.append(match.start())
        places += (alone + opened)[:1]
    return places


def _doubled(part: str, text: str) -> Iterator[Finding]:
    for match in islice(_DOUBLED.finditer(text), _MOST):
        word = match[1]
        if word[0] in _NUMERALS or len(set(word)) == 1 or word in ("研究", "商量", "讨论", "考虑"):
            continue
        yield _double(part, text, match.start(), match.end(), word)
    for c in lists().doubled:
        at = text.find(c * 2)
        while at >= 0:
            around = text[max(0, at - 2) : at + 4]
            if not any(but in around for but in lists().doubled_but):
                yield _double(part, text, at, at + 2, c)
            at = text.find(c * 2, at + 2)


def _double(part: str, text: str, start: int, end: int, word: str) -> Finding:
    around = text[max(0, start - 4) : end + 4].replace("\n", " ")
    return say("WORD-DOUBLED", {"word": word, "around": around}, passage=span(part, text, start, end))
