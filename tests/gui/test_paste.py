"""Blocks from Excel, WPS, Word and web pages: what they say, and where it goes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_app.exchange.pasted import from_html, from_text
from clerk_app.form.edition import Edition, editions
from clerk_app.form.sheet import sheet
from clerk_app.gui.paste import Placed, place, settle


@pytest.fixture
def form() -> Edition:
    return editions()["2021"]


def laid(form: Edition, part: str, at: str, text: str) -> dict[str, str]:
    return dict(place(from_text(text), sheet(form.part(part)), at).texts)


# ---- placing


def test_place__plain_block__begins_at_the_cell(form: Edition) -> None:
    assert laid(form, "applications", "t3/carried/legal.business", "1\t2\n3\t4") == {
        "t3/carried/legal.business": "1",
        "t3/carried/legal.research": "2",
        "t3/done.open/legal.business": "3",
        "t3/done.open/legal.research": "4",
    }


def test_place__row_with_its_label__finds_its_row_wherever_the_cell_is(form: Edition) -> None:
    found = laid(form, "applications", "t3/new/natural", "（一） 予以公开\t\t3\t1\t0\t0\t0\t0\t4\n")
    assert found == dict(
        zip(
            [
                f"t3/done.open/{c}"
                for c in "natural legal.business legal.research legal.charity legal.lawfirm legal.other total".split()
            ],
            "3100004",
            strict=True,
        )
    )


def test_place__block_with_head_row__head_is_passed_over(form: Edition) -> None:
    found = laid(form, "applications", "t3/new/natural", "自然人\t商业企业\n5\t2\n")
    assert found == {"t3/new/natural": "5", "t3/new/legal.business": "2"}


def test_place__columns_with_their_labels__find_their_places_wherever_the_cell_is(form: Edition) -> None:
    text = "\t总计\t自然人\n一、本年新收政府信息公开申请数量\t3\t1\n二、上年结转政府信息公开申请数量\t0\t0\n"
    assert laid(form, "applications", "t3/done.open/legal.other", text) == {
        "t3/new/total": "3",
        "t3/new/natural": "1",
        "t3/carried/total": "0",
        "t3/carried/natural": "0",
    }


def test_place__label_that_is_not_quite_official__shifts_no_number(form: Edition) -> None:
    assert laid(form, "applications", "t3/new/natural", "本年新收的政府信息公开申请\t1\t2\n") == {
        "t3/new/natural": "1",
        "t3/new/legal.business": "2",
    }


def test_place__label_without_its_number__finds_its_row(form: Edition) -> None:
    assert laid(form, "applications", "t3/new/natural", "属于国家秘密\t7\n") == {"t3/done.refuse.secret/natural": "7"}


def whole_table(form: Edition, part: str) -> tuple[str, dict[str, str]]:
    """The part's table as a web page holds it, every figure another number."""
    whole = sheet(form.part(part))
    numbers = {box.path: str(i) for i, box in enumerate(whole.figures)}
    rows = []
    for y in range(whole.rows):
        cells = sorted((b for b in whole.boxes if b.row == y), key=lambda b: b.column)
        rows.append(
            "".join(
                f"<td rowspan={b.rows} colspan={b.columns}><p>{numbers.get(b.path, b.text)}</p></td>" for b in cells
            )
        )
    return "<table><tbody>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>", numbers


@pytest.mark.parametrize("year", ["2019", "2021"])
@pytest.mark.parametrize("part", ["disclosure", "applications", "disputes"])
def test_place__whole_table_of_a_web_page__every_number_comes_home(part: str, year: str) -> None:
    form = editions()[year]
    html, numbers = whole_table(form, part)
    whole = sheet(form.part(part))
    placed = place(from_html(html), whole, whole.figures[-1].path)
    assert placed == Placed(numbers, ())


@pytest.mark.parametrize("year", ["2019", "2021"])
@pytest.mark.parametrize("part", ["disclosure", "applications", "disputes"])
def test_place__whole_table_of_a_spreadsheet__every_number_comes_home(part: str, year: str) -> None:
    form = editions()[year]
    html, numbers = whole_table(form, part)
    text = "\r\n".join("\t".join(cell or "" for cell in row) for row in from_html(html)) + "\r\n"
    whole = sheet(form.part(part))
    assert place(from_text(text), whole, whole.figures[0].path) == Placed(numbers, ())


