"""What an edition's file says of the text: read whole, and refused by line."""

import pytest

from clerk_app.form.edition import EditionError, parse

FORM = """edition = "2030"
source = "某文号"
years = { from = 2030 }
title = "{unit}{year}年报告"
contact = "请与{unit}联系（{details}）。"
[[part]]
key = "overview"
heading = "一、情况"
kind = "narrative"
must = ["公开"]
asks = "TOPIC-MISSING"
said = { "公开" = ["公开"] }
[[part]]
key = "figures"
heading = "二、数据"
kind = "tables"
[[part.table]]
key = "t"
columns = "a 甲\\nb 乙\\ntotal 总计"
rows = "x 子\\ny 丑"
[[matter]]
name = "申请"
words = ["申请"]
shares = [["t/x/total"]]
[[topic]]
name = "子"
matter = "申请"
words = ["收到"]
cells = ["t/x/total"]
also = [["t/x/total", "t/y/total"]]
[[facet]]
words = ["某甲"]
total = "total"
columns = ["a"]
[[outcome]]
matter = "申请"
words = ["均好"]
zero = ["t/y/total"]
[[money]]
id = "T-UNIT"
cell = "t/x/a"
[[rate]]
matter = "申请"
words = ["办结率"]
parts = [["t/x/total"]]
wholes = [["t/x/total", "t/y/total"], ["t/y/total"]]
"""


def test_parse__speech__is_read_whole() -> None:
    speech = parse(FORM, "2030.toml").speech
    assert [t.sums for t in speech.topics] == [(("t/x/total",), ("t/x/total", "t/y/total"))]
    assert speech.matters[0].shares == (("t/x/total",),)
    assert (speech.rates[0].parts, speech.rates[0].wholes[1]) == ((("t/x/total",),), ("t/y/total",))
    assert (speech.facets[0].columns, speech.outcomes[0].zero, speech.money[0].cell) == (
        ("a",),
        ("t/y/total",),
        "t/x/a",
    )


@pytest.mark.parametrize(
    "there, instead, line, words",
    [
        ('must = ["公开"]', 'must = ["管理"]', 10, "must 里的“管理”要有 asks，并在 said 里有它的说法"),
        ('asks = "TOPIC-MISSING"\n', "", 10, "must 里的“公开”要有 asks，并在 said 里有它的说法"),
        ('words = ["申请"]', "words = []", 23, "“words”不能是空的"),
        ('shares = [["t/x/total"]]', 'shares = [["t/x/c"]]', 24, "没有“t/x/c”这个格"),
        ('matter = "申请"\nwords = ["收到"]', 'matter = "复议"\nwords = ["收到"]', 27, "没有“复议”这个 [[matter]]"),
        ('also = [["t/x/total", "t/y/total"]]', 'also = [["t/z/total"]]', 30, "没有“t/z/total”这个格"),
        ('columns = ["a"]', 'columns = ["c"]', 34, "没有“c”这一列"),
        ('words = ["某甲"]', 'words = [""]', 32, "“words”不能是空的"),
        ('matter = "申请"\nwords = ["均好"]', 'matter = "诉讼"\nwords = ["均好"]', 36, "没有“诉讼”这个 [[matter]]"),
        ('zero = ["t/y/total"]', "zero = []", 38, "“zero”不能是空的"),
        ('cell = "t/x/a"', 'cell = "t/x/z"', 41, "没有“t/x/z”这个格"),
        ('cell = "t/x/a"', 'cell = "t/x/a"\nsmall = "1"', 42, "“small”的类型不对"),
        ('matter = "申请"\nwords = ["办结率"]', 'matter = "诉讼"\nwords = ["办结率"]', 43, "没有“诉讼”这个 [[matter]]"),
        ('words = ["办结率"]', "words = []", 44, "“words”不能是空的"),
        ('parts = [["t/x/total"]]', 'parts = [["t/x/c"]]', 45, "没有“t/x/c”这个格"),
        ('id = "T-UNIT"', 'id = "T-UNIT"\nbig = 1', 41, "不认识的键“big”"),
    ],
)
def test_parse__bad_speech__is_refused_by_line(there: str, instead: str, line: int, words: str) -> None:
    assert FORM.count(there) == 1
    with pytest.raises(EditionError) as refused:
        parse(FORM.replace(there, instead), "2030.toml")
    assert str(refused.value) == f"2030.toml 第 {line} 行：{words}"
