"""The file of a workbook around the XML of its sheets.

Written here: openpyxl takes longer to import, and longer still cell by cell, than a whole PDF takes to be made.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape

from clerk_app.exchange import xlsx_look
from clerk_app.exchange.xlsx_cells import Cells

_FORMATS = "http://schemas.openxmlformats.org"
_PACKAGES, _DOCUMENTS = f"{_FORMATS}/package/2006", f"{_FORMATS}/officeDocument/2006/relationships"
_MAIN = f'xmlns="{_FORMATS}/spreadsheetml/2006/main"'
_TYPE, _OPC = "application/vnd.openxmlformats-officedocument", "application/vnd.openxmlformats-package"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORBIDDEN = re.compile(r"[\\*?:/\[\]']")  # in the name of a sheet
_LONGEST = 31


def name(title: str, others: Mapping[str, object]) -> str:
    """The name of a new sheet beside `others`: what a title may not have is left out."""
    plain = _FORBIDDEN.sub("", title)[:_LONGEST] or "Sheet"
    taken = {other.casefold() for other in others}
    offers = (plain, *(f"{plain[: _LONGEST - 3]}{n}" for n in range(2, 999)))
    return next(offer for offer in offers if offer.casefold() not in taken)


def made(title: str, author: str, sheets: Mapping[str, Cells]) -> bytes:
    """The file with the sheets by their names."""
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations(
            ("xl/workbook.xml", f"{_DOCUMENTS}/officeDocument"),
            ("docProps/core.xml", f"{_PACKAGES}/relationships/metadata/core-properties"),
        ),
        "docProps/core.xml": _properties(title, author),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            *((f"worksheets/sheet{n}.xml", f"{_DOCUMENTS}/worksheet") for n in numbers),
            ("styles.xml", f"{_DOCUMENTS}/styles"),
        ),
        "xl/styles.xml": f"<styleSheet {_MAIN}>{xlsx_look.styles()}</styleSheet>",
    }
    for number, cells in enumerate(sheets.values(), 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet {_MAIN}>{cells.xml()}</worksheet>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as file:
        for part, xml in parts.items():
            file.writestr(part, _DECLARED + xml)
    return buffer.getvalue()


def _types(count: int) -> str:
    kinds = {"workbook": "sheet.main", "styles": "styles"}
    kinds |= {f"worksheets/sheet{n}": "worksheet" for n in range(1, count + 1)}
    named = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{_TYPE}.spreadsheetml.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_PACKAGES}/content-types"><Default Extension="rels" ContentType="{_OPC}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}'
        f'<Override PartName="/docProps/core.xml" ContentType="{_OPC}.core-properties+xml"/></Types>'
    )


def _relations(*of: tuple[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{part}"/>' for n, (part, kind) in enumerate(of, 1)
    )
    return f'<Relationships xmlns="{_PACKAGES}/relationships">{entries}</Relationships>'


def _properties(title: str, author: str) -> str:
    at = f'xsi:type="dcterms:W3CDTF">{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}<'
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGES}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<dcterms:created {at}/dcterms:created><dcterms:modified {at}/dcterms:modified></cp:coreProperties>"
    )


def _workbook(sheets: Mapping[str, Cells]) -> str:
    listed, names = "", ""
    for number, (title, cells) in enumerate(sheets.items(), 1):
        said = escape(title)
        state = ' state="veryHidden"' if cells.hidden else ""
        listed += f'<sheet name="{said}" sheetId="{number}"{state} r:id="rId{number}"/>'
        for what, place in (("Print_Area", cells.area), ("Print_Titles", cells.head)):
            if place:
                fixed = ":".join(re.sub(r"([A-Z]+|\d+)", r"$\1", end) for end in place.split(":"))
                local = f"'{said}'!{fixed}"
                names += f'<definedName name="_xlnm.{what}" localSheetId="{number - 1}">{local}</definedName>'
    defined = f"<definedNames>{names}</definedNames>" if names else ""
    return (
        f'<workbook {_MAIN} xmlns:r="{_DOCUMENTS}"><bookViews><workbookView/></bookViews>'
        f'<sheets>{listed}</sheets>{defined}<calcPr calcId="191029" fullCalcOnLoad="1"/></workbook>'
    )
