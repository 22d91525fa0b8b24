"""The empty Word document and the measures of its labels."""

import io
from datetime import UTC, datetime

import docx
import pytest

from clerk_app.exchange import docx_package


@pytest.mark.parametrize(
    "text, room, lines",
    [
        ("商业企业", 3.0, ["商业", "企业"]),
        ("社会公益组织", 3.0, ["社会公", "益组织"]),
        ("总计", 3.0, ["总计"]),
        ("法律服务机构", 2.5, ["法律", "服务", "机构"]),
        ("（一）予以公开", 3.0, ["（一）予以公开"]),
        ("", 3.0, [""]),
        ("宽", 0.5, ["宽"]),
    ],
)
def test_label__wider_than_its_column__in_even_lines(text: str, room: float, lines: list[str]):
    assert docx_package.even_lines(text, room) == lines


def test_document__made_without_text__holds_nothing_but_a_page():
    document = docx.Document(io.BytesIO(docx_package.made("题", "人", "")))
    assert document.paragraphs == []
    assert len(document.sections) == 1


def test_font_table__made__names_what_may_stand_in():
    document = docx.Document(io.BytesIO(docx_package.made("题", "人", "")))
    (part,) = [r.target_part for r in document.part.rels.values() if r.reltype.endswith("/fontTable")]
    for face, other in (("仿宋_GB2312", "FangSong"), ("方正小标宋_GBK", "方正小标宋简体"), ("楷体_GB2312", "KaiTi")):
        assert face in part.blob.decode()
        assert other in part.blob.decode()


def test_package__of_any_words__is_well_formed_and_as_given():
    made = docx_package.made("甲<&>", "乙\"'", docx_package.paragraph(docx_package.run("丙<&>", 1), "1"), "丁<&>")
    document = docx.Document(io.BytesIO(made))
    assert [p.text for p in document.paragraphs] == ["丙<&>"]
    assert (document.core_properties.title, document.core_properties.author) == ("甲<&>", "乙\"'")
    assert document.sections[0].even_page_footer.paragraphs[0].text == "丁<&>"


def test_hour__of_another_zone__is_told_in_that_of_greenwich():
    document = docx.Document(io.BytesIO(docx_package.made("题", "人", "", at="2026-01-12T09:00:00+08:00")))
    assert document.core_properties.created == datetime(2026, 1, 12, 1, tzinfo=UTC)
