"""The bundled faces: the bytes of the manifest, bare outlines, and the characters and widths that the paper counts on.

Numbers change only with a rebuild: packaging/build_faces.py.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FONTS = RESOURCES / "fonts"
MANIFEST = tomllib.loads((FONTS / "manifest.toml").read_text("utf-8"))["face"]
ROLES = [face["role"] for face in MANIFEST]
CHINESE = [role for role in ROLES if role != "rare"]

EM = 1000
BARE = {"GlyphOrder", "OS/2", "cmap", "gasp", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"}


@pytest.fixture(scope="module")
def faces() -> Iterator[dict[str, TTFont]]:
    opened = {face["role"]: TTFont(FONTS / face["file"], lazy=True) for face in MANIFEST}
    yield opened
    for font in opened.values():
        font.close()


@pytest.fixture(scope="module")
def characters(faces: dict[str, TTFont]) -> dict[str, set[str]]:
    return {role: {chr(code) for code in font.getBestCmap()} for role, font in faces.items()}


@pytest.fixture(scope="module")
def standard() -> list[str]:
    source, *lines = (RESOURCES / "words" / "standard-characters.txt").read_text("utf-8").splitlines()
    assert source.startswith("#")
    return list("".join(lines))


def width(font: TTFont, character: str) -> int:
    return font["hmtx"][font.getBestCmap()[ord(character)]][0]


def ink(font: TTFont, character: str) -> tuple[int, int, int, int]:
    """Left, bottom, right, top."""
    glyph = font["glyf"][font.getBestCmap()[ord(character)]]
    return glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax


def test_the_standard_table_has_its_8105_characters_in_order(standard: list[str]) -> None:
    assert len(standard) == len(set(standard)) == 8105
    # First and last of the three levels.
    assert [standard[number - 1] for number in (1, 3500, 3501, 6500, 6501, 8105)] == list("一矗乂齉亍蠼")
    assert sum(ord(character) > 0xFFFF for character in standard) == 196


def test_every_role_has_one_face() -> None:
    assert ROLES == ["fangsong", "rare", "kaiti", "heiti", "title", "songti"]  # as they are asked for what one lacks


def test_no_face_lies_about_that_the_manifest_does_not_name() -> None:
    assert {path.name for path in FONTS.glob("*.ttf")} == {face["file"] for face in MANIFEST}


@pytest.mark.parametrize("face", MANIFEST, ids=ROLES)
def test_the_file_is_the_one_that_was_built(face: dict[str, str]) -> None:
    assert hashlib.sha256((FONTS / face["file"]).read_bytes()).hexdigest() == face["sha256"]


@pytest.mark.parametrize("face", MANIFEST, ids=ROLES)
def test_the_licence_lies_beside_and_allows_what_is_done(face: dict[str, str]) -> None:
    text = (FONTS / face["licence_file"]).read_text("utf-8")
    if face["role"] == "fangsong":
        assert "GNU GENERAL PUBLIC LICENSE" in text
        assert "embed this font or unaltered portions of this font into the document" in text
    else:
        assert "SIL OPEN FONT LICENSE Version 1.1" in text


@pytest.mark.parametrize("face", MANIFEST, ids=ROLES)
def test_a_face_is_bare_truetype_that_may_be_embedded(face: dict[str, str], faces: dict[str, TTFont]) -> None:
    font = faces[face["role"]]
    assert set(font.keys()) == BARE
    assert font["head"].unitsPerEm == EM
    assert font["OS/2"].fsType == 0
    assert font["name"].getDebugName(1) == face["family"]
    # The licence of WenKai and of Noto keeps these names for the unmodified faces.
    assert not any(word in str(record) for record in font["name"].names[1:] for word in ("LXGW", "霞鹜", "Source"))
    assert len(font.getBestCmap()) == face["characters"]


@pytest.mark.parametrize("role", ROLES)
def test_rows_are_equally_high_by_every_measure(role: str, faces: dict[str, TTFont]) -> None:
    lines, os2 = faces[role]["hhea"], faces[role]["OS/2"]
    assert (lines.ascent, lines.descent, lines.lineGap) == (950, -250, 0)
    assert (os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap) == (950, -250, 0)
    assert (os2.usWinAscent, os2.usWinDescent) == (950, 250)
    assert 440 < os2.sxHeight < 580
    assert 650 < os2.sCapHeight < 750


def test_each_face_covers_what_it_did(characters: dict[str, set[str]], standard: list[str]) -> None:
    covered = {role: len(has & set(standard)) for role, has in characters.items()}
    assert covered == {"fangsong": 6638, "kaiti": 8105, "heiti": 8105, "title": 8105, "songti": 8105, "rare": 1467}


def test_the_body_and_the_rare_face_share_the_standard_table(
    characters: dict[str, set[str]], standard: list[str]
) -> None:
    assert set(standard) <= characters["fangsong"] | characters["rare"]
    assert not characters["fangsong"] & characters["rare"]


def test_names_beyond_the_body_face_can_be_set(characters: dict[str, set[str]]) -> None:
    assert set("堃喆玥镕旸䶮㙍𬭎昇峯國") <= characters["fangsong"] | characters["rare"]


@pytest.mark.parametrize("role", CHINESE)
def test_what_reports_are_written_with_is_there(role: str, characters: dict[str, set[str]]) -> None:
    needed = set("“”‘’·—…–、。，．：；！？（）《》〈〉【】〔〕「」『』～％＋－＝／　〇々①②⑩ⅠⅡⅫ№℃‰×÷±≤≥→■□●○★")
    rare = {"⑪", "⑳", "㎡", "€"}
    ascii_ = {chr(code) for code in range(0x20, 0x7F)}
    gb2312 = {bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFA)}
    assert needed | ascii_ | gb2312 <= characters[role]
    assert rare <= characters[role] | characters["rare"]


@pytest.mark.parametrize("role", CHINESE)
def test_chinese_marks_are_one_em_wide(role: str, faces: dict[str, TTFont]) -> None:
    marks = "“”‘’·—―…、。，：；！？（）《》〈〉【】〔〕「」『』～％－一国　"
    assert {mark: width(faces[role], mark) for mark in marks} == dict.fromkeys(marks, EM)


@pytest.mark.parametrize("role", CHINESE)
def test_marks_leave_the_half_em_free_that_can_be_squeezed_out(role: str, faces: dict[str, TTFont]) -> None:
    for opening in "“‘（《〈【〔「『":
        assert ink(faces[role], opening)[0] >= EM * 0.495, opening
    for closing in "”’）》〉】〕」』、。，：；！？":
        assert ink(faces[role], closing)[2] <= EM * 0.505, closing


@pytest.mark.parametrize("role", CHINESE)
def test_two_dashes_join_and_two_ellipses_make_six_even_dots(role: str, faces: dict[str, TTFont]) -> None:
    left, bottom, right, top = ink(faces[role], "—")
    assert (left, right) == (-10, EM + 10)
    assert (bottom + top) / 2 == 380
    glyph = faces[role]["glyf"][faces[role].getBestCmap()[ord("…")]]
    points, ends, _ = glyph.getCoordinates(faces[role]["glyf"])
    dots = [points[first:last] for first, last in zip([0, *(e + 1 for e in ends)], [e + 1 for e in ends], strict=False)]
    middles = sorted((min(x for x, _ in dot) + max(x for x, _ in dot)) / 2 for dot in dots)
    assert middles == pytest.approx([EM / 6, EM / 2, EM * 5 / 6], abs=1)


@pytest.mark.parametrize("role", ROLES)
def test_han_characters_of_all_faces_stand_on_the_same_square(
    role: str, faces: dict[str, TTFont], characters: dict[str, set[str]], standard: list[str]
) -> None:
    boxes = [ink(faces[role], character) for character in standard[::23] if character in characters[role]]
    assert sum(bottom + top for _, bottom, _, top in boxes) / 2 / len(boxes) == pytest.approx(380, abs=15)


def test_figures_of_a_face_are_equally_wide(faces: dict[str, TTFont]) -> None:
    widths = {role: {width(faces[role], figure) for figure in "0123456789"} for role in CHINESE}
    assert widths == {"fangsong": {500}, "kaiti": {600}, "heiti": {570}, "title": {500}, "songti": {500}}


def test_the_faces_are_light_enough_to_be_carried_along() -> None:
    assert sum(path.stat().st_size for path in FONTS.rglob("*") if path.is_file()) < 26_000_000
