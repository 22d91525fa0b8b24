"""What goes into the frozen program and what stays out: read by packaging/clerk-app.spec and by the tests."""

from collections.abc import Iterable
from pathlib import PurePosixPath

# Modules that something of ours could import but that no way through the program does; tests/packaging tries all ways
# with these gone. Nothing here talks to a network, so there is no OpenSSL: hashlib has its own SHA-2.
EXCLUDED = (
    "_curses _hashlib _ssl _tkinter asyncio curses distutils doctest ensurepip ftplib "
    "idlelib lib2to3 nntplib pdb pip pkg_resources poplib pydoc pydoc_data readline rlcompleter setuptools smtplib "
    "ssl test tkinter turtle unittest venv wheel xmlrpc "
    "PIL charset_normalizer "
    # rapidfuzz does without its libraries of 11 MiB what it does with them; nearly all pairs are told apart before.
    "rapidfuzz._feature_detector_cpp rapidfuzz.distance._initialize_cpp rapidfuzz.distance.metrics_cpp "
    "rapidfuzz.distance.metrics_cpp_avx2 rapidfuzz.distance.metrics_cpp_sse2 rapidfuzz.fuzz_cpp "
    "rapidfuzz.fuzz_cpp_avx2 rapidfuzz.fuzz_cpp_sse2 rapidfuzz.process_cpp_impl rapidfuzz.utils_cpp "
    "PySide6.QtNetwork PySide6.QtOpenGL PySide6.QtOpenGLWidgets PySide6.QtQml PySide6.QtQuick PySide6.QtSql "
    "PySide6.QtSvg PySide6.QtTest PySide6.QtXml "
    "lxml.builder lxml.html._difflib lxml.html.diff lxml.html.html5parser lxml.html.soupparser lxml.isoschematron "
    "lxml.objectify lxml.sax numpy openpyxl.chart.tests reportlab.graphics.renderPM reportlab.graphics.renderPS "
    "reportlab.graphics.renderSVG reportlab.graphics.samples reportlab.graphics.testshapes sqlite_utils.cli"
).split()

# Packages that the program asks for their version (clerk_app/selftest.py, the About box).
NAMED = (
    "PySide6-Essentials shiboken6 reportlab sqlite-utils pypdfium2 lxml openpyxl python-docx click "
    "click-default-group et-xmlfile pluggy python-dateutil rapidfuzz sqlite-fts4 tabulate "
    "typing-extensions"
).split()

# Of Qt's plugins those that are wanted; the libraries that only others need go with the others.
PLUGINS = (
    "platforms/*xcb* platforms/*offscreen* platforms/*windows* platforminputcontexts/*ibus* "
    "platforminputcontexts/*compose* imageformats/*jpeg* styles/*vista* styles/*windows* "
    "xcbglintegrations/*glx* printsupport/*"
).split()
TRANSLATIONS = ("qtbase_zh_CN.qm",)

# Data of libraries that nothing here reads.
DATA = (
    "lxml/isoschematron/* docx/templates/default-docx-template/* default-docx-template/*/* "
    "default-docx-template/*/*/* reportlab/fonts/* dateutil/zoneinfo/* pip/* setuptools/* tzdata/*"
).split()

# What every desktop has, and has with security updates of its own: soname → Debian package. All else is bundled.
SYSTEM = {
    "ld-linux-x86-64.so.2": "libc6",
    "ld-linux-aarch64.so.1": "libc6",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libc.so.6": "libc6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdl.so.2": "libc6",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgcc_s.so.1": "libgcc-s1 | libgcc1",
    "libglib-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libgthread-2.0.so.0": "libglib2.0-0 | libglib2.0-0t64",
    "libm.so.6": "libc6",
    "libpthread.so.0": "libc6",
    "librt.so.1": "libc6",
    "libstdc++.so.6": "libstdc++6",
    "libutil.so.1": "libc6",
    "libxcb.so.1": "libxcb1",
    "libz.so.1": "zlib1g",
}

# Wanted for one thing only, and where that is: without it the window lists no printers.
OPTIONAL = {"libcups.so.2": "libcups2 | libcups2t64"}


def stays(name: str) -> bool:
    """Whether a file of the bundle, by its path in it, is wanted."""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = path.parts
    if "PySide6" in parts and "plugins" in parts:
        inside = PurePosixPath(*parts[parts.index("plugins") + 1 :])
        return _like(inside, PLUGINS)
    if "PySide6" in parts and "translations" in parts:
        return path.name in TRANSLATIONS
    if "PySide6" in parts and "qml" in parts:
        return False
    if any(part.endswith(".dist-info") for part in parts):
        return path.name == "METADATA"  # its version; the licences are in the bill's folder
    return not _like(path, DATA) and path.name not in SYSTEM | OPTIONAL


def _like(path: PurePosixPath, patterns: Iterable[str]) -> bool:
    return any(path.match(pattern) for pattern in patterns)
