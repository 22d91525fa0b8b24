"""Text from elsewhere as official prose."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.exchange.prose import LIMIT, TooLong, copied, official


@pytest.mark.parametrize(
    "given, made",
    [
        ("　　全年收到申请5件,其中\"公开\"3件;办结4件.", "全年收到申请5件，其中“公开”3件；办结4件。"),
        ("一是 加强 学习;\n\n\n  二是\u00a0规范流程!  ", "一是加强学习；\n二是规范流程！"),
        ("(一)主动公开情况。", "（一）主动公开情况。"),
        ("(1)学习", "（1）学习"),
        ("１２３４件，占５０％", "1234件，占50%"),
        ("共1,234件，占3.5%，10:30结束。", "共1,234件，占3.5%，10:30结束。"),
        ("1.学习条例。", "1.学习条例。"),
        ("网址 http://www.example.gov.cn/a.html 可查", "网址http://www.example.gov.cn/a.html可查"),
        ("Open Data 平台", "Open Data平台"),
        ("● 学习\n•宣传", "学习\n宣传"),
        ("等等...还有", "等等……还有"),
        ("等等……还有", "等等……还有"),
        ("一个\"引号", "一个\"引号"),
        ("It's “好”", "It's“好”"),
        ("Hello, world (x).", "Hello, world (x)."),
        ("甲\v乙", "甲\n乙"),
        ("政务公开--新闻", "政务公开——新闻"),
        ("全年12件", "全年12件"),
        ("段落一。\n", "段落一。\n"),
        ("联系电话:0571-88888888,邮箱:a@b.cn.", "联系电话：0571-88888888，邮箱：a@b.cn。"),
        ("", ""),
    ],
)  # fmt: skip
def test_official__of_what_is_copied__reads_as_a_document(given: str, made: str) -> None:
    assert official(given) == made


@given(st.text(alphabet="甲乙，。“”《》（）、；12.,;:!?()\"'%ab \n…—-", max_size=40))
def test_official__twice__changes_nothing_more(text: str) -> None:
    assert official(official(text)) == official(text)


# ---- the clipboard


@pytest.mark.parametrize(
    "html, words",
    [
        ("<style>p{}</style><p><b>一、</b>收到\n3件</p><p>好</p>", "一、收到 3件\n好"),
        ("甲<br>乙<div>丙</div>丁", "甲\n乙\n丙\n丁"),
        ("<table><tr><td>甲</td><td>3</td></tr><tr><td>乙</td></tr></table>", "甲  3\n乙"),
        ("<title>题</title><script>x</script>", ""),
        ("", ""),
    ],
)
def test_copied__page_without_plain_words__is_its_paragraphs(html: str, words: str) -> None:
    assert copied("", html) == words


def test_copied__with_plain_words__is_these() -> None:
    assert copied("字", "<p>页</p>") == "字"


@pytest.mark.parametrize("number", [LIMIT + 1, 20_000_000])
def test_copied__more_than_a_part_has__is_refused_with_what_to_do(number: int) -> None:
    assert copied("字" * LIMIT, "") == "字" * LIMIT
    with pytest.raises(TooLong) as refused:
        copied("字" * number, "")
    assert str(refused.value) == (
        f"剪贴板里有 {number} 字，一次最多贴入 20000 字，没有贴入。年报的一部分通常只有几千字，请只复制要的段落。"
    )


@pytest.mark.parametrize("html", ["<p>" + "字" * (LIMIT + 1), "字" * 1_000_001])
def test_copied__page_longer_than_a_part__is_refused(html: str) -> None:
    with pytest.raises(TooLong):
        copied("", html)


@pytest.mark.parametrize("html", ["<div>" * 190_000, "\u00a0" * 900_000, "<b>好</b>，" * 90_000, "<td>\n" * 190_000])
def test_copied__hostile_page__ends_soon(html: str) -> None:
    begin = time.process_time()
    try:
        copied("", html)
    except TooLong:
        assert "好" in html or "\u00a0" in html
    assert time.process_time() - begin < 2


HOSTILE = {
    "commas": "a" + "," * LIMIT + "中", "dots": "中" + ".." * (LIMIT // 2) + "中", "brackets": "中" + "(" * LIMIT,
    "pairs": "中" + "(a" * (LIMIT // 4) + ")" * (LIMIT // 4), "quotes": '中"' * (LIMIT // 2),
    "blanks": "中 a" + " " * LIMIT + "a", "apostrophes": "中'a" * (LIMIT // 3),
}  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_official__hostile_paragraph__ends_soon(text: str) -> None:
    begin = time.process_time()
    official(text)
    assert time.process_time() - begin < 2
