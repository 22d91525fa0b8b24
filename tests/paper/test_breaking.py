"""Line breaking: rules, flush edges, linear cost."""

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.paper.breaking import lines

NO_START = set("，。、；：！？）》”’】〕％")
NO_END = set("（《“‘【〔")


def widths(text: str) -> list[float]:
    return [0.0 if c == "\u0301" else 0.5 if ord(c) < 0x2000 else 1.0 for c in text]


def split(text: str, measure: float = 28) -> list[str]:
    return [text[line.start : line.end] for line in lines(text, widths(text), measure, measure)]


def test_plain_text__of_60_characters__fills_lines_of_28_on_the_grid():
    text = "长" * 60
    first, second, last = lines(text, widths(text), 26, 28)
    assert [(x.start, x.end) for x in (first, second, last)] == [(0, 26), (26, 54), (54, 60)]
    assert second.offsets == list(range(28))


@pytest.mark.parametrize("mark", sorted(NO_START))
def test_mark__that_would_begin_a_line__does_not(mark: str):
    assert all(line[0] != mark for line in split("长" * 28 + mark + "长" * 10))


@pytest.mark.parametrize("mark", sorted(NO_END))
def test_mark__that_would_end_a_line__does_not(mark: str):
    assert all(line[-1] != mark for line in split("长" * 27 + mark + "长" * 10))


@pytest.mark.parametrize(
    "whole",
    [
        "1,234.5",
        "２０２４",
        "98.5%",
        "12％",
        "2024年12月31日",
        "〔2021〕30号",
        "zfxxgk@example.gov.cn",
        "010-62345678",
        "（010）62345678",
        "https://www.example.gov.cn/zfxxgk/",
        "一百二十三",
        "1.2万",
        "——",
        "……",
        "e\u0301",
    ],
)
def test_unbreakable__wherever_it_falls_in_the_line__stays_whole(whole: str):
    for before in range(1, 40):
        assert any(whole in line for line in split("长" * before + whole + "长" * 40)), before


@pytest.mark.parametrize(
    "whole",
    [
        *("12月", "30日", "12月底", "1月—12月", "1—12月", "2025.1-12月", "2019—2021年", "2019年—2021年", "2019年度"),
        *("2025年1月—12月", "2025年1—12月", "12月1日—5日", "12 月 5 日", "2025 年 12 月 31 日", "2019 年"),
        *("2025\u00a0年\u00a012\u00a0月", "２０２５年１２月", "二〇二五年十二月三十一日", "十二月五日"),
        *("20%—30%", "20%-30%", "20%～30%", "≥90%", "<5%", "±5%", "百分之二十", "3·15"),
        *("10:00—12:00", "10：00—12：00"),
        *("〔2021〕第 30 号", "〔2021〕30 号", "（2021）30号", "第 711 号", "第711号", "第30号"),
        *("第二十条", "第（三）项", "第3款"),
        *("+86 10 1234 5678", "+86-10-12345678", "400 800 8000", "400-800-8000", "138 0013 8000", "010 62345678"),
        *("010－12345678", "010-12345678", "0431-1234567转8001", "（0431）1234567转8001", "010 6234 5678转801"),
        *("3×4", "5G+", "5G", "C++", "AI", "www.example.gov.cn/a?b=c"),
        *("59237.2449万元", "1.2 亿元", "1,234,567.89元", "300万美元", "1.2 万"),
    ],
)
def test_token__pushed_across_the_line_end__is_never_split(whole: str):
    for count in range(1, 31):
        for after in ("长" * 30, "，" + "长" * 30):
            assert any(whole in line for line in split("长" * count + whole + after)), count


@pytest.mark.parametrize("text", ["2025年1月1日—2025年12月31日", "1月1日—12月31日", "1月—12月31日", "长安—长的"])
def test_line_between_two__from_one_to_the_other__never_begins_a_line_and_tears_neither(text: str):
    for count in range(1, 31):
        result = split("长" * count + text + "长" * 30)
        assert all(line[0] != "—" for line in result), count
        assert all(any(part in line for line in result) for part in text.split("—") if part[0].isdigit()), count


def test_address__wider_than_a_line__ends_its_lines_behind_its_marks():
    address = "https://www.example.gov.cn/" + "zfxxgk/" * 12 + "index.html?year=2025&unit=" + "a" * 30
    result = split("见" + address + "长" * 10)
    assert all(line[-1] in "/?&=" for line in result[:-1] if line.isascii())
    assert len(result) <= 5


def test_number_and_its_counter__at_the_line_end__may_part():
    assert split("长" * 26 + "1234件" + "长" * 10)[0] == "长" * 26 + "1234"


def test_marks_that_meet__lose_half_an_em_between_them():
    text = "据《条例》（略）"
    (line,) = lines(text, widths(text), 28, 28)
    assert line.offsets == [0, 1, 2, 3, 4, 4.5, 5.5, 6.5]


def test_mark_at_the_line_end__loses_its_blank_half_rather_than_a_line_being_torn():
    text = "（" + "长" * 26 + "》，" + "长" * 5
    first, _ = lines(text, widths(text), 28, 28)
    assert text[first.start : first.end].endswith("》，")
    assert first.offsets[-1] + 0.5 == pytest.approx(28)


