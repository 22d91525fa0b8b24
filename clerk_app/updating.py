"""更新表样: new forms, guides and words in one file that an office hands out; tried before it is taken, and undone.

A file is JSON, `zfnb-forms/1`: who hands it out and when, and the files themselves as text. Its approval code is made
from all of that, and stands in the office's own notice on paper: only with it typed in is the file taken. What is taken
is used from the next start on.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from clerk_app import RESOURCES, __version__
from clerk_app.errors import KnownError, cause
from clerk_app.exchange import handout
from clerk_app.form import edition, guide
from clerk_app.form.edition import Edition, editions
from clerk_app.installed import OVERRIDE, Taken, in_use, taken, updates_folder
from clerk_app.report.checkcode import code_of, read
from clerk_app.report.fields import clean

FORMAT = "zfnb-forms/1"
ENDING = ".zfby"
MOST = 4 * 2**20  # bytes of a file
SECONDS = 60  # a trial takes one or two
MEMORY = 2 * 2**30  # bytes of a trial
NAMES = re.compile(
    r"(forms|guides)/\d{4}[a-z]?\.toml|words/(messages|prose|reading|wording)\.toml|words/standard-characters\.txt"
    r"|manual/rules\.md"
)
FIELDS = ("name", "issuer", "issued", "note")


@dataclass(frozen=True)
class Package:
    """What a file holds. `issued` is a date as text, `files` their text by name, as `forms/2027.toml`."""

    name: str
    issuer: str
    issued: str
    note: str
    files: Mapping[str, str]

    @property
    def code(self) -> str:
        """The approval code, XXXX-XXXX-XXXX-XXXX, over all that the file says."""
        said = [FORMAT, self.name, self.issuer, self.issued, self.note, sorted(self.files.items())]
        data = json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()
        return code_of("sha256:" + hashlib.sha256(data).hexdigest())

    def contents(self) -> list[str]:
        """What taking it changes, a line each."""
        known, lines = editions(), list[str]()
        for name, text in sorted(self.files.items()):
            folder, _, file = name.partition("/")
            key = file.partition(".")[0]
            if folder == "forms":
                form = edition.parse(text, file)
                until = f"至 {form.last_year} 年" if form.last_year else "起"
                act = "修改" if key in known else "新增"
                lines.append(
                    f"{act} {key} 年格式（{form.source}），{form.first_year} 年{until}的报告用，{len(form.cells)} 格"
                )
            elif folder == "guides":
                lines.append(f"{key} 年格式的填报说明和标准句")
            else:
                lines.append(_SAID[name])
        return lines


_SAID = {
    "words/messages.toml": "核对意见的文字",
    "words/prose.toml": "核对文字与表格所用的词语",
    "words/reading.toml": "导入报告所用的词语",
    "words/wording.toml": "核对用字用词所用的词语",
    "words/standard-characters.txt": "通用规范汉字表",
    "manual/rules.md": "核对规则手册",
}


def load(path: Path) -> Package:
    """The package in a file, every part of it looked through. Raises KnownError."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError as e:
        raise KnownError(f"“{path.name}”打不开：{cause(e)}") from None
    if len(data) > MOST:
        raise KnownError(f"“{path.name}”太大（超过 {MOST // 2**20} MB），不是表样文件。")
    try:
        told: Any = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise KnownError(f"“{path.name}”不是表样文件，或者传送时损坏了，请重新取得一份。") from None
    return _checked(told, path.name)


def pack(folder: Path, name: str, issuer: str, issued: str, note: str = "") -> Package:
    """A package of the files in `folder` that lie there as resources do; looked through. Raises KnownError."""
    paths = {p.relative_to(folder).as_posix(): p for p in sorted(folder.glob("*/*")) if p.is_file()}
    try:
        files = {n: p.read_text("utf-8") for n, p in paths.items() if NAMES.fullmatch(n)}
    except (OSError, UnicodeDecodeError) as e:
        raise KnownError(f"“{folder}”里的文件读不了：{cause(e)}") from None
    told = {"format": FORMAT, "name": name, "issuer": issuer, "issued": issued, "note": note, "files": files}
    return _checked(told, folder.name)


