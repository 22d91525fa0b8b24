"""Text from elsewhere as official prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.exchange.prose import official


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
