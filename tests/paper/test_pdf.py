"""The printed page measured in the file itself, its structure, and text that means harm."""

import io
from itertools import pairwise

import pikepdf
import pypdfium2 as pdfium
import pytest

from clerk_app.paper.pdf import Draft, Final, book, make, missing

LEFT, RIGHT, TOP, FOOT = 28.0, 184.0, 37.0, 262.0
PITCH = 156 / 28
LEAD = (225 - 16 * 25.4 / 72) / 21
NEAR = 0.3  # mm


def baseline(line: int) -> float:
    return TOP + line * LEAD + 0.88 * 16 * 25.4 / 72


def words(row) -> str:
    return "".join(c.text for c in row)


def text_of(data: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data))


# ---- page and grid


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
            blank_half = 0.5 * PITCH if row[-1].text in "，。、；：！？）》”" else 0
            assert row[0].left == pytest.approx(LEFT, abs=NEAR)
            assert row[-1].right - RIGHT <= blank_half + NEAR
            assert row[-1].right == pytest.approx(RIGHT, abs=NEAR) or blank_half
    assert full > 15


def test_paragraph__first_line__is_indented_two_characters(draft, lines):
    row = next(r for r in lines(draft, 0).values() if words(r).startswith("根据"))
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
    assert words(row).replace(" ", "") == f"—{page + 1}—"
    assert row[0].size == pytest.approx(14)
    at = RIGHT - row[-1].right if edge == "right" else row[0].left - LEFT
    assert at == pytest.approx(14 * 25.4 / 72, abs=NEAR)
    assert row[0].baseline - 0.73 * 14 * 25.4 / 72 == pytest.approx(FOOT + 7, abs=NEAR)


def test_title__longer_than_a_line__breaks_between_its_pieces_and_is_centred(draft, lines):
    first, second = [r for r in lines(draft, 0).values() if r[0].size == pytest.approx(22)]
    assert (words(first), words(second)) == ("清河镇人民政府2024年", "政府信息公开工作年度报告")
    for row in (first, second):
        assert (row[0].left + row[-1].right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=NEAR)


# ---- headings, tables, signature


@pytest.mark.parametrize("length", range(100, 1700, 97))
def test_heading__wherever_it_falls__is_followed_on_its_page(final, lines, length):
    data = final(overview="长" * length)
    for page in range(len(pdfium.PdfDocument(data))):
        last = [r for r in lines(data, page).values() if r[0].baseline < FOOT][-1]
        assert last[0].size < 16 or words(last)[:2] not in ("一、", "二、", "三、", "四、", "五、", "六、")


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
    (row,) = [r for page in range(4) for r in lines(data, page).values() if words(r) == "000031" + "0" * 10]
    width = 156 / 15
    for column, centre in enumerate([(c.left + c.right) / 2 for c in row[:4]]):
        assert centre == pytest.approx(LEFT + (column + 0.5) * width, abs=NEAR)
    assert (row[4].left + row[5].right) / 2 == pytest.approx(LEFT + 4.5 * width, abs=NEAR)


def test_signature__with_seal__has_date_four_characters_in_and_name_centred_on_it(draft, lines):
    last = lines(draft, len(pdfium.PdfDocument(draft)) - 1)
    name = next(r for r in last.values() if words(r) == "云岭市清河镇人民政府")
    date = next(r for r in last.values() if words(r) == "2025年1月13日")
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
        assert "草稿" in words(first)
        assert "2025年1月10日 15:20" in words(first)
        assert first[0].baseline < TOP - 5


# ---- the file


def test_same_report__printed_twice__gives_the_same_bytes(sample):
    assert make(sample(), mark=Draft("一")) == make(sample(), mark=Draft("一"))


def test_file__for_the_archive__says_so_and_embeds_what_it_needs(draft):
    pdf = pikepdf.open(io.BytesIO(draft))
    root = pdf.Root
    assert str(root.Lang) == "zh-CN"
    assert root.MarkInfo.Marked
    assert root.ViewerPreferences.DisplayDocTitle
    xmp = root.Metadata.read_bytes().decode()
    assert "<pdfaid:part>2<" in xmp
    assert "<pdfaid:conformance>A<" in xmp
    assert str(pdf.docinfo.Title) in xmp
    assert str(pdf.docinfo.Title) == "清河镇人民政府2024年政府信息公开工作年度报告"
    (intent,) = root.OutputIntents
    assert intent.DestOutputProfile.N == 3
    for font in pdf.pages[0].Resources.Font.values():
        (inner,) = font.DescendantFonts
        assert inner.FontDescriptor.FontFile2.read_bytes()[:4] == b"\0\1\0\0"
        assert b"beginbfchar" in font.ToUnicode.read_bytes()
    assert "Helvetica" not in str(pdf.pages[0].Resources.Font)


