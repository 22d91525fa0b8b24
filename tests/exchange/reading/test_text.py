"""Encodings, and which kind of text it is."""

import pytest

from clerk_app.exchange.reading import text
from clerk_app.exchange.reading.source import Unreadable


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text__in_any_encoding__read(encoding: str):
    assert text.read("一、总体情况\n正文。".encode(encoding)).items == ("一、总体情况", "正文。")


def test_page__that_tells_gb2312__read():
    page = '<html><head><meta charset="gb2312"></head><body><p>一、总体情况</p><p>镕</p></body></html>'
    assert text.read(page.encode("gbk")).items == ("一、总体情况", "镕")


def test_bytes__of_no_text__refused():
    with pytest.raises(Unreadable, match="不是文字"):
        text.read(b"\x81\x00\xff\xfe" * 9)
