"""Exchange JSON: what goes out comes back, and what is no such data is refused in one sentence."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.check.run import check
from clerk_app.exchange.interchange import SIZE_LIMIT, BadData, dump, dump_findings, fitting, parse
from clerk_app.form.edition import Edition, editions
from clerk_app.report.fields import clean, taken
from clerk_app.report.model import Report, empty

Make = Callable[..., Report]
FORM = editions()["2021"]


def data(**parts: object) -> str:
    return json.dumps({"format": "zfnb-report/1", **parts}, ensure_ascii=False)


def test_dump__is_the_contracts_json(make: Make) -> None:
    report = make(
        {"t3/new/natural": 3, "p8/fee/amount": "59237.2449", "cover/level": "township", "cover/issued": "2024-01-15",
         "cover/publish_note": True, "cover/contact/phone": "0439-1", "overview": "…\n（一）…"}
    )  # fmt: skip
    assert json.loads(dump(report)) == {
        "format": "zfnb-report/1", "edition": "2021", "year": 2023, "unit": "青石镇人民政府",
        "cover": {"level": "township", "issued": "2024-01-15", "publish_note": True, "contact": {"phone": "0439-1"}},
        "figures": {"t3/new/natural": 3, "p8/fee/amount": "59237.2449"}, "passages": {"overview": "…\n（一）…"},
    }  # fmt: skip
    assert "青石镇人民政府" in dump(report)


def read_back(text: str, edition: Edition) -> Report:
    found = parse(text)
    values = {path: taken(edition, path, value) for path, value in {"year": found.year, **found.wanted}.items()}
    return empty(edition, {path: value for path, value in values.items() if value is not None})


@pytest.mark.parametrize("key", ["2019", "2021"])
def test_dump__every_cell_filled__comes_back(key: str, balanced: Callable[[str], Report]) -> None:
    report = balanced(key)
    back = read_back(dump(report), report.edition)
    assert back.values == {p: v for p, v in report.values.items() if not p.startswith("previous/")}


TEXT = st.text(max_size=30).map(clean).filter(str.strip)
VALUES = st.fixed_dictionaries(
    {"unit": TEXT.map(lambda t: " ".join(t.split())), "year": st.integers(2021, 2999)},
    optional={
        **dict.fromkeys(["t3/new/natural", "t4/cases/review.total"], st.integers(0, 10**12 - 1)),
        "p8/fee/amount": st.decimals(0, 10**6, places=6),
        **dict.fromkeys(FORM.passages, TEXT),
        "cover/publish_note": st.booleans(),
        "cover/contact/address": TEXT.map(lambda t: " ".join(t.split())),
    },
)


@given(VALUES)
def test_dump__any_report__comes_back(values: dict[str, Any]) -> None:
    report = empty(FORM, values)
    back = read_back(dump(report), FORM)
    assert {p: (str(v), type(v)) for p, v in back.values.items()} == {p: (str(v), type(v)) for p, v in values.items()}
    assert dump(back) == dump(report)


@pytest.mark.parametrize(
    "text, words",
    [
        ("", "不是有效的 JSON 数据（第 1 行第 1 列），请让提供数据的人重新导出。"),
        ('{\n"a": }', "不是有效的 JSON 数据（第 2 行第 6 列），请让提供数据的人重新导出。"),
        ("[" * 100_000, "不是有效的 JSON 数据，请让提供数据的人重新导出。"),
        (data(year=1).replace("1}", "9" * 5000 + "}"), "不是有效的 JSON 数据，请让提供数据的人重新导出。"),
        (" " * (SIZE_LIMIT + 1), "数据超过 16 MB，不像一份年度报告，请核对文件。"),
        ("[]", '不是年报助手的交换数据：缺少 "format": "zfnb-report/1"。'),
        ('{"format": "zfnb-report/2"}', '不是年报助手的交换数据：缺少 "format": "zfnb-report/1"。'),
        (data(colour=1), "数据里有不认识的“colour”。"),
        (data(cover={"color": 1}), "cover里有不认识的“color”。"),
        (data(cover={"contact": {"fax": "1"}}), "cover.contact里有不认识的“fax”。"),
        (data(cover=[]), "cover 要写成“名称: 值”的一组。"),
        (data(cover={"contact": "x"}), "cover.contact 要写成“名称: 值”的一组。"),
        (data(figures=[1]), "figures 要写成“名称: 值”的一组。"),
        (data(figures={"t3/new": 1}), "figures 里的“t3/new”不是“表/行/列”的写法。"),
        (data(figures={"unit": "x"}), "figures 里的“unit”不是“表/行/列”的写法。"),
        (data(figures={"cover/contact/phone": 1}), "figures 里的“cover/contact/phone”不是“表/行/列”的写法。"),
        (data(figures={"answer/T3/x": "x"}), "figures 里的“answer/T3/x”不是“表/行/列”的写法。"),
        (data(passages={"previous/overview": "x"}), "passages 里没有“previous/overview”这一部分。"),
        (data(passages={"year": "2020"}), "passages 里没有“year”这一部分。"),
        (data(passages={"unit": "x"}), "passages 里没有“unit”这一部分。"),
        (data(year="2023"), "year 要写成四位数的年份，如 2024。"),
        (data(year=True), "year 要写成四位数的年份，如 2024。"),
        (data(unit=5), "unit 和 edition 要写成文字。"),
        (data().replace("}", ', "figures": {"a/b/c": 1, "a/b/c": 2}}'), "数据里“a/b/c”写了两次，请只留一个。"),
        (data().replace("}", ', "figures": {"a/b/c": NaN}}'), "数据里的“NaN”不是数。"),
        (data(**{"x" * 99: 1}), f"数据里有不认识的“{'x' * 59}…”。"),
    ],
    ids=lambda value: None if len(value) < 99 else "long",
)
def test_parse__no_exchange_data__is_refused_in_one_sentence(text: str, words: str) -> None:
    with pytest.raises(BadData) as refused:
        parse(text)
    assert str(refused.value) == words


def test_parse__null_is_blank_and_a_fraction_stays_text() -> None:
    found = parse(data(figures={"a/b/c": None, "p8/fee/amount": 1.10}, cover=None, passages={"overview": None}))
    assert found.wanted == {"a/b/c": None, "p8/fee/amount": "1.1", "overview": None}
    assert parse('{"format": "zfnb-report/1", "figures": {"a/b/c": 0.1000}}').wanted == {"a/b/c": "0.1000"}


@pytest.mark.parametrize(
    "parts, words",
    [
        ({"edition": "2019"}, "数据用的是“2019”年格式，这份报告用的是 2021 年格式，不能填入；没有改动。"),
        ({"year": 2022}, "数据是2022年的，这份报告是2023年的，不能填入；没有改动。请核对年度。"),
        ({"year": 10**30}, f"数据是1{'0' * 18}…年的，这份报告是2023年的，不能填入；没有改动。请核对年度。"),
    ],
)
def test_fitting__data_for_another_report__is_refused(parts: dict, words: str, make: Make) -> None:
    with pytest.raises(BadData) as refused:
        fitting(parse(data(**parts)), make())
    assert str(refused.value) == words


def test_dump_findings__is_the_contracts_json(make: Make) -> None:
    values = {"t3/new/total": 12, "p8/fee/amount": Decimal("1.5"), "overview": "未收到政府信息公开申请。"}
    findings = json.loads(dump_findings(check(make({**values, "t4/cases/review.total": 1}))))
    assert (findings["format"], findings["filled"], findings["of"]) == ("zfnb-findings/1", 3, 200)
    levels = [f["level"] for f in findings["findings"]]
    assert findings["counts"] == {level: levels.count(level) for level in ("error", "warning", "hint")}
    none = next(f for f in findings["findings"] if f["rule"] == "TEXT-NONE")
    assert none["passage"] == {"part": "overview", "start": 0, "end": 11, "text": "未收到政府信息公开申请"}
    assert set(none) == set("rule level message why advice cells difference fix passage reason".split())
