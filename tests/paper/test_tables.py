"""Tables: whole where they fit, numbers centred, strokes closed."""

import pypdfium2 as pdfium
import pytest

from clerk_app.form.edition import editions
from clerk_app.form.sheet import sheet
from clerk_app.paper.faces import bundled
from clerk_app.paper.pdf import Draft, book, make
from clerk_app.paper.setting import Element, Page
from clerk_app.paper.tables import TIGHT, draw, table

LEFT, RIGHT, TOP, FOOT = 28.0, 184.0, 37.0, 262.0  # mm
PITCH = 156 / 28
LEAD = (225 - 16 * 25.4 / 72) / 21
NEAR = 0.3  # mm


@pytest.mark.parametrize("edition, rows", [("2019", 26), ("2021", 28)])
@pytest.mark.parametrize("length", [10, 400, 900])
def test_section_three__wherever_it_falls__is_whole_on_one_page_with_its_heading(sample, edition, rows, length):
    data = make(sample(edition, overview="长" * length), mark=Draft())
    pages = [p.get_textpage().get_text_range() for p in pdfium.PdfDocument(data)]
    (page,) = [p for p in pages if "收到和处理政府信息公开申请情况" in p]
    assert "申请人情况" in page
    assert "结转下年度继续办理" in page
    assert sum(p.count("申请人情况") for p in pages) == 1


def test_numbers__in_a_table__are_centred_in_their_columns(sample, lines):
    data = make(sample(**{"t4__cases__review.total": 31}), mark=Draft())
    (row,) = [r for page in range(4) for r in lines(data, page).values() if r.words == "000031" + "0" * 10]
    width = 156 / 15
    for column, centre in enumerate([(c.left + c.right) / 2 for c in row[:4]]):
        assert centre == pytest.approx(LEFT + (column + 0.5) * width, abs=NEAR)
    assert (row[4].left + row[5].right) / 2 == pytest.approx(LEFT + 4.5 * width, abs=NEAR)


@pytest.mark.parametrize("key", ["disclosure", "applications", "disputes"])
def test_strokes__of_every_box__close_it_on_all_sides(sample, key):
    whole = table(sheet(sample().edition.part(key)), {}, bundled())
    page = Page()
    draw(whole, page, 0, 0, TIGHT, bundled(), Element("Document"))
    flat = {(round(r.y0, 2), round(r.x0, 2), round(r.x1, 2)) for r in page.rules if r.y0 == r.y1}
    upright = {(round(r.x0, 2), round(r.y0, 2), round(r.y1, 2)) for r in page.rules if r.x0 == r.x1}
    xs, ys = sorted({x for x, *_ in upright}), sorted({y for y, *_ in flat})
    for cell in whole.cells:
        left, right = xs[cell.box.column], xs[cell.box.column + cell.box.columns]
        top, foot = ys[cell.box.row], ys[cell.box.row + cell.box.rows]
        assert all(any(y == at and a <= left and b >= right for at, a, b in flat) for y in (top, foot))
        assert all(any(x == at and a <= top and b >= foot for at, a, b in upright) for x in (left, right))
    assert len({r.width for r in page.rules}) == 1


def test_strokes__wherever_the_table_begins__have_their_edges_on_whole_pixels_of_any_printer():
    whole = table(sheet(editions()["2021"].part("applications")), {}, bundled())
    for y in (0.0, 104.9, 333.37):
        page = Page()
        draw(whole, page, 28 * 72 / 25.4, y, TIGHT, bundled(), Element("Document"))
        for rule in page.rules:
            edge = (rule.y0 if rule.y0 == rule.y1 else rule.x0) - rule.width / 2
            for dpi, thick in ((200, 1), (300, 2), (400, 3), (600, 4)):
                first, last = edge * dpi / 72, (edge + rule.width) * dpi / 72
                assert first == pytest.approx(round(first), abs=1e-6)
                assert round(last) - round(first) == thick
                assert abs(last - round(last)) < 0.45


def test_rows_of_one_line__in_a_table__are_equally_high(sample):
    whole = table(sheet(sample().edition.part("applications")), {}, bundled())
    deep = {c.box.row for c in whole.cells if c.box.rows == 1 and len(c.lines) > 1}
    heads = whole.sheet.head_rows
    assert len({h for r, h in enumerate(whole.heights(TIGHT)) if r >= heads and r not in deep}) == 1


def test_table__too_high_for_the_page__is_split_with_its_header_and_no_row_alone(sample):
    whole = table(sheet(sample().edition.part("applications")), {}, bundled())
    halves = whole.split(300)
    assert halves is not None
    first, rest = halves
    assert (first.first, first.last, rest.last) == (0, rest.first, whole.last)
    assert first.height(TIGHT) <= 300
    assert rest.last - rest.first >= 2
    assert {c.box.role for c in whole.head.cells} == {"corner", "spanner", "column"}
    torn = [c for c in rest.cells if c.box.row == rest.first and c.box.column == 0]
    assert all(c.lines for c in torn)


def test_tables_of_one_part__split__part_between_two_of_them(sample):
    whole = table(sheet(sample().edition.part("disclosure")), {}, bundled())
    halves = whole.split(200)
    assert halves is not None
    assert {c.box.role for c in halves[1].cells if c.box.row == halves[1].first} == {"band"}


def test_number__wider_than_its_column__is_set_smaller_inside_it(sample):
    pages = book(sample(**{"t4__cases__review.total": 123456789}), mark=Draft()).pages
    (text,) = [t for p in pages for t in p.texts if t.text == "123456789"]
    assert text.size < 9
    assert text.xs[-1] + text.size * 0.6 - text.xs[0] < 156 / 15 * 72 / 25.4
