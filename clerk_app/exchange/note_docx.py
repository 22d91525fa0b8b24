"""A short paper beside the report as a Word document: title, facts, lists; to be edited before it goes out."""

from collections.abc import Sequence

from clerk_app.exchange import docx_package

Facts = Sequence[tuple[str, str]]
Lists = Sequence[tuple[str, Sequence[str]]]


def make(title: str, facts: Facts, lists: Lists) -> bytes:
    """`facts`: name and value, a line each. `lists`: a heading and its paragraphs. Text that XML cannot hold is left
    out: a name of a file may have it."""
    lines = [(title, "Title"), ("", "Normal"), *((f"{name}：{value}", "Normal") for name, value in facts)]
    for heading, paragraphs in lists:
        lines += [(heading, "1"), *((text, "Normal") for text in paragraphs)]
    body = "".join(docx_package.paragraph(docx_package.run(_clean(text)), style) for text, style in lines)
    return docx_package.made(_clean(title), "", body)


def _clean(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c == "\u3000")
