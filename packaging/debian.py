"""Makes a .deb of a frozen folder: python packaging/debian.py FROZEN OUT → OUT/clerk-app_VERSION_ARCHITECTURE.deb

Times are those of SOURCE_DATE_EPOCH, so that the same folder gives the same package. Documents, settings and backups
lie in the users' homes and are no part of it: removing the package leaves them.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parent
sys.path[:0] = [str(HERE), str(TOP)]

import freeze  # noqa: E402
import frozen  # noqa: E402

from clerk_app import __version__  # noqa: E402

ICONS = TOP / "resources" / "icons"
RECOMMENDED = ("shared-mime-info", "desktop-file-utils", "hicolor-icon-theme")  # the kind of file, the menu, the icons
PLACES = {"clerk-app": "apps", "application-x-zfnb": "mimetypes"}


def main(folder: Path, out: Path) -> int:
    architecture = told("dpkg", "--print-architecture")
    out.mkdir(parents=True, exist_ok=True)
    made = out / f"clerk-app_{__version__}_{architecture}.deb"
    with tempfile.TemporaryDirectory() as tree:
        root = Path(tree)
        lay(folder, root)
        control(root, architecture, freeze.outside(folder))
        settle(root)
        subprocess.run(["dpkg-deb", "-Zxz", "--root-owner-group", "--build", root, made], check=True)
    print(f"{made}: {made.stat().st_size / 2**20:.1f} MiB")
    return 0


def lay(folder: Path, root: Path) -> None:
    """The files where Debian's desktops look for them."""
    shutil.copytree(folder, root / "usr/lib/clerk-app", symlinks=True)
    (root / "usr/bin").mkdir(parents=True)
    (root / "usr/bin/clerk-app").symlink_to("../lib/clerk-app/clerk-app")
    copy(HERE / "desktop" / "clerk-app.desktop", root / "usr/share/applications")
    copy(HERE / "desktop" / "clerk-app.xml", root / "usr/share/mime/packages")
    for icon in ICONS.iterdir():
        name, _, size = icon.stem.rpartition("-")
        if icon.suffix == ".png":
            place = root / f"usr/share/icons/hicolor/{size}x{size}" / PLACES[name]
            copy(icon, place, f"{name}.png")
        elif icon.suffix == ".svg":
            copy(icon, root / "usr/share/icons/hicolor/scalable" / PLACES[icon.stem])
    documents = root / "usr/share/doc/clerk-app"
    copy(HERE / "copyright", documents)
    # The bill of materials and all licences lie in the folder itself, where the program shows them.
    (documents / "licences").symlink_to("../../../lib/clerk-app/_internal/clerk_app/resources/licences")


def control(root: Path, architecture: str, outside: set[str]) -> None:
    """DEBIAN/: what it is, what it needs, what is in it."""
    needs = {frozen.SYSTEM[name] for name in outside if name in frozen.SYSTEM} - {"libc6"}
    size = sum(-(-p.lstat().st_size // 1024) for p in root.rglob("*") if not p.is_dir())
    fields = {
        "Package": "clerk-app",
        "Version": __version__,
        "Architecture": architecture,
        "Maintainer": "The 年报助手 authors <clerk-app@localhost>",
        "Installed-Size": str(size),
        "Depends": ", ".join(["libc6 (>= 2.28)", *sorted(needs)]),
        "Recommends": ", ".join([*frozen.OPTIONAL.values(), *RECOMMENDED]),
        "Section": "editors",
        "Priority": "optional",
        "Description": "年报助手：政府信息公开工作年度报告的填写、核对与排版\n"
        " 屏幕上就是官方格式的表，边填边核，数与数、数与文字一一对上；一份报告一个文件；\n"
        " 按党政机关公文的版心与字体排成 PDF。不需要网络，不需要另装 Python。",
    }
    folder = root / "DEBIAN"
    folder.mkdir()
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (folder / "control").write_text(text, "utf-8")
    files = sorted(p for p in root.rglob("*") if p.is_file() and not p.is_symlink() and folder not in p.parents)
    sums = [f"{hashlib.md5(p.read_bytes()).hexdigest()}  {p.relative_to(root)}\n" for p in files]
    (folder / "md5sums").write_text("".join(sums), "utf-8")


def settle(root: Path) -> None:
    """Modes that do not depend on who builds, and one time for all."""
    stamp = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    for path in [root, *root.rglob("*")]:
        if not path.is_symlink():
            library = re.search(r"\.so(\.\d+)*$", path.name)
            path.chmod(0o755 if path.is_dir() or (os.access(path, os.X_OK) and not library) else 0o644)
        os.utime(path, (stamp, stamp), follow_symlinks=False)


def copy(source: Path, place: Path, name: str = "") -> None:
    place.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, place / (name or source.name))


def told(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
