"""The manual as a PDF, set by the program's own typesetter: python packaging/manual_pdf.py OUT.pdf

The pages of resources/manual in order (for the clerk, for the city office), the filling instructions of the newest
form, the rule handbook; an outline of all headings. Pictures are put in by pikepdf, which is there for the tests.
"""

import io
import re
import sys
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clerk_app import __version__  # noqa: E402
from clerk_app.form.edition import editions, newest  # noqa: E402
from clerk_app.gui.manual import MANUAL, OFFICE, RULES, help_of  # noqa: E402
from clerk_app.paper.breaking import lines  # noqa: E402
from clerk_app.paper.faces import Faces, Role, bundled  # noqa: E402
from clerk_app.paper.measures import ASCENT, DEPTH, LEFT, MEASURE, TOP, WIDTH  # noqa: E402
from clerk_app.paper.setting import Book, Element, Entry, Page, Rule, Text, flat, glyphs_of, widths_of  # noqa: E402
from clerk_app.paper.writing import write  # noqa: E402

FOLDER = ROOT / "resources" / "manual"
BODY, LEAD = 11.0, 17.5
HEADS: dict[str, tuple[float, Role]] = {"h1": (20.0, "title"), "h2": (15.0, "heiti"), "h3": (12.0, "heiti")}


@dataclass
class Block:
    """One block of a page: its tag (h1 h2 h3 p li img tr) and its text, or cells, or the name of a picture."""

    tag: str
    text: str = ""
    cells: tuple[str, ...] = ()


class Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Block] = []
        self._text = ""
        self._cells: list[str] = []
        self._number = 0
        self._ignored = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("title", "style"):
            self._ignored += 1
        elif tag in ("ol", "ul"):
            self._number = 1 if tag == "ol" else 0
        elif tag == "img":
            self.found.append(Block("img", dict(attrs)["src"] or ""))
        elif tag in ("p", "li", "tr", "td", *HEADS):
            self._text = ""
            self._cells = [] if tag == "tr" else self._cells

    def handle_endtag(self, tag: str) -> None:
        text = re.sub(r"\s*\n\s*", "", self._text).strip()
        if tag in ("title", "style"):
            self._ignored -= 1
        elif tag == "td":
            self._cells.append(text)
        elif tag == "tr":
            self.found.append(Block("tr", cells=tuple(self._cells)))
        elif tag == "li":
            mark = f"{self._number}. " if self._number else "· "
            self._number += bool(self._number)
            self.found.append(Block("li", mark + text))
        elif tag in ("p", *HEADS) and text:
            self.found.append(Block(tag, text))

    def handle_data(self, data: str) -> None:
        self._text += "" if self._ignored else data


def blocks_of(html: str) -> list[Block]:
    parser = Blocks()
    parser.feed(html)
    # The list of chapters is the outline here.
    return [b for b in parser.found if not b.text.startswith(("这本手册：", "← 使用手册"))]


def of_markdown(text: str) -> list[Block]:
    """The handbook's own few forms: headings, paragraphs, lists, rows of tables."""
    found: list[Block] = []
    for line in text.splitlines():
        bare = line.replace("**", "").strip()
        if heading := re.match(r"(#{1,3}) (.*)", bare):
            found.append(Block(f"h{len(heading[1])}", heading[2]))
        elif bare.startswith("|") and not bare.startswith("|---"):
            found.append(Block("tr", cells=tuple(c.strip() for c in bare.strip("|").split("|"))))
        elif bare.startswith("- "):
            found.append(Block("li", ("　" if line.startswith("  ") else "") + "· " + bare[2:]))
        elif bare and not bare.startswith("|---"):
            found.append(Block("p", bare))
    return found


