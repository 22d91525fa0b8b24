"""A book of set pages written as PDF/A-2a: text, embedded faces, structure, outline, metadata.

What stands in the objects is made here: reportlab's own text is limited to 256 characters a face, copies wrongly
beyond U+FFFF and knows no structure.
"""

import math
from collections.abc import Sequence

from clerk_app import RESOURCES
from clerk_app.paper.faces import Face, Glyph
from clerk_app.paper.objects import Objects
from clerk_app.paper.setting import BLACK, Book, Circle, Colour, Element, Fill, Page, Rule, Text

PRODUCER = "年报助手"
_BLOCK = 100  # entries a block of a character map may have
_BEZIER = 0.5523  # the handle of a quarter of a circle


def write(book: Book) -> bytes:
    """The file. The same book gives the same bytes."""
    return _Writer(book).bytes()


class _Font:
    """The characters of one face in this document: each has a code of its own, so that every one copies as typed.

    A squeezed character has another one with its smaller advance: a reader that sees the pen go back, as kerning would
    do, takes what follows for another line when it copies.
    """

    def __init__(self, face: Face, name: str) -> None:
        self.face, self.name = face, name
        self.codes: dict[tuple[int, str, int], int] = {}

    def code(self, glyph: Glyph, character: str, width: int) -> int:
        """`width`: the advance in thousandths of an em."""
        return self.codes.setdefault((glyph.number, character, width), len(self.codes) + 1)

    def write(self, file: Objects, tag: str) -> int:
        face = self.face.file
        glyphs = [(0, face.width(0)), *((number, width) for number, _, width in self.codes)]
        name = f"{tag}+{self.face.name}"
        box = " ".join(str(round(v * 1000 / face.units)) for v in face.box)
        rise, fall = round(face.ascent * 1000 / face.units), round(face.descent * 1000 / face.units)
        outlines = face.subset(glyphs)
        program = file.stream(outlines, f"/Length1 {len(outlines)}")
        descriptor = file.new(
            f"<</Type/FontDescriptor/FontName/{name}/Flags 4/FontBBox[{box}]/ItalicAngle 0/Ascent {rise}/Descent {fall}"
            f"/CapHeight 700/StemV 80/FontFile2 {program} 0 R>>"
        )
        widths = " ".join(str(width) for _, width in glyphs)
        descendant = file.new(
            f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
            f"/Supplement 0>>/FontDescriptor {descriptor} 0 R/W[0[{widths}]]/CIDToGIDMap/Identity>>"
        )
        characters = file.stream(_character_map([c for _, c, _ in self.codes]))
        return file.new(
            f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H/DescendantFonts[{descendant} 0 R]"
            f"/ToUnicode {characters} 0 R>>"
        )


