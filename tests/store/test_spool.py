"""The memory of a collection: kept between runs, forgotten with other rules, never in anybody's way."""

import sqlite3
from pathlib import Path

import pytest

from clerk_app.errors import KnownError
from clerk_app.store.spool import Order, Row, Spool


def row(name: str, unit: str = "", code: str = "", kind: str = "counted", year: int = 2025) -> Row:
    return Row(name.encode(), "mark", kind, "话", unit, unit, unit, year, "2021", code=code, figures=name.encode())


def filled(spool: Spool, *rows: Row) -> None:
    spool.add(r.path for r in rows)
    spool.put(rows)
    spool.reset()


def test_spool__kept_in_a_file__knows_the_mark_again_and_forgets_it_with_other_rules(tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.sqlite"
    with Spool(path, "rules 1") as spool:
        filled(spool, row("a"), row("b"))
    with Spool(path, "rules 1") as spool:
        spool.add([b"b", b"c", b"b"])
        assert (spool.count(), spool.here(0, 10)) == (2, [(b"b", "mark"), (b"c", "")])
        assert spool.here(1, 10) == [(b"c", "")]
    with Spool(path, "rules 2") as spool:
        spool.add([b"b"])
        assert spool.here(0, 10) == [(b"b", "")]


def test_spool__in_use_by_another__works_without_it(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    with Spool(path, "r") as one, Spool(path, "r") as other:
        filled(one, row("a"))
        filled(other, row("a"), row("b"))
        assert (one.count(), other.count()) == (1, 2)


def test_spool__states_and_rows__in_the_order_they_were_given() -> None:
    with Spool(None, "r") as spool:
        filled(spool, row("c", "甲"), row("a", "乙", kind="broken"), row("b", "丙", year=2024))
        assert spool.states() == {"counted": 2, "broken": 1}
        assert spool.years() == [(2025, "2021", 1), (2024, "2021", 1)]
        spool.set_aside_others(2025, "2021")
        assert [(state, r.path) for state, _, r in spool.rows()] == [
            ("counted", b"c"),
            ("broken", b"a"),
            ("other", b"b"),
        ]
        assert list(spool.figures("counted")) == [("甲", b"c")]
        assert spool.values("unit", "counted") == ["甲"]


def test_spool__repeated_units__together() -> None:
    with Spool(None, "r") as spool:
        filled(spool, row("a", "甲", "1"), row("b", "乙", "2"), row("c", "甲", "3"), row("d", "甲", "4", kind="faulty"))
        assert [[r.path for r in group] for group in spool.repeated("unit_key")] == [[b"a", b"c"]]
        spool.set_state(b"a", "duplicate", "两份")
        assert [(words, r.path) for _, words, r in spool.rows("duplicate")] == [("两份", b"a")]


def test_spool__a_disk_that_refuses__one_sentence() -> None:
    with pytest.raises(KnownError, match="临时数据写不进磁盘"), Spool(None, "r"):
        raise sqlite3.OperationalError("disk I/O error")


RANKS = ("broken", "missing", "unread", "counted")


def listed(spool: Spool, order: Order, *states: str, text: str = "", descending: bool = False) -> list[str]:
    lines = spool.lines(order, RANKS, states, text, descending=descending)
    return [spool.line(no)[2].unit for no in lines]


def test_lines__sorted_and_filtered__with_who_is_missing_among_them() -> None:
    with Spool(None, "r") as spool:
        spool.add([b"later"])
        filled(spool, row("a", "花山镇"), row("b", "白云镇"), row("c", "", kind="broken"), row("d", "青石镇"))
        spool.expect([("花山镇", "花山镇"), ("红旗镇", "红旗镇"), ("花山镇", "花山镇"), ("东关镇", "东关镇")])
        spool.compare_with_roster("counted")
        assert spool.missing() == ["红旗镇", "东关镇"]
        assert (spool.expected(), spool.states()["unread"]) == (3, 1)
        assert listed(spool, "state") == ["", "红旗镇", "东关镇", "花山镇", "白云镇", "青石镇"]
        assert listed(spool, "unit", "missing", "counted") == ["白云镇", "东关镇", "红旗镇", "花山镇", "青石镇"]
        assert listed(spool, "unit", "counted", descending=True) == ["青石镇", "花山镇", "白云镇"]
        assert listed(spool, "found") == ["花山镇", "白云镇", "", "青石镇", "红旗镇", "东关镇"]
        assert listed(spool, "state", text="hsz") == ["花山镇"]
        assert listed(spool, "state", text="  旗 ") == ["红旗镇"]
        assert listed(spool, "state", text="%' --") == []
        assert [path for path, _ in spool.unlisted()] == [b"b", b"d"]
        spool.expect([])
        spool.compare_with_roster("counted")
        assert (spool.missing(), spool.unlisted()) == ([], [])


def test_others__of_a_unit__earlier_codes_of_the_same_year_under_either_name() -> None:
    one, two = row("a", "花山镇", "1"), row("a", "花山镇", "2")
    with Spool(None, "r") as spool:
        filled(spool, one, row("x", "青石镇", "3"), row("y", "花山镇", "4", year=2024))
        spool.put([two])
        assert [r.code for r in spool.others(two)] == ["1"]
        assert [r.code for r in spool.others(two._replace(parent="临江市"))] == ["1"]
        spool.put([two])
        assert [r.code for r in spool.others(two)] == ["1"]
