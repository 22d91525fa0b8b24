"""One face: its characters taken from a source font, fitted to the other faces, written bare.

A face is written afresh instead of cut down: reportlab copies what it finds beside the outlines into
every subset, and a file that holds nothing unnamed here is the same bytes for the same source.
"""

import io
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from fontTools.ttLib.tables._g_l_y_f import Glyph, flagOverlapSimple

VERSION = "1.0"
EM = 1000
# Seconds since 1904. The day of the recipe, not of the run: a rebuild changes no byte.
RECIPE_DATE = 3_878_236_800
# One row height for all: what Noto declares (1.16/-0.29) makes the rows of a window too tall.
ASCENT, DESCENT = 950, -250
# The Han characters of every face are centred here, so that a rare one among others does not hop.
CENTRE = 380

Fit = Callable[[Glyph], None]


@dataclass(frozen=True)
class Face:
    """A bundled face: where it comes from and how it is fitted to the others."""

    role: str
    file: str
    family: str
    package: str
    member: str
    licence: str
    licence_file: str
    copyright: str
    lift: int = 0  # brings the mean centre of its Han characters to CENTRE
    narrow: float = 1.0  # horizontal scale of its Han characters
    half_width_digits: bool = False
    stand_ins: dict[int, int] = field(default_factory=dict)  # code → code whose glyph is taken
    fits: dict[int, Fit] = field(default_factory=dict)


# --- fits: what mends the place of a glyph within its em ------------------------------------------


