"""Published reports as text that other programs made of a page or a PDF: bars, tabs, a cell a line, wrapped headers."""

import re
from collections.abc import Callable
from functools import partial

from tests.exchange.layouts import Page, Row, Table, half_brackets, without_numbers

Cells = Callable[[Table], str]


def text(page: Page, table: Cells, *, narrow: bool = True, gap: str = "\n") -> bytes:
    """Paragraphs by `gap`, tables as `table` writes them; brackets as most converters leave them."""
    pieces = [item if isinstance(item, str) else table(item) for item in page]
    whole = gap.join(pieces) + "\n"
    return (half_brackets(whole) if narrow else whole).encode()


def _flat(row: Row) -> list[str]:
    return [t.replace("\n", " ") for t, _, _ in row]


def _width(table: Table) -> int:
    return max(sum(a for _, _, a in row) for row in table)


def _pads(table: Table, row: Row) -> int:
    """What a converter that gives every row the same number of bars adds: the places that merged cells cover."""
    return _width(table) - len(row)


def bars_behind(table: Table) -> str:
    """规章 | 0 | 0 | 0 | ||"""
    return "\n".join(" | ".join(_flat(r)) + " |" + (" " + "|" * n if (n := _pads(table, r)) else "") for r in table)


def bars_around(table: Table) -> str:
    """| 规章 | 0 | 0 | 0 | ||"""
    return "\n".join("| " + line + " " for line in bars_behind(table).split("\n"))


def bars_a_cell(table: Table) -> str:
    """规章 | / 0 | / 0 | / ||: a cell a line, each with its bar."""
    return "\n".join("\n".join(f"{t} |".strip() for t in _flat(r)) + ("\n" + "|" * n if (n := _pads(table, r)) else "")
                     for r in table)  # fmt: skip


def bars_before_rows(table: Table) -> str:
    """| / 规章 | / 0 | / 0 | |"""
    return "\n".join("|\n" + "\n".join(f"{t} |".strip() for t in _flat(r)) + (" " + "|" * n if (n := _pads(table, r))
                     else "") for r in table)  # fmt: skip


def bars_and_blanks(table: Table) -> str:
    """|  / 规章  |  / 0  | |||"""
    return "\n".join("| \n " + " | \n ".join(f"{t} " for t in _flat(r)) + " | " + "|" * _pads(table, r) for r in table)


def bars_alone(table: Table) -> str:
    """规章 / | / 0 / |: text and bars by turns."""
    return "\n".join("\n|\n".join(_flat(r)) + "\n|" for r in table)


def bars_with_places(table: Table) -> str:
    """| | 2.其他法律行政法规禁止公开 | 0 |: a blank place under a merged cell, no padding."""
    taken = set[tuple[int, int]]()
    lines: list[str] = []
    for y, row in enumerate(table):
        x, cells = 0, list[str]()
        for t, down, across in row:
            while (y, x) in taken:
                cells.append("")
                x += 1
            taken |= {(y + i, x + j) for i in range(1, down) for j in range(across)}
            cells.append(t)
            x += across
        lines.append(" | ".join(cells).strip() + " |")
    return "\n".join(lines)


def markdown(table: Table) -> str:
    """A pipe table with its rule; merged cells once, then blank."""
    lines: list[str] = []
    for number, row in enumerate(table):
        cells = [c for t, _, a in row for c in (t.replace("\n", ""), *[""] * (a - 1))]
        lines.append("| " + " | ".join(cells) + " |")
        if number == 0:
            lines.append("|" + " --- |" * len(cells))
    return "\n".join(lines)


def paragraphs(table: Table) -> str:
    """A cell a paragraph, blank ones left out, some labels in two."""
    halves = {"商业企业": "商业\n\n企业", "科研机构": "科研\n\n机构", "本年新制作数量": "本年新\n\n制作数量"}
    cells = [halves.get(t, t.replace("（三）不予公开", "（三）\n\n不予公开")) for r in table for t in _flat(r) if t]
    return "\n\n".join(cells)


def browser(table: Table) -> str:
    """As a browser copies cells that hold paragraphs: cell, blank lines, tab."""
    return "\n".join("\n\t\n".join(f"{t}\n" for t in _flat(r)) for r in table)


