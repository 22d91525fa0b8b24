"""The manual in a window of its own beside the report, and what this program is."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QMainWindow, QMessageBox, QTextBrowser, QWidget

from clerk_app import RESOURCES, __version__
from clerk_app.form.edition import Edition, editions, newest
from clerk_app.form.guide import guide
from clerk_app.installed import resource

if TYPE_CHECKING:
    from clerk_app.gui.desk import Desk

MANUAL, RULES = "index.html", "rules.md"


def show_manual(parent: QWidget) -> QWidget:
    """The manual, at the place that speaks of what the keys are on; the one that is open comes to the front."""
    desk = getattr(parent, "desk", None)
    edition = desk.session.report.edition if desk else newest(editions())
    browser = _browser(parent)
    _write_manual(browser, edition)
    visited = getattr(parent, "visited", None)  # the page that stands in the place of the report
    return _brought(browser, getattr(visited, "HELP", "") or (place_in(desk) if desk else ""))


def show_rules(parent: QWidget, edition: Edition, rule: str = "") -> QWidget:
    """The rule handbook in the manual's window, at a rule of an edition."""
    browser = _browser(parent)
    window = _brought(browser, "")
    _write_rules(browser)
    if rule:
        browser.find(f"{edition.key} 年格式的")  # the editions' rules have the same names
        if not browser.find(rule, QTextDocument.FindFlag.FindWholeWords):
            browser.moveCursor(QTextCursor.MoveOperation.Start)
            browser.find(rule, QTextDocument.FindFlag.FindWholeWords)
        bar = browser.verticalScrollBar()
        bar.setValue(bar.value() + browser.cursorRect().top() - 2 * browser.fontMetrics().height())
    return window


def _browser(parent: QWidget) -> QTextBrowser:
    """The one in the manual's window, made when first asked for."""
    window = next((w for w in parent.findChildren(QMainWindow, "manual")), None)
    if window is None:
        window = QMainWindow(parent, Qt.WindowType.Window)
        window.setObjectName("manual")
        window.setWindowTitle("年报助手　使用手册")
        browser = QTextBrowser(window)
        browser.setOpenLinks(False)
        browser.setAccessibleName("使用手册")
        browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        browser.anchorClicked.connect(lambda url: _follow(parent, browser, url))
        browser.document().setDocumentMargin(browser.fontMetrics().height() * 1.5)
        window.setCentralWidget(browser)
        em = browser.fontMetrics().horizontalAdvance("国")
        window.resize(QSize(em * 44, em * 44).boundedTo(parent.screen().availableSize()))
        QShortcut(QKeySequence("Esc"), window, window.close)
        QShortcut(QKeySequence("Alt+Left"), window, lambda: show_manual(parent))
    browser = window.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)
    return browser


def _follow(parent: QWidget, browser: QTextBrowser, url: QUrl) -> None:
    """Goes where a link leads: a place on the page, the handbook, or from there back to the manual."""
    if url.fileName() == RULES:
        _write_rules(browser)
    elif url.fileName() == MANUAL:
        show_manual(parent)
    elif url.fragment():
        browser.scrollToAnchor(url.fragment())


def _write_manual(browser: QTextBrowser, edition: Edition) -> None:
    source = RESOURCES / "manual" / MANUAL
    browser.document().setBaseUrl(QUrl.fromLocalFile(str(source)))
    browser.setHtml(source.read_text("utf-8").replace("</body>", f"{help_of(edition)}</body>"))


def _write_rules(browser: QTextBrowser) -> None:
    text = resource(f"manual/{RULES}").read_text("utf-8")
    browser.setMarkdown(f"[← 使用手册]({MANUAL})（Alt+←）\n\n{text}")
    browser.moveCursor(QTextCursor.MoveOperation.Start)


def _brought(browser: QTextBrowser, place: str) -> QWidget:
    """The window in front, at a place of the page."""
    window = browser.window()
    window.show()
    if place:
        browser.scrollToAnchor(place)
    window.raise_()
    window.activateWindow()
    return window


def place_in(desk: "Desk") -> str:
    """The anchor in the manual for the page in sight: a cell's own instruction, or the chapter on texts."""
    if desk.grid is not None and (path := desk.grid.current):
        return anchor(desk.session.report.edition, path)
    if desk.panel.isAncestorOf(desk.focusWidget() or desk):
        return "findings"
    return "texts" if desk.tabs.key in desk.session.report.edition.passages else "cover"


def anchor(edition: Edition, path: str) -> str:
    """Where the instruction of a cell's row stands."""
    cell = edition.cells[path]
    return f"help-{cell.table}-{cell.row.path}"


def help_of(edition: Edition) -> str:
    """The filling instructions of a form as a chapter, each row with those of the group it is in."""
    found = guide(edition.key)
    lines = [f'<h2 id="help">各格怎么填（{escape(edition.key)} 年格式）</h2>']
    for table in edition.tables.values():
        helps = found.helps.get(table.key, {})
        lines.append(f"<h3>{escape(edition.part_of(table.key + '/').heading)} {escape(table.band)}</h3>")
        for axis, roots in (("rows", table.rows), ("columns", table.columns)):
            told = helps.get(axis, {})
            for node in (n for root in roots for n in root.walk()):
                words = told.get(node.path, "")
                name = f'<a name="help-{table.key}-{node.path}"></a>' if axis == "rows" else ""
                if words:
                    lines.append(f"<p>{name}<b>{escape(node.label)}</b>　{escape(words)}</p>")
                elif name:
                    lines.append(name)
    return "".join(lines)


def show_about(parent: QWidget) -> QMessageBox:
    box = QMessageBox(parent)
    box.setWindowTitle("关于年报助手")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"年报助手 {__version__}")
    box.setInformativeText(
        "政府信息公开工作年度报告的填写、核对与排版。\n"
        "不联网，报告只存在本机。\n"
        "程序以 MIT 许可发布，随附字体各依其自身许可。"
    )
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box
