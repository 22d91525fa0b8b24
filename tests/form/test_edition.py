"""The two forms are whole and worded as officially; a bad file is refused with its name, line and what is wrong."""

import re
import tomllib
from pathlib import Path

import pytest

from clerk_app import RESOURCES
from clerk_app.form.edition import Edition, EditionError, edition_for, editions, load, parse

# --- the official forms ---


def test_editions__cells__are_198_and_200() -> None:
    assert {key: len(e.cells) for key, e in editions().items()} == {"2019": 198, "2021": 200}


@pytest.mark.parametrize(
    "key, cell, row, column, kind, unit",
    [
        ("2021", "t3/done.refuse.safety/legal.lawfirm", "3.危及“三安全一稳定”", "法律服务机构", "count", "件"),
        ("2021", "t3/done.other.rest/natural", "3.其他", "自然人", "count", "件"),
        ("2021", "t4/cases/suit.direct.total", "", "总计", "count", "件"),
        ("2021", "p8/fee/amount", "行政事业性收费", "本年收费金额（单位：万元）", "money", "万元"),
        ("2021", "p1/normative/valid", "行政规范性文件", "现行有效件数", "count", "件"),
        ("2019", "p1/normative/public", "规范性文件", "对外公开总数量", "count", "件"),
        ("2019", "p5/service/change", "其他对外管理服务事项", "本年增/减", "signed", ""),
        ("2019", "p9/procurement/amount", "政府集中采购", "采购总金额", "money", ""),
    ],
)
def test_editions__cell__is_worded_as_on_the_form(
    key: str, cell: str, row: str, column: str, kind: str, unit: str
) -> None:
    found = editions()[key].cells[cell]
    assert (found.row.label, found.column.label, found.kind, found.unit) == (row, column, kind, unit)


def wording(file: Path) -> list[object]:
    """All that a form prints: its headings, and of each table the frame, the rows and the columns."""
    parts = tomllib.loads(file.read_text("utf-8"))["part"]
    words: list[object] = [(p["key"], p["heading"], p["kind"], p.get("must")) for p in parts]
    for table in (t for p in parts for t in p.get("table", [])):
        words.append([table.get(k, "") for k in ("key", "band", "stub", "corner", "spanner", "unit")])
        words += [re.sub(r" {2,}", "  ", line.rstrip()) for k in ("rows", "columns") for line in table[k].splitlines()]
    return words


def test_editions__wording__is_the_official_one(edition: Edition, official: Path) -> None:
    name = f"{edition.key}.toml"
    assert wording(RESOURCES / "forms" / name) == wording(official / name)


def test_editions__identities__hold_the_official_ones(edition: Edition, official: Path) -> None:
    rules = tomllib.loads((official / f"{edition.key}.toml").read_text("utf-8"))["rule"]
    ours = {(r.id, r.level, r.table, r.each, r.holds, r.why) for r in edition.rules}
    assert {(r["id"], r["level"], r["in"], r["each"], r["holds"], r["why"]) for r in rules} <= ours


def test_editions__every_rule__says_what_to_do(edition: Edition) -> None:
    assert [r.id for r in edition.rules if not r.why.endswith("。") or not r.advice.endswith("。")] == []


@pytest.mark.parametrize(
    "year, key", [(2018, None), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2025, "2021"), (2999, "2021")]
)
def test_edition_for__year__is_the_form_in_force(year: int, key: str | None) -> None:
    found = edition_for(year, editions())
    assert (found.key if found else None) == key


def test_edition__parts__are_six_with_their_numerals(edition: Edition) -> None:
    assert [p.numeral for p in edition.parts] == list("一二三四五六")
    assert edition.passages == ("preface", "overview", "problems", "others")
    assert edition.part_of("t4/cases/review.total").key == "disputes"


# --- a small form of our own, and how it is refused ---

SMALL = '''edition = "2030"
source = "某文号"
years = { from = 2030 }
title = "{unit}{year}年报告"
contact = "请与{unit}联系（{details}）。"
[[part]]
key = "overview"
heading = "一、总体情况"
kind = "narrative"
[[part]]
key = "figures"
heading = "二、数据"
kind = "tables"
widths = [10, 20.5, 8, 8]
[[part.table]]
key = "t"
columns = """
a      甲
b      乙
total  总计
"""
rows = "only  一行"
[part.table.short]
"a" = "甲类"
[[rule]]
id = "T-SUM"
level = "error"
in = "t"
each = "row"
holds = "total = a + b"
why = "总计是两类之和。"
[[topic]]
name = "事项"
words = ["事项"]
cells = ["t/only/total"]
'''


