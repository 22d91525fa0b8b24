"""The grid of 22 lines of 28 characters, measured in the printed file."""

from itertools import pairwise

import pytest

LEFT, RIGHT, TOP, FOOT = 28.0, 184.0, 37.0, 262.0  # mm
PITCH = 156 / 28
LEAD = (225 - 16 * 25.4 / 72) / 21
NEAR = 0.3  # mm


def baseline(line: int) -> float:
    return TOP + line * LEAD + 0.88 * 16 * 25.4 / 72


def test_body__of_a_long_report__stands_on_22_lines_of_28_characters(final, lines):
    data = final(overview="长" * 3000)
    page = lines(data, 1)
    body = [row for row in page.values() if row[0].size == pytest.approx(16)]
    assert len(body) == 22
    for number, row in enumerate(body):
        assert row[0].baseline == pytest.approx(baseline(number), abs=NEAR)
        assert len(row) == 28
        assert row[0].left == pytest.approx(LEFT, abs=NEAR)
        assert row[-1].right == pytest.approx(RIGHT, abs=NEAR)
        assert all(b.left - a.left == pytest.approx(PITCH, abs=0.01) for a, b in pairwise(row))


def test_full_lines__with_marks_and_figures__are_flush_on_both_edges(final, lines):
    data = final(overview="全年共受理（含结转）申请1,234件，同比增长12.5%；《条例》“宣传”……各项——逐一落实。" * 40)
    full = 0
    for row in list(lines(data, 1).values())[:-2]:
        if row[0].size == pytest.approx(16):
            full += 1
            assert row[0].left == pytest.approx(LEFT, abs=NEAR)
            assert row[-1].right == pytest.approx(RIGHT, abs=NEAR)
    assert full > 15
