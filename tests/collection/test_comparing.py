"""What each unit gave to a sum; what a report says otherwise than the one before it."""

import os
from collections.abc import Callable
from pathlib import Path

from clerk_app.collection.comparing import Changes, changes, contributions, spoken
from clerk_app.collection.gathering import Collecting
from clerk_app.report.model import Report, empty
from clerk_app.report.seal import reopening, sealing, seals
from clerk_app.store.seal import sending_copy

AT = "2026-01-12T09:00:00+08:00"
CELL = "t3/new/natural"


def again(report: Report, path: Path, more: dict[str, object]) -> None:
    """The report sealed, opened again, changed and sealed as its second revision."""
    first = empty(report.edition, {**report.values, **sealing(report, AT)})
    opened = {**first.values, **reopening(seals(first)[0], "数字填错"), **more}
    second = empty(report.edition, {p: v for p, v in opened.items() if v is not None})  # type: ignore[misc]
    path.write_bytes(sending_copy(empty(report.edition, {**second.values, **sealing(second, AT)})))


def entry_changes(made: Collecting, name: str) -> Changes | None:
    return next(changes(made, e) for e in made.entries() if e.path.name == name)


def test_contributions__of_a_cell__each_unit_and_the_receivers_own(
    put: Callable[..., Path], build: Callable[..., Report], tmp_path: Path
) -> None:
    for i, name in enumerate(("花山", "青石", "红旗")):
        put(f"{i}.zfnb", f"{name}镇人民政府", i)
    with Collecting() as made:
        made.read([tmp_path / "in"], workers=1)
        made.read_texts(workers=1)
        made.settle()
        own = build("临江市人民政府", 5)
        given = contributions(made, CELL, own)
        assert [(g.unit, g.number) for g in given] == [
            ("花山镇人民政府", 0), ("青石镇人民政府", 9), ("红旗镇人民政府", 18), ("临江市人民政府（本级）", 45),
        ]  # fmt: skip
        words = "新收 72 = 临江市人民政府（本级） 45 + 红旗镇 18 + 青石镇 9（1 个单位为 0）。"
        assert spoken("新收", given) == words
        assert sum(g.number for g in given) == made.sums(own)[CELL]
        money = contributions(made, "p8/fee/amount")
        assert [str(g.number) for g in money] == ["0", "2.4", "4.8"]


def test_contributions__of_many__the_largest_are_named() -> None:
    from clerk_app.collection.comparing import Contribution

    given = [Contribution(f"{i}镇人民政府", i) for i in range(1, 15)]
    assert spoken("新收", given).startswith("新收 105 = 14镇 14 + 13镇 13")
    assert spoken("新收", given).endswith("+ 3镇 3 + 其余 2 个单位 3。")


def test_changes__second_revision__against_the_first_in_the_folder(
    put: Callable[..., Path], build: Callable[..., Report], tmp_path: Path
) -> None:
    first = put("一.zfnb", "花山镇人民政府")
    more = {CELL: 10, "t3/new/total": 14, "t3/next/natural": 3, "t3/next/total": 3, "problems": "改写。"}
    again(build("花山镇人民政府"), first.with_name("二.zfnb"), more)
    with Collecting() as made:
        made.read([tmp_path / "in"], workers=1)
        made.read_texts(workers=1)
        made.settle()
        found = entry_changes(made, "二.zfnb")
        assert found is not None
        assert found.words.startswith("第 1 次定稿（一.zfnb，")
        assert found.lines == (
            "表三·自然人·本年新收：9 → 10",
            "表三·总计·本年新收：13 → 14",
            "表三·自然人·结转下年度：2 → 3",
            "表三·总计·结转下年度：2 → 3",
            "五、存在的主要问题及改进情况：有改动",
        )
        assert next(e.row.reason for e in made.entries() if e.path.name == "二.zfnb") == "数字填错"
        assert entry_changes(made, "一.zfnb") is None
        assert made.latest() == [first.with_name("二.zfnb")]
        made.settle(chosen=made.latest())
        assert {e.path.name: e.state for e in made.entries()} == {"一.zfnb": "copy", "二.zfnb": "counted"}


def test_changes__a_file_written_over__against_what_stood_there_in_the_last_run(
    put: Callable[..., Path], build: Callable[..., Report], tmp_path: Path
) -> None:
    path = put("一.zfnb", "花山镇人民政府")
    cache = tmp_path / "cache.sqlite"
    for revision in (1, 2):
        with Collecting(cache) as made:
            made.read([tmp_path / "in"], workers=1)
            made.read_texts(workers=1)
            made.settle()
            found = entry_changes(made, "一.zfnb")
            assert made.count() == 1
            assert (found is None) == (revision == 1)
        again(build("花山镇人民政府"), path, {"cover/parent": None} if revision == 1 else {})
        os.utime(path, (1_760_000_000 + revision,) * 2)
    assert found is not None
    assert found.lines == ("封面：有改动",)