def test_parse__small_form__is_read_whole() -> None:
    edition = parse(SMALL, "2030.toml")
    assert list(edition.cells) == ["t/only/a", "t/only/b", "t/only/total"]
    assert [(s.total, s.parts) for s in edition.sums] == [("t/only/total", ("t/only/a", "t/only/b"))]
    assert edition.tables["t"].short == {"a": "甲类"}
    assert edition.parts[1].widths == (10.0, 20.5, 8.0, 8.0)


@pytest.mark.parametrize(
    "there, instead, line, words",
    [
        # keys, at every level
        ('source = "某文号"', 'source = "x"\ncolour = 1', 3, "不认识的键“colour”"),
        ("from = 2030", "from = 2030, til = 2031", 3, "不认识的键“til”"),
        ('kind = "narrative"', 'kind = "narrative"\nfont = "x"', 10, "不认识的键“font”"),
        ('key = "t"', 'key = "t"\nheight = 3', 17, "不认识的键“height”"),
        ('id = "T-SUM"', 'id = "T-SUM"\ntolerance = 1', 27, "不认识的键“tolerance”"),
        ('name = "事项"', 'name = "事项"\nlevel = "x"', 34, "不认识的键“level”"),
        ('source = "某文号"\n', "", 1, "缺少“source”"),
        ("from = 2030", "", 3, "缺少“from”"),
        ('heading = "二、数据"\n', "", 10, "缺少“heading”"),
        ('why = "总计是两类之和。"\n', "", 25, "缺少“why”"),
        # types
        ('edition = "2030"', "edition = 2030", 1, "“edition”的类型不对"),
        ("from = 2030", "from = true", 3, "“from”的类型不对"),
        ("{ from = 2030 }", "{ from = 2030, to = 2029 }", 3, "years 到 2029 年为止，早于开始的 2030 年"),
        (
            "[[topic]]",
            (
                '[[rule]]\nid = "T-SUM"\nlevel = "error"\nin = "t"\neach = "row"\nwhy = ""\nholds = "total = a + b"\n'
                "[[topic]]"
            ),
            33,
            "规则“T-SUM”（total = a + b）重复",
        ),
        ("widths = [10, 20.5, 8, 8]", 'widths = ["10"]', 14, "“widths”的类型不对"),
        ("widths = [10, 20.5, 8, 8]", "widths = [10, 20.5]", 14, "widths 要有 4 个大于 0 的数，每栏一个"),
        ("widths = [10, 20.5, 8, 8]", "widths = [10, 20.5, 8, 0]", 14, "widths 要有 4 个大于 0 的数，每栏一个"),
        ('"a" = "甲类"', '"a" = 1', 23, "“short”的类型不对"),
        ('words = ["事项"]', "words = [1]", 34, "“words”的类型不对"),
        ('words = ["事项"]', "words = []", 34, "“words”不能是空的"),
        ('words = ["事项"]', 'words = [""]', 34, "“words”不能是空的"),
        # parts and tables
        ('kind = "narrative"', 'kind = "prose"', 9, "kind 只能是 narrative 或 tables，不能是“prose”"),
        ('kind = "narrative"', 'kind = "tables"', 6, "kind 是 tables 的部分要有 [[part.table]]，是 narrative 的不能有"),
        ('key = "figures"', 'key = "overview"', 11, "部分“overview”重复"),
        ("[[rule]]", '[[part.table]]\nkey = "t"\ncolumns = "x"\nrows = "y"\n[[rule]]', 26, "表“t”重复"),
        ('"a" = "甲类"', '"c" = "甲类"', 24, "short 里的“c”不在本表中"),
        # outlines
        ("b      乙", "a      乙", 19, "键名“a”重复"),
        ("b      乙", " b      乙\n   c    丙\n  d    丁", 21, "缩进与上面各行都对不上"),
        ("total  总计", "Total  总计", 20, "键名“Total”只能是小写字母和数字，以字母开头"),
        ("b      乙", "b      乙 :percent", 19, "不认识的数值类型“:percent”，只有 :count、:signed、:money"),
        ('rows = "only  一行"', 'rows = ""', 22, "大纲是空的"),
        # rules and topics
        ('level = "error"', 'level = "hint"', 27, "“level”只能是 error、warning，不能是“hint”"),
        ('in = "t"', 'in = "t9"', 28, "“in”只能是 t，不能是“t9”"),
        ('each = "row"', 'each = "cell"', 29, "“each”只能是 row、column，不能是“cell”"),
        ('each = "row"', 'each = "row"\nlevels = ["village"]', 30, "不认识的层级“village”"),
        ("total = a + b", "total = a + c", 30, "“total = a + c”里的“c”不在本表中"),
        ("total = a + b", "total = a * b", 30, "“total = a * b”里的“a * b”不能理解"),
        ("total = a + b", "total == a + b", 30, "“total == a + b”里要有一个、也只能有一个 = 、<= 或 >="),
        ('why = "总', 'settle = "c"\nwhy = "总', 31, "settle 里的“c”不在本表中"),
        ('why = "总', 'says = "{at}是{what}"\nwhy = "总', 31, "花括号里只能是 at、left、right：{at}是{what}"),
        ("{unit}{year}年报告", "{unit}{jahr}年报告", 4, "花括号里只能是 unit、year：{unit}{jahr}年报告"),
        ("（{details}）", "（{}）", 5, "花括号里只能是 unit、details：请与{unit}联系（{}）。"),
        ('"t/only/total"]', '"t/only/sum"]', 35, "没有“t/only/sum”这个格"),
        (
            "[[topic]]",
            '[[rule]]\nid = "R"\nlevel = "error"\nin = "t"\neach = "row"\nwhy = ""\nholds = "a = total + b"\n[[topic]]',
            38,
            "总计互相包含，算不出先后：t/only/a、t/only/total",
        ),
    ],
)
def test_parse__bad_file__is_refused_with_name_line_and_words(there: str, instead: str, line: int, words: str) -> None:
    assert SMALL.count(there) == 1
    with pytest.raises(EditionError) as refused:
        parse(SMALL.replace(there, instead), "2030.toml")
    assert str(refused.value).startswith(f"2030.toml 第 {line} 行：{words}")


