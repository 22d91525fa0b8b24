"""Pages of HTML from a clipboard."""

import pytest

from clerk_app.exchange.page import parsed, words


@pytest.mark.parametrize("html", ["", " ", "\0", "<!-- -->"])
def test_parsed__nothing_in_it__is_none(html: str) -> None:
    assert parsed(html) is None


@pytest.mark.parametrize(
    "html, said",
    [
        ("<p>甲\n 乙</p><p>丙</p>丁", "|甲 乙||丙|丁"),
        ("<p>甲<script>x</script><b>乙</b>丙", "|甲乙丙|"),
        ("<script>x<p>y</p></script>", ""),
        ("甲&lt;乙&nbsp;丙<!-- 丁 -->", "甲<乙\u00a0丙"),
    ],
)
def test_words__of_a_page__are_parted_and_without_what_is_no_text(html: str, said: str) -> None:
    root = parsed(html)
    assert root is not None
    assert words(root, {"p": "|"}, ("script",)) == said