def test_embedded_face__widths__agree_with_the_file_that_prints(draft):
    from fontTools.ttLib import TTFont

    pdf = pikepdf.open(io.BytesIO(draft))
    for font in pdf.pages[0].Resources.Font.values():
        (inner,) = font.DescendantFonts
        face = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()))
        assert [a for a, _ in face["hmtx"].metrics.values()] == [int(w) for w in inner.W[1]]
        assert all(face["glyf"][name].numberOfContours >= 0 for name in face.getGlyphOrder())


def test_outline__of_the_report__names_the_title_and_the_six_parts(draft):
    titles = [b.get_title() for b in pdfium.PdfDocument(draft).get_toc()]
    assert titles[0] == "清河镇人民政府2024年政府信息公开工作年度报告"
    assert [t[:2] for t in titles[1:]] == ["一、", "二、", "三、", "四、", "五、", "六、"]


def test_structure__of_the_report__reads_in_order_with_headings_and_header_cells(draft):
    pdf = pikepdf.open(io.BytesIO(draft))
    found: list[tuple[str, str]] = []

    def walk(element) -> None:
        scope = str(element.A.get("/Scope", "")) if "/A" in element else ""
        found.append((str(element.S)[1:], scope))
        for kid in element.get("/K", []):
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                assert kid.P.objgen == element.objgen
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    outline = [tag for tag, _ in found if tag in ("H1", "H2", "Table")]
    assert outline == ["H1", "H2", "H2", *["Table"] * 4, "H2", "Table", "H2", "Table", "H2", "H2"]
    assert [t for t, _ in found].count("TD") == 200
    assert all(scope in ("/Row", "/Column") for tag, scope in found if tag == "TH")


def test_marked_content__of_every_page__belongs_to_an_element_that_names_it(draft):
    pdf = pikepdf.open(io.BytesIO(draft))
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    for page in pdf.pages:
        content = page.Contents.read_bytes()
        owners = numbers[2 * int(page.StructParents) + 1]
        assert content.count(b"/MCID") == len(owners)
        assert content.count(b" BDC") + content.count(b" BMC") == content.count(b"EMC")


def test_text__read_back__is_what_was_typed(sample):
    typed = "“引号”《书名》（括号）——破折……省略，１２ 3.4% 〔2021〕30号 䶮㙍𬭎 abc@example.cn"
    read = text_of(make(sample(others=typed), mark=Draft())).replace("\r\n", "").replace("\n", "")
    assert typed.replace(" ", "") in read.replace(" ", "")


# ---- hostile text


@pytest.mark.parametrize(
    "text",
    [
        '<b>粗</b> & <img src="file:///etc/passwd"/> <font color="[[].__class__]">x</font>',
        "(未配对的括号\\ \\) Tj ET endstream",
        "%PDF {{ }} \\u0041 &#65;",
    ],
)
def test_markup__in_the_text__is_printed_as_it_is(sample, text):
    read = text_of(make(sample(others=text), mark=Draft())).replace("\r\n", "")
    assert text.replace(" ", "") in read.replace(" ", "")


@pytest.mark.parametrize(
    "text", ["😀👨‍👩‍👧", "e\u0301\u0301\u0301", "\u0301", "𠮷", "\u200b\ufeff\u202e", "a" * 300, "（" * 300, " "]
)
def test_strange_characters__anywhere__never_stop_the_print(sample, text):
    for changes in ({"others": text}, {"unit": text + "镇"}, {"overview": f"（一）{text}。{text}"}):
        assert make(sample(**changes), mark=Draft())[:5] == b"%PDF-"


def test_character__that_no_face_has__prints_as_geta_copies_as_itself_and_is_named(sample):
    report = sample(others="见😀。")
    assert missing(report) == [("others", 1, "😀")]
    data = make(report, mark=Draft())
    assert "😀" in text_of(data)


def test_report__without_anything__still_prints(sample):
    from clerk_app.report.model import empty

    full = sample()
    assert make(empty(full.edition, {"unit": "某镇", "year": 2024}), mark=Draft())[:5] == b"%PDF-"


# ---- where things stand


def test_place__of_a_passage__says_page_and_height(sample):
    found = book(sample(overview="甲\n" + "长" * 2000), mark=Draft())
    first, later = found.place("overview", 0), found.place("overview", 1500)
    assert first is not None
    assert later is not None
    assert (first.page, later.page) == (0, 2)
    assert found.place("nothing", 0) is None
