"""The manual in a window of its own beside the report."""

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QMainWindow, QTextBrowser, QWidget

from clerk_app import RESOURCES
from clerk_app.form.edition import Edition, editions, newest
from clerk_app.form.guide import guide
from clerk_app.installed import resource

if TYPE_CHECKING:
    from clerk_app.gui.desk import Desk
from clerk_app.gui.own_window import lay

MANUAL, OFFICE, RULES = "index.html", "office.html", "rules.md"
# Windows and pages of the program's own, and where the manual speaks of them.
_PLACES = {
    "settings": "settings",
    "backups": "keep",
    "history": "keep",
    "comparison": "keep",
    "bindings": "findings",
    "import": "cover",
    "forms": "next",
    "about": "trouble",
    "NewReport": "cover",
}


def show_manual(parent: QWidget) -> QWidget:
    """The manual, at the place that speaks of what the keys are on; the one that is open comes to the front."""
    desk = getattr(parent, "desk", None)
    edition = desk.session.report.edition if desk else newest(editions())
    visited = getattr(getattr(parent, "visited", None), "HELP", "")  # of the page in the place of the report
    place = place_of_window(QApplication.activeWindow()) or visited or (place_in(desk) if desk else "")
    page, _, place = place.rpartition("#")
    browser = _browser(parent)
    if page:
        _write_page(browser, page)
    else:
        _write_manual(browser, edition)
    return _brought(browser, place)


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
        lay(window, parent, QSize(em * 62, em * 50))
        QShortcut(QKeySequence("Esc"), window, window.close)
        QShortcut(QKeySequence("Alt+Left"), window, lambda: show_manual(parent))
    browser = window.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)
    return browser


def _follow(parent: QWidget, browser: QTextBrowser, url: QUrl) -> None:
    """Goes where a link leads: a place on the page, the handbook, or from there back to the manual."""
    if url.fileName() == RULES:
        _write_rules(browser)
    elif url.fileName() == OFFICE:
        _write_page(browser, OFFICE)
    elif url.fileName() == MANUAL:
        show_manual(parent)
    elif url.fragment():
        browser.scrollToAnchor(url.fragment())


def _write_manual(browser: QTextBrowser, edition: Edition) -> None:
    _write_page(browser, MANUAL, help_of(edition))


def _write_page(browser: QTextBrowser, name: str, more: str = "") -> None:
    source = RESOURCES / "manual" / name
    browser.document().setBaseUrl(QUrl.fromLocalFile(str(source)))
    browser.setHtml(source.read_text("utf-8").replace("</body>", f"{more}</body>"))
    browser.moveCursor(QTextCursor.MoveOperation.Start)


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


def place_of_window(active: QWidget | None) -> str:
    """The anchor for a window of the program's own that is in front, or for the page in the main one; empty for the
    report's own pages."""
    if active is None:
        return ""
    rooms = getattr(active, "rooms", None)
    page = rooms.currentWidget() if rooms else active
    return _PLACES.get(page.objectName()) or _PLACES.get(type(page).__name__, "")


def place_in(desk: "Desk") -> str:
    """The anchor in the manual for the page in sight: a cell's own instruction, or the chapter on texts."""
    if desk.grid is not None and (path := desk.grid.current):
        return anchor(desk.session.report.edition, path)
    if desk.panel.isAncestorOf(desk.focusWidget() or desk):
        return "findings"
    if desk.preview.isAncestorOf(desk.focusWidget() or desk):
        return "print"
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
