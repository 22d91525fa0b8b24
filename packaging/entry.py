"""Where the frozen program begins: the processes that a collection starts are this program too."""

import multiprocessing
import os
import sys
from pathlib import Path

HELD = 250  # the first number of the files that stay open: a process that is started finds them under the same


def hold_modules() -> None:
    """Keeps the two files that the modules are in open: an update installed over a running program takes none away.

    They are opened by name for each module that is asked for; the old places would be looked up in the new files.
    """
    archive = sys.modules["pyimod02_importers"].pyz_archive
    archive._filename = _held(archive._filename, HELD)  # noqa: SLF001  # PyInstaller has no open way
    library = str(Path(sys._MEIPASS) / "base_library.zip")  # type: ignore[attr-defined]  # noqa: SLF001
    kept = _held(library, HELD + 1)
    paths = [sys.path, *(getattr(m, "__path__", None) for m in list(sys.modules.values()))]
    for path in paths:
        if isinstance(path, list):
            path[:] = [p.replace(library, kept, 1) if p.startswith(library) else p for p in path]


def _held(name: str, number: int) -> str:
    descriptor = os.open(name, os.O_RDONLY)
    os.dup2(descriptor, number, inheritable=False)
    os.close(descriptor)
    return f"/proc/self/fd/{number}"


if __name__ == "__main__":
    if sys.platform == "linux":  # on Windows the file of a running program cannot be replaced
        hold_modules()
    multiprocessing.freeze_support()
    from clerk_app.__main__ import main

    sys.exit(main())