def box(glyph: Glyph) -> tuple[int, int, int, int]:
    xs, ys = zip(*glyph.coordinates, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def shift(glyph: Glyph, dx: float, dy: float) -> None:
    glyph.coordinates.translate((dx, dy))
    glyph.coordinates.toInt()


def to_left(x: int) -> Fit:
    return lambda glyph: shift(glyph, x - box(glyph)[0], 0)


def to_right(x: int) -> Fit:
    return lambda glyph: shift(glyph, x - box(glyph)[2], 0)


def centred(glyph: Glyph) -> None:
    x0, y0, x1, y1 = box(glyph)
    shift(glyph, EM / 2 - (x0 + x1) / 2, CENTRE - (y0 + y1) / 2)


def scaled(across: float, up: float) -> Fit:
    def fit(glyph: Glyph) -> None:
        glyph.coordinates.scale((across, up))
        centred(glyph)

    return fit


def ellipsis(glyph: Glyph) -> None:
    """Dots at 1/6, 3/6 and 5/6 of the em: two ellipses make six even dots."""
    ends = glyph.endPtsOfContours
    dots = [range(first, last + 1) for first, last in zip([0, *(end + 1 for end in ends)], ends, strict=False)]
    assert len(dots) == 3

    def middle(dot: range, axis: int) -> float:
        values = [glyph.coordinates[point][axis] for point in dot]
        return (min(values) + max(values)) / 2

    for place, dot in enumerate(sorted(dots, key=lambda dot: middle(dot, 0))):
        dx = EM * (2 * place + 1) / 6 - middle(dot, 0)
        dy = CENTRE - middle(dot, 1)
        for point in dot:
            x, y = glyph.coordinates[point]
            glyph.coordinates[point] = (round(x + dx), round(y + dy))


def dash(glyph: Glyph) -> None:
    """A bar a little longer than its em: neighbours overlap, so that no seam shows on a screen."""
    x0, y0, x1, y1 = box(glyph)
    half = round((y1 - y0) / 2)
    for point, (x, y) in enumerate(glyph.coordinates):
        across = -10 if x < (x0 + x1) / 2 else EM + 10
        glyph.coordinates[point] = (across, CENTRE + half if y > (y0 + y1) / 2 else CENTRE - half)


# Chinese quotes are one em wide, with the ink at the side of what they enclose.
NARROW_QUOTES: dict[int, Fit] = {
    0x201C: to_right(950), 0x2018: to_right(930), 0x201D: to_left(50), 0x2019: to_left(70),
}  # fmt: skip
FITS: dict[int, Fit] = {0x00B7: centred, 0x2014: dash, 0x2015: dash, 0x2026: ellipsis}
# U+2015 is what Python's gb2312 makes of the dash that GBK calls U+2014: one look for both.
STAND_INS = {0x2015: 0x2014}
SAME_WHEN_MISSING = {0x00A0: 0x0020, 0x2010: 0x002D, 0x2011: 0x002D}


def is_han(code: int) -> bool:
    return 0x3400 <= code < 0xA000 or code >= 0x20000


def on_han_box(code: int, advance: int) -> bool:
    """Whether the character is placed by the Han characters' square, not by the Latin baseline."""
    if advance != EM or unicodedata.east_asian_width(chr(code)) not in "WFA":
        return False
    han_or_kana = 0x3005 <= code < 0xFB00 or code >= 0x20000
    return han_or_kana or unicodedata.category(chr(code))[0] in "PS" or 0x2460 <= code < 0x2500


# --- from source to face --------------------------------------------------------------------------


def outline(font: TTFont, glyphs, name: str) -> Glyph:
    """The glyph as a simple TrueType glyph: composites resolved, cubic curves made quadratic."""
    recording = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(recording)
    pen = TTGlyphPen(None)
    if "glyf" not in font:
        # Half a thousandth of an em: far below what a printer resolves.
        recording.replay(Cu2QuPen(pen, max_err=0.5, reverse_direction=True))
        return pen.glyph()
    recording.replay(pen)
    glyph = pen.glyph()
    source = font["glyf"][name]
    if glyph.numberOfContours > 0 and (source.isComposite() or source.flags[0] & flagOverlapSimple):
        # Contours of Noto overlap; without the flag some rasterisers leave holes.
        glyph.flags[0] |= flagOverlapSimple
    return glyph


def single_substitutions(font: TTFont, tag: str) -> dict[str, str]:
    table = font["GSUB"].table
    return {
        old: new
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == tag
        for index in record.Feature.LookupListIndex
        for subtable in table.LookupList.Lookup[index].SubTable
        for old, new in getattr(subtable, "ExtSubTable", subtable).mapping.items()
    }


def choose(face: Face, font: TTFont, wanted: set[int]) -> dict[int, str]:
    """Code → name of the source's glyph, for what the source has of the wanted characters."""
    cmap = font.getBestCmap()
    chosen = {code: cmap[code] for code in wanted if code in cmap}
    for code, other in (STAND_INS | face.stand_ins).items():
        if code in wanted:
            chosen[code] = cmap[other]
    for code, other in SAME_WHEN_MISSING.items():
        if code in wanted:
            chosen.setdefault(code, cmap[other])
    if face.half_width_digits:
        half_width = single_substitutions(font, "hwid")
        chosen |= {code: half_width[cmap[code]] for code in range(ord("0"), ord("9") + 1)}
    return dict(sorted(chosen.items()))


def build(face: Face, source: bytes, wanted: set[int]) -> tuple[bytes, set[int]]:
    """The face's file and the characters it has, a subset of the wanted ones."""
    font = TTFont(io.BytesIO(source), lazy=True)
    assert font["head"].unitsPerEm == EM
    sources = font.getGlyphSet()
    glyphs = {".notdef": outline(font, sources, ".notdef")}
    advances = {".notdef": sources[".notdef"].width}
    cmap: dict[int, str] = {}
    made: dict[tuple[str, bool, Fit | None], str] = {}
    for code, name in choose(face, font, wanted).items():
        fit = face.fits.get(code) or FITS.get(code)
        if sources[name].width != EM:
            fit = fit or NARROW_QUOTES.get(code)
        advance = EM if fit else sources[name].width
        boxed = on_han_box(code, advance)
        # One glyph serves several characters unless one of them is fitted in another way.
        key = name, boxed, fit
        if key not in made:
            made[key] = f"u{code:04X}"
            glyph = glyphs[made[key]] = outline(font, sources, name)
            advances[made[key]] = advance
            if glyph.numberOfContours > 0:
                if boxed:
                    shift(glyph, 0, face.lift)
                if is_han(code) and face.narrow != 1:
                    glyph.coordinates.scale((face.narrow, 1))
                    shift(glyph, EM * (1 - face.narrow) / 2, 0)
                if fit:
                    fit(glyph)
        cmap[code] = made[key]
    return assemble(face, font, glyphs, advances, cmap), set(cmap)


def assemble(
    face: Face, source: TTFont, glyphs: dict[str, Glyph], advances: dict[str, int], cmap: dict[int, str]
) -> bytes:
    builder = FontBuilder(EM, isTTF=True)
    font = builder.font
    builder.setupGlyphOrder(list(glyphs))
    builder.setupGlyf(glyphs, calcGlyphBounds=True)
    set_cmap(font, cmap)
    builder.setupHorizontalMetrics({name: (advances[name], getattr(font["glyf"][name], "xMin", 0)) for name in glyphs})
    builder.setupHorizontalHeader(ascent=ASCENT, descent=DESCENT, lineGap=0)
    builder.setupOS2(
        version=4,
        fsType=0,  # installable: both licences allow embedding and subsetting
        usWeightClass=400,  # a family has one weight here; another number sends Qt looking for a regular
        fsSelection=0x40 | 0x80,  # regular; the typo metrics are the ones to use
        sTypoAscender=ASCENT, sTypoDescender=DESCENT, sTypoLineGap=0,
        usWinAscent=ASCENT, usWinDescent=-DESCENT,
        # FandolFang leaves these two at 0.
        sxHeight=source["OS/2"].sxHeight or top(font, cmap, "x"),
        sCapHeight=source["OS/2"].sCapHeight or top(font, cmap, "H"),
        ulCodePageRange1=1 << 0 | 1 << 18,  # Latin 1 and GBK: by these Windows and Qt know a Chinese face
        usBreakChar=32, achVendID="NONE",
    )  # fmt: skip
    font["OS/2"].recalcUnicodeRanges(font)
    font["OS/2"].recalcAvgCharWidth(font)
    builder.setupPost(keepGlyphNames=False, underlinePosition=-100, underlineThickness=50)
    builder.setupHead(unitsPerEm=EM, created=RECIPE_DATE, modified=RECIPE_DATE, fontRevision=float(VERSION))
    builder.setupNameTable({})
    for number, text in {
        0: face.copyright,
        1: face.family,
        2: "Regular",
        3: f"{face.family} {VERSION}",
        4: face.family,
        5: f"Version {VERSION}",
        6: face.family.replace(" ", ""),
        13: face.licence,
    }.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    gasp = font["gasp"] = newTable("gasp")
    gasp.version, gasp.gaspRange = 1, {0xFFFF: 0xF}  # without hints: smooth at every size
    font.recalcTimestamp = False
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def top(font: TTFont, cmap: dict[int, str], character: str) -> int:
    return font["glyf"][cmap[ord(character)]].yMax


def set_cmap(font: TTFont, cmap: dict[int, str]) -> None:
    """Format 4 for old readers and, in every face, 12 after it: reportlab takes the last one."""
    table = font["cmap"] = newTable("cmap")
    table.tableVersion = 0
    table.tables = []
    for number, encoding, codes in (
        (4, 1, {code: name for code, name in cmap.items() if code <= 0xFFFF}),
        (12, 10, cmap),
    ):
        subtable = CmapSubtable.newSubtable(number)
        subtable.platformID, subtable.platEncID, subtable.language = 3, encoding, 0
        subtable.cmap = codes
        table.tables.append(subtable)
