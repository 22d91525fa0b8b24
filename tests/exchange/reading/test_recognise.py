"""From the common form to a report: what is recognised, what is only told."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from clerk_app.exchange.reading import files
from clerk_app.exchange.reading.recognise import Recognised, recognise
from clerk_app.exchange.reading.source import Item, Source, Unreadable, grid_of
from clerk_app.form.edition import editions
from clerk_app.report.model import Report
from tests.exchange.layouts import Page, Table, page_of

SEED = Path(__file__).resolve().parents[4] / "shared" / "domain" / "seed" / "huashan-2019.txt"


def items(page: Page) -> tuple[Item, ...]:
    return tuple(i if isinstance(i, str) else grid_of(i) for i in page)


def read(page: Page) -> Recognised:
    return recognise(Source(items(page)), editions())


def replaced(page: Page, old: str, new: str) -> Page:
    """The page with the cell `old` in its tables changed to `new`."""
    return [
        i if isinstance(i, str) else [[(new if t == old else t, d, a) for t, d, a in row] for row in i] for i in page
    ]


@pytest.mark.skipif(not SEED.exists(), reason="the published report of 2019 is not at hand")
def test_seed__recognised__parts_date_unit_year_and_all_cells_blank():
    lines = SEED.read_text("utf-8").splitlines()
    at = {h: next(i for i, line in enumerate(lines) if line.startswith(h)) for h in ("一、", "二、", "五、")}
    end = next(i for i, line in enumerate(lines) if line.startswith("临江市花山镇人民政府"))

    def part(first: int, last: int) -> str:
        return "\n".join(line.strip() for line in lines[first:last] if line.strip())

    found = recognise(files.read(SEED), editions())
    assert (found.edition.key, found.unit, found.year) == ("2019", "花山镇人民政府", 2019)
    assert found.values["cover/parent"] == "临江市"
    assert found.values["cover/issued"] == "2019-12-30"
    assert found.values["cover/publish_note"] is True
    assert found.figures == {}
    assert found.blank == frozenset(found.edition.cells)
    assert found.values["preface"] == part(1, at["一、"])
    assert found.values["overview"] == part(at["一、"] + 1, at["二、"])
    assert found.values["problems"] == part(at["五、"] + 1, end)
    assert found.absent == ("六、其他需要报告的事项",)
    assert found.doubts == ()
    assert found.missed == (lines[0],)


@pytest.mark.parametrize(
    "said, number, why",
    [
        ("无", None, "写的是“无”"),
        ("/", None, "写的是“/”"),
        ("——", None, "写的是“——”"),
        ("约5", None, "不是数"),
        ("1.5", None, "不是这一格的数"),
        ("-3", None, "不是这一格的数"),
        ("５", 5, ""),
        ("1,234", 1234, ""),
        ("5件", 5, ""),
        ("0", 0, ""),
    ],
)
def test_cell__words_and_units__a_number_or_blank_and_told(
    said: str, number: int | None, why: str, published: Callable[..., Report]
):
    report = published("2021")
    cell = "t3/new/legal.charity"
    found = read(replaced(page_of(report), str(report.figure(cell)), said))
    assert found.figures.get(cell) == number
    assert [d.why[: len(why)] for d in found.doubts if d.path == cell] == ([why] if why else [])
    assert {c: n for c, n in found.figures.items() if c != cell} == {
        c: n for c, n in report.figures.items() if c != cell
    }


@pytest.mark.parametrize(
    "key, cell, said, number, told",
    [
        ("2021", "p8/fee/amount", "251000元", "25.1", True),
        ("2021", "p8/fee/amount", "25.1万元", "25.1", False),
        ("2021", "p8/fee/amount", "0.5万", "0.5", False),
        ("2019", "p9/procurement/amount", "25.1万元", "251000", True),
        ("2019", "p9/procurement/amount", "251000元", "251000", False),
        ("2021", "p8/fee/amount", "0.001元", None, True),
        ("2021", "p8/fee/amount", "5美元", None, True),
    ],
)
def test_money__with_its_unit__brought_to_the_forms_unit_and_told(
    key: str, cell: str, said: str, number: str | None, told: bool, published: Callable[..., Report]
):
    report = published(key)
    found = read(replaced(page_of(report), str(report.figure(cell)), said))
    assert found.figures.get(cell) == (None if number is None else Decimal(number))
    assert any(d.path == cell for d in found.doubts) is told


def test_old_hybrid__one_row_for_other_handling__named_and_not_taken(published: Callable[..., Report]):
    """The form of 2021 with the single row （六）其他处理 of the form before it."""
    report = published("2021")
    page: Page = []
    for item in page_of(report):
        if isinstance(item, str):
            page.append(item)
            continue
        table: Table = []
        for row in item:
            texts = [t for t, _, _ in row]
            if "（六）其他处理" in texts:
                table.append([("（六）其他处理", 1, 2), *[(str(7 + n), 1, 1) for n in range(7)]])
            elif not any(t.startswith(("2.申请人逾期", "3.其他")) for t in texts):
                table.append([(t, 20 if t.startswith("三、本年度") else d, a) for t, d, a in row])
        page.append(table)
    found = read(page)
    assert found.edition.key == "2021"
    cells = {c for c in found.edition.cells if c.startswith("t3/done.other.")}
    assert dict(found.figures) == {c: n for c, n in report.figures.items() if c not in cells}
    (doubt,) = found.doubts
    assert doubt.source == "（六）其他处理 7 8 9 10 11 12 13"
    assert doubt.why.startswith("表样里这一行分为 3 行")


def test_form_before_in_a_later_year__recognised__named(published: Callable[..., Report]):
    page = [i.replace("2020", "2022") if isinstance(i, str) else i for i in page_of(published("2019"))]
    found = read(page)
    assert (found.edition.key, found.year) == ("2019", 2022)
    assert [d.why for d in found.doubts] == ["这份报告用的是 2019 年格式，2022年应当用 2021 年格式。"]


def test_two_years_told__recognised__the_titles_and_a_doubt(published: Callable[..., Report]):
    page = page_of(published("2021"))
    page = [
        i.replace("自2023年1月1日起至2023年", "自2022年1月1日起至2022年") if isinstance(i, str) else i for i in page
    ]
    found = read(page)
    assert found.year == 2023
    assert [d.source for d in found.doubts if d.path == "year"] == ["2023、2022"]


def test_columns_in_another_order__recognised__by_their_labels(published: Callable[..., Report]):
    page = replaced(page_of(published("2021")), "商业企业", "科研机构甲")
    page = replaced(replaced(page, "科研机构", "商业企业"), "科研机构甲", "科研机构")
    found, report = read(page), published("2021")
    assert found.figures["t3/new/legal.business"] == report.figure("t3/new/legal.research")
    assert found.figures["t3/new/legal.research"] == report.figure("t3/new/legal.business")


def test_unknown_row__recognised__told_and_nothing_moved(published: Callable[..., Report]):
    report = published("2021")
    found = read(replaced(page_of(report), "1.属于国家秘密", "1.属于某某情形"))
    lost = {c for c in report.figures if c.startswith("t3/done.refuse.secret/")}
    assert found.figures == {c: n for c, n in report.figures.items() if c not in lost}
    assert any(m.startswith("1.属于某某情形 ") for m in found.missed)


def test_same_table_twice__other_numbers__blank_and_told(published: Callable[..., Report]):
    page = page_of(published("2021"))
    table = next(i for i in page if not isinstance(i, str) and len(i) == 4)
    twice = replaced([table], str(published("2021").figure("t4/cases/review.upheld")), "9")
    found = read([*page, *twice])
    assert "t4/cases/review.upheld" not in found.figures
    assert [d.why for d in found.doubts] == ["出现了两次而且不同，没有填。"]


def test_text_with_fewer_numbers_than_columns__recognised__row_left_blank_and_told():
    lines = [
        "三、收到和处理政府信息公开申请情况",
        "一、本年新收政府信息公开申请数量 9 3 1 13",
        "二、上年结转政府信息公开申请数量 1 2 3 4 5 6 7",
    ]
    found = recognise(Source(tuple(lines)), editions())
    assert set(found.figures) == {c for c in found.edition.cells if c.startswith("t3/carried/")}
    assert [d.source for d in found.doubts if "分不清" in d.why] == ["一、本年新收政府信息公开申请数量 9 3 1 13"]


def test_no_report__recognised__refused():
    with pytest.raises(Unreadable, match="没有认出"):
        recognise(Source(("今天天气很好。", "明天也是。")), editions())


def test_previous__of_the_other_edition__only_what_both_have(published: Callable[..., Report]):
    found = read(page_of(published("2019")))
    previous = found.previous(editions()["2021"])
    assert previous["previous/t3/next/total"] == published("2019").figure("t3/next/total")
    assert "previous/overview" in previous
    assert not any(p.startswith("previous/p9") for p in previous)


def test_long_text__more_lines_than_tables_have__refused_with_their_number():
    lines = ("三、收到和处理政府信息公开申请情况", *["信访举报投诉类申请"] * 3001)
    with pytest.raises(Unreadable, match="表格部分有 3001 行文字，不像一份年度报告，没有导入。"):
        recognise(Source(lines), editions())


def test_text_of_a_book__recognised__refused_with_the_number_of_lines():
    with pytest.raises(Unreadable, match="有 6001 行文字，不像一份年度报告，没有导入。"):
        recognise(Source(("一、总体情况", *["各项工作有序开展。"] * 6000)), editions())
