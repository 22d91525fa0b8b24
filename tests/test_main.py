"""The command line: exit codes, a Chinese sentence on standard error, results on standard output, no traceback."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from clerk_app.__main__ import main
from clerk_app.installed import OVERRIDE

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """run("check", "a.zfnb", stdin=b"…") in a folder of its own → exit code, standard output, standard error."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = main(arguments)
        except SystemExit as e:
            code = int(e.code or 0)
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def file(run: Run) -> str:
    assert run("new", "a.zfnb", "--unit", "青石镇人民政府", "--year", "2023")[0] == 0
    return "a.zfnb"


def data(**parts: object) -> bytes:
    return json.dumps({"format": "zfnb-report/1", **parts}).encode()


def test_new_fill_show__data__comes_back(run: Run, file: str) -> None:
    figures = {f"t4/cases/review.{c}": 1 for c in ("upheld", "corrected", "other", "pending")}
    wanted = {"figures": {**figures, "p8/fee/amount": "1.50"}, "passages": {"overview": "未收到申请。"}}
    assert run("fill", file, "-", stdin=data(**wanted)) == (0, "", "已填入 7 项。\n")
    code, out, err = run("show", file, "--json")
    shown = json.loads(out)
    assert (code, err, shown["unit"], shown["year"]) == (0, "", "青石镇人民政府", 2023)
    assert shown["figures"] == {"p8/fee/amount": "1.50", **figures, "t4/cases/review.total": 4}
    assert shown["passages"] == wanted["passages"]


def test_new__existing_file__is_never_overwritten(run: Run, file: str) -> None:
    before = Path(file).read_bytes()
    code, out, err = run("new", file, "--unit", "别的镇", "--year", "2023")
    assert (code, out) == (2, "")
    assert file in err
    assert Path(file).read_bytes() == before