def test_place__all_rows_without_labels__begin_at_the_top(form: Edition) -> None:
    whole = sheet(form.part("applications"))
    text = "\n".join("\t".join("1" * 7) for _ in range(25))
    assert len(place(from_text(text), whole, "t3/next/total").texts) == 175


def test_place__numbers_over_the_edge__are_told(form: Edition) -> None:
    placed = place(from_text("1\t2\n3\t"), sheet(form.part("applications")), "t3/next/total")
    assert dict(placed.texts) == {"t3/next/total": "1"}
    assert placed.homeless == ("2", "3")


def test_place__unknown_row_among_known_ones__is_told_and_shifts_nothing(form: Edition) -> None:
    text = "规章\t1\t0\t1\n通知\t7\t7\t7\n行政规范性文件\t2\t0\t2"
    placed = place(from_text(text), sheet(form.part("disclosure")), "p1/rule/made")
    assert placed.texts["p1/rule/made"] == "1"
    assert placed.texts["p1/normative/valid"] == "2"
    assert len(placed.texts) == 6
    assert placed.homeless == ("通知", "7", "7", "7")


# ---- meaning


def test_settle__full_width_and_grouped_digits__are_numbers(form: Edition) -> None:
    placed = Placed({"t3/new/natural": "１２", "p5/permit/decided": "1,234"}, ())
    assert settle(form, placed, "skip", ()).wanted == {"t3/new/natural": 12, "p5/permit/decided": 1234}


def test_settle__word_in_a_cell__is_refused_by_name_and_the_rest_taken(form: Edition) -> None:
    settled = settle(form, Placed({"t3/new/natural": "3件", "t3/carried/natural": "1"}, ()), "skip", ())
    assert settled.wanted == {"t3/carried/natural": 1}
    assert settled.refused["t3/new/natural"].startswith("表三·自然人·本年新收：“3件”")


@pytest.mark.parametrize("html", ["<p>1</p><p>2</p>", "1<br>2", "1 2"])
def test_settle__two_numbers_in_one_cell__are_refused_and_not_run_together(form: Edition, html: str) -> None:
    rows = from_html(f"<table><tr><td>{html}</td><td><p>1 234</p></td></tr></table>")
    placed = place(rows, sheet(form.part("applications")), "t3/new/natural")
    settled = settle(form, placed, "skip", ())
    assert settled.wanted == {"t3/new/legal.business": 1234}
    assert settled.refused == {"t3/new/natural": "表三·自然人·本年新收：“1 2”中间有空格，看不出是一个数还是几个数。"}


@pytest.mark.parametrize("nothing, value", [("zero", 0), ("blank", None)])
def test_settle__nothing_as_asked__but_a_total_follows(form: Edition, nothing: str, value: object) -> None:
    placed = Placed({"t3/new/natural": "无", "t3/new/total": "—"}, ())
    assert settle(form, placed, nothing, {"t3/new/total"}).wanted == {"t3/new/natural": value}  # type: ignore[arg-type]


def test_settle__nothing_skipped__is_left_as_it_was(form: Edition) -> None:
    assert settle(form, Placed({"t3/new/natural": "/"}, ()), "skip", ()).wanted == {}


# ---- whatever else is on a clipboard

CELL = st.sampled_from(
    ["", "1", "２", "无", "规章", "自然人", "（一）予以公开", "一、本年新收政府信息公开申请数量", '"', "\t"]
)
BLOCK = st.lists(st.lists(CELL | st.text(max_size=5), max_size=20), max_size=30)


@given(block=BLOCK, part=st.sampled_from(["disclosure", "applications", "disputes"]), data=st.data())
@settings(max_examples=60, deadline=None)
def test_place__any_text__goes_into_cells_of_the_sheet_or_nowhere(
    block: list[list[str]], part: str, data: st.DataObject
) -> None:
    form = editions()["2021"]
    whole = sheet(form.part(part))
    at = data.draw(st.sampled_from([box.path for box in whole.figures]))
    placed = place(from_text("\n".join("\t".join(row) for row in block)), whole, at)
    assert set(placed.texts) <= {box.path for box in whole.figures}
    assert settle(form, placed, "zero", ()).wanted.keys() <= placed.texts.keys()
