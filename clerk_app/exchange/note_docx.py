"""A short paper beside the report as a Word document: title, facts, lists; to be edited before it goes out."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from clerk_app.exchange import docx_package

if TYPE_CHECKING:
    from docx.document import Document

Facts = Sequence[tuple[str, str]]
Lists = Sequence[tuple[str, Sequence[str]]]


def make(title: str, facts: Facts, lists: Lists) -> bytes:
    """`facts`: name and value, a line each. `lists`: a heading and its paragraphs. Text that XML cannot hold is left
    out: a name of a file may have it."""
    document = docx_package.blank(_clean(title), "")
    _paragraph(document, title, "Title")
    _paragraph(document, "", "Normal")
    for name, value in facts:
        _paragraph(document, f"{name}：{value}", "Normal")
    for heading, paragraphs in lists:
        _paragraph(document, heading, "1")
        for text in paragraphs:
            _paragraph(document, text, "Normal")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _paragraph(document: "Document", text: str, style: str) -> None:
    styles: Any = document.styles
    named = next(s for s in styles if s.style_id == style)
    document.add_paragraph(_clean(text), named)


def _clean(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c == "\u3000")
