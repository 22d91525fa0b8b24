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


@pytest.mark.parametrize("unit", ["一二三，四五六七八九。", "a", "，", "（", " ", "\u0301", "《》", "2024年"])
def test_long_paragraph__ten_times_as_long__costs_about_ten_times_as_much(unit: str):
    def cost(count: int) -> float:
        text = (unit * count)[:count]
        wide = widths(text)
        start = time.process_time()
        lines(text, wide, 26, 28)
        return time.process_time() - start

    cost(1000)
    assert cost(50_000) < 60 * max(cost(5_000), 0.002)
