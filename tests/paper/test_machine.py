"""Official faces of the machine: found by name, refused where embedding is not allowed."""

import io
from pathlib import Path

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from clerk_app.paper.faces import Faces
from clerk_app.paper.machine import official, survey
from clerk_app.paper.pdf import Draft, make


def build(path: Path, family: str, rights: int = 0, quote_width: int = 1000) -> None:
    """A face with 一 and “, each a square."""
    pen = TTGlyphPen(None)
    for i, (x, y) in enumerate([(0, 0), (0, 700), (700, 700), (700, 0)]):
        pen.lineTo((x, y)) if i else pen.moveTo((x, y))
    pen.closePath()
    square = pen.glyph()
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "one", "quote"])
    builder.setupCharacterMap({ord("一"): "one", ord("“"): "quote"})
    builder.setupGlyf({".notdef": square, "one": square, "quote": square})
    builder.setupHorizontalMetrics({".notdef": (1000, 0), "one": (1000, 0), "quote": (quote_width, 0)})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": {"zh": family, "en": "Any"}, "styleName": "Regular"})
    builder.setupOS2(fsType=rights)
    builder.setupPost()
    builder.save(path)


def test_face__with_an_official_name__takes_its_role(tmp_path: Path):
    build(tmp_path / "x.ttf", "仿宋_GB2312")
    found = official([tmp_path])
    assert {role: face.path.name for role, face in found.items()} == {"fangsong": "x.ttf"}


@pytest.mark.parametrize("rights, taken", [(0, True), (4, True), (8, True), (2, False), (0x100, False), (0x200, False)])
def test_face__by_its_makers_word_on_embedding__is_taken_or_left(tmp_path: Path, rights: int, taken: bool):
    build(tmp_path / "x.ttf", "黑体", rights)
    assert ("heiti" in official([tmp_path])) == taken


def test_face__named_in_gbk_only__is_known(tmp_path: Path):
    build(tmp_path / "x.ttf", "Any")
    face = TTFont(tmp_path / "x.ttf")
    face["name"].names = [n for n in face["name"].names if n.platformID == 1]
    face["name"].setName("楷体_GB2312", 4, 1, 25, 33)
    face.save(tmp_path / "x.ttf")
    assert set(official([tmp_path])) == {"kaiti"}


def test_two_faces__for_one_role__the_gb2312_one_is_taken(tmp_path: Path):
    build(tmp_path / "a.ttf", "仿宋")
    build(tmp_path / "b.ttf", "仿宋_GB2312")
    assert official([tmp_path])["fangsong"].path.name == "b.ttf"


def test_files__that_are_no_faces__are_passed_over(tmp_path: Path):
    (tmp_path / "empty.ttf").write_bytes(b"")
    (tmp_path / "text.ttf").write_bytes(b"not a face" * 100)
    (tmp_path / "half.ttc").write_bytes(b"ttcf\0\1\0\0\0\0\0\x09")
    assert official([tmp_path, tmp_path / "missing"]) == {}


def test_official_face__lacking_a_character_or_with_latin_quotes__leaves_it_to_the_bundled_one(tmp_path: Path, sample):
    build(tmp_path / "x.ttf", "仿宋_GB2312", quote_width=400)
    faces = Faces(machine=official([tmp_path]))
    found = faces.glyphs("fangsong")
    assert found["一"].face.path.name == "x.ttf"
    assert found["“"].face.path.name == found["二"].face.path.name == "FangSong.ttf"
    assert make(sample(), mark=Draft(), faces=faces)[:5] == b"%PDF-"


def test_official_face__in_a_file_with_a_chinese_name__is_embedded_under_a_plain_one(tmp_path: Path, sample):
    build(tmp_path / "方正 小标宋.ttf", "方正小标宋_GBK")
    faces = Faces(machine=official([tmp_path]))
    pdf = pikepdf.open(io.BytesIO(make(sample(unit="一一一"), mark=Draft(), faces=faces)))
    assert {str(font.BaseFont)[7:] for font in pdf.pages[0].Resources.Font.values()} >= {"+Face", "+FangSong"}


def test_survey__of_faces_allowed_and_not__prefers_the_allowed_and_names_the_other(tmp_path: Path):
    build(tmp_path / "a.ttf", "仿宋_GB2312", 2)
    build(tmp_path / "b.ttf", "仿宋")
    build(tmp_path / "c.ttf", "黑体", 2)
    found = {role: (o.name, o.allowed) for role, o in survey([tmp_path]).items()}
    assert found == {"fangsong": ("仿宋", True), "heiti": ("黑体", False)}
