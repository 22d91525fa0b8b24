from clerk_app.report.fields import Value
from clerk_app.report.fresh import fresh
from clerk_app.report.model import Changeset, Report


def filled(values: dict[str, Value | None]) -> Report:
    report = fresh("石桥湾镇人民政府", 2025)
    return report.apply(Changeset(report.edits_to(values)))


def test_fresh__level_given__wins_over_last_years() -> None:
    new = filled(
        {"cover/level": "township", "cover/parent": "临江市", "cover/issued": "2026-01-05", "t3/next/natural": 2}
    )
    next_year = fresh("石桥湾街道办事处", 2026, "street", previous=new)
    assert (next_year.unit, next_year.level, next_year.text("cover/parent")) == ("石桥湾街道办事处", "street", "临江市")
    assert (next_year.figure("t3/carried/natural"), next_year.figure("previous/t3/next/natural")) == (2, 2)
    assert next_year.text("cover/issued") == ""


def test_fresh__trial_form_last_year__hands_over_what_both_forms_have() -> None:
    values = {"t3/next/natural": 2, "t3/done.other/natural": 1, "p5/service/before": 9}
    last = fresh("石桥湾镇", 2020)
    last = last.apply(Changeset(last.edits_to(values)))
    figures = {p: v for p, v in fresh("石桥湾镇", 2021, previous=last).values.items() if p.count("/") > 1}
    assert figures == {"t3/carried/natural": 2, "previous/t3/next/natural": 2}


def test_fresh__from_a_report_with_figure_fields__has_last_years_text_as_it_was_read() -> None:
    last = filled(
        {
            "t3/new/total": 7,
            "t3/next/total": 3,
            "overview": "收到申请{t3/new/total}件，{{甲}}。",
            "others": "{t3/next/total}",
        }
    )
    numbers = {c: last.figure(c) for c in ("t3/new/total", "t3/next/total")}
    new = fresh(last.unit, last.year + 1, previous=last)
    assert new.text("previous/overview") == f"收到申请{numbers['t3/new/total']}件，{{甲}}。"
    assert new.text("previous/others") == str(numbers["t3/next/total"])
    assert new.text("overview") == ""
