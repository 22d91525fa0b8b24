"""Where sums come from: kept in the report, read back, said in a sentence."""

from collections.abc import Callable

import pytest

from clerk_app.errors import KnownError
from clerk_app.report.model import Report, empty
from clerk_app.report.sources import Source, source_values, sources, trace

CELL = "t3/new/natural"


@pytest.fixture
def whole(make: Callable[..., Report], balanced: Callable[[str], Report]) -> Report:
    """The sum of fifteen units that gave 1, 2, …, 14 and nothing at all."""
    edition = balanced("2021").edition
    zeros = dict.fromkeys(edition.cells, 0)
    given = [Source(f"第{i}镇人民政府", f"CODE-{i} 第 1 次定稿", zeros | {CELL: i}) for i in range(1, 15)]
    given.append(Source("零镇人民政府", "", zeros))
    report = make({CELL: sum(range(15))})
    return empty(edition, {**report.values, **source_values(given, edition)})


def test_sources__written__read_back(whole: Report) -> None:
    found = sources(whole)
    assert [s.unit for s in found] == [f"第{i}镇人民政府" for i in range(1, 15)] + ["零镇人民政府"]
    assert (found[1].seal, found[1].figures[CELL], len(found[1].figures)) == ("CODE-2 第 1 次定稿", 2, 200)
    assert whole.text("source/2").startswith("第2镇人民政府\nCODE-2 第 1 次定稿\n0 0 ")


def test_trace__a_sum_of_many__the_largest_by_name_the_rest_together(whole: Report) -> None:
    said = trace(whole, CELL)
    assert said.startswith("表三·自然人·本年新收 105 = 第14镇 14 + 第13镇 13 + ")
    assert said.endswith(" + 第3镇 3 + 其余 2 个单位 3（1 个单位为 0）。")


def test_trace__a_figure_corrected_by_hand__says_that_it_differs(whole: Report) -> None:
    corrected = empty(whole.edition, {**whole.values, CELL: 100})
    assert trace(corrected, CELL).endswith("；表里填的是 100，与各单位合计不同。")


def test_trace__no_collection_or_a_blank_cell__nothing(whole: Report, make: Callable[..., Report]) -> None:
    assert trace(make({CELL: 3}), CELL) == ""
    assert trace(whole, "t3/next/natural") == ""


@pytest.mark.parametrize("text", ["花山镇", "花山镇\n\n1 2 3", "花山镇\n—\n" + "x " * 199 + "x"])
def test_sources__a_record_that_is_not_whole__one_sentence(whole: Report, text: str) -> None:
    with pytest.raises(KnownError, match="记录来源的地方不完整"):
        sources(empty(whole.edition, {**whole.values, "source/1": text}))
