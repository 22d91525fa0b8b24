"""A third set of layouts: labels, titles, dates and numbers in other words, columns of their own."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count

from tests.exchange.copied import bars_behind, text
from tests.exchange.layouts import Change, Page, Table, Writer, docx, headings, html, numbers, texts, xlsx
from tests.exchange.offices import blank_margins, controls
from tests.exchange.sites import content_system, from_word, plain_table

_WORDS = {
    "本年制发件数": "本年制发数", "现行有效件数": "现行有效数", "行政规范性文件": "规范性文件", "总计": "合计",
    "（七）总计": "（七）合计", "一、本年新收政府信息公开申请数量": "一、本年新收政府信息公开申请数",
    "本年收费金额（单位：万元）": "本年收费金额(万元)", "法人或其他组织": "法人或者其他组织",
    "2.其他法律行政法规禁止公开": "2.其他法律、行政法规禁止公开", "3.危及“三安全一稳定”": '3.危及"三安全一稳定"',
    "8.属于行政查询事项": "8.属于行政查询事项信息", "四、结转下年度继续办理": "四、结转下年度继续办理的",
    "处理决定数量": "本年处理决定数量", "上一年项目数量": "上年项目数量", "采购总金额": "采购总金额（元）",
    "1.属于国家秘密": "⒈属于国家秘密", "5.属于三类内部事务信息": "5、属于三类内部事务信息",
    "3.要求提供公开出版物": "③要求提供公开出版物", "未经复议直接起诉": "未经行政复议直接起诉",
}  # fmt: skip


def other_words(page: Page) -> Page:
    return texts(lambda t: _WORDS.get(t, t), page)


def decimals(page: Page) -> Page:
    """3.00 as spreadsheets print counts."""
    turns = count()
    return numbers(lambda t: t + (".00", ".0", "")[next(turns) % 3] if "." not in t else t, page)


def other_title(page: Page) -> Page:
    return [f"关于{page[0]}".replace("2023年", "2023年度").replace("2020年", "2020年度"), *page[1:]]


def year_first(page: Page) -> Page:
    title = str(page[0])
    year = re.findall(r"20\d\d", title)[0]
    unit = title.split(year, maxsplit=1)[0]
    return [f"{year}年度", unit, "政府信息公开工作年度报告", *page[1:]]


def spaced_date(page: Page) -> Page:
    return [re.sub(r"^(\d+)年(\d+)月(\d+)日$", r"\1 年 \2 月 \3 日", i) if isinstance(i, str) else i for i in page]


def pointed_date(page: Page) -> Page:
    return [re.sub(r"^(\d+)年(\d+)月(\d+)日$", r"\1.\2.\3", i) if isinstance(i, str) else i for i in page]


def renumbered(page: Page) -> Page:
    """Headings counted wrongly: 二 twice, then on from there."""
    wrong = dict(zip("一二三四五六", "一二二三四五", strict=True))
    return headings(lambda t: wrong[t[0]] + t[1:], page)


def with_remarks(page: Page) -> Page:
    """A column of running numbers before and one of remarks behind the long table."""

    def wider(table: Table) -> Table:
        rows, turns = [], count(1)
        for y, row in enumerate(table):
            if y == 0:
                rows.append([("序号", 3, 1), *row, ("备注", 3, 1)])
            elif y < 3:
                rows.append(row)
            else:
                rows.append([(str(next(turns)), 1, 1), *row, ("", 1, 1)])
        return rows

    return [wider(i) if not isinstance(i, str) and len(i) > 20 else i for i in page]


def units_told(page: Page) -> Page:
    """单位：件 on a line before every table, and as its first row."""
    return [x for i in page for x in ([i] if isinstance(i, str) else
            ["（单位：件）", [[("单位：件", 1, sum(a for _, _, a in i[0]))], *i]])]  # fmt: skip


def numbered_in_lines(page: Page) -> Page:
    """表一 … before the tables, a note behind each."""
    turns = count(1)
    return [x for i in page for x in ([i] if isinstance(i, str) else
            [f"表{next(turns)}", i, "注：以上数据由党政办公室统计。"])]  # fmt: skip


def emphasised(page: Page) -> bytes:
    """Markdown: headings by #, bold labels, bars."""
    lines = []
    for item in page:
        if isinstance(item, str):
            lines.append(f"## **{item}**\n" if re.match("[一二三四五六]、", item) else f"{item}\n")
        else:
            lines.append(bars_behind([[(f"**{t}**" if re.search("[^-.\\d]", t) else t, d, a) for t, d, a in r]
                                      for r in item]) + "\n")  # fmt: skip
    return "\n".join(lines).encode()


def signed_in_a_table(page: Page) -> bytes:
    """署名, date and note in the cells of a table; figures as header cells of a page in a frame of tables."""
    body = "".join(f"<p>{i}</p>" if isinstance(i, str) else plain_table(i) for i in page[:-3])
    foot = "".join(f"<tr><td></td><td>{i}</td></tr>" for i in page[-3:])
    return f"<html><meta charset=utf-8><body>{body}<table>{foot}</table></body></html>".encode()


def lists(page: Page) -> bytes:
    """Rows as lists."""
    rows: Callable[[Table], str] = lambda t: "".join(  # noqa: E731
        "<ul class=row>" + "".join(f"<li class=cell>{c or '&nbsp;'}</li>" for c, _, _ in r) + "</ul>" for r in t
    )
    body = "".join(f"<p>{i}</p>" if isinstance(i, str) else f"<div class=table>{rows(i)}</div>" for i in page)
    return f"<html><meta charset=utf-8><body>{body}</body></html>".encode()


def definitions(page: Page) -> bytes:
    """GB 18030 without a word on it; paragraphs as <div><br></div>."""
    body = "".join(f"<div>{i}<br></div>" if isinstance(i, str) else plain_table(i, "<div>{}</div>") for i in page)
    return f"<html><body>{body}</body></html>".encode("gb18030")


Layout = tuple[str, Sequence[Change], Writer]
NEWCOMERS: dict[str, Layout] = {
    "other words": ("html", (other_words,), content_system),
    "other words docx": ("docx", (other_words, spaced_date), docx),
    "other words txt": ("txt", (other_words, pointed_date), partial(text, table=bars_behind)),
    "decimal zeros": ("html", (decimals, other_title), html),
    "decimal zeros xlsx": ("xlsx", (decimals,), partial(xlsx, as_text=True)),
    "year first": ("docx", (year_first, renumbered), docx),
    "counted wrongly": ("txt", (renumbered, units_told), partial(text, table=bars_behind, narrow=False)),
    "remarks": ("html", (with_remarks,), from_word),
    "remarks docx": ("docx", (with_remarks, numbered_in_lines), controls),
    "remarks xlsx": ("xlsx", (with_remarks, units_told), blank_margins),
    "units told": ("html", (units_told, spaced_date), html),
    "notes behind tables": ("html", (numbered_in_lines,), definitions),
    "emphasised": ("txt", (), emphasised),
    "signed in a table": ("html", (), signed_in_a_table),
    "lists": ("html", (), lists),
    "no encoding told": ("html", (year_first, other_words), definitions),
}
