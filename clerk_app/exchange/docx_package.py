"""A Word document with the page, the grid, the styles and the page numbers of GB/T 9704-2012, by python-docx."""

import io
import math
import unicodedata
import zipfile
from datetime import UTC, datetime
from html import escape
from typing import Any

from clerk_app import RESOURCES

TEMPLATE = RESOURCES / "templates" / "gongwen.docx"  # made by packaging/word_template.py with the measures below
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

TWIP = 20  # twips in a point
MM = 72 / 25.4
CHARACTERS, LINES = 28, 22  # 5.2.3
BODY, TITLE, FOLIO, SMALL = 16.0, 22.0, 14.0, 9.0  # 3号, 2号, 4号, 小五
PITCH = 156 * MM / CHARACTERS
# The grid's line in twips. Rounded down: 22 lines of the next higher number would not fit the 版心.
LEAD = math.floor(225 * MM / LINES * TWIP)

_FOOT = round((37 + 225 + 7) * MM * TWIP)  # from the sheet's top to the page number, 7.5

# Said in every paragraph of text as well as in its style: editors of web sites drop the styles of what is pasted.
JUSTIFIED = f'<w:ind w:firstLineChars="200" w:firstLine="{round(2 * PITCH * TWIP)}"/><w:jc w:val="both"/>'

FANGSONG, KAITI, HEITI, XBS, SONGTI = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋_GBK", "宋体"
LEVEL_FACES = (HEITI, KAITI, FANGSONG, FANGSONG)  # 7.3.3


def made(title: str, author: str, body: str, mark: str = "", at: str = "") -> bytes:
    """The file with `body`, the XML of its paragraphs and tables: read at once, for merging cells by python-docx takes
    seconds. `mark` stands at the foot of every page. It was made `at` (ISO 8601), or now."""
    import docx
    from docx.oxml import parse_xml

    document = docx.Document(io.BytesIO(TEMPLATE.read_bytes()))
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    time = _time(at) if at else datetime.now().astimezone()
    # python-docx writes any hour as one of Greenwich.
    properties.created = properties.modified = time.astimezone(UTC) if time.tzinfo else time
    root: Any = document.element
    last = root.body.sectPr
    for element in list(parse_xml(f"<w:body {NAMESPACE}>{body}</w:body>")):
        last.addprevious(element)
    if mark:
        section = document.sections[0]
        # On the other side than the number.
        for footer, side in ((section.footer, "left"), (section.even_page_footer, "right")):
            foot: Any = footer.part.element
            foot.insert(0, parse_xml(_framed(mark, side)))
    buffer = io.BytesIO()
    document.save(buffer)
    return _dated(buffer.getvalue(), time) if at else buffer.getvalue()


def run(text: str, level: int = 0) -> str:
    """A run of text, in the face of a heading's level. The hint keeps “ ” —— … in the Chinese face."""
    face = LEVEL_FACES[level - 1] if level else ""
    # The face stands beside the style: not every program that reads documents follows the styles of runs.
    fonts = "".join(f' w:{script}="{face}"' for script in ("ascii", "hAnsi", "eastAsia") if face)
    named = f'<w:rStyle w:val="{level}c"/>' if level else ""
    properties = f'<w:rPr>{named}<w:rFonts w:hint="eastAsia"{fonts}/></w:rPr>'
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(runs: str, style: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def width_of(text: str) -> float:
    """The width of `text` in em: Chinese characters 1, others half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def even_lines(text: str, room: float) -> list[str]:
    """A label without marks in even lines of at most `room` em (商业/企业); any other text whole, for Word to break."""
    if width_of(text) <= room or not text.isalpha():
        return [text]
    each = math.ceil(len(text) / math.ceil(len(text) / max(math.floor(room), 1)))
    return [text[i : i + each] for i in range(0, len(text), each)]


def _time(at: str) -> datetime:
    """A file may say anything of its hour."""
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return datetime(2000, 1, 1)  # noqa: DTZ001 - no hour at all


def _dated(package: bytes, time: datetime) -> bytes:
    """The same package, whose members were all made at one time: the zip notes the hour of each."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", compresslevel=4) as new:
        for member in old.infolist():
            named = zipfile.ZipInfo(member.filename, (max(time.year, 1980), *time.timetuple()[1:6]))
            new.writestr(named, old.read(member), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _framed(mark: str, side: str) -> str:
    """A small line at the height of the page number, at one edge of the 版心."""
    frame = f'<w:framePr w:wrap="around" w:vAnchor="page" w:hAnchor="margin" w:xAlign="{side}" w:y="{_FOOT}"/>'
    run = f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="18"/></w:rPr><w:t>{escape(mark)}</w:t></w:r>'
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Footer"/>{frame}<w:jc w:val="{side}"/></w:pPr>{run}</w:p>'
