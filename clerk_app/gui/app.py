"""The entrance to the window: prepares the surroundings, Qt, the window; what loads slowly comes later."""

import gc
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_app import RESOURCES

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from clerk_app.gui.window import Window

POINTS = 10.5  # the least size of type
SWEEP = 20_000  # ms
TURN = 0.0005  # s: a key waits no longer for Python's lock, however busy the worker's thread is


def run(file: Path | None) -> int:
    """Opens the window, with the report in `file`; returns the exit code. Without a display: one sentence, 2."""
    if not has_display(sys.platform, os.environ):
        if file is not None and not file.exists():  # most likely a slip in a command
            sys.stderr.write(f"没有“{file}”这个文件，也没有这个命令：请核对文件名，或看看 clerk-app --help。\n")
            return 2
        sys.stderr.write("没有图形界面，窗口打不开。请在桌面上启动，或用命令行（clerk-app --help）。\n")
        return 2
    os.environ.update(input_method(os.environ))
    # Cyclic garbage may hold Qt objects: it is swept in this thread between events, never inside one or in a worker.
    gc.disable()
    sys.setswitchinterval(TURN)
    from PySide6.QtCore import QEvent, Qt, QTimer
    from PySide6.QtWidgets import QApplication

    application = QApplication(sys.argv[:1])
    dress(application)

    from clerk_app.gui import appearance, trouble
    from clerk_app.gui.settings import settings
    from clerk_app.gui.window import Window

    store = settings()
    appearance.wear(application, appearance.scheme(store))
    window = Window(store)
    hints = application.styleHints()
    hints.colorSchemeChanged.connect(lambda: appearance.wear(application, appearance.scheme(store)))
    trouble.keep_no_memory()
    unwatch = trouble.watch(window)
    sweeper = QTimer(window, interval=SWEEP)
    sweeper.timeout.connect(gc.collect)
    sweeper.start()
    window.painted.connect(load, Qt.ConnectionType.QueuedConnection)
    window.painted.connect(partial(close_on_termination, window), Qt.ConnectionType.QueuedConnection)
    if file is not None:
        window.painted.connect(partial(Window.open, window, file), Qt.ConnectionType.QueuedConnection)
    window.show()
    code = application.exec()
    # Qt's objects go before Python's last sweep, which may not touch them any more.
    window.deleteLater()
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    unwatch()
    gc.collect()
    return code


def close_on_termination(window: "Window") -> None:
    """A logout or a shutdown asks the window to close as its user would: what is typed is saved, no journal is left.

    Qt's loop runs no Python between events: the signal is written into a socket that it does watch.
    """
    import signal
    import socket

    from PySide6.QtCore import QSocketNotifier

    told, telling = socket.socketpair()
    for end in (told, telling):
        end.setblocking(False)
    signal.set_wakeup_fd(telling.fileno(), warn_on_full_buffer=False)
    signal.signal(signal.SIGTERM, lambda *_: None)
    notifier = QSocketNotifier(told.fileno(), QSocketNotifier.Type.Read, window)

    def close() -> None:
        told.recv(64)
        window.close()

    notifier.activated.connect(close)
    window.destroyed.connect(lambda: (signal.set_wakeup_fd(-1), telling.close(), told.close()))


def load() -> None:
    """What a report needs, loaded while the start page is being looked at."""
    from clerk_app.gui import desk, filing

    del desk, filing


def has_display(platform: str, environment: "os._Environ[str] | dict[str, str]") -> bool:
    """Whether Qt will find a screen: without one it would abort the process."""
    if not platform.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def input_method(environment: "os._Environ[str] | dict[str, str]") -> dict[str, str]:
    """What to set so that fcitx works: its plugin is in no wheel of Qt, but fcitx5 also speaks the portal of ibus."""
    asked = environment.get("QT_IM_MODULE", "") + environment.get("XMODIFIERS", "")
    return {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"} if "fcitx" in asked else {}


def window_icon() -> "QIcon":
    """The program's own, in the sizes that there are."""
    from PySide6.QtGui import QIcon

    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128):
        icon.addFile(str(RESOURCES / "icons" / f"clerk-app-{size}.png"))
    return icon


def dress(application: "QApplication") -> None:
    """Name, style, colours, face and language of the window."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
    from PySide6.QtGui import QFont, QFontDatabase

    from clerk_app.gui.palette import LIGHT, palette

    application.setApplicationName("clerk-app")
    application.setApplicationDisplayName("")  # the window's own title says it
    application.setDesktopFileName("clerk-app")
    QLocale.setDefault(QLocale("zh_CN"))
    translator = QTranslator(application)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(translator)
    application.setWindowIcon(window_icon())
    application.setStyle("Fusion")
    application.setPalette(palette(LIGHT))
    number = QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / "HeiTi.ttf"))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    font = QFont([*families, *application.font().families()])
    font.setPointSizeF(max(POINTS, application.font().pointSizeF()))
    application.setFont(font)