@pytest.mark.parametrize(
    "arguments, words",
    [
        (("--unit", "\x07\n", "--year", "2023"), "单位名称不能为空，请写单位全称，如 青石镇人民政府。"),
        (("--unit", "甲镇", "--year", "2018"), "2018年还没有统一的年度报告格式；本程序可以编制2019年以后的年度报告。"),
        (("--unit", "甲镇", "--year", "去年"), "“去年”不能作年度，请填 2008 年以后的四位数年份，如 2025。"),
        (("--unit", "甲镇", "--year", "9" * 5000), f"“{'9' * 19}…”"),
        (("--unit", "甲镇", "--year", "2023", "--edition", "1999"), "没有“1999”这个格式，只有 2019、2021。"),
        (("--unit", "甲镇", "--year", "2023", "--level", "村"), "层级：没有“村”这个层级"),
        (("--unit", "甲镇"), "usage"),
    ],
)
def test_new__bad_argument__is_refused_and_nothing_is_made(arguments: tuple, words: str, run: Run) -> None:
    code, out, err = run("new", "b.zfnb", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(words)
    assert list(Path().iterdir()) == []


def test_fill__backup_that_fails__filled_and_told(run: Run, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(OVERRIDE, str(Path(file).absolute()))
    code, out, err = run("fill", file, "-", stdin=data(passages={"overview": "未收到申请。"}))
    assert (code, out) == (0, "")
    assert err.startswith("已填入 1 项。\n没有做成备份：“")


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_any__name_that_a_terminal_would_obey__only_told(run: Run) -> None:
    name = "甲\x1b]0;乙\x07\x9b31m\u202e.zfnb"
    for told in (run("new", name, "--unit", "甲镇", "--year", "2023"), run("show", "--json", f"无{name}")):
        assert "甲\ufffd]0;乙\ufffd\ufffd31m\ufffd.zfnb" in told[2]
        assert told[2].count("\n") == 1


def test_new__unit_with_newlines_and_control_characters__is_one_line(run: Run) -> None:
    assert run("new", "b.zfnb", "--unit", "青石镇\n\x1b人民政府\u202e", "--year", "2023")[0] == 0
    assert json.loads(run("show", "b.zfnb", "--json")[1])["unit"] == "青石镇 人民政府"


def test_new__previous__gives_profile_and_carried_cells(run: Run, file: str) -> None:
    run("fill", file, "-", stdin=data(figures={"t3/next/natural": 2}, cover={"parent": "临江市", "level": "township"}))
    assert run("new", "b.zfnb", "--unit", "青石街道", "--year", "2024", "--previous", file, "--level", "street")[0] == 0
    shown = json.loads(run("show", "b.zfnb", "--json")[1])
    assert shown["figures"] == {"t3/carried/natural": 2}
    assert shown["cover"] == {"level": "street", "parent": "临江市"}
    code, _, err = run("new", "c.zfnb", "--unit", "甲镇", "--year", "2026", "--previous", file)
    assert (code, err) == (2, "上年的报告是2023年的，2026年的报告要用2025年的；请另选文件。\n")


@pytest.mark.parametrize(
    "stdin, words",
    [
        (data(figures={"t3/new/natural": 1.5}), "表三·自然人·本年新收：“1.5”不是件数"),
        (data(figures={"t3/new/natural": 10**400}), f"表三·自然人·本年新收：“1{'0' * 18}…”太大了，请核对。"),
        (data(figures={"t3/new/natural": True}), "表三·自然人·本年新收：“True”不是件数"),
        (data(figures={"t3/new/nobody": 1}), "2021 年格式里没有“t3/new/nobody”这一项。"),
        (data(passages={"disclosure": "x"}), "2021 年格式里没有“disclosure”这一项。"),
        (data(year=2022), "数据是2022年的"),
        ('{"format": "年报"}'.encode("gb18030"), "标准输入不是 UTF-8 文字，请另存为 UTF-8 后再试。"),
        (b"[" * 100_000, "不是有效的 JSON 数据"),
        (b" " * 50_000_000, "数据超过 16 MB"),
        (b"", "不是有效的 JSON 数据"),
    ],
    ids=lambda value: None if len(value) < 99 else "long",
)
def test_fill__bad_data__is_refused_and_nothing_is_written(stdin: bytes, words: str, run: Run, file: str) -> None:
    before = run("show", file, "--json")
    code, out, err = run("fill", file, "-", stdin=stdin)
    assert (code, out) == (2, "")
    assert err.startswith(words)
    assert len(err.splitlines()) == 1
    assert run("show", file, "--json") == before


def test_fill__characters_that_cannot_be_printed__left_out_and_said(run: Run, file: str) -> None:
    given = data(passages={"overview": "公开\x00了\ud8005\x00条。\n\t完。"}, cover={"issued": "2024-01-05"})
    code, _, told = run("fill", file, "-", stdin=given)
    assert (code, told.splitlines()) == (
        0, ["一、总体情况：有 3 个印不出来的字符（U+0000、U+D800），没有填入，其余的已填入。", "已填入 2 项。"],
    )  # fmt: skip
    assert json.loads(run("show", file, "--json")[1])["passages"]["overview"] == "公开了5条。\n\u3000完。"


def test_fill__all_bad_cells__are_named_each(run: Run, file: str) -> None:
    err = run("fill", file, "-", stdin=data(figures={"t3/new/natural": -1, "t3/next/total": "无"}))[2]
    assert [line.partition("：")[0] for line in err.splitlines()] == ["表三·自然人·本年新收", "表三·总计·结转下年度"]


@pytest.mark.parametrize("name, words", [("folder", "这是一个文件夹"), ("nowhere.json", "没有这个文件或文件夹")])
def test_fill__data_that_is_no_file__names_it(name: str, words: str, run: Run, file: str) -> None:
    Path("folder").mkdir()
    code, _, err = run("fill", file, name)
    assert code == 2
    assert err.startswith(f"“{name}”读不了：{words}")


@pytest.mark.parametrize("command", [("show", "--json"), ("check",), ("fill", "-"), ("export", "-o", "x.json")])
@pytest.mark.parametrize("content", [None, b"", b"garbage" * 1000])
def test_commands__file_missing_or_no_report__exit_2_with_its_path(
    command: tuple[str, ...], content: bytes | None, run: Run
) -> None:
    if content is not None:
        Path("x.zfnb").write_bytes(content)
    code, out, err = run(command[0], "x.zfnb", *command[1:], stdin=data())
    assert (code, out) == (2, "")
    assert "x.zfnb" in err
    assert len(err.splitlines()) == 1


def test_check__empty_report__blocks_with_exit_1(run: Run, file: str) -> None:
    code, out, err = run("check", file)
    assert (code, err) == (1, "")
    assert "【错误】表三的 175 格都没有填。" in out
    assert out.splitlines()[-1].endswith("已填 0/200 格。")
    code, out, _ = run("check", file, "--json")
    assert (code, json.loads(out)["counts"]) == (1, {"error": 9, "warning": 0, "hint": 0})


PASSAGES = {
    "preface": "根据国办公开办函〔2021〕30号要求编制。数据的统计期限自2023年1月1日起至2023年12月31日止。",
    "overview": "主动公开信息。规范办理依申请公开，行政复议、行政诉讼情况见下表。加强信息管理、平台建设和监督保障。",
    "problems": "更新不够及时，将加强培训。",
    "others": "没有收取信息处理费。",
}


def test_check__clean_report__exit_0(run: Run, file: str, balanced: Callable) -> None:
    figures = {c: str(n) for c, n in balanced("2021").figures.items()}
    run("fill", file, "-", stdin=data(figures=figures, passages=PASSAGES))
    assert run("check", file)[:2] == (0, "错误 0 处，需说明 0 处，提示 0 处；已填 200/200 格。\n")


@pytest.mark.parametrize("out", ["a.doc", "a", ".json", "nowhere/a.json"])
def test_export__unknown_ending_or_no_folder__exit_2(out: str, run: Run, file: str) -> None:
    code, _, err = run("export", file, "-o", out)
    assert (code, len(err.splitlines())) == (2, 1)
    assert sorted(p.name for p in Path().iterdir()) == [file]


def test_export__json__is_what_show_says(run: Run, file: str) -> None:
    assert run("export", file, "-o", "A.JSON") == (0, "", "已导出“A.JSON”。\n")
    assert Path("A.JSON").read_text("utf-8") == run("show", file, "--json")[1]


@pytest.mark.parametrize(
    "arguments", [("new",), ("show", "a.zfnb"), ("export", "a.zfnb"), ("nothing", "x"), ("--nothing",)]
)
def test_main__words_that_are_no_command__exit_2_in_chinese(arguments: tuple[str, ...], run: Run) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "命令不能理解：" in err


# --- as a process of its own ---


def process(folder: Path, *arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-m", "clerk_app", *arguments]
    kept = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "timeout": 60,
        "check": False,
        "cwd": folder,
        **options,
    }
    return subprocess.run(command, env=env, **kept)  # noqa: PLW1510


def test_process__c_locale__speaks_utf8(run: Run, file: str, tmp_path: Path) -> None:
    run("fill", file, "-", stdin=data(passages={"overview": "镇"}))
    done = process(tmp_path, "show", file, "--json")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "青石镇人民政府" in done.stdout.decode("utf-8")
    done = process(tmp_path, "check", "没有.zfnb")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


def test_process__reader_gone_away__ends_quietly(file: str, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = process(tmp_path, "check", file, stdout=writing)
    os.close(writing)
    assert done.stderr == b""


@pytest.mark.parametrize(
    "closed, arguments, code",
    [
        ("<&-", "fill a.zfnb -", 2),
        (">&-", "show a.zfnb --json", 0),
        (">&-", "check a.zfnb", 1),
        ("2>&-", "check b.zfnb", 2),
    ],
)
def test_process__stream_closed__is_an_empty_one(
    closed: str, arguments: str, code: int, file: str, tmp_path: Path
) -> None:
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    line = f'exec "{sys.executable}" -m clerk_app {arguments} {closed}'
    done = subprocess.run(["sh", "-c", line], cwd=tmp_path, env=env, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (code, b"")
    assert b"Traceback" not in done.stderr


def test_process__disk_full__is_one_sentence(file: str, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    with Path("/dev/full").open("wb") as full:
        done = process(tmp_path, "show", file, "--json", stdout=full)
    assert done.returncode == 2
    assert done.stderr.decode("utf-8") == "“标准输出”磁盘已满，请腾出空间。\n"


@pytest.mark.parametrize("arguments", [("check", "a.zfnb"), ("show", "a.zfnb", "--json"), ("fill", "a.zfnb", "-")])
def test_process__commands_without_a_window__load_no_heavy_library(
    arguments: tuple[str, ...], file: str, tmp_path: Path
) -> None:
    heavy = {"PySide6", "reportlab", "docx", "openpyxl", "lxml", "pypdfium2"}
    code = f"import sys\nfrom clerk_app.__main__ import main\nmain({arguments!r})\n"
    code += f"sys.exit(','.join(sorted({heavy!r} & set(sys.modules))) or 0)"
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, input=data(), capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_show__damaged_file__says_what_can_still_be_read(run: Run, file: str) -> None:
    assert (
        run("fill", file, "-", stdin=data(figures={"t3/new/natural": 3}, passages={"overview": "有序推进。"}))[0] == 0
    )
    with Path(file).open("r+b") as opened:
        opened.truncate(Path(file).stat().st_size - 1)
    code, out, err = run("show", file, "--json")
    assert (code, out) == (2, "")
    first, second = err.splitlines()
    assert first.startswith("“a.zfnb”已损坏（应有 ")
    assert second == ("里面还能读出青石镇人民政府 2023 年的 1 格数字、1 段文字，可以在窗口中打开它，抢救成一个新文件。")
