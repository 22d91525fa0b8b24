"""The sending slip and its like: one page, all text copies, the QR code is read from a picture of the page."""

import io

import pypdfium2
import pytest

from clerk_app.paper.measures import MM
from clerk_app.paper.note import QR, Note, make, modules

CODE = "ZFNB/1 VM84-D58E-7P1B-76QP 2 2025 石桥湾镇人民政府"
NOTE = Note(
    "年度报告送报单",
    (("报送单位", "石桥湾镇人民政府"), ("核对码", "VM84-D58E-7P1B-76QP"), ("退回原因", "表三填错，" * 12)),
    (("已说明的问题", ("1. 今年的新收是上年的 6 倍。说明：承接了两个乡镇的申请。",)),),
    CODE,
)


def text_of(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return pages


def test_note__of_facts_and_a_list__one_page_with_every_word() -> None:
    (page,) = text_of(make(NOTE))
    for words in ("年度报告送报单", "报送单位石桥湾镇人民政府", "表三填错，" * 12, "说明：承接了两个乡镇的申请。"):
        assert words in page
    assert make(NOTE) == make(NOTE)


def test_note__more_than_a_page__goes_on_with_nothing_lost() -> None:
    many = tuple(f"{i}. 第{i}条说明。" for i in range(1, 120))
    pages = text_of(make(Note("退回单", (), (("须改正", many),))))
    assert len(pages) > 2
    assert all(f"第{i}条说明" in "".join(pages) for i in range(1, 120))


@pytest.mark.parametrize("dpi, quality", [(100, 0), (200, 0), (300, 0), (150, 40)])
@pytest.mark.parametrize("askew", [0, 4])
def test_qr__from_a_picture_of_the_page__read(dpi: int, quality: int, askew: int) -> None:
    import zxingcpp
    from PIL import Image

    document = pypdfium2.PdfDocument(make(NOTE))
    picture = document[0].render(scale=dpi / 72).to_pil().convert("L").rotate(askew, fillcolor=255)
    document.close()
    if quality:
        packed = io.BytesIO()
        picture.save(packed, "JPEG", quality=quality)
        picture = Image.open(packed)
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [CODE]


def test_qr__its_size__at_least_25_mm_and_modules_of_half_a_millimetre_with_a_long_name() -> None:
    assert QR >= 25 * MM
    assert QR / len(modules(CODE + "临江市石桥湾经济技术开发区管理委员会行政审批服务局")) > 0.5 * MM
