"""The official faces that this machine may have: found by name, used only where their makers allow embedding."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from clerk_app.paper.faces import Face, Role
from clerk_app.paper.truetype import NotTrueType, faces_in

# By role, the best first: names in Chinese and the PostScript names of the same faces.
_OFFICIAL: dict[Role, tuple[str, ...]] = {
    "title": ("方正小标宋_GBK", "方正小标宋简体", "FZXBSK--GBK1-0", "FZXBSJW--GB1-0", "FZXiaoBiaoSong-B05S"),
    "fangsong": ("仿宋_GB2312", "仿宋", "FangSong_GB2312", "FangSong"),
    "kaiti": ("楷体_GB2312", "楷体", "KaiTi_GB2312", "KaiTi"),
    "heiti": ("黑体", "SimHei"),
    "songti": ("宋体", "SimSun"),
}


class Official(NamedTuple):
    """A face of the machine that bears an official name. `allowed`: its maker lets it be embedded in part."""

    name: str
    face: Face
    allowed: bool


def official(folders: Iterable[Path] | None = None) -> dict[Role, Face]:
    """The official faces of the machine that may be used, by role; roles it has none for are left out."""
    return {role: found.face for role, found in survey(folders).items() if found.allowed}


def survey(folders: Iterable[Path] | None = None) -> dict[Role, Official]:
    """For each role the best face of the machine, one that may be used before one that may not.

    Takes about 4 ms a face: not for the thread that paints. A file that cannot be read is passed over.
    """
    found: dict[Role, tuple[tuple[bool, int], Official]] = {}
    for path in _files(folders if folders is not None else places()):
        try:
            faces = [Face(path, i) for i in range(faces_in(path))]
            for face in faces:
                names = face.file.names
                for role, wanted in _OFFICIAL.items():
                    rank = next((i for i, name in enumerate(wanted) if name in names), None)
                    if rank is None:
                        continue
                    allowed = face.file.embeddable
                    merit = (not allowed, rank)
                    if role not in found or merit < found[role][0]:
                        found[role] = merit, Official(wanted[rank], face, allowed)
        except (OSError, NotTrueType):
            continue
    return {role: best for role, (_, best) in found.items()}


def places() -> list[Path]:
    """Where this kind of machine keeps faces."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - raises nothing for a user without a home
    if sys.platform == "win32":
        local = Path(os.environ.get("LOCALAPPDATA", home / "AppData/Local"))
        return [Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts", local / "Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]


def _files(folders: Iterable[Path]) -> list[Path]:
    return sorted(
        path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in (".ttf", ".ttc", ".otf")
    )
