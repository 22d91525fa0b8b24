"""Faces read in place agree with what fontTools reads, and so do their subsets."""

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from clerk_app import RESOURCES
from clerk_app.paper.truetype import NotTrueType, TrueType, faces_in

FILE = RESOURCES / "fonts" / "FangSong.ttf"


def test_glyphs_and_widths__of_every_character__agree_with_fonttools():
    ours, theirs = TrueType(FILE), TTFont(FILE, lazy=True)
    for code, name in theirs.getBestCmap().items():
        glyph = ours.glyph(code)
        assert glyph == theirs.getGlyphID(name)
        assert ours.width(glyph) == theirs["hmtx"][name][0]


@pytest.mark.parametrize("code", [0, 0xE000, 0x10FFFF, ord("😀")])
def test_character__that_the_face_lacks__is_glyph_0(code: int):
    assert TrueType(FILE).glyph(code) == 0


def test_short_table_of_characters__alone__gives_the_same_glyphs(tmp_path: Path):
    theirs = TTFont(FILE)
    theirs["cmap"].tables = [t for t in theirs["cmap"].tables if t.format == 4]
    theirs.save(tmp_path / "short.ttf")
    whole, short = TrueType(FILE), TrueType(tmp_path / "short.ttf")
    assert all(short.glyph(ord(c)) == whole.glyph(ord(c)) for c in "国务院AZ09，。〔〕“”")


def test_subset__with_an_advance_of_its_own__holds_just_these_outlines():
    face = TrueType(FILE)
    glyphs = [0, face.glyph(ord("国")), face.glyph(ord("，"))]
    subset = TTFont(io.BytesIO(face.subset(zip(glyphs, (1000, 1000, 500), strict=True))))
    whole = TTFont(FILE, lazy=True)
    assert subset["maxp"].numGlyphs == 3
    assert [subset["hmtx"][name][0] for name in subset.getGlyphOrder()] == [1000, 1000, 500]
    for name, glyph in zip(subset.getGlyphOrder(), glyphs, strict=True):
        assert subset["glyf"][name] == whole["glyf"][whole.getGlyphName(glyph)]


def test_composed_glyph__in_a_subset__brings_its_parts(tmp_path: Path):
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    pen.lineTo((0, 700))
    pen.lineTo((700, 0))
    pen.closePath()
    triangle = pen.glyph()
    composer = TTGlyphPen({"part": triangle})
    composer.addComponent("part", (1, 0, 0, 1, 50, 0))
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "part", "whole"])
    builder.setupCharacterMap({ord("一"): "whole"})
    builder.setupGlyf({".notdef": triangle, "part": triangle, "whole": composer.glyph()})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "part", "whole"), (1000, 0)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupPost()
    builder.save(tmp_path / "x.ttf")
    face = TrueType(tmp_path / "x.ttf")
    subset = TTFont(io.BytesIO(face.subset([(0, 1000), (face.glyph(ord("一")), 1000)])))
    names = subset.getGlyphOrder()
    assert subset["glyf"][names[1]].components[0].glyphName == names[2]
    assert subset["glyf"][names[2]].numberOfContours == 1


@pytest.mark.parametrize("content", [b"", b"\0\1\0\0", b"OTTO" + b"\0" * 100, b"text" * 50])
def test_file__that_is_no_truetype_face__is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "x.ttf").write_bytes(content)
    with pytest.raises(NotTrueType):
        TrueType(tmp_path / "x.ttf")


def test_collection__says_how_many_faces_it_has(tmp_path: Path):
    (tmp_path / "x.ttc").write_bytes(b"ttcf\0\1\0\0\0\0\0\3")
    assert faces_in(tmp_path / "x.ttc") == 3
    assert faces_in(FILE) == 1