class Setter:
    """Pages filled from the top; `pictures` says what goes where once the text is written."""

    def __init__(self, faces: Faces) -> None:
        self.faces, self.y = faces, TOP
        self.book = Book(f"年报助手 {__version__} 使用手册", [Page()], Element("Document"))
        self.pictures: list[tuple[int, Path, float, float, float, float]] = []

    def set(self, blocks: list[Block]) -> None:
        for i, block in enumerate(blocks):
            if i and blocks[i - 1].tag == "tr" != block.tag:
                self.y += LEAD / 2
            if block.tag in HEADS:
                self.heading(block)
            elif block.tag == "img":
                self.picture(FOLDER / block.text)
            elif block.tag == "tr":
                self.row(block.cells, first=i == 0 or blocks[i - 1].tag != "tr")
            else:
                self.paragraph(block)

    def heading(self, block: Block) -> None:
        size, role = HEADS[block.tag]
        if block.tag == "h1" and self.y > TOP:
            self.turn()
        self.need(size * 2 + LEAD * (5 if block.tag == "h2" else 3))  # not left alone at the foot
        self.y += size * (0.4 if self.y > TOP else 0)
        self.book.outline.append(Entry(block.text, len(self.book.pages) - 1, self.y))
        self.lines(block.text, role, size, LEFT, MEASURE, self.book.root.add(block.tag.upper()), size * 1.4)
        self.y += size * 0.3

    def paragraph(self, block: Block) -> None:
        inside = BODY * 1.5 if block.tag == "li" else 0.0
        self.lines(block.text, "songti", BODY, LEFT + inside, MEASURE - inside, self.book.root.add("P"), LEAD)
        self.y += 3

    def picture(self, path: Path) -> None:
        with Image.open(path) as image:
            wide, high = image.size
        width = min(MEASURE, wide * 0.55)
        height = width * high / wide
        self.need(height + LEAD)
        left = (WIDTH - width) / 2
        self.pictures.append((len(self.book.pages) - 1, path, left, self.y, width, height))
        self.y += height + LEAD / 2

    def row(self, cells: tuple[str, ...], *, first: bool) -> None:
        """Columns by what usually stands in them: short before long."""
        even = (1 / max(1, len(cells)),) * len(cells)
        shares = {2: (0.34, 0.66), 5: (0.16, 0.12, 0.3, 0.21, 0.21)}.get(len(cells), even)
        size, lead, pad = BODY - 1.5, LEAD - 3.5, 3.0
        broken = [self.broken(c, "songti", size, MEASURE * s - 2 * pad) for c, s in zip(cells, shares, strict=True)]
        height = max((len(b) for b in broken), default=1) * lead + 2 * pad
        if self.y + height > TOP + DEPTH:
            self.turn()
            first = True
        page, top, x = self.book.pages[-1], self.y, LEFT
        element = self.book.root.add("P")
        for column, share in zip(broken, shares, strict=True):
            for i, (text, glyphs, offsets) in enumerate(column):
                xs = [x + pad + o * size for o in offsets]
                page.texts.append(Text(text, glyphs, xs, top + pad + i * lead + ASCENT * size, size, element))
            page.rules.append(Rule(x, top, x, top + height, 0.4))
            x += MEASURE * share
        page.rules.append(Rule(x, top, x, top + height, 0.4))
        if first:
            page.rules.append(Rule(LEFT, top, LEFT + MEASURE, top, 0.4))
        page.rules.append(Rule(LEFT, top + height, LEFT + MEASURE, top + height, 0.4))
        self.y += height

    def broken(self, text: str, role: Role, size: float, room: float) -> list[tuple[str, list, list[float]]]:
        glyphs = glyphs_of(text, role, self.faces)
        return [
            (text[b.start : b.end], glyphs[b.start : b.end], list(b.offsets))
            for b in lines(text, widths_of(glyphs, text), room / size, room / size)
        ]

    def lines(self, text: str, role: Role, size: float, x: float, room: float, element: Element, lead: float) -> None:
        for cut, glyphs, offsets in self.broken(text, role, size, room):
            self.need(lead)
            y = self.y + ASCENT * size
            self.book.pages[-1].texts.append(Text(cut, glyphs, [x + o * size for o in offsets], y, size, element))
            self.y += lead

    def need(self, height: float) -> None:
        if self.y + height > TOP + DEPTH:
            self.turn()

    def turn(self) -> None:
        self.book.pages.append(Page())
        self.y = TOP

    def number(self) -> None:
        for i, page in enumerate(self.book.pages, 1):
            page.texts.append(flat(f"— {i} —", "songti", 10.5, WIDTH / 2 - 14, TOP + DEPTH + 30, self.faces, None))


def main(out: Path) -> int:
    setter = Setter(bundled())
    pages = [(FOLDER / page).read_text("utf-8") for page in (MANUAL, OFFICE)]
    pages[0] = pages[0].replace("</body>", help_of(newest(editions())) + "</body>")
    for page in pages:
        setter.set(blocks_of(page))
    setter.set(of_markdown((FOLDER / RULES).read_text("utf-8")))
    setter.number()
    with pikepdf.open(io.BytesIO(write(setter.book))) as pdf:
        for page, path, x, y, width, height in setter.pictures:
            put(pdf, page, path, x, setter.book.pages[page].height - y - height, width, height)
        pdf.save(out)
    print(f"{out}: {len(setter.book.pages)} pages, {len(setter.pictures)} pictures, {out.stat().st_size // 1024} KiB")
    return 0


def put(pdf: pikepdf.Pdf, number: int, path: Path, x: float, y: float, width: float, height: float) -> None:
    """A picture in its place on a page; y from below."""
    with Image.open(path) as image:
        rgb = image.convert("RGB")
        data, size = rgb.tobytes(), rgb.size
    stream = pdf.make_stream(
        data, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=size[0], Height=size[1],
        ColorSpace=pikepdf.Name.DeviceRGB, BitsPerComponent=8,
    )  # fmt: skip
    page = pdf.pages[number]
    name = page.add_resource(stream, pikepdf.Name.XObject)
    page.contents_add(f"/Artifact BMC q {width} 0 0 {height} {x} {y} cm {name} Do Q EMC".encode())


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
