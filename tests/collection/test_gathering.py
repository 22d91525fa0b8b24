"""Collecting: what becomes of each file, sums that three independent ways agree on, nothing silently chosen."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerk_app.check import figures
from clerk_app.check.turn import Turn
from clerk_app.collection import looking
from clerk_app.collection.gathering import Collecting, State
from clerk_app.errors import KnownError
from clerk_app.form.edition import editions
from clerk_app.report.fields import Value
from clerk_app.report.model import Report, empty
from clerk_app.report.seal import sealing
from clerk_app.report.sources import sources, trace
from clerk_app.store.seal import sending_copy

AT = "2026-01-12T09:00:00+08:00"
OLD = 1_760_000_000  # s


@pytest.fixture
def made() -> Iterator[Collecting]:
    with Collecting() as made:
        yield made


def states(made: Collecting) -> dict[str, State]:
    return {e.path.name: e.state for e in made.entries()}


def test_upper__three_townships__sums_one_level_up_with_where_they_come_from(
    made: Collecting, put: Callable[..., Path], build: Callable[..., Report]
) -> None:
    for name, times in (("花山", 1), ("青石", 2), ("红旗", 4)):
        put(f"{name}.zfnb", f"{name}镇人民政府", times)
    made.read([put("花山.zfnb", "花山镇人民政府").parent], workers=1)
    made.settle()
    report = made.upper("临江市人民政府")
    one = build("花山镇人民政府").figures
    assert report.figures == {cell: number * 7 for cell, number in one.items()}
    assert (report.level, report.unit, report.year) == ("county", "临江市人民政府", 2025)
    assert all(not report.text(p) for p in report.edition.passages)
    cell = next(c for c, n in one.items() if n == 1)
    assert trace(report, cell).endswith(" 7 = 红旗镇 4 + 青石镇 2 + 花山镇 1。")
    assert [s.unit for s in sources(report)] == ["红旗镇人民政府", "花山镇人民政府", "青石镇人民政府"]


def test_upper__money__exact_to_the_last_place(made: Collecting, put: Callable[..., Path]) -> None:
    for i, amount in enumerate(("0.1", "0.2", "59237.244901")):
        put(f"{i}.zfnb", f"第{i}镇人民政府", 1, {"p8/fee/amount": Decimal(amount)})
    made.read([put("x.zfnb", "第九镇人民政府", 1, {"p8/fee/amount": Decimal("1.25")}).parent], workers=1)
    made.settle()
    assert made.sums()["p8/fee/amount"] == Decimal("59238.794901")


def test_settle__every_kind_of_file__named_and_set_aside_the_rest_counted(
    made: Collecting, put: Callable[..., Path], tmp_path: Path
) -> None:
    good = put("好.zfnb", "花山镇人民政府")
    put("草稿.zfnb", "青石镇人民政府", seal=False)
    put("往年.zfnb", "红旗镇人民政府", 1, {"year": 2024})
    cell = next(iter(editions()["2021"].cells))
    put("缺格.zfnb", "白云镇人民政府", 1, {cell: None})
    shutil.copy(good, good.with_name("好_副本.zfnb"))
    good.with_name("坏.zfnb").write_bytes(b"junk" * 100)
    good.with_name("空.zfnb").write_bytes(b"")
    good.with_name("断.zfnb").write_bytes(good.read_bytes()[:9000])
    altered = put("改.zfnb", "黑水镇人民政府")
    with closing(sqlite3.connect(altered, isolation_level=None)) as db:
        db.execute("UPDATE value SET value = value || '0' WHERE path = 't3/new/total'")
    os.mkfifo(good.with_name("管.zfnb"))
    good.with_name(".隐藏.zfnb").write_bytes(b"")
    put("第二镇.zfnb", "青龙镇人民政府")
    put("下/级/第三镇.ZFNB", "白虎镇人民政府")
    made.read([tmp_path / "in", tmp_path / "没有.zfnb"], workers=1)
    made.settle()
    assert states(made) == {
        "好.zfnb": "counted", "草稿.zfnb": "unsealed", "往年.zfnb": "other", "缺格.zfnb": "faulty",
        "好_副本.zfnb": "copy", "坏.zfnb": "broken", "空.zfnb": "broken", "断.zfnb": "broken", "改.zfnb": "changed",
        "管.zfnb": "broken", "第二镇.zfnb": "counted", "第三镇.ZFNB": "counted", "没有.zfnb": "broken",
    }  # fmt: skip
    said = {e.path.name: e.words for e in made.entries()}
    assert "表三被改动过" in said["改.zfnb"]
    assert "是2024年的（2021 年格式），这次汇总的是2025年的" in said["往年.zfnb"]
    assert "内容相同，只计一份" in said["好_副本.zfnb"]
    assert said["没有.zfnb"].startswith("不存在")
    assert made.count("counted") == 3
    made.expect(["花山镇人民政府", "红旗镇人民政府", "白云镇人民政府", "青龙镇 人民政府", "红旗镇人民政府"])
    made.settle()
    assert made.missing() == [
        "红旗镇人民政府"
    ]  # last year's; of 白云镇 there is one, and what is wrong with it is told
    assert "名单上没有这个单位" in {e.path.name: e.words for e in made.entries()}["第三镇.ZFNB"]


def test_settle__two_different_reports_of_one_unit__none_counts_until_one_is_chosen(
    made: Collecting, put: Callable[..., Path], tmp_path: Path
) -> None:
    first, second = put("一.zfnb", "花山镇人民政府"), put("二.zfnb", "花山镇 人民政府", 2)
    put("青石.zfnb", "青石镇人民政府")
    made.read([tmp_path / "in"], workers=1)
    made.settle()
    assert states(made) == {"一.zfnb": "duplicate", "二.zfnb": "duplicate", "青石.zfnb": "counted"}
    assert "报来内容不同的 2 份，都没有计入" in next(made.entries("duplicate")).words
    made.settle(chosen=[second])
    assert states(made) == {"一.zfnb": "copy", "二.zfnb": "counted", "青石.zfnb": "counted"}
    made.settle(chosen=[first])
    assert states(made)["一.zfnb"] == "counted"
    made.settle()
    assert made.count("duplicate") == 2
    assert [[v.path for v in group] for group in made.versions] == [[first, second]]
    assert made.latest() == []  # both are a first revision: nobody can tell


def test_settle__towns_of_one_name_in_two_counties__both_count(
    made: Collecting, put: Callable[..., Path], tmp_path: Path
) -> None:
    put("甲.zfnb", "青龙镇人民政府", 1, {"cover/parent": "临江市"})
    put("乙.zfnb", "青龙镇人民政府", 2, {"cover/parent": "清江市"})
    made.read([tmp_path / "in"], workers=1)
    made.settle()
    assert made.count("counted") == 2
    made.expect(["临江市青龙镇人民政府", "松江市青龙镇人民政府"])
    made.settle()
    assert made.missing() == ["松江市青龙镇人民政府"]
    put("丁.zfnb", "清江市青龙镇人民政府", 3, {"cover/parent": None})
    made.read([tmp_path / "in"], workers=1)
    made.settle()
    assert states(made) == {"甲.zfnb": "counted", "乙.zfnb": "duplicate", "丁.zfnb": "duplicate"}
    put("丙.zfnb", "青龙镇人民政府", 4, {"cover/parent": None})
    made.read([tmp_path / "in"], workers=1)
    made.settle()
    assert {s for n, s in states(made).items() if n != "丁.zfnb"} == {"duplicate"}


def test_settle__two_editions__never_added_into_one_cell(
    made: Collecting, put: Callable[..., Path], balanced: Callable[[str], Report], tmp_path: Path
) -> None:
    put("新.zfnb", "花山镇人民政府")
    old = balanced("2019")
    kept: dict[str, Value] = {p: v for p, v in old.values.items() if not p.startswith("previous/")} | {"year": 2020}
    kept |= dict.fromkeys(old.edition.passages, "各项工作按要求推进。")
    old = empty(old.edition, kept)
    path = tmp_path / "in" / "旧.zfnb"
    path.write_bytes(sending_copy(empty(old.edition, {**kept, **sealing(old, "2021-01-12T09:00:00+08:00")})))
    made.read([tmp_path / "in"], workers=1)
    made.settle()
    assert states(made) == {"新.zfnb": "counted", "旧.zfnb": "other"}
    made.settle(2020)
    assert states(made) == {"新.zfnb": "other", "旧.zfnb": "counted"}
    assert made.sums() == old.figures
    assert made.years() == [2025, 2020]
    made.settle(2023)
    assert (made.year, made.count("other")) == (2023, 2)


def test_upper__the_receivers_own_figures__one_more_contribution(
    made: Collecting, put: Callable[..., Path], build: Callable[..., Report], tmp_path: Path
) -> None:
    put("花山.zfnb", "花山镇人民政府", 2)
    own = build("临江市人民政府", 3, {"cover/level": "county"})
    made.read([tmp_path / "in"], workers=1)
    made.settle()
    report = made.upper(own=own)
    assert report.figures == build("", 5).figures
    assert (report.unit, report.level) == ("临江市人民政府", "county")
    assert [s.seal for s in sources(report)][-1] == "本级"
    blank = build("临江市人民政府", 1, {next(iter(own.edition.cells)): None})
    with pytest.raises(KnownError, match="还有 1 格没有填"):
        made.upper(own=blank)
    with pytest.raises(KnownError, match="不能加在一起"):
        made.upper(own=build("临江市人民政府", 1, {"year": 2024}))


def test_own_figures__of_another_name__are_doubted(
    made: Collecting, put: Callable[..., Path], build: Callable[..., Report]
) -> None:
    made.read([put("花山.zfnb", "花山镇人民政府")], workers=1)
    made.settle()
    assert made.above == "清江市人民政府"
    assert made.doubt_of(build("清江市")) == made.doubt_of(build("临江市人民政府"), "临江市 ") == ""
    doubt = "本级的数是“临江市人民政府”的，汇总单位是“清江市人民政府”，名称不同：请核对是不是本级的数。"
    assert made.doubt_of(build("临江市人民政府")) == doubt
    assert "名称不同" in made.doubt_of(build("清江市人民政府"), "清江县人民政府")
    twice = "本级的数是“花山镇人民政府”的，这个单位的报告已经计入，会加两次：请核对是不是本级的数。"
    assert made.doubt_of(build("花山镇人民政府")) == made.doubt_of(build("花山镇人民政府"), "花山镇人民政府") == twice


def test_upper__a_municipalitys_streets_and_districts__up_to_city(
    made: Collecting, put: Callable[..., Path], tmp_path: Path
) -> None:
    put("街道.zfnb", "外滩街道办事处", 1, {"cover/parent": "黄浦区", "cover/level": None})
    made.read([tmp_path / "in"], workers=1)
    made.settle()
    assert (made.above, made.upper().level) == ("黄浦区人民政府", "county")
    put("街道.zfnb", "黄浦区人民政府", 1, {"cover/parent": "上海市", "cover/level": None})
    made.read([tmp_path / "in"], workers=1)
    made.settle()
    assert (made.above, made.upper().level) == ("上海市人民政府", "city")


def test_upper__levels_nest__a_province_of_what_cities_collected(
    made: Collecting, put: Callable[..., Path], tmp_path: Path
) -> None:
    for name, level, above in (("临江市", "county", "city"), ("松江市", "city", "province")):
        put(f"{name}.zfnb", f"{name}人民政府", 1, {"cover/level": level})
        made.read([tmp_path / "in"], workers=1)
        made.settle()
        assert made.upper("长白山市人民政府").level == above
        assert made.upper("吉林省人民政府").level == "province"


def test_upper__nothing_counts_or_nobody_is_named__says_so(
    made: Collecting, put: Callable[..., Path], tmp_path: Path
) -> None:
    put("草稿.zfnb", "花山镇人民政府", seal=False)
    made.read([tmp_path / "in"], workers=1)
    made.settle()
    with pytest.raises(KnownError, match="没有一份可以计入汇总"):
        made.upper("临江市人民政府")
    put("花山.zfnb", "花山镇人民政府", 1, {"cover/parent": None})
    made.read([tmp_path / "in"], workers=1)
    made.settle()
    with pytest.raises(KnownError, match="没有写明共同的上级"):
        made.upper()


# ---- trust: three ways to the same numbers


def by_sql(paths: list[Path], folder: Path) -> dict[str, Decimal]:
    """Each cell's sum as SQL finds it in the files themselves, ten attached at a time; none of our code reads them."""
    with closing(sqlite3.connect(folder / "sum.sqlite", isolation_level=None)) as db:
        db.execute("CREATE TABLE given (path TEXT, millionths INTEGER)")
        for start in range(0, len(paths), 10):
            attached = paths[start : start + 10]
            for i, path in enumerate(attached):
                db.execute(f"ATTACH ? AS file{i}", (str(path),))
                db.execute(
                    f"""INSERT INTO given SELECT path, CAST(substr(value, 1, dot - 1) AS INTEGER) * 1000000
                        + CAST(substr(substr(value, dot + 1) || '000000', 1, 6) AS INTEGER)
                        FROM (SELECT path, value, instr(value || '.', '.') AS dot FROM file{i}.value)
                        WHERE path LIKE '%/%/%' AND path NOT LIKE 'seal/%' AND path NOT LIKE 'cover/%'"""
                )
            for i in range(len(attached)):
                db.execute(f"DETACH file{i}")
        return {
            p: Decimal(n).scaleb(-6) for p, n in db.execute("SELECT path, sum(millionths) FROM given GROUP BY path")
        }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 3), st.decimals(0, 900, places=6)), min_size=1, max_size=12)
)
def test_sums__of_children__hold_every_identity_and_are_what_sql_finds(
    build: Callable[..., Report], units: list[tuple[int, int, Decimal]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, paths, children = Path(name), list[Path](), list[Mapping[str, int | Decimal]]()
        for i, (times, kind, money) in enumerate(units):
            child = build(f"第{i}{'镇乡县市'[kind]}人民政府", times, {"p8/fee/amount": money, "cover/level": None})
            assert figures.findings(Turn(child)) == []
            path = folder / f"{i}.zfnb"
            path.write_bytes(sending_copy(empty(child.edition, {**child.values, **sealing(child, AT)})))
            paths.append(path)
            children.append(child.figures)
        with Collecting() as made:
            made.read(paths, workers=1)
            made.settle()
            counted = {e.path for e in made.entries("counted")}
            report = made.upper("临江市人民政府")
        some = [f for f, path in zip(children, paths, strict=True) if path in counted]
        assert len(some) == len(children)
        added = {cell: sum(f[cell] for f in some) for cell in report.edition.cells}
        assert dict(report.figures) == added
        assert by_sql(paths, folder) == added
        assert figures.findings(Turn(report)) == []


# ---- many files


def test_read__again__only_what_has_changed(
    put: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [put(f"{i}.zfnb", f"第{i}镇人民政府") for i in range(5)]
    for path in paths:
        os.utime(path, (OLD, OLD))
    seen: list[bytes] = []

    def look(name: bytes) -> object:
        seen.append(name)
        return looking.glance_at(name)

    monkeypatch.setattr("clerk_app.collection.gathering.glance_at", look)
    cache = tmp_path / "cache" / "x.sqlite"
    for expected in (5, 0):
        seen.clear()
        with Collecting(cache) as made:
            made.read([tmp_path / "in"], workers=1)
            made.settle()
            assert (len(seen), made.count("counted")) == (expected, 5)
    put("2.zfnb", "第二十镇人民政府", 2)
    os.utime(paths[3], (OLD + 1, OLD + 1))
    seen.clear()
    with Collecting(cache) as made:
        made.read([tmp_path / "in"], workers=1)
        made.settle()
        assert {Path(os.fsdecode(n)).name for n in seen} == {"2.zfnb", "3.zfnb"}
        assert "第二十镇人民政府" in {e.unit for e in made.entries("counted")}


def test_read__without_the_texts__the_sums_stand_and_nothing_is_called_finished(
    made: Collecting, put: Callable[..., Path], tmp_path: Path
) -> None:
    put("花山.zfnb", "花山镇人民政府", 1, {"overview": "2025年收到申请999件。"})
    put("白云.zfnb", "白云镇人民政府", 1, {"t3/new/total": 99})
    made.read([tmp_path / "in"], workers=1)
    made.settle()
    assert states(made) == {"花山.zfnb": "counted", "白云.zfnb": "faulty"}
    assert len(made.pending()) == 2
    before = made.sums()
    (entry,) = made.entries("counted")
    assert not any("999" in noted.message for noted in entry.findings)
    told: list[tuple[int, int]] = []
    made.read_texts(lambda done, of: told.append((done, of)), workers=1)
    made.settle()
    assert told == [(0, 2), (1, 2), (2, 2)]
    assert (made.pending(), made.sums()) == ([], before)
    (entry,) = made.entries("counted")
    assert any("999" in noted.message for noted in entry.findings)


def test_read_texts__an_error_in_the_text__keeps_the_report_out_of_the_sums(
    made: Collecting, put: Callable[..., Path]
) -> None:
    path = put("花山.zfnb", "花山镇人民政府", 1, {"overview": "（文字描述）"})
    for read, state in ((lambda: made.read([path], workers=1), "counted"), (made.read_texts, "faulty")):
        read()
        made.settle()
        assert states(made) == {"花山.zfnb": state}
    assert made.count("counted") == 0


def test_read__the_same_report_elsewhere__its_text_is_not_read_once_more(
    put: Callable[..., Path], tmp_path: Path
) -> None:
    path = put("花山.zfnb", "花山镇人民政府", 1, {"overview": "2025年收到申请999件。"})
    cache = tmp_path / "x.sqlite"
    with Collecting(cache) as made:
        made.read([path], workers=1)
        made.read_texts(workers=1)
        made.settle()
        ((words, row),) = [(e.words, e.row) for e in made.entries()]
    moved = path.with_name("改名.zfnb")
    path.rename(moved)
    with Collecting(cache) as made:
        made.read([moved], workers=1)
        made.settle()
        assert made.pending() == []
        assert [(e.words, e.row) for e in made.entries()] == [
            (words, row._replace(path=os.fsencode(moved), mark=next(made.entries()).row.mark))
        ]
    put("改名.zfnb", "花山镇人民政府", 1, {"overview": "2025年收到申请998件。"})
    with Collecting(cache) as made:
        made.read([moved], workers=1)
        assert len(made.pending()) == 1


def test_read__cancelled__what_was_read_is_remembered(put: Callable[..., Path], tmp_path: Path) -> None:
    for i in range(6):
        os.utime(put(f"{i}.zfnb", f"第{i}镇人民政府"), (OLD, OLD))

    def cancel(done: int, of: int) -> None:
        assert of == 6
        if done == 3:
            raise KeyboardInterrupt

    cache = tmp_path / "x.sqlite"
    with pytest.raises(KeyboardInterrupt), Collecting(cache) as made:
        made.read([tmp_path / "in"], cancel, workers=1)
    told: list[int] = []
    with Collecting(cache) as made:
        made.read([tmp_path / "in"], lambda done, of: told.append(done), workers=1)
    assert told == [3, 4, 5, 6]


def test_read__a_cache_that_is_damaged_or_nowhere_to_be_written__does_without(
    put: Callable[..., Path], tmp_path: Path
) -> None:
    put("a.zfnb", "花山镇人民政府")
    broken = tmp_path / "x.sqlite"
    broken.write_bytes(b"no database" * 1000)
    for cache in (broken, Path("/proc/none/x.sqlite")):
        with Collecting(cache) as made:
            made.read([tmp_path / "in"], workers=1)
            made.settle()
            assert made.count("counted") == 1


def test_read__a_file_that_breaks_the_reader_in_a_new_way__is_named(
    put: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, made: Collecting
) -> None:
    path = put("a.zfnb", "花山镇人民政府")

    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("clerk_app.collection.looking.check_figures", fail)
    made.read([path], workers=1)
    made.settle()
    assert [(e.state, e.words) for e in made.entries()] == [
        ("broken", "读不了（RecursionError），请向报送单位另要一份。")
    ]


def test_settle__sealed_again_without_a_change__the_last_seal_counts(
    made: Collecting, build: Callable[..., Report], tmp_path: Path
) -> None:
    def put(name: str, times: int, earlier: int) -> None:
        """Sealed as often as `earlier` says before, without a change."""
        report = build("花山镇人民政府", times)
        for _ in range(earlier + 1):
            report = empty(report.edition, {**report.values, **sealing(report, AT)})
        (tmp_path / f"{name}.zfnb").write_bytes(sending_copy(report))

    put("一", 1, 0)
    put("三", 1, 2)
    made.read([tmp_path], workers=1)
    made.settle()
    assert states(made) == {"一.zfnb": "copy", "三.zfnb": "counted"}
    put("二", 2, 1)
    made.read([tmp_path], workers=1)
    made.settle()
    (words,) = {e.words.partition("，都没有")[0] for e in made.entries()}
    assert words == "花山镇人民政府报来内容不同的 2 稿（3 个文件）"