class _Writer:
    def __init__(self, book: Book) -> None:
        self.book, self.file = book, Objects()
        self.fonts: dict[Face, _Font] = {}
        self.marked: dict[Element, list[tuple[int, int]]] = {}  # page and number of each piece of content
        self.owners: list[list[Element]] = []  # by page: the element of each number

    def bytes(self) -> bytes:
        file, book = self.file, self.book
        pages = [file.new() for _ in book.pages]
        parent, fonts = file.new(), file.new()
        for number, page in enumerate(book.pages):
            content = file.stream(self._content(number, page).encode("ascii"))
            file.fill(
                pages[number],
                f"<</Type/Page/Parent {parent} 0 R/MediaBox[0 0 {_n(page.width)} {_n(page.height)}]"
                f"/Contents {content} 0 R/Resources<</Font {fonts} 0 R>>/StructParents {number}/Tabs/S>>",
            )
        file.fill(parent, f"<</Type/Pages/Count {len(pages)}/Kids[{_references(pages)}]>>")
        used = [f"/{font.name} {font.write(file, _tag(i))} 0 R" for i, font in enumerate(self.fonts.values())]
        file.fill(fonts, f"<<{''.join(used)}>>")
        profile = file.stream((RESOURCES / "colour" / "sRGB.icc").read_bytes(), "/N 3")
        metadata = file.stream(_xmp(book.title).encode(), "/Type/Metadata/Subtype/XML", packed=False)
        catalogue = {
            "Type": "/Catalog",
            "Pages": f"{parent} 0 R",
            "Lang": "(zh-CN)",
            "MarkInfo": "<</Marked true>>",
            "Metadata": f"{metadata} 0 R",
            "OutputIntents": f"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB)"
            f"/DestOutputProfile {profile} 0 R>>]",
            "StructTreeRoot": f"{self._structure(pages)} 0 R",
            # What a reader's print dialogue proposes: actual size, both sides.
            "ViewerPreferences": "<</DisplayDocTitle true/PrintScaling/None/Duplex/DuplexFlipLongEdge>>",
        }
        if book.outline:
            catalogue |= {"Outlines": f"{self._outline(pages)} 0 R", "PageMode": "/UseOutlines"}
        return file.bytes(catalogue, {"Title": _string(book.title), "Producer": _string(PRODUCER)})

    # ---- content

    def _content(self, number: int, page: Page) -> str:
        out = ["/Artifact BMC", *(_fill(f, page.height) for f in page.fills), "EMC"] if page.fills else list[str]()
        owners: list[Element] = []
        self.owners.append(owners)
        current: Element | None = None
        opened = False
        for text in page.texts:
            element = text.element
            if not opened or element is not current:
                if opened:
                    out.append("EMC")
                if element is None:
                    out.append("/Artifact BMC")
                else:
                    self.marked.setdefault(element, []).append((number, len(owners)))
                    out.append(f"/{element.tag} <</MCID {len(owners)}>> BDC")
                    owners.append(element)
                current, opened = element, True
            out.append(self._text(text, page.height))
        if opened:
            out.append("EMC")
        if page.rules or page.circles:
            drawn = [_rule(r, page.height) for r in page.rules] + [_circle(c, page.height) for c in page.circles]
            out += ["/Artifact BMC", "q 2 J", *drawn, "Q", "EMC"]
        return "\n".join(out)

    def _text(self, text: Text, height: float) -> str:
        size = text.size
        found = [
            (g, c, x + g.shift * size if g.shift else x)
            for g, c, x in zip(text.glyphs, text.text, text.xs, strict=True)
            if g is not None
        ]
        if not found:
            return ""
        # The first gap is taken as the spacing of all; only what differs is moved.
        step = found[1][2] - found[0][2] if len(found) > 2 else 0.0
        spacing = round(step - _advance(found[0][0].width, step / size) * size / 1000, 3) if step else 0.0
        out = [f"BT {_colour(text.colour)} {_n(spacing)} Tc"]
        font: _Font | None = None
        array: list[str] = []
        codes: list[str] = []
        pen = 0.0
        following = [x for _, _, x in found[1:]] + [text.end]
        for (glyph, character, x), after in zip(found, following, strict=True):
            if font is None or glyph.face is not font.face:
                if font:
                    out.append(f"[{''.join(array)}<{''.join(codes)}>]TJ")
                font = self._font(glyph.face)
                array, codes, pen = [], [], x
                out.append(f"/{font.name} {_n(size)} Tf 1 0 0 1 {_n(x)} {_n(height - text.y)} Tm")
            move = round((pen - x) * 1000 / size)
            if move:
                array += [f"<{''.join(codes)}>" if codes else "", str(move)]
                codes = []
                pen -= move * size / 1000
            width = _advance(glyph.width, (after - x) / size)
            codes.append(f"{font.code(glyph, character, width):04X}")
            pen += width * size / 1000 + spacing
        out.append(f"[{''.join(array)}<{''.join(codes)}>]TJ ET")
        return "\n".join(out)

    def _font(self, face: Face) -> _Font:
        if face not in self.fonts:
            self.fonts[face] = _Font(face, f"F{len(self.fonts) + 1}")
        return self.fonts[face]

    # ---- structure and outline

    def _structure(self, pages: Sequence[int]) -> int:
        file = self.file
        root = file.new()
        numbers: dict[Element, int] = {}

        def add(element: Element, parent: int) -> int:
            number = numbers[element] = file.new()
            kids = [f"{add(child, number)} 0 R" for child in element.children]
            marks = self.marked.get(element, ())
            home = marks[0][0] if marks else None
            kids += [
                str(mark) if page == home else f"<</Type/MCR/Pg {pages[page]} 0 R/MCID {mark}>>" for page, mark in marks
            ]
            page = f"/Pg {pages[home]} 0 R" if home is not None else ""
            attributes = f"/A{element.attributes}" if element.attributes else ""
            file.fill(
                number, f"<</Type/StructElem/S/{element.tag}/P {parent} 0 R{page}/K[{' '.join(kids)}]{attributes}>>"
            )
            return number

        top = add(self.book.root, root)
        owned = (f"{i}[{_references([numbers[e] for e in owners])}]" for i, owners in enumerate(self.owners))
        parents = file.new(f"<</Nums[{' '.join(owned)}]>>")
        file.fill(
            root,
            f"<</Type/StructTreeRoot/K[{top} 0 R]/ParentTree {parents} 0 R/ParentTreeNextKey {len(self.owners)}>>",
        )
        return root

    def _outline(self, pages: Sequence[int]) -> int:
        file, entries = self.file, self.book.outline
        root = file.new()
        numbers = [file.new() for _ in entries]
        for i, entry in enumerate(entries):
            before = f"/Prev {numbers[i - 1]} 0 R" if i else ""
            after = f"/Next {numbers[i + 1]} 0 R" if i + 1 < len(entries) else ""
            file.fill(
                numbers[i],
                f"<</Title {_string(entry.text)}/Parent {root} 0 R{before}{after}"
                f"/Dest[{pages[entry.page]} 0 R/XYZ 0 {_n(self.book.pages[entry.page].height - entry.y)} 0]>>",
            )
        file.fill(root, f"<</Type/Outlines/Count {len(numbers)}/First {numbers[0]} 0 R/Last {numbers[-1]} 0 R>>")
        return root


