"""The menus: every command once, by name, with its key; a table of data and the few lines that make it a menu bar."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QToolButton, QWidget

if TYPE_CHECKING:
    from clerk_app.gui.window import Window

# name → (words, key, tip). Only what is in ALWAYS works without a report.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "new": ("新建(&N)…", "Ctrl+N", "新建一份年度报告"),
    "new_from": ("从去年的报告新建(&P)…", "Ctrl+Shift+N", "带来单位资料、结转数和上年的对照数"),
    "open": ("打开(&O)…", "Ctrl+O", "打开一份年报文件"),
    "import": ("导入已发布的报告(&I)…", "Ctrl+I", "网页、Word、Excel、PDF 或复制下来的文字"),
    "collect": ("汇总(&G)…", "Ctrl+G", "收报单位用：核对各单位报来的定稿，加在一起"),
    "sample": ("打开示例(&E)", "", "一份填好的示例报告，可以随意改动"),
    "copy": ("另存一份(&A)…", "Ctrl+Shift+S", "把现在的报告连同修改记录存成另一个文件"),
    "backups": ("备份(&B)…", "", "以前的报告，可以恢复为新文件；删掉的也在里面"),
    "close": ("关闭报告(&C)", "Ctrl+W", "回到开始页"),
    "settings": ("设置(&S)…", "Ctrl+,", "报送期限、颜色、字体"),
    "quit": ("退出(&Q)", "Ctrl+Q", ""),
    "undo": ("撤销(&U)", "Ctrl+Z", ""),
    "redo": ("重做(&R)", "Ctrl+Y", ""),
    "history": ("修改记录(&H)…", "", "什么时候改了什么；可以回到以前的一步"),
    "next_blank": ("下一空格(&B)", "F6", "跳到下一个没有填的格"),
    "zero_table": ("本表无此业务，其余全部填 0(&0)", "", "本页没有填的格都填 0"),
    "zero_row": ("本行其余填 0(&H)", "", ""),
    "zero_column": ("本列其余填 0(&L)", "", ""),
    "zero_selection": ("所选格中没填的填 0(&S)", "", ""),
    "page_next": ("下一部分(&N)", "Ctrl+PgDown", ""),
    "page_previous": ("上一部分(&P)", "Ctrl+PgUp", ""),
    "finding_next": ("下一处(&N)", "F8", "跳到下一处问题"),
    "finding_previous": ("上一处(&P)", "Shift+F8", "跳到上一处问题"),
    "findings_go": ("到下面的问题里去(&G)", "Ctrl+F8", "用键看原因、写说明；Esc 回来"),
    "bindings": ("文字中的数(&W)…", "F7", "文字里的数各自对的是哪一格，是否一致"),
    "compare": ("与上年对照(&C)…", "", "与上年不同的数和句子"),
    "preview": ("预览(&V)", "F9", "就是将要印出的那一份"),
    "preview_go": ("到预览里去(&G)", "Shift+F9", "用键翻页、放大；Esc 回来"),
    "print": ("打印(&P)…", "Ctrl+P", "按实际大小打印，默认双面"),
    "export": ("导出 PDF(&D)…", "Ctrl+E", ""),
    "export_word": ("导出 Word(&W)…", "", "可以用 Word 或 WPS 再改"),
    "export_excel": ("导出 Excel(&X)…", "", "带公式的表格，没有装本程序的单位可以用来填报"),
    "export_web": ("导出网页(&H)…", "", "放到政府网站上的网页"),
    "export_data": ("导出交换数据(&J)…", "", "给其他程序用的数据（JSON）"),
    "export_picture": ("导出一图读懂(&T)…", "", "一页图，图片或 PDF"),
    "copy_table": ("复制整张表(&B)", "", "连同表头，粘贴到 Word、WPS 或 Excel 里仍是一张表"),
    "copy_web": ("复制网页内容(&Y)", "", "整份报告，粘贴到网站的编辑器里；编辑器的源代码方式也可以"),
    "seal": ("定稿送报(&F)…", "F12", "定稿，核对码，写到 U 盘送给上级"),
    "verify": ("核对码(&V)…", "Shift+F12", "电话里读来的核对码、收到的文件，与定稿是否一致"),
    "manual": ("使用手册(&M)", "F1", ""),
    "forms": ("更新表样(&F)…", "", "采用上级发来的新表样，或者退回"),
    "about": ("关于年报助手(&A)", "", "版本、各部分的许可"),
}
ALWAYS = {
    "new", "new_from", "open", "import", "collect", "sample", "backups", "settings", "quit", "verify", "manual",
    "forms", "about",
}  # fmt: skip
WAYS = ("new", "new_from", "open", "import", "collect", "sample")  # on the start page
ZEROES = ("zero_table", "zero_row", "zero_column", "zero_selection")
OUT = (
    "print", "export", "export_word", "export_excel", "export_web", "export_data", "export_picture", "copy_table",
    "copy_web",
)  # fmt: skip
MENUS: dict[str, str] = {
    "文件(&F)": "new new_from open recent import collect sample - copy backups close - settings quit",
    "编辑(&E)": "undo redo - history -",
    "填报(&T)": "next_blank - zero_table zero_row zero_column zero_selection - page_next page_previous",
    "核对(&C)": "finding_next finding_previous findings_go - bindings compare - verify",
    "输出(&O)": "preview preview_go print - seal - "
    "export export_word export_excel export_web export_data - export_picture - "
    "copy_table copy_web",
    "帮助(&H)": "manual - forms - about",
}


def _history(window: "Window") -> None:
    from clerk_app.gui.history_page import show_history

    show_history(window)


def _import(window: "Window") -> None:
    from clerk_app.gui import import_page

    import_page.pick(window)


def _settings(window: "Window") -> None:
    from clerk_app.gui import settings_page

    settings_page.show_settings(window)


def _manual(window: "Window") -> None:
    from clerk_app.gui import manual

    manual.show_manual(window)


def _about(window: "Window") -> None:
    from clerk_app.gui.about import show_about

    show_about(window)


def _compare(window: "Window") -> None:
    from clerk_app.gui.comparison_page import show_comparison

    show_comparison(window)


def _bindings(window: "Window") -> None:
    from clerk_app.gui.bindings_page import show_bindings

    show_bindings(window)


def _forms(window: "Window") -> None:
    from clerk_app.gui.forms_page import show_forms

    show_forms(window)


def _seal(window: "Window") -> None:
    from clerk_app.gui.sealing_page import show_sealing

    show_sealing(window)


def _verify(window: "Window") -> None:
    from clerk_app.gui.verify_page import show_verify

    show_verify(window)


def _collect(window: "Window") -> None:
    from clerk_app.gui.collecting.page import show_collecting

    show_collecting(window)


# What has a page of its own, loaded when it is first asked for.
OWN: "dict[str, Callable[[Window], None]]" = {
    "history": _history, "bindings": _bindings, "compare": _compare, "seal": _seal, "verify": _verify,
    "forms": _forms, "collect": _collect,
    "import": _import, "settings": _settings, "manual": _manual, "about": _about,
}  # fmt: skip


def made(window: "Window", acts: dict[str, Callable[[], object]]) -> dict[str, QAction]:
    """The commands as actions of the window."""
    actions: dict[str, QAction] = {}
    for name, (words, key, tip) in COMMANDS.items():
        action = QAction(words, window)
        action.setShortcut(QKeySequence(key))
        if name == "manual":
            action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)  # also in the program's other windows
        if name == "redo":
            action.setShortcuts([QKeySequence(key), QKeySequence("Ctrl+Shift+Z")])
        bare = words.partition("(")[0].rstrip("…")
        action.setIconText(bare)
        action.setWhatsThis(tip)
        action.setToolTip(" ".join(w for w in (tip or bare, f"（{key}）" if key else "") if w))
        act = acts[name] if name in acts else partial(OWN[name], window)
        action.triggered.connect(lambda _=False, act=act: act())
        window.addAction(action)
        actions[name] = action
    actions["preview"].setCheckable(True)
    return actions


def text_edits(parent: QWidget) -> list[QAction]:
    """What can be done in any text field, for the menu; the fields themselves know the keys."""
    actions: list[QAction] = []
    for words, key, name in (
        ("剪切(&T)", "Ctrl+X", "cut"),
        ("复制(&C)", "Ctrl+C", "copy"),
        ("粘贴(&P)", "Ctrl+V", "paste"),
        ("全选(&A)", "Ctrl+A", "selectAll"),
    ):
        action = QAction(f"{words}\t{key}", parent)
        action.triggered.connect(lambda _=False, name=name: _in_focus(name))
        actions.append(action)
    return actions


def _in_focus(name: str) -> None:
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit | QTextEdit | QPlainTextEdit):
        getattr(field, name)()


def tool_button(action: QAction, parent: QWidget, words: str = "") -> QToolButton:
    """A button that says the command and its key."""
    button = QToolButton(parent)
    button.setDefaultAction(action)
    button.setAutoRaise(True)

    def say() -> None:
        button.setText(words or f"{action.iconText()} {action.shortcut().toString().replace('Shift+', '⇧')}")

    def forget() -> None:
        with suppress(RuntimeError):  # at the program's end the action may have gone first
            action.changed.disconnect(say)

    button.destroyed.connect(forget)
    action.changed.connect(say)  # after the button's own, which puts the bare words back
    say()
    return button
