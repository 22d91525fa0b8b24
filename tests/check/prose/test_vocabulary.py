"""The vocabulary: every entry is used by a sentence of a corpus, groups and years are filled in."""

from pathlib import Path

import pytest

from clerk_app.check.prose.vocabulary import expanded, source, vocabulary
from clerk_app.form.edition import Edition, editions

FILES = [Path(__file__).with_name("corpus.txt"), *(Path(__file__).parents[1] / "published").glob("*.txt")]
TEXT = "".join(f.read_text("utf-8") for f in FILES).replace("[", "").replace("]", "")
YEARS = {"last": ("2023", "2024"), "year": ("2024", "2025"), "next": ("2025", "2026")}


@pytest.mark.parametrize("table", ["groups", "senses", "measures", "numbers"])
def test_source__every_entry__is_used_by_a_sentence(table: str) -> None:
    entries = [(k, w) for k, words in getattr(source(), table).items() for w in words]
    assert [(k, w) for k, w in entries if not any(t in TEXT for t in expanded(w, {**source().groups, **YEARS}))] == []


def test_topics__every_word__is_used_by_a_sentence() -> None:
    speech = editions()["2021"].speech
    words = [w for x in (*speech.matters, *speech.topics, *speech.facets) for w in x.words]
    names = {**source().groups, **YEARS}
    assert sorted({w for w in words if not any(t in TEXT for t in expanded(w, names))}) == []


def test_vocabulary__is_made_once_for_an_edition_year_and_level(edition: Edition) -> None:
    assert vocabulary(edition.speech, 2020, "township") is vocabulary(edition.speech, 2020, "township")
    assert vocabulary(edition.speech, 2020, "township") is not vocabulary(edition.speech, 2019, "township")


def test_vocabulary__lengths_of_words__are_told_by_their_first_character_the_longest_first() -> None:
    words = vocabulary(editions()["2021"].speech, 2025, "township")
    assert words.lengths["结"] == tuple(sorted({len(w) for w in words.words if w[0] == "结"}, reverse=True))
    assert "结转至2026年" in words.words


@pytest.mark.parametrize("level, wide", [("township", True), ("city", False)])
def test_vocabulary__whole_of_what_a_unit_governs__is_its_own(level: str, wide: bool) -> None:
    word = vocabulary(editions()["2021"].speech, 2025, level).words["全市"]
    assert ("wide" in word.senses) is wide


def test_expanded__group__gives_every_choice() -> None:
    assert list(expanded("{a}申{b}", {"a": ("收", "接"), "b": ("请",)})) == ["收申请", "接申请"]
