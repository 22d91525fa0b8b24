"""A saved web page to the common form: its text by blocks and its tables; nothing is loaded, nothing is run."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree, html

from clerk_app.exchange.reading.source import MAX_ITEMS, MAX_TEXT, Grid, Item, Source, Unreadable, grid_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]  # lxml's stubs name it so

_SKIPPED = frozenset("head script style noscript template iframe object svg select button textarea".split())
_BLOCKS = frozenset(
    "address article aside blockquote body center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
    "h6 header hr html li main nav ol p pre section td th tr ul table thead tbody tfoot caption".split()
)
_PARTS = {"table": "table", "tr": "row", "td": "cell", "th": "cell"}
_NAMED_PARTS = {
    **_PARTS, "row": "row", "cell": "cell", "gridcell": "cell", "columnheader": "cell", "rowheader": "cell",
    "table-row": "row", "table-cell": "cell",
}  # fmt: skip
_NOT_SHOWN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_MEDIA = re.compile(r"@[^{;]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SIMPLE = re.compile(r"[a-z]*[.#][\w\-]+")  # a selector of one element by its class or name
_MARK = re.compile(r"\d{1,2}|[*※①-⑳]")
_DEPTH = 200
_LAYOUT = 300  # characters; a table with a cell of more only arranges the page


def read(text: str) -> Source:
    """The page's paragraphs and tables. Raises Unreadable."""
    if len(text) > MAX_TEXT:
        raise Unreadable("太大，不像一份年度报告，没有导入。")
    # The declaration of an encoding in it no longer holds: the text is decoded.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Unreadable("不是正常的网页，请在浏览器里另存为网页后再导入。") from None
    _drop_unseen(root)
    items: list[Item] = []
    for item in _merged(_items(root, 0)):
        items.append(item)
        if len(items) > MAX_ITEMS:
            raise Unreadable("段落太多，不像一份年度报告，没有导入。")
    return Source(tuple(items))


def _merged(pieces: Iterator[str | Grid | list[str] | None]) -> Iterator[Item]:
    """Text up to the next border of a block (None) is one paragraph; a <br> in it parts two."""
    line = ""
    for piece in pieces:
        if isinstance(piece, str):
            line += piece
            continue
        yield from _lines(line)
        line = ""
        if isinstance(piece, Grid):
            yield piece
        elif piece is not None:
            yield from piece
    yield from _lines(line)


def _lines(text: str) -> list[str]:
    return [t for t in (" ".join(x.split()) for x in text.split("\v")) if t]


def _items(element: "Element", depth: int) -> Iterator[str | Grid | list[str] | None]:
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag in _SKIPPED or depth > _DEPTH or _hidden(element):
        return
    if tag == "br":
        yield "\v"
    elif tag == "pre":
        yield None
        yield "".join(element.itertext()).splitlines()
    elif tag == "table" and (grid := _grid(element)) is not None:
        yield None
        yield grid
    elif tag != "table" and _part(element) == "table" and (rows := _rows(element)):
        yield None
        yield ["\t".join(text for text, _, _ in row) for row in rows]  # where spans are not told, no column is known
    else:
        block = tag in _BLOCKS
        if block:
            yield None
        if element.text:
            yield element.text
        for child in element:
            yield from _items(child, depth + 1)
            if child.tail:
                yield child.tail
        if block:
            yield None


def _drop_unseen(root: "Element") -> None:
    """Takes out what the page's own style sheet hides from its readers."""
    names: set[str] = set()
    for sheet in root.iter("style"):
        # What holds for printers or telephones only is left.
        for rule in _RULE.finditer(_MEDIA.sub("", _COMMENT.sub("", sheet.text or ""))):
            if _NOT_SHOWN.search(rule[2]):
                names |= {name for one in rule[1].split(",") if _SIMPLE.fullmatch(name := one.strip())}
    for element in list(root.iter("*")) if names else ():
        tag = str(element.tag)
        own = [f".{c}" for c in element.get("class", "").split()] + [f"#{element.get('id')}"]
        if element.getparent() is not None and any(n in names or tag + n in names for n in own):
            element.set("hidden", "")


def _hidden(element: "Element") -> bool:
    return bool(_NOT_SHOWN.search(element.get("style", ""))) or element.get("hidden") is not None


def _grid(table: "Element") -> Grid | None:
    """The table, or None when it only arranges the page: it holds long text or another table, unless that one only sets
    the lines of a cell."""
    if any(
        sum(_part(c) == "cell" for c in row) > 1 for inner in table.iterfind(".//table") for row in inner.iter("tr")
    ):
        return None
    rows = _rows(table)
    return grid_of(rows) if any(rows) else None


def _rows(table: "Element") -> list[list[tuple[str, int, int]]]:
    """Its cells row by row: text, rowspan, colspan. None at all when one holds long text."""
    rows: list[list[tuple[str, int, int]]] = []
    for row in table.iter("tr", "div", "ul"):
        if _part(row) != "row" or (table.tag == "table" and next(row.iterancestors("table"), table) is not table):
            continue
        line: list[tuple[str, int, int]] = []
        for cell in row:
            if _part(cell) == "cell" and not _hidden(cell):
                text = " ".join("".join(_said(cell)).split())
                if len(text) > _LAYOUT:
                    return []
                line.append((text, _span(cell.get("rowspan")), _span(cell.get("colspan"))))
        rows.append(line)
    return rows


def _said(cell: "Element") -> Iterator[str]:
    """The text of a cell, and what stands in its fields."""
    if not isinstance(cell.tag, str) or (cell.tag in _SKIPPED and cell.tag != "textarea"):
        return
    if cell.tag == "input" and cell.get("type", "text") in ("text", "number"):
        yield cell.get("value", "")
    if cell.tag == "sup" and _MARK.fullmatch(mark := "".join(cell.itertext()).strip(" []〔〕()（）")):
        yield f"〔{mark}〕"  # the mark of a note, no digit of the number before it
        return
    yield cell.text or ""
    for child in cell:
        if not _hidden(child):
            yield from _said(child)
        yield child.tail or ""


def _part(element: "Element") -> str:
    """Whether it is a table, a row or a cell: by its tag, its role, the way it is shown, or what its class calls it."""
    if (part := _PARTS.get(str(element.tag))) is not None:
        return part
    if element.tag not in ("div", "ul", "li", "span"):
        return ""
    role, style = element.get("role", ""), "".join(element.get("style", "").lower().split())
    shown = re.search(r"display:(table(?:-row|-cell)?)(?:;|$)", style)
    offers = [role, shown[1] if shown else "", *element.get("class", "").lower().split()]
    return next((_NAMED_PARTS[o] for o in offers if o in _NAMED_PARTS), "")


def _span(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() and len(text) < 5 and int(text) else 1
