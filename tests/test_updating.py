"""更新表样: a file that was looked through, taken by its code, tried before, undone; hostile files change nothing."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from clerk_app import RESOURCES, installed, updating
from clerk_app.errors import KnownError
from clerk_app.form.edition import editions

NEW = (
    (RESOURCES / "forms" / "2021.toml")
    .read_text("utf-8")
    .replace('edition = "2021"', 'edition = "2027"')
    .replace("years = { from = 2021 }", "years = { from = 2027 }")
    .replace('source = "国办公开办函〔2021〕30号"', 'source = "国办公开办函〔2027〕9号"')
)


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(installed.OVERRIDE, str(tmp_path / "own"))
    installed._given.cache_clear()
    yield tmp_path / "own"
    installed._given.cache_clear()
    editions.cache_clear()


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """write({"forms/2027.toml": …}, note="…") → a file of forms with these files and fields."""

    def write(files: dict[str, Any] | None = None, **fields: Any) -> Path:
        said: dict[str, Any] = {"format": updating.FORMAT, "name": "2027 年格式", "issuer": "临江市"}
        said |= {"issued": "2027-10-08", "note": "", "files": {"forms/2027.toml": NEW} if files is None else files}
        path = tmp_path / "新表样.zfby"
        path.write_text(json.dumps(said | fields), "utf-8")
        return path

    return write


def test_take__new_form_with_its_code__is_used_from_the_next_start_on_and_undone(write: Write, own: Path) -> None:
    guide = (RESOURCES / "guides" / "2021.toml").read_text("utf-8")
    package = updating.load(write({"forms/2027.toml": NEW, "guides/2027.toml": guide}))
    assert package.contents() == [
        "新增 2027 年格式（国办公开办函〔2027〕9号），2027 年起的报告用，200 格",
        "2027 年格式的填报说明和标准句",
    ]
    update = updating.take(package, f" {package.code.lower()} ")
    assert [t.code for t in installed.taken()] == [package.code]
    assert "2027" not in editions()  # this run of the program keeps its rules
    installed._given.cache_clear()
    editions.cache_clear()
    assert list(editions()) == ["2019", "2021", "2027"]
    assert updating.resting() == []
    assert updating.undo() == update
    installed._given.cache_clear()
    editions.cache_clear()
    assert list(editions()) == ["2019", "2021"]
    assert updating.undo() is None
    assert [p.name for p in (own / "forms").iterdir()] == ["in-use.json"]


def test_take__another_code__says_so_and_changes_nothing(write: Write, own: Path) -> None:
    package = updating.load(write())
    other = updating.load(write(note="另一份")).code
    with pytest.raises(KnownError, match="核对码与这个文件不符"):
        updating.take(package, other)
    with pytest.raises(KnownError, match="核对码有误写"):
        updating.take(package, "1234")
    assert not own.exists()


def test_take__program_cannot_run_with_it__says_what_failed_and_changes_nothing(write: Write, own: Path) -> None:
    words = (RESOURCES / "words" / "messages.toml").read_text("utf-8").replace("{table}还有", "{nobody}还有")
    package = updating.load(write({"words/messages.toml": words}))
    with pytest.raises(KnownError, match="试用没有通过：核对：KeyError"):
        updating.take(package, package.code)
    assert installed.taken() == ()


def test_take__taken_already__is_there_once(write: Write) -> None:
    package = updating.load(write())
    updating.take(package, package.code)
    updating.take(package, package.code)
    assert len(installed.taken()) == 1
    assert updating.again(installed.taken()[0]) == package


def test_code__of_every_word_of_the_file__is_another(write: Write) -> None:
    codes = {updating.load(write()).code, updating.load(write({"forms/2027.toml": NEW + "# 一行"})).code}
    codes |= {updating.load(write(**{field: "别的"})).code for field in updating.FIELDS}
    assert len(codes) == 2 + 4


def test_pack__a_folder_of_forms__gives_the_file_that_is_read_back(tmp_path: Path) -> None:
    (tmp_path / "改" / "forms").mkdir(parents=True)
    (tmp_path / "改" / "forms" / "2027.toml").write_text(NEW, "utf-8")
    (tmp_path / "改" / "forms" / "备忘.txt").write_text("不是表样", "utf-8")
    package = updating.pack(tmp_path / "改", "2027 年格式", "临江市", "2027-10-08")
    updating.write(package, tmp_path / "发.zfby")
    assert updating.load(tmp_path / "发.zfby") == package
    assert list(package.files) == ["forms/2027.toml"]


@pytest.mark.parametrize(
    "files, said",
    [
        ({"forms/2027.toml": "edition = "}, "2027.toml：不是有效的 TOML"),
        ({"forms/2027.toml": NEW.replace("years = {", "when = {")}, "2027.toml 第"),
        ({"forms/2028.toml": NEW}, "文件名与里面的 edition“2027”不同"),
        ({"../forms/2027.toml": NEW}, "不认识的文件“../forms/2027.toml”"),
        ({"forms/../../x.toml": NEW}, "不认识的文件"),
        ({"C:\\x.toml": NEW}, "不认识的文件"),
        ({"words/other.toml": ""}, "不认识的文件"),
        ({"guides/2030.toml": ""}, "没有 2030 年格式"),
        ({"guides/2021.toml": "[help.nowhere.rows]\na = 1"}, "没有“nowhere”这张表"),
        ({"words/messages.toml": "[x]"}, "words/messages.toml：缺少“BLANK”"),
        ({"words/messages.toml": '[x]\nmessage = "{a.__class__}"'}, "花括号里的“a.__class__”不能用"),
        ({"words/messages.toml": '[x]\nmessage = "{a:>99999999}"'}, "花括号里的“a:>99999999”不能用"),
        ({"words/prose.toml": "= 3"}, "不是有效的 TOML"),
        ({"forms/2027.toml": 3}, "不是表样文件"),
    ],
)
def test_load__file_with_something_wrong_in_it__names_it(write: Write, files: dict[str, Any], said: str) -> None:
    with pytest.raises(KnownError) as refused:
        updating.load(write(files))
    assert said in str(refused.value)


def test_load__form_that_loses_cells_of_the_one_in_use__is_refused(write: Write) -> None:
    old = (RESOURCES / "forms" / "2021.toml").read_text("utf-8")
    other = old.replace("normative  行政规范性文件", "normal     行政规范性文件").replace("p1/normative/", "p1/normal/")
    with pytest.raises(KnownError, match="缺少现行 2021 年格式的 3 项（p1/normative/made、"):
        updating.load(write({"forms/2021.toml": other}))


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", "不是表样文件"),
        (b"\xff\xfe", "不是表样文件"),
        (b"[" * 100_000, "不是表样文件"),
        (b'{"format": "zfnb-forms/1"}', "不是表样文件"),
        (b'{"format": "zfnb-forms/2", "files": {}}', "不是表样文件"),
        (b'{"format": 1, "format": 2}', "不是表样文件"),
        (b"x" * (updating.MOST + 1), "太大"),
        (b"SQLite format 3\x00", "不是表样文件"),
    ],
)
def test_load__anything_else__is_refused_in_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "x.zfby"
    path.write_bytes(content)
    with pytest.raises(KnownError, match=said):
        updating.load(path)
    with pytest.raises(KnownError, match="打不开"):
        updating.load(tmp_path)


@pytest.mark.parametrize(
    "fields, said",
    [
        ({"name": ""}, "没有写名称"),
        ({"issuer": " "}, "没有写发文单位"),
        ({"name": "a\u202eb"}, "不能显示的字符"),
        ({"more": "x"}, "不是表样文件"),
        ({"files": {}}, "没有表样"),
        ({"files": []}, "不是表样文件"),
    ],
)
def test_load__fields_that_say_nothing_or_deceive__are_refused(write: Write, fields: dict[str, Any], said: str) -> None:
    with pytest.raises(KnownError, match=said):
        updating.load(write(**fields))
