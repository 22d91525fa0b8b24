"""A Word document with the page, the grid, the styles and the page numbers of GB/T 9704-2012.

The package is written here: python-docx takes longer to import and to read its own empty document than a whole PDF
takes to be made.
"""

import io
import math
import unicodedata
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

_FORMATS = "http://schemas.openxmlformats.org"
_PACKAGES, _DOCUMENTS = f"{_FORMATS}/package/2006", f"{_FORMATS}/officeDocument/2006"
_NAMESPACES = f'xmlns:w="{_FORMATS}/wordprocessingml/2006/main" xmlns:r="{_DOCUMENTS}/relationships"'
_TYPE, _OPC = "application/vnd.openxmlformats-officedocument", "application/vnd.openxmlformats-package"
# What the package and the document refer to, in the order of their numbers: part and relationship.
_PACKAGE = (
    ("word/document", f"{_DOCUMENTS}/relationships/officeDocument"),
    ("docProps/core", f"{_PACKAGES}/relationships/metadata/core-properties"),
    ("docProps/app", f"{_DOCUMENTS}/relationships/extended-properties"),
)
_PARTS = (
    *((part, f"{_DOCUMENTS}/relationships/{part}") for part in ("styles", "settings", "fontTable")),
    *((part, f"{_DOCUMENTS}/relationships/footer") for part in ("footer1", "footer2")),
)
_APPLICATION = f'<Properties xmlns="{_DOCUMENTS}/extended-properties"><Application>年报助手</Application></Properties>'
_COMPATIBLE = "".join(
    f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
    for name, value in (
        ("compatibilityMode", 14),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
    )
)
_SETTINGS = (
    f'<w:settings {_NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/><w:evenAndOddHeaders/>'
    f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:useFELayout/>{_COMPATIBLE}</w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
    "</w:settings>"
)
_LATENT = (  # Word's own styles keep out of sight until they are used
    '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"'
    ' w:defQFormat="0" w:count="276"/>'
)

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


def made(title: str, author: str, body: str, mark: str = "", at: str = "") -> bytes:
    """The file with `body`, the XML of its paragraphs and tables. `mark` stands at the foot of every page. It was made
    `at` (ISO 8601), or now; the zip notes the hour of each of its members too."""
    time = _time(at) if at else datetime.now().astimezone()
    parts = {
        "[Content_Types].xml": _types(),
        "_rels/.rels": _relations(_PACKAGE),
        "docProps/core.xml": _properties(title, author, time),
        "docProps/app.xml": _APPLICATION,
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}{_section()}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(_PARTS),
        "word/styles.xml": _styles(),
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _faces(),
        **{f"word/{name}.xml": _folio(side, mark) for name, side in (("footer1", "right"), ("footer2", "left"))},
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as file:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name, (max(time.year, 1980), *time.timetuple()[1:6]))
            file.writestr(
                member, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}', zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


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


# ---- the package


def _types() -> str:
    kinds = {
        "document": "document.main",
        **{part: part for part, _ in _PARTS},
        "footer1": "footer",
        "footer2": "footer",
    }
    named = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}.wordprocessingml.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGES}/content-types"><Default Extension="rels" ContentType="{_OPC}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}'
        f'<Override PartName="/docProps/core.xml" ContentType="{_OPC}.core-properties+xml"/>'
        f'<Override PartName="/docProps/app.xml" ContentType="{_TYPE}.extended-properties+xml"/></Types>'
    )


def _relations(of: Sequence[tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{part}.xml"/>' for n, (part, kind) in enumerate(of, 1)
    )
    return f'<Relationships xmlns="{_PACKAGES}/relationships">{entries}</Relationships>'


def _properties(title: str, author: str, time: datetime) -> str:
    there = time.astimezone(UTC) if time.tzinfo else time
    at = f'xsi:type="dcterms:W3CDTF">{there:%Y-%m-%dT%H:%M:%SZ}<'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGES}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator><dc:language>zh-CN</dc:language>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>"
        f"<dcterms:created {at}/dcterms:created><dcterms:modified {at}/dcterms:modified></cp:coreProperties>"
    )


# ---- the page


def _section() -> str:
    """A4, 版心 156 × 225 mm (5.2.1) with its grid; the footer's line stands 7 mm below the 版心 (7.5)."""
    width, height, top, right, bottom, left, header = (round(mm * MM * TWIP) for mm in (210, 297, 37, 26, 35, 28, 20))
    footer = round((35 - 7) * MM * TWIP - FOLIO * TWIP)
    # In the unit of w:charSpace, 1/4096 pt more than the body's own 16 pt.
    space = round((PITCH - BODY) * 4096)
    first = len(_PARTS) - 1
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rId{first}"/>'
        f'<w:footerReference w:type="even" r:id="rId{first + 1}"/><w:pgSz w:w="{width}" w:h="{height}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="{header}"'
        f' w:footer="{footer}" w:gutter="0"/>'
        f'<w:docGrid w:type="linesAndChars" w:linePitch="{LEAD}" w:charSpace="{space}"/></w:sectPr>'
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
        f'<w:style w:type="{kind}"{default}{custom} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'{based_on}<w:qFormat/>{body}<w:rPr><w:rFonts {fonts}/><w:b w:val="0"/><w:bCs w:val="0"/>'
        f'<w:color w:val="000000"/><w:spacing w:val="{spacing}"/><w:sz w:val="{size * 2:.0f}"/>'
        f'<w:szCs w:val="{size * 2:.0f}"/></w:rPr></w:style>'
    )


def _styles() -> str:
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
    # LibreOffice counts the character grid from the default size, Word from that of Normal.
    size = f'<w:sz w:val="{BODY * 2:.0f}"/><w:szCs w:val="{BODY * 2:.0f}"/>'
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    defaults = f"<w:docDefaults><w:rPrDefault><w:rPr>{size}{language}</w:rPr></w:rPrDefault></w:docDefaults>"
    return f"<w:styles {_NAMESPACES}>{defaults}{_LATENT}{''.join(wanted)}</w:styles>"


def _faces() -> str:
    """The font table: for every official face the names of those that may stand in for it."""
    entries = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{escape(others)}"/><w:charset w:val="86"/></w:font>'
        for face, others in _FALLBACKS.items()
    )
    return f"<w:fonts {_NAMESPACES}>{entries}</w:fonts>"


def _folio(side: str, mark: str) -> str:
    """— 1 — in 4号 宋体, one character in from the outer edge: right on odd pages, left on even ones (7.5); the mark of
    a sealed report on the other side, in a frame, so that the number keeps its place."""
    field = "".join(
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{inner}</w:r>'
        for inner in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    indent = f'<w:ind w:{side}Chars="100" w:{side}="{round(FOLIO * TWIP)}"/><w:jc w:val="{side}"/>'
    framed = _framed(mark, "left" if side == "right" else "right") if mark else ""
    number = f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{indent}</w:pPr>{field}</w:p>'
    return f"<w:ftr {_NAMESPACES}>{framed}{number}</w:ftr>"


def _framed(mark: str, side: str) -> str:
    """A small line at the height of the page number, at one edge of the 版心."""
    frame = f'<w:framePr w:wrap="around" w:vAnchor="page" w:hAnchor="margin" w:xAlign="{side}" w:y="{_FOOT}"/>'
    run = f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="18"/></w:rPr><w:t>{escape(mark)}</w:t></w:r>'
    return f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{frame}<w:jc w:val="{side}"/></w:pPr>{run}</w:p>'
