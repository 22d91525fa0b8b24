"""Tables by their labels."""

from clerk_app.exchange.reading.grids import GridReader
from clerk_app.exchange.reading.placing import Placed
from clerk_app.exchange.reading.source import Grid, grid_of
from clerk_app.exchange.reading.words import words
from clerk_app.form.edition import editions


def table(text: str) -> Grid:
    """A line a row, | between cells."""
    return grid_of([[(c.strip(), 1, 1) for c in line.strip().split("|")] for line in text.strip().splitlines()])


def read(*tables: str) -> Placed:
    placed = Placed(editions()["2021"], words())
    reader = GridReader(placed)
    for one in tables:
        reader.read(table(one))
    reader.end()
    return placed


def test_stacked_tables__read__each_under_its_own_header():
    placed = read(
        """信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
           规章 | 1 | 2 | 3
           第二十条第（六）项
           信息内容 | 本年处理决定数量
           行政处罚 | 4
           行政强制 | 5"""
    )
    assert placed.numbers == {
        "p1/rule/made": 1, "p1/rule/void": 2, "p1/rule/valid": 3, "p6/penalty/decided": 4, "p6/coercion/decided": 5,
    }  # fmt: skip


def test_table_of_the_weather__read__is_none_of_ours():
    placed = Placed(editions()["2021"], words())
    assert not GridReader(placed).read(table("城市 | 气温\n北京 | 5\n上海 | 9"))
    assert placed.sources == {}


def test_row_that_slipped__read__told_and_not_taken():
    placed = read("信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 1 | 2 | 3 | 4")
    assert placed.numbers == {}
    assert placed.doubts[0].source == "规章 1 2 3 4"


def test_row_cut_by_the_page__read__mended():
    header = "序号 | 三 | 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计"
    placed = read(
        f"{header}\n三、本年度办理结果 | （一）予以公开 | （一）予以公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0\n"
        "三、本年度办理结果 | （三）不予公开 | 2.其他 | 1 | 2 | 3 | 4 | 5 | 6 | 7",
        " | | 法律行政法规禁止公开 | | | | | | |\n | | 3.危及“三安全一稳定” | 8 | 0 | 0 | 0 | 0 | 0 | 8",
    )
    assert placed.numbers["t3/done.refuse.banned/natural"] == 1
    assert placed.numbers["t3/done.refuse.safety/total"] == 8
    assert not any(c.startswith("t3/done.other") for c in placed.sources)


def test_row_without_header__read__left_alone():
    placed = read("一、本年新收政府信息公开申请数量 | 1 | 2 | 3 | 4 | 5 | 6 | 7")
    assert placed.numbers == {}
    assert placed.doubts