def test_full_line__with_an_odd_number_of_half_wide_figures__is_flush_on_both_edges():
    text = "共收到申请7件" + "长" * 40
    first, *_ = lines(text, widths(text), 28, 28)
    assert first.offsets[0] == 0
    assert first.offsets[-1] + 1 == pytest.approx(28)


def test_figures_of_one_number__in_a_line_let_out__keep_their_distance():
    text = "长" * 20 + "12345件" + "长" * 20
    first, *_ = lines(text, widths(text), 28, 28)
    at = first.offsets[20:25]
    assert [b - a for a, b in pairwise(at)] == pytest.approx([0.5] * 4)


def test_last_character__that_marks_can_take_in__is_not_left_alone():
    text = "长" * 8 + "，" + "长" * 8 + "、" + "长" * 7 + "，" + "长" * 3 + "。"
    (only,) = lines(text, widths(text), 28, 28)
    assert only.offsets[-1] + 0.5 == pytest.approx(28)
    assert split("长，" * 14 + "长长。") == ["长，" * 13 + "长，", "长长。"]  # two are no lone one


def test_apostrophe__within_a_word__gives_nothing_and_is_not_parted_from_it():
    text = "长" * 24 + "Xi’an，" + "长" * 9
    wide = [0.25 if c == "’" else w for c, w in zip(text, widths(text), strict=True)]
    result = lines(text, wide, 28, 28)
    assert any("Xi’an" in text[x.start : x.end] for x in result)
    at = result[0].offsets if "Xi’an" in text[: result[0].end] else result[1].offsets
    place = at[text.index("’") - (0 if "Xi’an" in text[: result[0].end] else result[1].start) :]
    assert place[1] - place[0] == pytest.approx(0.25)


def test_word__of_300_letters__is_broken_hard_and_fills_its_lines():
    result = split("前言" + "a" * 300)
    assert [len(line) for line in result] == [54, 56, 56, 56, 56, 24]


TEXT = st.text(
    st.sampled_from("长安的一二三四十百年月日号件，。、；：！？）》”’】〕％（《“‘【〔—…·0129.%,-/ab@ \u3000\u0301"),
    max_size=200,
)


@settings(max_examples=300, deadline=None)
@given(TEXT)
def test_any_text__keeps_every_character_and_every_rule(text: str):
    wide = widths(text)
    result = lines(text, wide, 26, 28)
    assert "".join(text[x.start : x.end] for x in result) == text
    assert [x.start for x in result] == [0, *(x.end for x in result)][: len(result)]
    for line, measure in zip(result, [26, *[28] * len(result)], strict=False):
        part = text[line.start : line.end]
        assert len(line.offsets) == len(part)
        assert line.offsets == sorted(line.offsets)
        ink = len(part.rstrip(" \u3000"))
        # What stands furthest right may only be the blank half of a mark.
        hangs = 0.5 if ink and part[ink - 1] in NO_START - {"％"} else 0.0
        assert not ink or line.offsets[ink - 1] + wide[line.start + ink - 1] - hangs <= measure + 1e-6
        if line.end < len(text):
            following, ended = text[line.end], part.rstrip(" \u3000")[-1:]
            hard = not _possible(text, line.start, line.end)
            assert hard or following not in NO_START
            assert hard or ended not in NO_END
            assert hard or not re.fullmatch(r"\d\d|——|……", text[line.end - 1 : line.end + 1])
            assert following != "\u0301"


def _possible(text: str, start: int, end: int) -> bool:
    """Whether some place between two plain characters was there to end the line."""
    plain = "长安的件"
    return any(text[i - 1] in plain and text[i] in plain for i in range(start + 1, end + 1))


@pytest.mark.parametrize(
    "unit",
    [
        "一二三，四五六七八九。",
        "a",
        "，",
        "（",
        " ",
        "\u0301",
        "《》",
        "2024年",
        "1",
        ".",
        "_",
        "%",
        "a.",
        "1—",
        "1,",
        "1月",
        "万",
        "1万",
        "一",
        "第一",
        "+1 ",
        "0",
        "(2021)",
    ],
)
def test_long_paragraph__ten_times_as_long__costs_about_ten_times_as_much(unit: str):
    def cost(count: int) -> float:
        text = (unit * count)[:count]
        wide = widths(text)
        start = time.process_time()
        lines(text, wide, 26, 28)
        return time.process_time() - start

    cost(1000)
    assert cost(50_000) < 60 * max(cost(5_000), 0.002)


def test_last_character__that_would_stand_alone__gets_company_from_the_line_before():
    assert split("长" * 29 + "。") == ["长" * 27, "长长。"]
    assert split("长" * 57 + "。") == ["长" * 28, "长" * 27, "长长。"]
    assert split("长" * 20 + "1234567890123456" + "长。") == [
        "长" * 20 + "1234567890123456",
        "长。",
    ]  # it would tear it


def test_line__that_a_number_has_left__shares_what_it_lacks_with_those_before():
    text = "长" * 28 * 2 + "长" * 22 + "0000-61800180" + "长" * 5
    found = lines(text, widths(text), 28, 28)
    assert found[3].start == text.index("0000")
    gaps = [(28 - sum(widths(text[line.start : line.end]))) / (line.end - line.start - 1) for line in found[:3]]
    assert max(gaps) < 0.13
    assert all(line.width == pytest.approx(28) for line in found[:3])
