"""The vocabulary: every entry is used by a sentence of the corpus, groups and years are filled in."""

from pathlib import Path

import pytest

from clerk_app.check.prose.vocabulary import expanded, source, vocabulary
from clerk_app.form.edition import Edition, editions

TEXT = Path(__file__).with_name("corpus.txt").read_text("utf-8")
YEARS = {"last": ("2024",), "year": ("2025",), "next": ("2026",)}


@pytest.mark.parametrize("table", ["groups", "senses", "measures", "numbers"])
def test_source__every_entry__is_used_by_a_sentence(table: str) -> None:
    entries = [(k, t) for k, words in getattr(source(), table).items() for w in words for t in expanded(w, YEARS)]
    assert [(k, w) for k, w in entries if w not in TEXT] == []


def test_topics__every_word__is_used_by_a_sentence() -> None:
    speech = editions()["2021"].speech
    words = [w for x in (*speech.matters, *speech.topics, *speech.facets) for w in x.words]
    names = {**source().groups, **YEARS}
    assert sorted({t for w in words for t in expanded(w, names) if t not in TEXT}) == []


def test_vocabulary__is_made_once_for_an_edition_year_and_level(edition: Edition) -> None:
    assert vocabulary(edition.speech, 2020, "township") is vocabulary(edition.speech, 2020, "township")
    assert vocabulary(edition.speech, 2020, "township") is not vocabulary(edition.speech, 2019, "township")


def test_vocabulary__longest_word_first__and_all_its_meanings() -> None:
    words = vocabulary(editions()["2021"].speech, 2025, "township").words["结"]
    assert [len(w.text) for w in words] == sorted((len(w.text) for w in words), reverse=True)
    assert any(w.text == "结转至2026年" for w in words)


@pytest.mark.parametrize("level, wide", [("township", True), ("city", False)])
def test_vocabulary__whole_of_what_a_unit_governs__is_its_own(level: str, wide: bool) -> None:
    words = vocabulary(editions()["2021"].speech, 2025, level).words["全"]
    assert any(w.text == "全市" and "wide" in w.senses for w in words) is wide


def test_expanded__group__gives_every_choice() -> None:
    assert list(expanded("{a}申{b}", {"a": ("收", "接"), "b": ("请",)})) == ["收申请", "接申请"]
