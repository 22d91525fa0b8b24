"""The file: archive, structure, outline, text that copies."""

import io

import pikepdf
import pypdfium2 as pdfium

from clerk_app.paper.pdf import Draft, make


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


def test_text__read_back__is_what_was_typed(sample, read):
    typed = "“引号”《书名》（括号）——破折……省略，１２ 3.4% 〔2021〕30号 䶮㙍𬭎 abc@example.cn"
    assert typed.replace(" ", "") in read(make(sample(others=typed), mark=Draft())).replace(" ", "")