@pytest.mark.parametrize(
    "there, instead, line", [("edition =", "edition", 1), ('key = "t"', 'key = "t"\nkey = "t"', 17)]
)
def test_parse__not_toml_or_a_key_twice__is_refused_with_the_line(there: str, instead: str, line: int) -> None:
    with pytest.raises(EditionError, match=rf"^2030.toml 第 {line} 行第 \d+ 列：不是有效的 TOML（"):
        parse(SMALL.replace(there, instead), "2030.toml")


def test_load__file_missing_or_not_utf8__names_the_file(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match=r"^2030.toml：读不了（FileNotFoundError），请重新安装本程序。$"):
        load(tmp_path / "2030.toml")
    (tmp_path / "2031.toml").write_bytes(SMALL.encode("gb18030"))
    with pytest.raises(EditionError, match=r"^2031.toml 第 \d+ 行：不是 UTF-8 编码，请重新安装本程序。$"):
        load(tmp_path / "2031.toml")


def test_editions__folder_empty_or_a_file_named_otherwise__is_refused(tmp_path: Path) -> None:
    with pytest.raises(EditionError, match=r"里找不到年报表样，请重新安装本程序。$"):
        editions(tmp_path)
    (tmp_path / "b.toml").write_text(SMALL, "utf-8")
    with pytest.raises(
        EditionError, match=r"^b.toml：里面是“2030”的表样，文件名要与 edition 相同，请重新安装本程序。$"
    ):
        editions(tmp_path / ".")["b"]


def test_editions__of_a_folder__are_read_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "2030.toml").write_text(SMALL, "utf-8")
    (tmp_path / "2031.toml").write_text("broken", "utf-8")
    known = editions(tmp_path)
    assert "2031" in known
    assert len(known) == 2
    assert known["2030"] is known.get("2030")
    with pytest.raises(EditionError, match=r"^2031.toml：不是有效的 TOML"):
        list(known)


def test_editions__one_more_file__is_one_more_form(tmp_path: Path) -> None:
    (tmp_path / "2030.toml").write_text(SMALL, "utf-8")
    (tmp_path / "2020.toml").write_text(SMALL.replace("2030", "2020"), "utf-8")
    assert list(editions(tmp_path)) == ["2020", "2030"]
