"""An error of ours: the user learns what is safe, the log what happened and nothing of what was written."""

import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QApplication, QMessageBox

from clerk_app import __version__
from clerk_app.errors import KnownError

if TYPE_CHECKING:
    from clerk_app.gui.window import Window

LOG_LIMIT = 1_000_000  # bytes

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def hook(window: "Window") -> Hook:
    """What Python calls for an exception that nobody took: in Qt's slots that is every one."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
        elif isinstance(error, KnownError):
            window.messages.say(str(error), "error")
        else:
            words = details(kind, trace)
            sys.stderr.write(f"{words}\n")  # some desktops keep it in a file
            log(words)
            show(window, words)

    return tell


def watch(window: "Window") -> Callable[[], None]:
    """From now on every error goes to `hook`, also what no slot has raised: in other threads, while an object dies.
    What Python itself would print quotes the error's words. Returns what ends it."""
    tell = hook(window)
    sys.excepthook = tell
    threading.excepthook = lambda a: log(details(a.exc_type, a.exc_traceback))
    sys.unraisablehook = lambda a: log(details(a.exc_type, a.exc_traceback))

    def end() -> None:
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        sys.unraisablehook = sys.__unraisablehook__

    return end


def keep_no_memory() -> None:
    """A crash must not leave what is typed in a picture of the memory."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def details(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where it happened. The exception's own words are left out: they may quote a report."""
    frames = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    return "\n".join(
        [f"年报助手 {__version__} · Python {sys.version.split()[0]} · {sys.platform}", *frames, kind.__name__]
    )


def log_path() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)) / "errors.log"


def log(words: str) -> None:
    """Adds to the log in the user's data folder. An error that cannot be logged must not become a second one."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            path.unlink()
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')}\n{words}\n\n")
    except OSError:
        return


def show(window: "Window", words: str) -> None:
    """One dialog, however often it happens."""
    if window.findChild(QMessageBox, "trouble"):
        return
    box = QMessageBox(window)
    box.setObjectName("trouble")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("年报助手")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText("程序出了一个错误，刚才的操作可能没有完成。")
    box.setInformativeText(f"{safe(window)}可以继续使用；反复出现时，请把详细信息发给维护人员。")
    box.setDetailedText(words)
    copy = box.addButton("复制详细信息", QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(lambda: QApplication.clipboard().setText(words))
    box.addButton("继续", QMessageBox.ButtonRole.AcceptRole)
    box.open()


def safe(window: "Window") -> str:
    """What is on the disk."""
    document = window.desk.session.document if window.desk else None
    if document is None:
        return ""
    if document.state.kind == "saved":
        return "已经填入的内容都已保存。"
    return "最近的修改还没有保存完，请先不要关闭电脑。"