def from_pdf(table: Table) -> str:
    """Words of a line by single blanks; the narrow heads of the last table broken over four lines."""
    lines: list[str] = []
    for row in table:
        cells = _flat(row)
        if len(cells) == 15 and not cells[0].isdigit():
            lines += [" ".join(t[i : i + 1] for t in cells if t[i : i + 1]) for i in range(4)]
        else:
            lines.append(" ".join(t for t in cells if t))
    return "\n".join(lines)


# ---- changes of a page


def cut_at_breaks(page: Page) -> Page:
    """本年新制作数量 was written in two lines, of which only the first came through."""
    heads = {"本年新制作数量": "本年新", "本年新公开数量": "本年新"}
    return [i if isinstance(i, str) else [[(heads.get(t, t), d, a) for t, d, a in r] for r in i] for i in page]


def with_folios(page: Page) -> Page:
    """Page numbers between, and within the long table."""
    result: Page = []
    for number, item in enumerate(page):
        if not isinstance(item, str) and len(item) > 20:
            result += [item[:12], "— 5 —", item[12:]]
        else:
            result.append(item)
        if number % 7 == 3:
            result.append(f"— {number} —")
    return result


def without_headings(page: Page) -> Page:
    """The headings of the tables lost, as when they were pictures."""
    return [i for i in page if not (isinstance(i, str) and re.match("[二三四]、", i))]


def around(page: Page) -> Page:
    """Navigation, tools, neighbours and the foot of a site."""
    head = [
        "繁体版",
        "无障碍阅读",
        "您当前所在位置: 首页 > 政府信息公开 > 法定主动公开内容 > 政府信息公开年报 > 2023年",
    ]
    tools = ["发布时间：2024-01-18 09:32 来源：党政办公室 浏览次数： 126 次", "字号：[大] [中] [小] 打印 收藏"]
    foot = ["附件：青石镇2023年年报.pdf", "上一篇：2022年政府信息公开工作年度报告", "下一篇：没有了",
            "扫一扫在手机打开当前页", "主办：云岭市人民政府办公室　承办：云岭市政务服务中心",
            "网站标识码：1234560001　滇ICP备12345678号-1"]  # fmt: skip
    return [*head, page[0], *tools, *page[1:], *foot]


def explained(page: Page) -> Page:
    """Explanations in brackets behind the labels, as some provinces print them."""
    said = {"规章": "规章（设区的市、自治州人民政府应提供相关数据）", "行政许可": "行政许可（含延续、变更）",
            "上一年项目数量": "上一年项目数量（指上年事项数）",
            "本年增/减": "本年增/减（减用负值表示，如-8）"}  # fmt: skip
    return [i if isinstance(i, str) else [[(said.get(t, t), d, a) for t, d, a in r] for r in i] for i in page]


def fewer_in_words(page: Page) -> Page:
    """-8 as 减8."""
    return [i if isinstance(i, str) else [[(re.sub(r"^-(\d+)$", r"减\1", t), d, a) for t, d, a in r] for r in i]
            for i in page]  # fmt: skip


def unnumbered(page: Page) -> Page:
    return [i if isinstance(i, str) else [[(without_numbers(t), d, a) for t, d, a in r] for r in i] for i in page]


COPIED = {
    "bars behind": ((), partial(text, table=bars_behind)),
    "bars around": ((around,), partial(text, table=bars_around)),
    "bars, a cell a line": ((cut_at_breaks,), partial(text, table=bars_a_cell)),
    "bars before rows": ((around,), partial(text, table=bars_before_rows)),
    "bars and blanks": ((), partial(text, table=bars_and_blanks)),
    "bars alone": ((unnumbered,), partial(text, table=bars_alone, narrow=False)),
    "bars with places": ((), partial(text, table=bars_with_places)),
    "markdown": ((), partial(text, table=markdown, narrow=False)),
    "a cell a paragraph": ((around,), partial(text, table=paragraphs, gap="\n\n")),
    "browser": ((), partial(text, table=browser, narrow=False)),
    "words of a PDF": ((with_folios,), partial(text, table=from_pdf, narrow=False)),
    "headings lost": ((without_headings,), partial(text, table=bars_a_cell)),
    "explained": ((explained, fewer_in_words), partial(text, table=bars_behind)),
}
