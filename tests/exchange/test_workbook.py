"""The workbook of a collection: text stays text whatever is in it, no unit gives no formula."""

import io
from decimal import Decimal

import openpyxl

from clerk_app.exchange.workbook import Line, Sheet, write
from clerk_app.form.edition import editions


def written(lines: list[Line], sheets: list[Sheet]) -> openpyxl.Workbook:
    file = io.BytesIO()
    write(file, editions()["2021"], lines, len(lines), sheets)
    return openpyxl.load_workbook(file)


def test_write__text_of_strangers__stays_text() -> None:
    hostile = ["=1+1", "+1", "a\x00b\x1f\ud800c", "<b>&amp;", "长" * 40_000]
    book = written([], [Sheet("表", (("列", 10),), ((text,) for text in hostile))])
    cells = [row[0] for row in book["表"].iter_rows(min_row=2)]
    assert [c.data_type for c in cells] == ["s"] * 5
    assert [c.value for c in cells] == ["=1+1", "+1", "abc", "<b>&amp;", "长" * 32_767]


def test_write__nobody_handed_in__sums_of_nothing() -> None:
    sums = [c.value for c in next(written([], [])["汇总"].iter_rows(min_row=3, max_row=3))]
    assert sums[:2] == ["合计", "0 份"]
    assert set(sums[4:]) == {0}


def test_write__a_line__its_figures_under_their_names_and_paths() -> None:
    cells = editions()["2021"].cells
    rows = list(
        written([Line("花山镇人民政府", "第 1 次定稿", "CODE", [*range(len(cells) - 1), Decimal("1.5")])], [])[
            "汇总"
        ].iter_rows(values_only=True)
    )
    assert rows[0][:4] == ("序号", "单位", "定稿", "核对码")
    assert len(set(rows[0])) == len(cells) + 4  # every name is a name of one cell
    assert list(rows[1][4:]) == list(cells)
    assert rows[3] == (1, "花山镇人民政府", "第 1 次定稿", "CODE", *range(len(cells) - 1), 1.5)
    assert rows[2][4] == "=SUM(E4:E4)"
