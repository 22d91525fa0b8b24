"""What is left out of the frozen program is asked for by no way through it; what it needs of the system is named."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import frozen  # noqa: E402

# All ways through the program, in a process in which what is excluded cannot be imported.
WAYS = """
import importlib, os, pkgutil, sys
from pathlib import Path

folder, excluded = Path(sys.argv[1]), sys.argv[2:]
os.chdir(folder)

class Gone:
    def find_spec(self, name, path=None, target=None):
        if any(name == e or name.startswith(e + ".") for e in excluded):
            raise ModuleNotFoundError("left out: " + name, name=name)

for name in [m for m in sys.modules if any(m == e or m.startswith(e + ".") for e in excluded)]:
    del sys.modules[name]
sys.meta_path.insert(0, Gone())

import clerk_app
from clerk_app.__main__ import main

for module in pkgutil.walk_packages(clerk_app.__path__, "clerk_app."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)

def done(*arguments, code=0):
    got = main([str(a) for a in arguments])
    assert got == code, (arguments, got)

sample = next((clerk_app.RESOURCES / "sample").glob("*.json"))
done("self-test")
done("new", "a.zfnb", "--unit", "石桥湾镇人民政府", "--year", "2025")
done("fill", "a.zfnb", sample)
done("check", "a.zfnb", "--json", code=main(["check", "a.zfnb"]))
for ending in ("pdf", "docx", "xlsx", "html", "json", "png"):
    done("export", "a.zfnb", "-o", "a." + ending)
    if ending != "png":
        done("import", "a." + ending, "-o", ending + ".zfnb")
os.mkdir("to")
main(["seal", "a.zfnb", "--to", "to"])
main(["verify", "a.zfnb"])
main(["collect", "a.zfnb", "-o", "all.xlsx"])
main(["collect", "a.zfnb", "-o", "all.zfnb"])

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from clerk_app.gui import app
from clerk_app.gui.window import Window

application = QApplication([])
app.dress(application)
window = Window(QSettings("s.ini", QSettings.Format.IniFormat))
window.show()
window.open(Path("a.zfnb"))
window.commands["preview"].trigger()
window.commands["manual"].trigger()
window.commands["about"].trigger()
QTimer.singleShot(1500, application.quit)
application.exec()
window.filing.discard()
window.close()
print("through")
"""


def test_excluded__all_ways_through_the_program__ask_for_none_of_them(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WAYS, str(tmp_path), *frozen.EXCLUDED],
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, timeout=110, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.endswith("through\n")
    assert "left out" not in done.stderr


def test_named__are_the_locked_packages_that_run() -> None:
    """Whatever is locked for running is in the frozen program's list, but what only builds or is not needed there."""
    locked = set(re.findall(r"^([\w-]+)==", (ROOT / "packaging" / "requirements.txt").read_text("utf-8"), re.MULTILINE))
    data = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    builds = {"hatchling", "packaging", "pathspec", "tomlkit", "trove-classifiers", "pip", "setuptools", "tzdata"}
    unasked = {"charset-normalizer", "pillow"}  # what reportlab asks for and no paper of ours needs
    assert data["dependency-groups"]["build"]
    assert {n.lower() for n in frozen.NAMED} == locked - builds - unasked


@pytest.mark.parametrize(
    "path, wanted",
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqwayland-egl.so", False),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", True),
        ("PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so", False),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", True),
        ("PySide6/Qt/lib/libQt6Core.so.6", True),
        ("libxcb-cursor.so.0", True),
        ("libGL.so.1", False),
        ("libstdc++.so.6", False),
        ("docx/templates/default.docx", True),
        ("docx/templates/default-docx-template/word/styles.xml", False),
        ("docx/templates/default-docx-template/word/theme/theme1.xml", False),
        ("reportlab-5.1.0.dist-info/METADATA", True),
        ("reportlab-5.1.0.dist-info/licenses/LICENSE", False),
        ("reportlab-5.1.0.dist-info/RECORD", False),
        ("clerk_app/resources/forms/2021.toml", True),
    ],
)
def test_stays__file_of_the_bundle__is_wanted_or_not(path: str, wanted: bool) -> None:
    assert frozen.stays(path) is wanted
