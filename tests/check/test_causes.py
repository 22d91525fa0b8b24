"""Several findings with one cause: the likeliest cell or the number of the text, with all that it would settle."""

from collections.abc import Callable
from typing import Any

import pytest

from clerk_app.check.run import check
from clerk_app.form.edition import Edition
from clerk_app.report.model import Report
from clerk_app.report.passage import Field, stored

Balanced = Callable[[str], Report]


def spoiled(report: Report, cell: str, more: int) -> Any:
    return check(Report(report.edition, {**report.values, cell: int(str(report.figure(cell))) + more}))


@pytest.mark.parametrize(
    "cell", ["t3/done.open/natural", "t3/new/legal.business", "t3/next/natural", "t3/done.total/legal.other"]
)
def test_causes__one_mistyped_cell__is_the_likeliest_of_one_cause(
    cell: str, edition: Edition, balanced: Balanced
) -> None:
    report = balanced(edition.key)
    found = spoiled(report, cell, 5)
    arithmetic = [f for f in found.all if f.rule.startswith("T3-")]
    assert len(arithmetic) > 1
    assert [(c.cells[0], c.value) for c in found.causes] == [(cell, report.figure(cell))]
    assert {(f.rule, f.cells) for f in found.causes[0].findings} == {(f.rule, f.cells) for f in arithmetic}


def test_causes__message__names_cell_and_numbers(balanced: Balanced) -> None:
    found = spoiled(balanced("2021"), "t3/done.open/natural", 5)
    now = balanced("2021").figure("t3/done.open/natural")
    assert found.causes[0].message == (
        f"表三·自然人·（一）予以公开如果是 {now}（现在是 {int(str(now)) + 5}），这 2 处就都对上了。"
    )


def test_causes__two_slips_apart__are_two_causes(balanced: Balanced) -> None:
    report = balanced("2021")
    slips = {"t3/done.open/natural": 50, "t3/done.partial/legal.business": 70}
    found = check(Report(report.edition, {**report.values, **slips}))
    assert {c.cells[0] for c in found.causes} == set(slips)


def test_causes__single_finding_or_none__is_no_group(balanced: Balanced) -> None:
    assert spoiled(balanced("2021"), "t4/cases/review.total", 1).causes == ()
    assert check(balanced("2021")).causes == ()


def test_causes__as_many_settled_by_several_cells__is_the_one_that_the_rule_names(balanced: Balanced) -> None:
    """A following total hides whether 新收 or 结转 was mistyped: T3-BALANCE names 结转 as the one to correct."""
    report = balanced("2021")
    slip = {c: int(str(report.figure(c))) + 4 for c in ("t3/next/natural", "t3/next/total")}
    found = check(Report(report.edition, {**report.values, **slip}))
    assert found.causes[0].cells[0] == "t3/next/natural"


def test_causes__as_many_settled_by_several_cells__is_the_one_that_the_text_speaks_for(balanced: Balanced) -> None:
    report = balanced("2021")
    new = {c: int(str(report.figure(c))) for c in ("t3/new/natural", "t3/new/total")}
    text = f"本年新收政府信息公开申请{new['t3/new/total']}件。"
    slip = {c: number + 4 for c, number in new.items()}
    found = check(Report(report.edition, {**report.values, **slip, "overview": text}))
    assert (found.causes[0].cells[0], found.causes[0].value) == ("t3/new/natural", new["t3/new/natural"])


# ---- in the text


def told(make: Callable[..., Report], **values: object) -> list[tuple[str, list[str]]]:
    """Each cause of a small report with 7 applications: its message, and the rules it would settle."""
    report = make({"t3/new/total": 7, "t3/carried/total": 0, "t4/cases/review.total": 2, **values})
    found = check(report)
    assert all(f in found.all for c in found.causes for f in c.findings)
    return [(c.message, [f.rule for f in c.findings]) for c in found.causes]


def test_text_cause__number_unlike_the_table_and_unlike_itself_elsewhere__is_one_with_two_findings(
    make: Callable[..., Report],
) -> None:
    assert told(make, overview="收到申请8件。", problems="全年收到申请7件。") == [
        ("一、总体情况写“收到申请8件”，如果是 7 件，这 2 处就都对上了。", ["TEXT-TABLE", "TEXT-TWICE"])
    ]
    assert told(make, overview="收到申请7件。", problems="全年收到申请8件。") == [
        (
            "五、存在的主要问题及改进情况写“收到申请8件”，如果是 7 件，这 2 处就都对上了。",
            ["TEXT-TABLE", "TEXT-TWICE"],
        )
    ]


