"""A .docx to the common form: the text of the document as it would be printed, nothing of what it refers to."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from clerk_app.exchange.reading.numbering import Numbering, numbering
from clerk_app.exchange.reading.packages import member
from clerk_app.exchange.reading.source import MAX_ITEMS, Grid, Item, Source, Unreadable, grid_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]  # lxml's stubs name it so

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Deleted text, the older twin of a drawing, and what fields are made of.
_SKIPPED = {_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText",
            "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_LAYOUT = 300  # characters; a table with a cell of more only arranges the page
_BREAKS = {_W + "br": "\n", _W + "cr": "\n", _W + "tab": "\t", _W + "noBreakHyphen": "-"}


def read(content: bytes) -> Source:
    """The paragraphs and tables of the body. Raises Unreadable."""
    root = _root(content, "word/document.xml")
    if root is None:
        raise Unreadable("已损坏，里面的文字读不出来，请用 Word 或 WPS 打开后另存一份。")
    counts = numbering(_root(content, "word/numbering.xml"), _root(content, "word/styles.xml"))
    body = root.find(_W + "body")
    items: list[Item] = []
    for item in _items(body, counts) if body is not None else ():
        items.append(item)
        if len(items) > MAX_ITEMS:
            raise Unreadable(f"超过 {MAX_ITEMS} 段，不像一份年度报告，没有导入。")
    return Source(tuple(items))


def _root(content: bytes, name: str) -> "Element | None":
    """A part of the package; None when it is not there or broken. Word's strict form has other names for the same."""
    data = member(content, name).replace(_STRICT, _W[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return None


def _items(parent: "Element", counts: Numbering) -> Iterator[Item]:
    for child in parent:
        if child.tag == _W + "p":
            number = counts.before(child)
            lines = [line.strip(" \u3000\xa0\r") for line in _text(child).split("\n")]
            lines = [line for line in lines if line.strip()]
            yield from ([number + lines[0], *lines[1:]] if lines else [])
            for box in child.iter(_W + "txbxContent"):
                if not _twin(box, child):
                    yield from _items(box, counts)
        elif child.tag == _W + "tbl":
            yield from _table(child, counts)
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _items(child, counts)


def _twin(box: "Element", paragraph: "Element") -> bool:
    """Whether a box is the older twin of another, or lies in one that is read by itself."""
    above = box.getparent()
    while above is not None and above is not paragraph:
        if above.tag in _SKIPPED or above.tag == _W + "txbxContent":
            return True
        above = above.getparent()
    return False


def _table(table: "Element", counts: Numbering) -> Iterator[Item]:
    """The table; one that holds other tables or long text only arranges the page."""
    cells = list(_cells(table))
    if any(cell.find(f".//{_W}tbl") is not None for cell in cells) or any(
        len("".join(map(_text, cell.iter(_W + "p")))) > _LAYOUT for cell in cells
    ):
        for cell in cells:
            yield from _items(cell, counts)
    else:
        yield _grid(table)


def _cells(table: "Element") -> Iterator["Element"]:
    for row in _within(table, "tr"):
        if row.find(f"{_W}trPr/{_W}del") is None:
            yield from _within(row, "tc")


def _within(parent: "Element", tag: str) -> Iterator["Element"]:
    """The rows of a table, the cells of a row: also those in content controls and tracked changes."""
    for child in parent:
        if child.tag == _W + tag:
            yield child
        elif child.tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "moveTo", _W + "customXml"):
            yield from _within(child, tag)


def _grid(table: "Element") -> Grid:
    """Merged cells by w:gridSpan and w:vMerge; a merged place belongs to the cell above it. Rows that are deleted in
    tracked changes are not there."""
    columns: list[list[tuple[int, int, str, bool]]] = []
    for row in _within(table, "tr"):
        properties = row.find(_W + "trPr")
        if properties is not None and properties.find(_W + "del") is not None:
            continue
        before = properties.find(_W + "gridBefore") if properties is not None else None
        at, line = _number(before.get(_W + "val")) if before is not None else 0, list[tuple[int, int, str, bool]]()
        for cell in _within(row, "tc"):
            properties = cell.find(_W + "tcPr")
            span = properties.find(_W + "gridSpan") if properties is not None else None
            merge = properties.find(_W + "vMerge") if properties is not None else None
            across = _number(span.get(_W + "val")) if span is not None else 1
            continued = merge is not None and merge.get(_W + "val", "continue") == "continue"
            text = "".join(_text(p) for p in cell.iter(_W + "p"))
            line.append((at, across, "".join(text.split("\n")), continued))
            at += across
        columns.append(line)
    return _merged(columns)


def _merged(lines: list[list[tuple[int, int, str, bool]]]) -> Grid:
    rows: list[list[tuple[str, int, int]]] = []
    for number, line in enumerate(lines):
        row: list[tuple[str, int, int]] = []
        for at, across, text, continued in line:
            above = any(a == at for a, *_ in lines[number - 1]) if number else False
            if continued and above:
                continue
            down = 1
            for below in lines[number + 1 :]:
                if not any(a == at and c for a, _, _, c in below):
                    break
                down += 1
            row.append((text, down, across))
        rows.append(row)
    return grid_of(rows)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 4 else 1


def _text(element: "Element") -> str:
    """The text of a paragraph in its order; tables and paragraphs in a frame of it are not its own."""
    pieces: list[str] = []
    if element.find(f"{_W}rPr/{_W}vanish") is not None:
        return ""
    raised = element.find(f"{_W}rPr/{_W}vertAlign[@{_W}val='superscript']") is not None
    for child in element:
        if child.tag == _W + "t" and raised and (child.text or "").strip().isdecimal():
            pieces.append(f"〔{child.text}〕")  # the mark of a note, no digit of the number before it
        elif child.tag == _W + "t":
            pieces.append(child.text or "")
        elif child.tag in _BREAKS:
            pieces.append(_BREAKS[str(child.tag)])
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED and child.tag != _W + "txbxContent":
            pieces.append(_text(child))
    return "".join(pieces)
