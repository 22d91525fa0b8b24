"""Where a file lies: on a stick, on the network, in a folder that another program synchronises, or simply here."""

import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath, PureWindowsPath
from typing import Literal

Kind = Literal["removable", "network", "synchronised"]

# Names of the folders that clients for synchronising make, in lower case.
SYNCHRONISED = (
    "坚果云*", "我的坚果云*", "nutstore*", "onedrive*", "百度网盘*", "百度云*", "baidunetdisk*", "baidusyncdisk*",
    "wps云盘*", "wpsdrive*", "阿里云盘*", "adrive", "腾讯微云*", "weiyun*", "天翼云盘*", "ecloud*", "和彩云*",
    "dropbox*", "google drive*", "googledrive*", "icloud*", "nextcloud*", "seafile*", "亿方云*", "fangcloud*",
)  # fmt: skip
STICKS = {"vfat", "exfat", "msdos"}  # no journal: made for sticks and cards
NETWORK = {
    "cifs", "smb2", "smb3", "smbfs", "nfs", "nfs4", "ncpfs", "afs", "davfs", "fuse.davfs2", "fuse.sshfs", "fuse.rclone",
    "fuse.gvfsd-fuse", "fuse.kio-fuse", "fuse.glusterfs", "fuse.cephfs", "ceph", "fuse.s3fs",
    "fuse",  # without a name of its own: davfs2; ntfs-3g is fuseblk
    "9p", "virtiofs", "vboxsf", "fuse.vmhgfs-fuse",  # folders that a virtual machine shares with its host
}  # fmt: skip
_DRIVES: dict[int, Kind] = {2: "removable", 4: "network"}  # GetDriveTypeW
_OCTAL = re.compile(r"\\([0-7]{3})")


def look(path: Path) -> Kind | None:
    """What kind of place `path` is in; None where it can be worked on as it lies."""
    real = Path(os.path.realpath(path))
    if sys.platform == "win32":
        import ctypes

        return on_windows(PureWindowsPath(real), ctypes.windll.kernel32.GetDriveTypeW(real.anchor))
    mounts = ""
    with suppress(OSError):
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    return mounted(real, mounts, _plugged)


@dataclass(frozen=True)
class Stick:
    """A stick that is plugged in: where its folders begin, what people call it, whether anything can be written."""

    root: Path
    name: str
    writable: bool


def sticks() -> list[Stick]:
    """The sticks that are plugged in and that this user sees, as far as the system tells."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        letters = (chr(ord("A") + i) for i in range(26) if kernel.GetLogicalDrives() >> i & 1)
        roots = [Path(f"{letter}:\\") for letter in letters]
        found = [(root, str(root)) for root in roots if look(root) == "removable"]
    else:
        mounts = ""
        with suppress(OSError):
            mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
        found = [(p, p.name) for p in mount_points(mounts) if mounted(p, mounts, _plugged) == "removable"]
    return [Stick(root, name, os.access(root, os.W_OK)) for root, name in found if os.access(root, os.R_OK | os.X_OK)]


def mount_points(mounts: str) -> list[Path]:
    """The places of the text of /proc/self/mountinfo where systems let people see what they plug in."""
    points = [line.split(" ")[4] for line in mounts.splitlines() if line.count(" ") > 4]
    paths = dict.fromkeys(Path(_OCTAL.sub(lambda m: chr(int(m[1], 8)), point)) for point in points)
    return [p for p in paths if p.parts[1:2] in (("media",), ("mnt",)) or p.parts[1:3] == ("run", "media")]


def synchronised(path: PurePath) -> bool:
    return any(fnmatchcase(part.lower(), pattern) for part in path.parent.parts for pattern in SYNCHRONISED)


def on_windows(path: PureWindowsPath, drive_type: int) -> Kind | None:
    """`drive_type` as GetDriveTypeW tells it of the path's anchor."""
    if path.drive.startswith("\\\\"):
        return "network"
    return _DRIVES.get(drive_type) or ("synchronised" if synchronised(path) else None)


def mounted(path: PurePath, mounts: str, plugged: Callable[[str], bool]) -> Kind | None:
    """`mounts`: the text of /proc/self/mountinfo; `plugged` tells of a device (major:minor) whether one pulls it out.
    What the system itself runs from (mounted at /) is never a stick."""
    best, device, system = "/", "", ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, of = before.split(" "), after.split(" ")
        if len(fields) < 5:
            continue
        point = _OCTAL.sub(lambda m: chr(int(m[1], 8)), fields[4])
        # Of two at the same place the later lies above.
        if point != "/" and len(point) >= len(best) and path.is_relative_to(point):
            best, device, system = point, fields[2], of[0]
    if system in NETWORK:
        return "network"
    if system in STICKS or (device and plugged(device)):
        return "removable"
    return "synchronised" if synchronised(path) else None


def _plugged(device: str) -> bool:
    """As the kernel tells: removable, or behind USB (a disk in a box does not say that it is removable)."""
    try:
        block = (Path("/sys/dev/block") / device).resolve(strict=True)
        flags = (block / "removable", block.parent / "removable")
        return "/usb" in str(block) or any(f.is_file() and f.read_text().strip() == "1" for f in flags)
    except OSError:
        return False
