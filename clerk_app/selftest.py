"""Checks the installation itself: is all there that a report needs, from the form to the paper. Needs no display."""

import hashlib
import importlib.metadata
import importlib.util
import platform
import tempfile
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from clerk_app import RESOURCES, __version__
from clerk_app.check.run import check
from clerk_app.check.wording import standard
from clerk_app.exchange import interchange
from clerk_app.exchange.reading.words import words
from clerk_app.form.edition import editions
from clerk_app.form.guide import guide
from clerk_app.paper import note, pdf
from clerk_app.report.fresh import fresh
from clerk_app.report.model import empty
from clerk_app.session import Session


@dataclass(frozen=True)
class Result:
    name: str
    good: bool
    words: str


def run() -> list[Result]:
    """One result for each thing tried; none stops the others."""
    tests: tuple[tuple[str, Callable[[], str]], ...] = (
        ("版本", _versions),
        ("表样", _forms),
        ("核对", _checks),
        ("字体", _faces),
        ("存取", _round_trip),
        ("排版", _paper),
        ("中文界面", _translations),
        ("输入法", _input_methods),
    )
    return [_tried(name, test) for name, test in tests]


def _tried(name: str, test: Callable[[], str]) -> Result:
    try:
        return Result(name, True, test())
    except Exception as e:  # whatever is broken is what this command is there to tell
        return Result(name, False, f"{type(e).__name__}：{e}")


def _versions() -> str:
    parts = ("PySide6-Essentials", "reportlab", "sqlite-utils", "pypdfium2")
    named = "、".join(f"{p} {importlib.metadata.version(p)}" for p in parts)
    return f"年报助手 {__version__}、Python {platform.python_version()}、{named}、{platform.platform()}"


# Of the kind whose numbers are bound to cells, and with a slip of wording in it.
_TEXT = "本年收到政府信息公开申请3件，办结3件。（文字描述）"


def _forms() -> str:
    told: list[str] = []
    for edition in editions().values():
        guide(edition.key)
        told.append(f"{edition.key} 年格式 {len(edition.cells)} 格")
    return "、".join(told)


def _checks() -> str:
    """Every form with its words: checked blank, and with a text and the figures all filled."""
    for edition in editions().values():
        blank = fresh("自检镇人民政府", edition.first_year, edition=edition.key)
        if not check(blank).all:
            raise ValueError(f"{edition.key} 年格式的空白报告没有核对出未填的格")
        ones = dict.fromkeys(edition.cells, 1) | dict.fromkeys(edition.passages, _TEXT)
        filled = empty(blank.edition, {**blank.values, **ones})
        if not check(filled).count("error"):
            raise ValueError(f"{edition.key} 年格式勾稽不平的报告没有核对出来")
    words()
    standard()
    return "空白的、勾稽不平的报告都核对得出"


def _round_trip() -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "自检.zfnb"
        with Session.create(path, "自检镇人民政府", 2025) as session:
            cell = next(iter(session.report.edition.cells))
            session.edit({cell: 1, "overview": "自检。"})
            before = interchange.dump(session.report)
        if interchange.dump(Session.look(path).report) != before:
            raise ValueError("存入后读出的内容不一致")
        if [p.name for p in Path(folder).iterdir()] != [path.name]:
            raise ValueError("关闭后留下了多余的文件")
    return "一份报告存入、读出一致，只有一个文件"


def _faces() -> str:
    folder = RESOURCES / "fonts"
    faces = tomllib.loads((folder / "manifest.toml").read_text("utf-8"))["face"]
    for face in faces:
        if hashlib.sha256((folder / face["file"]).read_bytes()).hexdigest() != face["sha256"]:
            raise ValueError(f"{face['file']} 与清单不符，请重新安装")
    return f"{len(faces)} 种字体与清单一致"


def _paper() -> str:
    size = 0
    for edition in editions().values():
        report = fresh("自检镇人民政府", edition.first_year, edition=edition.key)
        pages = pdf.make(report, mark=pdf.Draft("2026-01-01T00:00:00+08:00"))
        if not pages.startswith(b"%PDF-"):
            raise ValueError("排出的不是 PDF")
        size += len(pages)
    slip = note.make(note.Note("自检", [("核对码", "0000-0000-0000-0000")], code="自检"))
    if not slip.startswith(b"%PDF-"):
        raise ValueError("送报单排出的不是 PDF")
    return f"各格式的空白报告和送报单排成 PDF，{(size + len(slip)) // 1024} KB"


def _qt(below: str) -> list[Path]:
    """Files of the Qt library, found without loading it."""
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        raise ValueError("没有安装 PySide6，窗口打不开")
    package = Path(spec.origin).parent
    return sorted([*package.glob(f"Qt/{below}"), *package.glob(below)])


def _translations() -> str:
    if not _qt("translations/qtbase_zh_CN.qm"):
        raise ValueError("缺少 qtbase_zh_CN.qm，标准按钮会是英文")
    return "标准按钮的中文译文在"


def _input_methods() -> str:
    if platform.system() != "Linux":
        return "由系统提供"
    plugins = _qt("plugins/platforminputcontexts/*.so")
    names = [p.stem.removeprefix("lib").removesuffix("platforminputcontextplugin") for p in plugins]
    if "ibus" not in names:
        raise ValueError("缺少 ibus 输入法插件，中文输入不可用")
    return f"插件 {'、'.join(names)}"
