"""Where a file lies, from the system's own table of mounts, drive types of Windows and names of folders."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from clerk_app.store import places

MOUNTS = r"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
31 27 254:2 / /home rw,relatime - ext4 /dev/vda2 rw
40 27 8:17 / /media/u/U\040盘 rw,nosuid,nodev shared:50 - vfat /dev/sdb1 rw
41 27 8:33 / /media/u/硬盘 rw - ext4 /dev/sdc1 rw
42 27 0:50 / /mnt/share rw - cifs //server/share rw
43 27 0:51 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
44 42 254:3 / /mnt/share/local rw - xfs /dev/vda3 rw
45 27 8:49 / /media/u/同名 rw - ext4 /dev/sdd1 rw
46 27 0:60 / /media/u/同名 rw - nfs4 server:/x rw
47 27 0:61 / /mnt/hgfs rw - fuse.vmhgfs-fuse vmhgfs-fuse rw
48 27 0:62 / /mnt/dav rw - fuse https://server/dav rw
49 27 8:65 / /data rw - fuseblk /dev/sde1 rw
half a line
"""
PLUGGED = {"8:33"}


@pytest.mark.parametrize(
    "path, kind",
    [
        ("/home/u/年报/甲.zfnb", None),
        ("/tmp/甲.zfnb", None),
        ("/media/u/U 盘/甲.zfnb", "removable"),
        ("/media/u/U 盘2/甲.zfnb", None),
        ("/mnt/hgfs/甲.zfnb", "network"),
        ("/mnt/dav/甲.zfnb", "network"),
        ("/data/甲.zfnb", None),
        ("/media/u/硬盘/年报/甲.zfnb", "removable"),
        ("/mnt/share/a/甲.zfnb", "network"),
        ("/mnt/share/local/甲.zfnb", None),
        ("/run/user/1000/gvfs/smb-share:server=s/甲.zfnb", "network"),
        ("/media/u/同名/甲.zfnb", "network"),
        ("/home/u/我的坚果云/甲.zfnb", "synchronised"),
        ("/home/u/OneDrive - 某局/年报/甲.zfnb", "synchronised"),
        ("/home/u/BaiduSyncdisk/甲.zfnb", "synchronised"),
        ("/home/u/年报/坚果云.zfnb", None),
    ],
)
def test_mounted__path__its_place(path: str, kind: str | None) -> None:
    assert places.mounted(PurePosixPath(path), MOUNTS, PLUGGED.__contains__) == kind


def test_mounted__system_on_a_stick_or_the_network__is_worked_on_as_it_lies() -> None:
    for system in ("vfat", "nfs4"):
        mounts = f"27 1 8:1 / / rw - {system} /dev/sda1 rw"
        assert places.mounted(PurePosixPath("/home/u/甲.zfnb"), mounts, lambda device: True) is None


@pytest.mark.parametrize(
    "path, drive, kind",
    [
        (r"C:\Users\u\Documents\甲.zfnb", 3, None),
        (r"E:\甲.zfnb", 2, "removable"),
        (r"Z:\甲.zfnb", 4, "network"),
        (r"\\server\share\甲.zfnb", 1, "network"),
        (r"C:\Users\u\OneDrive\甲.zfnb", 3, "synchronised"),
        (r"D:\百度网盘同步空间\年报\甲.zfnb", 3, "synchronised"),
    ],
)
def test_on_windows__path_and_drive_type__its_place(path: str, drive: int, kind: str | None) -> None:
    assert places.on_windows(PureWindowsPath(path), drive) == kind


def test_look__folder_of_this_machine__nothing_special(tmp_path: Path) -> None:
    assert places.look(tmp_path / "甲.zfnb") is None
    assert places.look(tmp_path / "OneDrive" / "甲.zfnb") == "synchronised"


def test_mount_points__where_people_see_what_they_plug_in__by_their_names() -> None:
    efi = "28 27 8:1 / /boot/efi rw - vfat /dev/sda1 rw\n29 27 8:65 / /run/media/u/备份 rw - exfat /dev/sde1 rw\n"
    found = places.mount_points(MOUNTS + efi)
    assert [str(p) for p in found] == [
        "/media/u/U 盘", "/media/u/硬盘", "/mnt/share", "/mnt/share/local", "/media/u/同名", "/mnt/hgfs", "/mnt/dav",
        "/run/media/u/备份",
    ]  # fmt: skip


def test_sticks__of_this_machine__are_folders_one_can_look_into() -> None:
    for stick in places.sticks():
        assert stick.root.is_dir()
        assert stick.name
