"""What each field takes, how it is cleaned, what it is called when it refuses, and how it is stored."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_app.form.edition import LEVELS, editions
from clerk_app.report.fields import (
    COVER,
    PASSAGE_LIMIT,
    Refused,
    clean,
    from_text,
    from_texts,
    guess_level,
    kind_of,
    name_of,
    read_date,
    taken,
    to_text,
)

FORM = editions()["2021"]
COUNT = "不是件数：请填 0 或正整数，不带正负号、单位和文字。"
MONEY = "不是金额：请填 0 或正的小数，如 1.25，不带单位和文字。"


@pytest.mark.parametrize(
    "path, value, kept",
    [
        ("t3/new/natural", "３", 3),
        ("t3/new/natural", " ", None),
        ("previous/t3/next/natural", 2, 2),
        ("p8/fee/amount", "1.50", Decimal("1.50")),
        ("p8/fee/amount", 2, Decimal(2)),
        ("overview", "第一段\r\n\t第二段\u2028第三段", "第一段\n\u3000第二段\n第三段"),
        ("overview", " \n\u3000\n", None),
        ("problems", None, None),
        ("unit", "青石镇\n人民\x07政府", "青石镇 人民政府"),
        ("cover/contact/phone", "  ", None),
        ("cover/level", "street", "street"),
        ("cover/issued", "2024年1月5日", "2024-01-05"),
        ("cover/publish_note", False, False),
        ("year", "2023", 2023),
    ],
)
def test_taken__value__is_kept_as_its_field_keeps_it(path: str, value: object, kept: object) -> None:
    found = taken(FORM, path, value)
    assert (found, type(found)) == (kept, type(kept))


@pytest.mark.parametrize(
    "path, value, words",
    [
        ("t3/new/nobody", 1, "2021 年格式里没有“t3/new/nobody”这一项。"),
        ("t3/done/natural", 1, "2021 年格式里没有“t3/done/natural”这一项。"),
        ("previous/unit", "x", "2021 年格式里没有“previous/unit”这一项。"),
        ("previous/previous/t3/new/natural", 1, "2021 年格式里没有“previous/previous/t3/new/natural”这一项。"),
        ("disclosure", "x", "2021 年格式里没有“disclosure”这一项。"),
        ("", "x", "2021 年格式里没有“”这一项。"),
        ("t3/done.open/natural", "两件", f"表三·自然人·（一）予以公开：“两件”{COUNT}"),
        ("previous/t3/next/total", -1, f"上年的表三·总计·结转下年度：“-1”{COUNT}"),
        ("p8/fee/amount", 1.5, f"表二·行政事业性收费·本年收费金额：“1.5”{MONEY}"),
        ("overview", 5, "一、总体情况：“5”不是文字。"),
        ("preface", "一" * (PASSAGE_LIMIT + 1), "前言：文字超过 200000 字，请分开填写或删减。"),
        ("unit", "一" * 201, "单位全称：超过 200 字，请删减。"),
        ("cover/level", "village", f"层级：没有“village”这个层级，只有 {'、'.join(LEVELS)}。"),
        ("cover/issued", "2024-02-30", "成文日期：“2024-02-30”不是日期，请写成 2025-01-13 或 2025年1月13日。"),
        ("cover/publish_note", "yes", "此件公开发布：只能是“是”或“否”。"),
        ("year", 23, "年度：“23”不能作年度，请填 2008 年以后的四位数年份，如 2025。"),
        ("year", 2007, "年度：“2007”不能作年度，请填 2008 年以后的四位数年份，如 2025。"),
        ("year", True, "年度：“True”不能作年度，请填 2008 年以后的四位数年份，如 2025。"),
    ],
)  # fmt: skip
def test_taken__value_of_the_wrong_kind__is_refused_by_the_name_of_its_field(
    path: str, value: object, words: str
) -> None:
    with pytest.raises(Refused) as refused:
        taken(FORM, path, value)
    assert str(refused.value) == words


def test_name_of__every_field__has_a_name() -> None:
    paths = [*COVER, *FORM.passages, *FORM.cells]
    assert len({name_of(FORM, p) for p in paths}) == len(paths)


@pytest.mark.parametrize(
    "text",
    ["2025-01-03", "2025年1月3日", "2025.1.3", "2025/1/3", "20250103", "２０２５年１月３日", " 2025 年 1 月 3 日 "],
)
def test_read_date__as_people_write_it__is_the_day(text: str) -> None:
    assert read_date(text) == date(2025, 1, 3)


@pytest.mark.parametrize(
    "text", ["2025", "25-1-3", "2025-13-01", "2025-2-29", "二〇二五年一月三日", "٢٠٢٥-٠١-٠٣", "0000-1-1"]
)
def test_read_date__anything_else__is_refused(text: str) -> None:
    with pytest.raises(Exception, match=rf"^“{text}”不是日期，请写成 2025-01-13 或 2025年1月13日。$"):
        read_date(text)


@pytest.mark.parametrize(
    "unit, level",
    [
        ("花山镇人民政府", "township"),
        ("临江市花山镇", "township"),
        ("青石乡政府", "township"),
        ("某某民族乡人民政府", "township"),
        ("巴彦苏木人民政府", "township"),
        ("和平街道办事处", "street"),
        ("和平街道办", "street"),
        ("临江市财政局", "department"),
        ("临江市人民政府办公室", "department"),
        ("某县人民政府", "county"),
        ("某自治县", "county"),
        ("某某区人民政府", "county"),
        ("临江市人民政府", "city"),
        ("某某自治州人民政府", "city"),
        ("广西壮族自治区人民政府", "province"),
        ("某省", "province"),
        ("某高级中学", "department"),
        ("", "department"),
    ],
)
def test_guess_level__unit__is_of_the_level_its_name_speaks_of(unit: str, level: str) -> None:
    assert guess_level(unit) == level


@pytest.mark.parametrize(
    "text, kept",
    [
        ("e\u0301", "é"),
        ("e\u200e\u0301", "é"),
        ("甲\u202e乙\ufeff丙", "甲乙丙"),
        ("甲\x00\x1b[0m乙", "甲[0m乙"),
        ("\ud800甲\ue000\uffff", "甲"),
        ("\U00020164\U0002ebf0", "\U00020164\U0002ebf0"),
    ],
    ids=["composed", "composed-over-a-mark", "bidi", "control", "no-characters", "rare-and-newer-than-this-python"],
)
def test_clean__odd_characters__go_and_rare_ones_stay(text: str, kept: str) -> None:
    assert clean(text) == kept


@given(st.text())
def test_clean__what_is_clean__stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)


VALUES = {
    "count": st.integers(0, 10**12 - 1),
    "money": st.decimals(0, 10**6, places=4),
    "passage": st.text(max_size=50),
    "line": st.text(max_size=50),
    "date": st.dates(date(1000, 1, 1)).map(str),
    "level": st.sampled_from(["township", "city"]),
    "flag": st.booleans(),
    "year": st.integers(2008, 2999),
}
PATHS = ["t3/new/natural", "p8/fee/amount", "previous/p8/fee/amount", "previous/overview", *FORM.passages, *COVER]


@given(st.data(), st.sampled_from(PATHS))
def test_to_text__any_value_taken__is_stored_and_read_back(data: st.DataObject, path: str) -> None:
    value = taken(FORM, path, data.draw(VALUES[kind_of(FORM, path)]))
    if value is not None:
        stored = from_text(FORM, path, to_text(value))
        assert (str(stored), type(stored)) == (str(value), type(value))


@pytest.mark.parametrize(
    "path, text",
    [("t3/new/natural", "３"), ("t3/new/natural", ""), ("unit", " 甲"), ("cover/publish_note", "true"),
     ("cover/issued", "2024.1.1"), ("overview", "\u2028"), ("year", "02023")],
)  # fmt: skip
def test_from_text__not_as_we_write_it__is_refused(path: str, text: str) -> None:
    with pytest.raises(Refused):
        from_text(FORM, path, text)


@given(
    st.dictionaries(
        st.sampled_from(["t3/new/natural", "t3/new/total", "overview", "p8/fee/amount"]),
        st.text("0123456789.-+_ ٣５a", max_size=14),
    )
)
def test_from_texts__whatever_a_file_says__as_one_by_one(texts: dict[str, str]) -> None:
    """All counts are read at once where each is written as it should be: never another value, never one more taken."""

    def read(one_by_one: bool) -> object:
        try:
            if one_by_one:
                return {path: from_text(FORM, path, text) for path, text in texts.items()}
            return from_texts(FORM, texts)
        except Refused as e:
            return str(e)

    assert read(one_by_one=False) == read(one_by_one=True)


@pytest.mark.parametrize("text", ["007", "+5", " 5", "٣", "５", "1_0", "-1", "1000000000000", "9" * 5000, ""])
def test_from_texts__a_count_not_as_we_write_it__is_refused_beside_good_ones(text: str) -> None:
    with pytest.raises(Refused, match="自然人·本年新收"):
        from_texts(FORM, {"t3/new/total": "5", "t3/new/natural": text})
