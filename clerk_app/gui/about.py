"""What this program is: versions, all its parts with their licences, where it keeps what. Works offline, everywhere."""

import importlib.metadata
import json
import platform
import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, qVersion
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from clerk_app import RESOURCES, __version__
from clerk_app.gui.own_window import OwnWindow, lay
from clerk_app.installed import data_folder, portable

LICENCES = RESOURCES / "licences"
WORDS = (
    "政府信息公开工作年度报告的填写、核对与排版。不联网，报告只存在本机。\n"
    "程序以 MIT 许可发布；用到的各部分列在下面，各依其自身许可。\n"
    "其中 Qt 与 PySide6 按 LGPL-3.0 使用：它们是独立的动态库，没有改动，"
    "您可以用自己编译的同版本库替换安装目录里的文件；取得其源代码的办法见选中它时右边的说明。"
)


@dataclass(frozen=True)
class Part:
    """`licence`: its SPDX expression or name; `texts`: what is to be read of it."""

    name: str
    version: str
    licence: str
    texts: tuple[Path, ...]


def parts() -> list[Part]:
    """From the bill of materials of an installed program; in a checkout from what Python has installed."""
    bill = LICENCES / "sbom.cdx.json"
    if bill.is_file():
        told = json.loads(bill.read_text("utf-8"))["components"]
        return [
            Part(c["name"], c["version"], _licence(c["licenses"]), tuple(_texts(c["name"], c["purl"]))) for c in told
        ]
    ours = importlib.metadata.requires("clerk-app") or []
    found = [Part("CPython", platform.python_version(), "PSF-2.0", ()), Part("Qt", qVersion(), "LGPL-3.0-only", QT)]
    for line in (r for r in ours if "extra ==" not in r):
        dist = importlib.metadata.distribution(re.split(r"[^\w.-]", line, maxsplit=1)[0])
        texts = [Path(str(dist.locate_file(f))) for f in dist.files or () if _is_licence(str(f))]
        name, meta = dist.metadata["Name"], dist.metadata
        licence = (meta.get("License-Expression") or meta.get("License") or "").partition("\n")[0]
        found.append(Part(name, dist.version, licence or "见右边", QT if "pyside6" in name.lower() else tuple(texts)))
    faces = sorted((RESOURCES / "fonts" / "licences").glob("*.txt"))
    return [*found, Part("随附的字体", __version__, "OFL-1.1、GPL-3.0 附字体例外", tuple(faces))]


QT = (LICENCES / "Qt.txt", LICENCES / "LGPL-3.0.txt", LICENCES / "GPL-3.0.txt")
_OF_QT = {"qt", "pyside6-essentials", "shiboken6"}


def _licence(said: list[dict[str, object]]) -> str:
    first = said[0]
    licence = first.get("license")
    return str(licence["name"] if isinstance(licence, dict) else first.get("expression", ""))


def _texts(name: str, purl: str) -> list[Path]:
    """The files of a part's own folder; those of the faces lie with them."""
    key = re.sub(r"[-_.]+", "-", name).lower()
    if key in _OF_QT:
        return list(QT)
    if name.endswith(".ttf"):
        return sorted((RESOURCES / "fonts" / "licences").glob("*.txt"))
    folder = LICENCES / (purl.rpartition("/")[2].partition("@")[0])
    return sorted(p for p in folder.glob("*") if p.is_file()) if folder.is_dir() else []


def _is_licence(path: str) -> bool:
    return ".dist-info" in path and re.search(r"(^|/)(LICEN[CS]E|COPYING|NOTICE)", path) is not None


class AboutPage(OwnWindow):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle("关于年报助手")
        em = self.fontMetrics().horizontalAdvance("国")
        icon = QLabel()
        icon.setPixmap(QApplication.windowIcon().pixmap(em * 4, em * 4))
        self.head = QLabel(f"年报助手 {__version__}\n{WORDS}")
        self.head.setTextFormat(Qt.TextFormat.PlainText)
        self.head.setWordWrap(True)
        self.head.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        top = QHBoxLayout()
        top.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addSpacing(em)
        top.addWidget(self.head, 1)
        self.list = QListWidget()
        self.list.setAccessibleName("各部分与许可")
        for part in parts():
            item = QListWidgetItem(f"{part.name} {part.version}\n{part.licence}")
            item.setData(Qt.ItemDataRole.UserRole, part)
            self.list.addItem(item)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName("许可全文")
        self.list.currentItemChanged.connect(self._show)
        halves = QSplitter()
        halves.addWidget(self.list)
        halves.addWidget(self.text)
        halves.setSizes([em * 17, em * 33])
        copy = QPushButton("复制版本信息(&C)")
        copy.setToolTip("报告问题时贴进信里")
        copy.clicked.connect(lambda: QApplication.clipboard().setText(self.versions()))
        close = QPushButton("关闭")
        close.clicked.connect(self.close)
        foot = QHBoxLayout()
        foot.addWidget(copy)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout()
        column.setContentsMargins(em, em, em, em)
        column.addLayout(top)
        column.addWidget(halves, 1)
        column.addLayout(foot)
        page = QWidget()
        page.setLayout(column)
        self.setCentralWidget(page)
        lay(self, parent, QSize(em * 54, em * 36))
        QShortcut(QKeySequence("Esc"), self, self.close)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    def versions(self) -> str:
        """What one tells who is asked for help: no name, no path of a report."""
        kept = "程序旁边的 data 文件夹（便携）" if portable() else str(data_folder())
        lines = [f"年报助手 {__version__}", f"系统 {platform.platform()}", f"备份和设置所在：{kept}"]
        return "\n".join([*lines, *(f"{p.name} {p.version}" for p in parts())])

    def _show(self, item: QListWidgetItem | None) -> None:
        part = item.data(Qt.ItemDataRole.UserRole) if item else None
        texts = [t.read_text("utf-8", "replace") for t in part.texts if t.is_file()] if part else []
        self.text.setPlainText("\n\n――――――――\n\n".join(texts) or (f"许可：{part.licence}" if part else ""))


def show_about(parent: QWidget) -> AboutPage:
    """The one that is open already comes to the front."""
    page = parent.findChild(AboutPage, "about") or AboutPage(parent)
    page.come_forward()
    return page
