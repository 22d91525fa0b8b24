"""The edition fits the year, and the date of the report lies inside its window."""

from datetime import date

import pytest


@pytest.mark.parametrize(
    "issued, rule",
    [("2023-12-30", "DATE-EARLY"), ("2023-12-31", "DATE-EARLY"), ("2024-01-01", ""), ("2024-01-31", ""),
     ("2024-02-01", "DATE-LATE"), ("2025-01-15", "DATE-LATE")],
)  # fmt: skip
def test_date__boundaries(issued: str, rule: str, read) -> None:
    assert read(f"cover/issued: {issued}").ids == ([f"{rule} cover/issued"] if rule else [])


@pytest.mark.parametrize("issued, late", [("2024-01-15", False), ("2024-01-16", True)])
def test_date_late__deadline_set_by_the_county__counts(issued: str, late: bool, read) -> None:
    found = read(more={"cover/issued": issued}, deadline=date(2024, 1, 15))
    assert found.ids == (["DATE-LATE cover/issued"] if late else [])


def test_date__messages__name_both_days(read) -> None:
    early, late = (read(more={"cover/issued": day}).first for day in ("2023-12-31", "2024-02-03"))
    assert early.message == "成文日期2023年12月31日早于统计期限的末日2023年12月31日。"
    assert (early.level, early.field) == ("error", "cover/issued")
    assert late.message == "成文日期2024年2月3日晚于报送截止日2024年1月31日，晚了 3 天。"
    assert late.level == "warning"


@pytest.mark.parametrize(
    "key, year, message, why",
    [
        ("2021", 2020, "2020年的报告用了 2021 年格式（国办公开办函〔2021〕30号），这一格式适用于2021年以后的报告。",
         "2020年的报告应当用 2019 年格式（国办公开办函〔2019〕60号）。"),
        ("2019", 2023, "2023年的报告用了 2019 年格式（国办公开办函〔2019〕60号），这一格式适用于2019年至2020年的报告。",
         "2023年的报告应当用 2021 年格式（国办公开办函〔2021〕30号）。"),
        ("2019", 2018, "2018年的报告用了 2019 年格式（国办公开办函〔2019〕60号），这一格式适用于2019年至2020年的报告。",
         "2018年还没有统一的年度报告格式。"),
    ],
)  # fmt: skip
def test_edition__does_not_cover_the_year__names_the_right_one(key, year, message, why, read) -> None:
    found = read(more={"edition": key, "year": year})
    assert found.ids == ["EDITION year"]
    assert (found.first.message, found.first.why, found.first.level) == (message, why, "error")


@pytest.mark.parametrize("key, year", [("2019", 2019), ("2019", 2020), ("2021", 2021), ("2021", 2026)])
def test_edition__covers_the_year__is_silent(key: str, year: int, read) -> None:
    assert read(more={"edition": key, "year": year}).ids == []
