"""Published reports as pages of web sites: what editors and content systems make of the same report."""

import re
from functools import partial
from html import escape

from tests.exchange.copied import around, explained, unnumbered
from tests.exchange.layouts import (
    Page,
    Table,
    blanks,
    broken,
    commas,
    half_brackets,
    numbers,
    over_pages,
    short,
    tables,
    texts,
    two_line_title,
    unmerged,
)

_NAVIGATION = "".join(
    f"<li><a href='/{n}/'>{n}</a></li>" for n in ("首页", "走进云岭", "新闻中心", "政府信息公开", "政务服务")
)
_YEARS = "".join(f"<li><a>青石镇人民政府{y}年政府信息公开工作年度报告</a><span>{y + 1}-01-20</span></li>"
                 for y in range(2024, 2016, -1))  # fmt: skip


def _td(text: str, down: int, across: int, *, inner: str = "{}", tag: str = "td") -> str:
    spans = f' rowspan="{down}"' * (down > 1) + f' colspan="{across}"' * (across > 1)
    return f"<{tag}{spans}>{inner.format(escape(text).replace(chr(10), '<br>'))}</{tag}>"


def plain_table(table: Table, inner: str = "{}") -> str:
    rows = "\n".join("<tr>" + "".join(_td(t, d, a, inner=inner) for t, d, a in row) + "</tr>" for row in table)
    return f"<table border=1 cellspacing=0>{rows}</table>"


def _body(page: Page, table: str = "{}", paragraph: str = "<p>{}</p>") -> str:
    return "\n".join(paragraph.format(escape(i)) if isinstance(i, str) else plain_table(i, table) for i in page)


def content_system(page: Page) -> bytes:
    """Navigation, breadcrumb, a column of other years' reports, tools, pager, related links, foot."""
    return (
        "<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>青石镇人民政府2023年政府信息公开工作年度报告"
        f"_云岭市人民政府</title><link rel=stylesheet href=/a.css></head><body><header><ul>{_NAVIGATION}</ul></header>"
        "<div class=crumb>当前位置：<a>首页</a> &gt; <a>政府信息公开</a> &gt; <a>政府信息公开年报</a></div>"
        f"<aside><h3>政府信息公开年报</h3><ul>{_YEARS}</ul></aside><article><h1>{escape(str(page[0]))}</h1>"
        "<div class=info><span>发布时间：2024-01-18 09:32</span><span>来源：青石镇</span>"
        "<span>浏览次数：<i>126</i></span><span>字号：[<a>大</a> <a>中</a> <a>小</a>]</span> <a>打印</a></div>"
        f"<div id=zoom>{_body(page)}</div></article>"
        "<div class=pager><p>上一篇：<a>关于公示的通知</a></p><p>下一篇：<a>没有了</a></p></div>"
        f"<h3>相关链接</h3><ul>{_YEARS}</ul><footer><p>主办单位：云岭市人民政府　网站标识码：1234560001</p>"
        "<p>地址：云岭市人民路1号　电话：0888-1234567</p></footer></body></html>"
    ).encode()


def from_word(page: Page) -> bytes:
    """Pasted out of Word: classes, o:p, conditional comments, &nbsp; in blank cells, a row that only holds widths."""

    def table(rows: Table) -> str:
        width = max(sum(a for _, _, a in r) for r in rows)
        body = plain_table(rows, '<p class=MsoNormal align=center><span lang=EN-US style="font-size:9pt">{}&nbsp;'
                                 "<o:p></o:p></span></p>")  # fmt: skip
        sizes = "<![if !supportMisalignedColumns]><tr height=0>" + "<td width=60></td>" * width + "</tr><![endif]>"
        return body.replace("</table>", sizes + "</table>")

    lines = [f'<p class=MsoNormal style="text-indent:32pt"><span>&nbsp;&nbsp;{escape(i)}</span><o:p></o:p></p>'
             if isinstance(i, str) else table(i) for i in page]  # fmt: skip
    head = "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta charset=gb2312><!--[if gte mso 9]><xml>"
    head += "<w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]--></head><body lang=ZH-CN>"
    return (head + "\n".join(lines) + "</body></html>").encode("gb18030")


def nested(page: Page) -> bytes:
    """Three layout tables around, every paragraph in a row of its own, the official tables in cells, GB 18030."""
    rows = "".join(f"<TR><TD class=c>&nbsp;&nbsp;{escape(i)}" if isinstance(i, str) else f"<TR><TD>{plain_table(i)}"
                   for i in page)  # fmt: skip
    return (
        '<HTML><HEAD><META http-equiv=Content-Type content="text/html; charset=gb2312"></HEAD><BODY><TABLE><TR><TD>'
        "<TABLE><TR><TD>首页<TD>政务公开<TD>便民服务</TABLE><TABLE><TR><TD width=20%>"
        f"<TABLE><TR><TD>栏目导航<TR><TD>机构概况</TABLE><TD><TABLE>{rows}</TABLE></TABLE>"
        "<TABLE><TR><TD>版权所有 云岭市人民政府</TABLE></TABLE></BODY></HTML>"
    ).encode("gb18030")


