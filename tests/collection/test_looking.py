"""One file: figures packed exactly, what of it is kept for the list, when it may be believed to be unchanged."""

import json
import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from clerk_app.collection.looking import folded, look_at, mark_of, packed, printed, unpacked
from clerk_app.report.model import Report

OLD = 1_760_000_000


def test_packed__every_kind_of_number__comes_back_as_it_was(build: Callable[..., Report]) -> None:
    report = build("花山镇人民政府", 1, {"t3/new/natural": 10**12 - 1, "p8/fee/amount": Decimal("999999999999.999999")})
    assert list(unpacked(report.edition.cells.values(), packed(report))) == list(report.figures.values())
    whole = build("花山镇人民政府", 1, {"p8/fee/amount": Decimal(120)})
    shown = dict(zip(whole.figures, map(str, unpacked(whole.edition.cells.values(), packed(whole))), strict=True))
    assert shown["p8/fee/amount"] == "120"


def test_look_at__an_answer_to_a_question_about_last_year__is_kept_with_its_reason(put: Callable[..., Path]) -> None:
    """Last year's figures do not travel: the finding does not come up again, the reason given for it is shown."""
    path = put("a.zfnb", "花山镇人民政府", 1, {"answer/JUMP t3/new/natural": "承接了两个乡镇的申请。"})
    row = look_at(os.fsencode(path))
    noted = [n for n in json.loads(row.findings) if n[2]]
    words = "表三·自然人·本年新收（对照上年数据提出，上年数据不随报）"
    assert noted == [["warning", words, "承接了两个乡镇的申请。", ""]]
    assert (row.kind, row.warnings) == ("counted", len(json.loads(row.findings)))


def test_mark_of__a_file_written_just_now__is_not_believed(tmp_path: Path) -> None:
    path = tmp_path / "a.zfnb"
    path.write_bytes(b"x")
    name = os.fsencode(path)
    assert mark_of(name) == ""
    os.utime(path, (OLD, OLD))
    before = mark_of(name)
    assert before
    path.write_bytes(b"y")
    os.utime(path, (OLD, OLD))
    assert mark_of(name) != before
    assert mark_of(os.fsencode(tmp_path / "none")) == ""


def test_folded__blanks_and_full_width_letters__make_no_other_unit() -> None:
    assert folded("花山镇　人民政府 （Ａ）") == folded("花山镇人民政府(A)")


def test_look_at__a_name_that_is_no_text__is_told_all_the_same(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff\xfe.zfnb"
    Path(os.fsdecode(name)).write_bytes(b"junk")
    row = look_at(name)
    assert row.kind == "broken"
    row.words.encode()
    assert printed(os.fsdecode(name)).endswith("??.zfnb")
