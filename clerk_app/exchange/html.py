"""The report as a web page: semantic, accessible, self-contained, without script; and as a fragment for an editor."""

from html import escape

from clerk_app.form.sheet import Box
from clerk_app.report.document import Block, Figures, Heading, Paragraph, Signature, Title, blocks
from clerk_app.report.model import Report

# In a fragment they stand at the elements, because editors of web sites drop style sheets; in a page in one sheet.
_STYLES = {
    "h1": "margin:1em 0;text-align:center;font-size:1.5em;line-height:1.5",
    "h2": "margin:1.2em 0 .4em;font-size:1.15em;font-weight:bold",
    "h3": "margin:.8em 0 .2em;font-size:1em;font-weight:bold;text-indent:2em",
    "p": "margin:.3em 0;text-indent:2em;text-align:justify",
    "p.signature": "margin:.3em 4em .3em 0;text-align:right",
    "table": "width:100%;margin:.6em 0;border-collapse:collapse;font-size:.85em;line-height:1.4",
    "caption": "padding:.3em;text-align:left;font-size:.95em",
    "th": "border:1px solid #333;padding:.25em;font-weight:normal;text-align:center",
    "th.nested": "border:1px solid #333;padding:.25em .5em;font-weight:normal;text-align:left",
    "td": "border:1px solid #333;padding:.25em;text-align:center",
}
_PAGE = (
    "body{max-width:52em;margin:2em auto;padding:0 1em;color:#111;background:#fff;"
    "font-family:FangSong,FangSong_GB2312,STFangsong,serif;font-size:1.15em;line-height:1.8}"
    ".wide{overflow-x:auto}"
    "@media print{@page{size:A4;margin:37mm 26mm 35mm 28mm}body{max-width:none;margin:0;padding:0;font-size:12pt}"
    "h1,h2,h3{break-after:avoid}thead{display:table-header-group}tr{break-inside:avoid}.signature{break-before:avoid}"
    ".wide{overflow:visible}}"
)


def page(report: Report) -> bytes:
    """The whole page."""
    sheet = "".join(f"{selector}{{{style}}}" for selector, style in _STYLES.items()) + _PAGE
    body = "\n".join(_block(block, inline=False) for block in blocks(report))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(report.title)}</title>\n<style>{sheet}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    ).encode()


def fragment(report: Report) -> str:
    """The same for the editor of a web site: no page around it, every style at its element."""
    return "\n".join(_block(block, inline=True) for block in blocks(report)) + "\n"


def table(block: Figures, *, inline: bool) -> str:
    """The tables of a part as one table: header cells with their scope, a tbody for each of several tables."""
    sheet = block.sheet
    rows: list[list[Box]] = [[] for _ in range(sheet.rows)]
    for box in sorted(sheet.boxes, key=lambda b: b.column):
        rows[box.row].append(box)
    nested = {t.key for t in sheet.part.tables if any(n.children for n in t.rows)}
    lines = [
        f"<tr>{''.join(_cell(box, block, inline=inline, nested=box.table in nested) for box in row)}</tr>"
        for row in rows
    ]
    groups = [_tag("thead", "\n".join(lines[: sheet.head_rows]))] if sheet.head_rows else []
    for key in dict.fromkeys(box.table for box in sheet.boxes):
        body = [i for i, row in enumerate(rows) if i >= sheet.head_rows and row[0].table == key]
        groups.append(_tag("tbody", "\n".join(lines[i] for i in body)))
    caption = _styled("caption", escape(sheet.part.heading.partition("、")[2]), inline=inline)
    return _styled("table", "\n".join([caption, *groups]), inline=inline)


def _block(block: Block, *, inline: bool) -> str:
    if isinstance(block, Title):
        return _styled("h1", escape("".join(block.pieces)), inline=inline)
    if isinstance(block, Heading):
        return _styled("h2", escape(block.text), inline=inline)
    if isinstance(block, Paragraph):
        alone = block.level in (1, 2) and block.head == len(block.text)
        return _styled("h3" if alone else "p", escape(block.text), inline=inline)
    if isinstance(block, Figures):
        whole = table(block, inline=inline)
        return whole if inline else f'<div class="wide">\n{whole}\n</div>'
    return _signature(block, inline=inline)


def _signature(block: Signature, *, inline: bool) -> str:
    lines = [_styled("p.signature", escape(text), inline=inline) for text in (block.unit, block.date) if text]
    if block.note:
        lines.append(_styled("p", escape(block.note), inline=inline))
    return "\n".join(lines)


def _cell(box: Box, block: Figures, *, inline: bool, nested: bool) -> str:
    spans = f' rowspan="{box.rows}"' * (box.rows > 1) + f' colspan="{box.columns}"' * (box.columns > 1)
    if box.role == "figure":
        return _styled("td", escape(block.numbers.get(box.path, "")), spans, inline=inline)
    if box.role == "row":
        scope = "rowgroup" if box.rows > 1 else "row"
        kind = "th.nested" if nested and box.rows == 1 else "th"
    else:
        scope, kind = ("colgroup" if box.columns > 1 else "col"), "th"
    return _styled(kind, escape(box.text), f' scope="{scope}"{spans}', inline=inline)


def _styled(kind: str, inner: str, attributes: str = "", *, inline: bool) -> str:
    """An element of a kind of `_STYLES`, `tag` or `tag.class`."""
    tag, _, name = kind.partition(".")
    style = f' style="{_STYLES[kind]}"' if inline else f' class="{name}"' if name else ""
    return f"<{tag}{style}{attributes}>{inner}</{tag}>"


def _tag(tag: str, inner: str) -> str:
    return f"<{tag}>\n{inner}\n</{tag}>"
