"""What leaves the window: printed pages and exported files, all made beside the window."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from clerk_app import formats
from clerk_app.errors import KnownError
from clerk_app.exchange import handout
from clerk_app.gui import choosing
from clerk_app.gui.wording import free_path

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from clerk_app.gui.window import Window

# The command → the words for it, and the endings it offers with the names of their kinds.
EXPORTS: dict[str, tuple[str, dict[str, str]]] = {
    "export": ("导出 PDF", {".pdf": "PDF 文件"}),
    "export_word": ("导出 Word", {".docx": "Word 文档"}),
    "export_excel": ("导出 Excel", {".xlsx": "Excel 工作簿"}),
    "export_web": ("导出网页", {".html": "网页"}),
    "export_data": ("导出交换数据", {".json": "交换数据"}),
    "export_picture": ("导出一图读懂", {".png": "图片", ".pdf": "PDF 文件"}),
}
PICTURE = "export_picture"
COPIES = ("copy_table", "copy_web")


class Outgoing:
    """Works on `window` and the report that it shows."""

    def __init__(self, window: "Window") -> None:
        self.window = window

    def do(self, command: str) -> None:
        if command == "print":
            self.print()
        elif command in COPIES:
            self.copy(command)
        else:
            self.export(command)

    # ---- files

    def export(self, command: str) -> None:
        """Asks where to, then exports."""
        if self.window.desk is None:
            return
        title, kinds = EXPORTS[command]
        name = self.window.desk.session.report.title + ("（一图读懂）" if command == PICTURE else "")
        if path := self.ask_path(title, handout.safe_name(name), kinds):
            self.export_to(path, command)

    def ask_path(self, title: str, name: str, kinds: Mapping[str, str]) -> Path | None:
        """A path with one of the endings."""
        filters = {f"{words} (*{ending})": ending for ending, words in kinds.items()}
        first = next(iter(kinds))
        start = free_path(self.window.filing.folder(), name + first)
        chosen, kind = choosing.handed_out(self.window, title, start, ";;".join(filters))
        return _ended(chosen, filters.get(kind, first), kinds) if chosen else None

    def export_to(self, path: Path, command: str = "export") -> None:
        """The file of a command of `EXPORTS`; what happened is said in the window."""
        window = self.window
        assert window.desk is not None
        window.desk.flush()
        session, faces, ending = window.desk.session, window.typecase.faces, path.suffix.lower()
        report, at = session.report, session.changed_at  # as they stand now, whatever is typed meanwhile

        def made() -> bytes:
            if command == PICTURE and ending == ".pdf":
                return formats.picture(report, faces())
            return formats.make(ending, report, at, faces())

        window.status.showMessage("正在导出…")
        window.worker.run(
            lambda: handout.write(path, made()),
            lambda _: window.tell_file(f"已导出“{path}”。", path, opens=True),
            lambda error: self._failed(error, "没有导出"),
        )

    # ---- clipboard

    def copy(self, command: str) -> None:
        """The table in sight with its headers, or the whole report for the editor of a web site."""
        from clerk_app.exchange import clipboard, html

        window = self.window
        if (desk := window.desk) is None:
            return
        desk.flush()
        report = desk.session.report
        if command == "copy_web":
            code = html.fragment(report)
            clip, words = clipboard.Clip(code, code), "已复制整份报告，请到网站的编辑器里粘贴。"
        elif part := next((p for p in report.edition.parts if p.key == desk.tabs.key and p.tables), None):
            clip, words = clipboard.whole(report, part), f"已复制“{part.heading}”的表，请到 Word、WPS 或 Excel 里粘贴。"
        else:
            window.messages.say("这一页没有表格，请先翻到第二、三、四部分。", "hint")
            return
        mime = QMimeData()
        mime.setText(clip.text)
        mime.setHtml(clip.html)
        QGuiApplication.clipboard().setMimeData(mime)
        window.messages.say(words, "done")

    # ---- paper

    def print(self) -> None:
        """Sets the pages, then asks which of them where."""
        window = self.window
        if window.desk is None:
            return
        window.desk.flush()
        session, faces = window.desk.session, window.typecase.faces
        report, at = session.report, session.changed_at

        def counted() -> tuple[bytes, int]:
            from clerk_app.gui import printing

            data = formats.make(".pdf", report, at, faces())
            return data, printing.count(data)

        window.status.showMessage("正在排版…")
        window.worker.run(
            counted,
            lambda made: self._ask_printer(report.title, *made),
            lambda error: self._failed(error, "没有打印"),
        )

    def _ask_printer(self, title: str, data: bytes, pages: int) -> None:
        from clerk_app.gui import printing

        self.window.status.clearMessage()
        on = printing.printer(self.window.store, title)
        printing.ask(on, pages, self.window, lambda: self.print_on(data, on))

    def print_on(self, data: bytes, on: "QPrinter") -> None:
        """Prints a PDF as the user has set the printer."""
        from clerk_app.gui import printing

        window = self.window
        printing.remember(window.store, on)
        where = on.outputFileName() or on.printerName()
        window.status.showMessage("正在打印…")
        window.worker.run(
            lambda: printing.send(data, on),
            lambda pages: self._printed(pages, where),
            lambda error: self._failed(error, "没有打印"),
        )

    def _printed(self, pages: int, where: str) -> None:
        self.window.status.clearMessage()
        self.window.messages.say(f"共 {pages} 页，已送往“{where}”。", "done")

    def _failed(self, error: Exception, what: str) -> None:
        self.window.status.clearMessage()
        known = isinstance(error, KnownError)
        self.window.messages.say(str(error) if known else f"{what}：程序出了一个错误，报告没有受影响。", "error")
        if not known:
            raise error


def _ended(path: Path, ending: str, kinds: Mapping[str, str]) -> Path:
    """With an ending that is one of the kinds; a file the dialog did not ask about is never overwritten."""
    if path.suffix.lower() in kinds:
        return path
    return free_path(path.parent, path.name + ending)
