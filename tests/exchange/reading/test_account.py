"""What the command line tells of an import."""

from clerk_app.exchange.reading.account import account
from clerk_app.exchange.reading.recognise import recognise
from clerk_app.exchange.reading.source import Source
from clerk_app.form.edition import editions


def test_import__told__recognised_doubtful_and_not_recognised():
    lines = [
        "青石镇人民政府2023年政府信息公开工作年度报告",
        "一、总体情况",
        "正文。",
        "二、主动公开政府信息情况",
        "规章 无 0 0",
        "某个备注",
    ]
    told = account(recognise(Source(tuple(lines)), editions()))
    assert told[0] == "认出：2023年，2021 年格式（国办公开办函〔2021〕30号），单位全称 青石镇人民政府。"
    assert told[1] == "表格：共 200 格，有数 2 格，空白 1 格，没有找到 197 格。"
    assert told[2] == "文字：一、总体情况 3 字。"
    assert "没有找到：六、其他需要报告的事项。" in told
    assert "请核对：表二·规章·本年制发“无”：写的是“无”，不是数，没有填；确实没有的请填 0。" in told
    assert told[-1] == "没有认出：某个备注"