def test_text_cause__none_said_where_there_were_some__is_one(make: Callable[..., Report]) -> None:
    assert told(make, overview="未收到申请。", problems="全年收到申请7件。") == [
        ("一、总体情况写“未收到申请”，如果是 7 件，这 2 处就都对上了。", ["TEXT-NONE", "TEXT-TWICE"])
    ]


def test_text_cause__wrong_where_first_said_and_right_twice_after__is_one_with_three(
    make: Callable[..., Report],
) -> None:
    texts = {"overview": "收到申请8件。", "problems": "全年收到申请7件。", "others": "本年收到申请7件。"}
    assert [rules for _, rules in told(make, **texts)] == [["TEXT-TABLE", "TEXT-TWICE", "TEXT-TWICE"]]


def test_text_cause__money__is_told_by_the_measure_that_was_written(make: Callable[..., Report]) -> None:
    texts = {"overview": "收取行政事业性收费2.5万元。", "others": "行政事业性收费24000元。", "p8/fee/amount": "2.4"}
    assert [message for message, _ in told(make, **texts)] == [
        "一、总体情况写“行政事业性收费2.5万元”，如果是 2.4 万元，这 2 处就都对上了。"
    ]


def test_text_cause__figure_field_before_it__has_its_place_in_the_stored_text(make: Callable[..., Report]) -> None:
    values = {"t3/new/total": 7, "t3/carried/total": 0, "t4/cases/review.total": 123}
    text = stored(["发生行政复议", Field(("t4/cases/review.total",)), "件，收到申请8件。"])
    report = make({**values, "overview": text, "problems": "全年收到申请7件。"})
    (cause,) = check(report).causes
    assert cause.passage is not None
    assert text[cause.passage.start : cause.passage.end] == "收到申请8件"


@pytest.mark.parametrize(
    "overview, problems, count",
    [
        ("收到申请8件，行政复议3件。", "收到申请7件，行政复议2件。", 2),  # of two numbers
        ("收到申请7件。", "收到申请8件。年内收到申请9件。", 2),  # of one number, in two places
    ],
)
def test_text_cause__two_slips__are_two(overview: str, problems: str, count: int, make: Callable[..., Report]) -> None:
    causes = told(make, overview=overview, problems=problems)
    assert [rules for _, rules in causes] == [["TEXT-TABLE", "TEXT-TWICE"]] * count


@pytest.mark.parametrize(
    "texts",
    [
        {"overview": "收到申请8件。", "problems": "全年收到申请9件。"},  # both unlike the table: nobody knows which
        {"overview": "收到申请8件。", "problems": "全年收到申请8件。", "others": "收到申请7件。"},  # 8 may be right
        {"overview": "收到申请8件。"},  # one finding is no group
        {"overview": "收到申请8件。", "problems": "行政复议3件。"},  # two slips with one finding each
        {"overview": "收到申请8件。", "problems": "全年收到申请7件。", "t3/new/total": None},  # no table yet
        {"overview": "收到申请8件。", "problems": "上年收到申请7件。"},
        {"overview": "收到申请8件。", "problems": "收到申请约7件。"},
    ],
)
def test_text_cause__not_sure_or_not_several__is_none(texts: dict[str, object], make: Callable[..., Report]) -> None:
    assert told(make, **texts) == []


def test_text_cause__number_with_which_a_cause_in_the_tables_would_agree__is_none(balanced: Balanced) -> None:
    """The row of 新收 says that its total is mistyped: then the text that differs from it is the one that is right."""
    report = balanced("2021")
    new = int(str(report.figure("t3/new/total")))
    texts = {"overview": f"本年新收申请{new}件。", "problems": f"全年新收申请{new + 4}件。"}
    found = check(Report(report.edition, {**report.values, "t3/new/total": new + 4, **texts}))
    assert {"TEXT-TABLE", "TEXT-TWICE"} <= {f.rule for f in found.all}
    assert [c.cells[0] for c in found.causes] == ["t3/new/total"]


def test_text_cause__more_slips_than_anybody_reads__are_told_up_to_sixty(make: Callable[..., Report]) -> None:
    text = "收到申请7件。" + "".join(f"收到申请{n}件。" for n in range(10, 110))
    assert len(told(make, overview=text)) == 60
