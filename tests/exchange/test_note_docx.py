"""A short paper as a Word document."""

import io

import docx

from clerk_app.exchange.note_docx import make


def test_note__facts_and_lists__in_their_order_and_styles() -> None:
    data = make("退回单", [("单位", "花山镇")], [("核对意见", ["1. 甲", "2. <b>&乙\0\ufffe"])])
    document = docx.Document(io.BytesIO(data))
    said = [(p.style.style_id if p.style else "", p.text) for p in document.paragraphs]
    assert said == [
        ("Title", "退回单"), ("Normal", ""), ("Normal", "单位：花山镇"), ("1", "核对意见"), ("Normal", "1. 甲"),
        ("Normal", "2. <b>&乙"),
    ]  # fmt: skip
