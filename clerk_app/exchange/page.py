"""A page of HTML from the clipboard, by libxml2, whose time grows with the length alone: its elements and its words."""

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # pyright: ignore[reportPrivateUsage]  # lxml's stubs name it so

_BLANKS = re.compile(r"[ \t\r\n\f]+")  # all of them are one on a page


def parsed(html: str) -> "Element | None":
    """Its root; None when there is nothing in it. Python's own parser takes minutes for a page cut off."""
    from lxml import etree  # late: no window waits for it that never pastes

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(html.replace("\0", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def words(of: "Element", parting: Mapping[str, str], without: Collection[str]) -> str:
    """The text of an element. `parting`: what stands on both sides of the elements of a name; `without`: names of
    elements below it that are left out whole."""
    from lxml import etree

    said: list[str] = []
    within = 0  # elements that are left out
    for event, node in etree.iterwalk(of, events=("start", "end")):
        other = node is not of and node.tag in without
        said.append(parting.get(str(node.tag), ""))
        if event == "start":
            within += other
            text = node.text
        else:
            within -= other
            text = node.tail if node is not of else ""
        if text and not within:
            said.append(_BLANKS.sub(" ", text))
    return "".join(said)
