"""Faces by role, fallback for one character, and what none of them has."""

import pytest

from clerk_app import RESOURCES
from clerk_app.paper.faces import Role, bundled, printable


@pytest.mark.parametrize(
    "role, file",
    [
        ("fangsong", "FangSong"),
        ("kaiti", "KaiTi"),
        ("heiti", "HeiTi"),
        ("title", "Title"),
        ("songti", "SongTi"),
    ],
)
def test_common_characters__in_every_role__come_from_its_own_face_one_em_wide(role: str, file: str):
    found = bundled().glyphs(role)
    for character in "国务院（“”‘’——……《》〔〕·％０":
        assert found[character].face.name == file, character
        assert found[character].width == pytest.approx(1, abs=0.02), character


def test_figures__in_the_body__are_half_an_em_wide():
    assert {bundled().glyphs("fangsong")[c].width for c in "0123456789"} == {0.5}


@pytest.mark.parametrize("character", "堃喆玥镕旸䶮㙍𬭎")
def test_rare_character__in_every_role__comes_from_some_face(character: str):
    for role in ("fangsong", "kaiti", "heiti", "title", "songti"):
        assert bundled().glyphs(role)[character] is not None


@pytest.mark.parametrize("character", "堃喆玥镕旸䶮㙍𬭎")
def test_rare_character__in_the_body__comes_from_the_face_as_light_as_the_body(character: str):
    found = bundled().glyphs("fangsong")[character]
    assert found is not None
    assert found.face.name == "Rare"


def test_standard_characters__all_of_them__are_printable():
    standard = (RESOURCES / "words" / "standard-characters.txt").read_text("utf-8").split()
    assert [c for c in "".join(standard) if not printable(c)] == []


@pytest.mark.parametrize("character, answer", [("国", True), ("\u3000", True), ("😀", False), ("\u0e01", False)])
def test_printable__asked_about_one_character__knows(character: str, answer: bool):
    assert printable(character) is answer


@pytest.mark.parametrize("role", ["fangsong", "kaiti", "heiti", "title", "songti"])
def test_soft_hyphen__in_every_role__prints_nothing_and_is_not_missed(role: Role):
    assert bundled().glyphs(role)["\u00ad"] is None
    assert printable("\u00ad")
