"""An empty Word document with the page, the grid, the styles and the page numbers of GB/T 9704-2012."""

import io
import math
import unicodedata
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from docx.document import Document

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

# The official faces, and what stands in for them where they are not installed.
FANGSONG, KAITI, HEITI, XBS, SONGTI = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋_GBK", "宋体"
_FALLBACKS = {
    FANGSONG: "仿宋,FangSong,方正仿宋_GBK,FandolFang,STFangsong",
    KAITI: "楷体,KaiTi,方正楷体_GBK,LXGW WenKai,STKaiti",
    HEITI: "SimHei,方正黑体_GBK,Noto Sans CJK SC,Source Han Sans SC,WenQuanYi Zen Hei",
    XBS: "方正小标宋简体,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Noto Serif CJK SC",
    SONGTI: "SimSun,方正书宋_GBK,Noto Serif CJK SC,Source Han Serif SC",
}
_LEVEL_NAMES = ("一级标题", "二级标题", "三级标题", "四级标题")
LEVEL_FACES = (HEITI, KAITI, FANGSONG, FANGSONG)  # 7.3.3


def blank(title: str, author: str, mark: str = "", at: str = "") -> "Document":
    """The empty document; its only section holds the page. `mark` stands at the foot of every page. It was made `at`
    (ISO 8601), or now."""
    import docx

    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.comments, properties.language = "", "zh-CN"
    properties.created = properties.modified = _time(at) if at else datetime.now().astimezone()
    _page(document)
    _styles(document)
    _faces(document)
    _folios(document, mark)
    return document


