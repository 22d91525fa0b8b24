"""Pages: faces, page numbers, title, headings, signature and seal, margins."""

import pypdfium2 as pdfium
import pytest

from clerk_app.paper.pdf import Draft, Final, book, make

LEFT, RIGHT, TOP, FOOT = 28.0, 184.0, 37.0, 262.0  # mm
PITCH = 156 / 28
LEAD = (225 - 16 * 25.4 / 72) / 21
NEAR = 0.3  # mm


def test_paragraph__first_line__is_indented_two_characters(draft, lines):
    row = next(r for r in lines(draft, 0).values() if r.words.startswith("根据"))
    assert row[0].left == pytest.approx(LEFT + 2 * PITCH, abs=NEAR)


def test_faces__by_level__are_heiti_kaiti_fangsong(draft):
    found: dict[str, str] = {}
    document = pdfium.PdfDocument(draft)
    for sheet in document:
        for thing in sheet.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT], textpage=sheet.get_textpage()):
            found.setdefault(thing.extract()[:4], thing.get_font().get_base_name())
    assert found["一、总体"].endswith("HeiTi")
    assert found["（一）主"].endswith("KaiTi")
    assert found["根据《中"].endswith("FangSong")
    assert found["清河镇人"].endswith("Title")


@pytest.mark.parametrize("page, edge", [(0, "right"), (1, "left")])
def test_page_number__on_odd_and_even_pages__is_14_pt_one_character_in_at_the_outer_edge(draft, lines, page, edge):
    row = next(r for r in lines(draft, page).values() if r[0].baseline > FOOT)
    assert row.words.replace(" ", "") == f"—{page + 1}—"
    assert row[0].size == pytest.approx(14)
    at = RIGHT - row[-1].right if edge == "right" else row[0].left - LEFT
    assert at == pytest.approx(14 * 25.4 / 72, abs=NEAR)
    assert row[0].baseline - 0.73 * 14 * 25.4 / 72 == pytest.approx(FOOT + 7, abs=NEAR)


def test_title__longer_than_a_line__breaks_between_its_pieces_and_is_centred(draft, lines):
    first, second = [r for r in lines(draft, 0).values() if r[0].size == pytest.approx(22)]
    assert (first.words, second.words) == ("清河镇人民政府2024年", "政府信息公开工作年度报告")
    for row in (first, second):
        assert (row[0].left + row[-1].right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=NEAR)


@pytest.mark.parametrize("length", range(100, 1700, 97))
def test_heading__wherever_it_falls__is_followed_on_its_page(final, lines, length):
    data = final(overview="长" * length)
    for page in range(len(pdfium.PdfDocument(data))):
        last = [r for r in lines(data, page).values() if r[0].baseline < FOOT][-1]
        assert last[0].size < 16 or last.words[:2] not in ("一、", "二、", "三、", "四、", "五、", "六、")


@pytest.mark.parametrize("length", range(100, 1700, 97))
def test_heading_of_the_text__wherever_it_falls__is_followed_on_its_page(final, lines, length):
    data = final(overview="长" * length + "\n（一）公开渠道\n1.政务服务\n短句到此为止。\n" + "文" * 60)
    for page in range(len(pdfium.PdfDocument(data))):
        last = [r for r in lines(data, page).values() if r[0].baseline < FOOT][-1]
        assert not last.words.startswith(("（一）公开渠道", "1.政务服务"))


def test_signature__with_seal__has_date_four_characters_in_and_name_centred_on_it(draft, lines):
    last = lines(draft, len(pdfium.PdfDocument(draft)) - 1)
    name = next(r for r in last.values() if r.words == "云岭市清河镇人民政府")
    date = next(r for r in last.values() if r.words == "2025年1月13日")
    assert RIGHT - date[-1].right == pytest.approx(4 * PITCH, abs=NEAR)
    assert name[0].left + name[-1].right == pytest.approx(date[0].left + date[-1].right, abs=2 * NEAR)
    assert date[0].baseline - name[0].baseline == pytest.approx(LEAD, abs=NEAR)


@pytest.mark.parametrize("length", range(300, 760, 28))
def test_seal__wherever_the_text_ends__is_clear_of_it_within_one_line_and_two_lines_stay_with_it(sample, length):
    pages = book(sample(others="本年度未收取信息处理费。" + "长" * length), mark=Draft()).pages
    (seal,) = pages[-1].circles
    body = [t for t in pages[-1].texts if t.size == 16]
    name = next(i for i, t in enumerate(body) if t.text == "云岭市清河镇人民政府")
    assert name >= 2
    text_ends = body[name - 1].y + 0.12 * 16
    assert 0 <= seal.y - seal.radius - text_ends <= LEAD * 72 / 25.4
    assert seal.radius == pytest.approx(21 * 72 / 25.4)
    signed = (body[name].y + body[name + 1].y) / 2 - 0.38 * 16
    assert 0 < signed - seal.y < 5 * 72 / 25.4
    note = body[name + 2]
    assert note.text == "（此件公开发布）"
    assert note.xs[-1] + 16 < seal.x - seal.radius


def test_final_print__has_the_code_on_every_page_and_no_seal_circle_and_no_draft_mark(sample):
    pages = book(sample(), mark=Final("ABCD-EFGH-JKLM-NPQR", 2)).pages
    said = [[t.text for t in p.texts if "ABCD-EFGH-JKLM-NPQR" in t.text] for p in pages]
    assert [len(s) for s in said] == [1] * (len(pages) - 1) + [2]
    assert not any(p.circles for p in pages)
    assert not any("草稿" in t.text for p in pages for t in p.texts)


def test_draft__mark__stands_in_the_top_margin_with_the_time_of_the_last_change(draft, lines):
    for page in range(len(pdfium.PdfDocument(draft))):
        first = next(iter(lines(draft, page).values()))
        assert "草稿" in first.words
        assert "2025年1月10日 15:20" in first.words
        assert first[0].baseline < TOP - 5


@pytest.mark.parametrize("length", range(4, 60, 6))
def test_check_code__beside_a_signature_of_any_length__is_clear_of_the_date(sample, lines, length):
    data = make(sample(unit="某" * length + "人民政府"), mark=Final("ABCD-EFGH-JKMN-PQRS", 1))
    rows = lines(data, len(pdfium.PdfDocument(data)) - 1).values()
    date = next(r for r in rows if "2025年1月13日" in r.words)
    code = next(r for r in rows if "PQRS" in r.words and r[0].baseline < FOOT)
    beside = abs(code[0].baseline - date[0].baseline) < LEAD / 2
    small = [c for c in code if c.size < 12]
    large = [c for c in date if c.size > 12]
    assert not beside or max(c.right for c in small) < min(c.left for c in large)
