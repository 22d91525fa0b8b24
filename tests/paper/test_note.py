"""The sending slip and its like: one page, all text copies, the QR code is read from a picture of the page."""

import io
from collections.abc import Callable
from dataclasses import replace

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
    many = tuple(f"{i}. 第{i}条说明。" for i in range(1, 111))
    data = make(Note("退回单", (("单位", "花山镇"),), (("须改正", many),)))
    pages = text_of(data)
    assert len(pages) == 3  # four at 12 points: as few as may be
    assert all(f"第{i}条说明" in "".join(pages) for i in range(1, 111))
    assert [page.endswith(f"退回单花山镇第{i}页，共3页") for i, page in enumerate(pages, 1)] == [True] * 3


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


SLIP = replace(NOTE, main=("核对码", "VM84-D58E-7P1B-76QP"), foot=("报送单位（盖章）：", "送报人：", "收件人、日期："))
RING = 42  # mm: a township's seal


@pytest.fixture
def note_of() -> Callable[[int], Note]:
    """A slip with so many answered questions."""
    return lambda number: replace(SLIP, lists=(("须说明", [f"{i}. 第{i}条说明。" for i in range(1, number + 1)]),))


def words_of(data: bytes) -> list[tuple[float, float, float]]:
    """Of each character on the first page x and y in mm from the upper left, and its size in points."""
    import pypdfium2.raw as raw

    page = pypdfium2.PdfDocument(data)[0]
    text, found = page.get_textpage(), list[tuple[float, float, float]]()
    for i in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text, i) != 1:
            x, y = raw.c_double(), raw.c_double()
            raw.FPDFText_GetCharOrigin(text, i, x, y)
            size = round(raw.FPDFText_GetFontSize(text, i), 1)
            found.append((x.value / MM, (page.get_height() - y.value) / MM, size))
    return found


def test_note__a_little_more_than_a_page__set_smaller_on_one(note_of: Callable[[int], Note]) -> None:
    most = next(number for number in range(60, 0, -1) if len(text_of(make(note_of(number)))) == 1)
    (page,) = text_of(make(note_of(most)))
    assert f"第{most}条说明" in page
    assert page.endswith("报送单位（盖章）：送报人：收件人、日期：")
    assert {size for _, _, size in words_of(make(note_of(most)))} == {10.0, 20.0, 22.0}
    assert {size for _, _, size in words_of(make(note_of(1)))} == {12.0, 20.0, 22.0}
    assert {size for _, _, size in words_of(make(note_of(most + 1)))} == {9.0, 12.0, 20.0, 22.0}


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("number", [1, 18])
@pytest.mark.parametrize("at", [0.15, 0.5, 0.85])
def test_qr__from_a_picture_of_the_stamped_page__read_25_mm_wide_and_45_mm_from_the_seal(
    note_of: Callable[[int], Note], dpi: int, number: int, at: float
) -> None:
    """A red ring of 42 mm on the line at the foot, wherever along it one stamps."""
    import zxingcpp
    from PIL import ImageDraw

    data = make(note_of(number))
    foot = max(y for _, y, _ in words_of(data))
    picture = pypdfium2.PdfDocument(data)[0].render(scale=dpi / 72).to_pil().convert("RGB")
    scale = dpi / 25.4
    x = (28 + 156 * at) * scale
    ring = (x - RING / 2 * scale, (foot - RING / 2) * scale, x + RING / 2 * scale, (foot + RING / 2) * scale)
    ImageDraw.Draw(picture).ellipse(ring, outline="red", width=round(1.2 * scale))
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == CODE
    corners = found.position
    assert (corners.top_right.x - corners.top_left.x) / scale >= 25
    bottom = max(corners.bottom_left.y, corners.bottom_right.y)
    assert (ring[1] - bottom) / scale >= 45
