"""The stream of blocks that every writer prints: title, levels of paragraphs, figures, signature."""

from collections.abc import Callable
from datetime import date

import pytest

from clerk_app.form.edition import Edition
from clerk_app.report.document import (
    Figures,
    Heading,
    Paragraph,
    Signature,
    Title,
    blocks,
    chinese_date,
    contact,
    figures,
    level_of,
    paragraphs,
    signature,
    title,
)
from clerk_app.report.model import Report

Make = Callable[..., Report]


def test_blocks__stand_in_the_order_of_the_paper(edition: Edition, make: Make) -> None:
    texts = dict.fromkeys(edition.passages, "一段。")
    stream = blocks(make({**texts, "cover/contact/phone": "0439-1"}, edition.key))
    kinds = [type(b) for b in stream]
    narrative, tables = [Heading, Paragraph], [Heading, Figures]
    six = [*narrative, *tables * 3, *narrative * 2]
    assert kinds == [Title, Paragraph, Paragraph, *six, Signature]
    assert [b.text for b in stream if isinstance(b, Heading)] == [p.heading for p in edition.parts]


def test_blocks__empty_report__has_headings_tables_and_signature_only(edition: Edition, make: Make) -> None:
    assert not [b for b in blocks(make(key=edition.key)) if isinstance(b, Paragraph)]


@pytest.mark.parametrize("unit", ["青石镇人民政府", "{year}镇", "镇{", "某县（某区）"])
def test_title__breaks_between_unit_year_and_kind(unit: str, make: Make) -> None:
    assert title(make(unit=unit)).pieces == (unit, "2023年", "政府信息公开工作年度报告")


@pytest.mark.parametrize(
    "text, level, head",
    [
        ("全年公开信息70条。", 0, 0),
        ("一、总体情况", 1, 6),
        ("（一）主动公开情况。全年公开70条。", 2, 10),
        ("（一）主动公开情况", 2, 9),
        ("(十二)监督保障：落实责任。", 2, 9),
        ("1.围绕重点领域", 3, 8),
        ("12、围绕重点领域。认真落实。", 3, 10),
        ("（3）其他。", 4, 6),
        ("（一）" + "很长的一句话" * 6 + "。正文。", 2, 0),
        ("3.5万条信息", 0, 0),
        ("2023年，全年公开70条。", 0, 0),
        ("（2023年）公开70条。", 0, 0),
        ("一是加强学习。", 0, 0),
    ],
)
def test_level_of__numbering__tells_level_and_run_in_heading(text: str, level: int, head: int) -> None:
    assert level_of(text) == (level, head)


def test_paragraphs__blank_lines_and_indents_go__offsets_stay(make: Make) -> None:
    text = "\u3000\u3000第一段\n\n  （一）第二段"
    first, second = paragraphs(make({"overview": text}), "overview")
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert [(p.text, p.start, text[p.start :][:2]) for p in (first, second)] == [
        ("第一段", 2, "第一"),
        ("（一）第二段", 9, "（一"),
    ]


@pytest.mark.parametrize(
    "preface, fields, sentence",
    [
        ("", {}, None),
        ("联系电话：0439-1。", {"phone": "0439-1"}, None),
        ("", {"phone": "0439-1"}, "如对本报告有疑问，请与青石镇人民政府联系（电话：0439-1）。"),
        (
            "电话：0439-1。",
            {"phone": "0439-1", "postcode": "134600", "address": "府前路{1}号"},
            "如对本报告有疑问，请与青石镇人民政府联系（地址：府前路{1}号；邮政编码：134600）。",
        ),
    ],
)
def test_contact__what_the_preface_does_not_say__is_one_sentence(
    preface: str, fields: dict[str, str], sentence: str | None, make: Make
) -> None:
    report = make({"preface": preface, **{f"cover/contact/{k}": v for k, v in fields.items()}})
    assert [b.text for b in contact(report) if isinstance(b, Paragraph)] == ([sentence] if sentence else [])


def test_figures__blank_is_empty_and_zero_is_zero(make: Make) -> None:
    report = make({"p1/rule/made": 0, "p8/fee/amount": "59237.2449"})
    printed = figures(report, report.edition.part("disclosure")).numbers
    assert printed == {"p1/rule/made": "0", "p8/fee/amount": "59237.2449"}


@pytest.mark.parametrize(
    "cover, unit, day, note",
    [
        ({}, "青石镇人民政府", "", "（此件公开发布）"),
        ({"parent": "临江市"}, "临江市青石镇人民政府", "", "（此件公开发布）"),
        ({"parent": "青石镇"}, "青石镇人民政府", "", "（此件公开发布）"),
        ({"parent": "临江市青石镇"}, "临江市青石镇人民政府", "", "（此件公开发布）"),
        ({"issued": "2024-01-08", "publish_note": False}, "青石镇人民政府", "2024年1月8日", ""),
    ],
)
def test_signature__is_full_name_date_and_note(cover: dict, unit: str, day: str, note: str, make: Make) -> None:
    assert signature(make({f"cover/{k}": v for k, v in cover.items()})) == Signature(unit, day, note)


def test_chinese_date__has_no_leading_zeros() -> None:
    assert chinese_date(date(2027, 1, 8)) == "2027年1月8日"
