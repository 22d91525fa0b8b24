"""The web page as a strict reader sees it."""

from collections.abc import Callable
from typing import Any

import html5lib
import pytest

from clerk_app.exchange import html
from clerk_app.report.document import figures
from clerk_app.report.model import Report

H = "{http://www.w3.org/1999/xhtml}"


def parsed(text: str, *, fragment: bool = False) -> Any:
    parser = html5lib.HTMLParser(strict=True)
    return parser.parseFragment(text) if fragment else parser.parse(text)


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_page__made__is_valid_and_self_contained(key: str, published: Callable[..., Report]):
    text = html.page(published(key)).decode()
    root = parsed(text)
    assert root.get("lang") == "zh-CN"
    assert root.find(f"{H}head/{H}title").text.endswith("年政府信息公开工作年度报告")
    assert not any(word in text for word in ("<script", "http://", "https://", "src=", "@import", "url("))


def test_fragment__made__is_valid_and_carries_its_styles(published: Callable[..., Report]):
    text = html.fragment(published("2021"))
    root = parsed(text, fragment=True)
    assert [e.tag.removeprefix(H) for e in root][:2] == ["h1", "p"]
    assert "class=" not in text
    assert all(e.get("style") for e in root.iter(f"{H}td"))


def test_headings__made__are_one_title_six_parts(published: Callable[..., Report]):
    root = parsed(html.page(published("2021")).decode())
    assert [len(list(root.iter(H + tag))) for tag in ("h1", "h2", "h3")] == [1, 6, 1]


def test_tables__made__name_their_headers(published: Callable[..., Report]):
    root = parsed(html.page(published("2021")).decode())
    tables = list(root.iter(f"{H}table"))
    assert [t.find(f"{H}caption").text for t in tables][1] == "收到和处理政府信息公开申请情况"
    assert all(th.get("scope") for th in root.iter(f"{H}th"))
    assert [len(list(t.iter(f"{H}td"))) for t in tables] == [10, 175, 15]
    assert [len(t.findall(f"{H}tbody")) for t in tables] == [4, 1, 1]


def test_text_with_markup__made__stays_text(make: Callable[..., Report]):
    report = make({"others": '<img src=x onerror="alert(1)"> & </main>'}, unit="<b>镇</b>人民政府")
    root = parsed(html.page(report).decode())
    assert list(root.iter(f"{H}img")) == []
    assert any(p.text == '<img src=x onerror="alert(1)"> & </main>' for p in root.iter(f"{H}p"))


def test_table__blank_and_zero__differ(make: Callable[..., Report]):
    report = make({"p1/rule/made": 0})
    text = html.table(figures(report, report.edition.part("disclosure")), inline=False)
    assert text.count("<td>0</td>") == 1
    assert text.count("<td></td>") == 5