def _advance(natural: float, room: float) -> int:
    """The advance in thousandths: the natural one; of a squeezed character, and of one in a line that is let out so far
    that readers would take the gap for a blank, in steps, to keep such codes few."""
    if abs(room - natural) < 0.1 or room == math.inf:
        return round(natural * 1000)
    return max(0, math.floor(room * 20) * 50)


def _colour(colour: Colour) -> str:
    """Black as grey, so that it prints with black ink alone."""
    return "0 g" if colour == BLACK else f"{' '.join(map(_n, colour))} rg"


def _fill(fill: Fill, height: float) -> str:
    box = f"{_n(fill.x)} {_n(height - fill.y - fill.height)} {_n(fill.width)} {_n(fill.height)}"
    return f"{_colour(fill.colour)} {box} re f"


def _rule(rule: Rule, height: float) -> str:
    y0, y1 = height - rule.y0, height - rule.y1
    return f"{_n(rule.width)} w {_n(rule.x0)} {_n(y0)} m {_n(rule.x1)} {_n(y1)} l S"


def _circle(circle: Circle, height: float) -> str:
    x, y, r = circle.x, height - circle.y, circle.radius
    k = r * _BEZIER
    curves = (
        (x + r, y + k, x + k, y + r, x, y + r),
        (x - k, y + r, x - r, y + k, x - r, y),
        (x - r, y - k, x - k, y - r, x, y - r),
        (x + k, y - r, x + r, y - k, x + r, y),
    )
    drawn = " ".join(f"{' '.join(map(_n, c))} c" for c in curves)
    return f"q 0 J 0.5 w [3 3] 0 d {_n(x + r)} {_n(y)} m {drawn} s Q"


def _character_map(characters: Sequence[str]) -> bytes:
    """What each code copies as: UTF-16, also beyond U+FFFF."""
    entries = [f"<{i:04X}> <{c.encode('utf-16-be').hex().upper()}>" for i, c in enumerate(characters, 1)]
    blocks = (entries[i : i + _BLOCK] for i in range(0, len(entries), _BLOCK))
    body = "".join(f"{len(b)} beginbfchar\n{chr(10).join(b)}\nendbfchar\n" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo\n<< /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n"
        f"<0000> <FFFF>\nendcodespacerange\n{body}endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _xmp(title: str) -> str:
    escaped = title.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escaped}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def _string(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _references(numbers: Sequence[int]) -> str:
    return " ".join(f"{n} 0 R" for n in numbers)


def _tag(number: int) -> str:
    """The six letters before an embedded face's name."""
    return "CLERK" + chr(ord("A") + number)


def _n(value: float) -> str:
    """A length in points to a thousandth."""
    return f"{value:.3f}".rstrip("0").rstrip(".")
