"""Identities: how a line is read, what it is quantified over, which of them are totals that follow."""

from collections import Counter

import pytest

from clerk_app.form import outline
from clerk_app.form.edition import Edition
from clerk_app.form.identity import Axis, Identity, IdentityError, Rule, Sum, as_sum, bare, in_order, parse

ROWS = outline.parse("new  一、本年新收\ndone  办理\n  open  （一）予以公开\n  other  （二）其他（含撤回）\nnext  结转")
COLUMNS = outline.parse("natural  自然人\ntotal  总计")


def read(holds: str, each: str = "column", settle: str = "", level: str = "error") -> list[Identity]:
    rule = Rule("R", level, "t", each, holds, "", "", "", (), settle, False)  # pyright: ignore[reportArgumentType]
    rows, columns = Axis(ROWS, {"next": "结转下年度"}), Axis(COLUMNS, {})
    return parse(rule, *((columns, rows) if each == "row" else (rows, columns)))


def written(identity: Identity) -> str:
    def side(terms: tuple) -> str:
        return " ".join(f"{'+' if t.sign > 0 else '-'}{'@' * t.previous}{t.cell or t.constant}" for t in terms)

    return f"{side(identity.left)} {identity.relation} {side(identity.right)}"


@pytest.mark.parametrize(
    "holds, each, first",
    [
        ("new = done.* + 2", "column", "+t/new/natural = +t/done.open/natural +t/done.other/natural +2"),
        ("new=done.open-next", "column", "+t/new/natural = +t/done.open/natural -t/next/natural"),
        ("next <= @previous.next + 1", "column", "+t/next/natural <= +@t/next/natural +1"),
        ("new >= 0", "column", "+t/new/natural >= +0"),
        ("new - @previous.done.* = 5", "column",
         "+t/new/natural -@t/done.open/natural -@t/done.other/natural = +5"),
        ("total = natural", "row", "+t/new/total = +t/new/natural"),
    ],
)  # fmt: skip
def test_parse__line__is_taken_apart(holds: str, each: str, first: str) -> None:
    assert written(read(holds, each)[0]) == first


def test_parse__each__quantifies_over_the_leaves_only() -> None:
    assert [x.at for x in read("new = next")] == ["自然人", "总计"]
    assert [x.at for x in read("total = natural", "row")] == ["本年新收", "予以公开", "其他", "结转下年度"]
    assert [x.settle for x in read("new = next", settle="next")] == ["t/next/natural", "t/next/total"]


@pytest.mark.parametrize(
    "holds, words",
    [
        ("new", "“new”里要有一个、也只能有一个 = 、<= 或 >="),
        ("new = next = 0", "“new = next = 0”里要有一个、也只能有一个 = 、<= 或 >="),
        ("new < next", "“new < next”里要有一个、也只能有一个 = 、<= 或 >="),
        ("new = ", "“new = ”：加减号旁边缺一项"),
        ("new = next +", "“new = next +”：加减号旁边缺一项"),
        ("new = - next", "“new = - next”：加减号前面缺一项"),
        ("new = old", "“new = old”里的“old”不在本表中"),
        ("new = done", "“new = done”里的“done”是一组，要写成“done.*”"),
        ("new = next.*", "“new = next.*”里的“next”下面没有分项，不能用“.*”"),
        ("new = @previous.3", "“new = @previous.3”里的“@previous.3”不能理解"),
        ("new = @next.done", "“new = @next.done”里的“@next.done”不能理解"),
        ("new = 2 next", "“new = 2 next”里的“2 next”不能理解"),
        ("new = 1.5", "“new = 1.5”里的“1.5”不能理解"),
        ("新收 = next", "“新收 = next”里的“新收”不能理解"),
    ],
)
def test_parse__line_that_cannot_be_read__is_quoted(holds: str, words: str) -> None:
    with pytest.raises(IdentityError) as refused:
        read(holds)
    assert str(refused.value) == words


@pytest.mark.parametrize("settle", ["old", "done"])
def test_parse__settle_that_is_no_row__is_refused(settle: str) -> None:
    with pytest.raises(IdentityError, match=f"^settle 里的“{settle}”不在本表中$"):
        read("new = next", settle=settle)


@pytest.mark.parametrize(
    "label, name",
    [
        ("（一）予以公开", "予以公开"),
        ("一、本年新收", "本年新收"),
        ("8.属于行政查询事项", "属于行政查询事项"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开"),
        ("（此列）", "（此列）"),
        ("3.危及“三安全一稳定”", "危及“三安全一稳定”"),
    ],
)
def test_bare__label__loses_number_and_remark(label: str, name: str) -> None:
    assert bare(label) == name


@pytest.mark.parametrize(
    "holds, level, follows",
    [
        ("next = new + done.open", "error", True),
        ("next = done.*", "error", True),
        ("next = new", "error", False),
        ("next = new - done.open", "error", False),
        ("next = new + @previous.next", "error", False),
        ("next = new + 1", "error", False),
        ("next <= new + done.open", "error", False),
        ("next + new = done.*", "error", False),
        ("next = new + done.open", "warning", False),
    ],
)
def test_as_sum__only_a_plain_error_sum__follows(holds: str, level: str, follows: bool) -> None:
    assert (as_sum(read(holds, level=level)[0]) is not None) == follows


def test_in_order__total_of_totals__comes_last() -> None:
    grand, row = Sum("grand", ("row", "x")), Sum("row", ("a", "b"))
    assert in_order([grand, row]) == (row, grand)
    with pytest.raises(IdentityError, match=r"^总计互相包含，算不出先后：a、row$"):
        in_order([row, Sum("a", ("row", "x"))])


def test_identities__of_the_forms__are_all_rows_and_columns(edition: Edition) -> None:
    rows = {"2019": 23, "2021": 25}[edition.key]
    both = {"T3-BALANCE": 7, "T3-RESULTS": 7, "T3-CARRIED": 7, "T3-APPLICANTS": rows}
    both |= {"T4-REVIEW": 1, "T4-DIRECT": 1, "T4-AFTER": 1, "T4-PENDING": 3, "P1-AUTHORITY": 3}
    own = {"2019": {"P5-ITEMS": 2, "P6-ITEMS": 2, "P8-ITEMS": 1}, "2021": {"P1-STOCK": 2, "P1-OUTGO": 2}}
    assert Counter(x.rule.id for x in edition.identities) == both | own[edition.key]
    assert len(edition.sums) == 7 + rows + 3
    assert all(x.at for x in edition.identities)
