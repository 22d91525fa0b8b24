"""The history in words."""

import csv
import io
from collections.abc import Callable

from clerk_app.exchange.history import Entry, as_csv, changes, moments, sentence, wanted
from clerk_app.report.fields import AUTHOR
from clerk_app.report.model import Changeset, Report
from clerk_app.report.seal import current, reopening, sealing, sending
from clerk_app.report.totals import followed

Make = Callable[..., Report]
AT = "2026-01-05T09:30:00+08:00"


def steps(report: Report, *wanted: dict[str, object]) -> tuple[Report, list[Entry]]:
    entries: list[Entry] = []
    for values in wanted:
        changeset: Changeset = followed(report, values, "填写")  # type: ignore[arg-type]
        report = report.apply(changeset)
        entries.append(Entry(AT, "do", changeset))
    return report, entries


def test_moments__of_a_history__are_the_report_step_by_step(make: Make) -> None:
    first = make({"overview": "甲"})
    last, entries = steps(first, {"t3/new/natural": 3}, {"overview": "甲乙"}, {"t3/new/natural": 5})
    found = list(moments(last, entries))
    assert [r.figure("t3/new/natural") for r in found] == [5, 3, 3]
    assert [r.text("overview") for r in found] == ["甲乙", "甲乙", "甲"]


def test_wanted__to_go_back__names_every_cell_so_that_no_total_follows(make: Make) -> None:
    now, then = make({"t3/new/natural": 5, "t3/new/total": 5}), make({"t3/new/natural": 3, "t3/new/total": 5})
    back = now.apply(followed(now, wanted(now, then), ""))
    assert back.values == then.values
    assert wanted(now, now) == {}
    for kept in ("seal/1/code", AUTHOR):
        assert kept not in wanted(make({kept: "x", "t3/new/natural": 1}), then)


def test_changes__of_cells_and_texts__are_named_with_both_sides(make: Make) -> None:
    report = make({"t3/new/natural": 3, "overview": "收到三件。", "cover/publish_note": True})
    changeset = followed(report, {"t3/new/natural": None, "overview": "收到五件。", "cover/publish_note": False}, "x")
    assert changes(report.edition, changeset) == [
        ("表三·自然人·本年新收", "3", "（空）"),
        ("一、总体情况", "三", "五"),
        ("此件公开发布", "是", "否"),
    ]
    assert sentence(report.edition, changeset, 2) == "表三·自然人·本年新收 3 → （空）；一、总体情况 三 → 五 等 3 项"


def test_csv__of_a_history__has_a_line_a_field_and_no_formula(make: Make) -> None:
    report, entries = steps(make(), {"overview": "=1+1", AUTHOR: "甲"}, {"t3/new/natural": 3})
    data = as_csv(report, entries)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[1] == ["2026-01-05 09:30:00", "甲", "修改", "填写", "一、总体情况", "", "'=1+1"]
    assert rows[2][4:] == ["表三·自然人·本年新收", "（空）", "3"]


def test_changes__of_a_seal__its_code_its_folder_and_its_reason_and_no_digest(make: Make) -> None:
    report = make({"t3/new/natural": 3, "answer/JUMP": "扩权。"})
    sealed = sealing(report, AT)
    step = Changeset(report.edits_to({**sealed, "answer/JUMP": None}), "定稿")
    assert sentence(report.edition, step) == f"第 1 次定稿，核对码 {sealed['seal/1/code']}；说明的原因 扩权。 → （空）"
    report = report.apply(step)
    seal = current(report)
    assert seal is not None
    sent = Changeset(report.edits_to(sending(report, seal, AT, "/media/u/U 盘")), "送报")
    assert changes(report.edition, sent) == [("第 1 次定稿", "", "送到“/media/u/U 盘”")]
    report = report.apply(sent)
    again = Changeset(report.edits_to(reopening(seal, "表三填错")), "退回修改")
    assert sentence(report.edition, again) == "第 1 次定稿，退回修改：表三填错"
    assert b"sha256" not in as_csv(report.apply(again), [Entry(AT, "do", s) for s in (step, sent, again)])


def test_sentence__of_the_level__has_its_name_and_not_its_key(make: Make) -> None:
    _, entries = steps(make({}), {"cover/level": "street"})
    assert sentence(make({}).edition, entries[0].changeset) == "层级 （空） → 街道办事处"