def write(package: Package, path: Path) -> None:
    """The file to be handed out. Raises KnownError."""
    said = {"format": FORMAT, **{f: getattr(package, f) for f in FIELDS}, "files": dict(package.files)}
    handout.write(path, (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode())


def take(package: Package, typed: str) -> Taken:
    """Takes a package whose approval code was typed as it stands in the notice: tried in a process of its own, then
    kept. Raises KnownError; then all is as it was."""
    if read(typed) != package.code:
        raise KnownError("核对码与这个文件不符：文件可能不是通知里说的那一份，没有采用。请向发文单位重新取得。")
    before = [t for t in taken() if t.code != package.code]
    digests = {n: hashlib.sha256(text.encode()).hexdigest() for n, text in package.files.items()}
    new = Taken(package.code, package.name, package.issuer, package.issued, __version__, digests)
    try:
        with tempfile.TemporaryDirectory() as trial:
            there = Path(trial) / "forms"
            for update in before:
                shutil.copytree(update.folder, there / update.code)
            _lay(there, package, [*before, new])
            _try(Path(trial))
        _lay(updates_folder(), package, [*before, new])
    except OSError as e:
        raise KnownError(f"表样没有采用：{cause(e)}") from None
    return new


def undo() -> Taken | None:
    """The last update goes; what was before it is used again from the next start on. Raises KnownError."""
    known = list(taken())
    if not known:
        return None
    last = known.pop()
    try:
        _say(updates_folder(), known)
        shutil.rmtree(last.folder, ignore_errors=True)
    except OSError as e:
        raise KnownError(f"没有退回：{cause(e)}") from None
    return last


def again(update: Taken) -> Package:
    """A package taken before, from its own files: to be tried anew by a newer version of the program."""
    try:
        kept: Any = json.loads((update.folder / "package.json").read_text("utf-8"), object_pairs_hook=_once)
    except (OSError, ValueError):
        raise KnownError(f"“{update.name}”的文件已损坏，请重新打开表样文件采用一次。") from None
    return _checked(kept, update.name)


def resting() -> list[Taken]:
    """Updates that were taken but are not in use: by another version of the program, or with files that are damaged."""
    return [update for update in taken() if not in_use(update)]


def _lay(folder: Path, package: Package, all_taken: list[Taken]) -> None:
    there = folder / package.code
    shutil.rmtree(there, ignore_errors=True)
    for name, text in package.files.items():
        (there / name).parent.mkdir(parents=True, exist_ok=True)
        (there / name).write_bytes(text.encode())
    write(package, there / "package.json")
    _say(folder, all_taken)


def _say(folder: Path, all_taken: list[Taken]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    handout.write(folder / "in-use.json", json.dumps({"taken": [t._asdict() for t in all_taken]}).encode())


def _try(folder: Path) -> None:
    """The program's own self-test with `folder` for its data."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "clerk_app"]
    environment = os.environ | {OVERRIDE: str(folder)}
    with subprocess.Popen(
        [*program, "self-test"], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, encoding="utf-8", errors="replace", cwd=RESOURCES.parent,
    ) as process:  # fmt: skip
        if sys.platform == "linux":
            import resource

            resource.prlimit(process.pid, resource.RLIMIT_AS, (MEMORY, MEMORY))
        try:
            told, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise KnownError("表样没有采用：试用时程序长时间没有反应。请把文件退给发文单位。") from None
    if process.returncode != 0:
        wrong = [line.removeprefix("异常").strip() for line in told.splitlines() if line.startswith("异常")]
        raise KnownError(
            f"表样没有采用，试用没有通过：{'；'.join(wrong)[:300] or '程序没有运行完'}。请把文件退给发文单位。"
        )


def _checked(told: Any, name: str) -> Package:
    wrong = KnownError(f"“{name}”不是表样文件，或者传送时损坏了，请重新取得一份。")
    if not isinstance(told, dict) or cast(dict[str, Any], told).get("format") != FORMAT:
        raise wrong
    data = cast(dict[str, Any], told)
    if set(data) != {"format", *FIELDS, "files"} or not isinstance(data["files"], dict):
        raise wrong
    files = cast(dict[Any, Any], data["files"])
    if any(not isinstance(v, str) for v in (*(data[f] for f in FIELDS), *files.values())):
        raise wrong
    title, issuer, issued, note = (clean(data[f])[:2000] for f in FIELDS)
    package = Package(title, issuer, issued, note, files)
    if [data[f] for f in FIELDS] != [getattr(package, f) for f in FIELDS]:
        raise KnownError(f"“{name}”的名称、单位或说明里有不能显示的字符，没有采用。")
    for field, words in (("name", "名称"), ("issuer", "发文单位"), ("issued", "日期")):
        if not getattr(package, field).strip():
            raise KnownError(f"“{name}”没有写{words}，没有采用。")
    _look_through(package, name)
    return package


def _look_through(package: Package, name: str) -> None:
    """Every file by the loader that will read it. Raises KnownError with file, line and what is wrong."""
    if not package.files:
        raise KnownError(f"“{name}”里没有表样。")
    for file in package.files:
        if not NAMES.fullmatch(file):
            raise KnownError(f"“{name}”里有不认识的文件“{file[:60]}”，没有采用。")
    forms = dict(editions())
    for file, text in sorted(package.files.items()):
        folder, _, short = file.partition("/")
        if folder == "forms":
            form = edition.parse(text, short)
            if form.key != short.removesuffix(".toml"):
                raise KnownError(f"{short}：文件名与里面的 edition“{form.key[:20]}”不同，没有采用。")
            _keeps_reports(forms.get(form.key), form, short)
            forms[form.key] = form
        if folder in ("forms", "guides") or file == "words/messages.toml":
            _plain_braces(text, file)
    for file, text in package.files.items():
        folder, _, short = file.partition("/")
        key = short.removesuffix(".toml")
        if folder == "guides":
            if key not in forms:
                raise KnownError(f"{file}：没有 {key} 年格式，填报说明没有对应的表样。")
            guide.parse(text, file, forms[key])
        elif file.startswith("words/") and file.endswith(".toml"):
            _same_shape(text, file)


def _keeps_reports(old: Edition | None, new: Edition, file: str) -> None:
    """A form that replaces one must have all its cells and texts: reports are filled in with it already."""
    if old is None:
        return
    kinds = {path: cell.kind for path, cell in new.cells.items()}
    lost = [p for p, cell in old.cells.items() if kinds.get(p) != cell.kind] + sorted(
        set(old.passages) - set(new.passages)
    )
    if lost:
        which = f"缺少现行 {old.key} 年格式的 {len(lost)} 项（{'、'.join(lost[:3])}）"
        raise KnownError(f"{file}：{which}，已经填好的报告会打不开，没有采用。")


def _plain_braces(text: str, file: str) -> None:
    """In sentences a brace holds a name or nothing: no format of numbers, no way into objects."""
    for inside in re.findall(r"\{([^{}\n]*)\}", text):
        if not re.fullmatch(r"\w*|\s*\w+ = .*", inside):
            raise KnownError(f"{file}：花括号里的“{inside[:40]}”不能用，没有采用。")


def _same_shape(text: str, file: str) -> None:
    """Words have the same tables and lists as those that came with the program, with other entries in them."""
    try:
        new = tomllib.loads(text)
    except tomllib.TOMLDecodeError as e:
        raise KnownError(f"{file}：不是有效的 TOML（{e}），没有采用。") from None
    old = tomllib.loads((RESOURCES / file).read_text("utf-8"))
    if missing := [key for key in old if key not in new or type(new[key]) is not type(old[key])]:
        raise KnownError(f"{file}：缺少“{missing[0]}”，没有采用。")
    if more := [key for key in new if key not in old]:
        raise KnownError(f"{file}：不认识的“{more[0][:40]}”，没有采用。")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(found := dict(pairs)) < len(pairs):
        raise ValueError
    return found