def dated(package: bytes, at: str) -> bytes:
    """The same package, whose members were all made `at` (ISO 8601): the zip notes the hour of each."""
    time = _time(at)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            named = zipfile.ZipInfo(member.filename, (max(time.year, 1980), *time.timetuple()[1:6]))
            new.writestr(named, old.read(member), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _time(at: str) -> datetime:
    """A file may say anything of its hour."""
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return datetime(2000, 1, 1)  # noqa: DTZ001 - no hour at all


def width_of(text: str) -> float:
    """The width of `text` in em: Chinese characters 1, others half."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def even_lines(text: str, room: float) -> list[str]:
    """A label without marks in even lines of at most `room` em (商业/企业); any other text whole, for Word to break."""
    if width_of(text) <= room or not text.isalpha():
        return [text]
    each = math.ceil(len(text) / math.ceil(len(text) / max(math.floor(room), 1)))
    return [text[i : i + each] for i in range(0, len(text), each)]


def _xml(text: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(text)


def _page(document: "Document") -> None:
    """A4, 版心 156 × 225 mm (5.2.1) with its grid; the footer's line stands 7 mm below the 版心 (7.5)."""
    from docx.shared import Mm, Twips

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.left_margin, section.right_margin = Mm(37), Mm(28), Mm(26)
    section.bottom_margin = Mm(35)
    section.header_distance, section.footer_distance = Mm(20), Twips(round((35 - 7) * MM * TWIP - FOLIO * TWIP))
    root: Any = document.element
    properties = root.body.sectPr
    for old in properties.findall("{*}docGrid"):
        properties.remove(old)
    # In the unit of w:charSpace, 1/4096 pt more than the body's own 16 pt.
    space = round((PITCH - BODY) * 4096)
    properties.append(
        _xml(f'<w:docGrid {NAMESPACE} w:type="linesAndChars" w:linePitch="{LEAD}" w:charSpace="{space}"/>')
    )


def _style(
    identifier: str,
    name: str,
    face: str,
    size: float,
    paragraph: str,
    *,
    based: str = "Normal",
    kind: str = "paragraph",
) -> str:
    # The styles keep 22 × 28 by themselves and do not snap to the grid, in which LibreOffice gives a character of 16 pt
    # two cells of 15.79.
    spacing = math.floor((PITCH - BODY) * TWIP) if size == BODY else 0
    fonts = " ".join(f'w:{script}="{face}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    based_on = f'<w:basedOn w:val="{based}"/>' if based != identifier else ""
    default = ' w:default="1"' if identifier == "Normal" else ""
    body = f"<w:pPr>{paragraph}</w:pPr>" if paragraph else ""
    custom = "" if name.isascii() else ' w:customStyle="1"'
    return (
        f'<w:style {NAMESPACE} w:type="{kind}"{default}{custom} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'{based_on}<w:qFormat/>{body}<w:rPr><w:rFonts {fonts}/><w:b w:val="0"/><w:bCs w:val="0"/>'
        f'<w:color w:val="000000"/><w:spacing w:val="{spacing}"/><w:sz w:val="{size * 2:.0f}"/>'
        f'<w:szCs w:val="{size * 2:.0f}"/></w:rPr></w:style>'
    )


def _styles(document: "Document") -> None:
    """Normal (which Word calls 正文), Title (标题), the four levels (7.3.3) and what the tables and footers need."""
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{LEAD}" w:lineRule="exact"/>'
    flush = '<w:ind w:firstLineChars="0" w:firstLine="0" w:left="0" w:right="0"/>'
    free = '<w:snapToGrid w:val="0"/>'
    body = f'<w:widowControl w:val="0"/>{free}{exact}{JUSTIFIED}'
    centred = f'{flush}<w:jc w:val="center"/>'
    close = free + '<w:spacing w:before="0" w:after="0" w:line="{}" w:lineRule="exact"/>'
    wanted = [
        _style("Normal", "Normal", FANGSONG, BODY, body),
        _style("Title", "Title", XBS, TITLE, f"<w:keepNext/>{exact}{centred}"),
        _style("Signature", "Signature", FANGSONG, BODY, f'{exact}{flush}<w:jc w:val="right"/>'),
        _style("Table", "表格文字", SONGTI, SMALL, f"{close.format(240)}{centred}"),
        _style("Gap", "表后空行", SONGTI, SMALL, f"{close.format(160)}{flush}"),
        _style("Footer", "footer", SONGTI, FOLIO, f"{close.format(round(FOLIO * TWIP))}{flush}"),
    ]
    for level, (name, face) in enumerate(zip(_LEVEL_NAMES, LEVEL_FACES, strict=True), 1):
        outline = f'<w:keepNext/><w:outlineLvl w:val="{level - 1}"/>'
        wanted.append(_style(f"{level}", name, face, BODY, outline))
        wanted.append(_style(f"{level}c", f"{name}（文中）", face, BODY, "", based="", kind="character"))
    styles: Any = document.styles.element
    for style in styles.findall("{*}style"):
        styles.remove(style)
    defaults = styles.find("{*}docDefaults")
    if defaults is not None:
        styles.remove(defaults)
    # LibreOffice counts the character grid from the default size, Word from that of Normal.
    size = f'<w:sz w:val="{BODY * 2:.0f}"/><w:szCs w:val="{BODY * 2:.0f}"/>'
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    styles.insert(
        0,
        _xml(
            f"<w:docDefaults {NAMESPACE}><w:rPrDefault><w:rPr>{size}{language}</w:rPr></w:rPrDefault></w:docDefaults>"
        ),
    )
    for style in wanted:
        styles.append(_xml(style))


def _faces(document: "Document") -> None:
    """The font table: for every official face the names of those that may stand in for it."""
    entries = "".join(
        f'<w:font w:name="{face}"><w:altName w:val={quoteattr(others)}/><w:charset w:val="86"/></w:font>'
        for face, others in _FALLBACKS.items()
    )
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            part: Any = relation.target_part  # a part that python-docx only hands through
            fonts = f'<?xml version="1.0" encoding="UTF-8"?><w:fonts {NAMESPACE}>{entries}</w:fonts>'
            part._blob = fonts.encode()  # noqa: SLF001


def _folios(document: "Document", mark: str) -> None:
    """— 1 — in 4号 宋体, one character in from the outer edge: right on odd pages, left on even ones (7.5); the mark of
    a sealed report on the other side, in a frame, so that the number keeps its place."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        field = "".join(
            f"<w:r>{inner}</w:r>"
            for inner in (
                '<w:t xml:space="preserve">— </w:t>',
                '<w:fldChar w:fldCharType="begin"/>',
                '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>',
                "<w:t>1</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
                '<w:t xml:space="preserve"> —</w:t>',
            )
        ).replace("<w:r>", '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>')
        indent = f'<w:ind w:{side}Chars="100" w:{side}="{round(FOLIO * TWIP)}"/><w:jc w:val="{side}"/>'
        root: Any = footer.part.element
        for paragraph in root.findall("{*}p"):
            root.remove(paragraph)
        if mark:
            root.append(_xml(_framed(mark, "left" if side == "right" else "right")))
        root.append(_xml(f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Footer"/>{indent}</w:pPr>{field}</w:p>'))


def _framed(mark: str, side: str) -> str:
    """A small line at the height of the page number, at one edge of the 版心."""
    frame = f'<w:framePr w:wrap="around" w:vAnchor="page" w:hAnchor="margin" w:xAlign="{side}" w:y="{_FOOT}"/>'
    run = f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="18"/></w:rPr><w:t>{escape(mark)}</w:t></w:r>'
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Footer"/>{frame}<w:jc w:val="{side}"/></w:pPr>{run}</w:p>'
