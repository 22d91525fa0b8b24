"""Seals: which is in force, what they fix, and the verdict in words."""

from collections.abc import Callable, Mapping

import pytest

from clerk_app.report.fields import Value, taken
from clerk_app.report.model import Report, empty
from clerk_app.report.seal import (
    current,
    holding,
    reopening,
    same_before,
    sealing,
    seals,
    sending,
    sendings,
    sent_values,
    verdict,
)

Make = Callable[..., Report]
AT = "2026-01-12T09:00:00+08:00"


def plus(report: Report, values: Mapping[str, Value]) -> Report:
    return empty(report.edition, {**report.values, **values})


@pytest.fixture
def once(make: Make) -> Report:
    report = make({"t3/new/natural": 5, "overview": "一。", "answer/JUMP": "扩权。", "previous/t3/new/natural": 1})
    return plus(report, sealing(report, AT))


@pytest.fixture
def twice(once: Report) -> Report:
    first = current(once)
    assert first is not None
    opened = plus(once, {**reopening(first, "表三填错"), "t3/new/natural": 6})
    return plus(opened, sealing(opened, AT))


def test_current__sealed_opened_sealed_again__the_newest_and_all_kept(once: Report, twice: Report, make: Make) -> None:
    assert current(make()) is None
    first = current(once)
    assert first is not None
    assert (first.revision, first.at, first.reason, first.words) == (1, AT, "", "第 1 次定稿")
    assert current(plus(once, reopening(first, "表三填错"))) is None
    second = current(twice)
    assert second is not None
    assert (second.revision, second.reason) == (2, "表三填错")
    assert seals(twice) == (first, second)
    assert first.code != second.code


def test_same_before__sealed_again_without_a_change__the_earlier_seal_and_its_code(once: Report, twice: Report) -> None:
    first = current(once)
    assert first is not None
    opened = plus(once, reopening(first, "盖章前再看一遍"))
    again = plus(opened, sealing(opened, AT))
    assert (same_before(once), same_before(opened), same_before(again)) == (None, first, first)
    second = current(again)
    assert second is not None
    assert (second.revision, second.code) == (2, first.code)
    assert same_before(twice) is None


def test_sent_values__content_reasons_and_this_seal__nothing_of_last_year_or_of_the_first_seal(twice: Report) -> None:
    sent = sent_values(twice)
    assert {p.split("/")[0] for p in sent} == {"unit", "year", "t3", "overview", "answer", "seal"}
    assert {p.split("/")[1] for p in sent if p.startswith("seal/")} == {"2"}
    copy = empty(twice.edition, sent)
    assert verdict(copy).kind == "same"
    assert current(copy) == current(twice)
    opened = plus(copy, reopening(seals(copy)[-1], "再改"))
    third = current(plus(opened, sealing(opened, AT)))
    assert third is not None
    assert third.revision == 3


def test_verdict__each_kind__in_words(once: Report, twice: Report, make: Make) -> None:
    first, second = seals(twice)
    said = verdict(twice, second.code.lower().replace("-", " "))
    assert said.kind == "same"
    assert said.words == f"一致：青石镇人民政府2023年年度报告第 2 次定稿，内容与定稿时相同，核对码 {second.code}。"
    assert verdict(make()).kind == "unsealed"
    assert "第 1 次定稿后已退回修改" in verdict(plus(once, reopening(first, "改"))).words
    old = verdict(twice, first.code)
    assert old.kind == "other"
    assert "第 1 次定稿的" in old.words
    assert verdict(once, second.code).kind == "other"
    assert "书写无误，但属于另一份报告" in verdict(once, second.code).words
    slip = second.code[:-1] + ("0" if second.code[-1] != "0" else "1")
    assert verdict(twice, slip).kind == "slip"


def test_holding__a_report_as_it_was_sealed__its_seal_any_other_none(once: Report, make: Make) -> None:
    assert holding(once) == current(once)
    assert holding(plus(once, {"t3/new/natural": 7})) is None
    assert holding(make()) is None


@pytest.mark.parametrize(
    "path, value, what",
    [
        ("t3/new/natural", 7, "表三"),
        ("t3/new/total", 7, "表三"),
        ("overview", "二。", "一、总体情况"),
        ("others", "加一段。", "六、其他需要报告的事项"),
        ("cover/parent", "临江市", "封面"),
        ("answer/JUMP", "没有原因。", "说明的原因"),
    ],
)
def test_verdict__one_value_altered__says_where(once: Report, path: str, value: Value, what: str) -> None:
    said = verdict(plus(once, {path: value}), seals(once)[0].code)
    assert said.kind == "changed"
    assert f"以后，{what}被改动过" in said.words


def test_verdict__the_seal_itself_altered__does_not_hold(once: Report, twice: Report) -> None:
    other = seals(twice)[-1]
    for values in ({"seal/1/code": other.code}, {"seal/1/digest": other.digest}):
        assert verdict(plus(once, values)).kind == "changed"
    # Forged with care, digest and code made to fit: the file agrees with itself, the stamped paper does not.
    forged = plus(once, {"t3/new/natural": 9})
    forged = plus(forged, {p: v for p, v in sealing(forged, AT).items() if not p.startswith("seal/1/")})
    forged = plus(forged, {p.replace("seal/2/", "seal/1/"): v for p, v in forged.values.items() if "seal/2/" in p})
    assert verdict(forged, seals(once)[0].code).kind == "other"


def test_sendings__of_each_seal__in_their_order_and_never_in_what_is_sent(once: Report) -> None:
    seal = current(once)
    assert seal is not None
    report = once
    for number in range(12):
        report = plus(report, sending(report, seal, AT, f"/media/王小二/U{number}"))
    assert [s.where for s in sendings(report, seal)] == [f"/media/王小二/U{n}" for n in range(12)]
    assert {s.at for s in sendings(report, seal)} == {AT}
    assert sent_values(report) == sent_values(once)
    assert holding(report) == seal
    reopened = plus(report, reopening(seal, "改"))
    assert current(reopened) is None
    again = plus(reopened, sealing(reopened, AT))
    second = current(again)
    assert second is not None
    assert (second.revision, sendings(again, second)) == (2, ())
    assert len(sendings(again, seal)) == 12


def test_sending__a_very_long_or_hostile_folder__fits_its_line_and_keeps_its_ends(once: Report) -> None:
    seal = current(once)
    assert seal is not None
    where = "/media/" + "很长" * 300 + "/\u202e结尾\n"
    ((path, value),) = sending(once, seal, AT, where).items()
    assert taken(once.edition, path, value) == value
    (sent,) = sendings(plus(once, {path: value}), seal)
    assert sent.where.startswith("/media/很长")
    assert sent.where.endswith("/结尾")
    assert "…" in sent.where