def divisions(page: Page) -> bytes:
    """Tables of div."""

    def table(rows: Table) -> str:
        cells = ("".join(f'<div class="cell"><span>{escape(t)}</span></div>' for t, _, _ in r) for r in rows)
        return "<div class=table>" + "".join(f"<div class=row>{c}</div>" for c in cells) + "</div>"

    lines = [f"<div>{escape(i)}</div>" if isinstance(i, str) else table(i) for i in page]
    return ("<meta charset=utf-8><body>" + "".join(lines)).encode()


def twice(page: Page) -> bytes:
    """A hidden copy for telephones with other numbers, a table of contents with links, a chart's data in a script."""
    other = _body(numbers(lambda t: "9" + t, page)) if page else ""
    listed = "".join(f"<li><a href=#{n}>{escape(i)}</a></li>" for n, i in enumerate(page)
                     if isinstance(i, str) and re.match("[一二三四五六]、", i))  # fmt: skip
    return (
        f"<html><head><meta charset=utf-8></head><body><nav><ol>{listed}</ol></nav>"
        f"<div class=wap style='width:0;DISPLAY : none;'>{other}</div><main>{_body(page)}</main>"
        "<script>var data=[['规章',7,7,7]]</script><template><table><tr><td>规章<td>8<td>8<td>8</table></template>"
        "<noscript><p>一、总体情况</p></noscript></body></html>"
    ).encode()


def strong_headings(page: Page) -> bytes:
    """Headings and text as spans between <br>; headings bold and without numbers."""
    lines = [plain_table(i) if not isinstance(i, str) else
             f"<strong>{escape(i[2:])}</strong><br/>" if re.match("[一二三四五六]、", i) else
             f"<span>&emsp;&emsp;{escape(i)}</span><br/><br/>" for i in page]  # fmt: skip
    return ("<html><head><meta charset='utf-8'></head><body><div>" + "".join(lines) + "</div></body></html>").encode()


def sloppy(page: Page) -> bytes:
    """Spans that reach beyond the table, cells and rows never closed, header cells as <th>, each letter on a line."""

    def cell(t: str, d: int, a: int) -> str:
        tall = "<br>".join(escape(t)) if re.fullmatch(r"结果..|其他结果|尚未审结|总计|其他", t) else escape(t)
        return f"<TH ROWSPAN={d if d < 20 else 65} COLSPAN='{a}' >{tall}"

    def table(rows: Table) -> str:
        return "<TABLE><TBODY>" + "".join("<TR>" + "".join(cell(*c) for c in r) for r in rows) + "</TABLE>"

    lines = [f"<P>{escape(i)}" if isinstance(i, str) else table(i) for i in page]
    return ("<BODY>" + "\n".join(lines)).encode("utf-8-sig")


def in_pieces(table: Table) -> list[str | Table]:
    """Each block of the stacked tables a table of its own, band and all."""
    if len(table[0]) != 1:
        return [table]
    result: list[str | Table] = []
    for row in table:
        if len(row) == 1:
            result.append([])
        last = result[-1]
        assert isinstance(last, list)
        last.append(row)
    return result


def loose_numbers(page: Page) -> Page:
    """Thousands separators, wide digits, blanks and measure words by turns."""
    ways = (lambda t: t, lambda t: f" {t} ", lambda t: "".join(chr(ord(c) + 0xFEE0) for c in t),
            lambda t: f"{int(t):,}" if t.isdecimal() else t, lambda t: f"{t}件" if t.isdecimal() else t)  # fmt: skip
    count = iter(range(10**6))
    return numbers(lambda t: ways[next(count) % len(ways)](t), page)  # noqa: PLW0108  # another one each time


def typed_in_bold(page: Page) -> Page:
    return partial(texts, lambda t: f" {t} ".replace("，", "， "))(page)


SITES = {
    "content system": ((two_line_title,), content_system),
    "pasted from Word": ((partial(texts, half_brackets),), from_word),
    "nested layout tables": ((around,), nested),
    "tables of div": ((), divisions),
    "hidden copy": ((), twice),
    "bold headings": ((unnumbered,), strong_headings),
    "sloppy": ((), sloppy),
    "sloppy, over pages": ((partial(tables, partial(over_pages, header=False)),), sloppy),
    "a table a block": ((partial(tables, in_pieces), partial(texts, commas)), content_system),
    "unmerged, loose numbers": ((loose_numbers, partial(tables, partial(unmerged, repeat=True))), nested),
    "loose numbers": ((loose_numbers, partial(texts, broken)), from_word),
    "explained labels": ((explained, partial(texts, blanks)), content_system),
    "short labels": ((partial(texts, short), typed_in_bold), twice),
}
