"""The manual in a window of its own beside the report, and what this program is."""

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMessageBox, QTextBrowser, QWidget

from clerk_app import RESOURCES, __version__


def show_manual(parent: QWidget) -> QWidget:
    """The manual; the one that is open already comes to the front."""
    window = next((w for w in parent.findChildren(QMainWindow, "manual")), None)
    if window is None:
        window = QMainWindow(parent, Qt.WindowType.Window)
        window.setObjectName("manual")
        window.setWindowTitle("年报助手　使用手册")
        browser = QTextBrowser(window)
        browser.setOpenExternalLinks(False)
        browser.setFrameShape(QTextBrowser.Shape.NoFrame)
        browser.document().setDocumentMargin(browser.fontMetrics().height() * 1.5)
        browser.setSource(QUrl.fromLocalFile(str(RESOURCES / "manual" / "index.html")))
        window.setCentralWidget(browser)
        em = browser.fontMetrics().horizontalAdvance("国")
        window.resize(QSize(em * 44, em * 44).boundedTo(parent.screen().availableSize()))
        QShortcut(QKeySequence("Esc"), window, window.close)
    window.show()
    window.raise_()
    window.activateWindow()
    return window


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
