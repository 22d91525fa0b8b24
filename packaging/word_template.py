"""Makes the template of all Word documents, resources/templates/gongwen.docx: python packaging/word_template.py

The page, the grid, the styles, the faces and the page numbers of GB/T 9704-2012, set by python-docx in its own empty
document, which Word once saved. Made once, because that one takes longer to open than a whole report to be written.
"""

import io
import math
import sys
import zipfile
from datetime import datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as KIND
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Twips

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from clerk_app.exchange.docx_package import (  # noqa: E402
    BODY,
    FANGSONG,
    FOLIO,
    HEITI,
    JUSTIFIED,
    KAITI,
    LEAD,
    LEVEL_FACES,
    MM,
    NAMESPACE,
    PITCH,
    SMALL,
    SONGTI,
    TEMPLATE,
    TITLE,
    TWIP,
    XBS,
)

if TYPE_CHECKING:
    from docx.document import Document

FALLBACKS = {  # the official faces, and what stands in for them where they are not installed
    FANGSONG: "仿宋,FangSong,方正仿宋_GBK,FandolFang,STFangsong",
    KAITI: "楷体,KaiTi,方正楷体_GBK,LXGW WenKai,STKaiti",
    HEITI: "SimHei,方正黑体_GBK,Noto Sans CJK SC,Source Han Sans SC,WenQuanYi Zen Hei",
    XBS: "方正小标宋简体,FZXiaoBiaoSong-B05S,华文中宋,STZhongsong,Noto Serif CJK SC",
    SONGTI: "SimSun,方正书宋_GBK,Noto Serif CJK SC,Source Han Serif SC",
}
LEVEL_NAMES = ("一级标题", "二级标题", "三级标题", "四级标题")
# Parts of the empty document that nothing here needs: a picture of its page, styles of twelve colours, lists, a theme.
FOREIGN = {KIND.THUMBNAIL, KIND.CUSTOM_XML, KIND.NUMBERING, KIND.THEME, KIND.WEB_SETTINGS}
FOREIGN.add("http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects")
# Of its settings those that speak of them, and of the window it was saved from.
SETTINGS = (
    "zoom proofState savePreviewPicture rsids mathPr clrSchemeMapping shapeDefaults docId defaultImageDpi".split()
)
APPLICATION = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>年报助手</Application></Properties>"
)
MADE = datetime(2000, 1, 1)  # noqa: DTZ001 - the same whenever it is made


def template() -> bytes:
    """The document without text; its only section holds the page."""
    document = docx.Document()
    properties = document.core_properties
    properties.title = properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.language, properties.created, properties.modified = "zh-CN", MADE, MADE
    strip(document)
    page(document)
    styles(document)
    faces(document)
    folios(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return dated(buffer.getvalue())


def dated(package: bytes) -> bytes:
    """The same, whose members were all made at one time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def strip(document: "Document") -> None:
    """Leaves out what is foreign."""
    package: Any = document.part.package
    for holder in (package, document.part):
        for number in [n for n, relation in holder.rels.items() if relation.reltype in FOREIGN]:
            del holder.rels[number]
    package.part_related_by(KIND.EXTENDED_PROPERTIES)._blob = declared(APPLICATION)  # noqa: SLF001
    settings: Any = document.settings.element
    for name in SETTINGS:
        for old in settings.findall(f"{{*}}{name}"):
            settings.remove(old)
    settings.find("{*}themeFontLang").set(qn("w:eastAsia"), "zh-CN")


def page(document: "Document") -> None:
    """A4, 版心 156 × 225 mm (5.2.1) with its grid; the footer's line stands 7 mm below the 版心 (7.5)."""
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
        parse_xml(f'<w:docGrid {NAMESPACE} w:type="linesAndChars" w:linePitch="{LEAD}" w:charSpace="{space}"/>')
    )


def style(
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


def styles(document: "Document") -> None:
    """Normal (which Word calls 正文), Title (标题), the four levels (7.3.3) and what the tables and footers need."""
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{LEAD}" w:lineRule="exact"/>'
    flush = '<w:ind w:firstLineChars="0" w:firstLine="0" w:left="0" w:right="0"/>'
    free = '<w:snapToGrid w:val="0"/>'
    body = f'<w:widowControl w:val="0"/>{free}{exact}{JUSTIFIED}'
    centred = f'{flush}<w:jc w:val="center"/>'
    close = free + '<w:spacing w:before="0" w:after="0" w:line="{}" w:lineRule="exact"/>'
    wanted = [
        style("Normal", "Normal", FANGSONG, BODY, body),
        style("Title", "Title", XBS, TITLE, f"<w:keepNext/>{exact}{centred}"),
        style("Signature", "Signature", FANGSONG, BODY, f'{exact}{flush}<w:jc w:val="right"/>'),
        style("Table", "表格文字", SONGTI, SMALL, f"{close.format(240)}{centred}"),
        style("Gap", "表后空行", SONGTI, SMALL, f"{close.format(160)}{flush}"),
        style("Footer", "footer", SONGTI, FOLIO, f"{close.format(round(FOLIO * TWIP))}{flush}"),
    ]
    for level, (name, face) in enumerate(zip(LEVEL_NAMES, LEVEL_FACES, strict=True), 1):
        outline = f'<w:keepNext/><w:outlineLvl w:val="{level - 1}"/>'
        wanted.append(style(f"{level}", name, face, BODY, outline))
        wanted.append(style(f"{level}c", f"{name}（文中）", face, BODY, "", based="", kind="character"))
    root: Any = document.styles.element
    for old in (*root.findall("{*}style"), *root.findall("{*}docDefaults")):
        root.remove(old)
    # LibreOffice counts the character grid from the default size, Word from that of Normal.
    size = f'<w:sz w:val="{BODY * 2:.0f}"/><w:szCs w:val="{BODY * 2:.0f}"/>'
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    defaults = f"<w:rPrDefault><w:rPr>{size}{language}</w:rPr></w:rPrDefault>"
    root.insert(0, parse_xml(f"<w:docDefaults {NAMESPACE}>{defaults}</w:docDefaults>"))
    for new in wanted:
        root.append(parse_xml(new))


def faces(document: "Document") -> None:
    """The font table: for every official face the names of those that may stand in for it."""
    entries = "".join(
        f'<w:font w:name="{face}"><w:altName w:val="{escape(others)}"/><w:charset w:val="86"/></w:font>'
        for face, others in FALLBACKS.items()
    )
    part: Any = document.part.part_related_by(KIND.FONT_TABLE)  # one that python-docx only hands through
    part._blob = declared(f"<w:fonts {NAMESPACE}>{entries}</w:fonts>")  # noqa: SLF001


def folios(document: "Document") -> None:
    """— 1 — in 4号 宋体, one character in from the outer edge: right on odd pages, left on even ones (7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
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
        root: Any = footer.part.element
        for old in root.findall("{*}p"):
            root.remove(old)
        root.append(parse_xml(f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Footer"/>{indent}</w:pPr>{field}</w:p>'))


def declared(xml: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()


if __name__ == "__main__":
    TEMPLATE.write_bytes(template())
